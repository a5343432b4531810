//! Ctrl-C: the first one is for the runs, the next one for the program.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use crate::run::say;

/// What the handler of the process, of which there is one, knows.
struct Handler {
    /// Whether somebody wants the runs to end.
    is_wanted: Arc<AtomicBool>,
    /// Whether Ctrl-C ends the program: where no run would see it, and where one has been told already.
    is_usual: Arc<AtomicBool>,
    /// The runs that look.
    runs: Mutex<usize>,
}

/// A run pays attention to Ctrl-C as long as this lives.
pub(crate) struct Attention(&'static Handler);

impl Attention {
    pub(crate) fn pay() -> Self {
        static HANDLER: OnceLock<Handler> = OnceLock::new();
        let handler = HANDLER.get_or_init(Handler::install);
        let mut runs = handler.runs();
        *runs += 1;
        if *runs == 1 {
            handler.is_wanted.store(false, Ordering::SeqCst);
            handler.is_usual.store(false, Ordering::SeqCst);
        }
        Attention(handler)
    }

    /// Whether somebody wants the run to end.
    pub(crate) fn is_wanted(&self) -> bool {
        self.0.is_wanted.load(Ordering::SeqCst)
    }
}

impl Drop for Attention {
    fn drop(&mut self) {
        let mut runs = self.0.runs();
        *runs -= 1;
        if *runs == 0 {
            self.0.is_usual.store(true, Ordering::SeqCst);
        }
    }
}

impl Handler {
    fn install() -> Self {
        let [is_wanted, is_usual] = [false, true].map(|value| Arc::new(AtomicBool::new(value)));
        // In this order the second signal finds what the first has left.
        let installed = flag::register_conditional_default(SIGINT, is_usual.clone())
            .and_then(|_| flag::register(SIGINT, is_wanted.clone()))
            .and_then(|_| flag::register(SIGINT, is_usual.clone()));
        if let Err(error) = installed {
            say(&format!("Ctrl-C will end the program and not the run: {error}"));
        }
        Handler { is_wanted, is_usual, runs: Mutex::new(0) }
    }

    fn runs(&self) -> MutexGuard<'_, usize> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
