use izhi::prelude::*;

behavior! {
    Cell {
        integer { count: 0 }
        step {
            count += 1;
        }
    }
}

network! {
    Net {
        use Cell, EventRecorder; group cells: 3 { 1: Cell, 2: EventRecorder [count] }
    }
}

fn main() {}
