//! The page in a real browser: `tests/browser/page.mjs` does what a person would do.
//!
//! It needs Chromium and Node. Where there are none, a line says that it was skipped.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::thread;

use izhi::live::Live;

#[path = "../../examples/izhikevich/model.rs"]
mod model;
mod programs;

#[test]
fn a_person_can_use_it() {
    let Some((chromium, node)) = programs::browser() else {
        // What a macro prints, nobody sees of a test that passes.
        let line = "SKIPPED: the page is not tested in a browser, as there are not both chromium and node";
        writeln!(io::stderr(), "{line}").unwrap();
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&folder).unwrap();
    let mut net = model::Izhikevich::builder().seed(42).build().unwrap();
    let live = Live::bind("127.0.0.1:0").unwrap().speed(2000.0).unwrap();
    let (url, stopper) = (live.url(), live.stopper());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/page.mjs");
    let person = thread::spawn(move || {
        let status = Command::new(node).arg(script).arg(url).arg(chromium).arg(folder).status();
        // Where the person has failed, nobody else ends it.
        stopper.stop();
        status
    });
    live.run(&mut net).unwrap();
    assert!(person.join().unwrap().unwrap().success(), "the script says what went wrong");
    // The last thing that was moved before the end.
    assert_eq!(net.inhibitory_neurons.izhikevich_main.parameters().a, 0.03);
    assert_eq!(net.excitatory_neurons.izhikevich_main.parameters().d, 8.0);
}
