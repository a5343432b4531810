"""The two models of Vieth et al. (Front. Neuroinform. 18:1331220, 2024) in PymoNNto, with its fast settings: single
precision, and a matrix whose rows belong to the sources.

Usage: pymonnto_plasticity.py (trace | one_step) NEURONS SEED       prints the seconds of 300 steps and the rate in Hz
"""

import contextlib
import sys
import time

import numpy as np
from PymoNNto import Behavior, Network, NeuronGroup, SynapseGroup, SxD, afferent

STEPS = 300


class Izhikevich(Behavior):
    def initialize(self, n):
        n.v = n.vector("normal(-65,7)")
        n.u = n.vector("normal(12,7)")
        n.I = n.vector()
        n.fired = n.vector() > 0
        n.spikes = 0
        for s in n.synapses(afferent):
            s.W = s.matrix("uniform")

    def iteration(self, n):
        n.I = 15 + n.vector("normal(0,1)")
        for s in n.synapses(afferent):
            n.I += np.sum(s.W[s.src.fired], axis=0) / n.size
        n.v += 0.04 * n.v**2 + 5 * n.v + 140 - n.u + n.I
        n.u += 0.02 * (0.04 * n.v - n.u)
        n.fired = n.v >= 30
        n.v[n.fired] = -65
        n.u[n.fired] += 2
        n.spikes += np.count_nonzero(n.fired)


class TraceStdp(Behavior):
    def initialize(self, n):
        n.x = n.vector()

    def iteration(self, n):
        n.x -= n.x / 20
        n.x[n.fired] += 1
        for s in n.synapses(afferent):
            pre, post = s.src.fired, s.dst.fired
            s.W[pre] -= s.dst.x * 0.012 * s.W[pre]
            s.W[:, post] += s.src.x[:, None] * 0.01 * (1 - s.W[:, post])


class Leaky(Behavior):
    def initialize(self, n):
        n.v = n.vector("uniform")
        n.fired = n.vector() > 0
        n.fired_before = n.vector() > 0
        n.spikes = 0
        for s in n.synapses(afferent):
            s.W = s.matrix("uniform") / n.size

    def iteration(self, n):
        n.fired_before = n.fired
        n.fired = n.v > 6
        n.v[n.fired] = 0
        n.v *= 0.9
        n.v += n.vector("uniform")
        for s in n.synapses(afferent):
            n.v += np.sum(s.W[s.src.fired], axis=0)
        n.spikes += np.count_nonzero(n.fired)


class OneStepStdp(Behavior):
    def iteration(self, n):
        for s in n.synapses(afferent):
            mask = np.ix_(s.src.fired_before, s.dst.fired)
            s.W[mask] = np.clip(s.W[mask] + 0.001, 0, 1)


def main():
    model, neurons, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    np.random.seed(seed)
    behaviors = {"trace": {1: Izhikevich(), 2: TraceStdp()}, "one_step": {1: Leaky(), 2: OneStepStdp()}}[model]
    with contextlib.redirect_stdout(sys.stderr):
        net = Network(settings={"dtype": np.float32, "synapse_mode": SxD})
        group = NeuronGroup(net, tag="neurons", size=neurons, behavior=behaviors)
        SynapseGroup(net, group, group, tag="RECURRENT")
        net.initialize(info=False)
        begin = time.perf_counter()
        net.simulate_iterations(STEPS)
        seconds = time.perf_counter() - begin
    print(f"{seconds:.4f} {group.spikes / neurons / (STEPS * 1e-3):.3f}")


if __name__ == "__main__":
    main()
