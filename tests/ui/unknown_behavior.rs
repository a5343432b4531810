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
        group g: 3 { 1: Cel, 2: Step }
    }
}

fn main() {}
