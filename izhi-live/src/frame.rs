//! What the simulating thread shows, as it is before it becomes bytes.

use std::sync::OnceLock;

use axum::body::Bytes;

use crate::encode::encode;
use crate::weights::Picture;
use crate::window::Window;

/// What all pages together look at, at one moment.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    /// The iterations that are complete.
    pub(crate) iteration: u64,
    /// Iterations in each second, as measured.
    pub(crate) speed: f64,
    pub(crate) is_running: bool,
    /// Variables of neurons, by their numbers.
    pub(crate) values: Vec<(usize, Vec<f32>)>,
    /// What happened in the last iterations.
    pub(crate) window: Window,
    /// Variables of synapses, now and then.
    pub(crate) weights: Vec<Picture>,
    /// The same for all pages, made by the first that takes it.
    pub(crate) bytes: OnceLock<Bytes>,
}

impl Frame {
    pub(crate) fn bytes(&self) -> Bytes {
        self.bytes.get_or_init(|| encode(self)).clone()
    }
}
