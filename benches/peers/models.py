#!/usr/bin/env python3
"""The models with plasticity, with sparse synapses, with delays and with channels, in izhi and in other simulators, side by side.

Usage: python3 benches/peers/models.py [ROUNDS [WORD]]        (3 rounds unless said; only models whose name has the word)

Takes the environment of `run.py`, which has to have run before or is made by it, builds izhi's examples and runs
all programs in turn, round by round, with a new seed in each. Only the simulation is timed, by each program
itself; one thread each. Prints the medians, the median of each round's ratio to izhi, and mean rates in Hz.

The figure for Vogels and Abbott's network in Auryn 0.8.4 is not measured here: it is not to be had as a package.
"""

import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import run

HERE = Path(__file__).resolve().parent / "models"


def izhi(example, *arguments):
    """An example of izhi: its last lines say how long it took and which rates it had."""

    def command(seed, folder):
        picture = Path(folder) / "picture.png"
        options = ["--seed", seed, "--threads", "1", "--output", picture, *arguments]
        return [run.WORK / "examples" / example, *options], read_izhi

    return command


def izhi_bench(name, *arguments):
    """A program of `benches`: it knows no seed."""

    def command(_seed, _folder):
        return [run.WORK / "benches" / name, *arguments], read_izhi

    return command


def read_izhi(text):
    seconds = float(re.search(r"simulated .* in ([0-9.]+) s$", text, re.MULTILINE)[1])
    rates = [float(rate) for rate in re.findall(r"^  \S.*?([0-9.]+) Hz", text, re.MULTILINE)]
    return seconds, rates


def peer(script, *arguments):
    """A script of another simulator: it prints the seconds and the rates."""

    def command(seed, folder):
        words = [word.format(seed=seed, folder=Path(folder) / "build") for word in arguments]
        return [run.ENVIRONMENT / "bin" / "python", HERE / f"{script}.py", *words], read_peer

    return command


def read_peer(text):
    seconds, *rates = (float(word) for word in run.last_line(text).split())
    return seconds, rates


def read_microcircuit(text):
    """The first number is the time of building."""
    _, seconds, *rates = (float(word) for word in run.last_line(text).split())
    return seconds, rates


def nest_microcircuit(seed, folder):
    words, _ = peer("nest_microcircuit", "0.1", "{seed}", "1000", "1")(seed, folder)
    return words, read_microcircuit


MODELS = {
    "Izhikevich neurons, all to all, trace STDP; 5000 neurons, 300 steps of 1 ms": {
        "izhi": izhi("trace_stdp", "--neurons", "5000", "--seconds", "0.3"),
        "PymoNNto 3.0.6": peer("pymonnto_plasticity", "trace", "5000", "{seed}"),
        "Brian 2.9.0, C++ standalone": peer("brian2_models", "trace", "5000", "{seed}", "{folder}"),
    },
    "Leaky neurons, all to all, one-step STDP; 10,000 neurons, 300 steps of 1 ms": {
        "izhi": izhi("one_step_stdp", "--neurons", "10000", "--seconds", "0.3"),
        "PymoNNto 3.0.6": peer("pymonnto_plasticity", "one_step", "10000", "{seed}"),
    },
    "CUBA; 4000 neurons, 1 s in steps of 0.1 ms, exact integration": {
        "izhi": izhi("cuba", "--seconds", "1"),
        "Brian 2.9.0, C++ standalone": peer("brian2_models", "cuba", "4000", "{seed}", "{folder}"),
    },
    "Traub and Miles's neurons, unconnected; 10,000 neurons, 2000 steps of 0.01 ms, exponential Euler": {
        "izhi": izhi_bench("hodgkin_huxley", "2000"),
        "Brian 2.9.0, C++ standalone": peer("brian2_models", "hodgkin_huxley", "10000", "{seed}", "{folder}"),
    },
    "Vogels and Abbott; 4000 neurons, 20 s in steps of 0.1 ms": {
        "izhi": izhi("vogels_abbott", "--seconds", "20"),
    },
    "Microcircuit at a tenth of its size; 7718 neurons, 3 million synapses, 1 s in steps of 0.1 ms": {
        "izhi": izhi("microcircuit", "--scale", "0.1", "--seconds", "1"),
        "NEST 3.10.0": nest_microcircuit,
    },
}


def build():
    """Examples and benches where this script finds them."""
    examples = sorted({"trace_stdp", "one_step_stdp", "cuba", "vogels_abbott", "microcircuit"})
    flags = [word for example in examples for word in ("--example", example)]
    subprocess.run(["cargo", "build", "--release", "--quiet", *flags], cwd=run.ROOT, check=True)
    metadata = subprocess.check_output(["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=run.ROOT)
    target = Path(run.json.loads(metadata)["target_directory"]) / "release" / "examples"
    link = run.WORK / "examples"
    link.unlink(missing_ok=True)
    link.symlink_to(target)
    command = ["cargo", "bench", "--quiet", "--no-run", "--bench", "hodgkin_huxley", "--message-format", "json"]
    messages = subprocess.check_output(command, cwd=run.ROOT, text=True).splitlines()
    program = next(path for path in (run.json.loads(line).get("executable") for line in messages) if path)
    link = run.WORK / "benches" / "hodgkin_huxley"
    link.parent.mkdir(exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(program)


def measure(command, seed):
    with tempfile.TemporaryDirectory(dir=run.WORK) as folder:
        words, read = command(str(seed), folder)
        done = subprocess.run(words, env=run.environment(), cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            return None, run.last_line(done.stderr)
        return read(done.stdout), ""


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    run.WORK.mkdir(parents=True, exist_ok=True)
    problems = run.install()
    for name, problem in problems.items():
        print(f"{name}: {problem}", file=sys.stderr)
    build()
    word = sys.argv[2] if len(sys.argv) > 2 else ""
    for model, programs in ((model, programs) for model, programs in MODELS.items() if word in model):
        times = {program: [] for program in programs}
        rates = {program: [] for program in programs}
        trouble = {}
        for seed in range(1, rounds + 1):
            for program, command in programs.items():
                answer, problem = measure(command, seed)
                if answer is None:
                    trouble[program] = problem
                else:
                    times[program].append(answer[0])
                    rates[program].append(answer[1])
        print(f"\n{model}\n\n| program | seconds | x izhi | Hz |\n| --- | ---: | ---: | --- |")
        for program in programs:
            if program in trouble:
                print(f"| {program} | {trouble[program]} | | |")
                continue
            ratio = statistics.median(time / base for time, base in zip(times[program], times["izhi"]))
            means = " ".join(f"{statistics.mean(of_population):.2f}" for of_population in zip(*rates[program]))
            print(f"| {program} | {statistics.median(times[program]):.3f} | {ratio:.2f} | {means} |")


if __name__ == "__main__":
    main()
