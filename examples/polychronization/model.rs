//! The network of Izhikevich, *Polychronization: computation with spikes*, Neural Computation 18, 2006: delays of up
//! to 20 ms and plasticity let neurons fire in patterns that are exact to a millisecond.

use izhi::prelude::*;

behavior! {
    /// The simple model, in iterations of 1 ms in which the potential takes two half steps: regular spiking where
    /// it is excitatory, fast spiking where not. In each iteration one neuron of all has input from the thalamus.
    pub Neurons {
        param { thalamus: 20.0 }
        state {
            inhibitory: if index < 800 { 0.0 } else { 1.0 },
            a: if inhibitory > 0.0 { 0.1 } else { 0.02 },
            d: if inhibitory > 0.0 { 2.0 } else { 8.0 },
            v: -65.0, u: 0.2 * v,
        }
        event { fired: false }
        afferent(INH) { W: -5.0 }
        step {
            let lot = uniform();
            let input = if lot == max(lot) { thalamus } else { 0.0 };
            for s in afferent(All) { input += sum(s.W where s.src.fired); }
            v += 0.5 * (0.04 * v * v + 5.0 * v + 140.0 - u + input);
            v += 0.5 * (0.04 * v * v + 5.0 * v + 140.0 - u + input);
            u += a * (0.2 * v - u);
            fired = v >= 30.0;
            if fired { v = -65.0; u += d; }
        }
    }
}

behavior! {
    /// Plasticity by the last arrival and the last spike: what they ask for is collected, and once in a second the
    /// weights follow. It stands before the neurons, and so sees the spikes of the last iteration.
    pub Plasticity(EXC) {
        param {
            tau: 19.4957, potentiation: 0.1, depression: 0.12, growth: 0.01, kept: 0.9, largest: 10.0,
        }
        state { spiked: 0.0 }
        afferent(EXC) { W: 6.0, change: 0.0, arrived: 0.0 decays(tau) }
        step {
            // A spike in the iteration after an arrival counts in full.
            let potentiation_before = potentiation * exp(dt / tau);
            spiked = if fired { 1.0 } else { spiked * exp(-dt / tau) };
            for s in afferent(EXC) {
                if s.dst.fired { s.change += potentiation_before * s.arrived; }
                if s.src.fired {
                    s.change -= depression * s.dst.spiked;
                    s.arrived = 1.0;
                }
                if iteration % 1000 == 999 {
                    s.W = clip(s.W + growth + s.change, 0.0, largest);
                    s.change *= kept;
                }
            }
        }
    }
}

network! {
    /// 800 excitatory and 200 inhibitory neurons in one group, in this order, with 100 synapses each.
    pub(crate) Polychronization {
        use Neurons, Plasticity, izhi::EventRecorder;
        group cells: 1000 {
            1: Plasticity,
            2: Neurons,
            9: EventRecorder [fired] as spikes,
        }
        synapses EXC: cells -> cells {
            connect: fixed_out_degree(100).between(..800, ..);
            delay: 1.0 + floor(20.0 * uniform());
        }
        synapses INH: cells -> cells {
            connect: fixed_out_degree(100).between(800.., ..800);
            delay: 1.0;
            shared: [W];
        }
    }
}
