use crate::behavior;

behavior! {
    /// The quadratic integrate-and-fire neuron.
    ///
    #[doc = include_str!("quadratic_integrate_and_fire.svg")]
    ///
    /// > τ dv/dt = (v − rest) (v − threshold) / (threshold − rest) + R I; at v ≥ peak the neuron fires, and v = reset
    ///
    /// At rest τ is the time constant of the membrane. Without input the potential rises by itself from above the threshold; a
    /// constant current makes the neuron fire where R I > (threshold − rest) / 4, at any low rate. Each iteration is a
    /// step of the classical method of Runge and Kutta. With a peak and a reset far away it is the theta neuron.
    ///
    /// The equation is the normal form of the saddle-node bifurcation: B. Ermentrout, *Type I membranes, phase resetting curves, and
    /// synchrony*, Neural Computation 8, 1996. It is written with the potentials and has the defaults of P. E. Latham, B. J. Richmond,
    /// P. G. Nelson and S. Nirenberg, *Intrinsic dynamics in neuronal networks. I. Theory*, Journal of Neurophysiology 83,
    /// 2000; but for the resistance, as currents there are potentials, which is that of
    /// [`LeakyIntegrateAndFire`](super::LeakyIntegrateAndFire).
    pub QuadraticIntegrateAndFire {
        param {
            /// Time constant of the membrane at rest.
            tau: 10 ms where tau > 0.0,
            /// R: resistance of the membrane at rest.
            resistance: 100 MOhm where resistance >= 0.0,
            /// Potential without input.
            rest: -65 mV,
            /// Potential above which it rises by itself.
            threshold: -50 mV where threshold > rest,
            /// Potential at which a spike ends.
            peak: 20 mV where peak > threshold,
            /// Potential after a spike.
            reset: -80 mV where reset < peak,
        }
        state {
            /// Potential of the membrane.
            v: rest,
            /// Current into the neuron; zero after each step.
            I: 0 pA,
        }
        event {
            /// Whether the neuron has fired in this iteration.
            fired: false
        }
        equations {
            dv/dt = ((v - rest) * (v - threshold) / (threshold - rest) + resistance * I) / tau;
        }
        step {
            integrate by rk4;
            fired = v >= peak;
            if fired { v = reset; }
            I = 0.0;
        }
    }
}
