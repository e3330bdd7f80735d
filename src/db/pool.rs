//! The pool of connections to PostgreSQL.

use crate::app::config::Settings;
use crate::app::error::{Error, Result};
use deadpool::managed;
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};

pub type Pool = managed::Pool<AsyncDieselConnectionManager<AsyncPgConnection>>;
pub type Conn = managed::Object<AsyncDieselConnectionManager<AsyncPgConnection>>;

/// Opens a pool.
pub async fn connect(url: &str, settings: &Settings) -> Result<Pool> {
    let mut config = ManagerConfig::default();
    config.recycling_method = RecyclingMethod::Fast;
    let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config);
    Pool::builder(manager)
        .max_size(settings.pool_size)
        .runtime(deadpool::Runtime::Tokio1)
        .wait_timeout(Some(settings.limits.pool_wait))
        .create_timeout(Some(settings.limits.pool_wait))
        .recycle_timeout(Some(settings.limits.pool_wait))
        .build()
        .map_err(Error::internal)
}
