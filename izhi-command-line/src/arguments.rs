//! The arguments of a program.

use std::path::PathBuf;
use std::process;

use clap::Args;
use izhi_runtime::Builder;

use crate::error::{Error, Result};
use crate::file::give_file;
use crate::list::list;
use crate::value::{Written, give};

/// What a program is told of its network, to be flattened into its own arguments.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Parameters of the network")]
pub struct NetworkArguments {
    /// Sets a parameter, size, delay or initial value by name, as in `--set "cells.leaky.tau=10 ms"`; a number without a unit is in the
    /// one that is listed. May be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = assignment)]
    pub set: Vec<(String, Written)>,

    /// A file of them, with tables as in `[cells.leaky]` and `tau = 10.0`; `--set` comes behind it
    #[arg(long, value_name = "FILE.toml")]
    pub parameters: Vec<PathBuf>,

    /// Prints what can be set, with values, units and explanations, as a file for `--parameters`, and ends
    #[arg(long)]
    pub list_parameters: bool,
}

impl NetworkArguments {
    /// Gives a builder what the arguments say: files first, in their order, then what is set.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, a name that there is not, a value that cannot be given; what came before has been given.
    pub fn apply<B: Builder>(&self, builder: &mut B) -> Result<()> {
        self.parameters.iter().try_for_each(|path| give_file(builder, path))?;
        self.set.iter().try_for_each(|(name, value)| give(builder, name, value).map(|_| ()))
    }

    /// Builds the network with what the arguments say. Where they ask for the list of parameters it is printed instead, with the
    /// values that they have by then, and the program ends, as it does behind `--help`.
    ///
    /// # Errors
    ///
    /// As [`apply`](NetworkArguments::apply), and those of [`Builder::build`].
    pub fn build<B: Builder>(&self, mut builder: B) -> Result<B::Network> {
        self.apply(&mut builder)?;
        if self.list_parameters {
            print!("{}", list(&builder));
            process::exit(0);
        }
        builder.build().map_err(Error::Network)
    }
}

/// `NAME=VALUE`
fn assignment(text: &str) -> Result<(String, Written), String> {
    match text.split_once('=').map(|(name, value)| (name.trim(), value.trim())) {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => {
            Ok((name.to_owned(), Written::Text(value.to_owned())))
        }
        _ => Err("expected NAME=VALUE, as in `cells.leaky.tau=10.0`".to_owned()),
    }
}
