//! A machine that is watched, and that fails.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use izhi_cuda::{Buffer, Error, Machine, Memory, Result, Shape, device_of};
use izhi_runtime::device::Device;

use crate::processor::processor_machine;

struct Watched {
    machine: Box<dyn Machine>,
    watch: Watch,
}

/// Memory of which is known how much of it is read.
struct Read {
    memory: Buffer,
    watch: Watch,
}

/// What is known of machines and of what they do, all of one device together; the write fails that is made when none is
/// left.
#[derive(Clone)]
pub struct Watch {
    /// The writes that are left.
    left: Arc<AtomicI64>,
    /// How many networks each launch had by which they run.
    launches: Arc<Mutex<Vec<u64>>>,
    /// The bytes of each read.
    read: Arc<Mutex<Vec<usize>>>,
    /// Whether launches fail.
    burns: Arc<AtomicBool>,
    /// Whether nothing can be read.
    is_lost: Arc<AtomicBool>,
    /// The reads that are left before one fails.
    reads_left: Arc<AtomicI64>,
}

impl Default for Watch {
    fn default() -> Self {
        Watch {
            left: Arc::new(AtomicI64::new(i64::MAX)),
            launches: Arc::default(),
            read: Arc::default(),
            burns: Arc::default(),
            is_lost: Arc::default(),
            reads_left: Arc::new(AtomicI64::new(i64::MAX)),
        }
    }
}

impl Watch {
    /// Lets the write fail before which so many are made.
    pub fn fail_after(&self, writes: i64) {
        self.left.store(writes, Ordering::Relaxed);
    }

    /// Lets the read fail before which so many are made.
    pub fn fail_read_after(&self, reads: i64) {
        self.reads_left.store(reads, Ordering::Relaxed);
    }

    /// Lets all launches fail, or none.
    pub fn burn(&self, burns: bool) {
        self.burns.store(burns, Ordering::Relaxed);
    }

    /// Lets all reads fail, or none.
    pub fn lose(&self, is_lost: bool) {
        self.is_lost.store(is_lost, Ordering::Relaxed);
    }

    /// How many bytes have been read at once since this was last asked for.
    pub fn read(&self) -> BTreeSet<usize> {
        std::mem::take(&mut *self.read.lock().unwrap_or_else(PoisonError::into_inner)).into_iter().collect()
    }

    /// The launches since this was last asked for.
    pub fn launches(&self) -> Vec<u64> {
        std::mem::take(&mut self.launches.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A processor that is watched, with so many warps.
    pub fn processor(&self, warps: u64) -> Device {
        let watch = self.clone();
        let make = move || {
            let machine = processor_machine(warps);
            Ok(Box::new(Watched { machine, watch: watch.clone() }) as Box<dyn Machine>)
        };
        device_of("a poor device".to_owned(), make)
    }
}

impl Memory for Read {
    fn read(&self, offset: usize, bytes: &mut [u8]) -> Result<()> {
        self.watch.read.lock().unwrap_or_else(PoisonError::into_inner).push(bytes.len());
        let fails = self.watch.reads_left.fetch_sub(1, Ordering::Relaxed) == 0;
        if fails || self.watch.is_lost.load(Ordering::Relaxed) {
            return Err(Error::Refused { task: "read memory", reason: "the device is gone".to_owned() });
        }
        self.memory.read(offset, bytes)
    }
}

impl Machine for Watched {
    fn name(&self) -> String {
        self.machine.name()
    }

    fn load(&mut self, source: &str) -> Result<()> {
        self.machine.load(source)
    }

    fn most_iterations(&self) -> u64 {
        self.machine.most_iterations()
    }

    fn shape(&self, entry: &str) -> Result<Shape> {
        self.machine.shape(entry)
    }

    fn allocate(&mut self, bytes: usize) -> Result<Buffer> {
        let memory = self.machine.allocate(bytes)?;
        let (address, bytes) = (memory.address(), memory.bytes());
        Ok(Buffer::new(address, bytes, Read { memory, watch: self.watch.clone() }))
    }

    fn write(&mut self, to: &mut Buffer, offset: usize, bytes: &[u8]) -> Result<()> {
        if self.watch.left.fetch_sub(1, Ordering::Relaxed) == 0 {
            return Err(Error::Memory { bytes: bytes.len(), free: 0, total: 1 });
        }
        self.machine.write(to, offset, bytes)
    }

    unsafe fn run(&mut self, entry: &str, networks: &Buffer, count: u64) -> Result<()> {
        if entry == "izhi_run" {
            self.watch.launches.lock().unwrap_or_else(PoisonError::into_inner).push(count);
        }
        if self.watch.burns.load(Ordering::Relaxed) {
            return Err(Error::Run { entry: entry.to_owned(), reason: "it burns".to_owned() });
        }
        // SAFETY: as the caller says.
        unsafe { self.machine.run(entry, networks, count) }
    }
}
