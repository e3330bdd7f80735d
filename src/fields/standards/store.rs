//! SQL for data standards.

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment};
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::fields::model::FieldSubject;
use crate::fields::standards::model::DataStandard;
use uuid::Uuid;

impl Visible for DataStandard {
    const ID: &'static str = "data_standards.id";
    const WORKSPACE: &'static str = "data_standards.workspace_id";

    /// Everybody who fills in a form is held to them.
    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// The standards of a workspace as they are now, also those that ask for nothing any more.
pub async fn of_workspace(conn: &mut DbConnection, workspace_id: Uuid) -> Result<Vec<DataStandard>> {
    let mut sql = Fragment::text("data_standards.workspace_id = ");
    sql.bind(Bind::Uuid(workspace_id)).push(" ORDER BY data_standards.subject, data_standards.field");
    list::all(conn, sql).await
}

/// The standard of a field, locked.
pub async fn of_field(tx: &mut Tx, subject: FieldSubject, field: &str) -> Result<Option<DataStandard>> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = DataStandard::seen_by(&viewer, now);
    conditions.equals("data_standards.subject", Bind::Text(subject.as_str().to_owned()));
    conditions.equals("data_standards.field", Bind::Text(field.to_owned()));
    Ok(list::locked(tx.conn(), conditions.into_sql()).await?.pop())
}
