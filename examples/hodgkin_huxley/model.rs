//! The squid's giant axon as a chain of compartments, each of which is Hodgkin and Huxley's membrane.

use izhi::library::neurons::HodgkinHuxley;
use izhi::prelude::*;

behavior! {
    /// What flows into a compartment from its neighbours, for 1000 µm² of membrane, for which the membrane's parameters are.
    /// Radius and resistivity are Hodgkin and Huxley's.
    ///
    /// It is held during a step, which is stable where the step is short enough for the capacitance of 0.01 nF.
    pub Axial {
        param {
            /// Of the axon, in cm.
            radius: 0.0238 where radius > 0.0,
            /// Of the axoplasm, in Ohm cm.
            resistivity: 35.4 where resistivity > 0.0,
            /// Of a compartment, in cm.
            length: 0.2 where length > 0.0 && 2.0 * dt * conductance <= 0.01,
        }
        constant {
            /// To a neighbour, in µS: π radius² / (resistivity length), for 1e-5 cm² of 2 π radius length.
            conductance: 1e6 * 1e-5 * radius / (2.0 * resistivity * pow(length, 2))
        }
        step {
            for s in afferent(AXIAL) { I += conductance * sum(s.src.v - s.dst.v); }
        }
    }
}

behavior! {
    /// A pulse of current into the first compartment.
    pub Electrode {
        param {
            /// In nA for 1000 µm².
            current: 3.0,
            /// In ms.
            start: 2.0, end: 3.0,
        }
        step { if index == 0 && between(start, end) { I += current; } }
    }
}

network! {
    /// Twenty compartments in a row, each connected with the next and the one before.
    pub(crate) Axon {
        use HodgkinHuxley, Axial, Electrode, izhi::EventRecorder, izhi::Recorder;
        float: f64;
        dt: 0.01;
        group axon: 20 {
            1: HodgkinHuxley,
            2: Axial,
            3: Electrode,
            4: Recorder [v] as potential,
            5: EventRecorder [fired] as spikes,
        }
        synapses AXIAL: axon -> axon { connect: |source: usize, target: usize| source.abs_diff(target) == 1; }
    }
}
