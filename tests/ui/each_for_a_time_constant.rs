use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        event { fired: false }
        afferent { x: 0.0 decays(tau) }
        step {
            fired = iteration % 5 == 0;
            for s in afferent(All) { if s.src.fired { s.x += 1.0; } }
        }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell { tau: each(normal(20.0, 2.0)) } }
        synapses SYN: g -> g;
    }
}

fn main() {}
