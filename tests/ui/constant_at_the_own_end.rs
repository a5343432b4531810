use izhi::prelude::*;

behavior! {
    Cell {
        constant { strength: 20.0 }
        event { fired: false }
        state { I: 0.0 }
        step { for s in afferent(SYN) { I += sum(s.dst.strength where s.src.fired); } }
    }
}

network! {
    Net {
        use Cell;
        group cells: 3 { 1: Cell }
        synapses SYN: cells -> cells;
    }
}

fn main() {}
