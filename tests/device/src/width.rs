//! The types that device programs compute with, as bits.

/// A type of which C++ and Rust have the same values.
pub trait Width: Copy + Send + Sync + 'static {
    /// What C++ calls it.
    const C_NAME: &'static str;
    /// The number with these bits, of which the lower ones count.
    fn from_pattern(pattern: u64) -> Self;
    /// Its bits; the same ones for all that are not a number.
    fn pattern(self) -> u64;
}

impl Width for f32 {
    const C_NAME: &'static str = "float";
    fn from_pattern(pattern: u64) -> Self {
        f32::from_bits(pattern as u32)
    }
    fn pattern(self) -> u64 {
        if self.is_nan() { u64::MAX } else { self.to_bits().into() }
    }
}

impl Width for f64 {
    const C_NAME: &'static str = "double";
    fn from_pattern(pattern: u64) -> Self {
        f64::from_bits(pattern)
    }
    fn pattern(self) -> u64 {
        if self.is_nan() { u64::MAX } else { self.to_bits() }
    }
}

impl Width for i64 {
    const C_NAME: &'static str = "i64";
    fn from_pattern(pattern: u64) -> Self {
        pattern as i64
    }
    fn pattern(self) -> u64 {
        self as u64
    }
}

impl Width for u32 {
    const C_NAME: &'static str = "u32";
    fn from_pattern(pattern: u64) -> Self {
        pattern as u32
    }
    fn pattern(self) -> u64 {
        self.into()
    }
}

/// That results of a device program are those of this one, bit for bit; says the arguments of the first that is not.
///
/// # Panics
///
/// Where one differs.
#[track_caller]
pub fn assert_same<T: Width + std::fmt::Debug>(
    what: &str,
    got: &[T],
    want: impl IntoIterator<Item = T>,
    of: impl Fn(usize) -> String,
) {
    let mut count = 0;
    for (place, (got, want)) in got.iter().zip(want).enumerate() {
        let same = got.pattern() == want.pattern();
        assert!(same, "{what} of {}: {got:?}, not {want:?} ({:#x})", of(place), want.pattern());
        count += 1;
    }
    assert_eq!(count, got.len(), "{what}");
}
