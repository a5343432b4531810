//! The microcircuit of Potjans and Diesmann, *The cell-type specific cortical microcircuit: relating structure and
//! activity in a full-scale spiking network model*, Cerebral Cortex 24, 2014. Its sizes, its connections and their
//! scaling are in `circuit.rs`.

use izhi::prelude::*;

behavior! {
    /// An integrate-and-fire neuron with exponential currents, integrated exactly, and with Poisson input from
    /// outside. Times in ms, potentials in mV, currents in pA.
    pub Neurons {
        param {
            tau: 10.0, tau_synapse: 0.5, capacitance: 250.0, rest: -65.0, threshold: -50.0, reset: -65.0,
            refractory: 2.0,
            /// The current of an excitatory spike, which is 0.15 mV at the peak of the potential.
            weight: 87.81,
            /// The strength of inhibition, in units of that of excitation.
            g: 4.0,
        }
        state {
            /// The population, 0 for L2/3E to 7 for L6I: even numbers are excitatory.
            layer: 0.0,
            /// Spikes from outside, for each ms.
            external: 0.0,
            /// What a scaled network lacks in its mean input.
            constant: 0.0,
            /// How the potentials of a population are distributed at the start.
            start: -58.0, spread: 10.0,
            inhibitory: layer % 2.0,
            /// The mean delay of the neuron's synapses.
            latency: if inhibitory > 0.0 { 0.75 } else { 1.5 },
            v: normal(start, spread), current: 0.0, waiting: 0.0,
        }
        event { fired: false }
        afferent {
            /// Synapses from L4E to L2/3E are twice as strong as the other excitatory ones.
            W: weight * max(normal(1.0, 0.1), 0.0)
                * (if src.inhibitory > 0.0 { 0.0 - g } else if src.layer == 2.0 && dst.layer == 0.0 { 2.0 } else { 1.0 })
        }
        step {
            let leak = exp(-dt / tau);
            let left = exp(-dt / tau_synapse);
            // The current decays during the step: right for any time constants, and equal ones.
            let by_current = dt / capacitance * leak * exprel(dt / tau - dt / tau_synapse);
            let by_constant = (1.0 - leak) * tau / capacitance;
            waiting -= 1.0;
            if waiting < 0.0 { v = rest + leak * (v - rest) + by_current * current + by_constant * constant; }
            fired = v >= threshold;
            if fired {
                v = reset;
                waiting = round(refractory / dt);
            }
            current = current * left + weight * poisson(external * dt);
            for s in afferent(CORTEX) { current += sum(s.W where s.src.fired); }
        }
    }
}

network! {
    /// All populations in one group, in the order L2/3E, L2/3I, L4E, L4I, L5E, L5I, L6E, L6I.
    pub(crate) Microcircuit {
        use Neurons, izhi::EventRecorder;
        dt: 0.1;
        group cells: 77169 {
            1: Neurons,
            9: EventRecorder [fired] as spikes,
        }
        synapses CORTEX: cells -> cells {
            connect: fixed_total(0);
            delay: normal(src.latency, 0.5 * src.latency, 0.1, 8.0);
        }
    }
}
