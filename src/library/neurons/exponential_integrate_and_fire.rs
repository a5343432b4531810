use crate::behavior;

behavior! {
    /// The exponential integrate-and-fire neuron, with a refractory period.
    ///
    #[doc = include_str!("exponential_integrate_and_fire.svg")]
    ///
    /// > τ dv/dt = rest − v + slope · exp((v − threshold) / slope) + R I; at v ≥ peak the neuron fires, and v = reset for
    /// > the refractory period
    ///
    /// A constant current makes it fire where R I > threshold − rest − slope. Each iteration is a step of the classical method of Runge
    /// and Kutta. What arrives in the refractory period is lost. [`AdaptiveExponential`](super::AdaptiveExponential) is
    /// this neuron with adaptation.
    ///
    /// N. Fourcaud-Trocmé, D. Hansel, C. van Vreeswijk and N. Brunel, *How spike generation mechanisms determine the
    /// neuronal response to fluctuating inputs*, Journal of Neuroscience 23, 2003. The defaults are what they fitted to
    /// [`WangBuzsaki`](super::WangBuzsaki), as BrainPy's `ExpIF` has them, for 0.1 mm² of membrane: 1 µF/cm² are 1 nF and 0.1
    /// mS/cm² are 0.1 µS, and 1 µA/cm² is 1 nA.
    pub ExponentialIntegrateAndFire {
        param {
            /// Time constant of the membrane.
            tau: 10 ms where tau > 0.0,
            /// R: resistance of the membrane.
            resistance: 10 MOhm where resistance >= 0.0,
            /// Potential without input.
            rest: -65 mV,
            /// Potential at which a spike begins.
            threshold: -59.9 mV,
            /// How gradually it begins; at least an 80th of the way from the threshold to the peak, as the exponential
            /// is too large for a number of 32 bits beyond.
            slope: 3.48 mV where slope > 0.0 && peak - threshold <= 80.0 * slope,
            /// Potential at which it ends.
            peak: -30 mV,
            /// Potential after a spike.
            reset: -68 mV where reset < peak,
            /// How long the potential stays at `reset`; rounded to a number of steps.
            refractory: 1.7 ms where refractory >= 0.0,
        }
        state {
            /// Potential of the membrane.
            v: rest,
            /// Current into the neuron; zero after each step.
            I: 0 pA,
            /// What is left of the refractory period, in steps.
            refractory_steps: 0.0,
        }
        event {
            /// Whether the neuron has fired in this iteration.
            fired: false
        }
        equations {
            // The stages of a step that ends above the peak do not grow further.
            let begin = slope * exp((min(v, peak) - threshold) / slope);
            dv/dt = (rest - v + begin + resistance * I) / tau;
        }
        step {
            if refractory_steps > 0.0 {
                refractory_steps -= 1.0;
                v = reset;
            } else {
                integrate by rk4;
            }
            fired = v >= peak;
            if fired {
                v = reset;
                refractory_steps = round(refractory / dt);
            }
            I = 0.0;
        }
    }
}
