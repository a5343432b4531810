//! What a device program is run through, whatever runs it: a GPU, or the processor in tests.

use std::fmt;

use crate::error::{Error, Result};

/// What runs a device program: the text [`LIBRARY`](crate::LIBRARY) and a network's own behind it.
///
/// An entry of a program is
///
/// ```c
/// extern "C" __global__ void izhi_run(const u64 *const *networks, u64 count)
/// ```
///
/// where `networks` are the words of each of so many networks that run side by side: what the program is told of it,
/// among it the addresses of its other buffers.
pub trait Machine: Send + Sync {
    /// What it is, for people: the name of the card.
    fn name(&self) -> String;

    /// Compiles a program, which replaces the one before.
    fn load(&mut self, source: &str) -> Result<()>;

    /// How many iterations a program runs at most before the host comes, however short they are.
    fn most_iterations(&self) -> u64 {
        1 << 16
    }

    /// How many threads run this entry of the loaded program. Networks that run side by side share its groups.
    fn shape(&self, entry: &str) -> Result<Shape>;

    /// Memory of the device, all zero. It is freed when the buffer goes.
    fn allocate(&mut self, bytes: usize) -> Result<Buffer>;

    /// Writes bytes into a buffer.
    ///
    /// # Panics
    ///
    /// Where the buffer ends before them.
    fn write(&mut self, to: &mut Buffer, offset: usize, bytes: &[u8]) -> Result<()>;

    /// Runs an entry of the loaded program with all threads of its shape at once, so that they can wait for each other, and returns
    /// when it has ended; `networks` begins with the addresses of the words of `count` networks.
    ///
    /// # Errors
    ///
    /// No networks, or more than there are groups of threads; what fails on the device.
    ///
    /// # Safety
    ///
    /// The program reads and writes nothing but buffers that are there until it has ended, of this machine or of
    /// another of the same [device](crate::device_of).
    unsafe fn run(&mut self, entry: &str, networks: &Buffer, count: u64) -> Result<()>;
}

/// Makes machines of a device.
pub(crate) type Make = dyn Fn() -> Result<Box<dyn Machine>> + Send + Sync;

/// How many threads run a program at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Groups of threads: blocks in CUDA.
    pub groups: u32,
    /// The threads of each.
    pub threads: u32,
}

impl Shape {
    /// Whether each of so many networks has a group of threads.
    ///
    /// # Errors
    ///
    /// Where it has not, or where there is no network, of the entry that was to run them.
    pub fn check(&self, entry: &str, networks: u64) -> Result<()> {
        if (1..=u64::from(self.groups)).contains(&networks) {
            return Ok(());
        }
        let reason =
            format!("it was given {networks} networks: expected 1 to {}, one for a group of threads", self.groups);
        Err(Error::Run { entry: entry.to_owned(), reason })
    }
}

/// What a [`Buffer`] is of, which is freed when this goes.
pub trait Memory: Send + Sync {
    /// Reads bytes that are there, from an offset on.
    fn read(&self, offset: usize, bytes: &mut [u8]) -> Result<()>;
}

/// Memory of a [`Machine`].
pub struct Buffer {
    address: u64,
    bytes: usize,
    memory: Box<dyn Memory>,
}

impl Buffer {
    /// So many bytes at an address, a multiple of 16, for as long as `memory` is there.
    pub fn new(address: u64, bytes: usize, memory: impl Memory + 'static) -> Self {
        assert!(address.is_multiple_of(16), "memory at {address:#x} is not aligned");
        Buffer { address, bytes, memory: Box::new(memory) }
    }

    /// Where the device finds it.
    pub fn address(&self) -> u64 {
        self.address
    }

    /// How long it is.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Reads bytes from an offset on.
    ///
    /// # Panics
    ///
    /// Where the buffer ends before them.
    pub fn read(&self, offset: usize, bytes: &mut [u8]) -> Result<()> {
        self.address_of(offset, bytes.len());
        self.memory.read(offset, bytes)
    }

    /// Where the device finds so many bytes from an offset on.
    ///
    /// # Panics
    ///
    /// Where the buffer ends before them.
    pub fn address_of(&self, offset: usize, bytes: usize) -> u64 {
        let is_within = offset.checked_add(bytes).is_some_and(|end| end <= self.bytes);
        assert!(is_within, "{bytes} bytes from {offset} on are not within a buffer of {}", self.bytes);
        self.address + offset as u64
    }
}

impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buffer of {} bytes at {:#x}", self.bytes, self.address)
    }
}

#[cfg(test)]
mod tests {
    use super::{Buffer, Memory, Shape};
    use crate::Result;

    struct Zeros;

    impl Memory for Zeros {
        fn read(&self, _: usize, bytes: &mut [u8]) -> Result<()> {
            bytes.fill(0);
            Ok(())
        }
    }

    #[test]
    fn each_network_has_a_group_of_threads() {
        let shape = Shape { groups: 3, threads: 32 };
        assert!(shape.check("izhi_run", 1).is_ok() && shape.check("izhi_run", 3).is_ok());
        for networks in [0, 4] {
            let error = shape.check("izhi_run", networks).unwrap_err().to_string();
            assert!(error.contains(&format!("it was given {networks} networks: expected 1 to 3")), "{error}");
        }
    }

    #[test]
    fn bytes_within_a_buffer_have_an_address() {
        let buffer = Buffer::new(0x100, 24, Zeros);
        assert_eq!(buffer.address_of(8, 16), 0x108);
        assert_eq!(buffer.address_of(24, 0), 0x118);
        assert!(buffer.read(24, &mut []).is_ok());
    }

    #[test]
    #[should_panic(expected = "9 bytes from 16 on are not within a buffer of 24")]
    fn bytes_behind_a_buffer_have_none() {
        Buffer::new(0x100, 24, Zeros).address_of(16, 9);
    }

    #[test]
    #[should_panic(expected = "8 bytes from 20 on are not within a buffer of 24")]
    fn bytes_behind_a_buffer_are_not_read() {
        let _ = Buffer::new(0x100, 24, Zeros).read(20, &mut [0; 8]);
    }

    #[test]
    #[should_panic(expected = "are not within a buffer of 24")]
    fn an_end_that_does_not_fit_an_index_is_not_within_a_buffer() {
        Buffer::new(0x100, 24, Zeros).address_of(16, usize::MAX);
    }
}
