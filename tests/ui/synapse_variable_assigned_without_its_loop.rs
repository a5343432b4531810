use izhi::prelude::*;

behavior! {
    Cell {
        state { g: 0.0 }
        event { fired: false }
        afferent { W: 1.0 }
        step { for s in afferent(All) { if s.src.fired { W += 1.0; } } }
    }
}

network! {
    Net {
        use Cell;
        group a: 3 { 1: Cell }
        synapses SYN: a -> a;
    }
}

fn main() {}
