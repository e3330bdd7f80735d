//! What every record of the domain has in common, and the macro that says it once per record.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A record with an id that clients see.
pub trait Entity: Send + Sync + 'static {
    /// TypeID prefix, e.g. `deal`.
    const PREFIX: &'static str;
    /// With its article, for messages: `a deal`.
    const ARTICLE_NAME: &'static str;
    /// Without its article.
    const NAME: &'static str;
}

/// A record people change: it has a version, and says who changed it last and when.
pub trait Versioned: serde::Serialize {
    fn uuid(&self) -> Uuid;
    fn version(&self) -> i32;
    fn updated_at(&self) -> DateTime<Utc>;
    /// Counts a change made at `now` by `by`.
    fn touch(&mut self, now: DateTime<Utc>, by: Option<Uuid>);
}

/// `a deal` → `deal`.
pub const fn without_article(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'a', b' ', ..] => name.split_at(2).1,
        [b'a', b'n', b' ', ..] => name.split_at(3).1,
        _ => name,
    }
}

/// Names an entity once. `entity!(Deal, "deal", "a deal", deals, versioned)` gives
///
/// * `impl Entity for Deal` with its TypeID prefix and its name for messages,
/// * `impl Row for Deal`: loading, inserting and saving rows of the table `deals`,
/// * with `versioned`, `impl Versioned for Deal` from its columns `id`, `version`, `updated_at`, `updated_by`.
#[macro_export]
macro_rules! entity {
    ($name:ident, $prefix:literal, $article:literal, $table:ident, versioned) => {
        $crate::entity!($name, $prefix, $article, $table);
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
            fn touch(&mut self, now: chrono::DateTime<chrono::Utc>, by: Option<uuid::Uuid>) {
                self.version += 1;
                self.updated_at = now;
                self.updated_by = by.map($crate::db::id::Id::of);
            }
        }
        impl $crate::db::list::SavedRow for $name {
            fn save<'a>(
                &'a self,
                conn: &'a mut diesel_async::AsyncPgConnection,
            ) -> futures_util::future::BoxFuture<'a, $crate::app::error::Result<()>> {
                Box::pin(async move {
                    use diesel::prelude::*;
                    let target = $crate::db::schema::$table::table
                        .filter($crate::db::schema::$table::id.eq(self.id.0));
                    let target = target.filter($crate::entity!(@workspace $table, self));
                    diesel_async::RunQueryDsl::execute(diesel::update(target).set(self), conn).await?;
                    Ok(())
                })
            }
        }
    };
    ($name:ident, $prefix:literal, $article:literal, $table:ident) => {
        impl $crate::db::entity::Entity for $name {
            const PREFIX: &'static str = $prefix;
            const ARTICLE_NAME: &'static str = $article;
            const NAME: &'static str = $crate::db::entity::without_article($article);
        }
        impl $crate::db::list::Row for $name {
            const TABLE: &'static str = stringify!($table);
            fn load(
                conn: &mut diesel_async::AsyncPgConnection,
                select: $crate::db::fragment::Select<Self>,
            ) -> futures_util::future::BoxFuture<'_, $crate::app::error::Result<Vec<Self>>> {
                Box::pin(async move { Ok(diesel_async::RunQueryDsl::load(select, conn).await?) })
            }
            fn insert<'a>(
                &'a self,
                conn: &'a mut diesel_async::AsyncPgConnection,
            ) -> futures_util::future::BoxFuture<'a, $crate::app::error::Result<()>> {
                Box::pin(async move {
                    let insert = diesel::insert_into($crate::db::schema::$table::table).values(self);
                    diesel_async::RunQueryDsl::execute(insert, conn).await?;
                    Ok(())
                })
            }
            fn insert_all<'a>(
                rows: &'a [Self],
                conn: &'a mut diesel_async::AsyncPgConnection,
            ) -> futures_util::future::BoxFuture<'a, $crate::app::error::Result<()>> {
                Box::pin(async move {
                    let insert = diesel::insert_into($crate::db::schema::$table::table).values(rows);
                    diesel_async::RunQueryDsl::execute(insert, conn).await?;
                    Ok(())
                })
            }
        }
    };
    // A workspace is its own tenant: its key is its id.
    (@workspace workspaces, $self:ident) => { $crate::db::schema::workspaces::id.eq($self.id.0) };
    (@workspace $table:ident, $self:ident) => { $crate::db::schema::$table::workspace_id.eq($self.workspace_id.0) };
}
