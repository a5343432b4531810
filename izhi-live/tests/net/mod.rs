//! A small network with all that pages look at.

use izhi::prelude::*;

behavior! {
    /// A neuron that leaks, fires, and adapts.
    pub(crate) Cell {
        param {
            /// How fast it forgets.
            tau: 10 ms where tau > 0 ms,
            /// What it begins with.
            v_0: 5 mV,
        }
        state { v: v_0 * uniform(), I: 0 mV }
        integer { spikes: 0 }
        event { fired: false }
        step {
            v += dt * (I - v) / tau;
            fired = v > 10 mV;
            if fired { v = 0 mV; spikes += 1; }
        }
    }
}

behavior! {
    /// Noise, and the spikes of the others.
    pub(crate) Drive {
        param { strength: 24 mV }
        afferent { W: 0.5 mV * uniform() }
        step {
            I = strength * uniform();
            for s in afferent(EXC) { I += sum(s.W where s.src.fired); }
        }
    }
}

network! {
    pub(crate) Net {
        use Cell, Drive, izhi::EventRecorder;
        dt: 0.5 ms;
        group cells: grid(6, 5) {
            1: Cell,
            2: Drive,
            9: EventRecorder [fired] as recorder,
        }
        synapses EXC: cells -> cells;
    }
}

pub(crate) fn net() -> Net {
    Net::builder().seed(3).build().unwrap()
}
