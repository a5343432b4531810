"""Runs one source and one target in NEST with each synapse model of the library, and writes what came out.

    pip install nest-simulator==3.10.0
    python make_library_reference.py library.npz

The arrays are described in README.md, the parameters are those of tests/behaviors/reference.rs.
"""

import sys

import nest
import numpy as np

DT = 0.5
ITERATIONS = 1200
DELAY = 1.0
# The delay of the volume transmitter makes one step the least of the network. With a longer one NEST carries a dopamine
# synapse over all steps of that delay before it delivers the spikes that the source fired in them, and goes back for
# each: spikes of the target behind it count twice, dopamine behind it counts too early, what was clipped is lost.
TRANSMITTER_DELAY = DT
STDP = {"tau_plus": 17.0, "Wmax": 2.0, "weight": 1.0, "delay": DELAY, "receptor_type": 1}

# Name, model, parameters, time constants of the target's traces.
RULES = [
    ("additive", "stdp_synapse", {"lambda": 0.02, "alpha": 0.5, "mu_plus": 0.0, "mu_minus": 0.0}, (34.0, 110.0)),
    ("multiplicative", "stdp_synapse", {"lambda": 0.02, "alpha": 0.9, "mu_plus": 1.0, "mu_minus": 1.0}, (34.0, 110.0)),
    ("power_law", "stdp_synapse", {"lambda": 0.02, "alpha": 0.9, "mu_plus": 0.4, "mu_minus": 0.7}, (34.0, 110.0)),
    ("nearest", "stdp_nn_symm_synapse", {"lambda": 0.02, "alpha": 0.9, "mu_plus": 0.4, "mu_minus": 0.7}, (34.0, 110.0)),
    (
        "triplet",
        "stdp_triplet_synapse",
        {"tau_plus_triplet": 90.0, "Aplus": 0.004, "Aminus": 0.012, "Aplus_triplet": 0.007, "Aminus_triplet": 0.003},
        (34.0, 120.0),
    ),
    ("inhibitory", "vogels_sprekeler_synapse", {"tau": 17.0, "eta": 0.02, "alpha": 4.0}, (17.0, 110.0)),
    (
        "dopamine",
        "stdp_dopamine_synapse",
        {"A_plus": 0.05, "A_minus": 0.03, "tau_c": 150.0, "tau_n": 60.0, "b": 0.0, "Wmin": 0.0},
        (34.0, 110.0),
    ),
]


def trains():
    """Spikes of the source and of the target: sparse, none, dense; many at the same time. Those of dopamine: sparse."""
    random = np.random.RandomState(1)
    iteration = np.arange(ITERATIONS)
    rate = np.select([iteration < 500, iteration < 900], [0.06, 0.0], 0.15)
    rate[:10] = rate[-10:] = 0
    both = random.rand(ITERATIONS) < 0.3 * rate
    source, target = (both | (random.rand(ITERATIONS) < rate) for _ in range(2))
    dopamine = random.rand(ITERATIONS) < 0.06
    dopamine[:10] = dopamine[-10:] = False
    return source, target, dopamine


def parrot(train, **parameters):
    """A neuron that fires in the iterations of a train."""
    # What a generator sends takes one delay to the parrot.
    times = np.flatnonzero(train) * DT - DELAY
    generator = nest.Create("spike_generator", params={"spike_times": times})
    neuron = nest.Create("parrot_neuron", params=parameters)
    nest.Connect(generator, neuron, syn_spec={"delay": DELAY})
    return neuron


def series(device, name):
    """A recorded variable in each iteration; the first is not recorded."""
    return np.concatenate([[device.events[name][0] * 0], device.events[name]])


def meter(neuron, *names):
    device = nest.Create("multimeter", params={"record_from": list(names), "interval": DT})
    nest.Connect(device, neuron)
    return device


def main(path):
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.ResetKernel()
    nest.resolution = DT
    source_train, target_train, dopamine_train = trains()
    source = parrot(source_train)
    # Dopamine is at the synapse after the delay.
    dopaminergic = parrot(np.roll(dopamine_train, -round(TRANSMITTER_DELAY / DT)))
    transmitter = nest.Create("volume_transmitter")
    nest.Connect(dopaminergic, transmitter, syn_spec={"delay": TRANSMITTER_DELAY})

    recorders = {}
    for name, model, parameters, (tau_minus, tau_minus_triplet) in RULES:
        # The target's spikes are back at the synapse after the delay.
        early = np.roll(target_train, -round(DELAY / DT))
        target = parrot(early, tau_minus=tau_minus, tau_minus_triplet=tau_minus_triplet)
        recorders[name] = nest.Create("weight_recorder")
        nest.CopyModel(model, name, {"weight_recorder": recorders[name]})
        known = nest.GetDefaults(model)
        spec = {key: value for key, value in STDP.items() if key in known} | parameters
        if "volume_transmitter" in known:
            # Its parameters are of all synapses of a model.
            own = {key: spec.pop(key) for key in [*parameters, "tau_plus", "Wmax"]}
            nest.SetDefaults(name, own | {"volume_transmitter": transmitter})
        nest.Connect(source, target, syn_spec=spec | {"synapse_model": name})

    courses = {}
    static = {"weight": 3.0, "delay": DELAY}
    for name, model, parameters, synapse in [
        ("exponential", "iaf_psc_exp", {"tau_syn_ex": 7.0}, static),
        ("alpha", "iaf_psc_alpha", {"tau_syn_ex": 6.0}, static),
        (
            "depressing",
            "iaf_psc_exp",
            {"tau_syn_ex": 7.0},
            static | {"synapse_model": "tsodyks2_synapse", "U": 0.45, "u": 0.45, "x": 1.0, "tau_rec": 130.0, "tau_fac": 0.0},
        ),
        (
            "facilitating",
            "iaf_psc_exp",
            {"tau_syn_ex": 7.0},
            static | {"synapse_model": "tsodyks2_synapse", "U": 0.1, "u": 0.1, "x": 1.0, "tau_rec": 40.0, "tau_fac": 210.0},
        ),
    ]:
        neuron = nest.Create(model, params=parameters | {"V_th": 1e9})
        nest.Connect(source, neuron, syn_spec=synapse)
        courses[name] = meter(neuron, "I_syn_ex")

    leaky = nest.Create("iaf_psc_exp", params={"I_e": 450.0, "t_ref": 3.0, "V_reset": -68.0})
    spikes, potential = nest.Create("spike_recorder"), meter(leaky, "V_m")
    nest.Connect(leaky, spikes)

    nest.Simulate((ITERATIONS + 1) * DT)

    trains_by_name = {"source": source_train, "target": target_train, "dopaminergic": dopamine_train}
    arrays = {name: train.astype(float)[:, None] for name, train in trains_by_name.items()}
    for name, recorder in recorders.items():
        weights = np.array(recorder.events["weights"])
        assert len(weights) == np.sum(source_train), (name, len(weights), np.sum(source_train))
        arrays["W_" + name] = weights
    for name, device in courses.items():
        arrays["g_" + name] = series(device, "I_syn_ex")[:ITERATIONS]
    arrays["v"] = series(potential, "V_m")[:ITERATIONS]
    arrays["v"][0] = -70.0
    arrays["fired"] = np.isin(np.arange(ITERATIONS), np.round(spikes.events["times"] / DT).astype(int))
    np.savez_compressed(path, **arrays)


if __name__ == "__main__":
    main(*sys.argv[1:])
