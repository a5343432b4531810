use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: each(20.0), gain: 1.0 }
        state { v: 0.0 }
        step { v = v +; }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell { gain: each(uniform()) } }
        group h: 3 { 1: Cell { tau: 1.0 } }
    }
}

fn main() -> izhi::Result<()> {
    let mut builder = Net::builder();
    builder.g.cell.tau = vec![5.0; 3].into();
    builder.g.cell.gain = 5.0.into();
    builder.h.cell.tau = 5.0;
    let net = builder.build()?;
    println!("{} {}", net.g.cell.parameters().tau.view(), net.h.cell.parameters().tau);
    Ok(())
}
