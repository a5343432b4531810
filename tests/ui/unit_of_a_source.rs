use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20 ms, C: 200 pF, g_L: 10 nS, E_L: -70 mV }
        state { v: E_L }
        step { let u = 0.0; for s in afferent(All) { v += sum(s.src.g * s.src.g); } }
    }
}

behavior! {
    Source {
        state { g: 1 nS }
        step { g = 2 nS; }
    }
}

network! {
    Net {
        use Cell, Source;
        group cells: 10 { 1: Cell }
        group sources: 10 { 1: Source }
        synapses S: sources -> cells;
    }
}

fn main() {}
