//! Leaky integrate-and-fire neurons, each with a constant current of its own.

use izhi::library::neurons::LeakyIntegrateAndFire;
use izhi::prelude::*;

behavior! {
    /// A current that does not change, from none for the first neuron to the largest for the last one.
    pub Constant {
        param {
            largest: 500 pA,
            current: each(largest * index / (size - 1.0)),
        }
        step { I += current; }
    }
}

network! {
    /// 51 neurons that do not know of each other.
    pub(crate) Neurons {
        use LeakyIntegrateAndFire, Constant, izhi::EventRecorder, izhi::Recorder;
        float: f64;
        dt: 0.1 ms;
        group cells: 51 {
            1: LeakyIntegrateAndFire {
                tau: 20 ms, resistance: 100 MOhm, rest: -65 mV, reset: -65 mV, threshold: -50 mV, refractory: 2 ms,
            },
            2: Constant,
            9: Recorder [v, fired] as recorded,
            10: EventRecorder [fired] as spikes,
        }
    }
}
