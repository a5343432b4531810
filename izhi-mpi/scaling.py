#!/usr/bin/env python3
"""The tables of SCALING.md, from the constants below: `python3 izhi-mpi/scaling.py`.

A model and no measurement: the step of the slowest rank, from what its parts cost on one core, and the exchange, from
latencies that others have published. SCALING.md names where each number is from and what is assumed.
"""

import math

# What a step costs on one core, in ns: for each neuron; for each synapse that a spike reaches; for each stretch of synapses with
# one source and one delay, which is a look at a place of its own in memory, twice.
NEURON = 2.05
SYNAPSE = 1.25
STRETCH = 50.0

# A step of the network, in us.
STEP = 100.0

# Interconnects: latency of one round of a collective in us, and bytes that a node receives in a us.
INTERCONNECTS = {
    "1.0 us": (1.0, 10_000.0),
    "2.5 us": (2.5, 10_000.0),
    "25 us": (25.0, 110.0),
}

# A message is a number and room for as many numbers as the longest list of the last step had, but no fewer than these.
LEAST_ROOM = 16

# The microcircuit: neurons, rates in Hz, and with which probability two neurons are connected, [target][source].
NEURONS = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948]
RATES = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829]
PROBABILITIES = [
    [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0],
    [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0],
    [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.0],
    [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0],
    [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0],
    [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.0],
    [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
    [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
]
POPULATIONS = range(len(NEURONS))


def synapses(target, source):
    """From one population to another, with several between two neurons."""
    pairs = NEURONS[target] * NEURONS[source]
    return math.log(1.0 - PROBABILITIES[target][source]) / math.log(1.0 - 1.0 / pairs)


# By source: its synapses to each neuron of a population, and how many of it fire in a step.
IN_DEGREE = [[synapses(target, source) / NEURONS[target] for source in POPULATIONS] for target in POPULATIONS]
FIRING = [NEURONS[source] * RATES[source] * STEP * 1e-6 for source in POPULATIONS]


def normal(x):
    return 0.5 * (1.0 + math.erf(x / math.sqrt(2.0)))


def delays(mean):
    """The share of synapses with each delay in steps of 0.1 ms: a normal distribution from 0.1 to 8 ms."""
    edges = [(number + 0.5 - 10.0 * mean) / (5.0 * mean) for number in range(81)]
    shares = [normal(end) - normal(start) for start, end in zip(edges, edges[1:])]
    return [share / sum(shares) for share in shares]


DELAYS = [delays(0.75 if source % 2 else 1.5) for source in POPULATIONS]


def parts(ranks):
    """For each rank how many neurons it has of each population of one circuit."""
    total = sum(NEURONS)
    for rank in range(ranks):
        start, end = total * rank / ranks, total * (rank + 1) / ranks
        first, own = 0, []
        for neurons in NEURONS:
            own.append(max(0.0, min(end, first + neurons) - max(start, first)))
            first += neurons
        yield own


def computing(own, circuits):
    """The time of one rank for a step without the exchange, in us, with these neurons of each population."""
    time = NEURON * sum(own)
    for source in POPULATIONS:
        # Each neuron has as many synapses as in one circuit, from sources in all of them.
        reached = sum(own[target] * IN_DEGREE[target][source] for target in POPULATIONS) / (circuits * NEURONS[source])
        # Of so many synapses at random, how many delays there are.
        stretches = sum(1.0 - (1.0 - share) ** reached for share in DELAYS[source])
        time += circuits * FIRING[source] * (SYNAPSE * reached + STRETCH * stretches)
    return time / 1000.0


def at_most(count, mean):
    """How likely a Poisson number with this mean is at most so large."""
    if count >= mean + 12.0 * math.sqrt(mean) + 12.0:
        return 1.0
    return sum(math.exp(number * math.log(mean) - mean - math.lgamma(number + 1)) for number in range(int(count) + 1))


def exchange(ranks, spikes, latency, bandwidth):
    """The time of the exchange of a step, in us, where all ranks fire alike."""
    if ranks == 1:
        return 0.0
    mean = spikes / ranks
    rooms = [LEAST_ROOM * 2**power for power in range(20)]
    # Of each message two numbers are counts.
    fits = [at_most(room - 1, mean) ** ranks for room in rooms]
    likely = [fit - before for fit, before in zip(fits, [0.0] + fits)]
    again = sum(share * (1.0 - fit) for share, fit in zip(likely, fits))
    received = 4.0 * ranks * sum(share * (1 + room) for share, room in zip(likely, rooms))
    return (1.0 + again) * math.ceil(math.log2(ranks)) * latency + received / bandwidth


def table(circuits, all_ranks):
    names = " | ".join(f"factor, {name}" for name in INTERCONNECTS)
    print(f"| ranks | computing (us) | KB received | exchange (us) | {names} |")
    print("| ---: | ---: | ---: | ---: |" + " ---: |" * len(INTERCONNECTS))
    spikes = circuits * sum(FIRING)
    for ranks in all_ranks:
        # Circuits lie side by side, population by population, and ranks divide them.
        own = [[circuits * neurons for neurons in part] for part in parts(ranks)]
        slowest = max(computing(part, circuits) for part in own)
        exchanges = [exchange(ranks, spikes, *interconnect) for interconnect in INTERCONNECTS.values()]
        _, bandwidth = INTERCONNECTS["2.5 us"]
        received = exchange(ranks, spikes, 0.0, bandwidth) * bandwidth / 1000.0
        factors = " | ".join(f"{(slowest + time) / STEP:.2f}" for time in exchanges)
        times = " / ".join(f"{time:.0f}" for time in exchanges)
        print(f"| {ranks} | {slowest:.0f} | {received:.1f} | {times} | {factors} |")


if __name__ == "__main__":
    print("One microcircuit\n")
    table(1, [1, 2, 4, 8, 16, 32, 64])
    print("\nA hundred of them, connected at random\n")
    table(100, [100, 200, 400, 800, 1600, 3200, 6400])
