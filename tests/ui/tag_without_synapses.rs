use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        afferent { W: 1.0 }
        step {
            for s in afferent(OUT) { v += sum(s.W); }
        }
    }
}

behavior! {
    Other {
        state { v: 0.0 }
    }
}

network! {
    Net {
        use Cell, Other;
        group g: 3 { 1: Cell }
        group h: 3 { 1: Other }
        synapses IN: h -> g;
        synapses OUT: g -> h;
    }
}

fn main() {}
