//! SQL for proposals, and who may see them: whoever sees the deal.

use crate::accounts::model::Contact;
use crate::api::loaders::{Asking, Batch};
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::entity::Entity as _;
use crate::db::filter::{Conditions, Relation};
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::deals::model::Deal;
use crate::deals::store::{filter_deals, on_visible_deal};
use crate::fields::filter::filter_custom;
use crate::proposals::model::{Proposal, ProposalFilter};
use crate::team::model::User;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types as sql;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Visible for Proposal {
    const ID: &'static str = "proposals.id";
    const WORKSPACE: &'static str = "proposals.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        on_visible_deal(conditions, "proposals.deal_id");
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

const DEAL: Relation = Relation {
    column: "proposals.deal_id",
    select: "SELECT deals.id FROM deals WHERE ",
    workspace: "deals.workspace_id",
};

const OPEN: &str =
    "(proposals.status IN ('draft', 'in_approval', 'approved', 'sent') AND NOT proposals.archived)";

/// What a search of proposals looks at: their number, and their deal's name.
const NAMES: &str = "proposals.number || ' ' || (SELECT d.name FROM deals d WHERE d.workspace_id = proposals.workspace_id AND d.id = proposals.deal_id)";

/// Adds a filter on proposals.
pub fn filter_proposals(to: &mut Conditions<'_>, filter: &ProposalFilter) -> Result<()> {
    to.id::<Proposal>("proposals.id", filter.id.as_ref())?;
    to.text("proposals.number", filter.number.as_ref());
    to.one_of("proposals.status", filter.status.as_ref().map(|status| status as _));
    to.boolean(OPEN, filter.open.as_ref());
    to.boolean("proposals.archived", filter.archived.as_ref());
    to.id::<Deal>("proposals.deal_id", filter.deal_id.as_ref())?;
    to.id::<Contact>("proposals.contact_id", filter.contact_id.as_ref())?;
    to.decimal("proposals.net", filter.net.as_ref())?;
    to.decimal("(proposals.net + proposals.tax)", filter.total.as_ref())?;
    to.text("proposals.currency", filter.currency.as_ref());
    to.date("proposals.valid_until", filter.valid_until.as_ref())?;
    to.instant("proposals.sent_at", filter.sent_at.as_ref())?;
    to.id::<User>("proposals.created_by", filter.created_by_id.as_ref())?;
    to.instant("proposals.created_at", filter.created_at.as_ref())?;
    to.instant("proposals.updated_at", filter.updated_at.as_ref())?;
    filter_custom::<Proposal>(to, filter.custom.as_deref())?;
    if let Some(deal) = &filter.deal {
        to.some(DEAL, |inner| {
            Deal::see(inner);
            filter_deals(inner, deal)
        })?;
    }
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_proposals)
}

