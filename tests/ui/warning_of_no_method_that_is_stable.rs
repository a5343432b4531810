// Only the last network has something wrong, so that the others are seen to have no warning.
#![deny(deprecated)]

use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0, own: each(20.0) }
        constant { rate: 1.0 / tau }
        state { v: 1.0, w: 0.0, x: 1.0, y: 1.0, z: 1.0, exact: 1.0, gate: 0.5, growing: 1.0 }
        equations {
            // Each drives the other: what becomes of them the own rates do not say.
            dv/dt = -v / tau + w;
            dw/dt = -w / tau - v;
            // A chain.
            dx/dt = -x * rate;
            // Not known in numbers.
            dy/dt = -y / own;
            dz/dt = -z * x;
            dexact/dt = -exact / tau;
            dgate/dt = (1.0 - gate) / tau;
            dgrowing/dt = growing / tau;
        }
        step {
            integrate v, w, x, y, z, growing by euler;
            integrate exact by exact;
            integrate gate by exponential_euler;
        }
    }
}

behavior! { Quick { param { tau: 1.0 } state { q: 1.0 } equations { dq/dt = -q / tau; } step { integrate by euler repeat 2; } } }

network! { Short { use Cell; dt: 39.9; group cells: 10 { 1: Cell } } }
network! { Divided { use Quick; dt: 3.9; group cells: 10 { 1: Quick } } }
// The builder gives `dt`.
network! { Given { use Quick; group cells: 10 { 1: Quick { tau: 0.1 } } } }
network! { Other { use Quick; dt: 4.0; group cells: 10 { 1: Quick { tau: 1.1 } } } }
network! { Long { use Quick; dt: 4.0; group cells: 10 { 1: Quick } } }

fn main() {}
