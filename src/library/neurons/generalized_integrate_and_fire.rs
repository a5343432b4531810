use crate::behavior;

behavior! {
    /// The generalized integrate-and-fire neuron, GIF: it fires at random, the sooner the further it is above a threshold that moves,
    /// and each spike leaves a current behind.
    ///
    #[doc = include_str!("generalized_integrate_and_fire.svg")]
    ///
    /// > C dv/dt = −g_L (v − rest) − η₁ − η₂ + I; P(fired) = 1 − exp(−λ dt), λ = λ₀ exp((v − threshold − γ₁ − γ₂) / slope); with each
    /// > spike η and γ rise by `eta` and `gamma` and then decay, and v = reset for the refractory period
    ///
    /// Currents and potential are exact for an input that is constant during each step, and the threshold is exact; λ is
    /// taken to be constant during a step, as it is at its end. What arrives in the refractory period is lost.
    ///
    /// S. Mensi, R. Naud, C. Pozzorini, M. Avermann, C. C. H. Petersen and W. Gerstner, *Parameter extraction and
    /// classification of three cortical neuron types reveals two distinct adaptation mechanisms*, Journal of
    /// Neurophysiology 107, 2012, whose fit of a cortical neuron the defaults are, as NEST's example `gif_population` has them
    /// for `gif_psc_exp`; C. Pozzorini and others, *Automated high-throughput characterization of single neurons by means of
    /// simplified spiking models*, PLoS Computational Biology 11, 2015.
    pub GeneralizedIntegrateAndFire {
        param {
            /// Capacitance of the membrane.
            C: 83.1 pF where C > 0.0,
            /// Conductance of the leak.
            g_L: 3.7 nS where g_L > 0.0,
            /// Potential without input.
            rest: -67 mV,
            /// Potential after a spike.
            reset: -36.7 mV,
            /// How long the potential stays at `reset`; rounded to a number of steps.
            refractory: 4 ms where refractory >= 0.0,
            /// Potential at which the neuron fires with the rate λ₀ long after a spike.
            threshold: -39.6 mV,
            /// How gradually the neuron fires more: by how much it has to rise to fire e times as often.
            slope: 1.4 mV where slope > 0.0,
            /// λ₀: rate of spikes at the threshold.
            lambda_0: 1 Hz where lambda_0 >= 0.0,
            /// By how much a spike raises the fast current that it leaves.
            eta_1: 56.7 pA,
            /// By how much a spike raises the slow current that it leaves.
            eta_2: -6.9 pA,
            /// Time constant of the fast current.
            tau_eta_1: 57.8 ms where tau_eta_1 > 0.0,
            /// Time constant of the slow current.
            tau_eta_2: 218.2 ms where tau_eta_2 > 0.0,
            /// By how much a spike raises the fast part of the threshold.
            gamma_1: 11.7 mV,
            /// By how much a spike raises the slow part of the threshold.
            gamma_2: 1.8 mV,
            /// Time constant of the fast part.
            tau_gamma_1: 53.8 ms where tau_gamma_1 > 0.0,
            /// Time constant of the slow part.
            tau_gamma_2: 640 ms where tau_gamma_2 > 0.0,
        }
        constant {
            /// The time constant, for currents that the membrane is to feel exactly.
            tau_membrane: C / g_L
        }
        state {
            /// Potential of the membrane.
            v: rest,
            /// Fast current that spikes have left.
            fast_current: 0 pA,
            /// Slow current that spikes have left.
            slow_current: 0 pA,
            /// Fast part of the threshold.
            fast_threshold: 0 mV,
            /// Slow part of the threshold.
            slow_threshold: 0 mV,
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
            dv/dt = (rest - v + (I - fast_current - slow_current) / g_L) / tau_membrane;
            dfast_current/dt = -fast_current / tau_eta_1;
            dslow_current/dt = -slow_current / tau_eta_2;
            dfast_threshold/dt = -fast_threshold / tau_gamma_1;
            dslow_threshold/dt = -slow_threshold / tau_gamma_2;
        }
        step {
            integrate by exact;
            let is_free = refractory_steps <= 0.0;
            if !is_free { v = reset; refractory_steps -= 1.0; }
            let lambda = lambda_0 * exp((v - threshold - fast_threshold - slow_threshold) / slope);
            // 1 - exp(-x) is x exprel(-x), which keeps its digits where x is small; above 100 it is 1, also where λ is infinite.
            let expected = min(lambda * dt, 100.0);
            fired = bernoulli(if is_free { expected * exprel(-expected) } else { 0.0 });
            if fired {
                v = reset;
                refractory_steps = round(refractory / dt);
                fast_current += eta_1;
                slow_current += eta_2;
                fast_threshold += gamma_1;
                slow_threshold += gamma_2;
            }
            I = 0.0;
        }
    }
}
