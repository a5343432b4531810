"""Brian 2 as a program of generated C++ (`cpp_standalone`), which is its fastest way, in single precision.

The order of one step is the seed's: the schedule puts the threshold and the reset first, then the update,
written as statements, with the new drive at its end, then the spikes of this step through the synapses.
It is one group of 1000 neurons with two sets of synapses: fewer, longer loops.

Recorded: v and u of all neurons in all iterations, and the list of spikes (Brian has no flags). Without
recording spikes are counted. Timed: Brian's own figure for the simulation loop.
"""

import brian2
from brian2 import Network, NeuronGroup, SpikeMonitor, StateMonitor, Synapses, defaultclock, ms, prefs
from network import A, B, C, D, DT, EXCITATORY, ITERATIONS, NEURONS, folder, serve

MODEL = "v : 1\nu : 1\nI : 1\na : 1 (constant)\nb : 1 (constant)\nc : 1 (constant)\nd : 1 (constant)"
STEP = """
v += 0.5 * (0.04 * v * v + 5.0 * v + 140.0 - u + I)
u += 0.5 * (a * (b * v - u))
I = 20.0 * rand()
"""


def make(is_recording):
    here = folder("brian2", is_recording)
    prefs.core.default_float_dtype = brian2.float32
    brian2.set_device("cpp_standalone", directory=here, build_on_run=False)
    defaultclock.dt = DT * ms

    neurons = NeuronGroup(NEURONS, MODEL, threshold="v > 30.0", reset="v = c\nu += d", dtype=brian2.float32)
    neurons.run_regularly(STEP, when="groups")
    (neurons.a, neurons.b, neurons.c, neurons.d) = (A, B, C, D)
    neurons.v, neurons.u = "-65.0 * rand()", "-8.0 * rand()"
    glutamate = Synapses(neurons[:EXCITATORY], neurons, "W : 1", on_pre="I_post += 0.5 * W")
    gaba = Synapses(neurons[EXCITATORY:], neurons, "W : 1", on_pre="I_post -= W")
    for synapses in (glutamate, gaba):
        synapses.connect()
        synapses.W = "rand()"
    spikes = SpikeMonitor(neurons, record=is_recording)
    monitors = [spikes]
    if is_recording:
        monitors.append(StateMonitor(neurons, ["v", "u"], record=True, when="end"))
    net = Network(neurons, glutamate, gaba, *monitors)
    net.schedule = ["start", "thresholds", "resets", "groups", "synapses", "end"]
    net.run(ITERATIONS * DT * ms)
    device = brian2.get_device()
    device.build(directory=here, compile=True, run=False)

    def run(_seed):
        # Seeded from the system in each run: all that matters is that draws are others.
        device.run(here, with_output=False, run_args=[])
        return device._last_run_time, spikes.num_spikes

    return run


if __name__ == "__main__":
    serve(make)
