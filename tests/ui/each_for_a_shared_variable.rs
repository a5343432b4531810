use izhi::prelude::*;

behavior! {
    Cell {
        param { weight: each(1.0) }
        event { fired: false }
        afferent { W: weight }
        step { fired = iteration % 5 == 0; }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
        synapses SYN: g -> g { shared: [W]; }
    }
}

fn main() {}
