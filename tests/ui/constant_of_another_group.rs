use izhi::prelude::*;

behavior! { Cell { constant { strength: 20.0 } event { fired: false } } }

behavior! {
    Input {
        state { I: 0.0 }
        step { for s in afferent(SYN) { I += sum(s.src.strength where s.src.fired); } }
    }
}

network! {
    Net {
        use Cell, Input;
        group from: 3 { 1: Cell }
        group to: 3 { 1: Input }
        synapses SYN: from -> to;
    }
}

fn main() {}
