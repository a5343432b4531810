"""Mean rates of some networks of `examples/`, by NumPy programs that were written from the papers alone.

`python make_rates.py` writes `rates.csv`: of ten networks each, the mean and the standard deviation of the mean
rate of a population, in Hz. It takes a few minutes.
"""

import numpy as np

SEEDS = 10


def sparse(rng, neurons, probability):
    """The targets of each source."""
    return [np.flatnonzero(rng.random(neurons) < probability) for _ in range(neurons)]


def integrate_and_fire(rng, seconds, v, conductances, weights, derivative, delay, rest):
    """3200 excitatory and 800 inhibitory neurons; `derivative(v, g_e, g_i)` in mV per 20 ms, Euler steps of 0.1 ms."""
    neurons, dt = 4000, 0.1
    targets = sparse(rng, neurons, 0.02)
    (g_e, g_i), waiting = conductances, np.zeros(neurons, int)
    on_the_way, counts = [np.empty(0, int)] * delay, np.zeros(neurons)
    for _ in range(round(1000 * seconds / dt)):
        v = np.where(waiting <= 0, v + dt / 20 * derivative(v, g_e, g_i), v)
        g_e, g_i, waiting = g_e * np.exp(-dt / 5), g_i * np.exp(-dt / 10), waiting - 1
        fired = np.flatnonzero(v > -50)
        v[fired], waiting[fired] = rest, 50
        counts[fired] += 1
        on_the_way.append(fired)
        for source in on_the_way.pop(0):
            (g_e if source < 3200 else g_i)[targets[source]] += weights[0 if source < 3200 else 1]
    return counts[:3200].mean() / seconds, counts[3200:].mean() / seconds


def cuba(rng):
    start, none = -60 + 10 * rng.random(4000), np.zeros(4000)
    return integrate_and_fire(
        rng, 2, start, (none, none), (1.62, -9.0), lambda v, e, i: -49 - v + e + i, 0, -60
    )


def conductances(v, e, i):
    return -60 - v + e * (0 - v) + i * (-80 - v)


def coba(rng):
    start = rng.normal(-65, 5, 4000)
    kick = np.maximum(rng.normal(4, 1.5, 4000), 0), np.maximum(rng.normal(20, 12, 4000), 0)
    return integrate_and_fire(rng, 2, start, kick, (0.6, 6.7), conductances, 0, -60)


def vogels_abbott(rng):
    start, none = np.full(4000, -60.0), np.zeros(4000)
    return integrate_and_fire(
        rng, 2, start, (none, none), (0.4, 5.1), lambda v, e, i: conductances(v, e, i) + 20, 8, -60
    )


def izhikevich_2003(rng):
    """Fig. 3 of the paper: 1000 ms, two half steps of v and one of u in each."""
    r_e, r_i = rng.random(800), rng.random(200)
    a = np.concatenate([np.full(800, 0.02), 0.02 + 0.08 * r_i])
    b = np.concatenate([np.full(800, 0.2), 0.25 - 0.05 * r_i])
    c = np.concatenate([-65 + 15 * r_e**2, np.full(200, -65.0)])
    d = np.concatenate([8 - 6 * r_e**2, np.full(200, 2.0)])
    weights = np.hstack([0.5 * rng.random((1000, 800)), -rng.random((1000, 200))])
    v, u, counts = np.full(1000, -65.0), b * -65.0, np.zeros(1000)
    for _ in range(1000):
        current = np.concatenate([5 * rng.standard_normal(800), 2 * rng.standard_normal(200)])
        fired = v >= 30
        counts += fired
        v[fired] = c[fired]
        u[fired] += d[fired]
        current += weights[:, fired].sum(axis=1)
        for _ in range(2):
            v = v + 0.5 * (0.04 * v**2 + 5 * v + 140 - u + current)
        u = u + a * (b * v - u)
    return counts[:800].mean(), counts[800:].mean()


