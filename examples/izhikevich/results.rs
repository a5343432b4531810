//! What the run leaves: pictures for people, arrays for NumPy.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use izhi::Network;
use izhi::plot::{spike_image, traces};
use izhi_example_output::{Recorded, write_npz};

use crate::model::Izhikevich;

/// Where the results go. The folder is made and the first file opened before the simulation begins, so that
/// a run that cannot be kept ends at once; what an earlier run has left there stays until the end of this one.
pub(crate) struct Results {
    folder: PathBuf,
    arrays: File,
}

impl Results {
    pub(crate) fn create(folder: &Path) -> Result<Self, Box<dyn Error>> {
        fs::create_dir_all(folder).map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))?;
        let path = folder.join("recording.npz");
        let arrays = File::options().write(true).create(true).truncate(false).open(&path);
        let arrays = arrays.map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        Ok(Results { folder: folder.to_owned(), arrays })
    }

    /// Writes `recording.npz` and, if there is something to see, `v.png`, `u.png` and `raster.png`.
    pub(crate) fn write(self, net: &Izhikevich) -> Result<(), Box<dyn Error>> {
        write_npz(self.arrays, &arrays(net))
            .map_err(|error| format!("cannot write {}: {error}", self.folder.join("recording.npz").display()))?;
        if net.iteration() > 0 {
            draw(&self.folder, net)?;
        }
        Ok(())
    }
}

/// Each variable of each group, [iteration, neuron]: `v_excitatory_neurons` and so on.
fn arrays(net: &Izhikevich) -> Vec<(String, Recorded<'_>)> {
    let mut arrays = Vec::new();
    for group in [&net.excitatory_neurons, &net.inhibitory_neurons] {
        let (name, recorder) = (group.population().name(), &group.my_recorder);
        arrays.push((format!("v_{name}"), Recorded::Values(recorder.v())));
        arrays.push((format!("u_{name}"), Recorded::Values(recorder.u())));
        arrays.push((format!("fired_{name}"), Recorded::Flags(recorder.fired())));
    }
    arrays
}

fn draw(folder: &Path, net: &Izhikevich) -> Result<(), Box<dyn Error>> {
    let groups = [&net.excitatory_neurons, &net.inhibitory_neurons];
    let named = |group: usize| groups[group].population().name();
    let v = [0, 1].map(|group| (named(group), groups[group].my_recorder.v()));
    let u = [0, 1].map(|group| (named(group), groups[group].my_recorder.u()));
    let fired = [0, 1].map(|group| (named(group), groups[group].my_recorder.fired()));
    traces("Membrane potential", "v (mV)", net.dt(), &v)?.save(folder.join("v.png"))?;
    traces("Recovery variable", "u (mV/ms)", net.dt(), &u)?.save(folder.join("u.png"))?;
    Ok(spike_image("Spikes", net.dt(), &fired)?.save(folder.join("raster.png"))?)
}
