use crate::behavior;

behavior! {
    /// The current through NMDA receptors, which magnesium blocks at low potentials.
    ///
    /// > I += g (E − v) / (1 + Mg/3.57 · exp(−0.062 v))
    ///
    /// It is constant during the next step, with the `g` and the `v` of its beginning. `v` is in mV.
    ///
    /// C. E. Jahr and C. F. Stevens, *Voltage dependence of NMDA-activated macroscopic conductances predicted by
    /// single-channel kinetics*, Journal of Neuroscience 10, 1990.
    pub NmdaConductance(g) {
        param {
            /// E: the potential at which the current is zero.
            reversal: 0 mV,
            /// Mg: concentration of magnesium outside.
            magnesium: 1 mM where magnesium >= 0.0,
        }
        step { I += g * (reversal - v) / (1.0 + magnesium / 3.57 mM * exp(-0.062 * v / 1 mV)); }
    }
}
