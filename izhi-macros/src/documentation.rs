//! The page of a behaviour in the documentation of its crate: the author's words, and tables of what it declares.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::check;
use crate::syntax::{Behavior, End, Equations, ExpressionKind, Field, Variable, VariableKind};
use crate::unit::Dimension;

/// What the names of a table measure.
type Units = BTreeMap<String, Dimension>;

/// The doc comment of the macro that exports a behaviour.
pub(crate) fn page(behavior: &Behavior) -> TokenStream {
    let words = behavior.doc.tokens();
    let lines = tables(behavior);
    quote!(#words #(#[doc = #lines])*)
}

/// What it declares, in Markdown, line by line.
pub(crate) fn tables(behavior: &Behavior) -> Vec<String> {
    let mut lines = vec![String::new(), "A behaviour for `network!`.".to_owned()];
    if !behavior.names.is_empty() {
        let names: Vec<String> = behavior.names.iter().map(ToString::to_string).collect();
        let (own, names) = (&behavior.name, names.join(", "));
        let line = format!("Of its names a network can replace these, in this order: `use {own}({names}) as Name`.");
        lines.extend([String::new(), line]);
    }
    let variables = |kind: VariableKind| -> Vec<&Field> {
        let is_wanted = |variable: &&Variable| variable.kind == kind;
        let variables = behavior.variables.iter().filter(is_wanted);
        variables.map(|variable| &variable.field).collect()
    };
    let [units, units_of_synapses] = check::measured(behavior);
    let mut of_neurons = |title: &str, second: &str, fields: &[&Field], otherwise: &str| {
        table(&mut lines, [title, second], fields, &units, otherwise);
    };
    let parameters = behavior.parameters.iter().collect::<Vec<_>>();
    of_neurons("parameter", "default", &parameters, "none: each group gives it");
    of_neurons("constant", "made of", &behavior.constants.iter().collect::<Vec<_>>(), "");
    of_neurons("input", "", &behavior.inputs.iter().collect::<Vec<_>>(), "");
    for kind in [VariableKind::State, VariableKind::Integer, VariableKind::Flag, VariableKind::Event] {
        let [title, _] = kind.declared();
        of_neurons(title, "begins with", &variables(kind), "what is assigned first");
    }
    for variables in &behavior.synapse_variables {
        let end = if variables.end == End::Afferent { "afferent" } else { "efferent" };
        let tag = variables.tag.as_ref().map(|tag| format!(" `{tag}`")).unwrap_or_default();
        let title = format!("of {end} synapses{tag}");
        let fields = variables.fields.iter().collect::<Vec<_>>();
        table(&mut lines, [&title, "begins with"], &fields, &units_of_synapses, "");
    }
    equations(&mut lines, &behavior.equations);
    lines
}

/// Terms first, as equations read them.
fn equations(lines: &mut Vec<String>, equations: &Equations) {
    let terms = equations.terms.iter().map(|term| (term.name.to_string(), &term.value));
    let rates = equations.equations.iter().map(|equation| (format!("d{}/dt", equation.variable), &equation.rate));
    let rows = terms.chain(rates).map(|(name, value)| format!("| `{name}` | {} |", code(&value.to_string())));
    let rows: Vec<String> = rows.collect();
    if !rows.is_empty() {
        lines.extend([String::new(), "| equation | is |".to_owned(), "| --- | --- |".to_owned()]);
        lines.extend(rows);
    }
}

fn table(lines: &mut Vec<String>, [title, second]: [&str; 2], fields: &[&Field], units: &Units, otherwise: &str) {
    if fields.is_empty() {
        return;
    }
    lines.extend([String::new(), format!("| {title} | {second} | |"), "| --- | --- | --- |".to_owned()]);
    for field in fields {
        let value = field.value.as_ref().map_or(otherwise.to_owned(), |value| code(&value.to_string()));
        let decay = field.decay.as_ref().map(|decay| format!(", decays with {}", code(&decay.to_string())));
        let condition = field.condition.as_ref().map(|condition| format!(" where {}", code(&condition.to_string())));
        let unit = unit(field, units.get(&field.name.to_string()).copied());
        let [decay, condition] = [decay, condition].map(Option::unwrap_or_default);
        lines.push(format!("| `{}` | {value}{unit}{decay}{condition} | {} |", field.name, cell(&field.doc.words())));
    }
}

/// The unit of its numbers, where its value does not show it.
fn unit(field: &Field, measured: Option<Dimension>) -> String {
    if field.fits_all {
        return " in any unit".to_owned();
    }
    let Some(dimension) = measured else { return String::new() };
    match field.value.as_ref().map(|value| (&value.kind, value.to_string())) {
        Some((ExpressionKind::Number(_, Some(_)), text)) if text.ends_with(&format!(" {dimension}")) => String::new(),
        Some((ExpressionKind::Number(_, Some(_)), _)) => format!(", kept in {dimension}"),
        _ => format!(" in {dimension}"),
    }
}

/// Code in a cell of a table.
fn code(text: &str) -> String {
    format!("`{}`", cell(text))
}

/// A bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::tables;
    use crate::syntax::Behavior;

    #[test]
    fn a_page_has_a_table_of_each_kind() {
        let behavior: Behavior = syn::parse2(quote! {
            /// Words of the author.
            pub Cell(TAG, g) {
                param {
                    /// How long
                    /// it takes.
                    tau: 20 ms where tau > 0.0 || g_L > 1.0,
                    g_L,
                    resistance: 100 MOhm,
                    rest: resistance * 0.3 nA,
                    weight: 1.0 in any where weight > 0.0
                }
                constant { rate: dt / tau }
                input { drive in pA }
                state { v: -65 mV, w }
                integer { last: -1 }
                event { fired: false }
                afferent(TAG) { W: uniform(0.0, 1.0), trace: 0.0 decays(tau) }
                equations { let leak = v / tau; dv/dt = -leak + drive; }
                step { integrate by exact; v += g * drive; }
            }
        })
        .unwrap();
        insta::assert_snapshot!(tables(&behavior).join("\n"), @r"

        A behaviour for `network!`.

        Of its names a network can replace these, in this order: `use Cell(TAG, g) as Name`.

        | parameter | default | |
        | --- | --- | --- |
        | `tau` | `20 ms` where `tau > 0.0 \|\| g_L > 1.0` | How long it takes. |
        | `g_L` | none: each group gives it |  |
        | `resistance` | `100 MOhm`, kept in GOhm |  |
        | `rest` | `resistance * 0.3 nA` in mV |  |
        | `weight` | `1.0` in any unit where `weight > 0.0` |  |

        | constant | made of | |
        | --- | --- | --- |
        | `rate` | `dt / tau` |  |

        | input |  | |
        | --- | --- | --- |
        | `drive` |  in pA |  |

        | state | begins with | |
        | --- | --- | --- |
        | `v` | `-65 mV` |  |
        | `w` | what is assigned first |  |

        | integer | begins with | |
        | --- | --- | --- |
        | `last` | `-1` |  |

        | event | begins with | |
        | --- | --- | --- |
        | `fired` | `false` |  |

        | of afferent synapses `TAG` | begins with | |
        | --- | --- | --- |
        | `W` | `uniform(0.0, 1.0)` |  |
        | `trace` | `0.0`, decays with `tau` |  |

        | equation | is |
        | --- | --- |
        | `leak` | `v / tau` |
        | `dv/dt` | `-leak + drive` |
        ");
    }
}
