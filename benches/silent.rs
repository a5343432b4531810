//! A network without input, soon and long after its conductances have decayed: both take the same.
//!
//! `cargo bench --bench silent`. Without input each conductance would end at a subnormal number, and on many
//! processors the products with it cost a hundred cycles each.

use divan::Bencher;
use divan::counter::ItemsCount;
use izhi::prelude::*;

behavior! {
    /// Cells as in the benchmark CUBA of Brette et al. 2007.
    Cell {
        param { E_L: -60.0, tau_m: 20.0, threshold: -50.0, tau_e: 5.0, tau_i: 10.0 }
        state { v: -60.0, g_e: uniform(), g_i: -uniform() }
        event { fired: false }
        step {
            v += dt * (E_L - v + g_e + g_i) / tau_m;
            g_e *= exp(-dt / tau_e);
            g_i *= exp(-dt / tau_i);
            fired = v > threshold;
            if fired { v = E_L; }
        }
    }
}

network! {
    Silent {
        use Cell;
        dt: 0.1;
        group cells: 4000 { 1: Cell }
    }
}

const ITERATIONS: u64 = 1000;

fn main() {
    divan::main();
}

#[divan::bench(args = [10, 1_000_000], sample_count = 20)]
fn a_thousand_steps_after(bencher: Bencher, before: u64) {
    let mut net = Silent::builder().threads(1).build().expect("a valid network");
    net.simulate(before).expect("nothing is recorded");
    bencher.counter(ItemsCount::new(ITERATIONS)).bench_local(|| {
        net.simulate(ITERATIONS).expect("nothing is recorded");
    });
}
