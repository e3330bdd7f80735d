//! Which deals: filters and searches as conditions.

use crate::accounts::model::{Account, Contact};
use crate::accounts::store::{filter_accounts, filter_contacts};
use crate::app::error::Result;
use crate::db::filter::{Conditions, Relation};
use crate::db::list::Visible;
use crate::deals::model::{Deal, DealFilter, DealListFilter};
use crate::fields::filter::filter_custom;
use crate::pipeline::model::{Lookup, Pipeline, Stage};
use crate::team::model::User;
use crate::team::store::filter_users;

const ACCOUNT: Relation = Relation {
    column: "deals.account_id",
    select: "SELECT accounts.id FROM accounts WHERE ",
    workspace: "accounts.workspace_id",
};
const CONTACT: Relation = Relation {
    column: "deals.primary_contact_id",
    select: "SELECT contacts.id FROM contacts WHERE ",
    workspace: "contacts.workspace_id",
};
const OWNER: Relation = Relation {
    column: "deals.owner_id",
    select: "SELECT users.id FROM users WHERE ",
    workspace: "users.workspace_id",
};
const TASKS: Relation = Relation {
    column: "deals.id",
    select: "SELECT tasks.deal_id FROM tasks WHERE ",
    workspace: "tasks.workspace_id",
};

const ACTIVITIES: Relation = Relation {
    column: "deals.id",
    select: "SELECT activities.deal_id FROM activities WHERE ",
    workspace: "activities.workspace_id",
};

const STAKEHOLDERS: Relation = Relation {
    column: "deals.id",
    select: "SELECT stakeholders.deal_id FROM stakeholders WHERE ",
    workspace: "stakeholders.workspace_id",
};

const LINES: Relation = Relation {
    column: "deals.id",
    select: "SELECT deal_lines.deal_id FROM deal_lines WHERE ",
    workspace: "deal_lines.workspace_id",
};

const COMPETITORS: Relation = Relation {
    column: "deals.id",
    select: "SELECT deal_competitors.deal_id FROM deal_competitors WHERE ",
    workspace: "deal_competitors.workspace_id",
};

/// Adds a filter on deals.
pub fn filter_deals(to: &mut Conditions<'_>, filter: &DealFilter) -> Result<()> {
    to.id::<Deal>("deals.id", filter.id.as_ref())?;
    to.text("deals.name", filter.name.as_ref());
    to.one_of("deals.status", filter.status.as_ref().map(|status| status as _));
    to.id::<User>("deals.owner_id", filter.owner_id.as_ref())?;
    to.id::<Account>("deals.account_id", filter.account_id.as_ref())?;
    to.id::<Contact>("deals.primary_contact_id", filter.primary_contact_id.as_ref())?;
    to.id::<Pipeline>("deals.pipeline_id", filter.pipeline_id.as_ref())?;
    to.id::<Stage>("deals.stage_id", filter.stage_id.as_ref())?;
    to.id::<Lookup>("deals.source_id", filter.source_id.as_ref())?;
    to.id::<Lookup>("deals.loss_reason_id", filter.loss_reason_id.as_ref())?;
    to.id::<Lookup>("deals.forecast_category_id", filter.forecast_category_id.as_ref())?;
    to.decimal("deals.amount", filter.amount.as_ref())?;
    to.decimal("deals.amount_base", filter.amount_base.as_ref())?;
    to.int("deals.probability", filter.probability.as_ref())?;
    to.text("deals.currency", filter.currency.as_ref());
    to.date("deals.expected_close_on", filter.expected_close_on.as_ref())?;
    to.instant("deals.closed_at", filter.closed_at.as_ref())?;
    to.instant("deals.last_activity_at", filter.last_activity_at.as_ref())?;
    to.instant("deals.stage_entered_at", filter.stage_entered_at.as_ref())?;
    to.instant("deals.created_at", filter.created_at.as_ref())?;
    to.instant("deals.updated_at", filter.updated_at.as_ref())?;
    to.text("deals.next_step", filter.next_step.as_ref());
    to.boolean("deals.restricted", filter.restricted.as_ref());
    if let Some(account) = &filter.account {
        to.some(ACCOUNT, |inner| filter_accounts(inner, account))?;
    }
    if let Some(contact) = &filter.primary_contact {
        to.some(CONTACT, |inner| filter_contacts(inner, contact))?;
    }
    if let Some(owner) = &filter.owner {
        to.some(OWNER, |inner| filter_users(inner, owner))?;
    }
    if let Some(tasks) = &filter.tasks {
        crate::activities::store::filter_list(to, TASKS, tasks)?;
    }
    if let Some(activities) = &filter.activities {
        crate::activities::interactions::store::filter_list(to, ACTIVITIES, activities)?;
    }
    if let Some(stakeholders) = &filter.stakeholders {
        crate::deals::stakeholders::store::filter_list(to, STAKEHOLDERS, stakeholders)?;
    }
    if let Some(lines) = &filter.lines {
        crate::deals::lines::store::filter_list(to, LINES, lines)?;
    }
    if let Some(competitors) = &filter.competitors {
        crate::deals::competitors::store::filter_list(to, COMPETITORS, competitors)?;
    }
    if let Some(coverage) = &filter.coverage {
        crate::deals::stakeholders::store::filter_coverage(to, coverage)?;
    }
    filter_custom::<Deal>(to, filter.custom.as_deref())?;
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_deals)
}

/// Adds a filter on a list of deals; only visible deals count.
pub fn filter_list(to: &mut Conditions<'_>, relation: Relation, filter: &DealListFilter) -> Result<()> {
    let visible = |inner: &mut Conditions<'_>, filter: &DealFilter| {
        Deal::see(inner);
        filter_deals(inner, filter)
    };
    if let Some(some) = &filter.some {
        to.some(relation, |inner| visible(inner, some))?;
    }
    if let Some(none) = &filter.none {
        to.none(relation, |inner| visible(inner, none))?;
    }
    if let Some(every) = &filter.every {
        let see = |inner: &mut Conditions<'_>| {
            Deal::see(inner);
            Ok(())
        };
        to.every(relation, see, |inner| filter_deals(inner, every))?;
    }
    Ok(())
}

/// What a root list of deals holds: filter and search.
pub fn deals_where(
    conditions: &mut Conditions<'_>,
    filter: Option<&DealFilter>,
    search: Option<&str>,
) -> Result<()> {
    if let Some(filter) = filter {
        filter_deals(conditions, filter)?;
    }
    if let Some(text) = search.map(str::trim).filter(|text| !text.is_empty()) {
        conditions.search("deals.name", text);
    }
    Ok(())
}
