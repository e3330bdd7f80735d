//! Who asks: the person, key, import or automation behind a change, and the viewer every read starts from.

use crate::fields::model::{CustomField, Known};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Who caused a change. Kept with every event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Actor {
    /// A person, in the web client or with a session.
    User { user_id: Uuid },
    /// An integration: the key, and the user whose rights it has.
    ApiKey { key_id: Uuid, user_id: Uuid },
    /// An import started by a user (none when started from the command line).
    Import { user_id: Option<Uuid> },
    /// The server itself: set-up, expiries, sample data.
    System,
}

impl Actor {
    /// The user behind the change, where there is one.
    pub fn user_id(&self) -> Option<Uuid> {
        match self {
            Self::User { user_id } | Self::ApiKey { user_id, .. } => Some(*user_id),
            Self::Import { user_id } => *user_id,
            Self::System => None,
        }
    }
}

/// Which deals a viewer sees by the workspace's policy alone, before anything shared with them personally.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All of them, also restricted ones: admins, and the system.
    All,
    /// All that are not restricted.
    Everyone,
    /// Unrestricted deals of these owners (sorted user ids).
    Owners(Arc<[Uuid]>),
}

impl Scope {
    /// Whether a deal of `owner` is visible by policy.
    pub fn admits(&self, owner: Uuid, restricted: bool) -> bool {
        match self {
            Self::All => true,
            Self::Everyone => !restricted,
            Self::Owners(owners) => !restricted && owners.binary_search(&owner).is_ok(),
        }
    }
}

/// The person a read is for: what belongs to them rather than to their scope.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Person {
    pub user_id: Uuid,
    /// Teams they belong to or manage, with all teams below the managed ones.
    pub team_ids: Arc<[Uuid]>,
}

crate::text_enum! {
    /// What a user may do in the workspace.
    pub enum Role {
        /// Reads what they may see, changes nothing.
        Viewer = "viewer",
        /// Works on what they may see.
        Rep = "rep",
        /// A rep who also looks after the teams they manage.
        Manager = "manager",
        /// Everything, including settings and users.
        Admin = "admin",
    }
}

/// Somebody looking: every read of the domain starts from one, and carries what decides visibility.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub workspace_id: Uuid,
    pub role: Role,
    pub scope: Scope,
    /// None for an execution shared by everybody of one scope: it sees what the scope sees and nothing personal.
    pub person: Option<Person>,
    pub actor: Actor,
    /// The session or API key the viewer came with; what revocation names.
    pub credential_id: Option<Uuid>,
    /// The custom fields of the workspace, as filters, orders and values are typed by them, and its data standards; none when they
    /// were not read with the viewer.
    pub known: Option<Known>,
}

impl Viewer {
    /// The server itself in one workspace: sees all, acts as `actor`.
    pub fn system(workspace_id: Uuid, actor: Actor) -> Self {
        Self {
            workspace_id,
            role: Role::Admin,
            scope: Scope::All,
            person: None,
            actor,
            credential_id: None,
            known: None,
        }
    }

    /// The custom fields that came with the viewer.
    pub fn fields(&self) -> &[CustomField] {
        self.known.as_deref().unwrap_or_default()
    }

    /// The viewer's user id; none for shared executions and the system.
    pub fn user_id(&self) -> Option<Uuid> {
        self.person.as_ref().map(|person| person.user_id)
    }

    /// The same scope without the person: what a shared execution runs as.
    pub fn impersonal(&self) -> Self {
        Self { person: None, role: Role::Viewer, credential_id: None, actor: Actor::System, ..self.clone() }
    }
}
