use crate::behavior;

behavior! {
    /// Hopfield's unit: the sign of what it gets.
    ///
    #[doc = include_str!("hopfield.svg")]
    ///
    /// > s = 1 where I > threshold, s = −1 where I < threshold, and s stays where both are equal
    ///
    /// A unit looks at its current with the given probability in each iteration; else it stays as it is. With probability 1 all
    /// of them look at once. Each by itself, as in the paper, they are where the probability is small beside one over their number; then, with
    /// symmetric weights and none from a unit to itself, the energy −½ Σ W s s' never rises. The current is
    /// that of [`Graded`](crate::library::synapses::Graded) synapses, `Graded(All, s)`.
    ///
    /// J. J. Hopfield, *Neural networks and physical systems with emergent collective computational abilities*, Proceedings of
    /// the National Academy of Sciences 79, 1982, with ±1 in the place of 1 and 0; W. A. Little, *The existence of
    /// persistent states in the brain*, Mathematical Biosciences 19, 1974, for all at once.
    pub Hopfield {
        param {
            /// Current above which the unit is on.
            threshold: 0.0,
            /// How probable it is that a unit looks at its current in an iteration.
            probability: 1.0 where probability >= 0.0 && probability <= 1.0,
        }
        state {
            /// 1 or −1.
            s: 1.0,
            /// Current into the unit; zero after each step.
            I: 0.0,
        }
        step {
            if bernoulli(probability) && I != threshold { s = if I > threshold { 1.0 } else { -1.0 }; }
            I = 0.0;
        }
    }
}
