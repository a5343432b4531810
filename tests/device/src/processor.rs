//! Machines that are the processor: device programs as C++. Either each warp is a thread of the system, which goes from lane to lane, as
//! the programs are written for; or each lane is one, as on a GPU, and they take turns (`lanes`).

use std::collections::HashMap;
use std::ffi::{CStr, c_char};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use izhi_cuda::{Buffer, Error, Machine, Memory, Result, Shape, device_of};
use izhi_runtime::device::Device;
use libloading::Library;

use crate::compile::compile;

/// What starts the warps of a program.
const LAUNCH: &str = r#"
#include <vector>
typedef void (*Entry)(const u64 *const *, u64);
extern "C" const char *izhi_launch(
    Entry entry, const u64 *const *networks, u64 count, u64 groups, u64 warps_of_group, u64) {
    std::vector<izhi::Shared> shared(groups);
    std::vector<std::thread> threads;
    for (u64 warp = 0; warp < groups * warps_of_group; warp++) threads.emplace_back([=, &shared] {
        izhi::izhi_warp = warp;
        izhi::izhi_warps = groups * warps_of_group;
        izhi::izhi_warps_of_group = warps_of_group;
        izhi::izhi_shared = &shared[warp / warps_of_group];
        entry(networks, count);
    });
    for (auto &thread : threads) thread.join();
    return nullptr;
}
"#;

/// What is before and behind a program whose lanes take turns.
const BEFORE_LANES: &str = include_str!("lanes/before.h");
const BEHIND_LANES: &str = include_str!("lanes/behind.h");

