use izhi::prelude::*;

behavior! {
    pub Cell {
        state { v: 0.0 }
        event { fired: false }
        afferent { W: 0.5 }
        step { fired = v > 1.0; for s in afferent(SYN) { if fired { s.W += 0.1; } } }
    }
}

network! {
    pub Net {
        use Cell;
        group a: 10 { 1: Cell }
        synapses SYN: a -> a { dendritic_delay: 2.0; }
    }
}

fn main() {}
