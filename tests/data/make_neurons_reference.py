"""Runs neurons of the library in NEST and solves the equations of others with SciPy, and writes what came out.

    pip install nest-simulator==3.10.0 scipy
    python make_neurons_reference.py neurons.npz

The arrays are described in README.md. The equations are written from the papers, with the default parameters and the
initial states of the library.
"""

import sys

import nest
import numpy as np
from numpy import cosh, exp, tanh
from scipy.integrate import solve_ivp

# Where potentials are looked at, in the unit of time of each neuron.
SAMPLE = 0.5


def adaptive_exponential(y, current):
    # What ends above the peak does not grow further; so below.
    v, w = min(y[0], -10), y[1]
    # 281 pF and 30 nS, as 9.367 ms and 33.33 MOhm.
    return [(-70.6 - v + 2 * exp((v + 50.4) / 2) + 33.33 * (current - w)) / 9.367, (0.004 * (v + 70.6) - w) / 144]


def exponential(y, current):
    v = min(y[0], -30)
    return [(-65 - v + 3.48 * exp((v + 59.9) / 3.48) + 10 * current) / 10]


def quadratic(y, current):
    return [((y[0] + 65) * (y[0] + 50) / 15 + 100 * current) / 10]


def izhikevich_2007(y, current):
    v, u = y
    return [(0.7 * (v + 60) * (v + 40) - u + current) / 100, 0.03 * (-2 * (v + 60) - u)]


def gate(alpha, beta, x):
    return alpha * (1 - x) - beta * x


def traub_miles(y, current):
    v, m, h, n = y
    # For each cm2 of 20000 um2: currents in uA/cm2 are nA / 0.2.
    u = v + 63
    ionic = 0.05 * (v + 60) + 100 * m**3 * h * (v - 50) + 30 * n**4 * (v + 90)
    return [
        current / 0.2 - ionic,
        gate(0.32 * (13 - u) / (exp((13 - u) / 4) - 1), 0.28 * (u - 40) / (exp((u - 40) / 5) - 1), m),
        gate(0.128 * exp((17 - u) / 18), 4 / (1 + exp((40 - u) / 5)), h),
        gate(0.032 * (15 - u) / (exp((15 - u) / 5) - 1), 0.5 * exp((10 - u) / 40), n),
    ]


def wang_buzsaki(y, current):
    v, h, n = y
    alpha_m = -0.1 * (v + 35) / (exp(-0.1 * (v + 35)) - 1)
    m = alpha_m / (alpha_m + 4 * exp(-(v + 60) / 18))
    return [
        current - 0.1 * (v + 65) - 35 * m**3 * h * (v - 55) - 9 * n**4 * (v + 90),
        5 * gate(0.07 * exp(-(v + 58) / 20), 1 / (exp(-0.1 * (v + 28)) + 1), h),
        5 * gate(-0.01 * (v + 34) / (exp(-0.1 * (v + 34)) - 1), 0.125 * exp(-(v + 44) / 80), n),
    ]


def wang_buzsaki_itself(y, current):
    """One that inhibits itself: what each neuron of the paper's network is where all of them fire together."""
    v, s = y[0], y[3]
    return [
        *wang_buzsaki(y[:3], current - 0.1 * s * (v + 75)),
        12 / (1 + exp(-v / 2)) * (1 - s) - 0.1 * s,
    ]


