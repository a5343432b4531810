use izhi::prelude::*;

behavior! {
    Cell {
        state { g: 0.0 }
        event { fired: false }
        afferent { W: 1.0 }
        step { for s in afferent(All) { g = sum(W where s.src.fired); } }
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
