//! A network with every kind of synapse.

use izhi::prelude::*;

use super::RUN;

behavior! {
    /// Whatever neurons can begin with: numbers of their own, draws, inputs, tables that are made once.
    pub(crate) Source {
        param { rate: 0.1, tau: each(normal(10.0, 2.0, 5.0, 20.0)) }
        input { drive }
        state { depth: uniform(), level: 1.0 + depth, v: normal(0.0, 0.3), trace: 0.0 }
        event { fired: bernoulli(0.2) }
        step {
            v = v * exp(-dt / tau) + drive * poisson(2.0 * level);
            fired = v > 1.0 || bernoulli(rate);
            trace *= 0.9;
            if fired { v = 0.0; trace += 1.0; }
        }
    }
}

behavior! {
    /// Whatever synapses can have: what is made of something else, what decays, draws, updates that wait.
    pub(crate) Target {
        param { tau: 5.0 }
        state { heard: 0.0, seen: 0.0 }
        event { fired: false }
        afferent { W: uniform(0.01, 0.03), half: 0.5 * W, x: 0.0 decays(tau) }
        step {
            heard *= exp(-dt / tau);
            for s in afferent(LOUD) { heard += sum(s.W where s.src.fired && bernoulli(0.7)); }
            for s in afferent(QUIET) { heard += sum(s.W * s.src.trace where s.src.fired); }
            for s in afferent(All) {
                seen += sum(s.x where s.src.fired);
                if s.src.fired { s.x += 1.0; s.W *= 0.99; }
                if s.dst.fired { s.W += 0.001 * s.src.trace; }
            }
            fired = heard > 1.5 + 0.5 * uniform();
            if fired { heard = 0.0; }
        }
    }
}

behavior! {
    /// One value for all synapses of a group, which changes.
    pub(crate) Gain {
        afferent(SHARED) { G: 1.0 }
        step { for s in afferent(SHARED) { seen += sum(s.G where s.src.fired); } }
    }
}

network! {
    /// Every storage with every delay, and several synapses of one pair.
    pub(crate) Kinds {
        use Source, Target, Gain, izhi::Recorder, izhi::EventRecorder;
        dt: 0.5;
        group a, SENDERS: 150 { 1: Source, 8: EventRecorder [fired] as spikes }
        group b: 140 {
            2: Target,
            3: Gain,
            9: Recorder [heard, seen, fired, DENSE.W, SPARSE.x, MANY.half] as recorder,
        }
        synapses DENSE, LOUD: a -> b;
        synapses DENSE_LATE, QUIET: a -> b { delay: 2.0; }
        synapses SPARSE, LOUD: a -> b { connect: fixed_probability(0.2); }
        synapses SPARSE_LATE, QUIET: a -> b { connect: fixed_probability(0.2); delay: 1.5; dendritic_delay: 2.5; }
        synapses MANY, LOUD: a -> b { connect: fixed_total(9000); delay: uniform(0.5, 6.0); }
        synapses MANY_QUIET, QUIET: a -> b {
            connect: fixed_total(9000);
            delay: uniform(0.5, 6.0);
            dendritic_delay: 1.0;
        }
        synapses DEEP, QUIET: a -> b { connect: fixed_probability(0.2); delay: 1.0 + floor(4.0 * src.depth); }
        synapses SHARED: a -> b { shared: [G]; }
    }
}

pub(crate) fn kinds(seed: u64, threads: usize) -> KindsBuilder {
    let mut builder = Kinds::builder().seed(seed).threads(threads);
    builder.a.source.drive =
        vec![0.1, 0.2, 0.0].into_iter().cycle().take(4 * RUN as usize).collect::<Vec<f32>>().into();
    builder
}
