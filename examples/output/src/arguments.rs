//! The command line that the examples have in common.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use izhi_command_line::NetworkArguments;
use izhi_plot::Format;
use izhi_progress::simulate;
use izhi_runtime::Network;
use izhi_runtime::builder::{Builder, Kind};

use super::Outcome;

/// What every example can be told.
#[derive(Clone, Debug, Parser)]
pub struct Arguments {
    /// Model time to simulate, in seconds
    #[arg(long, value_name = "S", value_parser = positive, allow_negative_numbers = true)]
    pub seconds: f64,

    /// Seed of all random draws: the same seed gives the same spikes
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// Threads; the results are the same for any number, and small networks are fastest on one
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub threads: usize,

    /// The picture to write, as PNG or SVG
    #[arg(long, value_name = "FILE.png")]
    pub output: PathBuf,

    /// What is given to the network by name.
    #[command(flatten)]
    pub network: NetworkArguments,
}

impl Arguments {
    /// Builds the network with the seed, the threads and all that it is told by name; prints the list of names instead and ends,
    /// where that is asked for.
    ///
    /// # Errors
    ///
    /// As [`NetworkArguments::build`]; a group of another size, as an example measures and draws the neurons that it declares.
    pub fn build<B: Builder>(&self, builder: B) -> Outcome<B::Network> {
        let builder = builder.seed(self.seed).threads(self.threads);
        let mut told = builder.clone();
        self.network.apply(&mut told)?;
        let sizes = |builder: &B| builder.settings().into_iter().filter(|setting| setting.kind == Kind::Size);
        if let Some((own, told)) = sizes(&builder).zip(sizes(&told)).find(|(own, told)| own.value != told.value) {
            let (name, own, told) = (own.name, own.value, told.value);
            return Err(format!("{name} = {told}: this example measures and draws {own} neurons of that group").into());
        }
        Ok(self.network.build(builder)?)
    }

    /// Simulates the network, whose time step is in ms, for as long as wanted or until Ctrl-C, and says how long that
    /// took.
    ///
    /// # Errors
    ///
    /// As [`Network::simulate`]; a picture that cannot be written, which is found out before.
    pub fn run(&self, net: &mut impl Network) -> Outcome<()> {
        check_output(&self.output)?;
        let iterations = ((self.seconds * 1e3 / net.dt()).round() as u64).max(1);
        let run = simulate(net, iterations)?;
        let seconds = run.iterations() as f64 * net.dt() / 1e3;
        println!("simulated {seconds} s of model time in {:.3} s", run.time().as_secs_f64());
        Ok(())
    }
}

/// Makes the folder of a picture, which may be there already, as may an older picture.
///
/// # Errors
///
/// A picture that cannot be written.
pub fn check_output(path: &Path) -> Outcome<()> {
    Format::of(path)?;
    let shown = path.display();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("cannot make the folder of {shown}: {error}"))?;
    }
    let file = File::options().write(true).create(true).truncate(false).open(path);
    file.map_err(|error| format!("cannot write {shown}: {error}"))?;
    Ok(())
}

/// Reads the command line of an example: its name, what it is, and the model time where nothing is said.
pub fn arguments<A: Parser>(name: &'static str, about: &'static str, seconds: f64) -> A {
    let command = A::command()
        .name(name)
        .about(about)
        .mut_arg("seconds", |argument| argument.required(false).default_value(seconds.to_string()))
        .mut_arg("output", |argument| argument.required(false).default_value(format!("target/{name}.png")));
    A::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit())
}

/// What a program ends with; an error goes to standard error in its own words.
pub fn exit(outcome: Outcome<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A number above zero, for arguments.
///
/// # Errors
///
/// Any other text, in words.
pub fn positive(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if number > 0.0 && f64::is_finite(number) => Ok(number),
        _ => Err("expected a number above 0".to_owned()),
    }
}
