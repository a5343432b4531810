use izhi::prelude::*;
use izhi::ndarray::{ArrayView1, ArrayViewMut1};

pub fn choose(v: ArrayView1<'_, f32>, mut fired: ArrayViewMut1<'_, bool>) {
    fired[0] = v[0] > 1.0;
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
