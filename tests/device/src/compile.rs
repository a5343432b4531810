//! A device program that becomes functions of this process.

use std::env;
use std::fs;
use std::process::Command;

use izhi_cuda::LIBRARY;
use libloading::Library;

use crate::width::Width;

/// What a function of arrays is called through: the columns of its arguments, its results, and how many there are.
type Entry<F, T> = unsafe extern "C" fn(*const *const F, *mut T, u64);

/// Compiles a program as C++ and loads it.
///
/// # Errors
///
/// Where there is no compiler, and what it says of the program.
pub fn compile(source: &str) -> Result<Library, String> {
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let (program, library) = (folder.path().join("program.cpp"), folder.path().join("libprogram.so"));
    fs::write(&program, source).map_err(|error| format!("{} cannot be written: {error}", program.display()))?;
    let compiler = env::var("CXX").unwrap_or_else(|_| "c++".to_owned());
    // Such as those of sanitizers, with whose library this process has to begin.
    let more = env::var("CXXFLAGS").unwrap_or_default();
    let output = Command::new(&compiler)
        .args(["-std=c++17", "-O1", "-ffp-contract=off", "-fno-fast-math", "-shared", "-fPIC", "-w", "-o"])
        .args([&library, &program])
        .args(more.split_whitespace())
        .output()
        .map_err(|error| format!("no C++ compiler, `{compiler}`: {error}; install one, or name it in CXX"))?;
    if !output.status.success() {
        return Err(format!("{compiler}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    // SAFETY: the library is of functions alone; nothing runs when it is loaded.
    unsafe { Library::new(&library) }.map_err(|error| format!("{} cannot be loaded: {error}", library.display()))
}

/// A function of a device program, for arrays.
pub struct Called {
    /// What it is called.
    pub name: String,
    /// The type of its arguments in C++; there can be functions of one name for several.
    pub from: &'static str,
    /// The type of its result.
    pub to: &'static str,
    /// Its result, in which `x[0][i]` is the first argument of element `i`.
    pub result: String,
}

impl Called {
    /// A function of the library, of so many arguments.
    pub fn of_library(name: &str, from: &'static str, to: &'static str, arguments: usize) -> Self {
        let arguments: Vec<String> = (0..arguments).map(|number| format!("x[{number}][i]")).collect();
        Called { name: name.to_owned(), from, to, result: format!("izhi::{name}({})", arguments.join(", ")) }
    }

    /// The loop over the elements.
    fn source(&self) -> String {
        let Called { name, from, to, result } = self;
        format!(
            "extern \"C\" void {name}_{from}(const {from} *const *x, {to} *out, u64 n) {{\n    \
             for (u64 i = 0; i < n; ++i) out[i] = {result};\n}}\n"
        )
    }
}

/// Functions of arrays, compiled behind the library of device programs.
pub struct Functions(Library);

impl Functions {
    /// Compiles them.
    ///
    /// # Panics
    ///
    /// Where they do not compile.
    pub fn new(functions: &[Called]) -> Self {
        let functions: String = functions.iter().map(Called::source).collect();
        Functions(compile(&format!("{LIBRARY}\n{functions}")).unwrap_or_else(|error| panic!("{error}")))
    }

    /// The results of a function for columns of arguments.
    ///
    /// # Panics
    ///
    /// Where there is no such function.
    pub fn results<F: Width, T: Width>(&self, name: &str, columns: &[&[F]]) -> Vec<T> {
        let length = columns[0].len();
        assert!(columns.iter().all(|column| column.len() == length));
        let pointers: Vec<*const F> = columns.iter().map(|column| column.as_ptr()).collect();
        let mut out = vec![T::from_pattern(0); length];
        let symbol = format!("{name}_{}", F::C_NAME);
        // SAFETY: all functions have been written with this signature.
        let function = unsafe { self.0.get::<Entry<F, T>>(symbol.as_bytes()) };
        let function = function.unwrap_or_else(|error| panic!("{error}"));
        // SAFETY: every column and the results have as many elements as is said.
        unsafe { function(pointers.as_ptr(), out.as_mut_ptr(), length as u64) };
        out
    }
}
