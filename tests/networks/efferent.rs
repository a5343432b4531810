//! Sums over synapses seen from both ends, of any value and under any condition, and synapses that begin
//! from positions, indices and chance.

use izhi::prelude::*;

behavior! {
    /// Rates on a sheet that excite their surroundings: whatever begins as noise becomes bumps.
    pub(crate) Sheet {
        param { reach: 1.5, inhibition: 0.35 }
        state { rate: uniform(), input: 0.0 }
        event { active: rate > 0.9 }
        afferent(LATERAL) {
            distance: hypot(dst.x - src.x, dst.y - src.y),
            W: if src.index == dst.index { 0.0 } else { exp(-0.5 * pow(distance / reach, 2)) },
        }
        step {
            input = 0.0;
            for s in afferent(LATERAL) {
                // The matrix times the vector of rates.
                input += sum(s.W * s.src.rate) - inhibition * sum(s.src.rate where s.distance < 4.0);
            }
            rate += dt * (sigmoid(4.0 * input) - rate);
            active = rate > 0.9;
        }
    }
}

behavior! {
    /// What becomes of a neuron's effect: how many neurons it reaches, and how active these are.
    pub(crate) Credit {
        state { reached: 0.0, effect: 0.0 }
        efferent(READOUT) { W: if bernoulli(0.1) { uniform() } else { 0.0 } }
        step {
            for s in efferent(READOUT) {
                reached = count(s.W > 0.0 where s.dst.active);
                effect = 0.9 * effect + 0.1 * rate * sum(s.W * s.dst.level where s.dst.active && s.W > 0.2);
            }
        }
    }
}

behavior! {
    /// Adds up the sheet's active neurons that are more so than itself.
    pub(crate) Readout {
        state { level: 0.0 }
        event { active: false }
        step {
            let received = 0.0 * level;
            for s in afferent(All) { received += sum(s.W where s.src.active && s.src.rate > level); }
            level += dt * (received - level);
            active = level > 0.5;
        }
    }
}

network! {
    /// A sheet that talks to itself and to a few neurons that listen.
    pub(crate) Efferent {
        use Sheet, Credit, Readout, izhi::Recorder;
        dt: 0.2;
        seed: 3;

        group sheet: grid(9, 7) {
            1: Sheet,
            3: Credit,
            9: Recorder [rate, reached, effect, active],
        }
        group readout: 11 {
            2: Readout,
            9: Recorder [level, active],
        }

        synapses LATERAL: sheet -> sheet;
        synapses READOUT: sheet -> readout;
    }
}
