//! Vector units, found at run time.
//!
//! A kernel is compiled once for each level, and the level is chosen when it is called. Additions keep
//! their order and multiplications are never fused with them, so all levels give the same bits.

use crate::error::{Error, Result};

/// Elements that a kernel treats at once where it draws or reduces: whole tiles of the generator, and
/// few enough that its buffers stay in the first cache.
#[doc(hidden)]
pub const BLOCK: usize = 256;

/// A computation that the compiler vectorises for whatever units its caller has.
///
/// `run` has to be `#[inline(always)]`: what is not inlined into the function of a level stays at the
/// baseline.
pub trait Kernel {
    /// What the computation gives.
    type Output;
    /// Runs it.
    fn run(self) -> Self::Output;
}

/// A kernel over elements that do not see each other, which can be computed in parts.
pub trait Split: Kernel + Send {
    /// The number of elements.
    fn elements(&self) -> usize;
    /// The first `at` elements, and the others.
    fn split(self, at: usize) -> (Self, Self)
    where
        Self: Sized;
}

/// The vector units that kernels use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VectorLevel {
    /// What every processor of the architecture has: SSE2 on x86-64, NEON on 64-bit ARM.
    Baseline,
    /// AVX2, 256 bits.
    Avx2,
    /// AVX-512 with the extensions that server processors have had since 2017, 512 bits.
    Avx512,
}

impl VectorLevel {
    /// All levels, the narrowest first.
    pub const ALL: [VectorLevel; 3] = [VectorLevel::Baseline, VectorLevel::Avx2, VectorLevel::Avx512];

    /// The widest level of this machine.
    pub fn widest() -> Self {
        let available = VectorLevel::ALL.into_iter().rev().find(|level| level.is_available());
        available.unwrap_or(VectorLevel::Baseline)
    }

    /// Whether this machine has it.
    pub fn is_available(self) -> bool {
        match self {
            VectorLevel::Baseline => true,
            #[cfg(target_arch = "x86_64")]
            VectorLevel::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi2"),
            #[cfg(target_arch = "x86_64")]
            VectorLevel::Avx512 => {
                VectorLevel::Avx2.is_available()
                    && is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
            }
            #[cfg(not(target_arch = "x86_64"))]
            VectorLevel::Avx2 | VectorLevel::Avx512 => false,
        }
    }

    /// The name of the instruction set.
    pub fn name(self) -> &'static str {
        match self {
            VectorLevel::Baseline => "baseline",
            VectorLevel::Avx2 => "AVX2",
            VectorLevel::Avx512 => "AVX-512",
        }
    }

    pub(crate) fn check(self) -> Result<()> {
        if self.is_available() {
            return Ok(());
        }
        Err(Error::VectorLevel { level: self.name(), widest: VectorLevel::widest().name() })
    }

    /// Runs a kernel on these units.
    ///
    /// # Safety
    ///
    /// The machine has to have them.
    #[inline]
    pub(crate) unsafe fn run<K: Kernel>(self, kernel: K) -> K::Output {
        match self {
            VectorLevel::Baseline => kernel.run(),
            // SAFETY: the caller knows that the units are there.
            #[cfg(target_arch = "x86_64")]
            VectorLevel::Avx2 => unsafe { run_avx2(kernel) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            VectorLevel::Avx512 => unsafe { run_avx512(kernel) },
            #[cfg(not(target_arch = "x86_64"))]
            VectorLevel::Avx2 | VectorLevel::Avx512 => kernel.run(),
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi2")]
fn run_avx2<K: Kernel>(kernel: K) -> K::Output {
    kernel.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi2,avx512f,avx512bw,avx512dq,avx512vl")]
fn run_avx512<K: Kernel>(kernel: K) -> K::Output {
    kernel.run()
}
