#!/usr/bin/env python3
"""The seed network in izhi and in its peers, side by side: microseconds per iteration.

Usage: python3 benches/peers/run.py [ROUNDS]        (5 rounds unless said)

Makes a Python environment under target/peers with the versions in `PACKAGES`, builds izhi's example and the
hand-written limit, lets every peer compile what it needs, and then runs all of them in turn, round by
round, with a new seed in each. Only the simulation loop is timed, by each program itself. One thread each.

A peer that cannot be installed or does not run is a line in the table. The run fails where the mean rate of
a peer that states the seed's equations is not izhi's.
"""

import json
import os
import statistics
import subprocess
import sys
import venv
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
WORK = ROOT / "target" / "peers"
ENVIRONMENT = WORK / "venv"

# What every peer needs, and what each needs beside it. Brian 2.9 needs a NumPy before 2.3; ANNarchy builds
# its networks with CMake and Cython.
COMMON = ["numpy==2.2.6"]
PACKAGES = {
    "pymonnto": ["PymoNNto==3.0.6"],
    "brian2_standalone": ["brian2==2.9.0"],
    "annarchy": ["cmake", "cython", "ANNarchy==5.0.4"],
    "nest_simulator": ["nest-simulator==3.10.0"],
}

NEURONS, ITERATIONS, DT = 1000, 1000, 0.5
# Of one run, over 500 seeds of izhi and of PymoNNto alike.
RATE, RATE_DEVIATION = 27.6, 0.34


@dataclass
class Program:
    """One line of the table."""

    name: str
    # What is recorded, for the table.
    recorded: str
    # The script of a peer, or the command of a program that runs once for each seed.
    script: str = ""
    command: list = field(default_factory=list)
    # Whether the equations and the order are the seed's, so that the rate has to be.
    is_exact: bool = True
    process: subprocess.Popen = None
    problem: str = ""
    times: list = field(default_factory=list)
    rates: list = field(default_factory=list)


def programs(izhi, limit):
    pairs = [
        Program("izhi", "v, u, fired", command=[izhi, "--out", WORK / "izhikevich"]),
        Program("by hand, -C target-cpu=native", "v, u, fired", command=[limit]),
        Program("Brian 2.9.0, C++ standalone", "v, u, spikes", "brian2_standalone"),
        Program("ANNarchy 5.0.4, dense", "v, u, spikes", "annarchy"),
        Program("NEST 3.10.0", "v, u, spikes", "nest_simulator", is_exact=False),
        Program("PymoNNto 3.0.6", "v, u, fired", "pymonnto"),
    ]
    for program in pairs:
        yield Program(program.name, "nothing", program.script, program.command + ["--no-record"], program.is_exact)
    yield from pairs


def environment():
    """One thread everywhere, and the environment's own tools before the system's."""
    path = f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def install():
    """The Python environment; which peers could not be had, and why."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    problems = {}
    for peer, packages in PACKAGES.items():
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *COMMON, *packages]
        done = subprocess.run(command, env=environment(), capture_output=True, text=True)
        if done.returncode != 0:
            problems[peer] = "not installed: " + last_line(done.stderr)
    return problems


def last_line(text):
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no message"


def build():
    """The paths of izhi's example and of the hand-written limit."""
    subprocess.run(["cargo", "build", "--release", "--quiet", "--example", "izhikevich"], cwd=ROOT, check=True)
    metadata = subprocess.check_output(["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=ROOT)
    izhi = Path(json.loads(metadata)["target_directory"]) / "release" / "examples" / "izhikevich"
    limit = WORK / "seed_limit"
    flags = ["--edition", "2024", "-O", "-C", "target-cpu=native", "-C", "codegen-units=1"]
    subprocess.run(["rustc", *flags, ROOT / "benches" / "limit" / "seed_limit.rs", "-o", limit], check=True)
    return izhi, limit


def start(program):
    """Lets a peer build what it needs and waits until it is ready."""
    words = [ENVIRONMENT / "bin" / "python", HERE / f"{program.script}.py"]
    words += ["--no-record"] if program.recorded == "nothing" else []
    log = WORK / f"{program.script}.log"
    with open(log, "w") as errors:
        program.process = subprocess.Popen(
            words, cwd=WORK, env=environment(), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
        )
    if not wait_for(program, "ready"):
        program.problem = "does not run: " + last_line(log.read_text())


def wait_for(program, first):
    """Reads on to the line that begins so; what a simulator says on standard output is passed over."""
    for line in program.process.stdout:
        if line.startswith(first):
            return line
    return None


def ask(program, seed):
    """The words of a peer's answer; none where it has ended."""
    try:
        program.process.stdin.write(f"{seed}\n")
        program.process.stdin.flush()
    except OSError:
        return []
    return program.process.stdout.readline().split()


def stop(program):
    """A peer ends with its input."""
    try:
        program.process.stdin.close()
    except OSError:
        pass
    program.process.wait()


def measure(program, seed):
    if program.script:
        answer = ask(program, seed)
        if len(answer) != 2:
            program.problem = "stopped: see " + str(WORK / f"{program.script}.log")
            return
        time, spikes = float(answer[0]), int(answer[1])
    else:
        command = [*program.command, "--seed", str(seed)]
        line = last_line(subprocess.check_output(command, env=environment(), cwd=WORK, text=True))
        time = float(line.split("(")[1].split()[0])
        spikes = int(line.split(", ")[-1].split()[0])
    program.times.append(time)
    program.rates.append(spikes / NEURONS / (ITERATIONS * DT / 1000))


def is_rate_right(program, rounds):
    """Within four standard errors of the mean of so many runs."""
    return abs(statistics.mean(program.rates) - RATE) < 4 * RATE_DEVIATION / rounds**0.5


def table(all_programs, rounds):
    print(f"\n{NEURONS} neurons, {ITERATIONS} iterations, {rounds} rounds in turn; one thread; us/iteration\n")
    print("| program | recorded | median | min | max | x izhi | Hz |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    reference = {p.recorded == "nothing": p for p in all_programs if p.name == "izhi"}
    for program in all_programs:
        head = f"| {program.name} | {program.recorded}"
        if program.problem:
            print(f"{head} | {program.problem} | | | | |")
            continue
        median = statistics.median(program.times)
        base = reference[program.recorded == "nothing"].times
        # Of each round, so that a change of the machine's speed does not count.
        ratio = statistics.median(time / izhi for time, izhi in zip(program.times, base))
        rate = f"{statistics.mean(program.rates):.2f}" + ("" if is_rate_right(program, rounds) else " (!)")
        figures = f"{median:.2f} | {min(program.times):.2f} | {max(program.times):.2f} | {ratio:.2f}"
        print(f"{head} | {figures} | {rate} |")
    print(f"\n(!): the mean rate is not within four standard errors of {RATE} Hz.")


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    WORK.mkdir(parents=True, exist_ok=True)
    problems = install()
    all_programs = list(programs(*build()))
    for program in all_programs:
        program.problem = problems.get(program.script, "")
        if program.script and not program.problem:
            print(f"building: {program.name}, recording {program.recorded}", file=sys.stderr)
            start(program)
    for seed in range(1, rounds + 1):
        print(f"round {seed} of {rounds}", file=sys.stderr)
        for program in all_programs:
            if not program.problem:
                measure(program, seed)
    for program in all_programs:
        if program.process:
            stop(program)
    table(all_programs, rounds)
    wrong = [p.name for p in all_programs if p.rates and p.is_exact and not is_rate_right(p, rounds)]
    if wrong:
        sys.exit(f"the rate is wrong: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
