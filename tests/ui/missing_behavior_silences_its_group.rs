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
        use Cell, Step, izhi::Recorder;
        group g: 3 { 1: Cel, 2: Step, 3: Recorder [v] }
    }
}

fn main() {}
