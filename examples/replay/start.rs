//! What a run is replayed from, as an `.npz` file has it.

use std::io::{Read, Seek};

use izhi::population::Grid;
use ndarray::{Array1, Array2};

use crate::arrays::{Arrays, Axis};
use crate::network::{Replay, ReplayBuilder};

/// The state before the first iteration, the weights, and the noise of all iterations.
///
/// The letters are those of the arrays: E excitatory, I inhibitory; `W_EI` from E to I, [target, source].
pub(crate) struct Start {
    v0: [Array1<f64>; 2],
    u0: [Array1<f64>; 2],
    noise: [Array2<f64>; 2],
    w_ee: Array2<f64>,
    w_ei: Array2<f64>,
    w_ie: Array2<f64>,
    w_ii: Array2<f64>,
}

impl Start {
    /// Reads the arrays. Those of `v0` and `noise_E` say how many neurons and iterations there are.
    pub(crate) fn read<R: Read + Seek>(arrays: &mut Arrays<R>) -> Result<Self, String> {
        let v0 = [neurons(arrays, "v0_E")?, neurons(arrays, "v0_I")?];
        let [e, i] = [0, 1].map(|group| v0[group].len());
        let [excitatory, inhibitory] = [Axis::of(e, "neurons"), Axis::of(i, "neurons")];
        let noise_e = arrays.matrix("noise_E", &[Axis::any("iterations"), excitatory])?;
        let iterations = Axis::of(noise_e.nrows(), "iterations");
        let mut weights =
            |name, targets, sources| arrays.matrix(name, &[Axis::of(targets, "targets"), Axis::of(sources, "sources")]);
        Ok(Start {
            w_ee: weights("W_EE", e, e)?,
            w_ei: weights("W_EI", i, e)?,
            w_ie: weights("W_IE", e, i)?,
            w_ii: weights("W_II", i, i)?,
            u0: [arrays.vector("u0_E", &[excitatory])?, arrays.vector("u0_I", &[inhibitory])?],
            noise: [noise_e, arrays.matrix("noise_I", &[iterations, inhibitory])?],
            v0,
        })
    }

    pub(crate) fn iterations(&self) -> u64 {
        self.noise[0].nrows() as u64
    }

    /// The network that begins here.
    pub(crate) fn build(self) -> izhi::Result<Replay> {
        let mut builder: ReplayBuilder = Replay::builder();
        let groups = [&mut builder.excitatory, &mut builder.inhibitory];
        for (((group, v), u), noise) in groups.into_iter().zip(self.v0).zip(self.u0).zip(self.noise) {
            group.size = Grid::line(v.len());
            group.v = v.into();
            group.u = u.into();
            group.replay_input.noise = noise.into();
        }
        builder.GLUTAMATE_excitatory_to_excitatory.W = self.w_ee.into();
        builder.GLUTAMATE_excitatory_to_inhibitory.W = self.w_ei.into();
        builder.GABA_inhibitory_to_excitatory.W = self.w_ie.into();
        builder.GABA_inhibitory_to_inhibitory.W = self.w_ii.into();
        builder.build()
    }
}

/// One value for each neuron of a group, of which there is at least one.
fn neurons<R: Read + Seek>(arrays: &mut Arrays<R>, name: &str) -> Result<Array1<f64>, String> {
    let values = arrays.vector(name, &[Axis::any("neurons")])?;
    match values.len() {
        0 => Err(format!("array `{name}` has the shape [0]; expected [neurons] with at least one")),
        _ => Ok(values),
    }
}
