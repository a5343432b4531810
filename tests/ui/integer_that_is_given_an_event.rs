use izhi::prelude::*;

behavior! {
    Cell {
        integer { count: 0 }
        event { fired: false }
        step {
            fired = bernoulli(0.5); count += fired;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
