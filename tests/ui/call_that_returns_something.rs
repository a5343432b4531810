use izhi::prelude::*;
use izhi::ndarray::ArrayViewMut1;

pub fn choose(mut fired: ArrayViewMut1<'_, bool>) -> Option<usize> {
    fired[0] = true;
    None
}

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
        step {
            call crate::choose(mut fired);
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
