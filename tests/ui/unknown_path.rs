use izhi::prelude::*;

behavior! {
    Other {
        state { v: 0.0 }
        event { fired: false }
    }
}

network! {
    Net {
        use cells::Cell, Other;
        group g: 3 { 1: Other }
    }
}

fn main() {}
