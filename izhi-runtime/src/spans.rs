//! Spans for `tracing`, with the feature of that name; without it they are nothing. For the crates of izhi.

/// Until it is dropped.
#[cfg(feature = "tracing")]
type Entered = tracing::span::EnteredSpan;

/// Nothing.
#[cfg(not(feature = "tracing"))]
#[must_use]
#[derive(Debug)]
pub struct Entered;

#[cfg(not(feature = "tracing"))]
impl Drop for Entered {
    fn drop(&mut self) {}
}

/// A network is being built, until what this gives is dropped.
pub fn building(network: &'static str) -> Entered {
    #[cfg(feature = "tracing")]
    return tracing::info_span!("build", network).entered();
    #[cfg(not(feature = "tracing"))]
    {
        let _ = network;
        Entered
    }
}

/// A network runs for so many iterations from that one on.
pub(crate) fn simulating(network: &'static str, iteration: u64, iterations: u64) -> Entered {
    #[cfg(feature = "tracing")]
    return tracing::info_span!("simulate", network, iteration, iterations).entered();
    #[cfg(not(feature = "tracing"))]
    {
        let _ = (network, iteration, iterations);
        Entered
    }
}

/// So many networks of a declaration run together, each for so many iterations.
pub(crate) fn simulating_together(network: &'static str, networks: usize, iterations: u64) -> Entered {
    #[cfg(feature = "tracing")]
    return tracing::info_span!("simulate_together", network, networks, iterations).entered();
    #[cfg(not(feature = "tracing"))]
    {
        let _ = (network, networks, iterations);
        Entered
    }
}

/// What a network has is written to a file.
pub fn writing(path: &std::path::Path) -> Entered {
    #[cfg(feature = "tracing")]
    return tracing::info_span!("write", path = %path.display()).entered();
    #[cfg(not(feature = "tracing"))]
    {
        let _ = path;
        Entered
    }
}
