//! SQL for activities, and who may see them: whoever sees the deal they are on, and everybody those on none.

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::{
    Activity, ActivityAttendee, ActivityFilter, ActivityListFilter,
};
use crate::activities::model::Task;
use crate::api::loaders::{Asking, Batch};
use crate::app::actor::Scope;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::filter::{Conditions, Relation};
use crate::db::fragment::{Bind, Fragment, Statement};
use crate::db::id::Id;
use crate::db::list::{Link, Visible};
use crate::db::pool::DbConnection;
use crate::db::schema::activity_attendees;
use crate::deals::model::Deal;
use crate::deals::store::sees_deal;
use crate::leads::model::Lead;
use crate::leads::store::on_visible_lead;
use crate::pipeline::model::Lookup;
use crate::team::model::User;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::HashMap;
use uuid::Uuid;

impl Visible for Activity {
    const ID: &'static str = "activities.id";
    const WORKSPACE: &'static str = "activities.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        let viewer = conditions.viewer;
        if viewer.scope == Scope::All {
            return;
        }
        let mut sql = Fragment::text("activities.deal_id IS NULL");
        if let Some(lead) = on_visible_lead(conditions, "activities.lead_id") {
            sql.push(" AND ").append(lead);
        }
        sql.push(" OR ").append(sees_deal((viewer, conditions.now), "activities.deal_id"));
        conditions.and(sql);
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

const DEAL: Relation = Relation {
    column: "activities.deal_id",
    select: "SELECT deals.id FROM deals WHERE ",
    workspace: "deals.workspace_id",
};
const ATTENDEES: Relation = Relation {
    column: "activities.id",
    select: "SELECT activity_attendees.activity_id FROM activity_attendees WHERE ",
    workspace: "activity_attendees.workspace_id",
};

/// Adds a filter on activities.
pub fn filter_activities(to: &mut Conditions<'_>, filter: &ActivityFilter) -> Result<()> {
    to.id::<Activity>("activities.id", filter.id.as_ref())?;
    to.text("activities.subject", filter.subject.as_ref());
    to.text("activities.minutes", filter.minutes.as_ref());
    to.one_of("activities.status", filter.status.as_ref().map(|status| status as _));
    to.id::<Lookup>("activities.kind_id", filter.kind_id.as_ref())?;
    to.id::<User>("activities.owner_id", filter.owner_id.as_ref())?;
    to.id::<Deal>("activities.deal_id", filter.deal_id.as_ref())?;
    to.id::<Account>("activities.account_id", filter.account_id.as_ref())?;
    to.id::<Contact>("activities.contact_id", filter.contact_id.as_ref())?;
    to.id::<Lead>("activities.lead_id", filter.lead_id.as_ref())?;
    to.instant("activities.starts_at", filter.starts_at.as_ref())?;
    to.instant("activities.created_at", filter.created_at.as_ref())?;
    to.boolean("activities.archived", filter.archived.as_ref());
    if let Some(contact) = &filter.with_contact_id {
        to.some(ATTENDEES, |inner| inner.id::<Contact>("activity_attendees.contact_id", Some(contact)))?;
    }
    if let Some(user) = &filter.with_user_id {
        to.some(ATTENDEES, |inner| inner.id::<User>("activity_attendees.user_id", Some(user)))?;
    }
    if let Some(deal) = &filter.deal {
        to.some(DEAL, |inner| {
            Deal::see(inner);
            crate::deals::store::filter_deals(inner, deal)
        })?;
    }
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_activities)
}

/// What a list of activities holds: put away ones only when the filter speaks of them.
pub fn activities_where(conditions: &mut Conditions<'_>, filter: Option<&ActivityFilter>) -> Result<()> {
    if filter.is_none_or(|filter| filter.archived.is_none()) {
        conditions.and(Fragment::text("NOT activities.archived"));
    }
    filter.map_or(Ok(()), |filter| filter_activities(conditions, filter))
}

/// Adds a filter on a list of activities; only visible ones count, and none that was put away.
pub fn filter_list(to: &mut Conditions<'_>, relation: Relation, filter: &ActivityListFilter) -> Result<()> {
    let there = |inner: &mut Conditions<'_>| {
        Activity::see(inner);
        inner.and(Fragment::text("NOT activities.archived"));
    };
    let like = |inner: &mut Conditions<'_>, filter: &ActivityFilter| {
        there(inner);
        filter_activities(inner, filter)
    };
    if let Some(some) = &filter.some {
        to.some(relation, |inner| like(inner, some))?;
    }
    if let Some(none) = &filter.none {
        to.none(relation, |inner| like(inner, none))?;
    }
    if let Some(every) = &filter.every {
        let there = |inner: &mut Conditions<'_>| {
            there(inner);
            Ok(())
        };
        to.every(relation, there, |inner| filter_activities(inner, every))?;
    }
    Ok(())
}

