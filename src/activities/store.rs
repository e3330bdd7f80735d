//! SQL for tasks, and who may see them.

use crate::accounts::model::{Account, Contact};
use crate::activities::model::{Task, TaskFilter, TaskListFilter};
use crate::api::loaders::{Asking, Batch};
use crate::app::actor::Scope;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::entity::Entity as _;
use crate::db::filter::{Conditions, Relation};
use crate::db::fragment::{Bind, Fragment, Select};
use crate::db::id::Id;
use crate::db::list::{Row, Visible};
use crate::deals::model::Deal;
use crate::deals::store::sees_deal;
use crate::fields::filter::filter_custom;
use crate::leads::model::Lead;
use crate::team::model::User;
use diesel_async::AsyncPgConnection;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

impl Visible for Task {
    const ID: &'static str = "tasks.id";
    const WORKSPACE: &'static str = "tasks.workspace_id";

    /// One's own, given or taken; those on a deal one sees; of those on no deal, the ones of people whose deals one sees.
    fn see(conditions: &mut Conditions<'_>) {
        let viewer = conditions.viewer;
        if viewer.scope == Scope::All {
            return;
        }
        let mut sql = Fragment::default();
        if let Some(person) = &viewer.person {
            let me = Bind::Uuid(person.user_id);
            sql.push("tasks.assignee_id = ")
                .bind(me.clone())
                .push(" OR tasks.created_by = ")
                .bind(me)
                .push(" OR ");
        }
        sql.append(sees_deal((viewer, conditions.now), "tasks.deal_id")).push(" OR tasks.deal_id IS NULL");
        if let Scope::Owners(owners) = &viewer.scope {
            sql.push(" AND tasks.assignee_id = ANY(").bind(Bind::Uuids(owners.to_vec())).push(")");
        }
        conditions.and(sql);
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

const DEAL: Relation = Relation {
    column: "tasks.deal_id",
    select: "SELECT deals.id FROM deals WHERE ",
    workspace: "deals.workspace_id",
};
const ACCOUNT: Relation = Relation {
    column: "tasks.account_id",
    select: "SELECT accounts.id FROM accounts WHERE ",
    workspace: "accounts.workspace_id",
};

/// Adds a filter on tasks.
pub fn filter_tasks(to: &mut Conditions<'_>, filter: &TaskFilter) -> Result<()> {
    to.id::<Task>("tasks.id", filter.id.as_ref())?;
    to.text("tasks.title", filter.title.as_ref());
    to.one_of("tasks.status", filter.status.as_ref().map(|status| status as _));
    to.id::<User>("tasks.assignee_id", filter.assignee_id.as_ref())?;
    to.id::<User>("tasks.created_by", filter.created_by_id.as_ref())?;
    to.id::<Deal>("tasks.deal_id", filter.deal_id.as_ref())?;
    to.id::<Account>("tasks.account_id", filter.account_id.as_ref())?;
    to.id::<Contact>("tasks.contact_id", filter.contact_id.as_ref())?;
    to.id::<Lead>("tasks.lead_id", filter.lead_id.as_ref())?;
    to.instant("tasks.due_at", filter.due_at.as_ref())?;
    to.instant("tasks.created_at", filter.created_at.as_ref())?;
    to.boolean("tasks.mandatory", filter.mandatory.as_ref());
    if let Some(deal) = &filter.deal {
        to.some(DEAL, |inner| {
            Deal::see(inner);
            crate::deals::store::filter_deals(inner, deal)
        })?;
    }
    if let Some(account) = &filter.account {
        to.some(ACCOUNT, |inner| crate::accounts::store::filter_accounts(inner, account))?;
    }
    filter_custom::<Task>(to, filter.custom.as_deref())?;
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_tasks)
}

/// Adds a filter on a list of tasks; only visible tasks count.
pub fn filter_list(to: &mut Conditions<'_>, relation: Relation, filter: &TaskListFilter) -> Result<()> {
    let visible = |inner: &mut Conditions<'_>, filter: &TaskFilter| {
        Task::see(inner);
        filter_tasks(inner, filter)
    };
    if let Some(some) = &filter.some {
        to.some(relation, |inner| visible(inner, some))?;
    }
    if let Some(none) = &filter.none {
        to.none(relation, |inner| visible(inner, none))?;
    }
    if let Some(every) = &filter.every {
        let see = |inner: &mut Conditions<'_>| {
            Task::see(inner);
            Ok(())
        };
        to.every(relation, see, |inner| filter_tasks(inner, every))?;
    }
    Ok(())
}

/// What a root list of tasks holds: filter and search.
pub fn tasks_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&TaskFilter>,
    search: Option<&str>,
) -> Result<()> {
    if let Some(filter) = filter {
        filter_tasks(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search("tasks.title", text);
    }
    Ok(())
}

/// A task, locked until the transaction ends, and before it the deal it is on: always in this order, in one statement.
///
/// # Errors
/// `NotFound` when there is none or the viewer may not see it.
pub async fn lock(tx: &mut Tx, id: Id<Task>) -> Result<Task> {
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let mut conditions = Task::seen_by(&viewer, now);
    conditions.equals(Task::ID, Bind::Uuid(id.0));
    // The task's own lock is the last thing the statement does with its row.
    let mut sql = Fragment::text(
        "FROM tasks LEFT JOIN LATERAL (SELECT d.id FROM deals d WHERE d.workspace_id = tasks.workspace_id \
         AND d.id = tasks.deal_id FOR NO KEY UPDATE) AS held ON true WHERE ",
    );
    sql.append(conditions.into_sql()).push(" FOR NO KEY UPDATE OF tasks");
    Task::load(tx.conn(), Select::new(sql)).await?.pop().ok_or(Error::NotFound(Task::NAME))
}

/// The open task of each deal that is due first, as far as the viewer may see it: one lateral subselect per deal.
pub struct NextTaskBatch;

impl Batch for NextTaskBatch {
    type Key = Uuid;
    type Value = Arc<Task>;

    async fn load(
        conn: &mut AsyncPgConnection,
        asking: &Asking,
        deals: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Arc<Task>>> {
        let mut sql = Fragment::text("FROM unnest(");
        sql.bind(Bind::Uuids(deals)).push(") AS parent(id) CROSS JOIN LATERAL (SELECT * FROM tasks WHERE ");
        sql.push("tasks.deal_id = parent.id AND tasks.status = 'open' AND ");
        sql.append(Task::seen_by(&asking.viewer, asking.now).into_sql());
        sql.push(" ORDER BY tasks.due_at ASC NULLS LAST, tasks.id LIMIT 1) AS tasks");
        let tasks = Task::load(conn, Select::new(sql)).await?;
        Ok(tasks.into_iter().filter_map(|task| Some((task.deal_id?.0, Arc::new(task)))).collect())
    }
}
