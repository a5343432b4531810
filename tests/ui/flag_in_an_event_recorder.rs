use izhi::prelude::*;

behavior! {
    Cell {
        flag { is_up: false }
        state { v: 0.0 }
        step {
            is_up = v > 1.0;
        }
    }
}

network! {
    Net {
        use Cell, EventRecorder; group cells: 3 { 1: Cell, 2: EventRecorder [is_up] }
    }
}

fn main() {}
