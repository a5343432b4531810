//! Programs over MPI, which are this one once more with a task in their environment.

use std::env;
use std::io::{self, Write};
use std::process::{Command, ExitCode, Output};

use izhi_mpi::Mpi;

/// What names the task of a program.
const TASK: &str = "IZHI_TEST_TASK";

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What begins programs on several ranks: `mpirun`, or what the variable of this name says.
fn launcher() -> Command {
    Command::new(env::var_os("MPIRUN").unwrap_or_else(|| "mpirun".into()))
}

/// Whether there is an `mpirun`. Where there is none, this is said.
pub(crate) fn is_there() -> bool {
    let is_there = launcher().arg("--version").output().is_ok();
    if !is_there {
        // What a macro prints, nobody sees of a test that passes.
        let line = "SKIPPED: nothing is tested over MPI, as there is no mpirun\n";
        io::stderr().write_all(line.as_bytes()).unwrap();
    }
    is_there
}

/// Lets `mpirun` begin the test `program` on so many ranks.
pub(crate) fn mpirun(ranks: usize, task: &str) -> Output {
    let mut command = launcher();
    command.args(["-n", &ranks.to_string()]).arg(env::current_exe().unwrap());
    // For Open MPI, by variables that others do not look at: more ranks than cores, on any of the cores, for anybody.
    command
        .env("OMPI_MCA_rmaps_base_oversubscribe", "1")
        .env("PRTE_MCA_rmaps_default_mapping_policy", ":oversubscribe");
    command.env("OMPI_MCA_hwloc_base_binding_policy", "none").env("PRTE_MCA_hwloc_default_binding_policy", "none");
    for root in ["OMPI", "PRTE"] {
        command.env(format!("{root}_ALLOW_RUN_AS_ROOT"), "1").env(format!("{root}_ALLOW_RUN_AS_ROOT_CONFIRM"), "1");
    }
    run(&mut command, task)
}

/// Begins the test `program` without `mpirun`.
pub(crate) fn alone(task: &str) -> Output {
    run(&mut Command::new(env::current_exe().unwrap()), task)
}

fn run(command: &mut Command, task: &str) -> Output {
    command
        .args(["--exact", "program", "--ignored", "--nocapture", "--test-threads=1"])
        .env(TASK, task)
        .output()
        .unwrap()
}

/// What the test `program` is: it runs what it was begun for.
pub(crate) fn program(tasks: impl FnOnce(&Mpi, &str) -> Outcome<()>) -> ExitCode {
    let task = env::var(TASK).expect("the program that began this one has said so");
    izhi_mpi::run(|mpi| tasks(mpi, &task))
}

/// All that a program has written.
pub(crate) fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
