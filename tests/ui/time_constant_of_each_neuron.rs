use izhi::prelude::*;

behavior! {
    pub Cell {
        state { v: 1.0 } afferent { x: 0.0 decays(src.v) }
        event { fired: false }
        step { fired = true; }
    }
}

network! {
    pub Net {
        use Cell;
        group a: 10 { 1: Cell }
        synapses SYN: a -> a { delay: 1.0; }
    }
}

fn main() {}