/// What a GPU has instructions for, and what they do where one lane at a time has its turn.
const INSTRUCTIONS: [(&str, &str); 3] = [
    (r#"asm volatile("red.release.gpu.add.u64 [%0], 1;" ::"l"(number) : "memory");"#, "*number += 1;"),
    (
        r#"asm volatile("ld.relaxed.gpu.u64 %0, [%1];" : "=l"(read) : "l"(number) : "memory");"#,
        "lanes::pause(); read = *number;",
    ),
    (r#"asm volatile("fence.acq_rel.gpu;" ::: "memory");"#, ""),
];

type Entry = unsafe extern "C" fn(*const *const u64, u64);
type Launch = unsafe extern "C" fn(Entry, *const *const u64, u64, u64, u64, u64) -> *const c_char;

/// What of a GPU is a thread of the processor.
#[derive(Clone, Copy)]
enum Threads {
    Warps,
    /// Which take turns in an order that is drawn from this.
    Lanes(u64),
}

impl Threads {
    /// A program and what starts it.
    fn program(self, source: &str) -> String {
        match self {
            Threads::Warps => format!("{source}\n{LAUNCH}"),
            Threads::Lanes(_) => {
                let replace = |source: String, (instruction, done): &(&str, &str)| {
                    assert!(source.contains(instruction), "the library has no {instruction}");
                    source.replace(instruction, done)
                };
                let source = INSTRUCTIONS.iter().fold(source.to_owned(), replace);
                format!("{BEFORE_LANES}\n{source}\n{BEHIND_LANES}")
            }
        }
    }
}

/// The processor, with so many warps, each a group by itself.
pub fn processor(warps: u64) -> Device {
    device_of(format!("the processor with {warps} warps"), move || Ok(processor_machine(warps)))
}

/// The processor, with so many groups of so many warps.
pub fn processor_of(groups: u64, warps: u64) -> Device {
    device(Processor { groups, warps, threads: Threads::Warps, library: None })
}

/// The same where each lane is a thread; they take turns in an order that is drawn.
///
/// Its runs fail where lanes do not come together that are to, as those of a GPU would hang.
pub fn lanes_of(groups: u64, warps: u64, seed: u64) -> Device {
    device(Processor { groups, warps, threads: Threads::Lanes(seed), library: None })
}

fn device(processor: Processor) -> Device {
    device_of(processor.name(), move || Ok(Box::new(processor.clone())))
}

/// What the processor with so many warps makes for a network.
pub fn processor_machine(warps: u64) -> Box<dyn Machine> {
    Box::new(Processor { groups: warps, warps: 1, threads: Threads::Warps, library: None })
}

/// Programs that have been compiled, by their text.
fn compiled(source: &str) -> std::result::Result<Arc<Library>, String> {
    static KNOWN: OnceLock<Mutex<HashMap<String, Arc<Library>>>> = OnceLock::new();
    let mut known = KNOWN.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(library) = known.get(source) {
        return Ok(library.clone());
    }
    let library = Arc::new(compile(source)?);
    known.insert(source.to_owned(), library.clone());
    Ok(library)
}

/// Memory to which programs write as well.
struct Allocated {
    address: u64,
    _memory: Box<[u128]>,
}

impl Memory for Allocated {
    fn read(&self, offset: usize, bytes: &mut [u8]) -> Result<()> {
        let place = (self.address as usize + offset) as *const u8;
        // SAFETY: the bytes are within the memory, as the buffer has made sure, and nobody writes to them meanwhile.
        unsafe { place.copy_to_nonoverlapping(bytes.as_mut_ptr(), bytes.len()) };
        Ok(())
    }
}

#[derive(Clone)]
struct Processor {
    groups: u64,
    /// Of each group.
    warps: u64,
    threads: Threads,
    library: Option<Arc<Library>>,
}

impl Processor {
    /// The bytes of memory.
    fn place(buffer: &Buffer, offset: usize, bytes: usize) -> *mut u8 {
        buffer.address_of(offset, bytes) as *mut u8
    }
}

impl Machine for Processor {
    fn name(&self) -> String {
        format!("the processor with {} groups of {} warps", self.groups, self.warps)
    }

    fn load(&mut self, source: &str) -> Result<()> {
        self.library = Some(compiled(&self.threads.program(source)).map_err(|log| Error::Compile { log })?);
        Ok(())
    }

    /// Few, so that what goes over from one block to the next is tested wherever anything is.
    fn most_iterations(&self) -> u64 {
        11
    }

    fn shape(&self, _: &str) -> Result<Shape> {
        Ok(Shape { groups: self.groups as u32, threads: 32 * self.warps as u32 })
    }

    fn allocate(&mut self, bytes: usize) -> Result<Buffer> {
        let memory = vec![0_u128; bytes.div_ceil(16)].into_boxed_slice();
        let address = memory.as_ptr() as u64;
        Ok(Buffer::new(address, bytes, Allocated { address, _memory: memory }))
    }

    fn write(&mut self, to: &mut Buffer, offset: usize, bytes: &[u8]) -> Result<()> {
        let place = Self::place(to, offset, bytes.len());
        // SAFETY: the buffer has been checked to have these bytes, which nobody else uses while it is borrowed.
        unsafe { place.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        Ok(())
    }

    unsafe fn run(&mut self, entry: &str, networks: &Buffer, count: u64) -> Result<()> {
        self.shape(entry)?.check(entry, count)?;
        let refused = |reason: String| Error::Run { entry: entry.to_owned(), reason };
        let library = self.library.as_ref().ok_or_else(|| refused("nothing is loaded".to_owned()))?;
        // SAFETY: entries have this signature.
        let function = unsafe { library.get::<Entry>(entry.as_bytes()) }.map_err(|error| refused(error.to_string()))?;
        // SAFETY: it has been written with this signature.
        let launch = unsafe { library.get::<Launch>(b"izhi_launch") }.map_err(|error| refused(error.to_string()))?;
        let seed = if let Threads::Lanes(seed) = self.threads { seed } else { 0 };
        let networks = networks.address() as *const *const u64;
        // SAFETY: the caller sees to it that the program uses its own memory alone.
        let wrong = unsafe { launch(*function, networks, count, self.groups, self.warps, seed) };
        if wrong.is_null() {
            return Ok(());
        }
        // SAFETY: it is a text that lasts until this thread launches something again.
        Err(refused(unsafe { CStr::from_ptr(wrong) }.to_string_lossy().into_owned()))
    }
}
