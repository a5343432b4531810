//! Hopfield's memory: five patterns stored, one recalled from a beginning that is partly wrong, and drawn.
//!
//! `cargo run --release --example hopfield -- --help` says what can be changed. The network is in `model.rs`.

use std::process::ExitCode;

use clap::Parser;
use izhi::ndarray::{Array2, ArrayView1};
use izhi::plot::{Plot, figure};
use izhi_example_output::{Arguments, Outcome, arguments, exit};

use model::Memory;

mod model;
mod overlap;

const ABOUT: &str = "Hopfield 1982: a memory of 400 units that is asked by a part of a pattern";

const NAMES: [&str; 5] = ["the wanted pattern", "second", "third", "fourth", "fifth"];

#[derive(Parser)]
struct Own {
    #[command(flatten)]
    all: Arguments,

    /// The share of units that begin with the wrong sign, from 0 to 1
    #[arg(long, value_name = "PART", default_value_t = 0.3)]
    wrong: f32,
}

fn main() -> ExitCode {
    exit(run(&arguments("hopfield", ABOUT, 0.1)))
}

fn run(own: &Own) -> Outcome<()> {
    let mut builder = Memory::builder();
    builder.units.cue.wrong = own.wrong;
    let mut net = own.all.build(builder)?;
    println!("{net}");
    own.all.run(&mut net)?;
    let overlaps = net.overlaps();
    let (first, last) = (overlaps[0][0], overlaps[0][overlaps[0].len() - 1]);
    println!("overlap with the wanted pattern: {first:.3} at first, {last:.3} at last");

    let s = net.units.recorded.s();
    let mut curves = Plot::new("Overlap", "iteration", "overlap").y(-1.05..1.05);
    for (name, overlap) in NAMES.into_iter().zip(&overlaps) {
        curves = curves
            .line(name, (0..).zip(overlap).map(|(iteration, &overlap): (u32, _)| (f64::from(iteration), overlap)));
    }
    let plots = [
        image("The wanted pattern", net.units.a().view()),
        image("At first", s.row(0)),
        image("At last", s.row(s.nrows() - 1)),
        curves,
    ];
    Ok(figure("Hopfield 1982: a pattern recalled", 2, &plots)?.save(&own.all.output)?)
}

/// The units on their grid.
fn image(title: &str, s: ArrayView1<'_, f32>) -> Plot {
    let cells = Array2::from_shape_fn((20, 20), |(y, x)| f64::from(s[20 * y + x]));
    Plot::new(title, "x", "y").map("", cells, 0.0..20.0, 0.0..20.0)
}
