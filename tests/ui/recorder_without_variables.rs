use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
    }
}

network! {
    Net {
        use Cell, izhi::Recorder;
        group g: 3 { 1: Cell, 2: Recorder }
    }
}

fn main() {}
