//! The life of a program in MPI: begun together, ended together.

use std::fmt::Display;
use std::io::{Write, stderr, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use crate::world::Mpi;

/// Runs the program on this rank, as `mpirun` starts it on all, and ends MPI after it. Without `mpirun` it is the only rank.
///
/// ```no_run
/// use std::process::ExitCode;
///
/// use izhi_mpi::Mpi;
/// use izhi_runtime::ranks::World;
///
/// fn main() -> ExitCode {
///     izhi_mpi::run(program)
/// }
///
/// fn program(mpi: &Mpi) -> Result<(), Box<dyn std::error::Error>> {
///     println!("rank {} of {}", mpi.rank(), mpi.ranks());
///     Ok(())
/// }
/// ```
///
/// An error or a panic of one rank ends all of them, with its message and without success: the others would wait for it for
/// ever. This is why a program is handed over here, and does not begin and end MPI itself.
///
/// # Errors
///
/// Where MPI cannot be begun, or had been before, the program does not run; the message is on the standard error, and what is
/// returned says that it failed.
pub fn run<E: Display>(program: impl FnOnce(&Mpi) -> Result<(), E>) -> ExitCode {
    let mpi = match Mpi::start() {
        Ok(mpi) => mpi,
        Err(error) => {
            say(&error);
            return ExitCode::FAILURE;
        }
    };
    // Nothing of the program is looked at any more after a panic.
    match catch_unwind(AssertUnwindSafe(|| program(&mpi))) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => fail(&mpi, &error),
        Err(_) => fail(&mpi, &"a panic, whose message is above"),
    }
}

/// Ends all ranks.
fn fail(mpi: &Mpi, error: &dyn Display) -> ExitCode {
    // What has been printed would not be written any more.
    if let Err(error) = stdout().flush() {
        say(&error);
    }
    match mpi.number_and_others() {
        None => say(error),
        Some(rank) => {
            say(&format_args!("rank {rank}: {error}"));
            mpi.end_all();
        }
    }
    ExitCode::FAILURE
}

/// Writes it in one piece, so that the lines of ranks do not mix.
fn say(error: &dyn Display) {
    // There is nobody left whom one could tell that nobody listens.
    let _ = stderr().write_all(format!("error: {error}\n").as_bytes());
}
