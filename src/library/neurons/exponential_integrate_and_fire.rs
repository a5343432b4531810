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
    /// [`WangBuzsaki`](super::WangBuzsaki), for an area of 1 cm²: 1 µF/cm² and 0.1 mS/cm².
    pub ExponentialIntegrateAndFire {
        param {
            /// Time constant of the membrane, in ms.
            tau: 10.0 where tau > 0.0,
            /// R: resistance of the membrane, in kΩ cm², so that currents are in µA/cm²; or in MΩ, with currents in nA.
            resistance: 10.0 where resistance >= 0.0,
            /// Potential without input, in mV.
            rest: -65.0,
            /// Potential at which a spike begins, in mV.
            threshold: -59.9,
            /// How gradually it begins, in mV; at least an 80th of the way from the threshold to the peak, as the exponential
            /// is too large for a number of 32 bits beyond.
            slope: 3.48 where slope > 0.0 && peak - threshold <= 80.0 * slope,
            /// Potential at which it ends, in mV.
            peak: -30.0,
            /// Potential after a spike, in mV.
            reset: -68.0 where reset < peak,
            /// How long the potential stays at `reset`, in ms; rounded to a number of steps.
            refractory: 1.7 where refractory >= 0.0,
        }
        state {
            /// Potential of the membrane, in mV.
            v: rest,
            /// Current into the neuron, in µA/cm²; zero after each step.
            I: 0.0,
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
