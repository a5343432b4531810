"""ANNarchy, which generates and compiles C++, in single precision and with one thread.

Its step is: sums over the spikes of the last step, update, spike and reset. With the new current as the
last of three assignments this is the seed's sequence with its beginning moved: the spikes that a step
begins with are those that were found, and reset, at the end of the one before. A recorded v is therefore
one after the reset.

Recorded: v and u of all neurons in all iterations, and the list of spikes. Without recording the spikes
are counted from the same list, the only way there is; it is short.
"""

import contextlib
import os
import sys
import time

import numpy as np
from network import A, B, C, D, DT, EXCITATORY, ITERATIONS, NEURONS, folder, serve

import ANNarchy as ann


def make(is_recording):
    with contextlib.redirect_stdout(sys.stderr):
        return build(is_recording)


def build(is_recording):
    neuron = ann.Neuron(
        parameters=dict(a=A, b=B, c=C, d=D),
        equations="""
            v = v + 0.5 * (0.04 * v * v + 5.0 * v + 140.0 - u + I) : init = 0.0
            u = u + 0.5 * (a * (b * v - u)) : init = 0.0
            I = Uniform(0.0, 20.0) + 0.5 * g_glutamate - g_gaba : init = 0.0
        """,
        spike="v > 30.0",
        reset="v = c\nu += d",
    )
    net = ann.Network(dt=DT)
    net.config(dtype=ann.float32, num_threads=1)
    neurons = net.create(geometry=NEURONS, neuron=neuron, name="neurons")
    for source, target in ((neurons[:EXCITATORY], "glutamate"), (neurons[EXCITATORY:], "gaba")):
        projection = net.connect(source, neurons, target)
        # Weights as a matrix with the synapses of a source side by side: in ANNarchy an experiment, and five
        # times as fast as its lists.
        projection.all_to_all(
            weights=ann.Uniform(0.0, 1.0),
            allow_self_connections=True,
            storage_format="dense",
            storage_order="pre_to_post",
        )
    monitor = net.monitor(neurons, ["v", "u", "spike"] if is_recording else ["spike"])
    net.compile(directory=folder("annarchy", is_recording), silent=True)

    def run(seed):
        with contextlib.redirect_stdout(sys.stderr):
            random = np.random.default_rng(seed)
            # New weights, and the drive goes on where it was.
            net.reset(synapses=True, reseed_rng=False)
            neurons.v, neurons.u = -65.0 * random.random(NEURONS), -8.0 * random.random(NEURONS)
            neurons.I = 0.0
            start = time.perf_counter()
            net.simulate(ITERATIONS * DT)
            seconds = time.perf_counter() - start
            spikes = monitor.get("spike")
            return seconds, sum(len(times) for times in spikes.values())

    return run


if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = "1"
    serve(make)
