//! The network of N. Brunel and V. Hakim, *Fast global oscillations in networks of integrate-and-fire neurons with low firing
//! rates*, Neural Computation 11, 1999, with the parameters of its figure 1.

use izhi::prelude::*;

behavior! {
    /// An integrate-and-fire neuron in a background of spikes that is a mean and white noise.
    pub Cell {
        param {
            tau: 20 ms, V_t: 20 mV, V_r: 10 mV, t_ref: 2 ms,
            /// Mean of the background.
            mu: 25 mV,
            /// Of the noise of the background.
            sigma: 1 mV,
            /// What a spike takes off the potential.
            J: 0.1 mV,
        }
        state { v: uniform(V_r, V_t) }
        event { fired: false }
        equations { dv/dt = (mu - v) / tau + sigma / sqrt(tau) * xi; }
        step {
            integrate by euler_maruyama;
            for s in afferent(INH) { v -= J * count(s.src.fired); }
            event fired when v > V_t refractory t_ref clamping v { v = V_r; }
        }
    }
}

network! {
    /// 5000 neurons that inhibit each other, with 1000 synapses each.
    pub(crate) BrunelHakim {
        use Cell, izhi::EventRecorder;
        dt: 0.1 ms;
        group cells: 5000 { 1: Cell, 2: EventRecorder [fired] as spikes }
        synapses INH: cells -> cells { connect: fixed_in_degree(1000); delay: 2 ms; }
    }
}
