use izhi::prelude::*;

behavior! { Cell { state { I: 0.0 } event { fired: false } step { fired = I > 1.0; } } }

network! {
    Net {
        use Cell, izhi::library::synapses::ExponentialCurrent(E, g);
        group a: 3 { 1: Cell, 2: ExponentialCurrent }
        synapses E: a -> a;
    }
}

fn main() {}
