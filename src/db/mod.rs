//! Everything diesel that is not about one area: the pool, ids, filters, orders, lists, and the embedded PostgreSQL.

pub mod embedded;
pub mod entity;
pub mod filter;
pub mod fragment;
pub mod id;
pub mod idempotency;
pub mod jsonb;
pub mod list;
pub mod migrate;
pub mod order;
pub mod patch;
pub mod personal;
pub mod pool;
pub mod schema;
pub mod text_enum;
pub mod traced;
pub mod watch;
