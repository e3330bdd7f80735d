//! Every piece of news there is, and who may hear of it.

use crate::app::actor::{Actor, Role, Viewer};
pub use crate::live::subject::SubjectKind;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Who may hear of a state of a record, without asking the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum Audience {
    /// Everybody of the workspace.
    Workspace,
    /// Admins, and the user it is about.
    Admins { user_id: Option<Uuid> },
    /// Those who see the deal: by policy, or because it is shared with them.
    Deal {
        owner_id: Uuid,
        restricted: bool,
        /// Users it is shared with, and assignees of open tasks on it (sorted).
        users: Vec<Uuid>,
        /// Teams it is shared with (sorted).
        teams: Vec<Uuid>,
        /// In news of a task on it: the task's assignee and creator, who see the task whether or not they see the deal.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        of_task: Vec<Uuid>,
    },
    /// A task that hangs on no deal: those it concerns, and who sees the assignee's work by policy.
    Task { assignee_id: Uuid, creator_id: Option<Uuid> },
    /// A record that is seen as its owner's unrestricted deals are by policy: a lead, and what hangs on it.
    OwnedBy { owner_id: Uuid },
    /// Only these people and the members of these teams, whatever the policy and the role.
    People { users: Vec<Uuid>, teams: Vec<Uuid> },
}

impl Audience {
    /// Of a deal that nobody is named on yet besides its owner.
    pub fn deal(owner_id: Uuid, restricted: bool) -> Self {
        Self::Deal { owner_id, restricted, users: Vec::new(), teams: Vec::new(), of_task: Vec::new() }
    }

    /// Whether the policy alone lets a scope see it, leaving persons aside.
    pub fn admits_scope(&self, viewer: &Viewer) -> bool {
        match self {
            Self::Workspace => true,
            Self::Admins { .. } => viewer.role == Role::Admin,
            Self::Deal { owner_id, restricted, .. } => viewer.scope.admits(*owner_id, *restricted),
            Self::Task { assignee_id, .. } => viewer.scope.admits(*assignee_id, false),
            Self::OwnedBy { owner_id } => viewer.scope.admits(*owner_id, false),
            Self::People { .. } => false,
        }
    }

    /// Whether this person sees it whatever the policy.
    pub fn names(&self, user_id: Uuid, team_ids: &[Uuid]) -> bool {
        match self {
            Self::Workspace => false,
            Self::Admins { user_id: about } => *about == Some(user_id),
            Self::Deal { of_task, .. } => of_task.contains(&user_id) || self.shows_deal_to(user_id, team_ids),
            Self::Task { assignee_id, creator_id } => *assignee_id == user_id || *creator_id == Some(user_id),
            Self::OwnedBy { owner_id } => *owner_id == user_id,
            Self::People { users, teams } => {
                users.contains(&user_id) || teams.iter().any(|team| team_ids.contains(team))
            }
        }
    }

    /// Whether the deal is this person's, or shared with them.
    fn shows_deal_to(&self, user_id: Uuid, team_ids: &[Uuid]) -> bool {
        let Self::Deal { owner_id, users, teams, .. } = self else { return false };
        *owner_id == user_id || users.contains(&user_id) || teams.iter().any(|team| team_ids.contains(team))
    }

    /// Whether the viewer sees it.
    pub fn admits(&self, viewer: &Viewer) -> bool {
        self.admits_scope(viewer)
            || viewer.person.as_ref().is_some_and(|person| self.names(person.user_id, &person.team_ids))
    }

    /// Whether the viewer sees the deal it is of; who sees only a task on it does not.
    fn admits_to_deal(&self, viewer: &Viewer) -> bool {
        let person = viewer.person.as_ref();
        matches!(self, Self::Deal { .. })
            && (self.admits_scope(viewer)
                || person.is_some_and(|person| self.shows_deal_to(person.user_id, &person.team_ids)))
    }

    /// The same for news of a task on the deal, which these people see too.
    pub fn with_task_of(mut self, people: impl IntoIterator<Item = Uuid>) -> Self {
        if let Self::Deal { of_task, .. } = &mut self {
            of_task.extend(people);
            of_task.sort_unstable();
            of_task.dedup();
        }
        self
    }
}

/// Changed fields with their values before and after, as the rows' own JSON; before is null for a new record.
pub type Changes = BTreeMap<String, (Value, Value)>;

/// One change that was committed, with its number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// Dotted, past tense: `deal.stage_changed`.
    pub kind: String,
    pub actor: Actor,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// The record's version after the change.
    pub subject_version: i32,
    pub deal_id: Option<Uuid>,
    pub account_id: Option<Uuid>,
    pub changes: Changes,
    /// None for a new record.
    pub audience_before: Option<Audience>,
    /// None for one that is gone.
    pub audience_after: Option<Audience>,
    /// Made by the record's creator soon after its creation: kept, not shown unless asked for.
    pub within_grace: bool,
    /// Of news of a deal: the pipeline it is in afterwards. Events of older versions do not say.
    #[serde(default)]
    pub pipeline_id: Option<Uuid>,
}

impl Event {
    /// Whether the viewer may know of it at all: they see the state after, or saw the one before.
    pub fn concerns(&self, viewer: &Viewer) -> bool {
        self.seen_after(viewer) || self.seen_before(viewer)
    }

    /// Whether the viewer sees the state after.
    pub fn seen_after(&self, viewer: &Viewer) -> bool {
        self.audience_after.as_ref().is_some_and(|audience| audience.admits(viewer))
    }

