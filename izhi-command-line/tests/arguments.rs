//! What is given on a command line and in files reaches the network, and what is wrong is said where it stands.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use izhi::prelude::*;
use izhi_command_line::{NetworkArguments, Written, give, list};

behavior! {
    /// Leaks.
    pub Leaky {
        param {
            /// How long it takes to leak: "the" time \ constant.
            tau: 20 ms where tau > 0 ms,
            g: 10 nS,
            share: 0.1
        }
        state { v: normal(-70 mV, 2 mV), w: 0.0 }
        integer { last: -1 }
        event { fired: false }
        step { v -= dt * v / tau; fired = v > 1.0 mV; w = share * (g / 1 nS); last += 1; }
    }
}

behavior! {
    /// Without units.
    pub Plain { param { tau: 2.0 } state { x: 0.0 } step { x += tau; } }
}

network! {
    /// With two time constants, one of them without a unit.
    pub Net {
        use Leaky, Plain;
        dt: 0.5 ms;
        seed: 3;
        group a, layer: squared(12) { 1: Leaky }
        group größe, layer: 5 { 1: Leaky { tau: each(uniform(1 ms, 2 ms)) }, 2: Plain }
        synapses EXC: a -> a { delay: 1 ms; }
    }
}

#[derive(Parser)]
struct Program {
    #[command(flatten)]
    network: NetworkArguments,
}

fn arguments(words: &[&str]) -> Result<NetworkArguments, String> {
    let program = Program::try_parse_from(std::iter::once(&"program").chain(words));
    program.map(|program| program.network).map_err(|error| error.to_string())
}

fn apply(words: &[&str]) -> Result<NetBuilder, String> {
    let mut builder = Net::builder();
    arguments(words)?.apply(&mut builder).map_err(|error| error.to_string())?;
    Ok(builder)
}

#[track_caller]
fn value(builder: &NetBuilder, name: &str) -> String {
    let settings = builder.settings();
    settings.iter().find(|setting| setting.name == name).expect("a setting").value.to_string()
}

/// A file of that text and name in a folder that goes with it.
fn file(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a file");
    (folder, path)
}

fn from_file(name: &str, text: &str) -> Result<NetBuilder, String> {
    let (_folder, path) = file(name, text);
    let shown = path.display().to_string();
    apply(&["--parameters", &shown]).map_err(|error| error.replace(&shown, name))
}

#[test]
fn what_is_set_is_given_in_order() {
    let builder = apply(&["--set", "layer.leaky.tau=7", "--set", "a.leaky.tau = 0.01 s", "--set=seed=9"]).unwrap();
    assert_eq!([value(&builder, "a.leaky.tau"), value(&builder, "größe.leaky.tau")], ["10", "7"]);
    let builder = apply(&["--set", "a.leaky.tau=0.01 s", "--set", "layer.leaky.tau=7"]).unwrap();
    assert_eq!([value(&builder, "a.leaky.tau"), value(&builder, "größe.leaky.tau")], ["7", "7"]);
    let given = [
        ("seed=9007199254740991", "seed", "9007199254740991"),
        ("dt=100us", "dt", "0.1"),
        ("threads=2", "threads", "2"),
        ("a.size=30", "a.size", "30"),
        ("a.v=-0.065 V", "a.v", "-65"),
        ("a.leaky.g=1e-3 uS", "a.leaky.g", "1"),
        ("a.leaky.share=-1e-3", "a.leaky.share", "-0.001"),
        ("a.last=-4", "a.last", "-4"),
        ("a.fired=true", "a.fired", "true"),
        ("layer.fired=false", "größe.fired", "false"),
        ("a.fired=1", "a.fired", "true"),
        ("EXC_a_to_a.delay=2000 us", "EXC_a_to_a.delay", "2"),
        ("größe.plain.tau=3", "größe.plain.tau", "3"),
    ];
    for (words, name, expected) in given {
        assert_eq!(value(&apply(&["--set", words]).unwrap(), name), expected, "{words}");
    }
}

#[test]
fn networks_are_built_with_it() {
    let net = arguments(&["--set", "a.leaky.tau=5 ms", "--set", "a.size=20"]).unwrap().build(Net::builder()).unwrap();
    assert_eq!((net.a.leaky.parameters().tau, net.a.size()), (5.0, 20));
    let refused = arguments(&["--set", "a.leaky.tau=0"]).unwrap().build(Net::builder()).unwrap_err();
    assert_eq!(refused.to_string(), "parameter `a.leaky.tau` is 0, and `tau > 0 ms` has to hold");
}

