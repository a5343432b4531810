//! COBA: integrate-and-fire neurons with exponential synaptic conductances, benchmark 1 of Brette et al., *Simulation
//! of networks of spiking neurons: a review of tools and strategies*, Journal of Computational Neuroscience 23,
//! 2007, after Vogels and Abbott, Journal of Neuroscience 25, 2005.

use izhi::prelude::*;

behavior! {
    /// The membrane in an exponential Euler step, exact for conductances that stay as they are during the step, and
    /// both conductances, in units of the leak of 10 nS. Times in ms, potentials in mV. The benchmark begins with
    /// an arbitrary kick; this is that of the review's program for the simulator Brian.
    pub Membrane {
        param {
            tau: 20.0, tau_excitation: 5.0, tau_inhibition: 10.0, rest: -60.0, threshold: -50.0, reset: -60.0,
            reversal_excitation: 0.0, reversal_inhibition: -80.0, refractory: 5.0,
        }
        state {
            v: normal(-65.0, 5.0),
            excitation: max(normal(4.0, 1.5), 0.0), inhibition: max(normal(20.0, 12.0), 0.0),
            waiting: 0.0,
        }
        event { fired: false }
        afferent { W: 0.0 }
        step {
            for s in afferent(EXC) { excitation += sum(s.W where s.src.fired); }
            for s in afferent(INH) { inhibition += sum(s.W where s.src.fired); }
            let total = 1.0 + excitation + inhibition;
            let target = (rest + excitation * reversal_excitation + inhibition * reversal_inhibition) / total;
            waiting -= 1.0;
            if waiting < 0.0 { v = target + (v - target) * exp(-dt / tau * total); }
            excitation *= exp(-dt / tau_excitation);
            inhibition *= exp(-dt / tau_inhibition);
            fired = v > threshold;
            if fired {
                v = reset;
                waiting = round(refractory / dt);
            }
        }
    }
}

network! {
    /// 3200 excitatory and 800 inhibitory neurons in one group, in this order; the weights are 6 nS and 67 nS.
    pub(crate) Coba {
        use Membrane, izhi::EventRecorder;
        dt: 0.1;
        group cells: 4000 {
            1: Membrane,
            9: EventRecorder [fired] as spikes,
        }
        synapses EXC: cells -> cells {
            connect: fixed_probability(0.02).between(..3200, ..);
            shared: [W];
            W: 0.6;
        }
        synapses INH: cells -> cells {
            connect: fixed_probability(0.02).between(3200.., ..);
            shared: [W];
            W: 6.7;
        }
    }
}
