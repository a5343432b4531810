use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { v: 0.0, I }
        step { v = epx(v); I = 0.0; }
    }
}

behavior! {
    Leak {
        step { v += I; }
    }
}

network! {
    Net {
        use Leak, Cell, izhi::Recorder;
        group g: 3 { 1: Cell, 2: Leak, 3: Recorder [v] as rec }
    }
}

fn main() -> izhi::Result<()> {
    let mut builder = Net::builder().seed(1);
    builder.g.cell.tau = 5.0;
    builder.g.v = 1.0.into();
    let mut net = builder.build()?;
    net.simulate(10)?;
    println!("{} {}", net.g.v(), net.g.rec.v());
    Ok(())
}
