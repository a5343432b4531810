use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
        afferent { W: 1.0 }
        step { for s in afferent(All) { v += sum(s.W where s.src.fired); s.W += 1.0; } }
    }
}

network! {
    Net {
        use Cell, izhi::Recorder, izhi::EventRecorder;
        group g: 3 { 1: Cell, 2: Recorder [A.W, A_g_to_g.W] }
        synapses A, BOTH: g -> g;
        synapses B, BOTH: g -> g;
    }
}

fn main() {}
