//! The server put together: application, hub, schema, engine, transport.

use crate::api::doors;
use crate::api::execute::Executor;
use crate::api::files;
use crate::api::roots;
use crate::api::transport::{Transport, transport};
use crate::app::App;
use crate::app::error::{Error, Result};
use crate::files::depot::Depot;
use crate::live::hub::Hub;
use axum::Router;
use std::sync::Arc;

/// The parts of a running server that others hold on to.
pub struct Assembled {
    pub app: Arc<App>,
    pub hub: Arc<Hub>,
    pub executor: Arc<Executor>,
    pub transport: Arc<Transport>,
    pub depot: Arc<Depot>,
}

/// Puts a server together around an application. Nothing listens yet.
///
/// # Errors
/// `Internal` when the application already serves elsewhere, or a setting is wrong.
pub fn assemble(app: Arc<App>) -> Result<Assembled> {
    let signals = app.signals().ok_or_else(|| Error::internal("the application is served already"))?;
    let limits = app.settings.limits.clone();
    let hub = Hub::start(
        (app.pool.clone(), app.clock.clone()),
        limits.clone(),
        app.tasks.clone(),
        (app.bus.clone(), app.presence.clone(), signals),
    );
    let depot: Arc<Depot> = Depot::of(&app.settings).map_err(Error::Internal)?.into();
    let executor = Executor::start((app.clone(), depot.clone()), hub.clone(), roots::schema(&limits));
    let (tasks, clock) = (app.tasks.clone(), app.clock.clone());
    let transport = transport(executor.clone(), &app.settings, &roots::sdl(), tasks, clock)?;
    let pool = app.pool.clone();
    transport.probes.add(move || {
        let status = pool.status();
        metrics::gauge!("dealstream_pool_size").set(status.size as f64);
        metrics::gauge!("dealstream_pool_available").set(status.available as f64);
        metrics::gauge!("dealstream_pool_waiting").set(status.waiting as f64);
    });
    Ok(Assembled { app, hub, executor, transport, depot })
}

impl Assembled {
    /// Everything the server answers over HTTP.
    pub fn router(&self) -> Router {
        let files = files::router(&self.app, &self.transport, &self.depot);
        self.transport.router(files.merge(doors::routes(&self.app, &self.transport, &self.depot)))
    }
}