def connor_stevens(y, current):
    v, m, h, n, a, b = y
    # In mS/mm2 and nA/mm2, as in the book; 1 uA/cm2 is 10 nA/mm2.
    leak = 0.003 * (v + 17)
    a_end = (0.0761 * exp(0.0314 * (v + 94.22)) / (1 + exp(0.0346 * (v + 1.17)))) ** (1 / 3)
    b_end = (1 / (1 + exp(0.0688 * (v + 53.3)))) ** 4
    ionic = leak + 1.2 * m**3 * h * (v - 55) + 0.2 * n**4 * (v + 72) + 0.477 * a**3 * b * (v + 75)
    return [
        (10 * current - 1000 * ionic) / 10,
        gate(0.38 * (v + 29.7) / (1 - exp(-0.1 * (v + 29.7))), 15.2 * exp(-0.0556 * (v + 54.7)), m),
        gate(0.266 * exp(-0.05 * (v + 48)), 3.8 / (1 + exp(-0.1 * (v + 18))), h),
        gate(0.02 * (v + 45.7) / (1 - exp(-0.1 * (v + 45.7))), 0.25 * exp(-0.0125 * (v + 55.7)), n),
        (a_end - a) / (0.3632 + 1.158 / (1 + exp(0.0497 * (v + 55.96)))),
        (b_end - b) / (1.24 + 2.678 / (1 + exp(0.0624 * (v + 50)))),
    ]


def morris_lecar(y, current):
    v, w = y
    m = (1 + tanh((v + 1.2) / 18)) / 2
    return [
        (current - 4.4 * m * (v - 120) - 8 * w * (v + 84) - 2 * (v + 60)) / 20,
        0.04 * ((1 + tanh((v - 2) / 30)) / 2 - w) * cosh((v - 2) / 60),
    ]


def fitzhugh_nagumo(y, current):
    v, w = y
    return [v - v**3 / 3 - w + current, 0.08 * (v + 0.7 - 0.8 * w)]


def hindmarsh_rose(y, current):
    x, y, z = y
    return [y - x**3 + 3 * x**2 - z + current, 1 - 5 * x**2 - y, 0.001 * (4 * (x + 1.618033989) - z)]


X_1 = -1.618033989


def at(*changes):
    """A reset: v, by how much a second variable rises, and how long the potential stays there."""

    def reset(y):
        return [changes[0], *(value + changes[1] for value in y[1:])], changes[2]

    return reset


# Name, equations, initial state, currents, time, what a spike rises above, the reset. The adaptive exponential neuron has
# its peak at 20 mV, which is there less than a nanosecond after -10 mV.
EQUATIONS = [
    ("adaptive_exponential", adaptive_exponential, [-70.6, 0], [0.4, 0.8], 40, -10, at(-70.6, 0.0805, 0)),
    ("exponential", exponential, [-65], [0.1, 0.5], 60, -30, at(-68, 0, 1.7)),
    ("quadratic", quadratic, [-65], [0.02, 0.08], 60, 20, at(-80, 0, 0)),
    ("izhikevich_2007", izhikevich_2007, [-60, 0], [40, 100], 200, 35, at(-50, 100, 0)),
    ("traub_miles", traub_miles, [-63.532, 0.01318, 0.9969, 0.03286], [0.05, 0.4], 60, -20, None),
    ("wang_buzsaki", wang_buzsaki, [-64.018, 0.7808, 0.08908], [0.1, 1], 60, 0, None),
    ("wang_buzsaki_itself", wang_buzsaki_itself, [-64.018, 0.7808, 0.08908, 0], [1], 200, 0, None),
    ("connor_stevens", connor_stevens, [-67.978, 0.01007, 0.9659, 0.1559, 0.5404, 0.2887], [5, 15], 60, 0, None),
    ("morris_lecar", morris_lecar, [-60.855, 0.014915], [60, 120], 200, 0, None),
    ("fitzhugh_nagumo", fitzhugh_nagumo, [-1.19941, -0.62426], [0.2, 0.6], 200, 1, None),
    ("hindmarsh_rose", hindmarsh_rose, [X_1, 1 - 5 * X_1**2, 0], [1.5, 4], 200, 1, None),
]


