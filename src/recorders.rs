//! The behaviours that record.

use crate::behavior;

behavior! {
    /// Keeps the values of variables in every iteration.
    ///
    /// `9: Recorder [v, u, fired] as my_recorder` gives `net.group.my_recorder.v()`, an array
    /// [iteration, neuron] of numbers, or of `bool` for events.
    pub Recorder {
        record values;
    }
}

behavior! {
    /// Keeps events as a list of iteration and neuron, which takes far less memory than their flags.
    ///
    /// `9: EventRecorder [fired] as spikes` gives `net.group.spikes.fired()`, a slice of
    /// [`Spike`](crate::recording::Spike)s in order of time, within an iteration in order of neurons.
    pub EventRecorder {
        record events;
    }
}
