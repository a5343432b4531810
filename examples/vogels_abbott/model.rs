//! The network of Vogels and Abbott, *Signal propagation and logic gating in networks of integrate-and-fire
//! neurons*, Journal of Neuroscience 25, 2005, with the equations, the integration and the parameters of the
//! benchmark in Zenke and Gerstner, *Limits to high-speed simulations of spiking neural networks using
//! general-purpose computers*, Frontiers in Neuroinformatics 8:76, 2014 (`sim_coba_benchmark` of their simulator).

use izhi::prelude::*;

behavior! {
    /// The membrane in one Euler step, driven by a current of 200 pA and by conductances in units of the leak. All
    /// neurons begin at rest. A neuron that has fired waits for 5 ms. Times in ms, potentials in mV.
    pub Membrane {
        param {
            tau: 20.0, tau_excitation: 5.0, tau_inhibition: 10.0, rest: -60.0, threshold: -50.0,
            reversal_inhibition: -80.0, background: 20.0, refractory: 5.0,
        }
        state { v: -60.0, excitation: 0.0, inhibition: 0.0, waiting: 0.0 }
        event { fired: false }
        afferent { W: 0.0 }
        step {
            waiting -= 1.0;
            if waiting < 0.0 {
                v += dt / tau * (rest - v - excitation * v - inhibition * (v - reversal_inhibition) + background);
            }
            fired = v > threshold;
            if fired {
                v = rest;
                waiting = round(refractory / dt);
            }
            excitation *= exp(-dt / tau_excitation);
            inhibition *= exp(-dt / tau_inhibition);
            for s in afferent(EXC) { excitation += sum(s.W where s.src.fired); }
            for s in afferent(INH) { inhibition += sum(s.W where s.src.fired); }
        }
    }
}

network! {
    /// 3200 excitatory and 800 inhibitory neurons in one group, in this order.
    pub(crate) VogelsAbbott {
        use Membrane, izhi::EventRecorder;
        dt: 0.1;
        group cells: 4000 {
            1: Membrane,
            9: EventRecorder [fired] as spikes,
        }
        synapses EXC: cells -> cells {
            connect: fixed_probability(0.02).between(..3200, ..);
            shared: [W];
            W: 0.4;
            delay: 0.8;
        }
        synapses INH: cells -> cells {
            connect: fixed_probability(0.02).between(3200.., ..);
            shared: [W];
            W: 5.1;
            delay: 0.8;
        }
    }
}
