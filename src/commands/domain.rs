//! Where commands meet the domain and the transports. Each function here is the whole of one meeting.

use super::args::{CreateKey, CreateUser, CreateWorkspace, Demo, Import, Schema};
use super::{Failure, start::Ready};
use crate::app::error::{Error, Result};
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use std::time::Duration;
use tokio::net::TcpListener;

/// Serves on `listener` until the tasks are told to stop, then ends what is under way within the limits.
pub async fn serve(listener: TcpListener, ready: Ready) -> Result<(), Failure> {
    let pool = ready.pool.clone();
    let probe = move || {
        let pool = pool.clone();
        async move {
            match pool.get().await {
                Ok(_) => (StatusCode::OK, "ready\n"),
                Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database is away\n"),
            }
        }
    };
    let router = Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(probe));
    let address = listener.local_addr().map_err(Error::internal)?;
    tracing::info!("listening on http://{address}");
    let stop = ready.tasks.stopping();
    let served = axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned()).into_future();
    let ended = ready.tasks.spawn(served).await.map_err(Error::internal)?;
    ready.tasks.shut_down(ready.settings.limits.drain + Duration::from_secs(1)).await;
    Ok(ended.map_err(Error::internal)?)
}

/// Fills the sample workspace and prints who can sign in.
pub async fn prepare_demo(_: &Ready, _: Demo) -> Result<(), Failure> {
    Err(not_here("demo"))
}

/// Prints the schema, or compares it with the file.
pub fn schema(_: &Schema) -> Result<(), Failure> {
    Err(not_here("schema"))
}

/// Creates a workspace with its first admin.
pub async fn create_workspace(_: Ready, _: CreateWorkspace) -> Result<(), Failure> {
    Err(not_here("workspace create"))
}

/// Adds a person to a workspace.
pub async fn create_user(_: Ready, _: CreateUser) -> Result<(), Failure> {
    Err(not_here("user create"))
}

/// Creates an API key and prints it, alone.
pub async fn create_key(_: Ready, _: CreateKey) -> Result<(), Failure> {
    Err(not_here("key create"))
}

/// Loads CSV files.
pub async fn import(_: Ready, _: Import) -> Result<(), Failure> {
    Err(not_here("import"))
}

fn not_here(command: &str) -> Failure {
    Failure::Other(anyhow::anyhow!("`{command}` is not part of this build"))
}
