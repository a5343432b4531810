use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        afferent { W: 1.0, W: 2.0 }
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
