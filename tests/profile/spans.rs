//! What subscribers of `tracing` are told.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;

use izhi::prelude::*;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::plastic::Plastic;

/// Writes down what begins and what ends on its thread: it is told of all, as whether a span is made at all is asked once, on the
/// thread that is the first to come to it.
#[derive(Clone)]
struct Listener {
    thread: ThreadId,
    spans: Arc<Mutex<Vec<String>>>,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    fn note(&self, what: &str, span: &Id) {
        if std::thread::current().id() != self.thread {
            return;
        }
        let name = self.spans.lock().unwrap()[span.into_u64() as usize - 1].clone();
        self.lines.lock().unwrap().push(format!("{what} {name}"));
    }
}

/// The fields of a span, one behind the other.
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0 += &format!(" {field}={value:?}");
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("izhi")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields(span.metadata().name().to_owned());
        span.record(&mut fields);
        let mut spans = self.spans.lock().unwrap();
        spans.push(fields.0);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, span: &Id) {
        self.note("in", span);
    }

    fn exit(&self, span: &Id) {
        self.note("out of", span);
    }
}

#[test]
fn building_running_and_writing_are_spans() {
    let listener = Listener { thread: std::thread::current().id(), spans: Arc::default(), lines: Arc::default() };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plastic.npz");
    tracing::subscriber::set_global_default(listener.clone()).unwrap();
    let mut net = Plastic::builder().build().unwrap();
    net.simulate(3).unwrap();
    net.simulate(2).unwrap();
    izhi::files::write_recordings(&net, &path).unwrap();
    let write = format!("write path={}", path.display());
    let spans = [
        "build network=\"Plastic\"",
        "simulate network=\"Plastic\" iteration=0 iterations=3",
        "simulate network=\"Plastic\" iteration=3 iterations=2",
        &write,
    ];
    let expected: Vec<String> =
        spans.iter().flat_map(|span| [format!("in {span}"), format!("out of {span}")]).collect();
    assert_eq!(*listener.lines.lock().unwrap(), expected);
}
