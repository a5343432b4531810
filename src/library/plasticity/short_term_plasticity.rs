use crate::behavior;

behavior! {
    /// Synapses that tire and are facilitated by the spikes of their source.
    ///
    /// > dx/dt = (1 − x)/τ_rec, du/dt = −u/τ_facil; at a spike u += U (1 − u), release = u x, and x −= release
    ///
    /// x and u are the `resources` and the `utilization` of a source, the same for all of its synapses, and recover
    /// exactly between spikes. [`Released`](crate::library::synapses::Released) in the group of the targets, at a
    /// higher key, is what arrives. The defaults are those of a depressing synapse of the paper; `tau_facil: 0.0`
    /// has no facilitation.
    ///
    /// M. Tsodyks, K. Pawelzik and H. Markram, *Neural networks with dynamic synapses*, Neural Computation 10, 1998.
    pub ShortTermPlasticity(utilization, resources, release) {
        param {
            /// Part of the resources that a spike uses after a long rest.
            U: 0.5 where U >= 0.0 && U <= 1.0,
            /// How long resources take to recover.
            tau_rec: 800 ms where tau_rec >= 0.0,
            /// How long facilitation lasts.
            tau_facil: 0 ms where tau_facil >= 0.0,
        }
        state {
            /// u: part of the resources that the last spike used, and what is left of it.
            utilization: 0.0,
            /// x: part of the resources that is there.
            resources: 1.0,
            /// What the last spike released.
            release: 0.0,
        }
        step {
            utilization *= exp(-dt / tau_facil);
            resources = 1.0 - (1.0 - resources) * exp(-dt / tau_rec);
            if fired {
                utilization += U * (1.0 - utilization);
                release = utilization * resources;
                resources -= release;
            }
        }
    }
}