/// What a list of proposals holds: filter, search, and only those that were not put away unless the filter says otherwise.
pub fn proposals_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&ProposalFilter>,
    search: Option<&str>,
) -> Result<()> {
    if filter.is_none_or(|filter| filter.archived.is_none()) {
        conditions.equals("proposals.archived", Bind::Bool(false));
    }
    if let Some(filter) = filter {
        filter_proposals(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search(NAMES, text);
    }
    Ok(())
}

/// Whether a proposal of the deal at hand was approved, sent, accepted. Whoever sees the deal sees them, so nothing more is asked.
pub const APPROVED: &str = "EXISTS (SELECT FROM proposals p WHERE p.workspace_id = deals.workspace_id AND p.deal_id = deals.id AND p.status IN ('approved', 'sent', 'accepted', 'declined', 'expired'))";
pub const SENT: &str = "EXISTS (SELECT FROM proposals p WHERE p.workspace_id = deals.workspace_id AND p.deal_id = deals.id AND p.status IN ('sent', 'accepted', 'declined', 'expired') AND p.sent_at IS NOT NULL)";
pub const ACCEPTED: &str = "EXISTS (SELECT FROM proposals p WHERE p.workspace_id = deals.workspace_id AND p.deal_id = deals.id AND p.status = 'accepted')";

/// Takes the next number of a kind of document in a year. The count is held until the transaction ends, so take it late.
pub async fn next_number(tx: &mut Tx, kind: &'static str, year: i32) -> Result<i32> {
    let mut text =
        Fragment::text("INSERT INTO document_numbers AS n (workspace_id, kind, year, last) VALUES (");
    text.bind(Bind::Uuid(tx.workspace_id())).push(", ").bind(Bind::Text(kind.to_owned()));
    text.push(", ").bind(Bind::Int(year));
    text.push(", 1) ON CONFLICT (workspace_id, kind, year) DO UPDATE SET last = n.last + 1 RETURNING n.last");
    Ok(Statement::<sql::Int4>::new(text).get_result(tx.conn()).await?)
}

/// The deal of a proposal, whoever may see either.
pub async fn deal_of(tx: &mut Tx, id: Id<Proposal>) -> Result<Id<Deal>> {
    let mut text = Fragment::text("SELECT p.deal_id FROM proposals p WHERE p.workspace_id = ");
    text.bind(Bind::Uuid(tx.workspace_id())).push(" AND p.id = ").bind(Bind::Uuid(id.0));
    let deal: Option<Uuid> = Statement::<sql::Uuid>::new(text).get_result(tx.conn()).await.optional()?;
    deal.map(Id::of).ok_or(Error::NotFound(Proposal::NAME))
}

/// The proposal, locked until the transaction ends, whoever may see it. Its deal's row is locked before.
pub async fn lock(tx: &mut Tx, id: Id<Proposal>) -> Result<Proposal> {
    let viewer = tx.viewer.clone();
    let mut conditions = Conditions::on(Proposal::WORKSPACE, &viewer, tx.now);
    conditions.equals(Proposal::ID, Bind::Uuid(id.0));
    list::locked(tx.conn(), conditions.into_sql()).await?.pop().ok_or(Error::NotFound(Proposal::NAME))
}

/// Whether the deal's row could be locked at once: if not, somebody is at work on it.
pub async fn lock_deal_unless_busy(tx: &mut Tx, id: Id<Deal>) -> Result<bool> {
    let mut text = Fragment::text("SELECT d.id FROM deals d WHERE d.workspace_id = ");
    text.bind(Bind::Uuid(tx.workspace_id())).push(" AND d.id = ").bind(Bind::Uuid(id.0));
    text.push(" FOR NO KEY UPDATE SKIP LOCKED");
    let locked: Option<Uuid> = Statement::<sql::Uuid>::new(text).get_result(tx.conn()).await.optional()?;
    Ok(locked.is_some())
}

/// Proposals of any workspace whose last day is over there, with their deals, at most so many.
pub async fn overdue(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<(Uuid, Uuid, Uuid)>> {
    let mut text = Fragment::text(
        "SELECT p.workspace_id, p.deal_id, p.id FROM proposals p JOIN workspaces w ON w.id = p.workspace_id WHERE p.status IN ('approved', 'sent') AND p.valid_until < (",
    );
    text.bind(Bind::Instant(now)).push(" AT TIME ZONE w.time_zone)::date AND p.valid_until < (");
    // No zone is further ahead than a day: the index finds them.
    text.bind(Bind::Instant(now)).push(" AT TIME ZONE 'UTC')::date + 1");
    text.push(" ORDER BY p.valid_until, p.id LIMIT ").bind(Bind::BigInt(most));
    Ok(Statement::<(sql::Uuid, sql::Uuid, sql::Uuid)>::new(text).load(conn).await?)
}

/// The revisions that took the place of others, by those.
pub struct NextBatch;

impl Batch for NextBatch {
    type Key = Uuid;
    type Value = Arc<Proposal>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        ids: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<Proposal>>> {
        let mut conditions = Proposal::seen_by(&asking.viewer, asking.now);
        let mut these = Fragment::text("proposals.previous_id = ANY(");
        these.bind(Bind::Uuids(ids)).push(")");
        conditions.and(these);
        let next: Vec<Proposal> = list::all(conn, conditions.into_sql()).await?;
        Ok(next.into_iter().filter_map(|next| Some((next.previous_id?.0, Arc::new(next)))).collect())
    }
}

/// All revisions of numbers, newest first.
pub struct RevisionsBatch;

impl Batch for RevisionsBatch {
    type Key = String;
    type Value = Arc<Vec<Proposal>>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        numbers: Vec<String>,
    ) -> Result<HashMap<String, Arc<Vec<Proposal>>>> {
        let mut conditions = Proposal::seen_by(&asking.viewer, asking.now);
        let mut these = Fragment::text("proposals.number = ANY(");
        these.bind(Bind::Texts(numbers)).push(")");
        conditions.and(these);
        let mut sql = conditions.into_sql();
        sql.push(" ORDER BY proposals.revision DESC");
        let mut grouped: HashMap<String, Vec<Proposal>> = HashMap::new();
        for revision in list::all::<Proposal>(conn, sql).await? {
            grouped.entry(revision.number.clone()).or_default().push(revision);
        }
        Ok(grouped.into_iter().map(|(number, revisions)| (number, Arc::new(revisions))).collect())
    }
}
