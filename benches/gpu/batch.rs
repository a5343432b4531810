//! Networks of several seeds, one after the other and together.

use std::time::Instant;

use izhi::{Builder, Network, simulate_together};
use izhi_interpreter::difference;

use crate::Outcome;
use crate::networks::Task;
use crate::watched::Watched;

/// Runs networks of so many seeds without recording, in turn one after the other and together.
pub(crate) struct Batch<'a> {
    pub(crate) device: &'a Watched,
    pub(crate) networks: u64,
    /// Iterations before the first run.
    pub(crate) warm: u64,
    /// Iterations of a run.
    pub(crate) iterations: u64,
    pub(crate) runs: usize,
}

impl Task for Batch<'_> {
    fn run<B: Builder>(self, builder: B) -> Outcome<()> {
        let of = |seed| builder.clone().seed(seed).threads(1).device(&self.device.device).build();
        let mut nets = (0..self.networks).map(of).collect::<izhi::Result<Vec<_>>>()?;
        nets.iter_mut().for_each(|net| net.set_recording(false));
        compare(&mut nets, self.warm)?;
        for _ in 0..self.runs {
            self.timed("alone", || one_after_the_other(&mut nets, self.iterations))?;
            self.timed("together", || simulate_together(&mut nets, self.iterations))?;
        }
        Ok(())
    }
}

impl Batch<'_> {
    fn timed(&self, how: &str, run: impl FnOnce() -> izhi::Result<()>) -> Outcome<()> {
        self.device.take();
        let start = Instant::now();
        run()?;
        let (seconds, spent) = (start.elapsed().as_secs_f64(), self.device.take());
        let (running, copying) = (spent.running.as_secs_f64(), spent.copying.as_secs_f64());
        println!("ran {how} nothing {} {seconds:e} {running:e} {copying:e}", self.iterations);
        Ok(())
    }
}

fn one_after_the_other<N: Network>(nets: &mut [N], iterations: u64) -> izhi::Result<()> {
    nets.iter_mut().try_for_each(|net| net.simulate(iterations))
}

/// Says whether networks become together what each becomes alone.
fn compare<N: Network>(nets: &mut [N], iterations: u64) -> Outcome<()> {
    let before = nets.iter().map(Network::snapshot).collect::<izhi::Result<Vec<_>>>()?;
    one_after_the_other(nets, iterations)?;
    let expected = nets.iter().map(Network::snapshot).collect::<izhi::Result<Vec<_>>>()?;
    nets.iter_mut().zip(&before).try_for_each(|(net, before)| net.restore(before))?;
    simulate_together(&mut *nets, iterations)?;
    for (number, (net, expected)) in nets.iter().zip(&expected).enumerate() {
        if let Some(difference) = difference(&net.snapshot()?, expected) {
            println!("differs {number} {difference}");
        }
    }
    println!("compared {}", nets.len());
    Ok(())
}
