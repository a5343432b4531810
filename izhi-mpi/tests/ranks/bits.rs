//! Networks of the examples have the same bits on every number of ranks, with every number of threads.

use std::fs;
use std::path::Path;

use izhi::catalogue::Value;
use izhi::connect::{Connector, fixed_in_degree};
use izhi::prelude::*;
use izhi::ranks::World;
use izhi_mpi::Mpi;

use crate::digest;
use crate::mpirun::{self, Outcome};

#[path = "../../../examples/brunel/model.rs"]
mod brunel;
#[path = "../../../examples/cuba/model.rs"]
mod cuba;
#[path = "../../../examples/izhikevich/model.rs"]
mod izhikevich;
#[path = "../../../examples/microcircuit"]
mod microcircuit {
    pub(crate) mod circuit;
    mod model;
}
#[path = "../../../examples/polychronization/model.rs"]
mod polychronization;
#[path = "../../../examples/trace_stdp/model.rs"]
mod trace_stdp;
#[path = "../../../examples/vogels_abbott/model.rs"]
mod vogels_abbott;

/// The networks, run one after the other: what each keeps in the end.
struct Networks<'a> {
    world: Option<&'a Mpi>,
    threads: usize,
    lines: Vec<String>,
}

impl Networks<'_> {
    fn run(&mut self) -> izhi::Result<()> {
        self.add(izhikevich::Izhikevich::builder(), 300)?;
        self.add(cuba::Cuba::builder(), 1000)?;
        self.add(vogels_abbott::VogelsAbbott::builder(), 1000)?;
        // All delays are of fifteen iterations, in which events are on their way to other ranks.
        let mut brunel = brunel::Brunel::builder();
        brunel.cells.size = Grid::line(2500);
        brunel.EXC_cells_to_cells.connect = fixed_in_degree(1000).between(..2000, ..).into();
        brunel.INH_cells_to_cells.connect = fixed_in_degree(250).between(2000.., ..).into();
        self.add(brunel, 400)?;
        let mut learning = trace_stdp::IzhikevichStdp::builder();
        learning.neurons.size = Grid::line(1000);
        self.add(learning, 150)?;
        // Weights follow what is collected in the thousandth iteration.
        self.add(polychronization::Polychronization::builder(), 1010)?;
        self.add(microcircuit::circuit::builder(0.05), 500)
    }

    fn add<B: Builder>(&mut self, builder: B, iterations: u64) -> izhi::Result<()> {
        let builder = builder.seed(5).threads(self.threads);
        let builder = match self.world {
            Some(world) => builder.ranks(world),
            None => builder,
        };
        let mut net = builder.build()?;
        net.simulate(iterations)?;
        assert!(self.world.is_some() || has_spiked(&net), "{} has not spiked, and shows nothing", net.name());
        self.lines.extend(digest::lines(&net, self.world.map(|mpi| mpi as &dyn World)));
        Ok(())
    }
}

fn has_spiked(net: &impl Network) -> bool {
    net.catalogue().iter().any(|item| match &item.value {
        Value::RecordedEvents(spikes) => !spikes.is_empty(),
        Value::RecordedFlags(rows) => rows.iter().any(|flag| *flag),
        _ => false,
    })
}

/// Runs the networks on this rank with as many threads as the task says before the file to which all that there is goes.
pub(crate) fn run(mpi: &Mpi, task: &str) -> Outcome<()> {
    let (threads, file) = task.split_once(' ').ok_or("no file")?;
    let mut networks = Networks { world: Some(mpi), threads: threads.parse()?, lines: Vec::new() };
    networks.run()?;
    if mpi.rank() == 0 {
        fs::write(file, networks.lines.join("\n"))?;
    }
    Ok(())
}

#[test]
fn every_number_of_ranks_has_the_same_bits() {
    if !mpirun::is_there() {
        return;
    }
    let mut without = Networks { world: None, threads: 1, lines: Vec::new() };
    without.run().unwrap();
    for ranks in 1..=4 {
        for threads in 1..=2 {
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{ranks}-{threads}"));
            let output = mpirun::mpirun(ranks, &format!("bits {threads} {}", file.display()));
            assert!(output.status.success(), "{ranks} ranks: {}", mpirun::text(&output));
            let lines = fs::read_to_string(&file).unwrap();
            for (found, expected) in lines.lines().zip(&without.lines) {
                assert_eq!(found, expected, "{ranks} ranks of {threads} threads");
            }
            assert_eq!(lines.lines().count(), without.lines.len(), "{ranks} ranks of {threads} threads");
        }
    }
}
