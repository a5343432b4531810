use crate::behavior;

behavior! {
    /// The spike response model SRM₀ with exponential kernels.
    ///
    #[doc = include_str!("spike_response.svg")]
    ///
    /// > v(t) = rest + η(t − t̂) + ∫ κ(s) I(t − s) ds with κ(s) = R/τ exp(−s/τ), η(s) = −η₀ exp(−s/τ_η) and t̂ the last spike; the neuron
    /// > fires where v reaches the threshold
    ///
    /// Only the last spike counts: what earlier ones have left is gone with it. Both kernels are exact for a current that is constant
    /// during each step. With η₀ = threshold − reset and τ_η = τ it is close to a leaky integrate-and-fire neuron without refractory
    /// period; the defaults are such ones, with the values of
    /// [`LeakyIntegrateAndFire`](super::LeakyIntegrateAndFire).
    ///
    /// W. Gerstner and J. L. van Hemmen, *Associative memory in a network of 'spiking' neurons*, Network 3, 1992; W.
    /// Gerstner and W. M. Kistler, *Spiking Neuron Models*, Cambridge University Press, 2002, section 4.2, for the kernels and for how they
    /// follow from the leaky neuron.
    pub SpikeResponse {
        param {
            /// τ: time constant of the membrane.
            tau: 20 ms where tau > 0.0,
            /// R: resistance of the membrane.
            resistance: 100 MOhm where resistance >= 0.0,
            /// Potential without input.
            rest: -65 mV,
            /// Potential at which the neuron fires.
            threshold: -50 mV,
            /// η₀: how far a spike takes the potential down.
            eta_0: 15 mV where eta_0 > 0.0,
            /// τ_η: time constant of what a spike leaves.
            tau_eta: 20 ms where tau_eta > 0.0,
        }
        constant {
            /// The time constant, for currents that the membrane is to feel exactly.
            tau_membrane: tau
        }
        state {
            /// Potential of the membrane.
            v: rest,
            /// What the input does to the potential.
            h: 0 mV,
            /// What the last spike does to the potential.
            eta: 0 mV,
            /// Current into the neuron; zero after each step.
            I: 0 pA,
        }
        event {
            /// Whether the neuron has fired in this iteration.
            fired: false
        }
        equations {
            dh/dt = (resistance * I - h) / tau;
            deta/dt = -eta / tau_eta;
        }
        step {
            integrate by exact;
            fired = rest + h + eta >= threshold;
            if fired { eta = -eta_0; }
            v = rest + h + eta;
            I = 0.0;
        }
    }
}
