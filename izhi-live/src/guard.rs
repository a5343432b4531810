//! Who may look: those who know the token, from a page that came from here.
//!
//! A page of somebody else that is open in the same browser can send requests to this machine, too. It does not know the token,
//! its `Origin` is another one, and where it has let its own name point to this machine, the `Host` is that name.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};

use crate::error::{Error, Result};

/// The bytes of a token, of which its text has twice as many digits.
const BYTES: usize = 16;

/// What nobody can guess, a part of the page's address.
#[derive(Clone)]
pub(crate) struct Token(String);

/// What is printed somewhere is known there.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

impl Token {
    /// One that the system has drawn.
    pub(crate) fn draw() -> Result<Self> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(Error::Token)?;
        Ok(Token(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// Whether it is this one. The time that this takes says nothing of where two differ.
    fn is(&self, other: &str) -> bool {
        let differences = self.0.bytes().zip(other.bytes()).fold(0, |all, (own, other)| all | (own ^ other));
        self.0.len() == other.len() && differences == 0
    }
}

/// What requests are let through.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    pub(crate) token: Token,
    /// Names of this machine beside `localhost` and its numbers.
    pub(crate) hosts: Vec<String>,
}

/// What a request wants.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// A file of the page, which a person may ask for by its address.
    File,
    /// A connection, for which a browser says which page wants it.
    Connection,
}

impl Guard {
    /// A reason to refuse a request.
    pub(crate) fn check(&self, wish: Wish, token: &str, headers: &HeaderMap) -> std::result::Result<(), Refusal> {
        let header = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        let host = header(HOST).unwrap_or_default();
        if headers.get_all(HOST).iter().count() != 1 || !self.is_own(host) {
            return Err(Refusal(StatusCode::FORBIDDEN, "the host of this address is not one of this page"));
        }
        let is_same = header(ORIGIN).map(|origin| origin.strip_prefix("http://") == Some(host));
        if headers.get_all(ORIGIN).iter().count() > 1 || !is_same.unwrap_or(wish == Wish::File) {
            return Err(Refusal(StatusCode::FORBIDDEN, "the request comes from a page of somebody else"));
        }
        if !self.token.is(token) {
            return Err(Refusal(StatusCode::FORBIDDEN, "the address has not the token of this run"));
        }
        Ok(())
    }

    /// Whether a host, with or without a port, is this machine: a number, which nobody can let point elsewhere, or a name that
    /// the program has allowed. Ports may be others where somebody forwards them.
    fn is_own(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit()) => name,
            _ => host,
        };
        let is_number = name.parse::<Ipv4Addr>().is_ok()
            || name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).is_some_and(is_v6);
        let is_named = |own: &str| own.eq_ignore_ascii_case(name);
        is_number || is_named("localhost") || self.hosts.iter().any(|own| is_named(own))
    }
}

fn is_v6(name: &str) -> bool {
    name.parse::<Ipv6Addr>().is_ok()
}

/// A request that is not answered, and why.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) StatusCode, pub(crate) &'static str);

/// A name that can stand in front of a port.
pub(crate) fn host(name: &str) -> Result<String> {
    let is_one =
        |part: &str| !part.is_empty() && part.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-');
    match name.split('.').all(is_one) {
        true => Ok(name.to_owned()),
        false => Err(Error::Host(name.to_owned())),
    }
}

/// The address of the page, for people: where everybody on the net is heard, that of this machine.
pub(crate) fn url(address: SocketAddr, token: &Token) -> String {
    let mut shown = address;
    if address.ip().is_unspecified() {
        shown.set_ip(if address.is_ipv4() { [127, 0, 0, 1].into() } else { Ipv6Addr::LOCALHOST.into() });
    }
    format!("http://{shown}/{}/", token.text())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn guard() -> Guard {
        Guard { token: Token("0123".to_owned()), hosts: vec!["lab.example".to_owned()] }
    }

    fn is_let_through(wish: Wish, token: &str, host: Option<&'static str>, origin: Option<&'static str>) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in [(HOST, host), (ORIGIN, origin)] {
            value.map(|value| headers.insert(name, HeaderValue::from_static(value)));
        }
        guard().check(wish, token, &headers).is_ok()
    }

    #[test]
    fn hosts_are_numbers_localhost_and_names_that_were_allowed() {
        for host in ["127.0.0.1:80", "127.0.0.1", "localhost:9", "[::1]:80", "192.168.0.7:80", "LAB.example:80"] {
            assert!(is_let_through(Wish::File, "0123", Some(host), None), "{host}");
        }
        for host in
            ["", "evil.example", "evil.example:80", "localhost.evil.example", "::1", "127.0.0.1.evil.example:80"]
        {
            assert!(!is_let_through(Wish::File, "0123", Some(host), None), "{host}");
        }
        assert!(!is_let_through(Wish::File, "0123", None, None));
    }

    #[test]
    fn an_origin_is_that_of_the_page() {
        let host = Some("127.0.0.1:80");
        assert!(is_let_through(Wish::Connection, "0123", host, Some("http://127.0.0.1:80")));
        for origin in ["http://127.0.0.1:81", "https://127.0.0.1:80", "http://evil.example", "null", "127.0.0.1:80"] {
            assert!(!is_let_through(Wish::Connection, "0123", host, Some(origin)), "{origin}");
            assert!(!is_let_through(Wish::File, "0123", host, Some(origin)), "{origin}");
        }
        assert!(!is_let_through(Wish::Connection, "0123", host, None));
    }

    #[test]
    fn a_token_is_the_whole_of_it() {
        for token in ["", "0", "012", "01234", "0124", "0123 "] {
            assert!(!is_let_through(Wish::File, token, Some("localhost"), None), "{token}");
        }
        let (one, other) = (Token::draw().unwrap(), Token::draw().unwrap());
        assert_eq!(one.text().len(), 2 * BYTES);
        assert!(!one.is(other.text()));
    }

    #[test]
    fn names_of_hosts_have_no_ports() {
        assert!(host("lab-7.example").is_ok());
        for name in ["", "lab:80", "http://lab", "lab/", "lab..example", "*"] {
            assert!(matches!(host(name), Err(Error::Host(_))), "{name}");
        }
    }

    #[test]
    fn an_address_for_everybody_is_shown_as_one_that_can_be_opened() {
        let token = Token("0123".to_owned());
        assert_eq!(url("0.0.0.0:80".parse().unwrap(), &token), "http://127.0.0.1:80/0123/");
        assert_eq!(url("[::1]:80".parse().unwrap(), &token), "http://[::1]:80/0123/");
    }
}
