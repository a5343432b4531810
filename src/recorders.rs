//! The behaviours that record.

use crate::behavior;

behavior! {
    /// Keeps the values of variables in every iteration.
    ///
    /// `9: Recorder [v, u, fired] as my_recorder` gives `net.group.my_recorder.v()`, an array
    /// [iteration, neuron] of numbers, of `i64` for integers, or of `bool` for events.
    ///
    /// Variables of synapses that arrive at the group or leave it stand behind a tag that one of these synapse groups
    /// alone has, or behind its name: `Recorder [v, PLASTIC.W] as rec` gives `net.group.rec.PLASTIC_W()`, an array
    /// [iteration, target, source] of all to all synapses, [iteration, synapse] of others in the order of the structure's rows,
    /// \[iteration\] of one value that all share. Updates of synapses that are recorded do not wait.
    ///
    /// Expressions have a name: `Recorder [mean(v) as mean_v, v - threshold as distance, count(fired) as active]`, say. They are made
    /// of what the neurons have, as in a statement at the recorder's key, but draw nothing. One value for each neuron gives an
    /// array [iteration, neuron]; one for the group, as `mean`, `count` and `max` are, an array \[iteration\].
    ///
    /// It sees what variables are at its key; where a later key assigns to one of them once more, as a reset does, the compiler warns.
    ///
    /// It keeps everything, unless told to keep some neurons, every so many iterations, a window of time or the newest rows:
    /// `net.group.my_recorder.sample(Sampling::everything().neurons(..10).every(1.0).newest(1000))?`, see
    /// [`Sampling`](crate::Sampling); of synapses those from some `sources` or to some `targets`. What it keeps comes with [`iterations`](crate::recording::Recording::iterations) and
    /// [`times`](crate::recording::Recording::times).
    pub Recorder {
        record values;
    }
}

behavior! {
    /// Keeps events as a list of iteration and neuron. That takes 16 bytes an event and 8 an iteration, less than the flags of a
    /// `Recorder` where fewer than one neuron in sixteen has one in an iteration.
    ///
    /// `9: EventRecorder [fired] as spikes` gives `net.group.spikes.fired()`, a slice of
    /// [`Spike`](crate::recording::Spike)s in order of time, within an iteration in order of neurons. [`Sampling`](crate::Sampling) lets it
    /// keep those of some neurons, of a window of time or of the newest iterations.
    pub EventRecorder {
        record events;
    }
}

behavior! {
    /// Keeps how often the neurons of the group have an event: the mean rate of a neuron in bins of time, in Hz where the unit of the
    /// time step is ms.
    ///
    /// `9: RateRecorder [fired] as rates` gives `net.group.rates.fired()`, an array \[bin\]. A bin is an iteration, unless told
    /// otherwise: `net.group.rates.sample(Sampling::everything().every(5.0))?` makes it 5 ms. A bin that is not complete is not there
    /// yet, and one in which recording was off for a while or was cleared is left out. [`iterations`](crate::recording::Recording::iterations) and
    /// [`times`](crate::recording::Recording::times) say when each begins; [`Sampling`](crate::Sampling) can count some of the neurons alone.
    pub RateRecorder {
        record rates;
    }
}
