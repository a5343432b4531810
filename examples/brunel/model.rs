//! The network of Brunel, *Dynamics of sparsely connected networks of excitatory and inhibitory spiking neurons*,
//! Journal of Computational Neuroscience 8, 2000, with model A's parameters and the four regimes of figure 8.

use izhi::prelude::*;

behavior! {
    /// A leaky integrate-and-fire neuron, integrated exactly, with synapses that let the potential jump: 1000
    /// excitatory ones within the network, as many from outside and 250 inhibitory ones. Times in ms, potentials
    /// in mV.
    pub Neurons {
        param {
            /// The rate of the external input, in units of the rate that alone would just reach the threshold.
            external: 2.0,
            /// How far an excitatory spike lets the potential jump.
            jump: 0.1,
            /// The strength of inhibition, in units of that of excitation.
            g: 5.0,
            tau: 20.0, threshold: 20.0, reset: 10.0, refractory: 2.0,
        }
        state { v: uniform(0.0, 20.0), waiting: 0.0 }
        event { fired: false }
        step {
            let input = poisson(external * threshold * dt / (jump * tau));
            for s in afferent(EXC) { input += count(s.src.fired); }
            for s in afferent(INH) { input -= g * count(s.src.fired); }
            waiting -= 1.0;
            if waiting < 0.0 { v = v * exp(-dt / tau) + jump * input; }
            fired = v >= threshold;
            if fired {
                v = reset;
                waiting = round(refractory / dt);
            }
        }
    }
}

network! {
    /// 10,000 excitatory and 2,500 inhibitory neurons in one group, in this order.
    pub(crate) Brunel {
        use Neurons, izhi::EventRecorder;
        dt: 0.1;
        group cells: 12500 {
            1: Neurons,
            9: EventRecorder [fired] as spikes,
        }
        synapses EXC: cells -> cells {
            connect: fixed_in_degree(1000).between(..10000, ..);
            delay: 1.5;
        }
        synapses INH: cells -> cells {
            connect: fixed_in_degree(250).between(10000.., ..);
            delay: 1.5;
        }
    }
}
