use izhi::prelude::*;

behavior! { Cell { state { x: 0.0, g: 0.0 } event { fired: false } afferent { W: 1.0 }
    step { x += 1.0; for s in afferent(All) { g += sum(s.W where s.src.fired); } } } }

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
        synapses SYN: g -> g { delay: 1.0 + abs(src.x - 1.0); }
    }
}

fn main() {}
