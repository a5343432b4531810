use izhi::prelude::*;

behavior! {
    Cell {
        afferent { src: 0.0 }
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
