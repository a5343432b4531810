//! Izhikevich's simple model with all that the twenty patterns need: quadratic equations whose coefficients are not always
//! the same ones.

use izhi::prelude::*;

behavior! {
    /// As in the program of the paper: `v` a step of Euler's method, `u` one with the new `v`, then the spike. The neurons of
    /// the library have fixed coefficients, and other orders.
    pub Simple {
        param {
            a, b, c, d,
            /// v² of the potential has the coefficient 0.04; these are those of v and of 1.
            linear: 5.0, constant: 140.0,
            /// What `u` compares the potential with, and how much it decays by itself.
            rest: 0.0, leak: 1.0,
        }
        input { current }
        state { v: -65.0, u: b * v }
        event { fired: false }
        step {
            v += dt * (0.04 * v * v + linear * v + constant - u + current);
            u += dt * a * (b * (v - rest) - leak * u);
            fired = v > 30.0;
            if fired { v = c; u += d; }
        }
    }
}

network! {
    /// A neuron.
    pub(crate) Single {
        use Simple, izhi::EventRecorder, izhi::Recorder;
        float: f64;
        group cells: 1 {
            1: Simple { a: 0.02, b: 0.2, c: -65.0, d: 6.0 },
            2: Recorder [v, fired] as recorded,
            3: EventRecorder [fired] as spikes,
        }
    }
}
