//! Who can look, and what nobody can do to a network.

use std::io::Write;
use std::net::Shutdown;
use std::time::Duration;

use izhi::Network;
use tungstenite::http::StatusCode;
use tungstenite::{Bytes, Message};

use net::net;
use visitor::{here, visit};

mod net;
mod visitor;

#[test]
fn files_are_for_those_who_know_the_address() {
    visit(&mut net(), here(), |place| {
        for name in ["", "main.js", "style.css", "uplot/uPlot.iife.min.js", "uplot/LICENSE"] {
            let (status, answer) = place.file(name);
            assert_eq!(status, 200, "{name}");
            for header in ["content-security-policy: default-src 'none'", "nosniff", "no-referrer", "no-store"] {
                assert!(answer.contains(header), "{name} has no {header}");
            }
        }
        for name in ["nothing.js", "../Cargo.toml", "%2e%2e/Cargo.toml", "uplot/", "main.js/"] {
            assert_eq!(place.file(name).0, 404, "{name}");
        }
        let host = format!("Host: {}", place.host);
        let wrong = place.token.replace(|digit: char| digit != '0', "0");
        for path in [format!("/{wrong}/"), format!("/{wrong}/main.js"), format!("/{}0/", place.token)] {
            assert_eq!(place.get(&path, std::slice::from_ref(&host)).0, 403, "{path}");
        }
        for path in ["/", "/main.js", "/live"] {
            assert_eq!(place.get(path, std::slice::from_ref(&host)).0, 404, "{path}");
        }
    });
}

#[test]
fn pages_of_others_are_refused() {
    visit(&mut net(), here(), |place| {
        let path = format!("/{}/", place.token);
        let host = format!("Host: {}", place.host);
        let heads = [
            vec!["Host: evil.example".to_owned()],
            vec![host.clone(), "Host: evil.example".to_owned()],
            vec![host.clone(), "Origin: http://evil.example".to_owned()],
            vec![host.clone(), "Origin: null".to_owned()],
        ];
        for head in heads {
            assert!([400, 403].contains(&place.get(&path, &head).0), "{head:?}");
        }
        let port = place.host.split(':').nth(1).unwrap();
        let own = format!("http://{}", place.host);
        let cases = [
            (place.host.as_str(), Some("http://evil.example"), place.token.as_str()),
            (place.host.as_str(), Some(&*format!("http://localhost:{port}")), place.token.as_str()),
            (place.host.as_str(), Some(&*format!("https://{}", place.host)), place.token.as_str()),
            (place.host.as_str(), None, place.token.as_str()),
            ("evil.example", Some(own.as_str()), place.token.as_str()),
            ("evil.example", Some("http://evil.example"), place.token.as_str()),
            (place.host.as_str(), Some(own.as_str()), "0123456789abcdef0123456789abcdef"),
        ];
        for (host, origin, token) in cases {
            let refused = place.connect_as(host, origin, token).err();
            assert_eq!(refused, Some(StatusCode::FORBIDDEN), "{host} {origin:?} {token}");
        }
        // By another name of this machine.
        let named = format!("localhost:{port}");
        assert!(place.connect_as(&named, Some(&format!("http://{named}")), &place.token).is_ok());
    });
}

