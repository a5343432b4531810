use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { v: 0.0 }
        step {
            v = w;
            if v { v = 0.0; }
        }
    }
}

network! {
    Net {
        use Cell, izhi::Recorder;
        dt: 0.0;
        group g: 0 { 1: Cell { tua: 10.0 }, 3: Recorder [u] as rec }
        synapses SYN: g -> h;
    }
}

fn main() {}
