use izhi::prelude::*;

behavior! {
    Pulse {
        state { v: 0.0 }
        step { if every(0.0, 5.0) { v = 1.0; } }
    }
}

network! { Net { use Pulse; group g: 1 { 1: Pulse } } }

fn main() {}
