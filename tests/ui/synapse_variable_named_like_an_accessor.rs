use izhi::prelude::*;

behavior! {
    Cell {
        afferent { W: 0.0, W_mut: 0.0 }
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
