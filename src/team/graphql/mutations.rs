//! Changes to the workspace, its users and teams, and signing in and out.

use crate::api::auth;
use crate::api::context::Ask;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::app::error::Result as Outcome;
use crate::db::id::Id;
use crate::team::actions;
use crate::team::model::{
    ChangePasswordInput, CreateTeamInput, CreateUserInput, RemoveTeamInput, ResetPasswordInput,
    SetUpWorkspaceInput, SignInInput, Team, UpdateTeamInput, UpdateUserInput, UpdateViewerInput,
    UpdateWorkspaceInput, User, Workspace,
};
use crate::team::passwords::NewPassword;
use crate::team::sessions::{self, SignedIn};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};

/// Who is signed in now. The session itself travels as a cookie.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct SignInPayload {
    /// The person; null when they were refused.
    viewer: Option<User>,
    /// Why they were refused; empty when they got in.
    user_errors: Vec<UserError>,
}

/// What came of signing out.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct SignOutPayload {
    /// Nobody is signed in any more; also when nobody was.
    ok: bool,
    /// Always empty: signing out is never refused.
    user_errors: Vec<UserError>,
}

/// What came of a change to the workspace.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct WorkspacePayload {
    /// The workspace as it is now; null when the change was refused.
    workspace: Option<Workspace>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl WorkspacePayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of a change to oneself.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ViewerPayload {
    /// The caller as they are now; null when the change was refused.
    viewer: Option<User>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ViewerPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of a change to a person.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct UserPayload {
    /// The person as they are now; null when the change was refused.
    user: Option<User>,
    /// The password that was made for them, when one was: shown this once, also not again under the same Idempotency-Key.
    password: Option<String>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl UserPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl UserPayload {
    fn of(done: Outcome<actions::Issued>) -> Outcome<Self> {
        let (issued, user_errors) = outcome(done)?;
        let (user, password) = issued.map_or((None, None), |issued| (Some(issued.user), issued.password));
        Ok(Self { user, password, user_errors })
    }
}

/// What came of a change to a team.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct TeamPayload {
    /// The team as it is now; null when the change was refused.
    team: Option<Team>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl TeamPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of removing a team.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct RemoveTeamPayload {
    /// The team that is gone; null when it stays.
    removed_team_id: Option<Id<Team>>,
    /// Why it stays; empty when it is gone.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl RemoveTeamPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// Hands the token to the transport and the person to the client.
fn signed_in(ctx: &Context<'_>, done: Outcome<SignedIn>) -> Outcome<SignInPayload> {
    let (signed_in, user_errors) = outcome(done)?;
    let Some(SignedIn { user, token }) = signed_in else {
        return Ok(SignInPayload { viewer: None, user_errors });
    };
    *ctx.request()?.session.lock() = Some(Some(token));
    auth::forget(user.id.0);
    Ok(SignInPayload { viewer: Some(user), user_errors })
}

async fn set_up(ctx: &Context<'_>, input: SetUpWorkspaceInput) -> Outcome<SignedIn> {
    let founded = actions::set_up_workspace(ctx.app(), input).await?;
    sessions::first_session(ctx.app(), &founded.admin).await
}

async fn sign_in(ctx: &Context<'_>, input: SignInInput) -> Outcome<SignedIn> {
    let signed_in = sessions::sign_in(ctx.app(), input, ctx.request()?.remote).await?;
    if let Ok(former) = ctx.viewer() {
        // The cookie of the session so far is about to be overwritten; nobody could end it later.
        sessions::sign_out(ctx.app(), former).await?;
    }
    Ok(signed_in)
}

async fn change_password(ctx: &Context<'_>, input: ChangePasswordInput) -> Outcome<SignedIn> {
    sessions::change_password(ctx.app(), ctx.viewer()?, input, ctx.request()?.remote).await
}

async fn create_user(ctx: &Context<'_>, input: CreateUserInput) -> Outcome<actions::Issued> {
    actions::require_admin(ctx.viewer()?)?;
    let password = NewPassword::of("password", input.password.clone(), &input.email).await?;
    ctx.write(async |tx| actions::create_user(tx, input.clone(), &password).await).await
}

async fn reset_password(ctx: &Context<'_>, input: ResetPasswordInput) -> Outcome<actions::Issued> {
    actions::require_admin(ctx.viewer()?)?;
    let password = NewPassword::of("password", None, "").await?;
    let done = ctx.write(async |tx| actions::reset_password(tx, input.user_id, &password).await).await;
    auth::forget(input.user_id.0);
    done
}

#[derive(Default)]
pub struct TeamMutation;

#[Object]
impl TeamMutation {
    /// Makes the first workspace of a new server with its admin, its pipelines and lists, and signs the admin in. Refused once
    /// there is a workspace.
    async fn set_up_workspace(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: SetUpWorkspaceInput,
    ) -> Result<SignInPayload> {
        let done = set_up(ctx, input).await;
        Ok(signed_in(ctx, done)?)
    }
    /// Signs in with address and password; the session cookie comes with the answer. It ends after 12 hours without use, after
    /// 14 days in any case.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: SignInInput,
    ) -> Result<SignInPayload> {
        let done = sign_in(ctx, input).await;
        Ok(signed_in(ctx, done)?)
    }
    /// Ends the caller's session and clears its cookie.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<SignOutPayload> {
        if let Ok(viewer) = ctx.viewer() {
            sessions::sign_out(ctx.app(), viewer).await?;
            auth::forget(viewer.user_id().unwrap_or_default());
        }
        *ctx.request()?.session.lock() = Some(None);
        Ok(SignOutPayload { ok: true, user_errors: Vec::new() })
    }
    /// Changes the caller's password and ends all their sessions; this one gets a new cookie. Not open to API keys.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: ChangePasswordInput,
    ) -> Result<SignInPayload> {
        let done = change_password(ctx, input).await;
        Ok(signed_in(ctx, done)?)
    }
    /// Changes the caller's own name, language or time zone.
    async fn update_viewer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: UpdateViewerInput,
    ) -> Result<ViewerPayload> {
        let done = ctx.write(async |tx| actions::update_viewer(tx, input.clone()).await).await;
        let (viewer, user_errors) = outcome(done)?;
        Ok(ViewerPayload { viewer, user_errors })
    }
    /// Changes the workspace's settings. Admins only.
    async fn update_workspace(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: UpdateWorkspaceInput,
    ) -> Result<WorkspacePayload> {
        let done = ctx.write(async |tx| actions::update_workspace(tx, input.clone()).await).await;
        let (workspace, user_errors) = outcome(done)?;
        Ok(WorkspacePayload { workspace, user_errors })
    }
    /// Adds a person, with the password given or one made for them. Admins only.
    async fn create_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: CreateUserInput,
    ) -> Result<UserPayload> {
        Ok(UserPayload::of(create_user(ctx, input).await)?)
    }
    /// Changes a person: fields left out stay, nulls clear. Admins only; the last active admin stays one.
    async fn update_user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: UpdateUserInput,
    ) -> Result<UserPayload> {
        let done = ctx.write(async |tx| actions::update_user(tx, input.clone()).await).await;
        auth::forget(input.id.0);
        Ok(UserPayload::of(done.map(|user| actions::Issued { user, password: None }))?)
    }
    /// Gives somebody a new password and ends their sessions. Admins only.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: ResetPasswordInput,
    ) -> Result<UserPayload> {
        Ok(UserPayload::of(reset_password(ctx, input).await)?)
    }
    /// Adds a team. Admins only.
    async fn create_team(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: CreateTeamInput,
    ) -> Result<TeamPayload> {
        let done = ctx.write(async |tx| actions::create_team(tx, input.clone()).await).await;
        let (team, user_errors) = outcome(done)?;
        Ok(TeamPayload { team, user_errors })
    }
    /// Changes a team: fields left out stay, nulls clear. Admins only.
    async fn update_team(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: UpdateTeamInput,
    ) -> Result<TeamPayload> {
        let done = ctx.write(async |tx| actions::update_team(tx, input.clone()).await).await;
        let (team, user_errors) = outcome(done)?;
        Ok(TeamPayload { team, user_errors })
    }
    /// Removes a team that nobody belongs to and no team is part of. Admins only.
    async fn remove_team(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: RemoveTeamInput,
    ) -> Result<RemoveTeamPayload> {
        let done = ctx.write(async |tx| actions::remove_team(tx, input.id).await).await;
        let (removed_team_id, user_errors) = outcome(done)?;
        Ok(RemoveTeamPayload { removed_team_id, user_errors })
    }
}
