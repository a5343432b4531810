//! The thread that serves: the page's files, and a connection for each page.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::analysis::analyse;
use crate::client::{attend, ended};
use crate::files;
use crate::guard::{Guard, Refusal, Wish};
use crate::protocol::LONGEST;
use crate::shared::Shared;

/// How long pages have to hear that a network is shown no longer.
const FAREWELL: Duration = Duration::from_millis(100);

/// What each request finds.
#[derive(Clone)]
struct Served {
    shared: Arc<Shared>,
    guard: Arc<Guard>,
}

/// Serves until the network is shown no longer.
pub(crate) async fn serve(listener: TcpListener, guard: Guard, shared: Arc<Shared>) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let mut is_ended = shared.is_ended.subscribe();
    tokio::spawn(analyse(shared.clone()));
    let router = Router::new()
        .route("/{token}/", get(page))
        .route("/{token}/live", get(connect))
        .route("/{token}/{*file}", get(file))
        .fallback(elsewhere)
        .with_state(Served { shared, guard: Arc::new(guard) });
    tokio::select! {
        served = axum::serve(listener, router) => served,
        () = ended(&mut is_ended) => {
            tokio::time::sleep(FAREWELL).await;
            Ok(())
        }
    }
}

async fn page(State(served): State<Served>, Path(token): Path<String>, headers: HeaderMap) -> Response {
    send(&served, "", &token, &headers)
}

async fn file(
    State(served): State<Served>,
    Path((token, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    send(&served, &file, &token, &headers)
}

fn send(served: &Served, name: &str, token: &str, headers: &HeaderMap) -> Response {
    if let Err(refusal) = served.guard.check(Wish::File, token, headers) {
        return refusal.into_response();
    }
    let Some(file) = files::find(name) else {
        return Refusal(StatusCode::NOT_FOUND, "the page has no such file").into_response();
    };
    // The guard has seen to it that this is a host.
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws://{host}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let headers = [
        (CONTENT_TYPE, file.kind),
        (CONTENT_SECURITY_POLICY, &policy),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, file.content).into_response()
}

async fn connect(
    State(served): State<Served>,
    Path(token): Path<String>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Response {
    if let Err(refusal) = served.guard.check(Wish::Connection, &token, &headers) {
        return refusal.into_response();
    }
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade,
        Err(rejection) => return rejection.into_response(),
    };
    let Some(page) = served.shared.enter() else {
        return Refusal(StatusCode::SERVICE_UNAVAILABLE, "too many pages look at this network").into_response();
    };
    upgrade.max_message_size(LONGEST).max_frame_size(LONGEST).on_upgrade(move |socket| attend(socket, page))
}

async fn elsewhere() -> Response {
    Refusal(StatusCode::NOT_FOUND, "this is not the address that the program has printed").into_response()
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, format!("{}\n", self.1)).into_response()
    }
}
