//! A visitor of a page, without a browser.

#![allow(dead_code, unreachable_pub)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use izhi::Network;
use izhi::live::{Live, Stopper};
use tungstenite::client::IntoClientRequest;
use tungstenite::handshake::HandshakeError;
use tungstenite::http::StatusCode;
use tungstenite::{Error, Message, WebSocket};

/// How long a visitor waits before a test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where a page is.
#[derive(Clone, Debug)]
pub struct Place {
    pub host: String,
    pub token: String,
}

impl Place {
    pub fn of(live: &Live) -> Self {
        let url = live.url();
        let mut parts = url.strip_prefix("http://").unwrap().split('/');
        Place { host: parts.next().unwrap().to_owned(), token: parts.next().unwrap().to_owned() }
    }

    /// The answer to a request with these lines of its head: the number, and all of the text.
    pub fn get(&self, path: &str, head: &[String]) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let head = head.iter().map(|line| format!("{line}\r\n")).collect::<String>();
        write!(stream, "GET {path} HTTP/1.1\r\n{head}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
    }

    pub fn file(&self, name: &str) -> (u16, String) {
        self.get(&format!("/{}/{name}", self.token), &[format!("Host: {}", self.host)])
    }

    /// A connection, or the number with which it is refused.
    pub fn connect_as(&self, host: &str, origin: Option<&str>, token: &str) -> Result<Visitor, StatusCode> {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut request = format!("ws://{}/{token}/live", self.host).into_client_request().unwrap();
        request.headers_mut().insert("Host", host.parse().unwrap());
        if let Some(origin) = origin {
            request.headers_mut().insert("Origin", origin.parse().unwrap());
        }
        match tungstenite::client(request, stream) {
            Ok((socket, _)) => Ok(Visitor { socket, iteration: 0 }),
            Err(HandshakeError::Failure(Error::Http(response))) => Err(response.status()),
            Err(error) => panic!("{error}"),
        }
    }

    pub fn connect(&self) -> Visitor {
        self.connect_as(&self.host, Some(&format!("http://{}", self.host)), &self.token).unwrap()
    }

    /// A connection that has been greeted.
    pub fn enter(&self) -> Visitor {
        let mut visitor = self.connect();
        assert!(visitor.text().starts_with(r#"{"kind":"about""#));
        assert!(visitor.text().starts_with(r#"{"kind":"status""#));
        visitor
    }
}

pub struct Visitor {
    pub socket: WebSocket<TcpStream>,
    /// Of the last frame.
    pub iteration: u64,
}

impl Visitor {
    pub fn say(&mut self, text: &str) {
        self.socket.send(Message::text(text)).unwrap();
    }

    pub fn hear(&mut self) -> Message {
        self.socket.read().unwrap()
    }

    /// The next text, whatever frames come before it.
    pub fn text(&mut self) -> String {
        loop {
            if let Message::Text(text) = self.hear() {
                return text.to_string();
            }
        }
    }

    /// The next text of a kind.
    pub fn text_of(&mut self, kind: &str) -> String {
        let begin = format!(r#"{{"kind":"{kind}""#);
        loop {
            let text = self.text();
            if text.starts_with(&begin) {
                return text;
            }
        }
    }

    /// Waits for a status that says this: of several, only the last may be heard.
    pub fn status_with(&mut self, part: &str) {
        while !self.text_of("status").contains(part) {}
    }

    /// Asks for the next frame, and waits for it.
    pub fn frame(&mut self) -> Frame {
        self.say(r#"{"do":"next"}"#);
        loop {
            if let Message::Binary(bytes) = self.hear() {
                let frame = Frame::read(&bytes);
                self.iteration = frame.iteration;
                return frame;
            }
        }
    }

    /// The next frame; none where the network is shown no longer.
    pub fn try_frame(&mut self) -> Option<Frame> {
        self.socket.send(Message::text(r#"{"do":"next"}"#)).ok()?;
        loop {
            match self.socket.read().ok()? {
                Message::Binary(bytes) => return Some(Frame::read(&bytes)),
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }

    /// Pauses, and waits for the frame that shows it.
    pub fn pause(&mut self) -> Frame {
        self.say(r#"{"do":"pause"}"#);
        loop {
            let frame = self.frame();
            if !frame.is_running {
                return frame;
            }
        }
    }

    /// Runs some iterations behind those of the last frame, and waits for the frame that shows them.
    pub fn step(&mut self, iterations: u64) -> Frame {
        let end = self.iteration + iterations;
        self.say(&format!(r#"{{"do":"step","iterations":{iterations}}}"#));
        loop {
            let frame = self.frame();
            if frame.iteration == end && !frame.is_running {
                return frame;
            }
        }
    }
}

/// What a frame says, as far as tests ask.
#[derive(Debug, Default)]
pub struct Frame {
    pub iteration: u64,
    pub is_running: bool,
    pub first: u64,
    pub iterations: u32,
    /// The values of variables.
    pub values: Vec<(u32, Vec<f32>)>,
    /// The neurons with an event, iteration by iteration.
    pub events: Vec<(u32, Vec<Vec<u32>>)>,
    pub traces: Vec<(u32, u32, Vec<f32>)>,
    /// Rows, columns and cells.
    pub weights: Vec<(u32, u32, u32, Vec<f32>)>,
}

impl Frame {
    fn read(bytes: &[u8]) -> Self {
        let mut at = 32;
        let wide = |at: usize| f64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
        let integer = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        let mut frame = Frame { iteration: wide(8) as u64, is_running: integer(24) == 1, ..Frame::default() };
        for _ in 0..integer(4) {
            let [kind, variable, a, b] = [0, 4, 8, 12].map(|field| integer(at + field));
            at += 16;
            let integers = |at: &mut usize, count: u32| -> Vec<u32> {
                *at += 4 * count as usize;
                (*at - 4 * count as usize..*at).step_by(4).map(integer).collect()
            };
            let numbers =
                |at: &mut usize, count| -> Vec<f32> { integers(at, count).into_iter().map(f32::from_bits).collect() };
            match kind {
                1 => frame.values.push((variable, numbers(&mut at, a))),
                2 => {
                    (frame.first, frame.iterations) = (wide(at) as u64, a);
                    at += 8;
                }
                3 => {
                    let (all, shown) = (integers(&mut at, a), integers(&mut at, a));
                    assert_eq!(all, shown);
                    let rows = shown.into_iter().map(|count| integers(&mut at, count)).collect();
                    frame.events.push((variable, rows));
                }
                4 => frame.traces.push((variable, b, numbers(&mut at, a))),
                5 => {
                    at += 8;
                    frame.weights.push((variable, a, b, numbers(&mut at, a * b)));
                }
                6 => drop(integers(&mut at, a + 2)),
                _ => panic!("a section of the kind {kind}"),
            }
        }
        assert_eq!(at, bytes.len());
        frame
    }
}

/// Shows a network as long as somebody visits it, and gives what that one has found.
pub fn visit<N: Network, T: Send + 'static>(
    net: &mut N,
    live: Live,
    person: impl FnOnce(&Place) -> T + Send + 'static,
) -> T {
    /// Ends it however the person ends.
    struct End(Stopper);
    impl Drop for End {
        fn drop(&mut self) {
            self.0.stop();
        }
    }
    let (place, end) = (Place::of(&live), End(live.stopper()));
    let person = thread::spawn(move || {
        let _end = end;
        person(&place)
    });
    live.run(net).unwrap();
    person.join().unwrap()
}

pub fn here() -> Live {
    Live::bind("127.0.0.1:0").unwrap()
}
