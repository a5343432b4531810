//! What watching costs: iterations in each second of the network of the example `izhikevich`, as fast as it can, in turn
//!
//! - with `simulate`,
//! - shown, and nobody looks,
//! - shown to a visitor who takes all that the page does, thirty times in a second,
//! - shown to the page in a headless Chromium, where there are that and Node.
//!
//! A browser on the same machine takes processors from the network where there are few, so that two clocks are read: one on the wall, and
//! that of the time which the simulating thread has had a processor.
//!
//! `cargo bench -p izhi-live --bench watched -- ROUNDS`, 7 unless given.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use izhi::live::Live;
use izhi::prelude::*;

use model::Izhikevich;
use visitor::{Place, Visitor, here, visit};

#[path = "../../examples/izhikevich/model.rs"]
mod model;
#[path = "../tests/programs/mod.rs"]
mod programs;
#[path = "../tests/visitor/mod.rs"]
mod visitor;

/// How long each is measured.
const MEASURED: Duration = Duration::from_millis(1500);

/// What the page looks at when it is opened.
const LOOK: &str = r#"{"do":"look","values":[0,4],"events":[3,7],"traces":[[0,0]],"weights":[0],"analysis":[3]}"#;

fn main() {
    let rounds = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(7);
    let mut net = Izhikevich::builder().seed(42).build().unwrap();
    net.set_recording(false);
    net.simulate(100_000).unwrap();
    let browser = programs::browser();
    let mut ways: Vec<(&str, Way, Vec<Speed>)> = vec![
        ("simulate", simulated, Vec::new()),
        ("shown to nobody", |net, _| measure(net, |_| ()), Vec::new()),
        ("shown to a visitor", |net, _| measure(net, visited), Vec::new()),
    ];
    match browser {
        Some(_) => ways.push(("shown in Chromium", in_browser, Vec::new())),
        None => eprintln!("SKIPPED: there are not both chromium and node"),
    }
    for _ in 0..rounds {
        for (_, way, speeds) in &mut ways {
            speeds.push(way(&mut net, browser.as_ref()));
        }
    }
    let of = |speeds: &[Speed], clock: usize| {
        let mut sorted: Vec<f64> = speeds.iter().map(|speed| speed[clock]).collect();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    };
    println!(
        "medians of {rounds}: iterations in each second of the wall's clock, and of the simulating thread's time on a processor"
    );
    println!("{:>20} {:>12} {:>8} {:>12} {:>8}", "", "wall", "ratio", "processor", "ratio");
    for (name, _, speeds) in &ways {
        let [wall, processor] = [0, 1].map(|clock| (of(speeds, clock), of(speeds, clock) / of(&ways[0].2, clock)));
        println!("{name:>20} {:12.0} {:8.3} {:12.0} {:8.3}", wall.0, wall.1, processor.0, processor.1);
    }
}

/// Iterations in each second, by both clocks.
type Speed = [f64; 2];

struct Clocks {
    wall: Instant,
    processor: f64,
}

impl Clocks {
    fn now() -> Self {
        Clocks { wall: Instant::now(), processor: Clocks::processor() }
    }

    /// The seconds that the main thread, which simulates, has had a processor; where the system does not say so, not a number.
    fn processor() -> f64 {
        let path = format!("/proc/self/task/{}/schedstat", std::process::id());
        let text = std::fs::read_to_string(path).unwrap_or_default();
        text.split(' ').next().and_then(|first| first.parse::<f64>().ok()).map_or(f64::NAN, |time| time * 1e-9)
    }

    fn speed(&self, iterations: u64) -> Speed {
        [self.wall.elapsed().as_secs_f64(), Clocks::processor() - self.processor].map(|time| iterations as f64 / time)
    }
}

type Way = fn(&mut Izhikevich, Option<&(PathBuf, PathBuf)>) -> Speed;

fn simulated(net: &mut Izhikevich, _: Option<&(PathBuf, PathBuf)>) -> Speed {
    let (start, first) = (Clocks::now(), net.iteration());
    while start.wall.elapsed() < MEASURED {
        net.simulate(1000).unwrap();
    }
    start.speed(net.iteration() - first)
}

/// The speed between two frames, which is all that is asked for, while somebody else does something.
fn measure<T>(net: &mut Izhikevich, other: impl FnOnce(&Place) -> T + Send + 'static) -> Speed {
    shown(net, here().playing(), other)
}

fn shown<T>(net: &mut Izhikevich, live: Live, other: impl FnOnce(&Place) -> T + Send + 'static) -> Speed {
    visit(net, live, move |place| {
        let guest = other(place);
        let mut meter = place.enter();
        let (first, start) = (meter.frame().iteration, Clocks::now());
        sleep(MEASURED);
        let speed = start.speed(meter.frame().iteration - first);
        drop(guest);
        speed
    })
}

/// Somebody who takes frames until the network is shown no longer.
fn visited(place: &Place) {
    let mut visitor: Visitor = place.enter();
    visitor.say(LOOK);
    thread::spawn(move || while visitor.try_frame().is_some() {});
    sleep(Duration::from_millis(300));
}

/// A page that is closed when this is dropped.
struct Page(Child);

impl Drop for Page {
    fn drop(&mut self) {
        // Without its input it closes the browser.
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

fn in_browser(net: &mut Izhikevich, programs: Option<&(PathBuf, PathBuf)>) -> Speed {
    let (chromium, node) = programs.expect("asked for where there are both").clone();
    let live = here().playing();
    let url = live.url();
    shown(net, live, move |_| {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/watch.mjs");
        let mut command = Command::new(node);
        command.arg(script).arg(url).arg(chromium).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut page = command.spawn().unwrap();
        // It says so when it draws.
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(page.stdout.take().unwrap()), &mut line).unwrap();
        assert_eq!(line.trim(), "draws");
        Page(page)
    })
}