def solve(equations, begin, current, time, threshold, reset):
    """The potential at the end of each sample, no number from the first spike of a neuron with a reset on, and the spikes."""

    def rises(_, y):
        return y[0] - threshold

    rises.direction = 1
    rises.terminal = reset is not None
    samples = SAMPLE * np.arange(1, round(time / SAMPLE) + 1)
    v = np.full(len(samples), np.nan)
    options = {"rtol": 1e-12, "atol": 1e-12, "method": "DOP853", "events": rises}

    def run(start, state, **more):
        return solve_ivp(lambda _, y: equations(y, current), (start, time), state, **options, **more)

    solution = run(0, begin, t_eval=samples)
    v[: solution.y.shape[1]] = solution.y[0]
    spikes = list(solution.t_events[0])
    while solution.status == 1:
        state, pause = reset(solution.y_events[0][0])
        if spikes[-1] + pause >= time:
            break
        solution = run(spikes[-1] + pause, state)
        spikes += list(solution.t_events[0])
    return v, np.array(spikes)


# a, b, c, d: regular spiking, intrinsic bursting, chattering, fast spiking, low threshold, of Izhikevich 2003.
IZHIKEVICH = [(0.02, 0.2, -65, 8), (0.02, 0.2, -55, 4), (0.02, 0.2, -50, 2), (0.1, 0.2, -65, 2), (0.02, 0.25, -65, 2)]
IZHIKEVICH_CURRENTS = [5, 10, 15.5, 23]
# alpha_1, alpha_2, omega: NEST's; regular spiking, intrinsic bursting, fast spiking, chattering, of the program that draws
# figure 5B of Kobayashi et al. 2009 (ModelDB 226422).
MAT2 = [(37, 2, 19), (30, 2, 20), (7.5, 1.5, 19), (10, 0.2, 10), (-0.5, 0.4, 26)]
MAT2_CURRENTS = [0.3, 0.7, 1.1]


def spikes_in_nest(model, parameters, resolution, time):
    """Pairs of step and neuron; the step that ends at t is number t / resolution - 1."""
    nest.ResetKernel()
    nest.resolution = resolution
    recorder = nest.Create("spike_recorder")
    neurons = [nest.Create(model, params=own) for own in parameters]
    for neuron in neurons:
        nest.Connect(neuron, recorder)
    nest.Simulate(time)
    numbers = {neuron.global_id: number for number, neuron in enumerate(neurons)}
    steps = np.round(np.array(recorder.events["times"]) / resolution).astype(np.int64) - 1
    pairs = np.column_stack([steps, [numbers[sender] for sender in recorder.events["senders"]]])
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].astype(np.int32)


def main(path):
    arrays = {}
    for name, equations, begin, currents, *rest in EQUATIONS:
        solutions = [solve(equations, begin, current, *rest) for current in currents]
        arrays["current_" + name] = np.array(currents, dtype=float)
        arrays["v_" + name] = np.stack([v for v, _ in solutions], axis=1)
        for number, (_, spikes) in enumerate(solutions):
            arrays[f"spikes_{name}_{number}"] = spikes
        print(name, [len(spikes) for _, spikes in solutions])

    nest.verbosity = nest.VerbosityLevel.ERROR
    for mode, consistent in [("consistent", True), ("inconsistent", False)]:
        for resolution, label in [(1.0, "1"), (0.1, "01")]:
            parameters = [
                {"a": a, "b": b, "c": c, "d": d, "V_m": -65.0, "U_m": b * -65.0, "I_e": float(current)}
                | {"consistent_integration": consistent}
                for a, b, c, d in IZHIKEVICH
                for current in IZHIKEVICH_CURRENTS
            ]
            pairs = spikes_in_nest("izhikevich", parameters, resolution, 1000.0)
            arrays[f"izhikevich_{mode}_{label}"] = pairs
            print(mode, resolution, len(pairs))
    parameters = [
        {"alpha_1": alpha_1, "alpha_2": alpha_2, "omega": omega - 70.0, "I_e": 1000.0 * current}
        for alpha_1, alpha_2, omega in MAT2
        for current in MAT2_CURRENTS
    ]
    arrays["mat2"] = spikes_in_nest("mat2_psc_exp", parameters, 0.1, 1000.0)
    print("mat2", len(arrays["mat2"]), np.bincount(arrays["mat2"][:, 1]))
    np.savez_compressed(path, **arrays)


if __name__ == "__main__":
    main(*sys.argv[1:])
