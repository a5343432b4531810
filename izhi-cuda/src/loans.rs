//! What synapses have, which stays on the device until somebody looks at it.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use izhi_runtime::snapshot::Keeper;

use crate::machine::Buffer;

/// A column that is on the device, as it was behind a run.
pub(crate) struct Loan {
    bytes: usize,
    state: Mutex<State>,
}

enum State {
    There(Arc<Buffer>),
    /// Something else needs the memory there.
    Here(Vec<u8>),
    Lost(String),
}

impl Loan {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fetches it, for whoever may look at it later.
    fn bring(&self) {
        let mut bytes = vec![0; self.bytes];
        let fetched = self.fetch(&mut bytes);
        *self.state() = match fetched {
            Ok(()) => State::Here(bytes),
            Err(reason) => State::Lost(reason),
        };
    }
}

impl Keeper for Loan {
    fn bytes(&self) -> usize {
        self.bytes
    }

    fn fetch(&self, into: &mut [u8]) -> Result<(), String> {
        match &*self.state() {
            State::There(buffer) => buffer.read(0, into).map_err(|error| error.to_string()),
            State::Here(bytes) => {
                into.copy_from_slice(bytes);
                Ok(())
            }
            State::Lost(reason) => Err(reason.clone()),
        }
    }
}

impl fmt::Debug for Loan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &*self.state() {
            State::There(_) => "there",
            State::Here(_) => "here",
            State::Lost(_) => "lost",
        };
        write!(f, "Loan of {} bytes, {state}", self.bytes)
    }
}

/// The columns that a network has been told of and that may not have been looked at, by the numbers of their memory.
#[derive(Default)]
pub(crate) struct Loans(HashMap<usize, Arc<Loan>>);

impl Loans {
    /// Tells of a column that is in memory of the device.
    pub(crate) fn lend(&mut self, number: usize, buffer: &Arc<Buffer>, bytes: usize) -> Arc<Loan> {
        let loan = Arc::new(Loan { bytes, state: Mutex::new(State::There(Arc::clone(buffer))) });
        self.0.insert(number, Arc::clone(&loan));
        loan
    }

    /// Whether memory has what the network was told of.
    pub(crate) fn has(&self, number: usize) -> bool {
        self.0.contains_key(&number)
    }

    /// Before memory is written to, as the network has another column: what was there may have gone to another network, which
    /// gets it still.
    pub(crate) fn end(&mut self, number: usize) {
        let Some(loan) = self.0.remove(&number) else { return };
        if Arc::strong_count(&loan) > 1 {
            loan.bring();
        }
    }

    /// Before a run that changes some of the memory, of which the network has the columns: they are lost unless it is well and
    /// tells of what has become of them.
    pub(crate) fn begin_run(&mut self, is_changed: impl Fn(usize) -> bool) {
        for (_, loan) in self.0.extract_if(|number, _| is_changed(*number)) {
            *loan.state() = State::Lost("the run has failed that was to change it".to_owned());
        }
    }
}
