//! SQL for what gates ask about a deal.

use crate::accounts::model::Account;
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::approvals::runs::entry;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::list;
use crate::deals::competitors::store::COMPETITOR_NAMED;
use crate::deals::gate::rules::{self, Entering, Facts, Subject};
use crate::deals::lines::store::LINES_EXIST;
use crate::deals::model::Deal;
use crate::deals::stakeholders::store::DECISION_MAKER_KNOWN;
use crate::deals::steps::store::STEPS_DONE;
use crate::fields;
use crate::fields::model::Known;
use crate::pipeline::gate::{GateRequirement, names_custom_fields, requirements};
use crate::pipeline::model::Stage;
use crate::proposals::packages::store::SIGNED;
use crate::proposals::store::{ACCEPTED, APPROVED, SENT};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// What a deal lacks to enter a stage. Only what the stage asks for is read, and only what is not at hand.
pub async fn missing(
    conn: &mut AsyncPgConnection,
    asking: (&Viewer, DateTime<Utc>),
    Entering { deal, brief, account, lines }: Entering<'_>,
    to: &Stage,
) -> Result<Vec<GateRequirement>> {
    let known = match &asking.0.known {
        Some(known) => known.clone(),
        None if names_custom_fields(&to.gate) => fields::store::known(conn, deal.workspace_id.0).await?,
        None => Known::default(),
    };
    let policies = entry::named(conn, deal.workspace_id.0, &to.gate).await?;
    let required = requirements(&to.gate, &known, &policies);
    let (texts, of_account, facts) = rules::asks_of(&required);
    let workspace_id = deal.workspace_id.0;
    let read_brief = match brief {
        None if texts => crate::deals::store::briefs(conn, workspace_id, &[deal.id.0]).await?.pop(),
        _ => None,
    };
    let read_account: Option<Account> = match deal.account_id {
        Some(id) if of_account && account.is_none() => list::find(conn, asking, id).await?,
        _ => None,
    };
    let mut facts = if facts { self::facts(conn, deal, asking.1).await? } else { Facts::default() };
    facts.lines_exist |= !lines.is_empty();
    let (brief, account) = (brief.or(read_brief.as_ref()), account.or(read_account.as_ref()));
    let open = entry::open(conn, asking, (deal, to), &policies).await?;
    Ok(rules::missing(required, &Subject { deal, brief, account, facts, approvals: &open }))
}

/// What holds about a deal, in one statement. Of one that is not there yet: it has nothing, so nothing is undone.
async fn facts(conn: &mut AsyncPgConnection, deal: &Deal, now: DateTime<Utc>) -> Result<Facts> {
    let mut sql = Fragment::text("SELECT ");
    sql.push(DECISION_MAKER_KNOWN).push(", ").push(LINES_EXIST).push(", ").push(COMPETITOR_NAMED);
    sql.push(", NOT EXISTS (SELECT FROM tasks t WHERE t.workspace_id = deals.workspace_id AND t.deal_id = deals.id AND t.status = 'open' AND t.mandatory)");
    sql.push(", EXISTS (SELECT FROM tasks t WHERE t.workspace_id = deals.workspace_id AND t.deal_id = deals.id AND t.status = 'open' AND t.due_at IS NOT NULL)");
    sql.push(" OR EXISTS (SELECT FROM activities a WHERE a.workspace_id = deals.workspace_id AND a.deal_id = deals.id AND a.status = 'planned' AND NOT a.archived AND a.starts_at > ");
    sql.bind(Bind::Instant(now)).push("), ").push(STEPS_DONE);
    for of_papers in [APPROVED, SENT, ACCEPTED, SIGNED] {
        sql.push(", ").push(of_papers);
    }
    sql.push(" FROM deals WHERE deals.workspace_id = ").bind(Bind::Uuid(deal.workspace_id.0));
    sql.push(" AND deals.id = ").bind(Bind::Uuid(deal.id.0));
    type Types = (Bool, Bool, Bool, Bool, Bool, Bool, Bool, Bool, Bool, Bool);
    type Row = (bool, bool, bool, bool, bool, bool, bool, bool, bool, bool);
    let row: Option<Row> = Statement::<Types>::new(sql).get_result(conn).await.optional()?;
    let row = row.unwrap_or((false, false, false, true, false, true, false, false, false, false));
    Ok(Facts {
        decision_maker_known: row.0,
        lines_exist: row.1,
        competitor_named: row.2,
        mandatory_tasks_done: row.3,
        next_task_planned: row.4,
        steps_done: row.5,
        proposal_approved: row.6,
        proposal_sent: row.7,
        proposal_accepted: row.8,
        contract_signed: row.9,
    })
}
