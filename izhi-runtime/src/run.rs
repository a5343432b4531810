//! When runs end.

use crate::device::{Drawing, Opened};
use crate::ranks::Mail;

/// What ends a run before its time.
#[derive(Debug)]
pub struct Run {
    /// After how many iterations each time all values are looked at; never where it is zero.
    finite_every: u64,
    /// The behaviour that has ended the last run.
    stopped_by: Option<String>,
    /// What it takes to exchange what parts of the network have computed, for each place of the timeline where they do.
    mails: Vec<Mail>,
    /// What the network has on a device, where it runs on one.
    pub(crate) session: Option<Opened>,
}

impl Run {
    /// Nothing does.
    pub const ENDLESS: Self = Run::new(0);

    /// Values that are not finite, which are looked for after every so many iterations.
    pub const fn new(finite_every: u64) -> Self {
        Run { finite_every, stopped_by: None, mails: Vec::new(), session: None }
    }

    /// After how many iterations each time all values are looked at; never where it is zero.
    pub fn finite_every(&self) -> u64 {
        self.finite_every
    }

    /// What it takes at a place of the timeline.
    pub fn mail(&mut self, place: usize) -> &mut Mail {
        while self.mails.len() <= place {
            self.mails.push(Mail::EMPTY);
        }
        &mut self.mails[place]
    }

    /// The device that is asked to draw the synapses of a group, by its number, of a network; nothing on the processor.
    pub fn drawing(&mut self, network: &'static str, synapses: usize) -> Option<Drawing<'_>> {
        self.session.as_mut().map(|opened| Drawing::new(opened, network, synapses))
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
