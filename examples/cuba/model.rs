//! CUBA: integrate-and-fire neurons with exponential synaptic currents, benchmark 2 of Brette et al., *Simulation
//! of networks of spiking neurons: a review of tools and strategies*, Journal of Computational Neuroscience 23,
//! 2007, after Vogels and Abbott, Journal of Neuroscience 25, 2005.

use izhi::prelude::*;

behavior! {
    /// The membrane and both synaptic currents, integrated exactly over a step: the equations are linear. Times in
    /// ms, all else in mV.
    pub Membrane {
        param {
            tau: 20.0, tau_excitation: 5.0, tau_inhibition: 10.0, rest: -49.0, threshold: -50.0, reset: -60.0,
            refractory: 5.0,
        }
        state { v: -60.0 + 10.0 * uniform(), excitation: 0.0, inhibition: 0.0, waiting: 0.0 }
        event { fired: false }
        afferent { W: 0.0 }
        step {
            for s in afferent(EXC) { excitation += sum(s.W where s.src.fired); }
            for s in afferent(INH) { inhibition += sum(s.W where s.src.fired); }
            let leak = exp(-dt / tau);
            let excitation_left = exp(-dt / tau_excitation);
            let inhibition_left = exp(-dt / tau_inhibition);
            // Currents decay during the step: right for any time constants, and equal ones.
            let by_excitation = dt / tau * leak * exprel(dt / tau - dt / tau_excitation);
            let by_inhibition = dt / tau * leak * exprel(dt / tau - dt / tau_inhibition);
            waiting -= 1.0;
            if waiting < 0.0 {
                v = rest + leak * (v - rest) + by_excitation * excitation + by_inhibition * inhibition;
            }
            excitation *= excitation_left;
            inhibition *= inhibition_left;
            fired = v > threshold;
            if fired {
                v = reset;
                waiting = round(refractory / dt);
            }
        }
    }
}

network! {
    /// 3200 excitatory and 800 inhibitory neurons in one group, in this order.
    pub(crate) Cuba {
        use Membrane, izhi::EventRecorder;
        dt: 0.1;
        group cells: 4000 {
            1: Membrane,
            9: EventRecorder [fired] as spikes,
        }
        synapses EXC: cells -> cells {
            connect: fixed_probability(0.02).between(..3200, ..);
            shared: [W];
            W: 1.62;
        }
        synapses INH: cells -> cells {
            connect: fixed_probability(0.02).between(3200.., ..);
            shared: [W];
            W: -9.0;
        }
    }
}
