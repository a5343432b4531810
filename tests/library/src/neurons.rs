//! Neurons.

use brain::behavior;

behavior! {
    /// Fires in regular intervals.
    pub Metronome {
        param {
            /// Iterations from one event to the next.
            interval: 4.0,
            /// When the first is.
            begin: 0.0,
        }
        state {
            /// Iterations since the last event.
            elapsed: interval - begin - 1.0,
        }
        event {
            /// Is there in one iteration of each interval.
            fired: false
        }
        step {
            elapsed += 1.0;
            fired = elapsed >= interval;
            if fired { elapsed = 0.0; }
        }
    }
}

behavior! {
    /// Adds up what it is given, and forgets a part of it.
    pub Leak {
        param { keep: 0.5 }
        state { v: 0.0 }
        step { v *= keep; }
    }
}

/// The same names in another module, for another thing.
pub mod perfect {
    use brain::behavior;

    behavior! {
        /// Forgets nothing.
        pub Leak {
            state { v: 0.0 }
        }
    }
}

/// The same names for the same thing, token by token.
pub mod again {
    use brain::behavior;

    behavior! {
        /// Forgets nothing.
        pub Leak {
            state { v: 0.0 }
        }
    }
}
