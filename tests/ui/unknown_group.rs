use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        afferent { W: 1.0 }
        step {
            for s in afferent(SYN) { v += sum(s.W); }
        }
    }
}

network! {
    Net {
        use Cell;
        group cells: 3 { 1: Cell }
        synapses SYN: cell -> cells;
    }
}

fn main() {}
