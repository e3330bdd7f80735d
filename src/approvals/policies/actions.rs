//! What admins can do with approval policies.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::approvals::policies::input::{
    ApprovalConditionInput, CreateApprovalPolicyInput, MoveApprovalPolicyInput, UpdateApprovalPolicyInput,
};
use crate::approvals::policies::model::{ApprovalPolicy, ApprovalPolicyStep, ApproverRule, Condition};
use crate::approvals::policies::{rules, store};
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::list;
use crate::db::patch::set_text;
use crate::live::event::{News, SubjectKind};
use crate::pipeline::model::Pipeline;
use crate::team;
use async_graphql::InputType as _;
use serde_json::Value;

/// Adds a policy, below all others.
pub async fn create_approval_policy(tx: &mut Tx, input: CreateApprovalPolicyInput) -> Result<ApprovalPolicy> {
    tx.require(Role::Admin)?;
    let last = store::for_update(tx).await?.last().map(|policy| policy.position);
    let policy = ApprovalPolicy {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: input.name.trim().to_owned(),
        description: tidy(input.description),
        subject: input.subject,
        active: input.active.unwrap_or(true),
        position: last.map_or(0, |last| last + 1),
        condition: Jsonb(kept_condition(input.condition.unwrap_or_default())?),
        steps: Jsonb(rules::kept(input.steps, &[])?),
        own_requests: input.own_requests.unwrap_or(false),
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    check(tx, None, &policy).await?;
    tx.insert(&policy).await?;
    let news = policy_news("approval_policy.created", &policy).creating(&policy);
    tx.emit(said(news, None, &policy));
    Ok(policy)
}

/// Changes a policy. Runs that began go on as they were.
pub async fn update_approval_policy(tx: &mut Tx, input: UpdateApprovalPolicyInput) -> Result<ApprovalPolicy> {
    tx.require(Role::Admin)?;
    let before: ApprovalPolicy = list::get_for_update(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = name.trim().to_owned();
    }
    set_text(&mut after.description, input.description);
    after.active = input.active.unwrap_or(after.active);
    after.own_requests = input.own_requests.unwrap_or(after.own_requests);
    if let Some(condition) = input.condition {
        after.condition = Jsonb(kept_condition(condition)?);
    }
    if let Some(steps) = input.steps {
        after.steps = Jsonb(rules::kept(steps, &before.steps.0)?);
    }
    check(tx, Some(&before), &after).await?;
    save(tx, &before, &mut after).await?;
    Ok(after)
}

/// Puts a policy in another place: what follows it is numbered anew.
pub async fn move_approval_policy(tx: &mut Tx, input: MoveApprovalPolicyInput) -> Result<ApprovalPolicy> {
    tx.require(Role::Admin)?;
    let all = store::for_update(tx).await?;
    let known = all.iter().find(|policy| policy.id == input.id);
    let known = known.ok_or(Error::NotFound("approval policy"))?.clone();
    tx.check_version(&known, input.expected_version).await?;
    let mut moved = known;
    for (place, before) in rules::reordered(all, input.id, input.after_id)?.into_iter().enumerate() {
        let mut after =
            ApprovalPolicy { position: i32::try_from(place).unwrap_or(i32::MAX), ..before.clone() };
        save(tx, &before, &mut after).await?;
        if after.id == input.id {
            moved = after;
        }
    }
    Ok(moved)
}

fn kept_condition(given: ApprovalConditionInput) -> Result<Condition> {
    let custom = given.custom.filter(|custom| !custom.is_empty());
    let custom = match custom {
        Some(custom) => without_nulls(custom.to_value().into_json().map_err(Error::internal)?),
        None => Value::Null,
    };
    Ok(Condition {
        amount_at_least: given.amount_at_least,
        discount_at_least: given.discount_at_least,
        margin_below: given.margin_below,
        pipeline_ids: given.pipeline_ids.unwrap_or_default(),
        custom,
    })
}

/// Conditions as they were given: what was left out stays out.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Array(all) => all.into_iter().map(without_nulls).collect(),
        Value::Object(fields) => fields.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        other => other,
    }
}

async fn check(tx: &mut Tx, before: Option<&ApprovalPolicy>, after: &ApprovalPolicy) -> Result<()> {
    rules::check_policy(after)?;
    if before.is_none_or(|before| before.condition != after.condition) {
        check_condition(tx, before.map(|before| &before.condition.0), &after.condition.0)
            .await
            .map_err(|error| error.below("condition"))?;
    }
    check_people(tx, &named(before), &after.steps.0).await
}

/// Everybody whom a policy names.
fn named(policy: Option<&ApprovalPolicy>) -> Vec<ApproverRule> {
    let steps = policy.map(|policy| policy.steps.0.clone()).unwrap_or_default();
    steps.into_iter().flat_map(|step| step.approvers).collect()
}

async fn check_condition(tx: &mut Tx, before: Option<&Condition>, after: &Condition) -> Result<()> {
    for id in &after.pipeline_ids {
        if before.is_none_or(|before| !before.pipeline_ids.contains(id)) {
            let found: Result<Pipeline> = list::get(tx, *id).await;
            found.map_err(|error| error.at("pipelineIds"))?;
        }
    }
    let viewer = tx.viewer.clone();
    let knowing = store::knowing(tx.conn(), &viewer).await?;
    store::check_custom(&knowing, tx, after)
}

/// The users and teams that come in anew exist.
async fn check_people(tx: &mut Tx, known: &[ApproverRule], steps: &[ApprovalPolicyStep]) -> Result<()> {
    for (at, step) in steps.iter().enumerate() {
        for (place, rule) in step.approvers.iter().enumerate() {
            if known.contains(rule) {
                continue;
            }
            let mut found = Ok(());
            if let Some(user) = rule.user_id {
                found = team::store::check_user(tx, "userId", user).await;
            }
            if let Some(team) = rule.team_id {
                found = team::store::check_team(tx, "teamId", team).await;
            }
            let path = [place.to_string(), "approvers".to_owned(), at.to_string(), "steps".to_owned()];
            found.map_err(|error| path.iter().fold(error, |error, part| error.below(part)))?;
        }
    }
    Ok(())
}

async fn save(tx: &mut Tx, before: &ApprovalPolicy, after: &mut ApprovalPolicy) -> Result<()> {
    if tx.save(before, after).await? {
        let news = policy_news("approval_policy.changed", after).changing(before, after);
        tx.emit(said(news, Some(before), after));
    }
    Ok(())
}

fn policy_news(kind: &'static str, policy: &ApprovalPolicy) -> News {
    News::of(kind, SubjectKind::ApprovalPolicy, policy.id.0, policy.version)
}

/// Steps and condition in the API's own words, where they differ.
fn said(mut news: News, before: Option<&ApprovalPolicy>, after: &ApprovalPolicy) -> News {
    if let Some(change) = news.changes.get_mut("steps") {
        let was = before.map_or(Value::Null, |before| rules::told(&before.steps.0));
        *change = (was, rules::told(&after.steps.0));
    }
    if let Some(change) = news.changes.get_mut("condition") {
        let was = before.map_or(Value::Null, |before| rules::told_condition(&before.condition.0));
        *change = (was, rules::told_condition(&after.condition.0));
    }
    news
}
