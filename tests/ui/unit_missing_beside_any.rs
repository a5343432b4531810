use izhi::prelude::*;

behavior! {
    Course {
        param { tau: 5 ms, weight: 1.0 in any }
        state { g: 0.0 in any }
        afferent { W: weight }
        event { fired: false }
        step {
            g *= exp(-dt / tau);
            for s in afferent(All) { g += sum(s.W where s.src.fired); }
        }
    }
}

network! {
    Net {
        use Course;
        group cells: 10 { 1: Course { tau: 10.0, weight: 3 nS } }
        synapses S: cells -> cells;
    }
}

fn main() {}
