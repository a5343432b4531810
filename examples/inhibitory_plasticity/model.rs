//! The network of Vogels, Sprekeler, Zenke, Clopath and Gerstner, *Inhibitory plasticity balances excitation and
//! inhibition in sensory pathways and memory networks*, Science 334, 2011, in the version that its authors give as an
//! example: plastic inhibition lets the excitatory neurons fire at the rate that is its target.

use izhi::prelude::*;

behavior! {
    /// The membrane in one Euler step, driven by a current of 200 pA and by conductances in units of the leak of
    /// 10 nS. All neurons begin at rest. Times in ms, potentials in mV.
    pub Membrane {
        param {
            tau: 20.0, tau_excitation: 5.0, tau_inhibition: 10.0, rest: -60.0, threshold: -50.0,
            reversal_inhibition: -80.0, background: 20.0, refractory: 5.0,
        }
        state { v: -60.0, excitation: 0.0, inhibition: 0.0, waiting: 0.0 }
        event { fired: false }
        afferent { W: 0.0 }
        step {
            for s in afferent(EXC) { excitation += sum(s.W where s.src.fired); }
            for s in afferent(INH) { inhibition += sum(s.W where s.src.fired); }
            waiting -= 1.0;
            if waiting < 0.0 {
                v += dt / tau * (rest - v - excitation * v - inhibition * (v - reversal_inhibition) + background);
            }
            excitation *= exp(-dt / tau_excitation);
            inhibition *= exp(-dt / tau_inhibition);
            fired = v > threshold;
            if fired {
                v = rest;
                waiting = round(refractory / dt);
            }
        }
    }
}

behavior! {
    /// Inhibitory synapses grow with each pair of spikes, in whichever order, and shrink with each spike of the
    /// source. The two are equal where the target fires at the wanted rate.
    pub InhibitoryPlasticity(PLASTIC) {
        param {
            /// The wanted rate, in Hz.
            rate: 3.0,
            tau: 20.0,
            /// Ten times that of the example, so that a few seconds are enough.
            growth: 0.01,
            largest: 10.0,
        }
        state { x: 0.0 }
        step {
            let cost = 2.0 * rate / 1000.0 * tau;
            x *= exp(-dt / tau);
            if fired { x += 1.0; }
            for s in afferent(PLASTIC) {
                if s.src.fired { s.W = clip(s.W + growth * (s.dst.x - cost), 0.0, largest); }
                if s.dst.fired { s.W = clip(s.W + growth * s.src.x, 0.0, largest); }
            }
        }
    }
}

network! {
    /// 8000 excitatory and 2000 inhibitory neurons in one group, in this order. Inhibition of excitatory neurons is
    /// plastic and begins with nothing.
    pub(crate) Balanced {
        use Membrane, InhibitoryPlasticity, izhi::EventRecorder;
        dt: 0.1;
        group cells: 10000 {
            1: Membrane,
            2: InhibitoryPlasticity,
            9: EventRecorder [fired] as spikes,
        }
        synapses EXC: cells -> cells {
            connect: fixed_probability(0.02).between(..8000, ..);
            shared: [W];
            W: 0.03;
        }
        synapses FIXED, INH: cells -> cells {
            connect: fixed_probability(0.02).between(8000.., 8000..);
            shared: [W];
            W: 0.3;
        }
        synapses PLASTIC, INH: cells -> cells {
            connect: fixed_probability(0.02).between(8000.., ..8000);
        }
    }
}
