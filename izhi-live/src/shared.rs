//! What the thread that simulates and the one that serves have in common: a queue in one direction, and in the other slots of which
//! only the last content counts. Neither ever waits for the other.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{mpsc, watch};

use crate::frame::Frame;
use crate::layout::Layout;
use crate::protocol::{Look, Message, Reply, VariableKind};

/// The most requests that wait until the network has time for them.
pub(crate) const REQUESTS: usize = 256;

/// The most pages that look at a network.
const PAGES: usize = 16;

/// What the simulating thread is asked.
pub(crate) enum Request {
    /// To look at what has changed.
    Wake,
    /// What a page says, and where its answer goes.
    Do(Message, mpsc::Sender<Reply>),
}

/// What both threads have.
pub(crate) struct Shared {
    /// What the network is, as JSON.
    pub(crate) about: String,
    pub(crate) layout: Layout,
    pub(crate) dt: f64,
    pub(crate) requests: SyncSender<Request>,
    /// Whether there is something to look at in the queue, or in what pages look at.
    pub(crate) is_asked: AtomicBool,
    /// Whether a page waits for a frame: none is made that nobody takes.
    pub(crate) is_wanted: AtomicBool,
    pub(crate) frames: watch::Sender<Option<Arc<Frame>>>,
    /// The last status as JSON.
    pub(crate) status: watch::Sender<Arc<str>>,
    pub(crate) analyses: watch::Sender<Arc<[Reply]>>,
    /// Whether the network is shown no longer.
    pub(crate) is_ended: watch::Sender<bool>,
    looks: Mutex<Looks>,
}

/// Who looks at what.
#[derive(Default)]
struct Looks {
    of_pages: BTreeMap<u64, Look>,
    next: u64,
    /// Rises with each change.
    version: u64,
}

impl Shared {
    pub(crate) fn new(about: String, layout: Layout, dt: f64, requests: SyncSender<Request>, status: Arc<str>) -> Self {
        Shared {
            about,
            layout,
            dt,
            requests,
            is_asked: AtomicBool::new(false),
            is_wanted: AtomicBool::new(false),
            frames: watch::Sender::new(None),
            status: watch::Sender::new(status),
            analyses: watch::Sender::new(Arc::new([])),
            is_ended: watch::Sender::new(false),
            looks: Mutex::default(),
        }
    }

    fn looks(&self) -> MutexGuard<'_, Looks> {
        self.looks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A page comes; none where there are too many.
    pub(crate) fn enter(self: &Arc<Self>) -> Option<Page> {
        let mut looks = self.looks();
        if looks.of_pages.len() >= PAGES {
            return None;
        }
        looks.next += 1;
        looks.version += 1;
        let number = looks.next;
        looks.of_pages.insert(number, Look::default());
        Some(Page { shared: self.clone(), number })
    }

    /// What all pages together look at, where that is not what it was at the version.
    pub(crate) fn look_since(&self, version: &mut u64) -> Option<Look> {
        let looks = self.looks();
        if looks.version == *version {
            return None;
        }
        *version = looks.version;
        let mut all = Look::default();
        for look in looks.of_pages.values() {
            all.values.extend(&look.values);
            all.events.extend(look.events.iter().chain(&look.analysis));
            all.traces.extend(&look.traces);
            all.weights.extend(&look.weights);
            all.analysis.extend(&look.analysis);
        }
        for numbers in [&mut all.values, &mut all.events, &mut all.weights, &mut all.analysis] {
            numbers.sort_unstable();
            numbers.dedup();
        }
        all.traces.sort_unstable();
        all.traces.dedup();
        Some(all)
    }

    /// A page waits for a frame.
    pub(crate) fn want(&self) {
        self.is_wanted.store(true, Ordering::Release);
    }

    /// Lets a network look at what has changed, also one that has paused: where the queue is full it does so anyway.
    pub(crate) fn wake(&self) {
        let _ = self.requests.try_send(Request::Wake);
        self.is_asked.store(true, Ordering::Release);
    }
}

/// A page that looks, until this is dropped.
pub(crate) struct Page {
    pub(crate) shared: Arc<Shared>,
    number: u64,
}

impl Page {
    /// Looks at something else.
    ///
    /// # Errors
    ///
    /// What there is not, or too much at a time, in words.
    pub(crate) fn look(&self, look: Look) -> Result<(), String> {
        check(&look, &self.shared.layout)?;
        let mut looks = self.shared.looks();
        looks.version += 1;
        looks.of_pages.insert(self.number, look);
        drop(looks);
        self.shared.wake();
        Ok(())
    }

