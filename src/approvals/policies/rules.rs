//! What a policy must be, and when it asks.

use crate::app::actor::Role;
use crate::app::checks::{Checks, tidy};
use crate::app::error::{Error, Refusal, RefusalCode, Result, together};
use crate::approvals::policies::input::{ApprovalPolicyStepInput, ApproverRuleInput};
use crate::approvals::policies::model::{
    ApprovalMode, ApprovalPolicy, ApprovalPolicyStep, ApprovalSubjectKind, ApproverKind, ApproverRule,
    Condition,
};
use crate::db::id::{Id, type_id};
use crate::pipeline::model::Pipeline;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The most steps of a policy.
pub const MOST_STEPS: usize = 10;

/// The most ways of naming approvers in one step.
pub const MOST_RULES: usize = 20;

/// Checks every field of a policy, its condition and its steps.
pub fn check_policy(policy: &ApprovalPolicy) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &policy.name, 120);
    checks.text("description", policy.description.as_deref(), 5_000);
    let steps = &policy.steps.0;
    checks.that(!steps.is_empty(), RefusalCode::Required, "steps", "A policy has at least one step.");
    let message = format!("At most {MOST_STEPS} steps fit into one policy.");
    checks.that(steps.len() <= MOST_STEPS, RefusalCode::TooLong, "steps", message);
    let condition =
        check_condition(&policy.condition.0, policy.subject).map_err(|error| error.below("condition"));
    let each = steps.iter().enumerate().map(|(place, step)| {
        check_step(step).map_err(|error| error.below(&place.to_string()).below("steps"))
    });
    together([checks.done(), condition].into_iter().chain(each))
}

fn check_condition(condition: &Condition, subject: ApprovalSubjectKind) -> Result<()> {
    let mut checks = Checks::default();
    checks.money("amountAtLeast", condition.amount_at_least);
    let percent = |value: Option<Decimal>| {
        value.is_none_or(|value| value <= Decimal::ONE_HUNDRED && value.normalize().scale() <= 2)
    };
    let positive = condition.discount_at_least.is_none_or(|value| !value.is_sign_negative());
    let message = "Give a percentage up to 100, with at most two decimals.";
    let discount = percent(condition.discount_at_least) && positive;
    checks.that(discount, RefusalCode::Invalid, "discountAtLeast", message);
    checks.that(percent(condition.margin_below), RefusalCode::Invalid, "marginBelow", message);
    let has_margin = subject == ApprovalSubjectKind::Proposal || condition.margin_below.is_none();
    let message = "Only a proposal has a margin; leave this out of other policies.";
    checks.that(has_margin, RefusalCode::Invalid, "marginBelow", message);
    let message = "Name at most 50 pipelines.";
    checks.that(condition.pipeline_ids.len() <= 50, RefusalCode::TooLong, "pipelineIds", message);
    let many = condition.custom.as_array().map_or(0, Vec::len);
    checks.that(many <= 20, RefusalCode::TooLong, "custom", "Give at most 20 conditions.");
    checks.done()
}

fn check_step(step: &ApprovalPolicyStep) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &step.name, 120);
    let rules = &step.approvers;
    checks.that(!rules.is_empty(), RefusalCode::Required, "approvers", "Say who is asked.");
    let message = format!("At most {MOST_RULES} fit into one step.");
    checks.that(rules.len() <= MOST_RULES, RefusalCode::TooLong, "approvers", message);
    let counted = step.mode != ApprovalMode::AtLeast || step.at_least.is_some();
    checks.that(counted, RefusalCode::Required, "atLeast", "Say how many have to approve.");
    checks.int("atLeast", step.at_least, 1..=20);
    checks.int("dueHours", step.due_hours, 1..=8_760);
    let each = rules.iter().enumerate().map(|(place, rule)| {
        check_rule(rule).map_err(|error| error.below(&place.to_string()).below("approvers"))
    });
    together([checks.done()].into_iter().chain(each))
}

fn check_rule(rule: &ApproverRule) -> Result<()> {
    let (field, named, message) = match rule.kind {
        ApproverKind::User => ("userId", rule.user_id.is_some(), "Say which user is asked."),
        ApproverKind::Role => ("role", rule.role.is_some(), "Say which role is asked."),
        ApproverKind::TeamManager => ("teamId", rule.team_id.is_some(), "Say which team's manager is asked."),
        ApproverKind::OwnersManager => return Ok(()),
    };
    if !named {
        return Err(Refusal::at(RefusalCode::Required, field, message).into());
    }
    if rule.role == Some(Role::Viewer) {
        let message = "Viewers change nothing, so they cannot approve; choose another role.";
        return Err(Refusal::at(RefusalCode::Invalid, "role", message).into());
    }
    Ok(())
}

/// The steps as they are kept: those given with the id of one before keep it.
///
/// # Errors
/// `NOT_FOUND` for an id that is no step's before, or is given twice.
pub fn kept(
    given: Vec<ApprovalPolicyStepInput>,
    before: &[ApprovalPolicyStep],
) -> Result<Vec<ApprovalPolicyStep>> {
    let mut steps: Vec<ApprovalPolicyStep> = Vec::with_capacity(given.len());
    for (place, one) in given.into_iter().enumerate() {
        let known = |id: Id<ApprovalPolicyStep>| before.iter().any(|step| step.id == id);
        if one.id.is_some_and(|id| !known(id) || steps.iter().any(|step| step.id == id)) {
            let missing = Error::NotFound("step of this policy").at("id");
            return Err(missing.below(&place.to_string()).below("steps"));
        }
        let mode = one.mode.unwrap_or(ApprovalMode::Any);
        steps.push(ApprovalPolicyStep {
            id: one.id.unwrap_or_default(),
            name: tidy(Some(one.name)).unwrap_or_default(),
            approvers: one.approvers.into_iter().map(kept_rule).collect(),
            mode,
            at_least: one.at_least.filter(|_| mode == ApprovalMode::AtLeast),
            due_hours: one.due_hours,
        });
    }
    Ok(steps)
}

