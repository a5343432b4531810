//! What every compiled network does at run time, whatever its model: building, running, looking and changing.
//! What is wrong is an error with numbers in it, and never a panic.

use izhi::catalogue::Value;
use izhi::population::Grid;
use izhi::prelude::*;
use izhi::recording::Spike;
use izhi::vector::VectorLevel;
use izhi::{Error, EventRecorder, Recorder};
use ndarray::{Array2, array};

mod building;
mod changing;
mod extending;
mod looking;
mod looking_on;
mod recording;
mod running;
#[path = "../networks/seed.rs"]
mod seed;

use seed::Seed;

behavior! {
    /// Adds up what it is given and fires at 1.
    Given {
        param { gain: 1.0 }
        input { current }
        state { v: 0.0 }
        event { fired: false }
        step {
            v += gain * current;
            fired = v >= 1.0;
            if fired { v = 0.0; }
        }
    }
}

behavior! {
    /// Adds up the weights of what has fired, and forgets a part of it.
    Echo {
        param { keep: 0.5 }
        state { heard: 0.0 }
        afferent(PATH) { W: 1.0 }
        step {
            heard *= keep;
            for s in afferent(PATH) { heard += sum(s.W where s.src.fired); }
        }
    }
}

network! {
    /// Three neurons that are told when to fire, and two that listen.
    Talk {
        use Given, Echo, Recorder, EventRecorder;
        dt: 0.5;
        seed: 7;

        group speaker, FRONT: 3 {
            1: Given,
            8: Recorder [v, fired],
            9: EventRecorder [fired] as spikes,
        }
        group listener, BACK: grid(2, 1) {
            2: Echo,
            9: Recorder [heard],
        }
        synapses PATH, FAST: speaker -> listener;
    }
}

/// Neuron 0 fires in all of six iterations, neuron 1 in the last, neuron 2 never.
fn talk() -> TalkBuilder {
    let mut builder = Talk::builder();
    builder.speaker.given.current = Array2::from_shape_fn((6, 3), |(_, neuron)| [1.0, 0.17, 0.0][neuron]).into();
    builder
}

fn told() -> Talk {
    talk().build().unwrap()
}
