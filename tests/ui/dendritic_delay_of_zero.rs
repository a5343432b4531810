use izhi::prelude::*;

behavior! {
    pub Cell {
        state { v: 0.0 }
        event { fired: false }
        afferent { W: 0.5 }
        step { fired = v > 1.0; }
    }
}

network! {
    pub Net {
        use Cell;
        group a: 10 { 1: Cell }
        synapses SYN: a -> a { dendritic_delay: 0.0; }
    }
}

fn main() {}
