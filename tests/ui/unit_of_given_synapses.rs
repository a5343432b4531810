use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20 ms, C: 200 pF, g_L: 10 nS, E_L: -70 mV }
        state { v: E_L }
        afferent { W: 1 mV }
        step { for s in afferent(All) { v += sum(s.W); } }
    }
}

network! {
    Net {
        use Cell;
        group cells: 10 { 1: Cell }
        synapses S: cells -> cells { W: 0.5; }
    }
}

fn main() {}
