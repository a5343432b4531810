//! Ctrl-C in programs of their own, which are this one once more with a task in their environment.
#![cfg(unix)]

use std::env;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use izhi::ndarray::ArrayViewMut1;
use izhi::prelude::*;
use izhi_progress::simulate;

/// What names the folder of a program, and its task.
const FOLDER: &str = "IZHI_TEST_FOLDER";
const TASK: &str = "IZHI_TEST_TASK";

/// Says that the network runs, and lets no iteration be too short for a signal.
pub fn begun(mut x: ArrayViewMut1<'_, f32>) {
    x[0] += 1.0;
    if x[0] == 10.0 {
        fs::write(folder().join("begun"), "").unwrap();
    }
    let is_endless = env::var(TASK).is_ok_and(|task| task == "endless") && x[0] >= 10.0;
    sleep(if is_endless { Duration::from_secs(60) } else { Duration::from_millis(1) });
}

behavior! {
    Slow {
        state { x: 0.0 }
        step { call crate::begun(mut x); }
    }
}

network! {
    Net {
        use Slow, izhi::Recorder;
        group cells: 3 { 1: Slow, 2: Recorder [x] as recorder }
    }
}

fn folder() -> PathBuf {
    env::var_os(FOLDER).expect("the program that began this one has said so").into()
}

/// The other program: it runs a minute, writes what there is, and waits.
#[test]
#[ignore = "begun by the others, with a task"]
fn program() {
    let mut net = Net::builder().build().unwrap();
    let run = simulate(&mut net, 60_000).unwrap();
    assert!(run.is_interrupted());
    assert_eq!(run.iterations(), net.iteration());
    let recorded = net.cells.recorder.x().column(0).to_vec();
    let expected: Vec<f32> = (1..=net.iteration()).map(|count| count as f32).collect();
    assert_eq!(recorded, expected);
    // The next run is one of its own.
    net.simulate(1).unwrap();
    let next = simulate(&mut net, 5).unwrap();
    assert_eq!((next.iterations(), next.is_interrupted()), (5, false));
    fs::write(folder().join("written"), run.iterations().to_string()).unwrap();
    if env::var(TASK).is_ok_and(|task| task == "waiting") {
        sleep(Duration::from_secs(60));
    }
}

fn begin(folder: &Path, task: &str) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "program", "--ignored", "--nocapture"]).env(FOLDER, folder).env(TASK, task);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    wait_for(&folder.join("begun"));
    child
}

fn wait_for(path: &Path) {
    let start = Instant::now();
    while !path.exists() {
        assert!(start.elapsed() < Duration::from_secs(50), "nothing has written {}", path.display());
        sleep(Duration::from_millis(5));
    }
}

fn interrupt(child: &Child) {
    // SAFETY: a signal is sent to a child of ours that nobody has waited for, so that its number is no one else's.
    let result = unsafe { libc::kill(child.id() as libc::pid_t, libc::SIGINT) };
    assert_eq!(result, 0);
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn the_first_ends_the_run_and_not_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let child = begin(folder.path(), "once");
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    let iterations = fs::read_to_string(folder.path().join("written")).unwrap();
    let said = format!("interrupted after {iterations} of 60000 iterations\n");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains(&said), "{errors}");
    // There is no terminal, and no bar.
    assert!(!errors.contains("real-time") && !errors.contains('\u{1b}'), "{errors}");
}

#[test]
fn the_second_ends_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = begin(folder.path(), "endless");
    interrupt(&child);
    sleep(Duration::from_millis(300));
    assert!(child.try_wait().unwrap().is_none(), "the first one ends no program");
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.signal(), Some(libc::SIGINT), "{}", text(&output));
    assert!(!folder.path().join("written").exists());
}

#[test]
fn ends_the_program_where_nothing_runs() {
    let folder = tempfile::tempdir().unwrap();
    let child = begin(folder.path(), "waiting");
    interrupt(&child);
    wait_for(&folder.path().join("written"));
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.signal(), Some(libc::SIGINT), "{}", text(&output));
}