    /// Whether the viewer saw the state before.
    pub fn seen_before(&self, viewer: &Viewer) -> bool {
        self.audience_before.as_ref().is_some_and(|audience| audience.admits(viewer))
    }

    /// Whether the viewer sees the deal it belongs to in the state after: on a task's event not the same as seeing the task.
    pub fn deal_seen_after(&self, viewer: &Viewer) -> bool {
        self.audience_after.as_ref().is_some_and(|audience| audience.admits_to_deal(viewer))
    }

    /// Whether the viewer saw the deal it belongs to in the state before.
    pub fn deal_seen_before(&self, viewer: &Viewer) -> bool {
        self.audience_before.as_ref().is_some_and(|audience| audience.admits_to_deal(viewer))
    }

    /// Whether it is about a deal that neither is in this pipeline nor was: a board of it need not look further.
    pub fn is_outside(&self, pipeline_id: Uuid) -> bool {
        let left = self.before("pipeline_id").and_then(Value::as_str);
        self.pipeline_id.is_some_and(|its| its != pipeline_id)
            && left.is_none_or(|text| text.parse() != Ok(pipeline_id))
    }

    /// Whether only subscriptions about oneself tell of it, which nobody shares: no reason for anybody to leave a shared one.
    pub fn is_private(&self) -> bool {
        self.kind.starts_with("notification.")
    }

    /// The value a field got, when it changed.
    pub fn after<'a>(&'a self, field: &str) -> Option<&'a Value> {
        self.changes.get(field).map(|(_, after)| after)
    }

    /// The value a field had, when it changed.
    pub fn before<'a>(&'a self, field: &str) -> Option<&'a Value> {
        self.changes.get(field).map(|(before, _)| before)
    }
}

/// An event before its number is known.
#[derive(Debug, Clone)]
pub struct News {
    pub kind: &'static str,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    pub subject_version: i32,
    pub deal_id: Option<Uuid>,
    pub account_id: Option<Uuid>,
    pub changes: Changes,
    pub audience_before: Option<Audience>,
    pub audience_after: Option<Audience>,
    pub within_grace: bool,
    pub pipeline_id: Option<Uuid>,
}

impl News {
    /// News of a record: what it is about, and the workspace as its audience.
    pub fn of(kind: &'static str, subject_kind: SubjectKind, subject_id: Uuid, subject_version: i32) -> Self {
        Self {
            kind,
            subject_kind,
            subject_id,
            subject_version,
            deal_id: None,
            account_id: None,
            changes: Changes::new(),
            audience_before: Some(Audience::Workspace),
            audience_after: Some(Audience::Workspace),
            within_grace: false,
            pipeline_id: None,
        }
    }

    /// With the fields in which the two states differ.
    pub fn changing<T: Serialize>(mut self, before: &T, after: &T) -> Self {
        self.changes = diff(&json(before), &json(after));
        self
    }

    /// With every field of a new record that has a value.
    pub fn creating<T: Serialize>(mut self, after: &T) -> Self {
        self.changes = diff(&Value::Null, &json(after));
        self.audience_before = None;
        self
    }

    /// With every field that a record had which is gone.
    pub fn removing<T: Serialize>(mut self, before: &T) -> Self {
        let gone = diff(&Value::Null, &json(before)).into_iter();
        self.changes = gone.map(|(field, (nothing, was))| (field, (was, nothing))).collect();
        self
    }

    /// On a deal and its account.
    pub fn on(mut self, deal_id: Option<Uuid>, account_id: Option<Uuid>) -> Self {
        self.deal_id = deal_id;
        self.account_id = account_id;
        self
    }

    /// Of a deal in this pipeline.
    pub fn in_pipeline(mut self, pipeline_id: Uuid) -> Self {
        self.pipeline_id = Some(pipeline_id);
        self
    }

    /// For another audience than the whole workspace.
    pub fn heard_by(mut self, before: Option<Audience>, after: Option<Audience>) -> Self {
        self.audience_before = before;
        self.audience_after = after;
        self
    }
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

/// Columns that say how a row is kept rather than what it says.
const BOOKKEEPING: [&str; 7] =
    ["workspace_id", "id", "version", "created_at", "created_by", "updated_at", "updated_by"];

/// The column of a record's custom fields.
pub const CUSTOM: &str = "custom";

/// What a custom field's change is kept as: `custom.<key>`.
pub fn custom_name(key: &str) -> String {
    format!("{CUSTOM}.{key}")
}

/// Each custom field that differs, by its name.
fn diff_custom(before: &Value, after: &Value) -> Changes {
    let keys = before.as_object().into_iter().chain(after.as_object()).flat_map(|fields| fields.keys());
    let value = |of: &Value, key: &str| of.get(key).cloned().unwrap_or(Value::Null);
    let changes = keys.map(|key| (custom_name(key), (value(before, key), value(after, key))));
    changes.filter(|(_, (was, now))| was != now).collect()
}

/// The fields in which two rows differ, leaving out bookkeeping; each custom field is one.
pub fn diff(before: &Value, after: &Value) -> Changes {
    let mut changes = Changes::new();
    let fields = after.as_object().into_iter().flatten();
    for (field, now) in fields.filter(|(field, _)| !BOOKKEEPING.contains(&field.as_str())) {
        let was = before.get(field).unwrap_or(&Value::Null);
        if field == CUSTOM {
            changes.extend(diff_custom(was, now));
        } else if was != now {
            changes.insert(field.clone(), (was.clone(), now.clone()));
        }
    }
    changes
}
