"""Mean rates of some networks of `examples/`, by NumPy programs that were written from the papers alone.

`python make_rates.py` writes `rates.csv`: of ten networks each, the mean and the standard deviation of the
mean rate of the excitatory and of the inhibitory neurons, in Hz.
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


if __name__ == "__main__":
    with open("rates.csv", "w") as file:
        print("network,excitatory mean,sd,inhibitory mean,sd", file=file)
        for network in [cuba, coba, vogels_abbott, izhikevich_2003]:
            rates = np.array([network(np.random.default_rng(seed)) for seed in range(SEEDS)])
            mean, deviation = rates.mean(axis=0), rates.std(axis=0, ddof=1)
            numbers = [mean[0], deviation[0], mean[1], deviation[1]]
            print(network.__name__, *(f"{number:.2f}" for number in numbers), sep=",", file=file)
