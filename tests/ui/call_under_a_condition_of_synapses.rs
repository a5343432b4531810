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
                if s.src.fired { call crate::scale(v, mut s.W); }
            }
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
        synapses SYN: cells -> cells;
    }
}

fn main() {}
