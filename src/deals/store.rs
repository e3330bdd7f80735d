//! SQL for deals, and who may see them.

mod filter;
pub mod membership;
pub mod sums;

pub use filter::{deals_where, filter_deals, filter_list};

use crate::accounts::model::Account;
use crate::app::actor::{Person, Scope, Viewer};
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::entity::Entity as _;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Select, Statement};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::schema::{deal_briefs, deal_shares, stage_visits};
use crate::deals::model::{Brief, Deal, DealShare, StageVisit};
use crate::live::event::Audience;
use crate::pipeline::model::Stage;
use crate::team::model::User;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types as sql;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

impl Visible for Deal {
    const ID: &'static str = "deals.id";
    const WORKSPACE: &'static str = "deals.workspace_id";

    /// By policy; or because it is one's own, shared with oneself or one's team, holds an open task of one's own, or an approval
    /// on it waits for oneself.
    ///
    /// The personal part is written as arrays, which PostgreSQL fills once and only if the policy does not admit the row already,
    /// and which it can look up by index where the policy admits few.
    fn see(conditions: &mut Conditions<'_>) {
        let viewer = conditions.viewer;
        let Some(mut sql) = by_policy(&viewer.scope) else { return };
        if let Some(person) = &viewer.person {
            sql.push(" OR ").append(in_person(viewer.workspace_id, person));
        }
        conditions.and(sql);
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// What the policy alone admits, by owner and restriction; nothing is said when that is everything.
fn by_policy(scope: &Scope) -> Option<Fragment> {
    match scope {
        Scope::All => None,
        Scope::Everyone => Some(Fragment::text("(NOT deals.restricted)")),
        Scope::Owners(owners) => {
            let mut sql = Fragment::text("(NOT deals.restricted AND deals.owner_id = ANY(");
            sql.bind(Bind::Uuids(owners.to_vec())).push("))");
            Some(sql)
        }
    }
}

/// What a person sees whatever the policy.
fn in_person(workspace_id: Uuid, person: &Person) -> Fragment {
    let (workspace, me) = (Bind::Uuid(workspace_id), Bind::Uuid(person.user_id));
    let mut sql = Fragment::text("deals.owner_id = ");
    sql.bind(me.clone());
    sql.push(" OR deals.id = ANY(ARRAY(SELECT s.deal_id FROM deal_shares s WHERE s.workspace_id = ");
    sql.bind(workspace.clone()).push(" AND (s.user_id = ").bind(me.clone()).push(" OR s.team_id = ANY(");
    sql.bind(Bind::Uuids(person.team_ids.to_vec())).push("))))");
    sql.push(" OR deals.id = ANY(ARRAY(SELECT t.deal_id FROM tasks t WHERE t.workspace_id = ")
        .bind(workspace);
    sql.push(" AND t.assignee_id = ").bind(me).push(" AND t.status = 'open' AND t.deal_id IS NOT NULL))");
    sql.push(" OR deals.id = ANY(ARRAY(SELECT a.deal_id FROM approvals a WHERE a.workspace_id = ");
    sql.bind(Bind::Uuid(workspace_id)).push(" AND a.waiting_for @> ");
    sql.bind(Bind::Uuids(vec![person.user_id])).push("))");
    sql
}

/// Adds that the deal named in the column `of_deal` is visible: whoever sees a deal sees what belongs to it.
pub fn on_visible_deal(conditions: &mut Conditions<'_>, of_deal: &'static str) {
    if conditions.viewer.scope == Scope::All {
        return;
    }
    let mut sql = Fragment::text("EXISTS (SELECT FROM deals WHERE deals.id = ");
    sql.push(of_deal).push(" AND ");
    sql.append(Deal::seen_by(conditions.viewer, conditions.now).into_sql()).push(")");
    conditions.and(sql);
}

/// That the deal named in the column `of_deal` is visible, where that is one reason among others to see a row (`… OR`). Under an OR
/// PostgreSQL may answer EXISTS by reading all visible deals into a hash first, however few rows are asked about; this it asks of
/// each row.
pub fn sees_deal((viewer, now): (&Viewer, DateTime<Utc>), of_deal: &'static str) -> Fragment {
    let mut sql = Fragment::text("(SELECT true FROM deals WHERE deals.id = ");
    sql.push(of_deal).push(" AND ");
    sql.append(Deal::seen_by(viewer, now).into_sql()).push(")");
    sql
}

/// The deal with its account and its owner, each as far as the viewer may see it, in one statement.
pub async fn find_related(
    conn: &mut AsyncPgConnection,
    (viewer, now): (&Viewer, DateTime<Utc>),
    id: Id<Deal>,
) -> Result<Option<(Deal, Option<Account>, Option<User>)>> {
    let mut sql = Fragment::text("FROM deals LEFT JOIN accounts ON accounts.id = deals.account_id AND ");
    sql.append(Account::seen_by(viewer, now).into_sql());
    sql.push(" LEFT JOIN users ON users.id = deals.owner_id AND ");
    sql.append(User::seen_by(viewer, now).into_sql());
    let mut conditions = Deal::seen_by(viewer, now);
    conditions.equals(Deal::ID, Bind::Uuid(id.0));
    sql.push(" WHERE ").append(conditions.into_sql());
    let select = Select::<(Deal, Option<Account>, Option<User>)>::new(sql);
    Ok(select.load(conn).await?.pop())
}

/// That an approval is asked, or granted and not used, for the entry of the deal `d` into a stage.
const LIVE_ENTRY: &str = "EXISTS (SELECT FROM approvals a WHERE a.workspace_id = d.workspace_id AND a.deal_id = d.id AND a.subject_kind = 'stage_entry' AND (a.status = 'pending' OR a.status = 'approved' AND a.used_at IS NULL))";

/// The deal, locked until the transaction ends, whoever may see it; none when somebody else holds it.
pub async fn lock_free(tx: &mut Tx, id: Id<Deal>) -> Result<Option<Deal>> {
    let mut sql = Fragment::text("deals.workspace_id = ");
    sql.bind(Bind::Uuid(tx.workspace_id())).push(" AND deals.id = ").bind(Bind::Uuid(id.0));
    sql.push(" FOR NO KEY UPDATE OF deals SKIP LOCKED");
    Ok(list::all(tx.conn(), sql).await?.pop())
}

/// The deal, locked until the transaction ends, whoever may see it.
pub async fn lock(tx: &mut Tx, id: Id<Deal>) -> Result<Deal> {
    let viewer = tx.viewer.clone();
    let mut conditions = Conditions::on(Deal::WORKSPACE, &viewer, tx.now);
    conditions.equals(Deal::ID, Bind::Uuid(id.0));
    list::locked(tx.conn(), conditions.into_sql()).await?.pop().ok_or(Error::NotFound(Deal::NAME))
}

/// Who may hear of the deal as it is now, inside the transaction, as [`audience_and_entry`] says.
pub async fn audience(tx: &mut Tx, id: Id<Deal>) -> Result<Audience> {
    audience_and_entry(tx, id).await.map(|(audience, _)| audience)
}

/// Who may hear of the deal as it is now, inside the transaction, and whether an approval is asked or granted for its entry into
/// another stage. The deal's row must be locked by a statement before: whoever
/// changes who sees the deal (its shares, its tasks, its approvals) holds that lock, so that no two changes miss each other.
pub async fn audience_and_entry(tx: &mut Tx, id: Id<Deal>) -> Result<(Audience, bool)> {
    type Row = (sql::Uuid, sql::Bool, sql::Array<sql::Uuid>, sql::Array<sql::Uuid>, sql::Bool);
    type Found = (Uuid, bool, Vec<Uuid>, Vec<Uuid>, bool);
    let mut text = Fragment::text("SELECT d.owner_id, d.restricted, ARRAY(");
    text.push("SELECT s.user_id FROM deal_shares s WHERE s.workspace_id = d.workspace_id AND s.deal_id = d.id AND s.user_id IS NOT NULL");
    text.push(" UNION SELECT t.assignee_id FROM tasks t WHERE t.workspace_id = d.workspace_id AND t.deal_id = d.id AND t.status = 'open'");
    text.push(" UNION SELECT unnest(a.waiting_for) FROM approvals a WHERE a.workspace_id = d.workspace_id AND a.deal_id = d.id AND a.status = 'pending' ORDER BY 1");
    text.push("), ARRAY(SELECT s.team_id FROM deal_shares s WHERE s.workspace_id = d.workspace_id AND s.deal_id = d.id AND s.team_id IS NOT NULL ORDER BY 1), ");
    text.push(LIVE_ENTRY).push(" FROM deals d WHERE d.workspace_id = ").bind(Bind::Uuid(tx.workspace_id()));
    text.push(" AND d.id = ").bind(Bind::Uuid(id.0));
    let row: Option<Found> = Statement::<Row>::new(text).get_result(tx.conn()).await.optional()?;
    let (owner_id, restricted, users, teams, entry) = row.ok_or(Error::NotFound("deal"))?;
    Ok((Audience::Deal { owner_id, restricted, users, teams, of_task: Vec::new() }, entry))
}

/// The long texts of several deals.
pub async fn briefs(conn: &mut AsyncPgConnection, workspace_id: Uuid, ids: &[Uuid]) -> Result<Vec<Brief>> {
    let rows = deal_briefs::table
        .filter(deal_briefs::workspace_id.eq(workspace_id).and(deal_briefs::id.eq_any(ids)))
        .select(Brief::as_select());
    Ok(rows.load(conn).await?)
}

/// Writes a deal's long texts.
pub async fn save_brief(tx: &mut Tx, brief: &Brief) -> Result<()> {
    let insert = diesel::insert_into(deal_briefs::table)
        .values(brief)
        .on_conflict((deal_briefs::workspace_id, deal_briefs::id))
        .do_update()
        .set(brief);
    insert.execute(tx.conn()).await?;
    Ok(())
}

/// The ranks between which a card is to stand in a stage: after one card, before another, or above all. A card named that is not
/// there, or that the viewer may not see, says nothing: above all.
pub async fn neighbours(
    tx: &mut Tx,
    (deal, stage): (Id<Deal>, Id<Stage>),
    (after, before): (Option<Id<Deal>>, Option<Id<Deal>>),
) -> Result<(Option<String>, Option<String>)> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut seen = Deal::seen_by(&viewer, now);
    seen.equals("deals.stage_id", Bind::Uuid(stage.0));
    seen.equals("deals.id", Bind::Uuid(after.or(before).map_or(Uuid::nil(), |id| id.0)));
    let mut text = Fragment::text("WITH mark AS (SELECT deals.rank FROM deals WHERE ");
    text.append(seen.into_sql())
        .push("), others AS NOT MATERIALIZED (SELECT d.rank FROM deals d WHERE d.workspace_id = ");
    text.bind(Bind::Uuid(tx.workspace_id())).push(" AND d.stage_id = ").bind(Bind::Uuid(stage.0));
    text.push(" AND d.id <> ").bind(Bind::Uuid(deal.0));
    text.push(match (after, before) {
        (Some(_), _) => {
            ") SELECT (SELECT mark.rank FROM mark), (SELECT min(o.rank) FROM others o WHERE o.rank > coalesce((SELECT mark.rank FROM mark), ''))"
        }
        (None, Some(_)) => {
            ") SELECT (SELECT max(o.rank) FROM others o, mark WHERE o.rank < mark.rank), coalesce((SELECT mark.rank FROM mark), (SELECT min(o.rank) FROM others o))"
        }
        (None, None) => ") SELECT NULL::text, (SELECT min(o.rank) FROM others o)",
    });
    let statement = Statement::<(sql::Nullable<sql::Text>, sql::Nullable<sql::Text>)>::new(text);
    Ok(statement.get_result(tx.conn()).await?)
}

/// The rank of the last card of each stage that holds any.
pub async fn last_ranks(tx: &mut Tx, stages: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    let mut text = Fragment::text("SELECT d.stage_id, max(d.rank) FROM deals d WHERE d.workspace_id = ");
    text.bind(Bind::Uuid(tx.workspace_id()))
        .push(" AND d.stage_id = ANY(")
        .bind(Bind::Uuids(stages.to_vec()));
    text.push(") GROUP BY d.stage_id");
    Ok(Statement::<(sql::Uuid, sql::Text)>::new(text).load(tx.conn()).await?)
}

/// What went on in the stage a deal left.
#[derive(Debug, Clone, Copy, Default)]
pub struct Left {
    /// Whether runs of plans go on that the stage started.
    pub plan_runs: bool,
}

/// Ends the open stay of a deal and begins the next. What went on where it was is asked in the same statement.
pub async fn change_visit(tx: &mut Tx, deal: &Deal) -> Result<Left> {
    let workspace = Bind::Uuid(tx.workspace_id());
    let mut text = Fragment::text("UPDATE stage_visits v SET left_at = ");
    text.bind(Bind::Instant(tx.now)).push(", left_by = ");
    match tx.by() {
        Some(by) => drop(text.bind(Bind::Uuid(by))),
        None => drop(text.push("NULL")),
    }
    text.push(" WHERE v.workspace_id = ")
        .bind(workspace)
        .push(" AND v.deal_id = ")
        .bind(Bind::Uuid(deal.id.0));
    text.push(" AND v.left_at IS NULL RETURNING EXISTS (SELECT FROM plan_runs r WHERE r.workspace_id = v.workspace_id AND r.deal_id = v.deal_id AND r.stage_id = v.stage_id AND r.status = 'running')");
    let running: Vec<bool> = Statement::<sql::Bool>::new(text).load(tx.conn()).await?;
    begin_visit(tx, deal).await?;
    Ok(Left { plan_runs: running.contains(&true) })
}

/// Begins a stay in the deal's present stage.
pub async fn begin_visit(tx: &mut Tx, deal: &Deal) -> Result<()> {
    let visit = StageVisit {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        deal_id: deal.id,
        stage_id: deal.stage_id,
        entered_at: deal.stage_entered_at,
        entered_by: tx.by().map(Id::of),
        left_at: None,
        left_by: None,
    };
    tx.insert(&visit).await
}

/// The stays of several deals, in order.
pub async fn visits(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    deals: &[Uuid],
) -> Result<Vec<StageVisit>> {
    let rows = stage_visits::table
        .filter(stage_visits::workspace_id.eq(workspace_id).and(stage_visits::deal_id.eq_any(deals)))
        .order((stage_visits::deal_id, stage_visits::entered_at, stage_visits::id))
        .select(StageVisit::as_select());
    Ok(rows.load(conn).await?)
}

/// Whom several deals are shared with.
pub async fn shares(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    deals: &[Uuid],
) -> Result<Vec<DealShare>> {
    let rows = deal_shares::table
        .filter(deal_shares::workspace_id.eq(workspace_id).and(deal_shares::deal_id.eq_any(deals)))
        .order((deal_shares::deal_id, deal_shares::id))
        .select(DealShare::as_select());
    Ok(rows.load(conn).await?)
}

/// Replaces whom a deal is shared with.
pub async fn set_shares(tx: &mut Tx, deal: Id<Deal>, shares: &[DealShare]) -> Result<()> {
    let workspace_id = tx.workspace_id();
    let old = deal_shares::table
        .filter(deal_shares::workspace_id.eq(workspace_id).and(deal_shares::deal_id.eq(deal.0)));
    diesel::delete(old).execute(tx.conn()).await?;
    diesel::insert_into(deal_shares::table).values(shares).execute(tx.conn()).await?;
    Ok(())
}

/// Notes that something was done on a deal; the news of what was done stands for it.
pub async fn touch_activity(tx: &mut Tx, id: Id<Deal>) -> Result<()> {
    use crate::db::schema::deals;
    let (workspace_id, now) = (tx.workspace_id(), tx.now);
    diesel::update(deals::table.find((workspace_id, id.0)))
        .set(deals::last_activity_at.eq(now))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Notes that something was done on a deal at a time that may be past; what was done later stands.
pub async fn touch_activity_at(tx: &mut Tx, id: Id<Deal>, at: DateTime<Utc>) -> Result<()> {
    use crate::db::schema::deals;
    let earlier = deals::last_activity_at.is_null().or(deals::last_activity_at.lt(at));
    diesel::update(deals::table.find((tx.workspace_id(), id.0)).filter(earlier))
        .set(deals::last_activity_at.eq(at))
        .execute(tx.conn())
        .await?;
    Ok(())
}
