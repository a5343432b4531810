use izhi::prelude::*;

behavior! {
    {
        state { v: 0.0 }
    }
}

fn main() {}
