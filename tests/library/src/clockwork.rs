//! A network in a crate that knows izhi by another name.

use brain::math::Float;
use brain::ndarray::{ArrayView1, ArrayViewMut1};
use brain::prelude::*;

use crate::Delta;
use crate::neurons::{Metronome, perfect::Leak};

network! {
    /// Clocks, of which each drives the neuron of its own number and the next.
    pub Clockwork {
        use Metronome, Leak, Delta, brain::EventRecorder;
        group clocks: 3 { 1: Metronome { interval: 2.0 }, 9: EventRecorder [fired] as spikes }
        group cells: 4 { 2: Leak, 3: Delta }
        synapses BY_RULE: clocks -> cells { connect: |source, target| target == source || target == source + 1; }
        synapses BY_NAME: clocks -> cells { connect: fixed_in_degree(1); }
    }
}

/// Each neuron gets what the one before it has, and the first what the last has.
pub fn shift<F: Float>(from: ArrayView1<'_, F>, mut to: ArrayViewMut1<'_, F>) {
    for neuron in 0..from.len() {
        to[neuron] = from[(neuron + from.len() - 1) % from.len()];
    }
}

behavior! {
    /// Values go round.
    pub Carousel(moved) {
        state { moved: index }
        step {
            call crate::clockwork::shift(moved + 0.0, mut moved);
        }
    }
}