/// Those of the viewer's that are over and of which nobody said what came.
pub fn awaiting_outcome(conditions: &mut Conditions<'_>) {
    let me = conditions.viewer.user_id().unwrap_or_default();
    let mut sql = Fragment::text("activities.owner_id = ");
    sql.bind(Bind::Uuid(me));
    // The beginning is told apart from the end so that the index ends the search.
    sql.push(" AND activities.status = 'planned' AND NOT activities.archived AND activities.starts_at < ");
    sql.bind(Bind::Instant(conditions.now));
    sql.push(" AND coalesce(activities.ends_at, activities.starts_at) < ");
    sql.bind(Bind::Instant(conditions.now));
    conditions.and(sql);
}

/// Whether the task to send an activity's minutes is open already: one of this title, for this person, on the same record.
pub async fn minutes_await(tx: &mut Tx, task: &Task) -> Result<bool> {
    let mut sql = Fragment::text("SELECT EXISTS (SELECT FROM tasks t WHERE t.workspace_id = ");
    sql.bind(Bind::Uuid(tx.workspace_id()))
        .push(" AND t.assignee_id = ")
        .bind(Bind::Uuid(task.assignee_id.0));
    sql.push(" AND t.status = 'open' AND t.title = ").bind(Bind::Text(task.title.clone()));
    let records = [
        (" AND t.deal_id", task.deal_id.map(|id| id.0)),
        (" AND t.account_id", task.account_id.map(|id| id.0)),
        (" AND t.contact_id", task.contact_id.map(|id| id.0)),
        (" AND t.lead_id", task.lead_id.map(|id| id.0)),
    ];
    for (column, id) in records {
        match id {
            Some(id) => drop(sql.push(column).push(" = ").bind(Bind::Uuid(id))),
            None => drop(sql.push(column).push(" IS NULL")),
        }
    }
    sql.push(")");
    Ok(Statement::<Bool>::new(sql).get_result(tx.conn()).await?)
}

/// What links activities to the contacts who take part in them.
pub struct TakesPart;

impl Link for TakesPart {
    const TABLE: &'static str = "activities JOIN activity_attendees ON activity_attendees.workspace_id = activities.workspace_id AND activity_attendees.activity_id = activities.id";
    const COLUMN: &'static str = "activity_attendees.contact_id";
    const LINKED: &'static str = "EXISTS (SELECT FROM activity_attendees WHERE activity_attendees.workspace_id = activities.workspace_id AND activity_attendees.activity_id = activities.id AND activity_attendees.contact_id = parent.id) AND ";
}

/// Who takes part in activities, in the order they were named.
pub async fn attendees(
    conn: &mut AsyncPgConnection,
    workspace_id: Uuid,
    activities: &[Uuid],
) -> Result<Vec<ActivityAttendee>> {
    let rows = activity_attendees::table
        .filter(
            activity_attendees::workspace_id
                .eq(workspace_id)
                .and(activity_attendees::activity_id.eq_any(activities)),
        )
        .order(activity_attendees::id)
        .select(ActivityAttendee::as_select());
    Ok(rows.load(conn).await?)
}

/// Takes these people out of their activity.
pub async fn remove_attendees(tx: &mut Tx, ids: &[Id<ActivityAttendee>]) -> Result<()> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = activity_attendees::table.filter(
        activity_attendees::workspace_id.eq(tx.workspace_id()).and(activity_attendees::id.eq_any(ids)),
    );
    diesel::delete(rows).execute(tx.conn()).await?;
    Ok(())
}

/// Who takes part, by activity.
pub struct AttendeesBatch;

impl Batch for AttendeesBatch {
    type Key = Uuid;
    type Value = Vec<ActivityAttendee>;

    async fn load(
        conn: &mut DbConnection,
        asking: &Asking,
        activities: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Vec<ActivityAttendee>>> {
        let mut grouped: HashMap<Uuid, Vec<ActivityAttendee>> = HashMap::new();
        for row in attendees(conn, asking.viewer.workspace_id, &activities).await? {
            grouped.entry(row.activity_id.0).or_default().push(row);
        }
        Ok(grouped)
    }
}
