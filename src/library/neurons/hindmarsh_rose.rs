use crate::behavior;

behavior! {
    /// Hindmarsh and Rose's neuron: three equations that burst.
    ///
    #[doc = include_str!("hindmarsh_rose.svg")]
    ///
    /// > dv/dt = recovery − a v³ + b v² − adaptation + I, drecovery/dt = c − d v² − recovery, dadaptation/dt = r (s (v − rest) −
    /// > adaptation); the neuron fires where v rises above the threshold
    ///
    /// x, y, z and x₁ of the paper are `v`, `recovery`, `adaptation` and `rest`, as x, y and z are positions here. Nothing has
    /// a unit, times neither. Each iteration is a step of the classical method of Runge and Kutta; 0.05 is a short one. Without
    /// current the neuron rests, with 1.5 it bursts, with 4 it fires at a rate. The states begin with those of rest.
    ///
    /// J. L. Hindmarsh and R. M. Rose, *A model of neuronal bursting using three coupled first order differential equations*,
    /// Proceedings of the Royal Society of London B 221, 1984, with its parameters; its x₁ is the lowest equilibrium without
    /// adaptation, −(1 + √5) / 2, which others round to −1.6, such as Brian 2's example `Hindmarsh_Rose_1984`.
    pub HindmarshRose {
        param {
            /// How fast a spike ends.
            a: 1.0,
            /// How fast a spike begins.
            b: 3.0,
            /// What recovery comes back to.
            c: 1.0,
            /// How much a spike takes off recovery.
            d: 5.0,
            /// How fast adaptation is.
            r: 0.001 where r >= 0.0,
            /// How much adaptation follows `v`.
            s: 4.0,
            /// x₁: where there is no adaptation.
            rest: -1.618033989,
            /// What a spike rises above.
            threshold: 1.0,
        }
        state {
            /// What stands for the potential.
            v: rest,
            /// What carries fast currents.
            recovery: c - d * pow(v, 2),
            /// What carries slow currents.
            adaptation: 0.0,
            /// Current into the neuron; zero after each step.
            I: 0.0,
        }
        event {
            /// Whether `v` has risen above the threshold in this iteration.
            fired: false
        }
        equations {
            dv/dt = recovery - a * pow(v, 3) + b * pow(v, 2) - adaptation + I;
            drecovery/dt = c - d * pow(v, 2) - recovery;
            dadaptation/dt = r * (s * (v - rest) - adaptation);
        }
        step {
            let before = v;
            integrate by rk4;
            fired = before <= threshold && v > threshold;
            I = 0.0;
        }
    }
}
