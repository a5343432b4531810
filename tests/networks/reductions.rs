//! Values for a whole group: all reductions, with and without a condition, scalar locals and branches, and
//! values that each neuron keeps from one kernel to the next.

use izhi::prelude::*;

behavior! {
    /// Neurons that count up their drive, and that spikes of the group push.
    pub(crate) Integrator {
        param { push: 0.1 }
        state { v: uniform(), threshold: 1.0 }
        event { fired: false }
        step {
            let drive = uniform(0.0, 0.2);
            // Every neuron has its drive before any neuron has its share of the total.
            v += drive / (1.0 + mean(drive)) + push * count(fired) / size;
            fired = v > threshold;
            if fired { v = 0.0; }
        }
    }
}

behavior! {
    /// Thresholds follow the neurons' rates, so that the group comes to the rate that it should have.
    pub(crate) Homeostasis {
        param {
            /// Spikes for each neuron and iteration.
            target: 0.05,
            speed: 0.2,
            /// The largest step that all thresholds take together.
            limit: 0.01,
        }
        state { rate: target }
        step {
            rate += 0.02 * ((if fired { 1.0 } else { 0.0 }) - rate);
            let error = rate - target;
            let shift = speed * mean(error);
            if abs(shift) > limit { shift = limit * sign(shift); }
            let spread = max(error) - min(error where error > 0.0);
            if count(fired) > 0 && spread < 1.0 {
                threshold += shift + speed * 0.01 * error / (spread + 0.01);
            } else {
                threshold += shift;
            }
            threshold = max(threshold, 0.5 + 0.0 * sum(rate where fired));
        }
    }
}

network! {
    /// 300 neurons, more than one block of a reduction.
    pub(crate) Reductions {
        use Integrator, Homeostasis, izhi::Recorder;
        seed: 2;

        group cells: squared(300) {
            1: Integrator,
            2: Homeostasis { target: 0.04 },
            9: Recorder [v, threshold, rate, fired],
        }
    }
}
