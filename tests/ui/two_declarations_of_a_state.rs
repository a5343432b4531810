use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
    }
}

behavior! {
    Other {
        state { v: 1.0 }
    }
}

network! {
    Net {
        use Cell, Other;
        group g: 3 { 1: Cell, 2: Other }
    }
}

fn main() {}
