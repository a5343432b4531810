use izhi::prelude::*;

behavior! {
    pub Cell(TAG, g) {
        state { g: 0.0 }
        step { for s in afferent(TAG) { g = count(s.src.g > 0.0); } }
    }
}

behavior! {
    pub Plain {
        state { g: 0.0 }
    }
}

network! {
    pub Net {
        use Cell(SYN) as Used;
        group a: 10 { 1: Used }
        synapses SYN: a -> a;
    }
}

fn main() {}
