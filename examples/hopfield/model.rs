//! Five patterns in the weights of a network, which finds one of them again.

use izhi::library::neurons::Hopfield;
use izhi::library::synapses::Graded;
use izhi::prelude::*;

behavior! {
    /// A pattern to be stored: 1 or -1 for each unit, either as probable.
    pub Pattern(a) {
        state { a: if bernoulli(0.5) { 1.0 } else { -1.0 } }
    }
}

behavior! {
    /// What the units begin with: the first pattern, in which some are turned round.
    pub Cue {
        param {
            /// The share of them.
            wrong: 0.3 where wrong >= 0.0 && wrong <= 1.0
        }
        step {
            if iteration == 0 { s = if bernoulli(wrong) { -a } else { a }; }
        }
    }
}

network! {
    /// 400 units, of which a twentieth looks at its current in an iteration, and the weights of Hebb's rule.
    pub(crate) Memory {
        use Hopfield, Cue, Graded(All, s) as Synapses, izhi::Recorder,
            Pattern(a) as First, Pattern(b) as Second, Pattern(c) as Third, Pattern(d) as Fourth, Pattern(e) as Fifth;
        group units: grid(20, 20) {
            1: First,
            2: Second,
            3: Third,
            4: Fourth,
            5: Fifth,
            6: Hopfield { probability: 0.05 },
            7: Cue,
            8: Recorder [s] as recorded,
            9: Synapses,
        }
        synapses HEBB: units -> units {
            connect: |source: usize, target: usize| source != target;
            W: (src.a * dst.a + src.b * dst.b + src.c * dst.c + src.d * dst.d + src.e * dst.e) / 400.0;
        }
    }
}
