//! The chain of M. Diesmann, M.-O. Gewaltig and A. Aertsen, *Stable propagation of synchronous spiking in cortical neural
//! networks*, Nature 402, 1999, in the form in which Brian 2 has it among its examples
//! (`frompapers/Diesmann_et_al_1999.py`): ten layers of a hundred neurons, each layer all to all with the next.

use izhi::prelude::*;

behavior! {
    /// An integrate-and-fire neuron whose synaptic currents are alpha functions, in a background of spikes that is
    /// a mean and white noise.
    pub Cell {
        param {
            V_r: -70 mV, V_t: -55 mV, tau: 10 ms, tau_psp: 0.325 ms, t_ref: 1 ms,
            mean: 25.27 mV/ms,
            /// Of the noise in the square root of a millisecond.
            sigma: 39.24 mV,
        }
        state { v: uniform(V_r, V_t), x: 0 mV, y: 0 mV }
        event { fired: false }
        afferent { W: 4.86 mV }
        equations {
            dv/dt = (V_r - v + x) / tau;
            dx/dt = (y - x) / tau_psp;
            dy/dt = -y / tau_psp + mean + sigma / sqrt(1 ms) * xi;
        }
        step {
            integrate by euler_maruyama;
            for s in afferent(FORWARD) { y += sum(s.W where s.src.fired); }
            event fired when v > V_t refractory t_ref { v = V_r; }
        }
    }
}

behavior! {
    /// Neurons that fire once, at times that are normally distributed.
    pub Volley {
        param { mean: 50 ms, spread: 1 ms where spread >= 0 ms }
        state { when: normal(mean, spread) }
        event { fired: false }
        step { fired = t <= when && when < t + dt; }
    }
}

network! {
    /// A volley of spikes and the ten layers that it runs through.
    pub(crate) Synfire {
        use Cell, Volley, izhi::EventRecorder;
        dt: 0.1 ms;
        group volley: 85 { 1: Volley, 2: EventRecorder [fired] as spikes }
        for i in 0..10 {
            group layer[i]: 100 { 1: Cell, 2: EventRecorder [fired] as spikes }
        }
        synapses FORWARD: volley -> layer[0] { shared: [W]; }
        for i in 0..9 {
            synapses FORWARD: layer[i] -> layer[i + 1] { shared: [W]; }
        }
    }
}
