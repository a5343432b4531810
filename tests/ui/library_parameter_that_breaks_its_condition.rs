use izhi::prelude::*;
use izhi::library::plasticity::ShortTermPlasticity;

behavior! {
    Cell {
        event { fired: false }
        step { fired = iteration > 3; }
    }
}

network! {
    Net {
        use Cell, ShortTermPlasticity;
        group g: 3 { 1: Cell, 2: ShortTermPlasticity { U: 1.5 } }
    }
}

fn main() {}
