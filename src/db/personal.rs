//! What somebody sees beyond their scope: then an execution for the whole scope is not for them.

use crate::app::actor::{Scope, Viewer};
use crate::app::error::Result;
use crate::db::fragment::{Fragment, Statement};
use crate::db::list::Visible;
use chrono::{DateTime, Utc};
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Whether the viewer sees any record of this kind that their scope alone would not show them.
pub async fn sees_more<R: Visible>(
    conn: &mut AsyncPgConnection,
    (viewer, now): (&Viewer, DateTime<Utc>),
) -> Result<bool> {
    if viewer.scope == Scope::All || viewer.person.is_none() {
        return Ok(false);
    }
    let impersonal = viewer.impersonal();
    let mut text = Fragment::text("SELECT EXISTS (SELECT 1 FROM ");
    text.push(R::TABLE).push(" WHERE ").append(R::seen_by(viewer, now).into_sql()).push(" AND (");
    text.append(R::seen_by(&impersonal, now).into_sql()).push(") IS NOT TRUE)");
    Ok(Statement::<Bool>::new(text).get_result(conn).await?)
}
