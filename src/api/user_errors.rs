//! Expected refusals as data: the `userErrors` of every mutation payload.

use crate::api::context::Ask;
use crate::app::actor::{Actor, Role};
use crate::app::error::{
    Conflict as ConflictState, Error, GateUnmet as GateState, Refusal, RefusalCode, Result,
};
use crate::db::id::Id;
use crate::history::model::{ActorNode, FieldChange};
use crate::pipeline::gate::GateRequirement;
use crate::pipeline::model::Stage;
use async_graphql::{Context, Interface, Object};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Why a mutation did not do what was asked. Nothing was changed.
#[derive(Clone, Interface)]
#[graphql(
    field(name = "code", ty = "RefusalCode", desc = "The kind of refusal, for programs."),
    field(name = "message", ty = "String", desc = "What is wrong and what to do about it, for people."),
    field(
        name = "path",
        ty = "Vec<String>",
        desc = "The input field it is about, from the input's root; empty: the whole."
    )
)]
pub enum UserError {
    InvalidInput(InvalidInput),
    Conflict(Conflict),
    GateUnmet(GateUnmet),
}

/// A value that cannot be used, or an action the viewer may not take.
#[derive(Clone)]
pub struct InvalidInput {
    code: RefusalCode,
    message: String,
    path: Vec<String>,
}

/// A value that cannot be used, or an action the viewer may not take.
#[Object(crate = "crate::api::fields")]
impl InvalidInput {
    /// The kind of refusal, for programs.
    async fn code(&self) -> RefusalCode {
        self.code
    }
    /// What is wrong and what to do about it, for people.
    async fn message(&self) -> String {
        self.message.clone()
    }
    /// The input field it is about, from the input's root; empty: the whole.
    async fn path(&self) -> Vec<String> {
        self.path.clone()
    }
}

/// Somebody else changed the record after the version the caller decided on.
#[derive(Clone)]
pub struct Conflict {
    message: String,
    path: Vec<String>,
    state: ConflictState,
}

/// Somebody else changed the record after the version the caller decided on.
#[Object(crate = "crate::api::fields")]
impl Conflict {
    /// Always `CONFLICT`.
    async fn code(&self) -> RefusalCode {
        RefusalCode::Conflict
    }
    /// What is wrong and what to do about it, for people.
    async fn message(&self) -> String {
        self.message.clone()
    }
    /// The input field it is about: `expectedVersion`.
    async fn path(&self) -> Vec<String> {
        self.path.clone()
    }
    /// The version to expect next time.
    async fn current_version(&self) -> i32 {
        self.state.current_version
    }
    /// Who changed it last.
    async fn changed_by(&self) -> Option<ActorNode> {
        self.state.changed_by.clone().map(ActorNode)
    }
    /// When it was changed last.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.state.changed_at
    }
    /// What changed since: the caller's values before, the present ones after.
    async fn changed(&self) -> Vec<FieldChange> {
        // Without a kind the log says nothing of it, not even what changed.
        let Some(kind) = self.state.kind else { return Vec::new() };
        let changes = self.state.changed.iter();
        changes.map(|(field, before, after)| FieldChange::about(kind, field, before, after)).collect()
    }
}

/// A deal lacks something that the stage it is to enter asks for. Nothing was changed.
#[derive(Clone)]
pub struct GateUnmet {
    message: String,
    path: Vec<String>,
    state: GateState,
}

/// A deal lacks something that the stage it is to enter asks for. Nothing was changed.
#[Object(crate = "crate::api::fields")]
impl GateUnmet {
    /// Always `GATE_UNMET`.
    async fn code(&self) -> RefusalCode {
        RefusalCode::GateUnmet
    }
    /// What is wrong and what to do about it, for people.
    async fn message(&self) -> String {
        self.message.clone()
    }
    /// The input field it is about: the one that names the stage.
    async fn path(&self) -> Vec<String> {
        self.path.clone()
    }
    /// The stage that asks for it.
    async fn stage(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Arc<Stage>>> {
        Ok(ctx.one(Some(Id::of(self.state.stage))).await?)
    }
    /// Everything that is missing, in the order it is asked for.
    async fn missing(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<GateRequirement>> {
        let kept: Vec<String> =
            self.state.missing.iter().map(|(kind, key)| format!("{kind}:{key}")).collect();
        Ok(crate::pipeline::graphql::requirements(ctx, &kept).await?)
    }
    /// Whether the viewer may make the move all the same, by giving a reason. A reason stands for no approval.
    async fn viewer_can_override(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        Ok(ctx.viewer()?.role >= Role::Manager)
    }
}

impl From<Refusal> for UserError {
    fn from(refusal: Refusal) -> Self {
        let (message, path) = (refusal.message.into_owned(), refusal.path);
        if let Some(state) = refusal.gate {
            return Self::GateUnmet(GateUnmet { message, path, state: *state });
        }
        match refusal.conflict {
            Some(state) => Self::Conflict(Conflict { message, path, state: *state }),
            None => Self::InvalidInput(InvalidInput { code: refusal.code, message, path }),
        }
    }
}

/// Splits an outcome into the payload's record and its `userErrors`. Everything else stays an error: what the viewer may not see
/// is a refusal too, about the id they gave.
pub fn outcome<T>(result: Result<T>) -> Result<(Option<T>, Vec<UserError>)> {
    match result {
        Ok(value) => Ok((Some(value), Vec::new())),
        Err(Error::Refused(refusals)) => Ok((None, refusals.into_iter().map(UserError::from).collect())),
        Err(Error::NotFound(what)) => {
            let refusal = Refusal::at(RefusalCode::NotFound, "id", format!("There is no such {what}."));
            Ok((None, vec![refusal.into()]))
        }
        Err(error) => Err(error),
    }
}

/// Who did something, for resolvers that only know the user.
pub fn user_actor(id: Option<uuid::Uuid>) -> Option<ActorNode> {
    id.map(|user_id| ActorNode(Actor::User { user_id }))
}

/// The position after a mutation, so that a client can tell its own echo.
pub async fn position(ctx: &Context<'_>) -> Result<Option<crate::api::scalars::Cursor>> {
    let head = crate::live::log::head(&mut *ctx.app().read().await?, ctx.viewer()?.workspace_id).await?;
    Ok(Some(crate::api::scalars::Cursor(crate::live::cursor::encode(&head, head.seq))))
}

/// The log's position before the request read anything, when its document asks for one; else the present one.
pub async fn read_position(ctx: &Context<'_>) -> Result<crate::api::scalars::Cursor> {
    match &ctx.request()?.position {
        Some(position) => Ok(crate::api::scalars::Cursor(position.to_string())),
        None => {
            let head =
                crate::live::log::head(&mut *ctx.app().read().await?, ctx.viewer()?.workspace_id).await?;
            Ok(crate::api::scalars::Cursor(crate::live::cursor::encode(&head, head.seq)))
        }
    }
}
