//! The squid's giant axon as a chain of compartments, each of which is Hodgkin and Huxley's membrane.

use izhi::library::neurons::HodgkinHuxley;
use izhi::prelude::*;

behavior! {
    /// What flows into a compartment from its neighbours, for 1000 µm² of membrane, for which the membrane's parameters are.
    /// Radius and resistivity are Hodgkin and Huxley's.
    ///
    /// It is held during a step, which is stable where the step is short enough for the capacitance of 10 pF.
    pub Axial {
        param {
            /// Of the axon.
            radius: 238 um where radius > 0.0,
            /// Of the axoplasm.
            resistivity: 35.4 Ohm*cm where resistivity > 0.0,
            /// Of a compartment.
            length: 2 mm where length > 0.0 && 2.0 * dt * conductance <= 10 pF,
        }
        constant {
            /// To a neighbour: π radius² / (resistivity length), for 1000 µm² of 2 π radius length.
            conductance: 1000 um^2 * radius / (2.0 * resistivity * pow(length, 2))
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
            /// For 1000 µm².
            current: 3 nA,
            start: 2 ms, end: 3 ms,
        }
        step { if index == 0 && between(start, end) { I += current; } }
    }
}

network! {
    /// Twenty compartments in a row, each connected with the next and the one before.
    pub(crate) Axon {
        use HodgkinHuxley, Axial, Electrode, izhi::EventRecorder, izhi::Recorder;
        float: f64;
        dt: 0.01 ms;
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
