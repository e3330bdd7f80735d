//! Gates: what a deal must have before it may enter a stage.
//!
//! A requirement is kept as `kind:key`. What can be required is said once, in [`KNOWN`]; whether a deal has it is decided in
//! `deals/gate`.

use crate::app::error::{Refusal, RefusalCode, Result};
use crate::approvals::policies::model::ApprovalPolicy;
use crate::db::id::Id;
use crate::fields::model::{CustomField, FieldSubject};
use crate::text_enum;
use async_graphql::{InputObject, SimpleObject};

text_enum! {
    /// What kind of thing a gate requires.
    pub enum GateRequirementKind {
        /// A field of the deal, or of its account, is filled.
        Field = "field",
        /// Something holds about the deal.
        Fact = "fact",
        /// An approval was granted, when its policy asks for one: moving a deal that lacks nothing else asks for it.
        Approval = "approval",
    }
}

use GateRequirementKind::{Approval, Fact, Field};

/// Everything a gate can require: kind, key, and what it is called.
pub const KNOWN: [(GateRequirementKind, &str, &str); 28] = [
    (Field, "account", "Account"),
    (Field, "primaryContact", "Primary contact"),
    (Field, "amount", "Amount"),
    (Field, "budget", "Budget"),
    (Field, "nextStep", "Next step"),
    (Field, "source", "Source"),
    (Field, "forecastCategory", "Forecast category"),
    (Field, "description", "Description"),
    (Field, "customerNeeds", "Customer needs"),
    (Field, "proposedSolution", "Proposed solution"),
    (Field, "tactics", "Tactics"),
    (Field, "winLossReport", "Win/loss report"),
    (Field, "account.industry", "Account: industry"),
    (Field, "account.website", "Account: website"),
    (Field, "account.phone", "Account: phone"),
    (Field, "account.address", "Account: address"),
    (Field, "account.employees", "Account: employees"),
    (Field, "account.annualRevenue", "Account: annual revenue"),
    (Fact, "decisionMakerKnown", "A decision maker is among the stakeholders"),
    (Fact, "linesExist", "There are lines"),
    (Fact, "competitorNamed", "A competitor is named"),
    (Fact, "mandatoryTasksDone", "All mandatory tasks are done"),
    (Fact, "nextTaskPlanned", "A next step is planned: a task with a due date, or an activity ahead"),
    (Fact, "stepsDone", "All steps of the stage it leaves are done"),
    (Fact, "proposalApproved", "A proposal was approved"),
    (Fact, "proposalSent", "A proposal was sent"),
    (Fact, "proposalAccepted", "A proposal was accepted"),
    (Fact, "contractSigned", "A contract was signed"),
];

/// One thing a gate requires.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct GateRequirement {
    /// What kind of thing.
    pub kind: GateRequirementKind,
    /// Which one: a field's name in the API (`amount`, `account.industry`), a fact's (`decisionMakerKnown`), or a policy's id.
    pub key: String,
    /// What it is called, in English; a custom field or a policy as the workspace calls it.
    pub label: String,
}

/// One thing a gate requires, to be set.
#[derive(Debug, Clone, PartialEq, Eq, InputObject)]
pub struct GateRequirementInput {
    /// What kind of thing.
    pub kind: GateRequirementKind,
    /// Which one; `gateOptions` lists all.
    pub key: String,
}

/// How requirements begin that are custom fields of the deal, and of its account.
pub const CUSTOM: [(FieldSubject, &str, &str); 2] =
    [(FieldSubject::Deal, "custom.", ""), (FieldSubject::Account, "account.custom.", "Account: ")];

/// Everything a gate can require where these custom fields and policies are kept.
pub fn options(fields: &[CustomField], policies: &[ApprovalPolicy]) -> Vec<GateRequirement> {
    let built_in = KNOWN.iter().map(|&(kind, key, label)| GateRequirement {
        kind,
        key: key.into(),
        label: label.into(),
    });
    let custom = CUSTOM.iter().flat_map(|(subject, prefix, of)| {
        let offered = fields.iter().filter(move |field| field.subject == *subject && !field.archived);
        offered.map(move |field| GateRequirement {
            kind: Field,
            key: format!("{prefix}{}", field.key),
            label: format!("{of}{}", field.label),
        })
    });
    let approvals = policies.iter().map(|policy| GateRequirement {
        kind: Approval,
        key: policy.id.to_string(),
        label: policy.name.clone(),
    });
    built_in.chain(custom).chain(approvals).collect()
}

/// A stage's requirements, in the order they are asked for. What there is no more asks for nothing.
pub fn requirements(
    gate: &[String],
    fields: &[CustomField],
    policies: &[ApprovalPolicy],
) -> Vec<GateRequirement> {
    if gate.is_empty() {
        return Vec::new();
    }
    let options = options(fields, policies);
    let known =
        |text: &String| options.iter().find(|option| kept(option.kind, &option.key) == *text).cloned();
    gate.iter().filter_map(known).collect()
}

/// Whether custom fields must be known to read a gate.
pub fn names_custom_fields(gate: &[String]) -> bool {
    gate.iter().any(|text| text.contains("custom."))
}

/// The policies whose approval a gate asks for, in order.
pub fn policies_named(gate: &[String]) -> Vec<Id<ApprovalPolicy>> {
    let prefix = format!("{}:", Approval.as_str());
    gate.iter().filter_map(|text| Id::parse(text.strip_prefix(&prefix)?).ok()).collect()
}

/// What is kept of a requirement to have this policy's approval.
pub fn approval_text(policy: Id<ApprovalPolicy>) -> String {
    kept(Approval, &policy.to_string())
}

/// What is kept of the requirements given, each once.
///
/// # Errors
/// Refused when one is not known.
pub fn kept_all(
    given: &[GateRequirementInput],
    fields: &[CustomField],
    policies: &[ApprovalPolicy],
) -> Result<Vec<String>> {
    let options = options(fields, policies);
    let mut all: Vec<String> = Vec::with_capacity(given.len());
    for one in given {
        if !options.iter().any(|option| (option.kind, &option.key) == (one.kind, &one.key)) {
            let message = format!("A gate cannot require “{}”; see gateOptions for what it can.", one.key);
            return Err(Refusal::at(RefusalCode::Invalid, "gate", message).into());
        }
        let text = kept(one.kind, &one.key);
        if !all.contains(&text) {
            all.push(text);
        }
    }
    Ok(all)
}

fn kept(kind: GateRequirementKind, key: &str) -> String {
    format!("{}:{key}", kind.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_back_and_the_unknown_is_refused() {
        let given = |kind, key: &str| GateRequirementInput { kind, key: key.to_owned() };
        let twice = [given(Field, "amount"), given(Fact, "mandatoryTasksDone"), given(Field, "amount")];
        let kept = kept_all(&twice, &[], &[]).unwrap_or_default();
        assert_eq!(kept, ["field:amount", "fact:mandatoryTasksDone"]);
        let keys: Vec<String> = requirements(&kept, &[], &[]).into_iter().map(|one| one.key).collect();
        assert_eq!(keys, ["amount", "mandatoryTasksDone"]);
        for (kind, key) in [(Fact, "amount"), (Field, "colour"), (Field, "")] {
            assert!(kept_all(&[given(kind, key)], &[], &[]).is_err(), "{key}");
        }
        assert_eq!(
            requirements(&["field:gone".to_owned()], &[], &[]),
            [],
            "what is no longer known asks for nothing"
        );
    }
}
