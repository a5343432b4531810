//! Whether networks on the device become what they become on this processor, bit for bit.

use izhi::{Builder, Network, Snapshot};
use izhi_interpreter::{difference, digest};

use crate::Outcome;
use crate::networks::Task;
use crate::watched::Watched;

/// Runs a network here and on the device, stretch by stretch, and compares all that it keeps behind each.
pub(crate) struct Compare<'a> {
    pub(crate) threads: usize,
    pub(crate) device: &'a Watched,
    pub(crate) stretches: Vec<u64>,
}

impl Task for Compare<'_> {
    fn run<B: Builder>(self, builder: B) -> Outcome<()> {
        let mut net = builder.threads(self.threads).build()?;
        let mut on_device = On { is_device: false, device: self.device };
        let mut before = net.snapshot()?;
        for &stretch in &self.stretches {
            let expected = on_device.run(&mut net, &before, false, stretch)?;
            let found = on_device.run(&mut net, &before, true, stretch)?;
            if let Some(difference) = difference(&found, &expected) {
                println!("differs {} {difference}", found.iteration());
                return on_device.find(&mut net, &before, stretch);
            }
            println!("same {} {:016x}", found.iteration(), digest(&found));
            before = expected;
        }
        Ok(())
    }
}

/// Where the network is.
struct On<'a> {
    is_device: bool,
    device: &'a Watched,
}

impl On<'_> {
    /// What comes of a snapshot on the device or here.
    fn run<N: Network>(&mut self, net: &mut N, from: &Snapshot, is_device: bool, iterations: u64) -> Outcome<Snapshot> {
        match (self.is_device, is_device) {
            (false, true) => net.move_to(&self.device.device)?,
            (true, false) => net.move_to_processor(),
            _ => {}
        }
        self.is_device = is_device;
        net.restore(from)?;
        net.simulate(iterations)?;
        Ok(net.snapshot()?)
    }

    /// Says behind which iteration of a stretch the two are first not the same.
    fn find<N: Network>(&mut self, net: &mut N, from: &Snapshot, stretch: u64) -> Outcome<()> {
        let (mut same, mut differs) = (0, stretch);
        let mut said = None;
        while differs - same > 1 || said.is_none() {
            let middle = if differs == 1 { 1 } else { same.midpoint(differs) };
            let expected = self.run(net, from, false, middle)?;
            match difference(&self.run(net, from, true, middle)?, &expected) {
                Some(difference) => (differs, said) = (middle, Some(difference)),
                None => same = middle,
            }
        }
        println!("first {} {}", from.iteration() + differs, said.unwrap_or_default());
        Ok(())
    }
}
