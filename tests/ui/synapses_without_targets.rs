use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
        synapses SYN: g -> {};
    }
}

fn main() {}