def polychronization(rng, seconds=20):
    """Plasticity as the paper prints it; five synapses of an excitatory neuron have the same delay."""
    a, d = np.repeat([0.02, 0.1], [800, 200]), np.repeat([8.0, 2.0], [800, 200])
    targets = np.vstack([rng.integers(0, 1000, (800, 100)), rng.integers(0, 800, (200, 100))])
    weights, change = np.full((800, 100), 6.0), np.zeros((800, 100))
    delays = np.broadcast_to(np.arange(100) // 5, (800, 100))  # one less than in ms: the first arrive at once
    afferents = [np.nonzero(targets[:800] == target) for target in range(1000)]
    traces, history = np.zeros((22, 1000)), [np.empty(0, int)] * 20  # of the last milliseconds, the present one first
    v, counts = np.full(1000, -65.0), np.zeros(1000)
    u = 0.2 * v
    for millisecond in range(1000 * seconds):
        current = np.zeros(1000)
        current[rng.integers(1000)] = 20
        fired = np.flatnonzero(v >= 30)
        counts[fired] += 1
        v[fired] = -65
        u[fired] += d[fired]
        traces[0, fired] = 0.1
        for neuron in fired:
            sources, synapses = afferents[neuron]
            change[sources, synapses] += traces[delays[sources, synapses] + 1, sources]
        history = [fired] + history[:-1]
        np.add.at(current, targets[fired[fired >= 800]], -5.0)
        for delay, sources in enumerate(history):
            sources = sources[sources < 800]
            arriving = np.s_[sources, 5 * delay : 5 * delay + 5]
            np.add.at(current, targets[arriving], weights[arriving])
            change[arriving] -= 1.2 * traces[0, targets[arriving]]
        for _ in range(2):
            v = v + 0.5 * (0.04 * v**2 + 5 * v + 140 - u + current)
        u = u + a * (0.2 * v - u)
        traces = np.vstack([0.95 * traces[:1], traces[:-1]])
        if millisecond % 1000 == 999:
            weights = np.clip(weights + 0.01 + change, 0, 10)
            change *= 0.9
    return counts[:800].mean() / seconds, counts[800:].mean() / seconds


def inhibitory_plasticity(rng, seconds=6):
    """A quarter of the neurons with as many synapses each; the rates of the last two seconds."""
    dt, (excitatory, inhibitory) = 0.1, (2000, 500)
    neurons = excitatory + inhibitory
    targets = sparse(rng, neurons, 0.08)
    connected = np.zeros((inhibitory, excitatory), bool)
    for source in range(excitatory, neurons):
        connected[source - excitatory, targets[source][targets[source] < excitatory]] = True
        targets[source] = targets[source][targets[source] >= excitatory]
    weights = np.zeros((inhibitory, excitatory))
    v, g_e, g_i, x = np.full(neurons, -60.0), *np.zeros((3, neurons))
    waiting, fired, counts = np.zeros(neurons, int), np.empty(0, int), np.zeros(neurons)
    for step in range(round(1000 * seconds / dt)):
        for source in fired:
            if source < excitatory:
                g_e[targets[source]] += 0.03
            else:
                g_i[targets[source]] += 0.3
                g_i[:excitatory] += weights[source - excitatory]
        waiting -= 1
        v = np.where(waiting < 0, v + dt / 20 * (conductances(v, g_e, g_i) + 20), v)
        g_e, g_i, x = g_e * np.exp(-dt / 5), g_i * np.exp(-dt / 10), x * np.exp(-dt / 20)
        fired = np.flatnonzero(v > -50)
        v[fired], waiting[fired] = -60, 50
        x[fired] += 1
        pre, post = fired[fired >= excitatory] - excitatory, fired[fired < excitatory]
        weights[pre] = np.clip(weights[pre] + 0.01 * (x[:excitatory] - 0.12), 0, 10) * connected[pre]
        potentiated = weights[:, post] + 0.01 * x[excitatory:, None]
        weights[:, post] = np.clip(potentiated, 0, 10) * connected[:, post]
        if step * dt >= 1000 * (seconds - 2):
            counts[fired] += 1
    return counts[:excitatory].mean() / 2, counts[excitatory:].mean() / 2


def brunel_hakim(rng):
    """1.2 s in steps of 0.1 ms, the rate after 200 ms."""
    neurons, dt = 5000, 0.1
    targets = sparse(rng, neurons, 0.2)
    v, waiting, counts = rng.uniform(10, 20, neurons), np.zeros(neurons, int), np.zeros(neurons)
    on_the_way = np.zeros((20, neurons))
    for step in range(12_000):
        v = v + dt * (25 - v) / 20 + np.sqrt(dt / 20) * rng.standard_normal(neurons) - on_the_way[step % 20]
        on_the_way[step % 20] = 0
        v, waiting = np.where(waiting > 0, 10, v), waiting - 1
        fired = np.flatnonzero(v > 20)
        v[fired], waiting[fired] = 10, 20
        counts[fired] += step >= 2000
        for source in fired:
            on_the_way[step % 20][targets[source]] += 0.1
    return (counts.mean(),)


def trace_stdp(rng, neurons=1000):
    """300 ms."""
    v, u, x = rng.normal(-65, 7, neurons), rng.normal(12, 7, neurons), np.zeros(neurons)
    weights = rng.random((neurons, neurons))  # [source, target]
    fired, counts = np.zeros(neurons, bool), np.zeros(neurons)
    for _ in range(300):
        current = 15 + rng.standard_normal(neurons) + weights[fired].sum(axis=0) / neurons
        v = v + 0.04 * v**2 + 5 * v + 140 - u + current
        u = u + 0.02 * (0.04 * v - u)
        fired = v >= 30
        v[fired] = -65
        u[fired] += 2
        counts += fired
        x = x - x / 20 + fired
        weights[fired] -= 0.012 * x * weights[fired]
        weights[:, fired] += 0.01 * x[:, None] * (1 - weights[:, fired])
    return (counts.mean() / 0.3,)


def one_step_stdp(rng, neurons=1000):
    """300 ms."""
    v, weights = rng.random(neurons), rng.random((neurons, neurons)) / neurons  # [source, target]
    fired, counts = np.zeros(neurons, bool), np.zeros(neurons)
    for _ in range(300):
        before, fired = fired, v > 6
        v = np.where(fired, 0, v) * 0.9 + rng.random(neurons) + weights[fired].sum(axis=0)
        weights[np.ix_(before, fired)] = np.clip(weights[np.ix_(before, fired)] + 0.001, 0, 1)
        counts += fired
    return (counts.mean() / 0.3,)


NETWORKS = [
    cuba,
    coba,
    vogels_abbott,
    izhikevich_2003,
    polychronization,
    inhibitory_plasticity,
    brunel_hakim,
    trace_stdp,
    one_step_stdp,
]

if __name__ == "__main__":
    with open("rates.csv", "w") as file:
        print("network,population,mean,standard deviation", file=file)
        for network in NETWORKS:
            rates = np.array([network(np.random.default_rng(seed)) for seed in range(SEEDS)])
            names = ["excitatory", "inhibitory"] if rates.shape[1] == 2 else ["all"]
            for name, mean, deviation in zip(names, rates.mean(axis=0), rates.std(axis=0, ddof=1)):
                print(network.__name__, name, f"{mean:.2f}", f"{deviation:.2f}", sep=",", file=file, flush=True)
