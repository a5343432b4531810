//! What the run leaves: pictures for people, arrays for NumPy.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use izhi::Network;
use izhi::files::write_recordings;
use izhi::plot::{spike_image, traces};

use crate::model::Izhikevich;

/// Where the results go. The folder is made before the simulation begins, so that a run that cannot be kept ends at once;
/// what an earlier run has left there stays until the end of this one.
pub(crate) struct Results {
    folder: PathBuf,
}

impl Results {
    pub(crate) fn create(folder: &Path) -> Result<Self, Box<dyn Error>> {
        fs::create_dir_all(folder).map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))?;
        // Whether files can be written there, a file says.
        tempfile::tempfile_in(folder).map_err(|error| format!("cannot write to {}: {error}", folder.display()))?;
        Ok(Results { folder: folder.to_owned() })
    }

    /// Writes `recording.npz` and, if there is something to see, `v.png`, `u.png` and `raster.png`.
    pub(crate) fn write(self, net: &Izhikevich) -> Result<(), Box<dyn Error>> {
        write_recordings(net, self.folder.join("recording.npz"))?;
        if net.iteration() > 0 {
            draw(&self.folder, net)?;
        }
        Ok(())
    }
}

fn draw(folder: &Path, net: &Izhikevich) -> Result<(), Box<dyn Error>> {
    let groups = [&net.excitatory_neurons, &net.inhibitory_neurons];
    let times = groups[0].my_recorder.times();
    let named = |group: usize| groups[group].population().name();
    let v = [0, 1].map(|group| (named(group), groups[group].my_recorder.v()));
    let u = [0, 1].map(|group| (named(group), groups[group].my_recorder.u()));
    let fired = [0, 1].map(|group| (named(group), groups[group].my_recorder.fired()));
    traces("Membrane potential", "v (mV)", &times, &v)?.save(folder.join("v.png"))?;
    traces("Recovery variable", "u (mV/ms)", &times, &u)?.save(folder.join("u.png"))?;
    Ok(spike_image("Spikes", &times, &fired)?.save(folder.join("raster.png"))?)
}
