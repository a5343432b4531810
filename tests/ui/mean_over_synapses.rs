use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
        afferent { W: 1.0 }
        step { for s in afferent(SYN) { v += mean(s.W); } }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
        synapses SYN: g -> g;
    }
}

fn main() {}
