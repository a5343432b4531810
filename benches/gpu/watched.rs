//! Devices that say how long what is asked of them takes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use izhi::cuda::{Buffer, Gpu, Machine, Memory, Result, Shape, device_of};
use izhi::device::Device;
// What tests ask the interpreter by.
use izhi_interpreter::processor_machine;

/// What networks run on.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// The GPU of a number.
    Gpu(usize),
    /// Device programs as C++ on the processor, with so many warps: to try this bench without a GPU.
    Processor(u64),
}

impl Kind {
    /// `gpu`, `gpu:1`, `processor` or `processor:4`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (kind, number) = text.split_once(':').map_or((text, None), |(kind, number)| (kind, Some(number)));
        match kind {
            "gpu" => number.unwrap_or("0").parse().ok().map(Kind::Gpu),
            "processor" => number.unwrap_or("2").parse().ok().map(Kind::Processor),
            _ => None,
        }
    }

    fn machine(self) -> Result<Box<dyn Machine>> {
        match self {
            Kind::Gpu(number) => Ok(Box::new(Gpu::new(number)?)),
            Kind::Processor(warps) => Ok(processor_machine(warps)),
        }
    }
}

/// What a device has been asked for.
#[derive(Clone, Copy, Default)]
pub(crate) struct Spent {
    /// Compiling, or finding what was compiled before.
    pub(crate) loading: Duration,
    /// Running the program.
    pub(crate) running: Duration,
    /// Copying, to the device and from it, and how much.
    pub(crate) copying: Duration,
    pub(crate) bytes: usize,
}

/// A device and what it has been asked for.
pub(crate) struct Watched {
    pub(crate) device: Device,
    spent: Arc<Mutex<Spent>>,
}

impl Watched {
    pub(crate) fn new(kind: Kind) -> Result<Self> {
        let name = kind.machine()?.name();
        let spent = Arc::new(Mutex::new(Spent::default()));
        let of_machine = Arc::clone(&spent);
        let make = move || {
            let machine = kind.machine()?;
            Ok(Box::new(OnWatch { machine, spent: Purse(Arc::clone(&of_machine)) }) as Box<dyn Machine>)
        };
        Ok(Watched { device: device_of(name, make), spent })
    }

    /// What it has been asked for since this was last called.
    pub(crate) fn take(&self) -> Spent {
        std::mem::take(&mut self.spent.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Where what is spent is added up.
#[derive(Clone)]
struct Purse(Arc<Mutex<Spent>>);

impl Purse {
    fn add(&self, add: impl FnOnce(&mut Spent)) {
        add(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn copied(&self, start: Instant, bytes: usize) {
        self.add(|spent| {
            spent.copying += start.elapsed();
            spent.bytes += bytes;
        });
    }
}

struct OnWatch {
    machine: Box<dyn Machine>,
    spent: Purse,
}

/// Memory of which reading takes time.
struct Read {
    memory: Buffer,
    spent: Purse,
}

impl Memory for Read {
    fn read(&self, offset: usize, bytes: &mut [u8]) -> Result<()> {
        let start = Instant::now();
        let read = self.memory.read(offset, bytes);
        self.spent.copied(start, bytes.len());
        read
    }
}

impl Machine for OnWatch {
    fn name(&self) -> String {
        self.machine.name()
    }

    fn load(&mut self, source: &str) -> Result<()> {
        let start = Instant::now();
        let loaded = self.machine.load(source);
        self.spent.add(|spent| spent.loading += start.elapsed());
        loaded
    }

    fn shape(&self, entry: &str) -> Result<Shape> {
        self.machine.shape(entry)
    }

    fn allocate(&mut self, bytes: usize) -> Result<Buffer> {
        let memory = self.machine.allocate(bytes)?;
        let (address, bytes) = (memory.address(), memory.bytes());
        Ok(Buffer::new(address, bytes, Read { memory, spent: self.spent.clone() }))
    }

    fn write(&mut self, to: &mut Buffer, offset: usize, bytes: &[u8]) -> Result<()> {
        let start = Instant::now();
        let written = self.machine.write(to, offset, bytes);
        self.spent.copied(start, bytes.len());
        written
    }

    unsafe fn run(&mut self, entry: &str, networks: &Buffer, count: u64) -> Result<()> {
        let start = Instant::now();
        // SAFETY: the caller sees to what the machine's own `run` asks for.
        let run = unsafe { self.machine.run(entry, networks, count) };
        self.spent.add(|spent| spent.running += start.elapsed());
        run
    }
}
