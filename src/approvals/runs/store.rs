//! SQL for approvals, and who may see them: whoever sees their deal.

use crate::api::loaders::{Asking, Batch};
use crate::app::actor::Role;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::approvals::policies::model::ApprovalSubjectKind;
use crate::approvals::runs::model::{Approval, ApprovalFilter, ApprovalStatus, Candidate};
use crate::approvals::runs::rules::people::{Node, People};
use crate::db::entity::Entity as _;
use crate::db::filter::{Conditions, Relation};
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::db::schema::approvals;
use crate::deals::model::Deal;
use crate::deals::store::on_visible_deal;
use crate::pipeline::model::Stage;
use crate::team::model::User;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types as sql;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Visible for Approval {
    const ID: &'static str = "approvals.id";
    const WORKSPACE: &'static str = "approvals.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "approvals.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

const DEAL: Relation = Relation {
    column: "approvals.deal_id",
    select: "SELECT deals.id FROM deals WHERE ",
    workspace: "deals.workspace_id",
};

/// Adds a filter on approvals.
pub fn filter_approvals(to: &mut Conditions<'_>, filter: &ApprovalFilter) -> Result<()> {
    to.id::<Approval>("approvals.id", filter.id.as_ref())?;
    to.one_of("approvals.status", filter.status.as_ref().map(|status| status as _));
    to.one_of("approvals.subject_kind", filter.subject_kind.as_ref().map(|kind| kind as _));
    to.id::<Deal>("approvals.deal_id", filter.deal_id.as_ref())?;
    to.id::<User>("approvals.requested_by", filter.requested_by_id.as_ref())?;
    to.id_among::<User>("approvals.waiting_for", filter.waiting_for_id.as_ref())?;
    to.instant("approvals.requested_at", filter.requested_at.as_ref())?;
    to.instant("approvals.due_at", filter.due_at.as_ref())?;
    if let Some(deal) = &filter.deal {
        to.some(DEAL, |inner| {
            Deal::see(inner);
            crate::deals::store::filter_deals(inner, deal)
        })?;
    }
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_approvals)
}

/// Those that wait for this person.
pub fn waiting_for(conditions: &mut Conditions<'_>, user: Uuid) {
    let mut sql = Fragment::text("approvals.waiting_for @> ");
    sql.bind(Bind::Uuids(vec![user]));
    conditions.and(sql);
}

/// The approvals that wait for somebody, deal by deal, whoever may see them.
pub async fn that_wait_for(tx: &mut Tx, user: Id<User>) -> Result<Vec<Approval>> {
    let viewer = tx.viewer.clone();
    let mut conditions = Conditions::on(Approval::WORKSPACE, &viewer, tx.now);
    waiting_for(&mut conditions, user.0);
    let mut text = conditions.into_sql();
    text.push(" ORDER BY approvals.deal_id, approvals.id");
    list::all(tx.conn(), text).await
}

/// An approval, locked, whoever may see it; its deal's row is locked.
pub async fn lock(tx: &mut Tx, id: Id<Approval>) -> Result<Approval> {
    let viewer = tx.viewer.clone();
    let mut conditions = Conditions::on(Approval::WORKSPACE, &viewer, tx.now);
    conditions.equals(Approval::ID, Bind::Uuid(id.0));
    list::locked(tx.conn(), conditions.into_sql()).await?.pop().ok_or(Error::NotFound(Approval::NAME))
}

/// The approval that is asked, or granted, for this; the last one.
pub async fn standing(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    (kind, subject): (ApprovalSubjectKind, Uuid),
) -> Result<Option<Approval>> {
    let mut text = Fragment::text("approvals.workspace_id = ");
    text.bind(Bind::Uuid(workspace_id)).push(" AND approvals.subject_id = ").bind(Bind::Uuid(subject));
    text.push(" AND approvals.subject_kind = ").bind(Bind::Text(kind.as_str().to_owned()));
    text.push(" AND approvals.status IN ('pending', 'approved') AND approvals.used_at IS NULL");
    text.push(" ORDER BY approvals.requested_at DESC, approvals.id DESC LIMIT 1");
    Ok(list::all(conn, text).await?.pop())
}

/// The approvals asked or granted for entering a stage, and not used.
pub async fn for_stage(tx: &mut Tx, stage: Id<Stage>) -> Result<Vec<Approval>> {
    let mut text = Fragment::text("approvals.workspace_id = ");
    text.bind(Bind::Uuid(tx.workspace_id())).push(" AND approvals.stage_id = ").bind(Bind::Uuid(stage.0));
    text.push(" AND approvals.status IN ('pending', 'approved') AND approvals.used_at IS NULL");
    text.push(" ORDER BY approvals.deal_id");
    list::all(tx.conn(), text).await
}

