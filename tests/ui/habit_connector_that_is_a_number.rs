use izhi::prelude::*;

behavior! {
    pub Cell {
        param { tau: 10.0 }
        state { v: 0.0 }
        event { fired: false }
        afferent { W: 0.5 }
        step { v *= exp(-dt / tau); fired = v > 1.0; }
    }
}

network! {
    pub Net {
        use Cell;
        group cells: 3 { 1: Cell }
        synapses SYN: cells -> cells { connect: 0.1; }
    }
}

fn main() {
    let _ = Net::builder().build().map(|net| net.cells.v().len());
}
