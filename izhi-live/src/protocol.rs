//! What a page and a network say to each other.
//!
//! A page sends [`Message`]s, each a JSON object that says in `do` what it wants. It is answered with JSON objects that say in
//! `kind` what they are, an [`About`] first and then a [`Status`] after each change, and with frames, which are binary: see
//! [`encode`](crate::encode). A frame comes only after the page has asked for the next, when it has drawn the last one.

use serde::{Deserialize, Serialize};

/// The most bytes that a message of a page can have.
pub(crate) const LONGEST: usize = 64 << 10;

/// What a page can say.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Message {
    /// The last frame is drawn, send another.
    Next {},
    /// What the next frames show.
    Look(Look),
    /// Run.
    Play {},
    /// Run no more.
    Pause {},
    /// Run so many iterations and pause.
    Step { iterations: u64 },
    /// Run so many iterations in each second, or as many as can be.
    Speed { iterations_per_second: Option<f64> },
    /// Give a parameter a value, as `Network::set_parameter`.
    SetParameter { name: String, value: f64 },
    /// Switch a behaviour, as `Network::set_enabled`.
    SetEnabled { name: String, is_enabled: bool },
    /// Add an amount to a state of some neurons.
    Pulse { state: String, neurons: Vec<u32>, amount: f64 },
    /// Begin anew, as `Network::reset`, with another seed where one is given.
    Reset { seed: Option<u64> },
    /// Measure where the time goes.
    Profile {},
    /// Show the network no longer, and let the program go on.
    End {},
}

/// What a page looks at, by the numbers of [`About::variables`] and [`About::weights`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Look {
    /// Variables of which all neurons are shown.
    #[serde(default)]
    pub(crate) values: Vec<usize>,
    /// Events of which each is shown.
    #[serde(default)]
    pub(crate) events: Vec<usize>,
    /// Variables and neurons of which each iteration is shown.
    #[serde(default)]
    pub(crate) traces: Vec<(usize, usize)>,
    /// Variables of synapses.
    #[serde(default)]
    pub(crate) weights: Vec<usize>,
    /// Events of which there are the spectrum and the intervals.
    #[serde(default)]
    pub(crate) analysis: Vec<usize>,
}

/// What a network is, which never changes.
#[derive(Debug, Serialize)]
pub(crate) struct About {
    pub(crate) kind: &'static str,
    pub(crate) network: &'static str,
    /// In ms, as izhi takes the time where nothing else is said.
    pub(crate) dt: f64,
    pub(crate) groups: Vec<Group>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) synapses: Vec<Synapses>,
    pub(crate) weights: Vec<Variable>,
    pub(crate) behaviors: Vec<Behavior>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) schedule: &'static str,
}

/// A group of neurons.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    pub(crate) name: &'static str,
    /// Along x, y and z.
    pub(crate) grid: [usize; 3],
    /// In a raster there is one neuron of so many.
    pub(crate) every: usize,
}

/// A variable of neurons or of synapses.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Variable {
    pub(crate) name: String,
    /// The number of its group or synapse group.
    pub(crate) owner: usize,
    pub(crate) kind: VariableKind,
    pub(crate) unit: Option<&'static str>,
    pub(crate) doc: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VariableKind {
    State,
    Integer,
    Event,
    /// Of all to all synapses.
    Dense,
    /// Of some synapses.
    Sparse,
    /// One number for all synapses.
    Shared,
}

/// A synapse group.
#[derive(Debug, Serialize)]
pub(crate) struct Synapses {
    pub(crate) name: &'static str,
    pub(crate) source: &'static str,
    pub(crate) target: &'static str,
    pub(crate) synapses: u64,
}

/// A behaviour of a group.
#[derive(Debug, Serialize)]
pub(crate) struct Behavior {
    /// With its group: `cells.leaky`.
    pub(crate) name: String,
    /// What it is called where it is declared.
    pub(crate) behavior: &'static str,
    pub(crate) key: i64,
    /// Whether it is a recorder that is off as long as the network is shown.
    pub(crate) is_off: bool,
}

/// A parameter of a behaviour.
#[derive(Debug, Serialize)]
pub(crate) struct Parameter {
    /// With its group and behaviour: `cells.leaky.tau`.
    pub(crate) name: String,
    pub(crate) unit: Option<&'static str>,
    pub(crate) doc: &'static str,
    /// Whether initial values alone depend on it, so that it can no longer change.
    pub(crate) is_fixed: bool,
}

/// What changes when a page says something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Status {
    pub(crate) kind: &'static str,
    pub(crate) is_running: bool,
    /// In each second, or as many as can be.
    pub(crate) iterations_per_second: Option<f64>,
    /// Of all parameters; none where each neuron has its own.
    pub(crate) parameters: Vec<Option<f64>>,
    /// Of all behaviours.
    pub(crate) are_enabled: Vec<bool>,
    /// Why the network has paused of itself.
    pub(crate) reason: Option<String>,
}

/// What one page is told.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Reply {
    /// Something that could not be done; then nothing has changed.
    Error { message: String },
    /// Where the time of some iterations went.
    Profile { iterations: u64, microseconds: f64, parts: Vec<Part> },
    /// What the last events that are known of say.
    Analysis { variable: usize, milliseconds: f64, spectrum: Option<Curve>, intervals: Option<Intervals> },
    /// The network is shown no longer.
    Ended {},
}

impl Reply {
    pub(crate) fn error(message: impl ToString) -> Self {
        Reply::Error { message: message.to_string() }
    }

    pub(crate) fn text(&self) -> String {
        serde_json::to_string(self).expect("numbers and texts are JSON")
    }
}

/// A part of an iteration.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) share: f64,
    pub(crate) microseconds: f64,
    pub(crate) runs: u64,
}

/// A function of frequency.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Curve {
    pub(crate) x: Vec<f64>,
    pub(crate) y: Vec<f64>,
}

/// How often intervals between spikes are of which length.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Intervals {
    /// The middles of the bins, in ms.
    pub(crate) x: Vec<f64>,
    pub(crate) y: Vec<f64>,
    /// The mean coefficient of variation of the neurons that have one.
    pub(crate) cv: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Message> {
        serde_json::from_str(text).ok()
    }

    #[test]
    fn messages_are_objects_that_say_what_they_want() {
        assert_eq!(read(r#"{"do":"step","iterations":3}"#), Some(Message::Step { iterations: 3 }));
        assert_eq!(read(r#"{"do":"play"}"#), Some(Message::Play {}));
        let look = Look { traces: vec![(1, 2)], ..Look::default() };
        assert_eq!(read(r#"{"do":"look","traces":[[1,2]]}"#), Some(Message::Look(look)));
    }

    #[test]
    fn what_is_no_message_is_not_taken_for_one() {
        let cases = [
            "",
            "null",
            "[]",
            r#"{"do":"dance"}"#,
            r#"{"do":"step"}"#,
            r#"{"do":"step","iterations":-1}"#,
            r#"{"do":"step","iterations":1e99}"#,
            r#"{"do":"play","now":true}"#,
            r#"{"do":"look","everything":[1]}"#,
            r#"{"do":"set_parameter","name":"tau","value":"ten"}"#,
            r#"{"do":"set_parameter","name":"tau","value":NaN}"#,
        ];
        for case in cases {
            assert_eq!(read(case), None, "{case}");
        }
    }
}
