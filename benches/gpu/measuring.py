"""Processes that measure one thing each, and what they say."""

import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tables import median

LARGE = {"microcircuit": 77_169, "seed": 1000, "seed_events": 1000, "sparse": 100_000, "trace_stdp": 10_000}
# Of these the processor runs some iterations soon.
SMALLER = {"microcircuit": 7717, "seed": 1000, "seed_events": 1000, "sparse": 10_000, "trace_stdp": 1000}
TINY = {"microcircuit": 772, "seed": 100, "seed_events": 100, "sparse": 1000, "trace_stdp": 100}


@dataclass
class Bench:
    """What all parts use."""

    program: Path
    device: str
    threads: int
    # Small networks and few iterations, to try the script.
    is_tiny: bool
    # When what is left is left out.
    end: float
    environment: dict
    by_hand: Path = None
    # What was not the same, did not run or was left out.
    problems: list = field(default_factory=list)

    def neurons(self, network):
        return (TINY if self.is_tiny else LARGE)[network]

    def neurons_to_compare(self, network):
        return (TINY if self.is_tiny else SMALLER)[network]

    def iterations(self, count):
        return max(count // 1000, 20) if self.is_tiny else count

    def runs(self, count):
        return min(count, 2) if self.is_tiny else count

    def ask(self, task, *words, threads=None, limit=150, **environment):
        """The lines of a process, each as its words; fewer where it fails, which is said."""
        words = [str(word) for word in words]
        command = [self.program, self.device, str(threads or self.threads), task, *words]
        lines = self.run(" ".join([task, *words[:2]]), command, limit, {**self.environment, **environment})
        return [line.split() for line in lines]

    def run(self, what, command, limit, environment):
        """The lines of any process."""
        lines, problem = output_of(command, environment, min(limit, self.end - time.monotonic()))
        if problem:
            self.complain(f"{what}: {problem}")
        return lines

    def is_over(self, what):
        """Whether there is no time for it, which is said."""
        if time.monotonic() < self.end:
            return False
        self.complain(f"{what}: left out, as the minutes are over")
        return True

    def complain(self, problem):
        self.problems.append(problem)
        # Beside the tables.
        print(f"PROBLEM: {problem}", file=sys.stderr, flush=True)


def output_of(command, environment, limit):
    """The lines that a process prints, and what is wrong if something is; it is ended after so many seconds."""
    if limit <= 0:
        return [], "left out, as the minutes are over"
    process = subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    errors, is_late = [], threading.Event()

    def end():
        is_late.set()
        process.kill()

    reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
    timer = threading.Timer(limit, end)
    reader.start()
    timer.start()
    lines = [line.rstrip("\n") for line in process.stdout]
    process.wait()
    timer.cancel()
    reader.join()
    if is_late.is_set():
        return lines, f"ended after {limit:.0f} s"
    said = errors[0].strip() or f"status {process.returncode}"
    return lines, said if process.returncode else None


def after(lines, first, word=None):
    """The number behind the first word of a line, or behind another of its words."""
    for line in lines:
        if line[0] == first:
            return float(line[1] if word is None else line[line.index(word) + 1])
    return None


@dataclass
class Run:
    """A run: of its seconds some are the program's on the device, and some those of copies."""

    iterations: int
    seconds: float
    running: float
    copying: float

    def microseconds(self):
        """Of an iteration."""
        return self.seconds / self.iterations * 1e6

    def program_microseconds(self):
        return self.running / self.iterations * 1e6


def runs(lines, place, recording="nothing"):
    """The runs of a process on the device or on the processor."""
    found = [line[3:] for line in lines if line[:3] == ["ran", place, recording]]
    return [Run(int(iterations), *map(float, seconds)) for iterations, *seconds in found]


def median_of(all_runs, of):
    return median([of(run) for run in all_runs])
