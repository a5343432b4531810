use izhi::prelude::*;

behavior! {
    Cell {
        param { C: 281.0 where 2.0 * tau > 0.0 }
        constant { tau: C / g_L }
    }
}

fn main() {}
