//! Lists of events are of declared events.

use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 in mV }
        event { fired: false }
        afferent { W: 1.0 in mV }
        step { v += 0.1 mV; fired = v > 1.0 mV; }
    }
}

network! {
    Net {
        use Cell, izhi::Recorder, izhi::EventRecorder, izhi::RateRecorder;
        group cells: 10 { 1: Cell, 9: EventRecorder [v > 0.5 mV as high] as recorder, 10: RateRecorder [fired as spikes] as rates }
        synapses PLASTIC: cells -> cells;
    }
}

fn main() {}
