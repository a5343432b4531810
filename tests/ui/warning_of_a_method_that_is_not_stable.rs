// What is a warning is an error here, so that it is seen.
#![deny(deprecated)]

use izhi::prelude::*;

behavior! {
    Fast {
        param { tau: 20.0, rest: 0.0, C: 2.0 }
        constant { twice: 2.0 * tau }
        state { by_euler: 1.0, by_rk4: 1.0, divided: 1.0, by_constant: 1.0 }
        equations {
            let gap = rest - by_euler;
            dby_euler/dt = gap / tau;
            dby_rk4/dt = -by_rk4 / tau + by_euler;
            ddivided/dt = -divided / tau;
            dby_constant/dt = -by_constant / twice;
        }
        step {
            integrate by_euler by euler;
            integrate by_rk4 by rk4;
            integrate divided by heun repeat 2;
            integrate by_constant by midpoint;
        }
    }
}

network! {
    Slow {
        use Fast;
        dt: 80.0;
        group cells: 10 { 1: Fast }
    }
}

fn main() {}
