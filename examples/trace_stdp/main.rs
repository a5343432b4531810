//! Trace STDP.
mod model;
use izhi::prelude::*;
use model::IzhikevichStdp;
fn main() -> izhi::Result<()> {
    let n: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(2500);
    let mut b = IzhikevichStdp::builder().seed(1).threads(1);
    b.neurons.size = n.into();
    let mut net = b.build()?;
    let t = std::time::Instant::now();
    net.simulate(300)?;
    println!(
        "{:?} rate {} W {}",
        t.elapsed(),
        net.neurons.fired_count() as f64 / n as f64 / 0.3,
        net.RECURRENT_neurons_to_neurons.W().mean().unwrap()
    );
    Ok(())
}
