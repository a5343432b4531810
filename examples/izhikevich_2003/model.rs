//! The network of figure 3 in Izhikevich, *Simple model of spiking neurons*, IEEE Transactions on Neural Networks
//! 14, 2003: 1000 neurons, all to all, driven by noise, show rhythms in the alpha and in the gamma range.

use izhi::prelude::*;

behavior! {
    /// The simple model with parameters of its own for each neuron: regular spiking to chattering where it is
    /// excitatory, fast spiking to low-threshold spiking where not. A step is one millisecond, in which the
    /// potential takes two half steps.
    pub Neurons {
        state {
            inhibitory: if index < 800 { 0.0 } else { 1.0 },
            r: uniform(),
            a: 0.02 + 0.08 * r * inhibitory,
            b: if inhibitory > 0.0 { 0.25 - 0.05 * r } else { 0.2 },
            c: if inhibitory > 0.0 { -65.0 } else { -65.0 + 15.0 * r * r },
            d: if inhibitory > 0.0 { 2.0 } else { 8.0 - 6.0 * r * r },
            thalamus: if inhibitory > 0.0 { 2.0 } else { 5.0 },
            v: -65.0, u: b * v,
        }
        event { fired: false }
        afferent { W: if src.inhibitory > 0.0 { 0.0 - uniform() } else { 0.5 * uniform() } }
        step {
            fired = v >= 30.0;
            if fired { v = c; u += d; }
            let noise = normal();
            let input = thalamus * noise;
            for s in afferent(ALL_TO_ALL) { input += sum(s.W where s.src.fired); }
            v += 0.5 * (0.04 * v * v + 5.0 * v + 140.0 - u + input);
            v += 0.5 * (0.04 * v * v + 5.0 * v + 140.0 - u + input);
            u += a * (b * v - u);
        }
    }
}

network! {
    /// 800 excitatory and 200 inhibitory neurons in one group, in this order.
    pub(crate) Izhikevich2003 {
        use Neurons, izhi::EventRecorder;
        group cells: 1000 {
            1: Neurons,
            9: EventRecorder [fired] as spikes,
        }
        synapses ALL_TO_ALL: cells -> cells;
    }
}
