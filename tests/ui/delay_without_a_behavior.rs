use izhi::prelude::*;

network! {
    pub Net {
        group a: 10 {}
        synapses SYN: a -> a { delay: uniform(1.0, 2.0); }
    }
}

fn main() {}
