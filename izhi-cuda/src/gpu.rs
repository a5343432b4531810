//! A card of NVIDIA, by the library of its driver, which is looked for when it is needed.

use std::ffi::c_int;
use std::fmt;
use std::sync::Arc;

use cudarc::driver::sys::{CUdevice_attribute, CUresult};
use cudarc::driver::{CudaContext, CudaFunction, CudaModule, DriverError, LaunchConfig, PushKernelArg, result, sys};
use cudarc::nvrtc::Ptx;

use crate::OLDEST_CUDA;
use crate::cache;
use crate::compiler::{Compiler, THREADS};
use crate::error::{Error, Result};
use crate::machine::{Buffer, Machine, Memory, Shape};

/// A GPU. Programs are compiled by NVRTC once, and kept in the user's cache folder.
///
/// All of a card have its primary context in common: an address in a buffer of one is valid in a program that another
/// runs, and what one copies has come before another runs something.
pub struct Gpu {
    context: Arc<CudaContext>,
    name: String,
    architecture: (u32, u32),
    multiprocessors: u32,
    driver: (u32, u32),
    program: Option<Arc<CudaModule>>,
}

impl Gpu {
    /// The GPU of this number, the first of which is 0.
    pub fn new(number: usize) -> Result<Self> {
        let driver = driver()?;
        let count = devices()?;
        if number >= count {
            return Err(Error::Device { number, count });
        }
        let begun = refused("begin to use the GPU");
        let context = CudaContext::new(number).map_err(&begun)?;
        let name = context.name().map_err(&begun)?;
        let (major, minor) = context.compute_capability().map_err(&begun)?;
        let multiprocessors = CUdevice_attribute::CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;
        let multiprocessors = context.attribute(multiprocessors).map_err(&begun)? as u32;
        let architecture = (major as u32, minor as u32);
        Ok(Gpu { context, name, architecture, multiprocessors, driver, program: None })
    }

    /// Its compute capability, which programs are compiled for.
    pub fn architecture(&self) -> (u32, u32) {
        self.architecture
    }

    fn module(&self, binary: &[u8]) -> Result<Arc<CudaModule>, DriverError> {
        self.context.load_module(Ptx::from_binary(binary.to_owned()))
    }

    fn function(&self, entry: &str) -> Result<CudaFunction> {
        let reason = || match &self.program {
            None => Err("no program is loaded".to_owned()),
            Some(program) => program.load_function(entry).map_err(|error| text(&error)),
        };
        reason().map_err(|reason| Error::Run { entry: entry.to_owned(), reason })
    }

    /// As many groups as there is place for at once.
    fn shape_of(&self, function: &CudaFunction, entry: &str) -> Result<Shape> {
        let fails = |reason: String| Error::Run { entry: entry.to_owned(), reason };
        let on_one = function
            .occupancy_max_active_blocks_per_multiprocessor(THREADS, 0, None)
            .map_err(|error| fails(text(&error)))?;
        if on_one == 0 {
            return Err(fails(format!("a multiprocessor has no place for {THREADS} of its threads")));
        }
        Ok(Shape { groups: self.multiprocessors * on_one, threads: THREADS })
    }

    fn out_of_memory(&self, bytes: usize) -> Error {
        let (free, total) = self.context.mem_get_info().unwrap_or_default();
        Error::Memory { bytes, free, total }
    }
}

impl Machine for Gpu {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn load(&mut self, source: &str) -> Result<()> {
        let compiler = Compiler::find()?;
        let key = compiler.key(source, self.architecture);
        // What is kept may have been made for another driver.
        let kept = cache::read(&key).and_then(|binary| self.module(&binary).ok());
        if kept.is_some() {
            self.program = kept;
            return Ok(());
        }
        let binary = compiler.compile(source, self.architecture)?;
        let module = self.module(&binary).map_err(|error| Error::Load {
            driver: self.driver,
            compiler: compiler.version,
            reason: text(&error),
        })?;
        cache::write(&key, &binary);
        self.program = Some(module);
        Ok(())
    }

    fn shape(&self, entry: &str) -> Result<Shape> {
        self.shape_of(&self.function(entry)?, entry)
    }

    fn allocate(&mut self, bytes: usize) -> Result<Buffer> {
        let fails = refused("allocate memory of the GPU");
        self.context.bind_to_thread().map_err(&fails)?;
        // The driver does not allocate nothing.
        let allocated = bytes.max(1);
        // SAFETY: all of it is set before anything reads it.
        let address = match unsafe { result::malloc_sync(allocated) } {
            Ok(address) => address,
            Err(DriverError(CUresult::CUDA_ERROR_OUT_OF_MEMORY)) => return Err(self.out_of_memory(bytes)),
            Err(error) => return Err(fails(error)),
        };
        let memory = Allocated { context: Arc::clone(&self.context), address };
        // SAFETY: the memory is as long, and is freed by nobody else.
        unsafe { result::memset_d8_sync(address, 0, allocated) }.map_err(&fails)?;
        Ok(Buffer::new(address, bytes, memory))
    }

