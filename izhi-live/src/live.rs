//! A page that is open for a network.

use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use izhi_runtime::Network;

use crate::error::{Error, Result};
use crate::guard::{self, Guard, Token};
use crate::layout::survey;
use crate::server::serve;
use crate::shared::{REQUESTS, Request, Shared};
use crate::simulation::{Simulation, first_status};

/// The longest run of a network that nobody interrupts.
const STRETCH: Duration = Duration::from_secs(10);

/// The same where it is recorded: memory for all of a run is had at its beginning.
const RECORDED_STRETCH: Duration = Duration::from_millis(100);

/// A page that will show a network: where it is, and how the network begins.
///
/// ```no_run
/// # use izhi::prelude::*;
/// # behavior! { pub Leak { state { v: uniform() } step { v *= 0.99; } } }
/// # network! { pub Net { use Leak; dt: 0.1; group cells: 100 { 1: Leak } } }
/// use izhi::live::Live;
///
/// let mut net = Net::builder().seed(1).build()?;
/// let live = Live::bind("127.0.0.1:0")?.speed(1000.0)?.playing();
/// println!("{}", live.url());
/// live.run(&mut net)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Live {
    listener: TcpListener,
    address: SocketAddr,
    guard: Guard,
    is_running: bool,
    speed: Option<f64>,
    is_recording: bool,
    requests: (SyncSender<Request>, Receiver<Request>),
    is_stopped: Arc<AtomicBool>,
}

/// What ends the showing of a network from another thread.
#[derive(Clone, Debug)]
pub struct Stopper {
    requests: SyncSender<Request>,
    is_stopped: Arc<AtomicBool>,
}

impl Live {
    /// Listens at an address. `127.0.0.1:0` is a free port of this machine alone; at `0.0.0.0:8080` the whole net hears of the
    /// network, and who has the page's address can change it and end it.
    ///
    /// # Errors
    ///
    /// An address at which nothing can be heard, and a system without random numbers for the token.
    pub fn bind(address: impl ToSocketAddrs + std::fmt::Debug) -> Result<Self> {
        let error = |source| Error::Listen { address: format!("{address:?}"), source };
        let listener = TcpListener::bind(&address).map_err(error)?;
        listener.set_nonblocking(true).map_err(error)?;
        let own = listener.local_addr().map_err(error)?;
        Ok(Live {
            listener,
            address: own,
            guard: Guard { token: Token::draw()?, hosts: Vec::new() },
            is_running: false,
            speed: None,
            is_recording: false,
            requests: sync_channel(REQUESTS),
            is_stopped: Arc::default(),
        })
    }

    /// The address of the page, with the token that is drawn anew for each.
    pub fn url(&self) -> String {
        guard::url(self.address, &self.guard.token)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers to a name of this machine, too, beside `localhost` and its numbers.
    ///
    /// # Errors
    ///
    /// What is no name of a host.
    pub fn host(mut self, name: &str) -> Result<Self> {
        self.guard.hosts.push(guard::host(name)?);
        Ok(self)
    }

    /// Lets the network run from the beginning, and not wait for somebody who lets it.
    pub fn playing(mut self) -> Self {
        self.is_running = true;
        self
    }

    /// Runs so many iterations in each second, until a page wants another speed, and not as many as can be.
    ///
    /// # Errors
    ///
    /// A speed that is not positive.
    pub fn speed(mut self, iterations_per_second: f64) -> Result<Self> {
        if !(iterations_per_second.is_finite() && iterations_per_second > 0.0) {
            return Err(Error::Speed(iterations_per_second));
        }
        self.speed = Some(iterations_per_second);
        Ok(self)
    }

    /// Lets the network's recorders record as they do otherwise. Unless this is said they are off while the network is shown, and
    /// afterwards as they were: nobody knows how long somebody looks, and a recording without a [`Sampling`](izhi_runtime::Sampling) that
    /// ends needs memory without end.
    pub fn recording(mut self) -> Self {
        self.is_recording = true;
        self
    }

    /// What ends it from another thread.
    pub fn stopper(&self) -> Stopper {
        Stopper { requests: self.requests.0.clone(), is_stopped: self.is_stopped.clone() }
    }

    /// Shows a network and runs it as pages want, in this thread, until one of them, or the [`Stopper`], ends that. The results are
    /// those of [`Network::simulate`], whether anybody looks or not.
    ///
    /// What goes wrong in a run is told to the pages, and the network pauses there.
    ///
    /// # Errors
    ///
    /// A thread to serve from that cannot be had, and a network that several ranks run.
    pub fn run<N: Network>(self, net: &mut N) -> Result<()> {
        if net.ranks() > 1 {
            return Err(Error::Ranks { network: net.name().to_owned(), ranks: net.ranks() });
        }
        let were_on = if self.is_recording { Vec::new() } else { recorders_off(net) };
        let shown = self.show(net);
        recorders_as(net, &were_on);
        shown
    }

    fn show<N: Network>(self, net: &mut N) -> Result<()> {
        let (layout, about) = survey(net);
        let about = serde_json::to_string(&about).expect("numbers and texts are JSON");
        let status = first_status(net, self.is_running, self.speed);
        let text = serde_json::to_string(&status).expect("numbers and texts are JSON");
        let (sender, receiver) = self.requests;
        let shared = Arc::new(Shared::new(about, layout, net.dt(), sender, text.into()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Server)?;
        let (listener, guard, served) = (self.listener, self.guard, shared.clone());
        let server = thread::Builder::new()
            .name("izhi-live".to_owned())
            .spawn(move || runtime.block_on(serve(listener, guard, served)))
            .map_err(Error::Server)?;
        let farewell = Farewell(&shared);
        let stretch = if self.is_recording { RECORDED_STRETCH } else { STRETCH };
        Simulation::new(net, &shared, receiver, &self.is_stopped, status, stretch).run();
        drop(farewell);
        match server.join() {
            Ok(served) => served.map_err(Error::Server),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
}

impl Stopper {
    /// Lets [`Live::run`] return, between two iterations.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Release);
        // Where the queue is full, the network is awake.
        let _ = self.requests.try_send(Request::Wake);
    }
}

/// Lets the other thread end, however this one ends.
struct Farewell<'a>(&'a Shared);

impl Drop for Farewell<'_> {
    fn drop(&mut self) {
        self.0.is_ended.send_replace(true);
    }
}

/// Switches all recorders off, and says which were on.
fn recorders_off<N: Network>(net: &mut N) -> Vec<bool> {
    let recordings = net.groups_mut().into_iter().flat_map(|group| group.recordings_mut());
    recordings
        .map(|recording| {
            let was_on = recording.is_on();
            recording.set_on(false);
            was_on
        })
        .collect()
}

fn recorders_as<N: Network>(net: &mut N, were_on: &[bool]) {
    let recordings = net.groups_mut().into_iter().flat_map(|group| group.recordings_mut());
    recordings.zip(were_on).for_each(|(recording, was_on)| recording.set_on(*was_on));
}
