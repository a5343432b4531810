use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
    }
}

behavior! {
    Step {
        step { v += 1.0; }
    }
}

network! {
    Net {
        use Cell, Step;
        group g: 3 {
            1: Cell,
            2: Step as step,
            3: Step as step,
        }
    }
}

fn main() {}
