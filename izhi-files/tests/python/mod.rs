//! What Python says of files, where it is there.

use std::path::Path;
use std::process::Command;

/// Runs a script that needs these modules, or says that it does not.
pub(crate) fn run(script: &str, modules: &[&str], arguments: &[&Path]) {
    let import = format!("import {}", modules.join(", "));
    let has_modules = Command::new("python3").args(["-c", &import]).output().is_ok_and(|run| run.status.success());
    if !has_modules {
        eprintln!("SKIPPED: there is no python3 with {} for {script}", modules.join(" and "));
        return;
    }
    let run = Command::new("python3").arg(script).args(arguments).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}
