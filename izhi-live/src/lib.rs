//! izhi's networks in the browser, while they run.
//!
//! izhi has it as `izhi::live` where the feature `live` is on.
//!
//! ```no_run
//! use izhi::live::Serve;
//! use izhi::prelude::*;
//!
//! behavior! {
//!     pub Leak {
//!         param { tau: 20.0 }
//!         state { v: uniform() }
//!         step { v -= dt * v / tau; }
//!     }
//! }
//!
//! network! {
//!     pub Net {
//!         use Leak;
//!         dt: 0.1;
//!         group cells: grid(30, 30) { 1: Leak }
//!     }
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let mut net = Net::builder().build()?;
//!     net.serve("127.0.0.1:8080")?;
//!     println!("shown until iteration {}", net.iteration());
//!     Ok(())
//! }
//! ```
//!
//! The page, whose address is printed, runs the network, pauses it, steps, and sets its speed; it shows the groups with their neurons
//! coloured by any variable, the events of all neurons, traces of some, rates, weights as they learn, spectra and intervals, and the
//! schedule with the time that each behaviour takes; parameters have sliders, behaviours switches, and neurons that are
//! pointed at a pulse of current. [`Live`] says more of how a network begins.
//!
//! # How it works
//!
//! | thread | does |
//! | --- | --- |
//! | the one that calls [`Live::run`] | simulates; every 5 ms or iteration it looks whether there are requests in a queue, and whether a page waits for a frame; then it copies what pages look at into a slot |
//! | `izhi-live` | serves files, passes requests on, and sends the last frame to each page that has asked for one |
//!
//! A page asks for a frame when it has drawn the last one, thirty times in a second at most. A slow page gets fewer of them, a page in a
//! hidden tab, or one that has died, none; the network waits for nobody. Where it runs as fast as it can, and an
//! iteration takes a few microseconds, rasters and traces show some iterations without a gap of each frame, as many as
//! cost a hundredth of the time, and once in a second more of them for spectra and intervals; all of them where the speed
//! leaves the time for that.
//!
//! Variables of synapses that decay by themselves are kept as what they were when they were last assigned to, and are not shown.
//!
//! Pages do nothing that the methods of [`Network`] do not: the bits are those of the same
//! calls between the same iterations, whoever looks.
//!
//! # Who can look
//!
//! Those who have the address of the page, in which there is a token of 128 random bits that is drawn anew each time. It is served to this machine alone unless
//! another address than the loopback's is asked for; requests with a `Host` or an `Origin` of somebody else are refused, messages have
//! a largest size, and those that say nothing are answered and have no effect. There is no encryption: over a network, forward the port
//! with `ssh -L 8080:localhost:8080`.

#![forbid(unsafe_code)]

use std::net::ToSocketAddrs;

use izhi_runtime::Network;

mod analysis;
mod client;
mod encode;
mod error;
mod execute;
mod files;
mod frame;
mod guard;
mod layout;
mod live;
mod pace;
mod protocol;
mod server;
mod shared;
mod simulation;
mod view;
mod weights;
mod window;

pub use error::{Error, Result};
pub use live::{Live, Stopper};

/// Every network can be shown.
pub trait Serve: Network + Sized {
    /// Shows the network at an address, which is printed with its token, and runs it as the page wants, until that ends it. It begins with
    /// a pause.
    ///
    /// # Errors
    ///
    /// An address at which nothing can be heard, a system without random numbers for the token, and one without another thread.
    fn serve(&mut self, address: impl ToSocketAddrs + std::fmt::Debug) -> Result<()> {
        let live = Live::bind(address)?;
        println!("{} is shown at {}", self.name(), live.url());
        live.run(self)
    }
}

impl<N: Network> Serve for N {}