/// Messages that say nothing, each another one.
fn malformed(number: u64) -> Message {
    let good = r#"{"do":"set_parameter","name":"cells.cell.tau","value":12.0}"#;
    // A congruential generator is random enough for this.
    let random = |range: u64| number.wrapping_mul(6_364_136_223_846_793_005).rotate_left(29) % range;
    match number % 10 {
        0 => Message::text(&good[..random(good.len() as u64 - 1) as usize]),
        1 => Message::text(format!("{good}{good}")),
        2 => Message::binary((0..random(500)).map(|byte| (byte * number) as u8).collect::<Vec<u8>>()),
        3 => Message::text("[".repeat(random(60_000) as usize)),
        4 => Message::text(format!(r#"{{"do":"step","iterations":{}}}"#, -1 - random(1000) as i64)),
        5 => Message::text(format!(r#"{{"do":"look","values":[{}]}}"#, 1000 + random(u64::MAX - 1000))),
        6 => Message::text(format!(r#"{{"do":"pulse","state":"cells.v","neurons":[{}],"amount":1e999}}"#, random(30))),
        7 => Message::text(format!(r#"{{"do":"speed","iterations_per_second":-{}}}"#, random(9))),
        8 => Message::text(format!(r#"{{"do":"set_enabled","name":"\u{{{}}}","is_enabled":true}}"#, random(99))),
        _ => Message::text(String::from_utf8_lossy(&random(u64::MAX).to_le_bytes()).into_owned()),
    }
}

#[test]
fn a_thousand_malformed_messages_are_answered_and_change_nothing() {
    let mut shown = net();
    visit(&mut shown, here(), |place| {
        let mut visitor = place.enter();
        for number in 0..1000 {
            visitor.socket.send(malformed(number)).unwrap();
            let answer = visitor.text();
            assert!(answer.starts_with(r#"{"kind":"error","message":""#), "{number}: {answer}");
        }
        visitor.step(100);
    });
    let mut other = net();
    other.simulate(100).unwrap();
    assert_eq!(shown.cells.v(), other.cells.v());
    assert_eq!(shown.cells.cell.parameters().tau, 10.0);
}

#[test]
fn what_is_too_long_ends_a_connection_and_no_other() {
    visit(&mut net(), here(), |place| {
        let mut other = place.enter();
        for length in [65 << 10, 5 << 20] {
            let mut visitor = place.enter();
            // Where the other end has gone before all of it is sent, that is an error.
            let _ = visitor.socket.send(Message::text("x".repeat(length)));
            while visitor.socket.read().is_ok() {}
        }
        other.step(10);
    });
}

#[test]
fn what_is_no_packet_ends_a_connection_and_no_other() {
    visit(&mut net(), here(), |place| {
        let mut other = place.enter();
        for number in 0..50_u8 {
            let mut visitor = place.enter();
            let noise: Vec<u8> = (0..200_u8).map(|byte| byte.wrapping_mul(number.wrapping_mul(37)) ^ 0xf5).collect();
            visitor.socket.get_mut().write_all(&noise).unwrap();
            let _ = visitor.socket.get_mut().shutdown(Shutdown::Write);
            while visitor.socket.read().is_ok() {}
        }
        other.step(10);
    });
}

#[test]
fn who_does_not_read_or_has_died_stops_nobody() {
    visit(&mut net(), here(), |place| {
        let look = r#"{"do":"look","values":[0,1,2],"events":[3],"traces":[[0,1]],"weights":[0],"analysis":[3]}"#;
        let mut slow: Vec<_> = (0..5).map(|_| place.enter()).collect();
        let long = format!(r#"{{"do":"{}"}}"#, "x".repeat(60_000));
        for visitor in &mut slow {
            visitor.say(look);
            visitor.say(r#"{"do":"next"}"#);
            // Answers that it does not read, until nothing more goes in either direction.
            visitor.socket.get_mut().set_write_timeout(Some(Duration::from_millis(50))).unwrap();
            while visitor.socket.send(Message::text(long.as_str())).is_ok() {}
        }
        for _ in 0..5 {
            let mut dying = place.enter();
            dying.say(look);
            dying.say(r#"{"do":"next"}"#);
            dying.socket.get_mut().shutdown(Shutdown::Both).unwrap();
        }
        let mut visitor = place.enter();
        visitor.say(look);
        visitor.say(r#"{"do":"play"}"#);
        let first = visitor.frame().iteration;
        while visitor.frame().iteration < first + 1000 {}
        drop(slow);
        // Those who have gone have left their places.
        let mut guests = Vec::new();
        while guests.len() < 15 {
            let own = format!("http://{}", place.host);
            match place.connect_as(&place.host, Some(&own), &place.token) {
                Ok(guest) => guests.push(guest),
                Err(status) => assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE),
            }
        }
        let own = format!("http://{}", place.host);
        let refused = place.connect_as(&place.host, Some(&own), &place.token).err();
        assert_eq!(refused, Some(StatusCode::SERVICE_UNAVAILABLE));
    });
}

#[test]
fn pings_are_answered() {
    visit(&mut net(), here(), |place| {
        let mut visitor = place.enter();
        visitor.socket.send(Message::Ping(Bytes::from_static(b"here"))).unwrap();
        assert_eq!(visitor.hear(), Message::Pong(Bytes::from_static(b"here")));
    });
}
