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
    /// Keeps events as a list of iteration and neuron. That takes 16 bytes an event, less than the flags of a
    /// `Recorder` where fewer than one neuron in sixteen has one in an iteration.
    ///
    /// `9: EventRecorder [fired] as spikes` gives `net.group.spikes.fired()`, a slice of
    /// [`Spike`](crate::recording::Spike)s in order of time, within an iteration in order of neurons.
    pub EventRecorder {
        record events;
    }
}
