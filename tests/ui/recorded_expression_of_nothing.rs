//! There is no variable of that name.

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
        group cells: 10 { 1: Cell, 9: Recorder [mean(w) as mean_w, std(v) as sd, max(v, clip(v, 1.0)) as highest] as recorder }
        synapses PLASTIC: cells -> cells;
    }
}

fn main() {}
