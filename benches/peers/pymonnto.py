"""PymoNNto: the seed itself, as its authors wrote it, without the pictures. Numbers are of its default type.

Recorded, as in the seed: v, u and fired of all neurons in all iterations.
"""

import contextlib
import sys
import time

import numpy as np
from PymoNNto import Behavior, Network, NeuronGroup, Recorder, SynapseGroup, afferent, get_squared_dim
from network import A, B, C, D, DT, EXCITATORY, INHIBITORY, ITERATIONS, serve


class IzhikevichMain(Behavior):
    def initialize(self, n):
        self.set_parameters_as_variables(n)
        n.I = n.vector()
        n.a += n.vector()
        n.b += n.vector()
        n.c += n.vector()
        n.d += n.vector()
        n.v *= n.vector("uniform")
        n.u *= n.vector("uniform")
        n.fired = n.vector() > 0
        n.dt = DT

    def iteration(self, n):
        n.fired = n.v > 30
        if np.sum(n.fired) > 0:
            n.v[n.fired] = n.c[n.fired]
            n.u[n.fired] = n.u[n.fired] + n.d[n.fired]
        n.v += n.dt * (0.04 * n.v**2 + 5 * n.v + 140 - n.u + n.I)
        n.u += n.dt * (n.a * (n.b * n.v - n.u))


class IzhikevichInput(Behavior):
    def initialize(self, n):
        for s in n.synapses(afferent):
            s.W = s.matrix("uniform")

    def iteration(self, n):
        n.I = 20 * n.vector("uniform")
        for s in n.synapses(afferent, "GLUTAMATE"):
            n.I += 0.5 * np.sum(s.W[:, s.src.fired], axis=1)
        for s in n.synapses(afferent, "GABA"):
            n.I -= np.sum(s.W[:, s.src.fired], axis=1)


class Count(Behavior):
    """The number of spikes, which is all that is known of a run without recording."""

    def initialize(self, n):
        n.spikes = 0

    def iteration(self, n):
        n.spikes += np.count_nonzero(n.fired)


def build(is_recording):
    net = Network()
    groups = []
    for tag, size in (("excitatory_neurons", EXCITATORY), ("inhibitory_neurons", INHIBITORY)):
        behavior = {1: IzhikevichMain(a=A, b=B, c=C, d=D, v=-65, u=-8.0), 2: IzhikevichInput(), 3: Count()}
        if is_recording:
            behavior[9] = Recorder(["v", "u", "fired"], tag="my_recorder")
        groups.append(NeuronGroup(net=net, tag=tag, size=get_squared_dim(size), behavior=behavior))
    excitatory, inhibitory = groups
    SynapseGroup(net=net, src=excitatory, dst=excitatory, tag="GLUTAMATE")
    SynapseGroup(net=net, src=excitatory, dst=inhibitory, tag="GLUTAMATE")
    SynapseGroup(net=net, src=inhibitory, dst=excitatory, tag="GABA")
    SynapseGroup(net=net, src=inhibitory, dst=inhibitory, tag="GABA")
    net.initialize(info=False)
    return net, groups


def make(is_recording):
    def run(seed):
        np.random.seed(seed)
        with contextlib.redirect_stdout(sys.stderr):
            net, groups = build(is_recording)
            start = time.perf_counter()
            net.simulate_iterations(ITERATIONS)
            seconds = time.perf_counter() - start
        return seconds, sum(group.spikes for group in groups)

    return run


if __name__ == "__main__":
    serve(make)
