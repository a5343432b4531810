use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired }
        afferent { W: 1.0 }
        step {
            for s in afferent(SYN) { v += sum(s.W where s.src.fired); }
        }
    }
}

behavior! {
    Fire {
        step { fired = v > 1.0; }
    }
}

network! {
    Net {
        use Cell, Fire;
        group g: 3 { 1: Cell, 2: Fire }
        synapses SYN: g -> g;
    }
}

fn main() {}
