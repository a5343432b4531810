// What is a warning is an error here, so that it is seen.
#![deny(deprecated)]

use izhi::prelude::*;

behavior! {
    Rise {
        state { v: 0.0, w: 0.0, peak: 0.0 }
        event { fired }
        step { v += 1.0; w += 1.0; peak = v; fired = v > 5.0; }
    }
}

behavior! {
    Fall { step { if fired { v = 0.0; } } }
}

network! {
    Late {
        use Rise, Fall, izhi::Recorder;
        group cells: 10 { 1: Rise, 2: Recorder [w, peak, v, fired] as early, 3: Fall, 4: Recorder [v, w] as late }
    }
}

fn main() {}
