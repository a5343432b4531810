//! The methods by their names, which equations each fits, and what each makes of them.

use proc_macro2::Ident;

use super::runge_kutta::{self, Tableau};
use super::{System, XI, exact, exponential};
use crate::diagnostics::Location;
use crate::syntax::{Expression, Statement};

/// How equations are taken one step further.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Euler,
    Midpoint,
    Heun,
    Rk4,
    ExponentialEuler,
    Exact,
    EulerMaruyama,
}

/// Why a method does not fit, and where that is seen.
pub(super) struct Misfit {
    pub(super) at: Location,
    pub(super) reason: String,
}

impl Method {
    pub(super) const ALL: [Method; 7] = [
        Method::Euler,
        Method::Midpoint,
        Method::Heun,
        Method::Rk4,
        Method::ExponentialEuler,
        Method::Exact,
        Method::EulerMaruyama,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Method::Euler => "euler",
            Method::Midpoint => "midpoint",
            Method::Heun => "heun",
            Method::Rk4 => "rk4",
            Method::ExponentialEuler => "exponential_euler",
            Method::Exact => "exact",
            Method::EulerMaruyama => "euler_maruyama",
        }
    }

    pub(super) fn find(name: &Ident) -> Option<Method> {
        Method::ALL.into_iter().find(|method| name == method.name())
    }

    /// The coefficients of a method that evaluates the right sides as they are.
    fn tableau(self) -> Option<&'static Tableau> {
        match self {
            Method::Euler | Method::EulerMaruyama => Some(&runge_kutta::EULER),
            Method::Midpoint => Some(&runge_kutta::MIDPOINT),
            Method::Heun => Some(&runge_kutta::HEUN),
            Method::Rk4 => Some(&runge_kutta::RK4),
            Method::ExponentialEuler | Method::Exact => None,
        }
    }

    /// How long a step of `dx/dt = -x` can be, where one that is longer makes of what should decay what grows.
    pub(super) fn longest_stable_step(self) -> Option<f64> {
        self.tableau().map(Tableau::longest_stable_step)
    }

    /// Whether it does what it should with noise.
    fn takes_noise(self) -> bool {
        matches!(self, Method::Heun | Method::EulerMaruyama)
    }

    /// Why it does not fit the equations, where it does not. What stays the same during a run, the caller knows.
    pub(super) fn misfit(self, system: &System, is_constant: &dyn Fn(&Ident) -> bool) -> Option<Misfit> {
        match system.noise() {
            Some(at) if !self.takes_noise() => {
                return Some(Misfit { at, reason: format!("there is noise in the equations, `{XI}`") });
            }
            Some(_) => return system.noise_that_is_not_linear(),
            None => {}
        }
        match self {
            Method::ExponentialEuler => exponential::parts(system).err(),
            Method::Exact => exact::System::new(system, is_constant).err(),
            _ => None,
        }
    }

    /// The statements that take the equations of a system so many steps further, which divide the time step. The method
    /// fits the equations.
    pub(super) fn statements(self, system: &System, steps: u32) -> Vec<Statement> {
        let statements = (0..steps).map(|step| match self {
            Method::Exact => exact::statements(system),
            Method::ExponentialEuler => exponential::statements(system, step, steps),
            _ => self.tableau().map_or_else(Vec::new, |tableau| runge_kutta::statements(tableau, system, step, steps)),
        });
        statements.flatten().collect()
    }
}

/// `let name = value;`
pub(super) fn local(name: &Ident, value: Expression) -> Statement {
    Statement::Let { name: name.clone(), value }
}
