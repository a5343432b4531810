//! Whose columns they are, and of when.

use std::fmt::Debug;
use std::str::FromStr;

use ndarray::ArrayView1;

use crate::clock::Clock;
use crate::error::Result;
use crate::network::Network;

use super::column::Stored;
use super::keep::{Sink, Source, wrong};

/// The column in which the header stands as text.
const NAME: &str = "izhi";
/// What the columns are; another number for every change of what they mean.
const FORMAT: u32 = 1;

/// The network that a snapshot is of, and the iteration.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Header {
    format: u32,
    version: String,
    network: String,
    /// Of the schedule.
    fingerprint: String,
    seed: u64,
    dt: f64,
    iteration: u64,
    /// How many ranks have a part of the network, and which of them this one is.
    ranks: usize,
    rank: usize,
}

impl Header {
    /// That of a network as it is.
    pub(super) fn of<N: Network + ?Sized>(network: &N) -> Self {
        Header {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            network: network.name().to_owned(),
            fingerprint: format!("{:016x}", network.fingerprint()),
            seed: network.clock().seed(),
            dt: network.dt(),
            iteration: network.iteration(),
            ranks: network.ranks(),
            rank: network.rank(),
        }
    }

    pub(super) fn network(&self) -> &str {
        &self.network
    }

    pub(super) fn ranks(&self) -> usize {
        self.ranks
    }

    pub(super) fn rank(&self) -> usize {
        self.rank
    }

    pub(super) fn clock(&self) -> Clock {
        Clock::at(self.seed, self.dt, self.iteration)
    }

    /// As a column.
    pub(super) fn save(&self, to: &mut dyn Sink) -> Result<()> {
        let Header { format, version, network, fingerprint, seed, dt, iteration, ranks, rank } = self;
        let mut text = format!(
            "format {format}\nversion {version}\nnetwork {network}\nschedule {fingerprint}\nseed {seed}\ndt \
             {dt:?}\niteration {iteration}\n"
        );
        if *ranks > 1 {
            text.push_str(&format!("ranks {ranks}\nrank {rank}\n"));
        }
        to.put(NAME, true, u8::view(ArrayView1::from(text.as_bytes()).into_dyn()))
    }

    /// That of the columns.
    pub(super) fn load(from: &mut dyn Source) -> Result<Self> {
        let column = from.column(NAME)?.and_then(u8::array);
        let bytes = column.ok_or_else(|| wrong("it is of no network: it has no column `izhi` of text".to_owned()))?;
        let text = String::from_utf8_lossy(&bytes.into_iter().collect::<Vec<u8>>()).into_owned();
        let format = number(&text, "format")?;
        if format != FORMAT {
            return Err(wrong(format!("its format is {format}, and format {FORMAT} was expected")));
        }
        let is_of_ranks = text.lines().any(|line| line.starts_with("ranks "));
        let of_ranks = |name: &str, alone: usize| if is_of_ranks { number(&text, name) } else { Ok(alone) };
        Ok(Header {
            format,
            version: word(&text, "version")?.to_owned(),
            network: word(&text, "network")?.to_owned(),
            fingerprint: word(&text, "schedule")?.to_owned(),
            seed: number(&text, "seed")?,
            dt: number(&text, "dt")?,
            iteration: number(&text, "iteration")?,
            ranks: of_ranks("ranks", 1)?,
            rank: of_ranks("rank", 0)?,
        })
    }

    /// An error where it is not that of a network which can go on from there.
    pub(super) fn check(&self, own: &Header) -> Result<()> {
        if self.network != own.network {
            return Err(wrong(format!("it is of network `{}`, and this is `{}`", self.network, own.network)));
        }
        if self.fingerprint != own.fingerprint {
            return Err(wrong(format!(
                "the declaration of network `{}` has changed since, or that of a behaviour (it was written by izhi {})",
                self.network, self.version
            )));
        }
        if self.dt != own.dt {
            return Err(wrong(format!("its time step is {}, and that of the network is {}", self.dt, own.dt)));
        }
        let place = |header: &Header| match header.ranks {
            1 => "of one process".to_owned(),
            ranks => format!("of rank {} of {ranks}", header.rank),
        };
        if (self.ranks, self.rank) != (own.ranks, own.rank) {
            return Err(wrong(format!("it is {}, and the network here is {}", place(self), place(own))));
        }
        Ok(())
    }
}

fn word<'a>(text: &'a str, name: &str) -> Result<&'a str> {
    let mut lines = text.lines().filter_map(|line| line.split_once(' '));
    let found = lines.find(|(key, _)| *key == name).map(|(_, value)| value);
    found.ok_or_else(|| wrong(format!("its column `izhi` does not say the {name}")))
}

fn number<T: FromStr<Err: Debug>>(text: &str, name: &str) -> Result<T> {
    let word = word(text, name)?;
    word.parse().map_err(|_| wrong(format!("its column `izhi` says {name} {word}, and a number was expected")))
}
