use crate::behavior;

behavior! {
    /// A current that fluctuates: the process of Ornstein and Uhlenbeck, for each neuron its own.
    ///
    /// > τ dnoise/dt = mean − noise + √(2τ) deviation ξ, with white noise ξ; I += noise
    ///
    /// Each iteration is an exact draw from what the process becomes, for every `dt`, and it begins in its stationary
    /// distribution, which is normal with the given mean and standard deviation. The current is constant during the
    /// next step of the neuron. Where a group has two of them, each has a name for its noise:
    /// `OrnsteinUhlenbeckCurrent(slow)`.
    ///
    /// G. E. Uhlenbeck and L. S. Ornstein, *On the theory of the Brownian motion*, Physical Review 36, 1930; D. T. Gillespie,
    /// *Exact numerical simulation of the Ornstein-Uhlenbeck process and its integral*, Physical Review E 54, 1996. The
    /// default of τ is that of the currents in C. Pozzorini and others, *Automated high-throughput characterization of single
    /// neurons by means of simplified spiking models*, PLoS Computational Biology 11, 2015.
    pub OrnsteinUhlenbeckCurrent(noise) {
        param {
            /// τ: how long the current remembers.
            tau: 3 ms where tau > 0.0,
            /// Mean of the current.
            mean: 0.0 in any,
            /// Standard deviation of the current.
            deviation in any where deviation >= 0.0,
        }
        state {
            /// The current.
            noise: mean + deviation * normal()
        }
        step {
            // 1 - exp(-x) is x exprel(-x), which keeps its digits where x is small.
            let fresh = sqrt(2.0 * dt / tau * exprel(-2.0 * dt / tau));
            noise = mean + (noise - mean) * exp(-dt / tau) + deviation * fresh * normal();
            I += noise;
        }
    }
}
