//! How long networks take.

use std::time::Instant;

use izhi::{Builder, Network};

use crate::Outcome;
use crate::networks::Task;
use crate::watched::Watched;

/// Runs of one kind.
pub(crate) struct Stage {
    /// On the device, or else on this processor.
    is_on_device: bool,
    is_recording: bool,
    /// Iterations before the first run.
    warm: u64,
    /// Iterations of a run.
    iterations: u64,
    runs: usize,
}

impl Stage {
    /// `device,WARM,ITERATIONS,RUNS` or `cpu,WARM,ITERATIONS,RUNS`, each with `,record` behind it or not.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (text, is_recording) = text.strip_suffix(",record").map_or((text, false), |text| (text, true));
        let words: Vec<&str> = text.split(',').collect();
        let [place @ ("device" | "cpu"), warm, iterations, runs] = words[..] else { return None };
        let (warm, iterations, runs) = (warm.parse().ok()?, iterations.parse().ok()?, runs.parse().ok()?);
        Some(Stage { is_on_device: place == "device", is_recording, warm, iterations, runs })
    }
}

/// Builds a network and lets it run, stage by stage.
pub(crate) struct Time<'a> {
    pub(crate) threads: usize,
    pub(crate) device: &'a Watched,
    pub(crate) stages: Vec<Stage>,
}

impl Task for Time<'_> {
    fn run<B: Builder>(self, builder: B) -> Outcome<()> {
        let mut is_on_device = self.stages.first().is_some_and(|stage| stage.is_on_device);
        let builder = builder.threads(self.threads);
        let builder = if is_on_device { builder.device(&self.device.device) } else { builder };
        self.device.take();
        let start = Instant::now();
        let mut net = builder.build()?;
        let (seconds, loading) = (start.elapsed().as_secs_f64(), self.device.take().loading.as_secs_f64());
        println!("built {seconds:e} of which loading {loading:e}");
        if is_on_device {
            first(&mut net, self.device)?;
        }
        for stage in &self.stages {
            net.set_recording(stage.is_recording);
            net.clear_recordings();
            match (is_on_device, stage.is_on_device) {
                (false, true) => move_to(&mut net, self.device)?,
                (true, false) => net.move_to_processor(),
                _ => {}
            }
            is_on_device = stage.is_on_device;
            net.simulate(stage.warm)?;
            for _ in 0..stage.runs {
                timed(&mut net, stage, self.device)?;
            }
        }
        Ok(())
    }
}

/// Compiles the network's program.
fn move_to<N: Network>(net: &mut N, device: &Watched) -> Outcome<()> {
    net.move_to(&device.device)?;
    device.take();
    first(net, device)
}

/// An iteration brings all that the network has and the device has not.
fn first<N: Network>(net: &mut N, device: &Watched) -> Outcome<()> {
    let start = Instant::now();
    net.simulate(1)?;
    let (seconds, spent) = (start.elapsed().as_secs_f64(), device.take());
    println!("first {seconds:e} of which copying {:e} for bytes {}", spent.copying.as_secs_f64(), spent.bytes);
    Ok(())
}

fn timed<N: Network>(net: &mut N, stage: &Stage, device: &Watched) -> Outcome<()> {
    net.clear_recordings();
    device.take();
    let start = Instant::now();
    net.simulate(stage.iterations)?;
    let (seconds, spent) = (start.elapsed().as_secs_f64(), device.take());
    let place = if stage.is_on_device { "device" } else { "cpu" };
    let recording = if stage.is_recording { "recording" } else { "nothing" };
    let (running, copying) = (spent.running.as_secs_f64(), spent.copying.as_secs_f64());
    println!("ran {place} {recording} {} {seconds:e} {running:e} {copying:e}", stage.iterations);
    Ok(())
}
