//! At which frequencies something oscillates.

use std::f64::consts::TAU;

use ndarray::{Array1, ArrayView1};
use realfft::RealFftPlanner;

use crate::error::{Error, Result, at_least, positive};
use crate::moments::mean;

/// How strong each frequency is.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum {
    /// From zero to half of the sampling rate, in Hz.
    pub frequencies: Array1<f64>,
    /// Of each, of both signs together: see [`Scaling`].
    pub powers: Array1<f64>,
}

impl Spectrum {
    /// The strongest frequency above zero in Hz, and its power.
    pub fn peak(&self) -> (f64, f64) {
        let above_zero = self.frequencies.iter().copied().zip(self.powers.iter().copied()).skip(1);
        above_zero.max_by(|a, b| a.1.total_cmp(&b.1)).expect("a segment has two samples at least")
    }
}

/// By what the samples of a segment are multiplied, so that its ends do not jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// By nothing.
    Rectangular,
    /// By 1/2 - 1/2 cos(2π n/N).
    Hann,
    /// By 0.54 - 0.46 cos(2π n/N).
    Hamming,
    /// By 0.42 - 0.5 cos(2π n/N) + 0.08 cos(4π n/N).
    Blackman,
}

/// What a power is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaling {
    /// That of a band of 1 Hz: the square of the samples' unit over Hz. Its sum times the step of the frequencies is the variance.
    Density,
    /// That of a wave: half of the square of its amplitude, in the square of the samples' unit.
    Power,
}

/// How a spectrum is estimated with [`welch`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Welch {
    /// The length of a segment, in samples: the longer, the finer the frequencies.
    pub segment: usize,
    /// How many samples a segment shares with the next.
    pub overlap: usize,
    /// The window.
    pub window: Window,
    /// Whether the mean of each segment is taken away from it.
    pub without_mean: bool,
    /// What a power is.
    pub scaling: Scaling,
}

impl Welch {
    /// As SciPy's `welch` has it where nothing is said: segments of so many samples under Hann's window that overlap by half,
    /// without their means, and a density.
    pub fn new(segment: usize) -> Self {
        Welch { segment, overlap: segment / 2, window: Window::Hann, without_mean: true, scaling: Scaling::Density }
    }
}

/// The power spectrum of samples, one for each `dt` ms: that of one segment, all of them, without their mean, as SciPy's
/// `periodogram`.
///
/// A. Schuster, *On the investigation of hidden periodicities*, Terrestrial Magnetism 3, 1898. It does not become less noisy with
/// more samples; [`welch`] does.
///
/// # Errors
///
/// Fewer than two samples, one that is not finite, and a `dt` that is not positive.
pub fn periodogram<T: Copy + Into<f64>>(samples: ArrayView1<'_, T>, dt: f64) -> Result<Spectrum> {
    let all = Welch { overlap: 0, window: Window::Rectangular, ..Welch::new(samples.len()) };
    welch(samples, dt, &all)
}

/// The power spectrum of samples, one for each `dt` ms: the mean of those of segments that may overlap, as SciPy's `welch`.
/// Samples behind the last whole segment do not count.
///
/// P. D. Welch, *The use of fast Fourier transform for the estimation of power spectra*, IEEE Transactions on Audio and
/// Electroacoustics 15, 1967.
///
/// # Errors
///
/// Segments of fewer than two samples or of more than there are, that overlap by as much as they are long; a sample that is not
/// finite, and a `dt` that is not positive.
pub fn welch<T: Copy + Into<f64>>(samples: ArrayView1<'_, T>, dt: f64, welch: &Welch) -> Result<Spectrum> {
    let Welch { segment, overlap, .. } = *welch;
    positive("the time between samples", dt)?;
    at_least(2, segment, "samples in a segment")?;
    at_least(segment, samples.len(), "samples for one segment")?;
    if overlap >= segment {
        return Err(Error::Overlap { segment, overlap });
    }
    let samples: Vec<f64> = samples.iter().map(|&sample| sample.into()).collect();
    if let Some((index, &value)) = samples.iter().enumerate().find(|(_, sample)| !sample.is_finite()) {
        return Err(Error::NotFinite { what: "samples", value, index: vec![index] });
    }
    let window = welch.window.values(segment);
    let transform = RealFftPlanner::new().plan_fft_forward(segment);
    let mut transformed = transform.make_output_vec();
    let (mut powers, mut segments) = (Array1::<f64>::zeros(transformed.len()), 0);
    for own in samples.windows(segment).step_by(segment - overlap) {
        let level = if welch.without_mean { mean(own) } else { 0.0 };
        let mut windowed: Vec<f64> =
            own.iter().zip(&window).map(|(sample, factor)| (sample - level) * factor).collect();
        transform.process(&mut windowed, &mut transformed).expect("both have the length of the transform");
        powers.iter_mut().zip(&transformed).for_each(|(power, wave)| *power += wave.norm_sqr());
        segments += 1;
    }
    let rate = 1e3 / dt;
    powers *= welch.scale(&window, rate) / f64::from(segments);
    // A frequency and its negative together; zero and half of the sampling rate have none.
    let alone = if segment.is_multiple_of(2) { powers.len() - 1 } else { powers.len() };
    powers.iter_mut().take(alone).skip(1).for_each(|power| *power *= 2.0);
    let frequencies = (0..powers.len()).map(|cycles| cycles as f64 * rate / segment as f64).collect();
    Ok(Spectrum { frequencies, powers })
}

