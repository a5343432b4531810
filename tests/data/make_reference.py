"""Runs the seed program in PymoNNto and writes what it began with, drew and computed.

    pip install PymoNNto==3.0.6 "numpy<2.3"
    python make_reference.py EXCITATORY INHIBITORY ITERATIONS SEED OUT.npz

The arrays are described in README.md.
"""

import sys

import numpy as np
from PymoNNto import *


class Izhikevich_main(Behavior):
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
        n.dt = 0.5

    def iteration(self, n):
        n.fired = n.v > 30
        if np.sum(n.fired) > 0:
            n.v[n.fired] = n.c[n.fired]
            n.u[n.fired] = n.u[n.fired] + n.d[n.fired]

        n.v += n.dt * (0.04 * n.v**2 + 5 * n.v + 140 - n.u + n.I)
        n.u += n.dt * (n.a * (n.b * n.v - n.u))


class Izhikevich_input(Behavior):
    def initialize(self, n):
        for s in n.synapses(afferent):
            s.W = s.matrix("uniform")

    def iteration(self, n):
        n.noise = n.vector("uniform")
        n.I = 20 * n.noise

        for s in n.synapses(afferent, "GLUTAMATE"):
            n.I += 0.5 * np.sum(s.W[:, s.src.fired], axis=1)

        for s in n.synapses(afferent, "GABA"):
            n.I -= np.sum(s.W[:, s.src.fired], axis=1)


class Copies(Behavior):
    """Keeps copies of variables at the end of each iteration."""

    variables = ["v", "u", "fired", "I", "noise"]

    def initialize(self, n):
        self.rows = {name: [] for name in self.variables}

    def iteration(self, n):
        for name in self.variables:
            self.rows[name].append(np.array(getattr(n, name)))


def group(net, tag, size):
    behavior = {
        1: Izhikevich_main(a=0.02, b=0.2, c=-65, d=8.0, v=-65, u=-8.0),
        2: Izhikevich_input(),
        9: Copies(),
    }
    return NeuronGroup(net=net, tag=tag, size=get_squared_dim(size), behavior=behavior)


def main(excitatory, inhibitory, iterations, seed, path):
    np.random.seed(seed)
    net = Network(settings={"dtype": np.float64})
    groups = {"E": group(net, "excitatory", excitatory), "I": group(net, "inhibitory", inhibitory)}
    synapses = {
        source + target: SynapseGroup(
            net=net, src=groups[source], dst=groups[target], tag="GLUTAMATE" if source == "E" else "GABA"
        )
        for source in groups
        for target in groups
    }
    net.initialize()

    arrays = {}
    for letter, n in groups.items():
        arrays["v0_" + letter] = np.array(n.v)
        arrays["u0_" + letter] = np.array(n.u)
    for letters, s in synapses.items():
        arrays["W_" + letters] = np.array(s.W)
    net.simulate_iterations(iterations)
    for letter, n in groups.items():
        for name, rows in n.behavior[9].rows.items():
            arrays[f"{name}_{letter}"] = np.array(rows)
    for name, array in arrays.items():
        assert array.dtype == (bool if name.startswith("fired") else np.float64), (name, array.dtype)
    np.savez_compressed(path, **arrays)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]), sys.argv[5])
