use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        step { v += 1.0; }
    }
}

network! {
    Net {
        use Cell, izhi::Recorder;
        group g: 3 { 5: Cell, 1: Recorder [v] }
    }
}

fn main() {}
