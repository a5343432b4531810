use izhi::prelude::*;

behavior! {
    Cell {
        state { iterations: 0.0 }
        event { fired: false }
    }
}

network! {
    Net {
        use Cell, izhi::Recorder;
        group g: 3 { 1: Cell, 2: Recorder [iterations] }
    }
}

fn main() {}
