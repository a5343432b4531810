"""Brian 2, C++ standalone with -O3 -ffast-math -march=native: CUBA, Izhikevich neurons with trace STDP, and neurons of
Traub and Miles.

Usage: brian2_models.py (cuba | trace | hodgkin_huxley) NEURONS SEED DIRECTORY
prints the seconds of the simulation and the rate in Hz

CUBA is the example of Brian's documentation: 4000 neurons, exact integration, steps of 0.1 ms, 1 s. `trace` is the model of
Vieth et al. (Front. Neuroinform. 18:1331220, 2024): 300 Euler steps of 1 ms. `hodgkin_huxley` are the neurons of the benchmark
COBAHH, unconnected, with constant currents from 0 to 1 nA: 2000 steps of exponential Euler of 0.01 ms. Their rates are written
with `exp` as in the paper: with `exprel`, as in Brian's documentation, the program takes 1.4 times as long.
"""

import sys

from brian2 import (
    NeuronGroup, SpikeMonitor, Synapses, defaultclock, device, exp, mV, ms, nS, pF, prefs, run, second, seed, set_device,
    usiemens,
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


def hodgkin_huxley(neurons):
    defaultclock.dt = 0.01 * ms
    space = {
        "C": 200 * pF, "g_Na": 20 * usiemens, "g_K": 6 * usiemens, "g_L": 10 * nS,
        "E_Na": 50 * mV, "E_K": -90 * mV, "E_L": -60 * mV, "V_T": -63 * mV,
    }
    equations = """
    u = (v - V_T) / mV : 1
    alpha_m = 0.32 * (13 - u) / (exp((13 - u) / 4) - 1) / ms : Hz
    beta_m = 0.28 * (u - 40) / (exp((u - 40) / 5) - 1) / ms : Hz
    alpha_h = 0.128 * exp((17 - u) / 18) / ms : Hz
    beta_h = 4 / (1 + exp((40 - u) / 5)) / ms : Hz
    alpha_n = 0.032 * (15 - u) / (exp((15 - u) / 5) - 1) / ms : Hz
    beta_n = 0.5 * exp((10 - u) / 40) / ms : Hz
    dv/dt = (I - g_Na * (m * m * m) * h * (v - E_Na) - g_K * (n * n * n * n) * (v - E_K) - g_L * (v - E_L)) / C : volt
    dm/dt = alpha_m * (1 - m) - beta_m * m : 1
    dh/dt = alpha_h * (1 - h) - beta_h * h : 1
    dn/dt = alpha_n * (1 - n) - beta_n * n : 1
    I : amp (constant)
    """
    cells = NeuronGroup(
        neurons, equations, threshold="v > -20 * mV", refractory="v > -20 * mV", method="exponential_euler", namespace=space
    )
    cells.v, cells.m, cells.h, cells.n = -63.532 * mV, 0.01318, 0.9969, 0.03286
    cells.I = "i / (1.0 * N) * nA"
    return [cells], cells, 0.02


def main():
    model, neurons, number, directory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    set_device("cpp_standalone", directory=directory, build_on_run=False)
    prefs.codegen.cpp.extra_compile_args_gcc = ["-w", "-O3", "-ffast-math", "-march=native"]
    if model != "cuba":
        from numpy import float32

        prefs.core.default_float_dtype = float32
    seed(number)
    parts, cells, seconds = cuba() if model == "cuba" else {"trace": trace, "hodgkin_huxley": hodgkin_huxley}[model](neurons)
    from brian2 import Network

    monitor = SpikeMonitor(cells, record=False)
    net = Network(*parts, monitor)
    net.run(seconds * second)
    device.build(directory=directory, compile=True, run=True, debug=False)
    print(f"{device._last_run_time:.4f} {monitor.num_spikes / len(cells) / seconds:.3f}")


if __name__ == "__main__":
    main()
