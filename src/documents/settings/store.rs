//! SQL for the settings of proposals and their logo.

use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::Conditions;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::db::schema::proposal_logos;
use crate::documents::settings::model::ProposalSettings;
use crate::team;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

impl Visible for ProposalSettings {
    const ID: &'static str = "proposal_settings.id";
    const WORKSPACE: &'static str = "proposal_settings.workspace_id";

    /// Everybody who sees a proposal sees who offers.
    fn see(_: &mut Conditions<'_>) {}

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// The settings of the viewer's workspace.
pub async fn find(
    conn: &mut DbConnection,
    (viewer, now): (&Viewer, DateTime<Utc>),
) -> Result<Option<ProposalSettings>> {
    Ok(list::all(conn, ProposalSettings::seen_by(viewer, now).into_sql()).await?.pop())
}

/// The settings of the transaction's workspace, whose row is locked: whoever sets them first does so alone.
pub async fn find_for_update(tx: &mut Tx) -> Result<Option<ProposalSettings>> {
    team::store::workspace_for_update(tx).await?;
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let conditions = ProposalSettings::seen_by(&viewer, now);
    Ok(list::locked(tx.conn(), conditions.into_sql()).await?.pop())
}

/// The logo of a workspace.
pub async fn logo(conn: &mut DbConnection, workspace_id: Uuid) -> Result<Option<Vec<u8>>> {
    let logo = proposal_logos::table.filter(proposal_logos::workspace_id.eq(workspace_id));
    Ok(logo.select(proposal_logos::content).first(conn).await.optional()?)
}

/// Puts a logo in the place of another, or takes it away.
pub async fn put_logo(tx: &mut Tx, content: Option<&[u8]>) -> Result<()> {
    let workspace_id = tx.workspace_id();
    let old = proposal_logos::table.filter(proposal_logos::workspace_id.eq(workspace_id));
    diesel::delete(old).execute(tx.conn()).await?;
    let Some(content) = content else { return Ok(()) };
    let new = (proposal_logos::workspace_id.eq(workspace_id), proposal_logos::content.eq(content));
    diesel::insert_into(proposal_logos::table).values(new).execute(tx.conn()).await?;
    Ok(())
}
