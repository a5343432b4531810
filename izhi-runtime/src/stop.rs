//! Runs that end before their time.

/// Whether the run ends behind the present iteration, and by whom.
#[derive(Debug)]
pub struct Stop {
    by: Option<String>,
}

impl Stop {
    /// The run goes on.
    pub const NONE: Self = Stop { by: None };

    /// A run begins.
    pub fn clear(&mut self) {
        self.by = None;
    }

    /// The run ends behind this iteration; of several behaviours that want it the first is named.
    #[cold]
    pub fn stop(&mut self, behavior: String) {
        self.by.get_or_insert(behavior);
    }

    /// The behaviour that ends the run.
    pub fn by(&self) -> Option<&str> {
        self.by.as_deref()
    }
}
