//! History as clients see it.

use crate::api::ahead::Related;
use crate::api::connection::{Connection, Naming};
use crate::api::scalars::Cursor;
use crate::app::actor::Actor;
use crate::db::id::type_id;
use crate::history::money::{Money, priced};
use crate::live::cursor;
use crate::live::event::{Event, SubjectKind};
use crate::live::log::Head;
use async_graphql::connection::EmptyFields;
use async_graphql::{Enum, ID, Json, OutputType, SimpleObject};
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::borrow::Cow;
use uuid::Uuid;

/// Who caused a change.
#[derive(Clone)]
pub struct ActorNode(pub Actor);

/// What kind of actor caused a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ActorKind {
    /// A person, in the web client or with a session.
    User,
    /// An integration, with the rights of the user whose key it has.
    ApiKey,
    /// An import of existing data.
    Import,
    /// The server itself: set-up, expiries, sample data.
    System,
}

impl ActorKind {
    /// The kind of this actor.
    pub fn of(actor: &Actor) -> Self {
        match actor {
            Actor::User { .. } => Self::User,
            Actor::ApiKey { .. } => Self::ApiKey,
            Actor::Import { .. } => Self::Import,
            Actor::System => Self::System,
        }
    }
}

/// One thing that happened to a record. Entries are never edited or removed.
#[derive(Clone, SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct HistoryEntry {
    /// Tells it from every other entry of the workspace.
    pub id: ID,
    /// The record it happened to: another one where that was merged into this one.
    pub record_id: ID,
    /// What happened, dotted and in the past tense: `deal.created`, `deal.stage_changed`, `task.assigned`.
    pub kind: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who caused it.
    pub actor: ActorNode,
    /// The fields that changed; for a new record all that had a value.
    pub changes: Vec<FieldChange>,
    /// A correction by the creator so soon after creation that it is left out unless asked for.
    pub within_grace: bool,
    /// The log's position at this entry: subscribe after it to hear all that came later.
    pub cursor: Cursor,
}

impl HistoryEntry {
    /// An event of the log that `head` stands for.
    pub fn new(event: Event, head: &Head) -> Self {
        let changes = event.changes.iter();
        let change = |(field, (was, is)): (&String, &(Value, Value))| {
            FieldChange::about(event.subject_kind, field, was, is)
        };
        Self {
            id: ID(format!("entry_{}", event.seq)),
            record_id: ID(type_id(event.subject_kind.prefix(), event.subject_id)),
            changes: priced(&event, changes.map(change).collect()),
            kind: event.kind,
            at: event.at,
            actor: ActorNode(event.actor),
            within_grace: event.within_grace,
            cursor: Cursor(cursor::encode(head, event.seq)),
        }
    }
}

impl Related for HistoryEntry {}

/// Pages of it are called after what they hold: history.
pub struct HistoryName;

impl Naming for HistoryName {
    fn name<R: OutputType>() -> Cow<'static, str> {
        "History".into()
    }
}

/// A record's history, newest first.
pub type HistoryConnection = Connection<HistoryEntry, EmptyFields, HistoryName>;

/// One field's value before and after. Values are the API's own: ids as ids, decimals as strings.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct FieldChange {
    /// The field's name in the API; `custom.` and its key for a custom field.
    pub field: String,
    /// Its value before; null when it had none.
    pub before: Option<Json<Value>>,
    /// Its value after; null when it was cleared.
    pub after: Option<Json<Value>>,
    #[graphql(skip)]
    pub before_of: Option<Reference>,
    #[graphql(skip)]
    pub after_of: Option<Reference>,
    #[graphql(skip)]
    pub money: Option<Money>,
}

/// The record a value refers to.
pub type Reference = (SubjectKind, Uuid);

impl FieldChange {
    /// From a field of a row of this kind: some columns mean another thing in each.
    pub fn about(subject: SubjectKind, column: &str, before: &Value, after: &Value) -> Self {
        if column.starts_with("custom.") {
            return Self::custom(column, (before, after));
        }
        let same = ["parent_id", "merged_into_id", "merged_id"].contains(&column);
        let kind = if same { Some(subject) } else { reference(column) };
        let own = [(SubjectKind::DealCompetitor, "outcome"), (SubjectKind::ApprovalPolicy, "subject")];
        let is_enum = own.contains(&(subject, column)) || ENUMS.contains(&column);
        Self::from(column, (kind, is_enum), (before, after))
    }

    /// Of a custom field, which keeps the API's own name and values.
    fn custom(name: &str, (before, after): (&Value, &Value)) -> Self {
        let record = |value: &Value| {
            let (prefix, id) = crate::db::id::split(value.as_str()?)?;
            Some((SubjectKind::from_prefix(prefix)?, id))
        };
        let given = |value: &Value| (!value.is_null()).then(|| Json(value.clone()));
        Self {
            field: name.to_owned(),
            before: given(before),
            after: given(after),
            before_of: record(before),
            after_of: record(after),
            money: None,
        }
    }

