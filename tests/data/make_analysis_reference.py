"""Measures spike trains and samples with Elephant and SciPy, and writes both and what came out.

    pip install elephant==1.2.1 scipy==1.17.1 numpy==2.4.6
    python make_analysis_reference.py analysis.npz

The arrays are described in README.md. What neither of the two has is written from its paper.
"""

import sys

import neo
import numpy as np
import quantities as pq
from elephant import spike_train_correlation, spike_train_dissimilarity, statistics
from elephant.conversion import BinnedSpikeTrain
from scipy import signal

DT = 0.1  # ms
ITERATIONS = 30_000
NEURONS = 8
BIN = 5.0  # ms
TAU = 12.0  # ms
COST = 0.08  # for each ms
SAMPLE = 0.5  # ms


def spikes(draw):
    """From regular to bursting, some together with the others: the iterations of each neuron's spikes."""
    together = draw.choice(ITERATIONS, 40, replace=False)
    for neuron in range(NEURONS):
        shape, rate = [20.0, 3.0, 1.0, 0.4][neuron % 4], [8.0, 40.0][neuron // 4]
        intervals = draw.gamma(shape, 1e3 / (rate * shape), 1000)
        own = (np.cumsum(intervals) / DT).astype(int)
        jitter = draw.integers(-15, 16, 40)
        own = np.concatenate([own, together + jitter]) if neuron % 2 else own
        yield np.unique(own[(own >= 0) & (own < ITERATIONS)])


def fano_factor(counts):
    """Elephant's takes trials: here a trial is a bin."""
    return statistics.fanofactor([neo.SpikeTrain(np.zeros(count), units="ms", t_stop=BIN) for count in counts])


def coherence(counts):
    """Wang and Buzsaki 1996: of all pairs on average."""
    has_spike = (counts > 0).astype(float)
    both = has_spike @ has_spike.T
    kappa = both / np.sqrt(np.outer(both.diagonal(), both.diagonal()))
    return kappa[np.triu_indices(NEURONS, 1)].mean()


def chi(potentials):
    """Golomb and Hansel 2000: of potentials [iteration, neuron]."""
    return np.sqrt(potentials.mean(axis=1).var() / potentials.var(axis=0).mean())


def main(path):
    draw = np.random.default_rng(1)
    iterations = list(spikes(draw))
    stop = ITERATIONS * DT
    trains = [neo.SpikeTrain(own * DT, units="ms", t_stop=stop) for own in iterations]
    binned = BinnedSpikeTrain(trains, bin_size=BIN * pq.ms)
    counts = binned.to_array()
    correlations = spike_train_correlation.correlation_coefficient(binned)
    intervals = [statistics.isi(train).rescale("ms").magnitude for train in trains]
    histogram = statistics.time_histogram(trains, bin_size=BIN * pq.ms, output="rate").rescale("Hz")
    rows = [(iteration, neuron) for neuron, own in enumerate(iterations) for iteration in own]
    arrays = {
        "spikes": np.array(sorted(rows), dtype=np.int64),
        "rates": np.array([statistics.mean_firing_rate(train).rescale("Hz").magnitude for train in trains]),
        "counts": counts.T.astype(np.int64).copy(),
        "population_rate": histogram.magnitude[:, 0],
        "cv": np.array([statistics.cv(own) for own in intervals]),
        "cv2": np.array([statistics.cv2(own) for own in intervals]),
        "lv": np.array([statistics.lv(own) for own in intervals]),
        "fano_factors": np.array([fano_factor(own) for own in counts]),
        "correlations": correlations,
        "mean_correlation": np.array(correlations[np.triu_indices(NEURONS, 1)].mean()),
        "rate_cv": np.array(counts.sum(axis=0).std() / counts.sum(axis=0).mean()),
        "coherence": np.array(coherence(counts)),
        "van_rossum": spike_train_dissimilarity.van_rossum_distance(trains, TAU * pq.ms),
        "victor_purpura": spike_train_dissimilarity.victor_purpura_distance(trains, COST / pq.ms),
    }
    time = SAMPLE * 1e-3 * np.arange(1501)
    waves = np.sin(2 * np.pi * 43 * time)[:, None] + draw.normal(0, 1, (1501, 3)) + np.array([-65, 0, 3])
    samples = np.ascontiguousarray(waves[:, 0])
    rate = 1e3 / SAMPLE
    arrays |= {
        "potentials": waves,
        "chi": np.array(chi(waves)),
        "periodogram": np.array(signal.periodogram(samples, rate)),
        "periodogram_even": np.array(signal.periodogram(samples[:-1], rate)),
        "welch": np.array(signal.welch(samples, rate, nperseg=256)),
        "welch_odd": np.array(signal.welch(samples, rate, "hamming", nperseg=301, noverlap=100)),
        "welch_power": np.array(
            signal.welch(samples, rate, "blackman", nperseg=200, noverlap=0, detrend=False, scaling="spectrum")
        ),
    }
    np.savez_compressed(path, **arrays)


if __name__ == "__main__":
    main(sys.argv[1])
