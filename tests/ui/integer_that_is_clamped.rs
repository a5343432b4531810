use izhi::prelude::*;

behavior! {
    Cell {
        integer { count: 0 }
        event { fired: false }
        step {
            event fired when count > 3 refractory 2.0 clamping count;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
