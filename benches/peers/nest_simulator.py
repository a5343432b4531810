"""NEST, whose models are compiled in, with one thread, in double precision.

Its model `izhikevich` is the nearest, not the same:

- `consistent_integration` true is the Euler step of the seed, of 0.5 ms, but u moves with the v from before
  the step (false would take two half steps of v).
- Spikes move v by their weight, once; a current of W for one step moves it by dt W. So weights are 0.25 and
  -0.5 times uniform ones.
- The threshold is looked at after the update; a delay of two steps brings a spike where the seed has it.
- A fresh uniform drive for each neuron there is not: `noise_generator` gives each neuron a normal one of
  the same mean and variance in each step.

Recorded: v and u of all neurons in all iterations by a multimeter, and spikes by a recorder. Without
recording the spikes are counted by NEST's kernel. Timed: the simulation loop after preparation.
"""

import contextlib
import os
import sys
import time

from network import A, B, C, D, DT, EXCITATORY, INHIBITORY, ITERATIONS, NEURONS, serve

with contextlib.redirect_stdout(sys.stderr):
    import nest


def build(seed, is_recording):
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.resolution = DT
    nest.rng_seed = seed % (2**31) + 1
    nest.local_num_threads = 1
    uniform = nest.random.uniform
    neurons = nest.Create(
        "izhikevich",
        NEURONS,
        {"a": A, "b": B, "c": C, "d": D, "V_th": 30.0, "consistent_integration": True},
    )
    neurons.V_m = -65.0 * uniform(0.0, 1.0)
    neurons.U_m = -8.0 * uniform(0.0, 1.0)
    for part, weight in ((neurons[:EXCITATORY], 0.5 * DT), (neurons[EXCITATORY:], -DT)):
        low, high = sorted((0.0, weight))
        nest.Connect(part, neurons, "all_to_all", {"weight": uniform(low, high), "delay": 2 * DT})
    drive = nest.Create("noise_generator", params={"mean": 10.0, "std": 20.0 / 12.0**0.5, "dt": DT})
    nest.Connect(drive, neurons, syn_spec={"weight": 1.0, "delay": DT})
    if is_recording:
        nest.Connect(nest.Create("multimeter", params={"interval": DT, "record_from": ["V_m", "U_m"]}), neurons)
        nest.Connect(neurons, nest.Create("spike_recorder"))


def make(is_recording):
    def run(seed):
        with contextlib.redirect_stdout(sys.stderr):
            build(seed, is_recording)
            nest.Prepare()
            start = time.perf_counter()
            nest.Run(ITERATIONS * DT)
            seconds = time.perf_counter() - start
            nest.Cleanup()
            return seconds, nest.local_spike_counter

    return run


if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = "1"
    serve(make)
