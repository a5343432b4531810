//! What recorders compute.

use super::source::compile;

/// The function of a recorder of this.
fn recorder(recorded: &str) -> String {
    let text = format!(
        "behavior! {{
            Cell {{ state {{ v: 0.0 }} event {{ fired: false }} step {{ v += 1.0; fired = v > 9.0; }} }}
        }}
        network! {{
            Net {{ use Cell, izhi::Recorder, izhi::EventRecorder; group cells: 10 {{ 1: Cell, 9: {recorded} as recorder }} }}
        }}"
    );
    let code = compile(&text).code.to_string();
    let start =
        code.find("The step of `Recorder`").or_else(|| code.find("The step of `EventRecorder`")).expect("it has one");
    let code = &code[start..];
    code[..code[1..].find("# [doc").map_or(code.len(), |end| end + 1)].to_owned()
}

#[test]
fn an_expression_is_computed_where_a_row_of_it_is_kept() {
    let guard = "is_due (clock . iteration ())";
    assert!(recorder("Recorder [v, mean(v) as mean_v]").contains(guard));
    assert!(recorder("Recorder [v * 2.0 as twice]").contains(guard));
    for plain in ["Recorder [v, fired]", "EventRecorder [fired]"] {
        assert!(!recorder(plain).contains(guard), "{plain} computes nothing");
    }
}
