//! Statements for each neuron: branches, locals, normal draws, and `f64`.

use izhi::prelude::*;

behavior! {
    /// Leaky integrate and fire, with a rest after each spike.
    pub(crate) Leaky {
        param {
            /// Time constant of the membrane, in ms.
            tau: 20.0 where tau > dt,
            /// How long a neuron rests after a spike, in ms.
            refractory: 2.0 where refractory >= 0.0,
            resting: -70.0,
            reset: -60.0 where resting <= reset && reset < threshold,
            threshold: -50.0,
        }
        state {
            v: normal(-65.0, 5.0, -70.0, -50.0),
            current: 0.0,
            /// What is left of the rest, in ms.
            rest: 0.0,
        }
        event { fired: false }
        step {
            if rest > 0.0 {
                v = reset;
                rest -= dt;
            } else {
                let drift = (resting - v) / tau;
                v += dt * (drift + current);
            }
            fired = v > threshold;
            if fired { rest = refractory; }
        }
    }
}

behavior! {
    /// White noise around a mean; its effect does not depend on the time step.
    pub(crate) Noise {
        param { mean: 1.0, deviation: 1.0 }
        step { current = normal(mean, deviation / sqrt(dt)); }
    }
}

network! {
    /// 70 neurons that nothing connects.
    pub(crate) Leakies {
        use Leaky, Noise, izhi::Recorder;
        dt: 0.25;
        seed: 1;
        float: f64;

        group cells: 70 {
            1: Noise { mean: 2.0, deviation: 2.0 },
            2: Leaky { tau: 10.0 },
            9: Recorder [v, rest, fired],
        }
    }
}