impl Welch {
    /// What the square of a transform's absolute value is multiplied by, at a sampling rate in Hz.
    fn scale(&self, window: &[f64], rate: f64) -> f64 {
        match self.scaling {
            Scaling::Density => 1.0 / (rate * window.iter().map(|factor| factor * factor).sum::<f64>()),
            Scaling::Power => 1.0 / window.iter().sum::<f64>().powi(2),
        }
    }
}

impl Window {
    /// The window of so many samples, as a period of an endless one.
    fn values(self, samples: usize) -> Vec<f64> {
        let value = |sample: usize| {
            let angle = TAU * sample as f64 / samples as f64;
            match self {
                Window::Rectangular => 1.0,
                Window::Hann => 0.5 - 0.5 * angle.cos(),
                Window::Hamming => 0.54 - 0.46 * angle.cos(),
                Window::Blackman => 0.42 - 0.5 * angle.cos() + 0.08 * (2.0 * angle).cos(),
            }
        };
        (0..samples).map(value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 50 Hz with an amplitude of 3, in steps of 0.5 ms.
    fn wave(samples: usize) -> Array1<f64> {
        (0..samples).map(|sample| 3.0 * (TAU * 50.0 * sample as f64 * 0.5e-3).sin() + 7.0).collect()
    }

    #[test]
    fn a_wave_has_its_frequency_and_its_power() {
        for window in [Window::Rectangular, Window::Hann, Window::Hamming, Window::Blackman] {
            let how = Welch { window, scaling: Scaling::Power, ..Welch::new(400) };
            let (frequency, power) = welch(wave(2000).view(), 0.5, &how).unwrap().peak();
            assert!(frequency == 50.0 && (power - 4.5).abs() < 1e-9, "{window:?}: {power} at {frequency} Hz");
        }
    }

    /// Parseval's theorem.
    #[test]
    fn a_density_adds_up_to_the_variance() {
        for samples in [999, 1000] {
            let spectrum = periodogram(wave(samples).view(), 0.5).unwrap();
            let sum = spectrum.powers.sum() * spectrum.frequencies[1];
            let expected = crate::moments::variance(&wave(samples).to_vec());
            assert!((sum - expected).abs() < 1e-9, "{sum} beside {expected}");
        }
    }

    #[test]
    fn what_has_no_spectrum_is_an_error() {
        let of = |samples: &[f32], dt, how| welch(ArrayView1::from(samples), dt, &how).unwrap_err().to_string();
        let samples = [1.0, 2.0, f32::NAN, 4.0];
        assert_eq!(of(&samples, 1.0, Welch::new(4)), "samples have to be finite, and NaN was found at [2]");
        assert_eq!(of(&samples, 1.0, Welch::new(5)), "samples for one segment: expected at least 5, and there are 4");
        assert_eq!(of(&samples, 1.0, Welch::new(1)), "samples in a segment: expected at least 2, and there are 1");
        assert_eq!(
            of(&samples, 1.0, Welch { overlap: 2, ..Welch::new(2) }),
            "segments of 2 samples overlap by fewer than that, and 2 was given"
        );
        assert_eq!(
            of(&samples, 0.0, Welch::new(2)),
            "the time between samples has to be positive and finite, and 0 was given"
        );
        assert!(periodogram(ArrayView1::<f64>::from(&[]), 1.0).is_err());
    }
}
