"""The microcircuit of Potjans and Diesmann (Cerebral Cortex 24, 2014) in NEST, scaled as van Albada, Helias and
Diesmann (PLOS Computational Biology 11, 2015) say: numbers of neurons and of synapses of each, with the mean and the
variance of the input kept.

Usage: nest_microcircuit.py SCALE SEED MILLISECONDS THREADS
Prints the seconds of building, the seconds of simulating, and the rate of each population in Hz.
"""

import sys
import time

import nest
import numpy as np

SIZES = np.array([20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948])
# Of a connection to the population of the row from that of the column.
PROBABILITIES = np.array([
    [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0],
    [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0],
    [0.0077, 0.0059, 0.0497, 0.1350, 0.0067, 0.0003, 0.0453, 0.0],
    [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0],
    [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0],
    [0.0548, 0.0269, 0.0257, 0.0022, 0.0600, 0.3158, 0.0086, 0.0],
    [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
    [0.0364, 0.0010, 0.0034, 0.0005, 0.0277, 0.0080, 0.0658, 0.1443],
])
EXTERNAL = np.array([1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100])
FULL_RATES = np.array([0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829])
BACKGROUND = 8.0
TRANSIENT = 100.0
WEIGHT = 87.8  # pA: a postsynaptic potential of 0.15 mV
RELATIVE_INHIBITION = -4.0
TAU_SYN = 0.5
MEMBRANE = {
    "tau_m": 10.0, "C_m": 250.0, "V_th": -50.0, "E_L": -65.0, "V_reset": -65.0, "t_ref": 2.0,
    "tau_syn_ex": TAU_SYN, "tau_syn_in": TAU_SYN,
}


def synapse_numbers():
    pairs = np.outer(SIZES, SIZES)
    return np.log(1 - PROBABILITIES) / np.log(1 - 1 / pairs)


def build(scale, seed, threads):
    nest.ResetKernel()
    nest.set(resolution=0.1, local_num_threads=threads, rng_seed=seed, print_time=False, overwrite_files=True)
    sizes = np.round(SIZES * scale).astype(int)
    full = synapse_numbers()
    # Fewer neurons with fewer synapses each; the weights grow so that the variance of the input stays.
    numbers = np.round(full * scale * scale).astype(int)
    weight = WEIGHT / np.sqrt(scale)
    weights = np.where(np.arange(8) % 2 == 0, weight, RELATIVE_INHIBITION * weight)
    weights = np.tile(weights, (8, 1))
    weights[0, 2] *= 2
    # What the mean of the input loses, as a current.
    in_degrees = full / SIZES[:, None] * scale
    full_mean = (full / SIZES[:, None] * weights * np.sqrt(scale) * FULL_RATES).sum(axis=1)
    scaled_mean = (in_degrees * weights * FULL_RATES).sum(axis=1)
    external_full = EXTERNAL * BACKGROUND * WEIGHT
    external_scaled = EXTERNAL * scale * BACKGROUND * weight
    currents = 1e-3 * TAU_SYN * (full_mean - scaled_mean + external_full - external_scaled)

    populations = []
    for size, current in zip(sizes, currents):
        cells = nest.Create("iaf_psc_exp", int(size), params={**MEMBRANE, "I_e": float(current)})
        cells.V_m = nest.random.normal(-58.0, 10.0)
        populations.append(cells)
    for target, cells in enumerate(populations):
        noise = nest.Create("poisson_generator", params={"rate": float(BACKGROUND * EXTERNAL[target] * scale)})
        nest.Connect(noise, cells, syn_spec={"weight": float(weight), "delay": 1.5})
        for source, senders in enumerate(populations):
            if numbers[target, source] == 0:
                continue
            mean = float(weights[target, source])
            deviation = abs(mean) * 0.1
            delay = 1.5 if source % 2 == 0 else 0.75
            low, high = (0.0, np.inf) if mean > 0 else (-np.inf, 0.0)
            nest.Connect(
                senders,
                cells,
                conn_spec={"rule": "fixed_total_number", "N": int(numbers[target, source])},
                syn_spec={
                    "synapse_model": "static_synapse",
                    "weight": nest.math.redraw(nest.random.normal(mean, deviation), min=low, max=high),
                    "delay": nest.math.redraw(nest.random.normal(delay, delay / 2), min=0.1 - 0.05, max=np.inf),
                },
            )
    recorders = []
    for cells in populations:
        recorder = nest.Create("spike_recorder", params={"record_to": "memory"})
        nest.Connect(cells, recorder)
        recorders.append(recorder)
    return sizes, recorders


def main():
    scale, seed, duration, threads = float(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    nest.verbosity = nest.VerbosityLevel.ERROR
    begin = time.perf_counter()
    sizes, recorders = build(scale, seed, threads)
    built = time.perf_counter()
    # Until the network has found its state.
    nest.Simulate(TRANSIENT)
    for recorder in recorders:
        recorder.n_events = 0
    start = time.perf_counter()
    nest.Simulate(duration)
    end = time.perf_counter()
    rates = [recorder.n_events / size / duration * 1e3 for recorder, size in zip(recorders, sizes)]
    print(f"{built - begin:.3f} {end - start:.3f} " + " ".join(f"{rate:.2f}" for rate in rates))


if __name__ == "__main__":
    main()
