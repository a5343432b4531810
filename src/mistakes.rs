//! What the compiler says to a mistake: at your own token, once, and with what to write instead. These are some of the
//! test cases of this crate, of which there is one for every rule, with their messages; the tests compare them word for word.
//! This module holds no code.
//!
//! # A unit that does not fit
//!
//! ```compile_fail
#![doc = include_str!("../tests/ui/unit_of_an_equation.rs")]
//! ```
//!
//! ```text
#![doc = include_str!("../tests/ui/unit_of_an_equation.stderr")]
//! ```
//!
//! # A parameter without its unit
//!
//! ```compile_fail
#![doc = include_str!("../tests/ui/unit_missing_at_a_given_parameter.rs")]
//! ```
//!
//! ```text
#![doc = include_str!("../tests/ui/unit_missing_at_a_given_parameter.stderr")]
//! ```
//!
//! # A method that does not fit the equations
//!
//! ```compile_fail
#![doc = include_str!("../tests/ui/method_exponential_euler_of_a_square.rs")]
//! ```
//!
//! ```text
#![doc = include_str!("../tests/ui/method_exponential_euler_of_a_square.stderr")]
//! ```
//!
//! # A name that is misspelt
//!
//! ```compile_fail
#![doc = include_str!("../tests/ui/unknown_variable.rs")]
//! ```
//!
//! ```text
#![doc = include_str!("../tests/ui/unknown_variable.stderr")]
//! ```
//!
//! # An order in which something has no value yet
//!
//! ```compile_fail
#![doc = include_str!("../tests/ui/read_before_a_value.rs")]
//! ```
//!
//! ```text
#![doc = include_str!("../tests/ui/read_before_a_value.stderr")]
//! ```
//!
//! # A recorder that comes before what it records
//!
//! ```compile_fail
#![doc = include_str!("../tests/ui/recorder_before_its_variable.rs")]
//! ```
//!
//! ```text
#![doc = include_str!("../tests/ui/recorder_before_its_variable.stderr")]
//! ```
//!
//! # An event where a number is wanted
//!
//! ```compile_fail
#![doc = include_str!("../tests/ui/event_as_a_number.rs")]
//! ```
//!
//! ```text
#![doc = include_str!("../tests/ui/event_as_a_number.stderr")]
//! ```
//!
//! # A parameter that cannot be
//!
//! ```compile_fail
#![doc = include_str!("../tests/ui/parameter_that_breaks_its_condition.rs")]
//! ```
//!
//! ```text
#![doc = include_str!("../tests/ui/parameter_that_breaks_its_condition.stderr")]
//! ```
//!
//! # A tag that no synapses have
//!
//! ```compile_fail
#![doc = include_str!("../tests/ui/tag_without_synapses.rs")]
//! ```
//!
//! ```text
#![doc = include_str!("../tests/ui/tag_without_synapses.stderr")]
//! ```
//!
//! # A habit of Python
//!
//! ```compile_fail
#![doc = include_str!("../tests/ui/habit_index.rs")]
//! ```
//!
//! ```text
#![doc = include_str!("../tests/ui/habit_index.stderr")]
//! ```
//!
//! # One group too many
//!
//! ```compile_fail
#![doc = include_str!("../tests/ui/family_member_that_is_missing.rs")]
//! ```
//!
//! ```text
#![doc = include_str!("../tests/ui/family_member_that_is_missing.stderr")]
//! ```
