//! The connection of one page.
//!
//! A page gets a frame when it has asked for one, so that a slow page gets fewer and never has two under way, and one that has died
//! gets none. What it says and cannot be understood is answered, and changes nothing.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message as Packet, WebSocket};
use tokio::sync::{mpsc, watch};

use crate::protocol::{Message, Reply};
use crate::shared::Page;

/// How long a page may take to receive what it has asked for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most replies that wait for a page.
const REPLIES: usize = 64;

/// The end of a connection, for whatever reason.
struct Gone;

/// Tells a page what it wants to know, until it goes.
pub(crate) async fn attend(socket: WebSocket, page: Page) {
    let (sender, replies) = mpsc::channel(REPLIES);
    let mut connection = Connection { socket, page, sender, is_waiting: false };
    // Who has gone needs no farewell.
    let _ = connection.attend(replies).await;
}

/// Waits until the network is shown no longer.
pub(crate) async fn ended(is_ended: &mut watch::Receiver<bool>) {
    // Where nobody can say so any more, it is so.
    let _ = is_ended.wait_for(|is_ended| *is_ended).await;
}

struct Connection {
    socket: WebSocket,
    page: Page,
    sender: mpsc::Sender<Reply>,
    /// Whether the page waits for a frame.
    is_waiting: bool,
}

impl Connection {
    async fn attend(&mut self, mut replies: mpsc::Receiver<Reply>) -> Result<(), Gone> {
        let shared = self.page.shared.clone();
        let mut frames = shared.frames.subscribe();
        let mut status = shared.status.subscribe();
        let mut analyses = shared.analyses.subscribe();
        let mut is_ended = shared.is_ended.subscribe();
        self.text(shared.about.clone()).await?;
        let first = status.borrow_and_update().clone();
        self.text(first.to_string()).await?;
        loop {
            tokio::select! {
                packet = self.socket.recv() => self.hear(packet.ok_or(Gone)?.map_err(|_| Gone)?).await?,
                Ok(()) = frames.changed(), if self.is_waiting => {
                    let frame = frames.borrow_and_update().clone();
                    if let Some(frame) = frame {
                        self.is_waiting = false;
                        self.send(Packet::Binary(frame.bytes())).await?;
                    }
                }
                Ok(()) = status.changed() => {
                    let status = status.borrow_and_update().clone();
                    self.text(status.to_string()).await?;
                }
                Ok(()) = analyses.changed() => {
                    let analyses: Arc<[Reply]> = analyses.borrow_and_update().clone();
                    for analysis in analyses.iter() {
                        self.text(analysis.text()).await?;
                    }
                }
                Some(reply) = replies.recv() => self.text(reply.text()).await?,
                () = ended(&mut is_ended) => {
                    self.text(Reply::Ended {}.text()).await?;
                    return self.send(Packet::Close(None)).await;
                }
            }
        }
    }

    async fn hear(&mut self, packet: Packet) -> Result<(), Gone> {
        let message = match &packet {
            Packet::Text(text) => serde_json::from_str::<Message>(text).map_err(|error| error.to_string()),
            Packet::Binary(_) => Err("expected text, and bytes were found".to_owned()),
            Packet::Close(_) => return Err(Gone),
            Packet::Ping(_) | Packet::Pong(_) => return Ok(()),
        };
        let done = message.and_then(|message| match message {
            Message::Next {} => {
                self.is_waiting = true;
                self.page.shared.want();
                Ok(())
            }
            Message::Look(look) => self.page.look(look),
            message => self.page.ask(message, &self.sender),
        });
        match done {
            Ok(()) => Ok(()),
            Err(message) => self.text(Reply::error(message).text()).await,
        }
    }

    async fn text(&mut self, text: String) -> Result<(), Gone> {
        self.send(Packet::Text(text.into())).await
    }

    async fn send(&mut self, packet: Packet) -> Result<(), Gone> {
        match tokio::time::timeout(PATIENCE, self.socket.send(packet)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Gone),
        }
    }
}
