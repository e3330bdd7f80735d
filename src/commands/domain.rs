//! Where commands meet the domain and the transports. Each function here is the whole of one meeting.

use super::args::{CreateKey, CreateUser, CreateWorkspace, Password, Schema};
use super::{Failure, say, start::Ready};
use crate::api::assemble::assemble;
use crate::app::App;
use crate::app::actor::{Actor, Role, Viewer};
use crate::app::clock::Clock;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::watch::Watch;
use crate::integrations::actions as integrations;
use crate::integrations::model::CreateApiKeyInput;
use crate::team::actions::{self as team, NewWorkspace, create_workspace as create_workspace_of};
use crate::team::model::CreateUserInput;
use crate::team::passwords::NewPassword;
use crate::team::store::found;
use anyhow::Context as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// Serves on `listener` until the tasks are told to stop, then ends what is under way within the limits.
pub async fn serve(listener: TcpListener, ready: Ready) -> Result<(), Failure> {
    let url = ready.url.clone();
    let app = app(ready);
    Watch::start(&app.database, url, &app.tasks);
    let address = listener.local_addr().map_err(Error::internal)?;
    let server = assemble(app.clone())?;
    crate::deals::upkeep::start(&app);
    crate::proposals::upkeep::start(&app);
    crate::fields::upkeep::start(&app);
    crate::approvals::runs::upkeep::start(&app);
    crate::notifications::upkeep::start(&app);
    crate::views::upkeep::start(&app);
    crate::live::retention::start(&app);
    crate::live::presence::start(&app);
    crate::integrations::import::abandoned::start(&app);
    crate::files::upkeep::start(&app, &server.depot);
    crate::documents::keep::start(&app, &server.depot);
    crate::integrations::import::upload::runner::start(&app);
    tracing::info!("listening on {address}: {}", super::serve::url(address));
    let ended = crate::api::serve::serve(listener, server.transport.clone(), server.router()).await;
    app.tasks.shut_down(app.settings.limits.drain + Duration::from_secs(1)).await;
    Ok(ended.map_err(Error::internal)?)
}

/// Prints the schema, or compares it with the file.
pub fn schema(args: &Schema) -> Result<(), Failure> {
    let sdl = crate::api::roots::sdl();
    if !args.check {
        say(sdl.trim_end());
        return Ok(());
    }
    let path = &args.path;
    let kept = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    if kept.trim_end() == sdl.trim_end() {
        return Ok(());
    }
    let message = format!("{} is out of date: dealstream schema > {}", path.display(), path.display());
    Err(Failure::Other(anyhow::Error::msg(message)))
}

/// Creates a workspace with its first admin.
pub async fn create_workspace(ready: Ready, args: CreateWorkspace) -> Result<(), Failure> {
    let app = app(ready);
    let new = NewWorkspace {
        name: args.name,
        slug: Some(args.slug),
        base_currency: args.currency,
        time_zone: None,
        admin_name: args.admin_name,
        admin_email: args.admin_email,
        admin_password: typed(&args.password)?,
    };
    let founded = create_workspace_of(&app, new).await.map_err(told)?;
    say(format!("workspace {} with admin {}", founded.workspace.slug, founded.admin.email));
    say_password(founded.password);
    Ok(())
}

/// Adds a person to a workspace.
pub async fn create_user(ready: Ready, args: CreateUser) -> Result<(), Failure> {
    let app = app(ready);
    let workspace = found::workspace_called(&mut *app.read().await?, &args.workspace).await.map_err(told)?;
    let role = match args.role.as_str() {
        "admin" => Role::Admin,
        "manager" => Role::Manager,
        "viewer" => Role::Viewer,
        _ => Role::Rep,
    };
    let password = NewPassword::of("password", typed(&args.password)?, &args.email).await.map_err(told)?;
    let input = CreateUserInput { name: args.name, email: args.email, role, team_id: None, password: None };
    let viewer = Arc::new(Viewer::system(workspace.id.0, Actor::System));
    let work = async |tx: &mut Tx| team::create_user(tx, input.clone(), &password).await;
    let issued = app.write(&viewer, None, work).await.map_err(told)?;
    say(format!("{} ({})", issued.user.email, issued.user.role.as_str()));
    say_password(issued.password);
    Ok(())
}

/// Creates an API key and prints it, alone.
pub async fn create_key(ready: Ready, args: CreateKey) -> Result<(), Failure> {
    let app = app(ready);
    let mut conn = app.read().await?;
    let workspace = found::workspace_called(&mut conn, &args.workspace).await.map_err(told)?;
    let user = found::user_called(&mut conn, &workspace, &args.user, app.clock.now()).await.map_err(told)?;
    drop(conn);
    let input = CreateApiKeyInput { name: args.name, expires_at: None };
    let viewer = Arc::new(Viewer::system(workspace.id.0, Actor::System));
    let work = async |tx: &mut Tx| integrations::create_key(tx, input.clone(), Some(user.id)).await;
    let issued = app.write(&viewer, None, work).await.map_err(told)?;
    say(issued.secret.unwrap_or_default());
    Ok(())
}

/// A command that ends needs no hub: its events reach the running servers through the log.
pub(super) fn app(ready: Ready) -> Arc<App> {
    App::new(ready.pool, ready.settings, ready.tasks, Clock::real())
}

/// The password on standard input, when it is said to be there.
fn typed(password: &Password) -> Result<Option<String>, Failure> {
    if !password.password_stdin {
        return Ok(None);
    }
    let text = std::io::read_to_string(std::io::stdin()).context("reading the password")?;
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}

fn say_password(made: Option<String>) {
    if let Some(password) = made {
        say(format!("password {password}"));
    }
}

/// Refusals as the person at the terminal reads them.
pub(super) fn told(error: Error) -> Failure {
    let Error::Refused(refusals) = error else { return error.into() };
    let lines = refusals.into_iter().map(|refusal| match refusal.path.join(".") {
        path if path.is_empty() => refusal.message.into_owned(),
        path => format!("{path}: {}", refusal.message),
    });
    Failure::Other(anyhow::Error::msg(lines.collect::<Vec<_>>().join("\n")))
}