#[track_caller]
fn refused(assignment: &str, expected: &str) {
    let error = apply(&["--set", assignment]).expect_err("an error");
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn what_cannot_be_given_is_said() {
    refused("a.leaky.tau=10 mV", "a.leaky.tau = 10 mV: units differ: `a.leaky.tau` is in ms, and this is in mV");
    refused("a.leaky.tau=10 mv", "a.leaky.tau = 10 mv: `mv` is no unit: did you mean `mV`?");
    refused("a.leaky.share=1 ms", "a.leaky.share = 1 ms: `a.leaky.share` is declared without a unit");
    refused("a.size=10 ms", "a.size = 10 ms: `a.size` is declared without a unit");
    // One of those that are called so.
    refused("tau=1 ms", "tau = 1 ms: `größe.plain.tau` is declared without a unit");
    refused("a.leaky.tau=fast", "a.leaky.tau = fast: expected a number, as in `10 ms` or `0.5`, and `fast` was found");
    refused("a.leaky.tau=true", "a.leaky.tau = true: `a.leaky.tau` (parameter) is a number");
    refused("a.leaky.tau=inf", "a.leaky.tau = inf: expected a number");
    refused("a.leaky.tau=1e39", "a.leaky.tau = 1e39: `a.leaky.tau` expects finite values");
    refused(
        "a.fired=0.5",
        "a.fired = 0.5: setting `a.fired`: expected 0, for false, or 1, for true, and 0.5 was found",
    );
    refused("seed=9007199254740993", "seed = 9007199254740993: setting `seed`: expected a whole number");
    refused("leaky=1", "leaky = 1: no setting is called `leaky`; there is seed, dt, threads, a.leaky.tau,");
    for words in ["a.leaky.tau", "=1", "a.leaky.tau=", "", " = "] {
        let error = apply(&["--set", words]).expect_err("an error");
        assert!(error.contains("expected NAME=VALUE, as in `cells.leaky.tau=10.0`"), "{error}");
    }
}

const TOML: &str = "seed = 7
layer.leaky.tau = '4 ms'
[a]
size = 30
v = '-65 mV'
fired = true
[a.leaky]
tau = 10.0
g = 3
[EXC_a_to_a]
delay = 2.5
";

const JSON: &str = r#"{ "seed": 7, "layer.leaky": { "tau": "4 ms" },
    "a": { "size": 30, "v": "-65 mV", "fired": true, "leaky": { "tau": 10.0, "g": 3 } }, "EXC_a_to_a": { "delay": 2.5 } }"#;