    fn write(&mut self, to: &mut Buffer, offset: usize, bytes: &[u8]) -> Result<()> {
        let fails = refused("write to memory of the GPU");
        let address = to.address_of(offset, bytes.len());
        self.context.bind_to_thread().map_err(&fails)?;
        // SAFETY: the bytes are within a buffer that is there.
        unsafe { result::memcpy_htod_sync(address, bytes) }.map_err(&fails)
    }

    unsafe fn run(&mut self, entry: &str, networks: &Buffer, count: u64) -> Result<()> {
        let fails = |error: DriverError| Error::Run { entry: entry.to_owned(), reason: text(&error) };
        let function = self.function(entry)?;
        let shape = self.shape_of(&function, entry)?;
        shape.check(entry, count)?;
        let config =
            LaunchConfig { grid_dim: (shape.groups, 1, 1), block_dim: (shape.threads, 1, 1), shared_mem_bytes: 0 };
        let (stream, address) = (self.context.default_stream(), networks.address());
        let mut launch = stream.launch_builder(&function);
        launch.arg(&address).arg(&count);
        // SAFETY: these are the parameters of an entry, and who calls says that the program keeps to buffers that are there.
        unsafe { launch.launch_cooperative(config) }.map_err(fails)?;
        stream.synchronize().map_err(fails)
    }
}

impl fmt::Debug for Gpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gpu {}: {}", self.context.ordinal(), self.name)
    }
}

/// Memory that is freed when it goes.
struct Allocated {
    context: Arc<CudaContext>,
    address: sys::CUdeviceptr,
}

impl Memory for Allocated {
    fn read(&self, offset: usize, bytes: &mut [u8]) -> Result<()> {
        let fails = refused("read memory of the GPU");
        self.context.bind_to_thread().map_err(&fails)?;
        // SAFETY: the bytes are within a buffer that is there.
        unsafe { result::memcpy_dtoh_sync(bytes, self.address + offset as u64) }.map_err(&fails)
    }
}

impl Drop for Allocated {
    fn drop(&mut self) {
        if self.context.bind_to_thread().is_ok() {
            // SAFETY: it was allocated, and nobody else frees it. What a program that failed has left cannot be freed, and is no
            // longer there.
            let _ = unsafe { result::free_sync(self.address) };
        }
    }
}

/// The CUDA version of the driver. Afterwards its library is loaded, and has all functions that are called here.
fn driver() -> Result<(u32, u32)> {
    // SAFETY: what the driver does as it is loaded has no conditions.
    if !unsafe { sys::is_culib_present() } {
        return Err(Error::NoDriver);
    }
    let mut number: c_int = 0;
    // SAFETY: it writes one number, and may be called before all others.
    unsafe { sys::cuDriverGetVersion(&mut number) }.result().map_err(refused("ask the driver for its version"))?;
    let version = (number as u32 / 1000, number as u32 % 1000 / 10);
    if version.0 < OLDEST_CUDA {
        return Err(Error::Old { what: "NVIDIA driver", version });
    }
    Ok(version)
}

/// How many GPUs there are: one at least.
fn devices() -> Result<usize> {
    match CudaContext::device_count() {
        Ok(0) | Err(DriverError(CUresult::CUDA_ERROR_NO_DEVICE)) => Err(Error::NoDevice),
        Ok(count) => Ok(count as usize),
        Err(error) => Err(refused("begin to use the NVIDIA driver")(error)),
    }
}

fn refused(task: &'static str) -> impl Fn(DriverError) -> Error {
    move |error| Error::Refused { task, reason: text(&error) }
}

/// What the driver says of an error, and its name.
fn text(error: &DriverError) -> String {
    match error.error_string() {
        Ok(text) => format!("{} ({:?})", text.to_string_lossy(), error.0),
        Err(_) => format!("{:?}", error.0),
    }
}

#[cfg(test)]
mod tests {
    use super::Gpu;
    use crate::error::Error;
    use crate::machine::Machine;

    #[test]
    fn what_a_gpu_lacks_is_an_error_and_no_panic() {
        match Gpu::new(0) {
            Ok(gpu) => assert!(!gpu.name().is_empty()),
            Err(error @ Error::NoDriver) => {
                let message = error.to_string();
                assert!(message.contains("libcuda.so.1") || cfg!(windows), "{message}");
                assert!(message.contains("Install the driver"), "{message}");
            }
            // A driver without its card, or one that cannot reach it.
            Err(Error::NoDevice | Error::Old { .. } | Error::Refused { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn a_gpu_that_is_not_there_is_an_error() {
        let error = Gpu::new(usize::MAX).unwrap_err();
        let is_named = matches!(error, Error::Device { number: usize::MAX, .. });
        assert!(is_named || Gpu::new(0).is_err(), "{error}");
    }
}
