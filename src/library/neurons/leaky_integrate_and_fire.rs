use crate::behavior;

behavior! {
    /// The leaky integrate-and-fire neuron, with a refractory period.
    ///
    #[doc = include_str!("leaky_integrate_and_fire.svg")]
    ///
    /// > τ dv/dt = rest − v + R I; at v ≥ threshold the neuron fires, and v = reset for the refractory period
    ///
    /// The solution is exact for a current that is constant during each step. What arrives in the refractory period
    /// is lost.
    ///
    /// L. Lapicque, *Recherches quantitatives sur l'excitation électrique des nerfs traitée comme une polarisation*,
    /// Journal de Physiologie et de Pathologie Générale 9, 1907; R. B. Stein, *A theoretical analysis of neuronal
    /// variability*, Biophysical Journal 5, 1965.
    pub LeakyIntegrateAndFire {
        param {
            /// Time constant of the membrane.
            tau: 20 ms where tau > 0.0,
            /// R: resistance of the membrane.
            resistance: 100 MOhm where resistance >= 0.0,
            /// Potential without input.
            rest: -65 mV,
            /// Potential after a spike.
            reset: -65 mV where reset < threshold,
            /// Potential at which a spike begins.
            threshold: -50 mV,
            /// How long the potential stays at `reset`; rounded to a number of steps.
            refractory: 2 ms where refractory >= 0.0,
        }
        constant {
            /// The time constant, for currents that the membrane is to feel exactly.
            tau_membrane: tau
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
        step {
            if refractory_steps > 0.0 {
                refractory_steps -= 1.0;
                v = reset;
            } else {
                v = rest + resistance * I + (v - rest - resistance * I) * exp(-dt / tau);
            }
            fired = v >= threshold;
            if fired {
                v = reset;
                refractory_steps = round(refractory / dt);
            }
            I = 0.0;
        }
    }
}
