//! Why a device program does not run.

/// What comes of asking a machine for something.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What is missing, or what has failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no library of the driver.
    #[error(
        "there is no NVIDIA driver: its library, {LIBCUDA}, is not found. Install the driver of the card; where it is installed, name \
         the folder of that library in {SEARCH_PATH}"
    )]
    NoDriver,
    /// There is a driver, and no card.
    #[error("the NVIDIA driver finds no GPU: `nvidia-smi` lists what it finds, and CUDA_VISIBLE_DEVICES may hide some")]
    NoDevice,
    /// A card of which there are fewer.
    #[error("there is no GPU {number}: the driver finds {count}, and the first is 0")]
    Device {
        /// The number that was asked for.
        number: usize,
        /// How many there are.
        count: usize,
    },
    /// There is no library of NVRTC.
    #[error(
        "NVRTC, which compiles networks for the GPU, is not found: its library is {LIBNVRTC}. Install the CUDA toolkit, or take it \
         alone with `pip install nvidia-cuda-nvrtc`, and name the folder of that library in {SEARCH_PATH}"
    )]
    NoCompiler,
    /// A driver or an NVRTC of too long ago.
    #[error("this {what} is of CUDA {}.{}: expected CUDA {} or newer", version.0, version.1, crate::OLDEST_CUDA)]
    Old {
        /// The driver or NVRTC.
        what: &'static str,
        /// Its CUDA version.
        version: (u32, u32),
    },
    /// A card that NVRTC does not know, or no longer.
    #[error(
        "NVRTC {}.{} does not compile for compute capability {}.{}: expected one of {}",
        version.0, version.1, architecture.0, architecture.1, listed(known)
    )]
    Architecture {
        /// The compute capability of the card.
        architecture: (u32, u32),
        /// The version of NVRTC.
        version: (u32, u32),
        /// The compute capabilities that it knows.
        known: Vec<(u32, u32)>,
    },
    /// A program that does not compile.
    #[error("the device program does not compile:\n{log}")]
    Compile {
        /// What NVRTC says of it, with lines of the program.
        log: String,
    },
    /// More memory than there is.
    #[error("the GPU is out of memory: {bytes} bytes were asked for, {free} of {total} are free")]
    Memory {
        /// What was asked for.
        bytes: usize,
        /// What is free.
        free: usize,
        /// What the card has.
        total: usize,
    },
    /// A program that the driver does not take.
    #[error(
        "the driver, of CUDA {}.{}, does not load a program of NVRTC {}.{}: {reason}",
        driver.0, driver.1, compiler.0, compiler.1
    )]
    Load {
        /// The CUDA version of the driver.
        driver: (u32, u32),
        /// The version of NVRTC.
        compiler: (u32, u32),
        /// What the driver says.
        reason: String,
    },
    /// A program that cannot run, or failed while it ran.
    #[error("`{entry}` of the device program fails: {reason}")]
    Run {
        /// The entry.
        entry: String,
        /// What the driver says.
        reason: String,
    },
    /// Anything else that the driver or NVRTC refuses.
    #[error("cannot {task}: {reason}")]
    Refused {
        /// What was asked for.
        task: &'static str,
        /// What the answer was.
        reason: String,
    },
}

const LIBCUDA: &str = if cfg!(windows) { "nvcuda.dll" } else { "libcuda.so.1" };
const LIBNVRTC: &str = if cfg!(windows) { "nvrtc64_*.dll" } else { "libnvrtc.so" };
const SEARCH_PATH: &str = if cfg!(windows) { "PATH" } else { "LD_LIBRARY_PATH" };

fn listed(architectures: &[(u32, u32)]) -> String {
    let listed: Vec<String> = architectures.iter().map(|(major, minor)| format!("{major}.{minor}")).collect();
    listed.join(", ")
}

impl From<Error> for izhi_runtime::Error {
    fn from(error: Error) -> Self {
        izhi_runtime::Error::Unavailable { reason: error.to_string() }
    }
}
