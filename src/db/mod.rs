//! Everything diesel that is not about one area: the pool, ids, filters, orders.

pub mod embedded;
pub mod entity;
pub mod id;
pub mod migrate;
pub mod pool;
pub mod text_enum;
