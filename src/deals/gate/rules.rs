//! What of a gate a deal does not have.

use crate::accounts::model::Account;
use crate::deals::lines::model::DealLine;
use crate::deals::model::{Brief, Deal};
use crate::pipeline::gate::{GateRequirement, GateRequirementKind};
use crate::pipeline::model::{Stage, StageKind};

/// What holds about a deal besides its fields.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    pub decision_maker_known: bool,
    pub lines_exist: bool,
    pub competitor_named: bool,
    pub mandatory_tasks_done: bool,
    pub next_task_planned: bool,
    pub steps_done: bool,
    pub proposal_approved: bool,
    pub proposal_sent: bool,
    pub proposal_accepted: bool,
    pub contract_signed: bool,
}

/// A deal about to enter a stage.
#[derive(Clone, Copy)]
pub struct Entering<'a> {
    pub deal: &'a Deal,
    /// Its long texts when they are at hand; else they are read.
    pub brief: Option<&'a Brief>,
    /// Its account when it is at hand; else it is read.
    pub account: Option<&'a Account>,
    /// Lines that come with it and are not there yet.
    pub lines: &'a [DealLine],
}

/// A deal with what its fields and gates speak of.
pub struct Subject<'a> {
    pub deal: &'a Deal,
    /// Its long texts, when any was written.
    pub brief: Option<&'a Brief>,
    pub account: Option<&'a Account>,
    pub facts: Facts,
    /// The ids of the policies that ask for an approval which was not granted.
    pub approvals: &'a [String],
}

/// Whether a deal that goes from one stage to another passes the gate of the second. Going back asks for nothing, and neither does
/// reopening what was won or lost.
pub fn applies(from: Option<&Stage>, to: &Stage) -> bool {
    let Some(from) = from else { return true };
    let back = from.pipeline_id == to.pipeline_id
        && to.kind == StageKind::Open
        && (from.kind != StageKind::Open || to.position <= from.position);
    from.id != to.id && !back
}

/// Those requirements the deal does not meet.
pub fn missing(requirements: Vec<GateRequirement>, of: &Subject<'_>) -> Vec<GateRequirement> {
    requirements.into_iter().filter(|requirement| !meets(requirement, of)).collect()
}

fn meets(requirement: &GateRequirement, of: &Subject<'_>) -> bool {
    match requirement.kind {
        GateRequirementKind::Field => is_filled(&requirement.key, of),
        GateRequirementKind::Fact => match requirement.key.as_str() {
            "decisionMakerKnown" => of.facts.decision_maker_known,
            "linesExist" => of.facts.lines_exist,
            "competitorNamed" => of.facts.competitor_named,
            "mandatoryTasksDone" => of.facts.mandatory_tasks_done,
            "nextTaskPlanned" => of.facts.next_task_planned,
            "stepsDone" => of.facts.steps_done,
            "proposalApproved" => of.facts.proposal_approved,
            "proposalSent" => of.facts.proposal_sent,
            "proposalAccepted" => of.facts.proposal_accepted,
            "contractSigned" => of.facts.contract_signed,
            _ => true,
        },
        GateRequirementKind::Approval => !of.approvals.contains(&requirement.key),
    }
}

fn is_filled(field: &str, of: &Subject<'_>) -> bool {
    let deal = of.deal;
    let text = |read: fn(&Brief) -> &Option<String>| of.brief.is_some_and(|brief| read(brief).is_some());
    let account = |has: fn(&Account) -> bool| of.account.is_some_and(has);
    match field {
        "account" => deal.account_id.is_some(),
        "primaryContact" => deal.primary_contact_id.is_some(),
        "amount" => deal.amount.is_some_and(|amount| !amount.is_zero()),
        "budget" => deal.budget.is_some_and(|budget| !budget.is_zero()),
        "nextStep" => deal.next_step.is_some(),
        "source" => deal.source_id.is_some(),
        "forecastCategory" => deal.forecast_category_id.is_some(),
        "description" => text(|brief| &brief.description),
        "customerNeeds" => text(|brief| &brief.customer_needs),
        "proposedSolution" => text(|brief| &brief.proposed_solution),
        "tactics" => text(|brief| &brief.tactics),
        "winLossReport" => text(|brief| &brief.win_loss_report),
        "account.industry" => account(|account| account.industry_id.is_some()),
        "account.website" => account(|account| account.website.is_some()),
        "account.phone" => account(|account| account.phone.is_some()),
        "account.address" => account(|account| account.address.is_some()),
        "account.employees" => account(|account| account.employees.is_some()),
        "account.annualRevenue" => account(|account| account.annual_revenue.is_some()),
        _ => match (field.strip_prefix("custom."), field.strip_prefix("account.custom.")) {
            (Some(key), _) => deal.custom.0.contains_key(key),
            (_, Some(key)) => of.account.is_some_and(|account| account.custom.0.contains_key(key)),
            _ => true,
        },
    }
}

/// Whether any of the requirements speaks of the deal's long texts, its account, or facts: what has to be read for the check.
pub fn asks_of(requirements: &[GateRequirement]) -> (bool, bool, bool) {
    const TEXTS: [&str; 5] = ["description", "customerNeeds", "proposedSolution", "tactics", "winLossReport"];
    let any = |ask: fn(&GateRequirement) -> bool| requirements.iter().any(ask);
    (
        any(|one| TEXTS.contains(&one.key.as_str())),
        any(|one| one.key.starts_with("account.")),
        any(|one| one.kind == GateRequirementKind::Fact),
    )
}
