use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20ohm }
        step { }
    }
}

fn main() {}
