//! NVRTC, which compiles device programs. It needs no GPU.

use std::ffi::{CStr, CString, c_char, c_int};
use std::ptr;

use cudarc::nvrtc::result::{self, NvrtcError};
use cudarc::nvrtc::sys;

use crate::OLDEST_CUDA;
use crate::error::{Error, Result};

/// How many threads each group of a GPU has: as many as a multiprocessor has place for, so that few groups wait for each other.
pub const THREADS: u32 = 1024;

/// How many registers a multiprocessor has for the threads on it.
const REGISTERS: u32 = 65536;

/// What errors call the text of a program.
const FILE: &CStr = c"device.cu";

/// Compiles a device program for the compute capability of a card, to what its driver loads.
pub fn compile(source: &str, architecture: (u32, u32)) -> Result<Vec<u8>> {
    Compiler::find()?.compile(source, architecture)
}

/// Compiles a device program for a compute capability, to the text of its instructions: PTX.
pub fn compile_to_ptx(source: &str, architecture: (u32, u32)) -> Result<String> {
    Compiler::find()?.compile_to_ptx(source, architecture)
}

/// The NVRTC that there is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compiler {
    pub(crate) version: (u32, u32),
}

impl Compiler {
    /// Afterwards its library is loaded, and has all functions that are called here.
    pub(crate) fn find() -> Result<Self> {
        // SAFETY: what NVRTC does as it is loaded has no conditions.
        if !unsafe { sys::is_culib_present() } {
            return Err(Error::NoCompiler);
        }
        let (mut major, mut minor): (c_int, c_int) = (0, 0);
        // SAFETY: it writes two numbers.
        unsafe { sys::nvrtcVersion(&mut major, &mut minor) }.result().map_err(refused("ask NVRTC for its version"))?;
        let version = (major as u32, minor as u32);
        if version.0 < OLDEST_CUDA {
            return Err(Error::Old { what: "NVRTC", version });
        }
        Ok(Compiler { version })
    }

    /// All that its binary depends on.
    pub(crate) fn key(&self, source: &str, architecture: (u32, u32)) -> String {
        format!("NVRTC {}.{}\n{}\n{source}", self.version.0, self.version.1, options(architecture).join(" "))
    }

    pub(crate) fn compile(&self, source: &str, architecture: (u32, u32)) -> Result<Vec<u8>> {
        self.program(source, architecture)?.binary()
    }

    fn compile_to_ptx(&self, source: &str, architecture: (u32, u32)) -> Result<String> {
        self.program(source, architecture)?.ptx()
    }

    fn program(&self, source: &str, architecture: (u32, u32)) -> Result<Program> {
        let known = known_architectures()?;
        if !known.contains(&architecture) {
            return Err(Error::Architecture { architecture, version: self.version, known });
        }
        let program = Program::new(source)?;
        program.compile(&options(architecture))?;
        Ok(program)
    }
}

/// The same arithmetic as that of the processor: nothing is fused, rounded less exactly or flushed to zero.
fn options(architecture: (u32, u32)) -> Vec<String> {
    let mut options = vec![
        format!("--gpu-architecture=sm_{}{}", architecture.0, architecture.1),
        // One group fits on a multiprocessor, however much its threads keep.
        format!("--maxrregcount={}", REGISTERS / THREADS),
        format!("--define-macro=IZHI_THREADS={THREADS}"),
    ];
    let constant = [
        "--std=c++17",
        "--device-as-default-execution-space",
        "--fmad=false",
        "--ftz=false",
        "--prec-div=true",
        "--prec-sqrt=true",
    ];
    options.extend(constant.map(String::from));
    options
}

/// The compute capabilities that NVRTC compiles for, from the oldest to the newest.
fn known_architectures() -> Result<Vec<(u32, u32)>> {
    let fails = refused("ask NVRTC for the architectures that it knows");
    let mut count: c_int = 0;
    // SAFETY: it writes one number.
    unsafe { sys::nvrtcGetNumSupportedArchs(&mut count) }.result().map_err(&fails)?;
    let mut numbers: Vec<c_int> = vec![0; count as usize];
    // SAFETY: it writes as many numbers as it said before.
    unsafe { sys::nvrtcGetSupportedArchs(numbers.as_mut_ptr()) }.result().map_err(&fails)?;
    Ok(numbers.into_iter().map(|number| (number as u32 / 10, number as u32 % 10)).collect())
}

/// A program within NVRTC.
struct Program(sys::nvrtcProgram);

impl Program {
    fn new(source: &str) -> Result<Self> {
        let source = CString::new(source).expect("no text of a program has a zero in it");
        result::create_program(&source, Some(FILE)).map(Program).map_err(refused("begin a device program"))
    }

    fn compile(&self, options: &[String]) -> Result<()> {
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        // SAFETY: the program is there until it is dropped.
        let compiled = unsafe { result::compile_program(self.0, &options) };
        match compiled {
            Ok(()) => Ok(()),
            Err(NvrtcError(sys::nvrtcResult::NVRTC_ERROR_COMPILATION)) => Err(Error::Compile { log: self.log()? }),
            // NVRTC says more of some of them, such as of an option that it does not know.
            Err(error) => {
                let reason = format!("{error}\n{}", self.log()?);
                Err(Error::Refused { task: "compile a device program", reason: reason.trim_end().to_owned() })
            }
        }
    }

    fn log(&self) -> Result<String> {
        self.text(sys::nvrtcGetProgramLogSize, sys::nvrtcGetProgramLog)
    }

    fn ptx(&self) -> Result<String> {
        self.text(sys::nvrtcGetPTXSize, sys::nvrtcGetPTX)
    }

    fn binary(&self) -> Result<Vec<u8>> {
        self.bytes(sys::nvrtcGetCUBINSize, sys::nvrtcGetCUBIN)
    }

    /// What NVRTC gives as a text, which ends with a zero.
    fn text(&self, size: Size, get: Get) -> Result<String> {
        let bytes = self.bytes(size, get)?;
        let text = bytes.split(|&byte| byte == 0).next().unwrap_or_default();
        Ok(String::from_utf8_lossy(text).trim_end().to_owned())
    }

    /// What two functions of NVRTC give: how many bytes it is, and the bytes.
    fn bytes(&self, size: Size, get: Get) -> Result<Vec<u8>> {
        let fails = refused("take from NVRTC what it has compiled");
        let mut count = 0;
        // SAFETY: the program is there until it is dropped, and one number is written.
        unsafe { size(self.0, &mut count) }.result().map_err(&fails)?;
        let mut bytes: Vec<u8> = vec![0; count];
        // SAFETY: it writes as many bytes as the function before said.
        unsafe { get(self.0, bytes.as_mut_ptr().cast()) }.result().map_err(&fails)?;
        Ok(bytes)
    }
}

type Size = unsafe fn(sys::nvrtcProgram, *mut usize) -> sys::nvrtcResult;
type Get = unsafe fn(sys::nvrtcProgram, *mut c_char) -> sys::nvrtcResult;

impl Drop for Program {
    fn drop(&mut self) {
        // SAFETY: nobody else has the program, and nothing is left to do where it does not go.
        let _ = unsafe { sys::nvrtcDestroyProgram(ptr::from_mut(&mut self.0)) };
    }
}

fn refused(task: &'static str) -> impl Fn(NvrtcError) -> Error {
    move |error| Error::Refused { task, reason: error.to_string() }
}