#[test]
fn files_say_the_same_in_both_forms_and_in_their_order() {
    let mut expected = Net::builder().seed(7);
    expected.größe.leaky.tau = 4.0.into();
    expected.a.size = Grid::squared(30);
    (expected.a.v, expected.a.fired) = ((-65.0).into(), true.into());
    (expected.a.leaky.tau, expected.a.leaky.g) = (10.0, 3.0);
    expected.EXC_a_to_a.delay = 2.5;
    for (name, text) in [("some.toml", TOML), ("some.json", JSON)] {
        assert_eq!(from_file(name, text).unwrap().settings(), expected.settings(), "{name}");
    }
    // `z` comes first, as it stands there.
    for (name, text) in [
        ("some.toml", "größe.leaky.tau = 9\nlayer.leaky.tau = 4".replace("größe", "\"größe\"")),
        ("some.json", r#"{ "größe.leaky.tau": 9, "layer.leaky.tau": 4 }"#.to_owned()),
    ] {
        assert_eq!(value(&from_file(name, &text).unwrap(), "größe.leaky.tau"), "4", "{name}");
    }
}

#[test]
fn what_is_set_comes_behind_files() {
    let (_one, first) = file("first.toml", "a.leaky.tau = 1\na.leaky.g = 2\nseed = 3");
    let (_two, second) = file("second.json", r#"{ "a": { "leaky": { "g": 5 } }, "seed": 6 }"#);
    let [first, second] = [&first, &second].map(|path| path.to_str().expect("a path"));
    let builder = apply(&["--set", "seed=8", "--parameters", first, "--parameters", second]).unwrap();
    let values = ["a.leaky.tau", "a.leaky.g", "seed"].map(|name| value(&builder, name));
    assert_eq!(values, ["1", "5", "8"]);
}

#[test]
fn errors_name_the_file_and_the_key() {
    let refused = |name: &str, text: &str, expected: &str| {
        let error = from_file(name, text).expect_err("an error");
        assert!(error.starts_with(expected), "{error}");
    };
    let there_is = "no setting is called `a.leaky.tua`; there is seed, dt, threads, a.leaky.tau,";
    refused("x.toml", "[a.leaky]\ntua = 1.0", &format!("file `x.toml`: a.leaky.tua = 1: {there_is}"));
    refused(
        "x.json",
        r#"{"a": {"size": 2.5}}"#,
        "file `x.json`: a.size = 2.5: setting `a.size`: expected a whole number",
    );
    refused(
        "x.toml",
        "a.leaky.tau = '1 mV'",
        "file `x.toml`: a.leaky.tau = 1 mV: units differ: `a.leaky.tau` is in ms",
    );
    refused("x.toml", "a.leaky.tau = nan", "file `x.toml`: a.leaky.tau = NaN: `a.leaky.tau` expects finite values");
    refused("x.toml", "a.leaky.tau = true", "file `x.toml`: a.leaky.tau = true: `a.leaky.tau` (parameter) is a number");
    refused("x.toml", "seed = 9007199254740993", "file `x.toml`: seed = 9007199254740993: setting `seed`: expected");
    refused("x.toml", "seed = 1\nseed = 2", "file `x.toml`: TOML parse error at line 2");
    refused("x.json", r#"{"seed": 1, "seed": 2}"#, "file `x.json`: `seed` stands there twice at line 1");
    refused("x.toml", "a.size = [1, 2]", "file `x.toml`: TOML parse error at line 1, column 10");
    refused("x.json", r#"{"seed": null}"#, "file `x.json`: invalid type: null, expected a number");
    refused("x.json", "3", "file `x.json`: expected a table of names, and 3 was found");
    refused("x.yaml", "seed: 1", "file `x.yaml`: expected a file `.toml` or `.json`");
    let error = apply(&["--parameters", "/nowhere/there.toml"]).expect_err("an error");
    assert!(error.starts_with("file `/nowhere/there.toml`: "), "{error}");
}

/// What is listed is a file that says what the builder says, whatever its numbers.
#[test]
fn the_list_is_a_file_of_what_there_is() {
    let mut builder = Net::builder().threads(2);
    for (name, number) in
        [("a.leaky.tau", 0.1), ("a.leaky.share", 1e-30), ("a.leaky.g", 1e30), ("a.size", 30.0), ("a.last", -3.0)]
    {
        builder.set(name, number).unwrap();
    }
    builder.set("a.fired", 1.0).unwrap();
    builder.set("größe.leaky.tau", 1.0 / 3.0).unwrap();
    builder.größe.v = vec![0.0; 5].into();
    let listed = list(&builder);
    let mut read = from_file("all.toml", &listed).unwrap();
    assert_eq!(read.größe.size, builder.größe.size);
    // What is several values is no number.
    read.größe.v = vec![0.0; 5].into();
    assert_eq!(read.settings(), builder.settings());

    let has =
        |line: &str| assert!(listed.lines().any(|own| own.split_whitespace().eq(line.split_whitespace())), "{listed}");
    has(r#"a.leaky.tau = 0.1 # ms, parameter: How long it takes to leak: "the" time \ constant."#);
    has("a.size = 30 # neurons: How many neurons there are.");
    has("dt = 0.5 # ms, time step: The time that one iteration stands for.");
    has("# a.v: as declared # mV, state at the beginning");
    has("# \"größe\".v: several values # mV, state at the beginning");
    has("\"größe\".plain.tau = 2.0 # parameter");
    has("EXC_a_to_a.delay = 1.0 # ms, delay: How long what neurons send takes to the synapses.");
    assert_eq!(listed.lines().count(), builder.settings().len());
}

/// Numbers that a program has itself.
#[test]
fn values_are_given_without_a_command_line() {
    let mut builder = Net::builder();
    assert_eq!(give(&mut builder, "layer.leaky.tau", &Written::Number(3.0)), Ok(2));
    assert_eq!(give(&mut builder, "fired", &Written::Flag(true)), Ok(2));
    let (_folder, path) = file("some.toml", "a.leaky.tau = 4");
    assert_eq!(izhi_command_line::give_file(&mut builder, Path::new(&path)), Ok(()));
    assert_eq!(["a.leaky.tau", "größe.leaky.tau", "größe.fired"].map(|name| value(&builder, name)), ["4", "3", "true"]);
}
