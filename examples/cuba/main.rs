//! CUBA.
mod model;
use izhi::prelude::*;
use model::Cuba;
fn main() -> izhi::Result<()> {
    for _ in 0..3 {
        let b = Cuba::builder().seed(1).threads(1);
        let mut net = b.build()?;
        let t = std::time::Instant::now();
        net.simulate(10000)?;
        println!(
            "{:?} rate {} synapses {}",
            t.elapsed(),
            net.cells.fired_count() as f64 / 4000.,
            net.EXC_cells_to_cells.structure().len()
        );
    }
    Ok(())
}
