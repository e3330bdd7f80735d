//! What deals come to: counted and added up where a filter says which, and kept for whole stages (`deal_sums`), so that a board
//! costs the same however many deals its pipeline has ever had.
//!
//! What always holds: adding up the rows of a stage in `deal_sums` gives the sums of its deals, in every snapshot. Triggers on
//! `deals` see to it, so that it holds for whoever writes there.

use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::db::filter::Conditions;
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::list::Visible as _;
use crate::deals::model::{Deal, DealFilter};
use crate::deals::store::{by_policy, deals_where, in_person};
use chrono::{DateTime, Utc};
use diesel::sql_types as sql;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Count, sum and weighted sum of deals, in the base currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sums {
    pub count: i64,
    pub amount: Decimal,
    pub weighted: Decimal,
}

/// No deals: nothing, to the cent.
impl Default for Sums {
    fn default() -> Self {
        Self { count: 0, amount: Decimal::new(0, 2), weighted: Decimal::new(0, 2) }
    }
}

const SUMS: &str = "count(*), coalesce(sum(deals.amount_base), 0.00), \
     round(coalesce(sum(deals.amount_base * deals.probability), 0.00) / 100, 2)";

type Summed = (sql::Uuid, sql::BigInt, sql::Numeric, sql::Numeric);

/// The sums of the deals that meet the conditions.
pub async fn of(conn: &mut AsyncPgConnection, conditions: Fragment) -> Result<Sums> {
    let mut text = Fragment::text("SELECT ");
    text.push(SUMS).push(" FROM deals WHERE ").append(conditions);
    let statement = Statement::<(sql::BigInt, sql::Numeric, sql::Numeric)>::new(text);
    let (count, amount, weighted) = statement.get_result(conn).await?;
    Ok(Sums { count, amount, weighted })
}

/// The same by the value of a column, in one statement; values without deals are missing.
pub async fn by(
    conn: &mut AsyncPgConnection,
    column: &'static str,
    conditions: Fragment,
) -> Result<Vec<(Uuid, Sums)>> {
    let mut text = Fragment::text("SELECT ");
    text.push(column).push(", ").push(SUMS).push(" FROM deals WHERE ").append(conditions);
    text.push(" GROUP BY ").push(column);
    summed(conn, text).await
}

/// The sums of those deals of these stages that meet a filter and a search, as far as the viewer may see them; stages without
/// deals are missing.
///
/// # Errors
/// Those of the filter and of the statement.
pub async fn of_stages(
    conn: &mut AsyncPgConnection,
    (viewer, now): (&Viewer, DateTime<Utc>),
    stages: Vec<Uuid>,
    (filter, search): (Option<&DealFilter>, Option<&str>),
) -> Result<Vec<(Uuid, Sums)>> {
    let mut conditions = Deal::seen_by(viewer, now);
    let unfiltered = conditions.sql();
    deals_where(&mut conditions, filter, search)?;
    if conditions.sql().len() == unfiltered.len() {
        return kept(conn, (viewer, now), &stages).await;
    }
    conditions.and(among(&stages));
    by(conn, "deals.stage_id", conditions.into_sql()).await
}

fn among(stages: &[Uuid]) -> Fragment {
    let mut these = Fragment::text("deals.stage_id = ANY(");
    these.bind(Bind::Uuids(stages.to_vec())).push(")");
    these
}

/// The kept sums of whole stages. What the policy admits is added up without looking at a deal; what a person sees besides is
/// looked up.
async fn kept(
    conn: &mut AsyncPgConnection,
    (viewer, now): (&Viewer, DateTime<Utc>),
    stages: &[Uuid],
) -> Result<Vec<(Uuid, Sums)>> {
    let within = |also: Option<Fragment>| {
        let mut conditions = Conditions::on(Deal::WORKSPACE, viewer, now);
        conditions.and(among(stages));
        if let Some(also) = also {
            conditions.and(also);
        }
        conditions.into_sql()
    };
    let policy = by_policy(&viewer.scope);
    let mut text = Fragment::text(
        "SELECT stage_id, sum(deals)::bigint, round(sum(amount), 2), round(sum(weighted) / 100, 2) FROM (\
         SELECT stage_id, deals, amount, weighted FROM deal_sums AS deals WHERE ",
    );
    text.append(within(policy.clone()));
    if let (Some(policy), Some(person)) = (policy, &viewer.person) {
        // The policy counts these already.
        let mut beyond = Fragment::text("NOT ");
        beyond.append(policy).push(" AND (").append(in_person(viewer.workspace_id, person)).push(")");
        text.push(
            " UNION ALL SELECT stage_id, 1, coalesce(amount_base, 0), coalesce(amount_base * probability, 0) \
             FROM deals WHERE ",
        );
        text.append(within(Some(beyond)));
    }
    text.push(") AS parts GROUP BY stage_id HAVING sum(deals) <> 0");
    summed(conn, text).await
}

async fn summed(conn: &mut AsyncPgConnection, text: Fragment) -> Result<Vec<(Uuid, Sums)>> {
    let rows: Vec<(Uuid, i64, Decimal, Decimal)> = Statement::<Summed>::new(text).get_results(conn).await?;
    Ok(rows.into_iter().map(|(id, count, amount, weighted)| (id, Sums { count, amount, weighted })).collect())
}

/// Adds up the differences of stages that have gathered many. One server at a time; readers and writers wait for nothing.
pub async fn fold(conn: &mut AsyncPgConnection) -> Result<usize> {
    // The number tells this lock from others of the database; any would do.
    let text = "WITH grown AS (
          SELECT workspace_id, stage_id, owner_id, restricted FROM deal_sums
          WHERE (SELECT pg_try_advisory_xact_lock(7246901843))
          GROUP BY workspace_id, stage_id, owner_id, restricted HAVING count(*) > 16
        ), gone AS (
          DELETE FROM deal_sums USING grown
          WHERE (deal_sums.workspace_id, deal_sums.stage_id, deal_sums.owner_id, deal_sums.restricted)
              = (grown.workspace_id, grown.stage_id, grown.owner_id, grown.restricted)
          RETURNING deal_sums.*
        )
        INSERT INTO deal_sums (workspace_id, stage_id, owner_id, restricted, deals, amount, weighted)
        SELECT workspace_id, stage_id, owner_id, restricted, sum(deals), sum(amount), sum(weighted)
        FROM gone GROUP BY workspace_id, stage_id, owner_id, restricted
        HAVING sum(deals) <> 0";
    Ok(diesel::sql_query(text).execute(conn).await?)
}
