//! Every form of sum and of update, in every storage and with every kind of delay.

use izhi::prelude::*;

use super::compare::assert_same;

behavior! {
    /// Fires at random, and keeps a trace and the number of its spikes.
    Source {
        state { x: 0.0 }
        integer { spikes: 0 }
        event { fired: false }
        step {
            fired = uniform() < 0.05;
            x *= 0.75;
            if fired { x += 1.0; spikes += 1; }
        }
    }
}

behavior! {
    /// Every form of sum, and every form of update; some draw.
    Learning {
        state { g: 0.0, h: 0.0, n: 0.0, total: 0.0, noisy: 0.0 }
        param { tau: 3.0 }
        afferent { W: 0.5 + 0.1 * uniform(), k: 0.0, d: 0.25 decays(tau), e: 0.0 decays(1.5) }
        step {
            for s in afferent(SYN) {
                g = sum(s.W where s.src.fired);
                h = sum(s.W * s.src.x where s.src.fired && s.k < 3.0);
                n = count(s.k > 1.0);
                total = sum(s.W);
                noisy = sum(s.W where s.src.fired && uniform() < 0.5);
                if s.src.fired {
                    s.W -= 0.125 * s.dst.x * s.W;
                    s.k += 1.0;
                    s.d += s.W;
                    if s.W > 0.25 { s.e += 1.0; }
                    if s.k > 2.0 { s.e = 0.5 * s.e; }
                    if uniform() < 0.25 { s.W *= 0.875; }
                }
                if s.dst.fired {
                    let step = 0.25 * s.src.x;
                    s.W = min(s.W + step * (1.0 - s.W), 1.0);
                    if s.W > 0.75 { s.k = 0.5 * s.k; } else { s.k += 0.125; }
                }
                if s.src.fired && s.dst.fired && s.k > 0.5 { s.W *= 0.5; }
                if s.dst.fired && s.e > 0.5 { s.W += 0.01 * s.d * s.e; s.d = 0.0; }
                s.W *= 0.99 + 0.01 * min(s.src.x, s.dst.x);
                if iteration % 3 == 1 { s.k *= 0.75; }
                if s.src.fired && iteration % 5 == 2 && s.k > 0.25 { s.W += 0.03125; }
                if s.src.spikes > s.dst.spikes && iteration % 7 == 3 { s.W *= 0.96875; }
            }
        }
    }
}

macro_rules! networks {
    ($($test:ident $name:ident { $($property:tt)* })*) => { $(
        network! {
            $name {
                use Source, Learning, izhi::EventRecorder;
                dt: 0.5;
                group a: 700 { 1: Source }
                group b: 600 { 1: Source, 2: Learning, 3: EventRecorder [fired] as seen }
                synapses SYN: a -> b { $($property)* }
            }
        }

        #[test]
        fn $test() {
            assert_same(|| $name::builder().seed(5), 45);
        }
    )* };
}

networks! {
    dense Dense { storage: dense; }
    dense_late DenseLate { storage: dense; delay: 1.5; }
    dense_dendritic DenseDendritic { storage: dense; delay: 1.0; dendritic_delay: 1.5; }
    sparse Sparse { connect: fixed_probability(0.1); }
    sparse_late SparseLate { connect: fixed_probability(0.1); delay: 1.5; }
    sparse_dendritic SparseDendritic { connect: fixed_in_degree(20); delay: 1.5; dendritic_delay: 1.0; }
    sparse_each SparseEach { connect: fixed_total(30000); delay: uniform(1.0, 4.0); }
}
