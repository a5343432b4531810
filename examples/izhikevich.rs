use izhi::prelude::*;

behavior! {
    /// Izhikevich's simple model in PymoNNto's order: reset first, then one Euler step.
    pub IzhikevichMain {
        param { a: 0.02, b: 0.2, c: -65.0, d: 8.0 }
        state { v: -65.0 * uniform(), u: -8.0 * uniform(), I: 0.0 }
        event { fired }
        step {
            fired = v > 30.0;
            if fired { v = c; u += d; }
            v += dt * (0.04 * v * v + 5.0 * v + 140.0 - u + I);
            u += dt * (a * (b * v - u));
        }
    }
}

behavior! {
    pub IzhikevichInput {
        afferent { W: uniform() }
        step {
            I = 20.0 * uniform();
            for s in afferent(GLUTAMATE) { I += 0.5 * sum(s.W where s.src.fired); }
            for s in afferent(GABA)      { I -= sum(s.W where s.src.fired); }
        }
    }
}

network! {
    /// 800 excitatory and 200 inhibitory neurons, all to all.
    pub Izhikevich {
        use IzhikevichMain, IzhikevichInput, izhi::Recorder;
        dt: 0.5;

        group excitatory_neurons: squared(800) {
            1: IzhikevichMain { a: 0.02, b: 0.2, c: -65.0, d: 8.0 },
            2: IzhikevichInput,
            9: Recorder [v, u, fired] as my_recorder,
        }
        group inhibitory_neurons: squared(200) {
            1: IzhikevichMain { a: 0.02, b: 0.2, c: -65.0, d: 8.0 },
            2: IzhikevichInput,
            9: Recorder [v, u, fired] as my_recorder,
        }

        synapses GLUTAMATE: excitatory_neurons -> { excitatory_neurons, inhibitory_neurons };
        synapses GABA:      inhibitory_neurons -> { excitatory_neurons, inhibitory_neurons };
    }
}

fn main() -> izhi::Result<()> {
    let mut net = Izhikevich::builder().seed(42).build()?;
    println!("{net}\n{}", net.schedule());
    let rec = !std::env::args().any(|a| a == "--no-record");
    net.set_recording(rec);
    for _ in 0..8 {
        let t = std::time::Instant::now();
        net.simulate(1000)?;
        println!("{:?} us/step", t.elapsed().as_secs_f64() * 1e3);
    }
    let f = net.excitatory_neurons.my_recorder.fired();
    let fi = net.inhibitory_neurons.my_recorder.fired();
    println!(
        "{} {}",
        f.iter().filter(|x| **x).count() as f64 / 800. / 4.0,
        fi.iter().filter(|x| **x).count() as f64 / 200. / 4.0
    );
    Ok(())
}
