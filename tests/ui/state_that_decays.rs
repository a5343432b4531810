use izhi::prelude::*;

behavior! {
    pub Cell {
        state { x: 0.0 decays(5.0) }
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