fn kept_rule(given: ApproverRuleInput) -> ApproverRule {
    let kind = given.kind;
    ApproverRule {
        kind,
        user_id: given.user_id.filter(|_| kind == ApproverKind::User),
        role: given.role.filter(|_| kind == ApproverKind::Role),
        team_id: given.team_id.filter(|_| kind == ApproverKind::TeamManager),
    }
}

/// What conditions are asked about.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// In the workspace's base currency.
    pub amount: Option<Decimal>,
    /// The highest of any line, in percent.
    pub discount: Option<Decimal>,
    /// In percent; none when it is not known.
    pub margin: Option<Decimal>,
    pub pipeline: Id<Pipeline>,
}

/// Whether a condition holds, as far as the measures say; custom fields are asked elsewhere.
pub fn holds(condition: &Condition, of: &Measured) -> bool {
    let at_least = |bound: Option<Decimal>, value: Option<Decimal>| {
        bound.is_none_or(|bound| value.unwrap_or_default() >= bound)
    };
    let below = condition.margin_below.is_none_or(|bound| of.margin.is_none_or(|margin| margin < bound));
    at_least(condition.amount_at_least, of.amount)
        && at_least(condition.discount_at_least, of.discount)
        && below
        && (condition.pipeline_ids.is_empty() || condition.pipeline_ids.contains(&of.pipeline))
}

/// The policies with one put in the place after another, in order; each with the number it gets.
pub fn reordered(
    mut all: Vec<ApprovalPolicy>,
    moved: Id<ApprovalPolicy>,
    after: Option<Id<ApprovalPolicy>>,
) -> Result<Vec<ApprovalPolicy>> {
    let missing = |field: &str| Error::NotFound("approval policy").at(field);
    let from = all.iter().position(|policy| policy.id == moved).ok_or_else(|| missing("id"))?;
    let policy = all.remove(from);
    let to = match after {
        Some(id) => 1 + all.iter().position(|other| other.id == id).ok_or_else(|| missing("afterId"))?,
        None => 0,
    };
    all.insert(to, policy);
    Ok(all)
}

/// The steps as the history tells them: in the API's own words, without what only tells them apart.
pub fn told(steps: &[ApprovalPolicyStep]) -> Value {
    let rule = |rule: &ApproverRule| {
        json!({
            "kind": rule.kind.as_str().to_uppercase(),
            "user": rule.user_id.map(|id| type_id("user", id.0)),
            "role": rule.role.map(|role| role.as_str().to_uppercase()),
            "team": rule.team_id.map(|id| type_id("team", id.0)),
        })
    };
    let step = |step: &ApprovalPolicyStep| {
        json!({
            "name": step.name,
            "approvers": step.approvers.iter().map(rule).collect::<Value>(),
            "mode": step.mode.as_str().to_uppercase(),
            "atLeast": step.at_least,
            "dueHours": step.due_hours,
        })
    };
    steps.iter().map(step).collect()
}

/// A condition as the history tells it.
pub fn told_condition(condition: &Condition) -> Value {
    let pipelines = condition.pipeline_ids.iter().map(|id| type_id("pipe", id.0));
    json!({
        "amountAtLeast": condition.amount_at_least,
        "discountAtLeast": condition.discount_at_least,
        "marginBelow": condition.margin_below,
        "pipelines": pipelines.collect::<Vec<_>>(),
        "custom": condition.custom,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn a_condition_holds_when_all_that_is_given_does() {
        let pipeline = Id::new();
        let deal = Measured {
            amount: Some(decimal("50000")),
            discount: Some(decimal("12.5")),
            margin: Some(decimal("20")),
            pipeline,
        };
        let bare = Measured { amount: None, discount: None, margin: None, pipeline };
        let amount = |text: &str| Condition { amount_at_least: Some(decimal(text)), ..Condition::default() };
        let discount =
            |text: &str| Condition { discount_at_least: Some(decimal(text)), ..Condition::default() };
        let margin = |text: &str| Condition { margin_below: Some(decimal(text)), ..Condition::default() };
        let inside = |id| Condition { pipeline_ids: vec![id], ..Condition::default() };
        for (what, condition, of, expected) in [
            ("always", Condition::default(), bare, true),
            ("just as much", amount("50000"), deal, true),
            ("a cent too little", amount("50000.01"), deal, false),
            ("no amount", amount("1"), bare, false),
            ("nothing is at least nothing", amount("0"), bare, true),
            ("the discount", discount("12.50"), deal, true),
            ("less discount", discount("12.51"), deal, false),
            ("a margin below", margin("20.01"), deal, true),
            ("a margin that is enough", margin("20"), deal, false),
            ("an unknown margin is below", margin("-100"), bare, true),
            ("the pipeline", inside(pipeline), bare, true),
            ("another pipeline", inside(Id::new()), deal, false),
            ("one of two", Condition { discount_at_least: Some(decimal("50")), ..amount("1") }, deal, false),
        ] {
            assert_eq!(holds(&condition, &of), expected, "{what}");
        }
    }
}
