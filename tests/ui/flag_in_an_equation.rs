use izhi::prelude::*;

behavior! {
    Cell {
        flag { is_up: false }
        equations { dis_up/dt = 1.0; }
        step {
            integrate by euler;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
