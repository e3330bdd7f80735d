//! Everything diesel that is not about one area: the pool, ids, filters, orders.

pub mod entity;
pub mod id;
pub mod text_enum;
