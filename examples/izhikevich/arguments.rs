//! The command line.

use std::num::ParseIntError;
use std::path::PathBuf;

use clap::Parser;
use izhi::command_line::NetworkArguments;

/// Izhikevich's network: four fifths excitatory neurons, one fifth inhibitory ones, all to all.
#[derive(Parser)]
#[command(name = "izhikevich")]
pub(crate) struct Arguments {
    /// Iterations to simulate, of half a millisecond each
    #[arg(long, value_name = "N", default_value_t = 1000, allow_negative_numbers = true)]
    pub(crate) iterations: u64,

    /// Neurons, at least 5; weights are scaled by 1000/N
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = neurons, allow_negative_numbers = true)]
    pub(crate) neurons: usize,

    /// Seed of all random draws: the same seed gives the same spikes
    #[arg(long, value_name = "S", default_value_t = 42, allow_negative_numbers = true)]
    pub(crate) seed: u64,

    /// Folder for the pictures and the recording
    #[arg(long, value_name = "DIR", default_value = "target/izhikevich")]
    pub(crate) out: PathBuf,

    /// Record the last iterations alone, so many of them, whatever memory a long run would need for all
    #[arg(long, value_name = "N", conflicts_with = "no_record", allow_negative_numbers = true)]
    pub(crate) newest: Option<usize>,

    /// Record nothing, and so write nothing
    #[arg(long)]
    pub(crate) no_record: bool,

    #[command(flatten)]
    pub(crate) network: NetworkArguments,
}

fn neurons(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(neurons @ 5..) => Ok(neurons),
        Ok(_) => Err("the network needs at least 5 neurons".to_owned()),
        Err(error) => Err(ParseIntError::to_string(&error)),
    }
}
