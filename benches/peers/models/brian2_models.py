"""Brian 2, C++ standalone with -O3 -ffast-math -march=native: CUBA, and Izhikevich neurons with trace STDP.

Usage: brian2_models.py (cuba | trace) NEURONS SEED DIRECTORY      prints the seconds of the simulation and the rate in Hz

CUBA is the example of Brian's documentation: 4000 neurons, exact integration, steps of 0.1 ms, 1 s. The other is
the model of Vieth et al. (Front. Neuroinform. 18:1331220, 2024): 300 Euler steps of 1 ms.
"""

import sys

from brian2 import (
    NeuronGroup, SpikeMonitor, Synapses, defaultclock, device, exp, mV, ms, prefs, run, second, seed, set_device,
)


def cuba():
    defaultclock.dt = 0.1 * ms
    space = {
        "taum": 20 * ms, "taue": 5 * ms, "taui": 10 * ms, "Vt": -50 * mV, "Vr": -60 * mV, "El": -49 * mV,
    }
    equations = """
    dv/dt  = (ge + gi - (v - El)) / taum : volt (unless refractory)
    dge/dt = -ge / taue : volt
    dgi/dt = -gi / taui : volt
    """
    cells = NeuronGroup(
        4000, equations, threshold="v > Vt", reset="v = Vr", refractory=5 * ms, method="exact", namespace=space
    )
    cells.v = "Vr + rand() * (Vt - Vr)"
    excitation = Synapses(cells, cells, on_pre="ge += 1.62 * mV")
    inhibition = Synapses(cells, cells, on_pre="gi -= 9 * mV")
    excitation.connect("i < 3200", p=0.02)
    inhibition.connect("i >= 3200", p=0.02)
    return [cells, excitation, inhibition], cells, 1.0


def trace(neurons):
    defaultclock.dt = 1 * ms
    equations = """
    I = 15 + noise : 1
    noise : 1
    g : 1
    v : 1
    u : 1
    """
    cells = NeuronGroup(neurons, equations, threshold="v >= 30", reset="v = -65; u += 2", method="euler")
    cells.v = "-65 + 7 * randn()"
    cells.u = "12 + 7 * randn()"
    cells.run_regularly(
        """
        noise = randn()
        v += 0.04 * v * v + 5 * v + 140 - u + I + g
        u += 0.02 * (0.04 * v - u)
        g = 0
        """
    )
    model = """
    w : 1
    dpre/dt = -pre / (20 * ms) : 1 (event-driven)
    dpost/dt = -post / (20 * ms) : 1 (event-driven)
    """
    synapses = Synapses(
        cells,
        cells,
        model,
        on_pre=f"g_post += w / {neurons}; pre += 1; w -= post * 0.012 * w",
        on_post="post += 1; w += pre * 0.01 * (1 - w)",
    )
    synapses.connect()
    synapses.w = "rand()"
    return [cells, synapses], cells, 0.3


def main():
    model, neurons, number, directory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    set_device("cpp_standalone", directory=directory, build_on_run=False)
    prefs.codegen.cpp.extra_compile_args_gcc = ["-w", "-O3", "-ffast-math", "-march=native"]
    if model == "trace":
        from numpy import float32

        prefs.core.default_float_dtype = float32
    seed(number)
    parts, cells, seconds = cuba() if model == "cuba" else trace(neurons)
    from brian2 import Network

    monitor = SpikeMonitor(cells, record=False)
    net = Network(*parts, monitor)
    net.run(seconds * second)
    device.build(directory=directory, compile=True, run=True, debug=False)
    print(f"{device._last_run_time:.4f} {monitor.num_spikes / len(cells) / seconds:.3f}")


if __name__ == "__main__":
    main()
