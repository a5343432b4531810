//! Devices for builders of networks.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use izhi_runtime::device::{Device, Member, Platform, Session};

use crate::error::Result;
use crate::gpu::Gpu;
use crate::machine::{Machine, Make};
use crate::session::{OnMachine, together};

/// The GPU of a number, from zero, as the driver counts them: `Net::builder().device(&izhi::cuda::gpu(0)?)`. Each time
/// it is the same device.
///
/// # Errors
///
/// Where there is no driver, no such GPU or no NVRTC: what is missing, and what to do.
pub fn gpu(number: usize) -> Result<Device> {
    static KNOWN: Mutex<BTreeMap<usize, Device>> = Mutex::new(BTreeMap::new());
    let name = Gpu::new(number)?.name();
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let device = known.entry(number).or_insert_with(|| device_of(name, move || Ok(Box::new(Gpu::new(number)?))));
    Ok(device.clone())
}

/// A device of machines that are made when a network is built for it, one for each network. All of them use the same
/// memory, so that one can run the networks of others [beside its own](izhi_runtime::simulate_together).
pub fn device_of(name: String, machine: impl Fn() -> Result<Box<dyn Machine>> + Send + Sync + 'static) -> Device {
    Device::new(Machines { name, machine: Arc::new(machine) })
}

struct Machines {
    name: String,
    machine: Arc<Make>,
}

impl fmt::Debug for Machines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Platform for Machines {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn open(&self, program: &'static str) -> Result<Box<dyn Session>, String> {
        Ok(Box::new(OnMachine::new(&self.machine, program)?))
    }

    fn run(&self, networks: &mut [Member<'_>]) {
        together::run(networks);
    }
}
