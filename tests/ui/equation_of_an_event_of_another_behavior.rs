use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        equations { dfired/dt = 1.0; }
        step { integrate by euler; }
    }
}

behavior! { Other { event { fired: false } } }

network! {
    Net {
        use Cell, Other;
        group g: 3 { 1: Cell, 2: Other }
    }
}

fn main() {}