    fn from(
        column: &str,
        (kind, is_enum): (Option<SubjectKind>, bool),
        (before, after): (&Value, &Value),
    ) -> Self {
        let record = |value: &Value| Some((kind?, value.as_str()?.parse().ok()?));
        let (before_of, after_of) = (record(before), record(after));
        Self {
            field: api_name(column),
            before: api_value(is_enum, before, before_of),
            after: api_value(is_enum, after, after_of),
            before_of,
            after_of,
            money: None,
        }
    }
}

/// `owner_id` → `owner`, `expected_close_on` → `expectedCloseOn`.
pub fn api_name(column: &str) -> String {
    let base = column.strip_suffix("_id").unwrap_or(column);
    let mut name = String::with_capacity(base.len());
    let mut upper = false;
    for letter in base.chars() {
        match (letter, upper) {
            ('_', _) => upper = true,
            (letter, true) => {
                name.extend(letter.to_uppercase());
                upper = false;
            }
            (letter, false) => name.push(letter),
        }
    }
    name
}

/// What a column refers to, when it is a reference.
pub fn reference(column: &str) -> Option<SubjectKind> {
    Some(match column {
        "owner_id" | "assignee_id" | "manager_id" | "user_id" | "started_by" | "sent_by" | "requested_by"
        | "submitted_by" | "signed_by" => SubjectKind::User,
        "account_id" => SubjectKind::Account,
        "primary_contact_id" | "contact_id" => SubjectKind::Contact,
        "pipeline_id" => SubjectKind::Pipeline,
        "stage_id" => SubjectKind::Stage,
        "deal_id" => SubjectKind::Deal,
        "lead_id" => SubjectKind::Lead,
        "product_id" => SubjectKind::Product,
        "competitor_id" => SubjectKind::Competitor,
        "team_id" => SubjectKind::Team,
        "source_id"
        | "industry_id"
        | "loss_reason_id"
        | "forecast_category_id"
        | "role_id"
        | "kind_id"
        | "category_id" => SubjectKind::Lookup,
        "activity_id" => SubjectKind::Activity,
        "plan_id" | "activity_plan_id" => SubjectKind::ActivityPlan,
        "plan_run_id" => SubjectKind::PlanRun,
        "file_id" => SubjectKind::ImportFile,
        "mapping_id" => SubjectKind::ImportMapping,
        "document_id" | "signed_file_id" => SubjectKind::File,
        "proposal_id" | "previous_id" => SubjectKind::Proposal,
        "origin_id" => SubjectKind::ProposalLine,
        "from_id" | "to_id" => SubjectKind::Stakeholder,
        _ => return None,
    })
}

/// Columns that keep one of a closed set of texts, which the API shows as enum values.
const ENUMS: [&str; 12] = [
    "status",
    "priority",
    "role",
    "deal_visibility",
    "kind",
    "theme",
    "side",
    "layout",
    "sharing",
    "threat",
    "subject_kind",
    "end_cause",
];

fn api_value(is_enum: bool, value: &Value, record: Option<Reference>) -> Option<Json<Value>> {
    Some(Json(match (record, value) {
        (_, Value::Null) => return None,
        (Some((kind, id)), _) => Value::String(type_id(kind.prefix(), id)),
        (None, Value::String(text)) if is_enum => Value::String(text.to_uppercase()),
        (None, value) => value.clone(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn changes_are_told_in_the_api_s_own_words() {
        let id = json!("01890a5d-ac96-774b-bcce-b302099a8057");
        for (kind, column, value, field, expected) in [
            (SubjectKind::Deal, "owner_id", &id, "owner", json!("user_01h455vb4pex5vsknk084sn02q")),
            (SubjectKind::Team, "parent_id", &id, "parent", json!("team_01h455vb4pex5vsknk084sn02q")),
            (SubjectKind::Account, "parent_id", &id, "parent", json!("acct_01h455vb4pex5vsknk084sn02q")),
            (
                SubjectKind::Contact,
                "merged_into_id",
                &id,
                "mergedInto",
                json!("cont_01h455vb4pex5vsknk084sn02q"),
            ),
            (SubjectKind::Deal, "status", &json!("open"), "status", json!("OPEN")),
            (SubjectKind::Lookup, "kind", &json!("loss_reason"), "kind", json!("LOSS_REASON")),
            (
                SubjectKind::Deal,
                "expected_close_on",
                &json!("2026-01-02"),
                "expectedCloseOn",
                json!("2026-01-02"),
            ),
            (SubjectKind::Deal, "amount", &json!("10.50"), "amount", json!("10.50")),
            (SubjectKind::Deal, "name", &json!("open"), "name", json!("open")),
            (SubjectKind::DealCompetitor, "outcome", &json!("lost_to"), "outcome", json!("LOST_TO")),
            (SubjectKind::Activity, "outcome", &json!("agreed"), "outcome", json!("agreed")),
            (
                SubjectKind::Deal,
                "custom.go_live",
                &json!("2026-01-02"),
                "custom.go_live",
                json!("2026-01-02"),
            ),
        ] {
            let change = FieldChange::about(kind, column, &Value::Null, value);
            assert_eq!((change.field.as_str(), change.before.map(|json| json.0)), (field, None));
            assert_eq!(change.after.map(|json| json.0), Some(expected), "{column}");
        }
    }
}
