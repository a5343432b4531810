use izhi::prelude::*;
use izhi::ndarray::{ArrayView1, ArrayViewMut1};

pub fn scale(v: ArrayView1<'_, f32>, mut w: ArrayViewMut1<'_, f32>) {
    w[0] = v[1];
}

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
        afferent(SYN) { W: 0.5 }
        step {
            for s in afferent(SYN) {
                call crate::scale(s.src.v, mut v);
            }
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
        synapses SYN: cells -> cells { delay: uniform(1.0, 5.0); }
    }
}

fn main() {}
