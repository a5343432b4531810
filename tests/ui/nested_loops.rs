use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
        afferent { W: 1.0 }
        step { for s in afferent(SYN) { for t in afferent(SYN) { v += sum(t.W); } } }
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
