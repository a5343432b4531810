use izhi::prelude::*;

behavior! {
    pub Cell {
        state { v: 0.0, u: 0.0 }
        event { fired: false }
        step {
            v = fired ? 0.0 : v;
        }
    }
}

network! {
    pub Net {
        use Cell;
        group cells: 3 { 1: Cell }
    }
}

fn main() {
    let _ = Net::builder().build().map(|net| net.cells.v().len());
}
