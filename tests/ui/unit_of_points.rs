use izhi::prelude::*;

behavior! {
    Cell {
        state { v: -65 mV, g: 0 nS }
        step {
            g = interpolate(v, -80 mV, 0 nS, -40 ms, 1 nS);
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