    /// Asks the network for something.
    ///
    /// # Errors
    ///
    /// A network that has too much to do, in words.
    pub(crate) fn ask(&self, message: Message, replies: &mpsc::Sender<Reply>) -> Result<(), String> {
        match self.shared.requests.try_send(Request::Do(message, replies.clone())) {
            Ok(()) => {
                self.shared.is_asked.store(true, Ordering::Release);
                Ok(())
            }
            Err(TrySendError::Full(_)) => Err(format!("more than {REQUESTS} requests wait for the network")),
            Err(TrySendError::Disconnected(_)) => Err("the network is shown no longer".to_owned()),
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let mut looks = self.shared.looks();
        looks.version += 1;
        looks.of_pages.remove(&self.number);
        drop(looks);
        self.shared.wake();
    }
}

/// An error where a page looks at what there is not.
fn check(look: &Look, layout: &Layout) -> Result<(), String> {
    let within = |what: &str, numbers: &[usize], count: usize, most: usize| {
        if numbers.len() > most {
            return Err(format!("{} {what} at a time, and {most} are the most", numbers.len()));
        }
        match numbers.iter().find(|number| **number >= count) {
            Some(number) => Err(format!("there are {count} {what}, and none with the number {number}")),
            None => Ok(()),
        }
    };
    let variables = &layout.variables;
    within("variables of neurons", &look.values, variables.len(), 64)?;
    within("variables of neurons", &look.events, variables.len(), 64)?;
    within("variables of neurons", &look.analysis, variables.len(), 8)?;
    within("variables of synapses", &look.weights, layout.weights.len(), 8)?;
    within("variables of neurons", &look.traces.iter().map(|trace| trace.0).collect::<Vec<_>>(), variables.len(), 16)?;
    if let Some(number) =
        look.events.iter().chain(&look.analysis).find(|number| variables[**number].kind != VariableKind::Event)
    {
        return Err(format!("variable {number} is no event"));
    }
    match look.traces.iter().find(|(variable, neuron)| *neuron >= variables[*variable].size) {
        Some((variable, neuron)) => {
            let size = variables[*variable].size;
            Err(format!("variable {variable} is one of {size} neurons, and there is none with the number {neuron}"))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;
    use crate::layout::Place;

    fn shared() -> Arc<Shared> {
        let place = |kind| Place { owner: 0, item: 0, kind, size: 10 };
        let variables = vec![place(VariableKind::State), place(VariableKind::Event)];
        let layout = Layout { variables, weights: Vec::new(), every: vec![1] };
        // Without a network, messages to it are lost.
        Arc::new(Shared::new(String::new(), layout, 1.0, sync_channel(1).0, "".into()))
    }

    #[test]
    fn all_pages_see_what_any_of_them_looks_at() {
        let shared = shared();
        let (mut version, pages) = (0, [shared.enter().unwrap(), shared.enter().unwrap()]);
        pages[0].look(Look { values: vec![1, 0], traces: vec![(0, 3)], ..Look::default() }).unwrap();
        pages[1].look(Look { values: vec![0], traces: vec![(0, 1)], analysis: vec![1], ..Look::default() }).unwrap();
        let all = shared.look_since(&mut version).unwrap();
        let traces = vec![(0, 1), (0, 3)];
        assert_eq!(all, Look { values: vec![0, 1], events: vec![1], traces, weights: vec![], analysis: vec![1] });
        assert_eq!(shared.look_since(&mut version), None);
        drop(pages);
        assert_eq!(shared.look_since(&mut version), Some(Look::default()));
    }

    #[test]
    fn nobody_looks_at_what_there_is_not() {
        let shared = shared();
        let page = shared.enter().unwrap();
        let nothing = Look::default();
        let cases = [
            Look { values: vec![2], ..nothing.clone() },
            Look { events: vec![0], ..nothing.clone() },
            Look { analysis: vec![0], ..nothing.clone() },
            Look { traces: vec![(0, 10)], ..nothing.clone() },
            Look { traces: vec![(2, 0)], ..nothing.clone() },
            Look { weights: vec![0], ..nothing.clone() },
            Look { values: vec![0; 65], ..nothing.clone() },
            Look { traces: vec![(0, 0); 17], ..nothing },
        ];
        for case in cases {
            assert!(page.look(case.clone()).is_err(), "{case:?}");
        }
    }

    #[test]
    fn so_many_pages_come_and_no_more() {
        let shared = shared();
        let pages: Vec<Page> = (0..PAGES).map(|_| shared.enter().unwrap()).collect();
        assert!(shared.enter().is_none());
        drop(pages);
        assert!(shared.enter().is_some());
    }
}
