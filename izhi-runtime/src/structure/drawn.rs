//! Rows that a device has drawn, which are there until somebody looks at them.

use std::sync::{Arc, OnceLock};

use super::by_delay::Crossed;
use super::{Order, Structure};
use crate::error::Result;
use crate::executor::Executor;
use crate::held::{Held, Keeper};
use crate::runs::Runs;
use crate::weights::Extent;

/// What is known here of rows that are elsewhere.
#[derive(Debug)]
pub(super) struct Drawn {
    /// The delays in whose order the rows are, where the synapses have one each.
    sorted: Option<Sorted>,
    /// The first target of each thread, and the number of targets; nothing where there is one thread.
    parts: Vec<usize>,
    /// Found when somebody asks.
    runs: OnceLock<Runs>,
}

#[derive(Debug)]
struct Sorted {
    steps: Held<u16>,
    /// Those of the synapses in the connector's rows.
    numbers: Held<u32>,
    /// Of each source.
    longest: Vec<u16>,
}

/// Rows in the order of their delays, where a device has them.
#[derive(Debug)]
pub struct DrawnRows {
    /// The target of each synapse: `u32`.
    pub targets: Arc<dyn Keeper>,
    /// The delay of each, in steps: `u16`.
    pub delays: Arc<dyn Keeper>,
    /// The number of each in the row that the connector has drawn: `u32`.
    pub numbers: Arc<dyn Keeper>,
    /// The longest delay of each source, in steps; zero where it has no synapse.
    pub longest: Vec<u16>,
    /// The shortest of all.
    pub shortest: u16,
}

impl Drawn {
    pub(super) fn have_delays(&self) -> bool {
        self.sorted.is_some()
    }

    /// The rows are for the threads of an executor, when somebody asks for that.
    pub(super) fn divide(&mut self, extent: Extent, executor: &Executor) {
        if self.parts.is_empty() && executor.threads() > 1 {
            self.parts = executor.parts(extent.targets);
        }
    }

    pub(super) fn runs(&self, structure: &Structure) -> &Runs {
        self.runs.get_or_init(|| {
            if self.parts.is_empty() {
                return Runs::EMPTY;
            }
            let steps = self.sorted.as_ref().map(|sorted| &sorted.steps[..]);
            Runs::to_parts(structure, steps, self.parts.clone(), self.parts.len() - 1)
        })
    }
}

impl Structure {
    /// Rows in ascending target that a device has: where each begins and where the last one ends, and the targets.
    pub(crate) fn drawn(extent: Extent, starts: Vec<usize>, targets: Arc<dyn Keeper>) -> Self {
        let mut structure = Structure { extent, starts, ..Structure::EMPTY };
        structure.targets.leave_to(targets);
        structure.drawn = Some(Box::new(Drawn { sorted: None, parts: Vec::new(), runs: OnceLock::new() }));
        structure.stamp.renew();
        structure
    }

    /// The device has sorted them by the delays of their synapses.
    pub(crate) fn sorted_elsewhere(&mut self, rows: &DrawnRows, executor: &Executor) {
        let (mut steps, mut numbers) = (Held::EMPTY, Held::EMPTY);
        steps.leave_to(Arc::clone(&rows.delays));
        numbers.leave_to(Arc::clone(&rows.numbers));
        self.targets.leave_to(Arc::clone(&rows.targets));
        let sorted = Some(Sorted { steps, numbers, longest: rows.longest.clone() });
        let parts = executor.parts(self.extent.targets);
        self.drawn = Some(Box::new(Drawn { sorted, parts, runs: OnceLock::new() }));
        self.order = Order::Rows;
        self.stamp.renew();
    }

    /// Whether a device has drawn them, and nobody has changed them here.
    #[doc(hidden)]
    pub fn is_drawn(&self) -> bool {
        self.drawn.is_some()
    }

    /// The longest delay of each source, where nobody has looked at the rows.
    pub(crate) fn longest_delays(&self) -> Option<&[u16]> {
        let drawn = self.drawn.as_ref().filter(|drawn| drawn.runs.get().is_none())?;
        drawn.sorted.as_ref().map(|sorted| &sorted.longest[..])
    }

    /// Fetches what the rows are to be read by here.
    ///
    /// # Errors
    ///
    /// Where the device has lost it.
    #[doc(hidden)]
    pub fn try_here(&self, synapses: &str) -> Result<()> {
        let place = |what: &str| format!("{synapses}:{what}");
        self.targets.try_values(&place("targets"))?;
        if let Some(sorted) = self.drawn.as_ref().and_then(|drawn| drawn.sorted.as_ref()) {
            sorted.steps.try_values(&place("delay"))?;
            sorted.numbers.try_values(&place("number"))?;
        }
        Ok(())
    }

    /// The parts of threads, also of rows that nobody has looked at.
    pub(super) fn runs_like(&self, new: &Structure, steps: Option<&[u16]>) -> Runs {
        match &self.drawn {
            Some(drawn) if drawn.parts.is_empty() => Runs::EMPTY,
            Some(drawn) => Runs::to_parts(new, steps, drawn.parts.clone(), drawn.parts.len() - 1),
            None => self.runs.like(new, steps),
        }
    }

    /// Fetches all that the rows are to be changed by here.
    pub(super) fn come_here(&mut self) {
        self.runs();
        let Some(drawn) = self.drawn.take() else { return };
        if let Some(sorted) = &drawn.sorted {
            self.crossed = Crossed::of(&self.starts, &self.targets, &sorted.numbers);
        }
        self.runs = drawn.runs.into_inner().unwrap_or(Runs::EMPTY);
    }
}
