#!/usr/bin/env python3
"""What compiling takes: the seed's macros, its example after an edit, its model in 2 and in 200 groups.

Usage: python3 benches/compile/measure.py [RUNS]

Writes a crate for each size under target/compile-time, builds izhi once, then times `cargo build
--release` of the crate alone, in turn, and prints medians and the size of the machine code; before that the
time that the macros take for the seed, and the build of its example after an edit of its model. Release
builds are not incremental, so touching the file is as much as editing it.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target" / "compile-time"

BEHAVIOURS = (ROOT / "examples" / "izhikevich" / "model.rs").read_text().split("network! {")[0]


def network(pairs: int) -> str:
    """The seed's two groups and four synapse groups, `pairs` times over."""
    lines = []
    for i in range(pairs):
        for group in (f"e{i}: squared(80)", f"i{i}: squared(20)"):
            lines.append(
                f"group {group} {{ 1: IzhikevichMain {{ a: 0.02 }}, 2: IzhikevichInput, "
                f"9: Recorder [v, u, fired] as my_recorder }}"
            )
        lines.append(f"synapses GLUTAMATE: e{i} -> {{ e{i}, i{i} }};")
        lines.append(f"synapses GABA: i{i} -> {{ e{i}, i{i} }};")
    return "network! { pub Net { use IzhikevichMain, IzhikevichInput, izhi::Recorder; dt: 0.5; " + "\n".join(lines) + "} }"


MAIN = """
fn main() -> izhi::Result<()> {
    let mut net = Net::builder().build()?;
    net.simulate(100)?;
    println!("{}", net.find("v").len());
    Ok(())
}
"""


def write(name: str, pairs: int) -> Path:
    folder = WORK / name
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(
        f'[package]\nname = "{name}"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n'
        f'[dependencies]\nizhi = {{ path = "{ROOT}" }}\n'
    )
    (folder / "src" / "main.rs").write_text(BEHAVIOURS + network(pairs) + MAIN)
    return folder


def build(folder: Path) -> float:
    (folder / "src" / "main.rs").touch()
    start = time.perf_counter()
    environment = {**os.environ, "CARGO_TARGET_DIR": str(WORK / "target")}
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=folder, env=environment, check=True)
    return time.perf_counter() - start


def text_size(name: str) -> int:
    out = subprocess.run(["size", WORK / "target" / "release" / name], capture_output=True, text=True, check=True)
    return int(out.stdout.splitlines()[1].split()[0])


def expansion() -> str:
    """The measurement among the tests of the macros, compiled as cargo compiles macros by default."""
    command = ["cargo", "test", "--quiet", "-p", "izhi-macros", "timing", "--", "--ignored", "--nocapture"]
    environment = {**os.environ, "CARGO_PROFILE_TEST_OPT_LEVEL": "0"}
    out = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return next(line for line in out.stdout.splitlines() if line.startswith("expansion"))


def rebuild() -> float:
    """The build of the example after an edit of its model."""
    (ROOT / "examples" / "izhikevich" / "model.rs").touch()
    start = time.perf_counter()
    subprocess.run(["cargo", "build", "--release", "--quiet", "--example", "izhikevich"], cwd=ROOT, check=True)
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(expansion())
    rebuild()
    print(f"the example after an edit: {statistics.median(rebuild() for _ in range(runs)):6.2f} s")
    sizes = {"groups_2": 1, "groups_200": 100}
    folders = {name: write(name, pairs) for name, pairs in sizes.items()}
    for folder in folders.values():
        build(folder)
    times = {name: [] for name in sizes}
    for _ in range(runs):
        for name, folder in folders.items():
            times[name].append(build(folder))
    for name, pairs in sizes.items():
        median = statistics.median(times[name])
        print(f"{2 * pairs:4d} groups, {4 * pairs:4d} synapse groups: {median:6.2f} s, {text_size(name):9d} bytes of code")


if __name__ == "__main__":
    main()
