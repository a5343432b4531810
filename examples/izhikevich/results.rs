//! What the run leaves: pictures for people, arrays for NumPy.

use std::error::Error;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use izhi::Network;
use ndarray_npy::{NpzWriter, WriteNpyError, WriteNpzError};

use crate::model::Izhikevich;
use crate::pictures;

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
        write_arrays(self.arrays, net)
            .map_err(|error| format!("cannot write {}: {error}", self.folder.join("recording.npz").display()))?;
        if net.iteration() > 0 {
            draw(&self.folder, net)?;
        }
        Ok(())
    }
}

/// Each variable of each group, [iteration, neuron]: `v_excitatory_neurons` and so on.
fn write_arrays(file: File, net: &Izhikevich) -> Result<(), WriteNpzError> {
    file.set_len(0).map_err(WriteNpyError::from)?;
    let mut npz = NpzWriter::new(BufWriter::new(file));
    for group in [&net.excitatory_neurons, &net.inhibitory_neurons] {
        let (name, recorder) = (group.population().name(), &group.my_recorder);
        npz.add_array(format!("v_{name}"), &recorder.v())?;
        npz.add_array(format!("u_{name}"), &recorder.u())?;
        npz.add_array(format!("fired_{name}"), &recorder.fired())?;
    }
    npz.finish()?;
    Ok(())
}

fn draw(folder: &Path, net: &Izhikevich) -> Result<(), Box<dyn Error>> {
    let groups = [&net.excitatory_neurons, &net.inhibitory_neurons];
    let named = |group: usize| groups[group].population().name();
    let v = [0, 1].map(|group| (named(group), groups[group].my_recorder.v()));
    let u = [0, 1].map(|group| (named(group), groups[group].my_recorder.u()));
    let fired = [0, 1].map(|group| (named(group), groups[group].my_recorder.fired()));
    pictures::traces(&folder.join("v.png"), "Membrane potential", "v (mV)", net.dt(), &v)?;
    pictures::traces(&folder.join("u.png"), "Recovery variable", "u (mV/ms)", net.dt(), &u)?;
    pictures::raster(&folder.join("raster.png"), "Spikes", net.dt(), &fired)
}
