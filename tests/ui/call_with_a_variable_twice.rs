use izhi::prelude::*;
use izhi::ndarray::{ArrayView1, ArrayViewMut1};

pub fn mix(v: ArrayView1<'_, f32>, mut w: ArrayViewMut1<'_, f32>) {
    w[0] = v[1];
}

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
        step {
            call crate::mix(v, mut v);
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
