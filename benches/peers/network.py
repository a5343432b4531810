"""What all peers share: the numbers of the seed network, and how a peer is asked for runs.

A peer is a program that builds whatever it needs, says `ready`, and then answers each seed on a line of
its standard input with one line `MICROSECONDS_PER_ITERATION SPIKES`, for a network made anew from that
seed. While it waits it takes no processor time, so that all peers can take turns.
"""

import argparse
import shutil
import sys
from pathlib import Path

EXCITATORY, INHIBITORY = 800, 200
NEURONS = EXCITATORY + INHIBITORY
ITERATIONS = 1000
DT = 0.5  # ms
A, B, C, D = 0.02, 0.2, -65.0, 8.0


def folder(name, is_recording):
    """An empty folder under the working directory, for the code that a peer generates."""
    path = Path("generated") / (name + ("-recording" if is_recording else ""))
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return str(path.absolute())


def serve(make):
    """`make(is_recording)` builds once and returns a function from a seed to seconds and spikes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--no-record", action="store_true")
    run = make(not parser.parse_args().no_record)
    # What a simulator says goes to standard error; standard output is for the answers.
    print("ready", flush=True)
    for line in sys.stdin:
        seconds, spikes = run(int(line))
        print(seconds * 1e6 / ITERATIONS, int(spikes), flush=True)
