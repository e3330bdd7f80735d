//! What every record of the domain has in common, and the macro that says it once per record.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A record with an id that clients see.
pub trait Entity: Send + Sync + 'static {
    /// TypeID prefix, e.g. `deal`.
    const PREFIX: &'static str;
    /// With its article, for messages: `a deal`.
    const ARTICLE_NAME: &'static str;
}

/// A record people change: it has a version, and says who changed it last and when.
pub trait Versioned: serde::Serialize {
    fn uuid(&self) -> Uuid;
    fn version(&self) -> i32;
    fn updated_at(&self) -> DateTime<Utc>;
    fn updated_by(&self) -> Option<Uuid>;
}

/// Names an entity once: `entity!(Deal, "deal", "a deal");` gives `impl Entity for Deal`, and with `versioned` also
/// `impl Versioned for Deal` from its columns `id`, `version`, `updated_at`, `updated_by`.
#[macro_export]
macro_rules! entity {
    ($name:ident, $prefix:literal, $article:literal) => {
        impl $crate::db::entity::Entity for $name {
            const PREFIX: &'static str = $prefix;
            const ARTICLE_NAME: &'static str = $article;
        }
    };
    ($name:ident, $prefix:literal, $article:literal, versioned) => {
        $crate::entity!($name, $prefix, $article);
        impl $crate::db::entity::Versioned for $name {
            fn uuid(&self) -> uuid::Uuid {
                self.id.0
            }
            fn version(&self) -> i32 {
                self.version
            }
            fn updated_at(&self) -> chrono::DateTime<chrono::Utc> {
                self.updated_at
            }
            fn updated_by(&self) -> Option<uuid::Uuid> {
                self.updated_by.map(|id| id.0)
            }
        }
    };
}
