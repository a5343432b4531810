use crate::behavior;

behavior! {
    /// The neuron with a threshold that adapts on two time scales, MAT2: its potential has no reset.
    ///
    #[doc = include_str!("multi_timescale_adaptive_threshold.svg")]
    ///
    /// > τ dv/dt = rest − v + R I; the neuron fires at v − rest ≥ ω + θ₁ + θ₂ outside of its refractory period;
    /// > τ₁ dθ₁/dt = −θ₁, θ₁ += α₁ with each spike, and θ₂ likewise
    ///
    /// The solution is exact for a current that is constant during each step. The defaults are those of NEST's `mat2_psc_exp`, a
    /// regular spiking neuron. The types in the paper's figure 5B are, as α₁, α₂ and ω in mV, regular spiking (30, 2, 20),
    /// intrinsic bursting (7.5, 1.5, 19), fast spiking (10, 0.2, 10) and chattering (−0.5, 0.4, 26), in the program that draws
    /// it (ModelDB 226422).
    ///
    /// R. Kobayashi, Y. Tsubo and S. Shinomoto, *Made-to-order spiking neuron model equipped with a multi-timescale adaptive
    /// threshold*, Frontiers in Computational Neuroscience 3, 2009.
    pub MultiTimescaleAdaptiveThreshold {
        param {
            /// Time constant of the membrane.
            tau: 5 ms where tau > 0.0,
            /// R: resistance of the membrane.
            resistance: 50 MOhm where resistance >= 0.0,
            /// Potential without input.
            rest: -70 mV,
            /// How far the threshold is above rest long after a spike.
            omega: 19 mV,
            /// By how much a spike raises the fast part of the threshold.
            alpha_1: 37 mV,
            /// By how much a spike raises the slow part of the threshold.
            alpha_2: 2 mV,
            /// Time constant of the fast part.
            tau_1: 10 ms where tau_1 > 0.0,
            /// Time constant of the slow part.
            tau_2: 200 ms where tau_2 > 0.0,
            /// How long there is no other spike; rounded to a number of steps.
            refractory: 2 ms where refractory >= 0.0,
        }
        constant {
            /// The time constant, for currents that the membrane is to feel exactly.
            tau_membrane: tau
        }
        state {
            /// Potential of the membrane.
            v: rest,
            /// Fast part of the threshold.
            theta_1: 0 mV,
            /// Slow part of the threshold.
            theta_2: 0 mV,
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
            dv/dt = (rest - v + resistance * I) / tau;
            dtheta_1/dt = -theta_1 / tau_1;
            dtheta_2/dt = -theta_2 / tau_2;
        }
        step {
            integrate by exact;
            fired = refractory_steps <= 0.0 && v - rest >= omega + theta_1 + theta_2;
            refractory_steps = max(refractory_steps - 1.0, 0.0);
            if fired {
                theta_1 += alpha_1;
                theta_2 += alpha_2;
                refractory_steps = round(refractory / dt);
            }
            I = 0.0;
        }
    }
}