/// Notes that the deal came into the stage by it; the news of the move stands for it.
pub async fn mark_used(tx: &mut Tx, id: Id<Approval>) -> Result<()> {
    let (workspace_id, now) = (tx.workspace_id(), tx.now);
    diesel::update(approvals::table.find((workspace_id, id.0)))
        .set(approvals::used_at.eq(now))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Which approvals somebody is to be reminded of, or the admins to be asked about too: workspace, approval and deal.
pub async fn to_attend(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<(Uuid, Uuid, Uuid)>> {
    let due = approvals::table
        .filter(approvals::attend_at.le(now))
        .order(approvals::attend_at)
        .limit(most)
        .select((approvals::workspace_id, approvals::id, approvals::deal_id));
    Ok(due.load(conn).await?)
}

/// The people that rules can name who can decide, and the teams.
pub async fn people(tx: &mut Tx, owner: Id<User>) -> Result<People> {
    let workspace = Bind::Uuid(tx.workspace_id());
    let mut text = Fragment::text("SELECT u.id, u.role FROM users u WHERE u.workspace_id = ");
    text.bind(workspace.clone()).push(" AND u.active AND u.role <> 'viewer'");
    text.push(" ORDER BY u.name COLLATE \"und-x-icu\", u.id");
    let able: Vec<(Uuid, Role)> = Statement::<(sql::Uuid, sql::Text)>::new(text).load(tx.conn()).await?;
    let mut text = Fragment::text(
        "SELECT t.id, t.parent_id, t.manager_id, coalesce(t.id = (SELECT o.team_id FROM users o WHERE o.workspace_id = t.workspace_id AND o.id = ",
    );
    text.bind(Bind::Uuid(owner.0)).push("), false) FROM teams t WHERE t.workspace_id = ").bind(workspace);
    type Row = (sql::Uuid, sql::Nullable<sql::Uuid>, sql::Nullable<sql::Uuid>, sql::Bool);
    let teams: Vec<(Uuid, Option<Uuid>, Option<Uuid>, bool)> =
        Statement::<Row>::new(text).load(tx.conn()).await?;
    let owners_team = teams.iter().find(|team| team.3).map(|team| Id::of(team.0));
    let node = |(id, parent, manager, _): (Uuid, Option<Uuid>, Option<Uuid>, bool)| {
        (Id::of(id), Node { parent: parent.map(Id::of), manager: manager.map(Id::of) })
    };
    let able = able.into_iter().map(|(id, role)| Candidate { id: Id::of(id), role }).collect();
    Ok(People { able, teams: teams.into_iter().map(node).collect(), owners_team })
}

/// What the entry of several deals into a stage waits for.
pub struct PendingBatch;

impl Batch for PendingBatch {
    type Key = Uuid;
    type Value = Arc<Approval>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        deals: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<Approval>>> {
        let mut conditions = Approval::seen_by(&asking.viewer, asking.now);
        conditions.equals("approvals.status", Bind::Text(ApprovalStatus::Pending.as_str().to_owned()));
        let kind = ApprovalSubjectKind::StageEntry.as_str().to_owned();
        conditions.equals("approvals.subject_kind", Bind::Text(kind));
        let mut text = conditions.into_sql();
        text.push(" AND approvals.deal_id = ANY(").bind(Bind::Uuids(deals)).push(")");
        let rows: Vec<Approval> = list::all(conn, text).await?;
        Ok(rows.into_iter().map(|row| (row.deal_id.0, Arc::new(row))).collect())
    }
}

/// The last approval that was asked for several subjects.
pub struct LatestBatch;

impl Batch for LatestBatch {
    type Key = Uuid;
    type Value = Arc<Approval>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        subjects: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<Approval>>> {
        let mut text = Approval::seen_by(&asking.viewer, asking.now).into_sql();
        text.push(" AND approvals.subject_id = ANY(").bind(Bind::Uuids(subjects));
        text.push(") ORDER BY approvals.requested_at, approvals.id");
        let rows: Vec<Approval> = list::all(conn, text).await?;
        // Of several the last stays.
        Ok(rows.into_iter().map(|row| (row.subject_id, Arc::new(row))).collect())
    }
}
