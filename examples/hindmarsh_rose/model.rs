//! Two neurons of Hindmarsh and Rose that burst, irregularly and each for itself until a junction couples them.

use izhi::library::neurons::HindmarshRose;
use izhi::prelude::*;

behavior! {
    /// A constant current, and the one from the other neuron through an electrical junction, which is there from a time on.
    pub Junction {
        param { current: 3.25, strength: 1.0, start: 1500.0 }
        step {
            I += current;
            if t >= start {
                for s in afferent(ELECTRICAL) { I += strength * sum(s.src.v - s.dst.v); }
            }
        }
    }
}

network! {
    /// Two neurons that begin differently.
    pub(crate) Pair {
        use HindmarshRose, Junction, izhi::EventRecorder, izhi::Recorder;
        float: f64;
        dt: 0.05;
        group cells: 2 {
            1: HindmarshRose { r: 0.005 },
            2: Junction,
            3: Recorder [v] as recorded,
            4: EventRecorder [fired] as spikes,
        }
        synapses ELECTRICAL: cells -> cells;
    }
}
