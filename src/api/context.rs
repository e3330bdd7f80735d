//! What a resolver asks of its context.

use crate::api::loaders::{ById, Loaders};
use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::app::{App, Work};
use crate::db::id::Id;
use crate::db::idempotency::Idempotency;
use crate::db::list::Visible;
use crate::files::depot::Depot;
use async_graphql::Context;
use parking_lot::Mutex;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::net::IpAddr;
use std::sync::Arc;

/// What one request carries besides its viewer.
#[derive(Clone, Default)]
pub struct Request {
    pub idempotency_key: Option<String>,
    /// SHA-256 of document and variables.
    pub hash: Arc<[u8]>,
    pub remote: Option<IpAddr>,
    /// Set by signing in (a token) and out (none).
    pub session: Arc<Mutex<Option<Option<String>>>>,
    /// The log's position before anything was read, when the document asks for it.
    pub position: Option<Arc<str>>,
}

/// The context of every resolver of the domain.
pub trait Ask {
    fn app(&self) -> &Arc<App>;
    /// Where files' bytes are.
    fn depot(&self) -> Result<&Arc<Depot>>;
    /// Whoever is signed in; `Unauthenticated` when nobody is.
    fn viewer(&self) -> Result<&Arc<Viewer>>;
    fn loaders(&self) -> Result<&Loaders>;
    fn request(&self) -> Result<&Request>;
    /// A related record; none when there is none or the viewer may not see it.
    fn one<R: Visible>(&self, id: Option<Id<R>>) -> impl Future<Output = Result<Option<Arc<R>>>> + Send;
    /// A related record that is always there.
    fn the<R: Visible>(&self, id: Id<R>) -> impl Future<Output = Result<Arc<R>>> + Send;
    /// One transaction of the viewer, under the request's Idempotency-Key if it has one.
    fn write<T, F>(&self, work: F) -> impl Future<Output = Result<T>> + Send
    where
        T: Serialize + DeserializeOwned + Send + Sync,
        for<'t> F: AsyncFn(&'t mut Tx) -> Result<T> + Work<&'t mut Tx, Result<T>, Fut: Send> + Send + Sync;
}

impl Ask for Context<'_> {
    fn app(&self) -> &Arc<App> {
        self.data_unchecked::<Arc<App>>()
    }

    fn depot(&self) -> Result<&Arc<Depot>> {
        self.data_opt::<Arc<Depot>>().ok_or_else(|| Error::internal("no depot in the context"))
    }

    fn viewer(&self) -> Result<&Arc<Viewer>> {
        self.data_opt::<Arc<Viewer>>().ok_or(Error::Unauthenticated)
    }

    fn loaders(&self) -> Result<&Loaders> {
        self.data_opt::<Arc<Loaders>>().map(AsRef::as_ref).ok_or(Error::Unauthenticated)
    }

    fn request(&self) -> Result<&Request> {
        self.data_opt::<Request>().ok_or_else(|| Error::internal("no request in the context"))
    }

    async fn one<R: Visible>(&self, id: Option<Id<R>>) -> Result<Option<Arc<R>>> {
        match id {
            Some(id) => self.loaders()?.load::<ById<R>>(id.0).await,
            None => Ok(None),
        }
    }

    async fn the<R: Visible>(&self, id: Id<R>) -> Result<Arc<R>> {
        self.one(Some(id)).await?.ok_or(Error::NotFound(R::NAME))
    }

    async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Serialize + DeserializeOwned + Send + Sync,
        for<'t> F: AsyncFn(&'t mut Tx) -> Result<T> + Work<&'t mut Tx, Result<T>, Fut: Send> + Send + Sync,
    {
        let request = self.request()?;
        // Each root field has its own transaction, so each needs a key of its own.
        let field = self.path_node.as_ref().map(|path| path.to_string_vec().join(".")).unwrap_or_default();
        let key = request.idempotency_key.as_ref();
        let idempotency =
            key.map(|key| Idempotency { key: format!("{key}#{field}"), request_hash: request.hash.to_vec() });
        let done = self.app().write(self.viewer()?, idempotency.as_ref(), work).await;
        self.loaders()?.forget();
        done
    }
}
