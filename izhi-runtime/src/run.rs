//! When runs end.

/// What ends a run before its time.
#[derive(Debug)]
pub struct Run {
    /// After how many iterations each time all values are looked at; never where it is zero.
    finite_every: u64,
    /// The behaviour that has ended the last run.
    stopped_by: Option<String>,
}

impl Run {
    /// Nothing does.
    pub const ENDLESS: Self = Run::new(0);

    /// Values that are not finite, which are looked for after every so many iterations.
    pub const fn new(finite_every: u64) -> Self {
        Run { finite_every, stopped_by: None }
    }

    /// After how many iterations each time all values are looked at; never where it is zero.
    pub fn finite_every(&self) -> u64 {
        self.finite_every
    }

    /// A run begins.
    pub fn begin(&mut self) {
        self.stopped_by = None;
    }

    /// It ends behind this iteration; of several behaviours that want it the first is named.
    #[cold]
    pub fn stop(&mut self, behavior: String) {
        self.stopped_by.get_or_insert(behavior);
    }

    /// The behaviour that has ended the last run.
    pub fn stopped_by(&self) -> Option<&str> {
        self.stopped_by.as_deref()
    }
}
