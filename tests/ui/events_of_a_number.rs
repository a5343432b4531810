use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
    }
}

network! {
    Net {
        use Cell, izhi::EventRecorder;
        group g: 3 { 1: Cell, 2: EventRecorder [v] }
    }
}

fn main() {}
