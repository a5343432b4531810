//! Programs over MPI: the same bits on every number of ranks, and what ends them.
//!
//! They need `mpirun`. Where there is none, a line says that they were skipped.

use std::process::ExitCode;

mod bits;
mod digest;
mod ends;
mod mpirun;

/// The program of all other tests, which begin it on some ranks with a task.
#[test]
#[ignore = "begun by the others, with a task"]
fn program() -> ExitCode {
    mpirun::program(|mpi, task| match task.split_once(' ').unwrap_or((task, "")) {
        ("bits", settings) => bits::run(mpi, settings),
        ("gather", _) => ends::gathers(mpi),
        ("error", _) => ends::fails(mpi, || Err("the disk is full".into())),
        ("panic", _) => ends::fails(mpi, || panic!("the roof is leaking")),
        ("leave", _) => ends::fails(mpi, || std::process::exit(3)),
        ("twice", _) => ends::twice(),
        _ => Err(format!("there is no task {task}").into()),
    })
}
