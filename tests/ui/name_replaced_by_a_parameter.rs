use izhi::prelude::*;

behavior! {
    pub Fading(g) {
        param { tau: 5.0 }
        state { g: 1.0 }
        step { g *= exp(-dt / tau); }
    }
}

network! {
    pub Net {
        use Fading(tau);
        group a: 10 { 1: Fading }
    }
}

fn main() {}
