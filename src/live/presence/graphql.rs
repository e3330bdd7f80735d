//! Presence in GraphQL: watching who is on a record, and saying which field one edits.

use crate::accounts::model::{Account, Contact};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::user_errors::{UserError, outcome};
use crate::app::App;
use crate::app::actor::{Actor, Role, Viewer};
use crate::app::checks::Checks;
use crate::app::error::{Error, Result as AppResult};
use crate::app::tx::not_allowed;
use crate::db::entity::Entity as _;
use crate::db::id::{Id, split};
use crate::db::list;
use crate::deals::model::Deal;
use crate::leads::model::Lead;
use crate::live::presence::{Present, Stay};
use crate::proposals::model::Proposal;
use crate::proposals::packages::model::ContractPackage;
use crate::team::model::User;
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result, SimpleObject, Subscription};
use chrono::{DateTime, Utc};
use futures_util::{Stream, stream};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// People named of a record: more cannot be told apart by their avatars.
const NAMED: usize = 50;

/// Changes that follow one another are told together.
const GATHER: Duration = Duration::from_millis(50);

/// Somebody else on the same record.
#[derive(Clone, SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct PresentPerson {
    #[graphql(skip)]
    user_id: Uuid,
    /// When they opened it first, of the pages they have open.
    since: DateTime<Utc>,
    /// The fields they are editing, by their names in the API; `custom.` and the key for a custom field.
    editing: Vec<String>,
}

#[ComplexObject(crate = "crate::api::fields")]
impl PresentPerson {
    /// Who it is; null when they were removed meanwhile.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<Arc<User>>> {
        Ok(ctx.one(Some(Id::<User>::of(self.user_id))).await?)
    }
}

/// Who else is on a record.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct PresenceUpdate {
    /// Everybody but the viewer, each once, however many pages they have open; the first to come first, at most 50.
    people: List<PresentPerson>,
}

/// Says that the viewer is editing a field of a record, or no longer is.
#[derive(Debug, Clone, InputObject)]
pub struct SetEditingInput {
    /// The deal, account, contact, lead, proposal or contract package.
    pub subject_id: ID,
    /// The field by its name in the API, at most 100 characters; `custom.` and the key for a custom field.
    pub field: String,
    /// True when they begin, and again every 20 seconds while it lasts; false when they end. What is not said again is forgotten
    /// after 45 seconds.
    pub editing: bool,
}

/// What the viewer is said to be editing.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct SetEditingPayload {
    /// All fields of the record that the viewer is now said to be editing; null when it was refused.
    editing: Option<Vec<String>>,
    /// Why it was refused; empty when it was not.
    user_errors: Vec<UserError>,
}

/// The record a presence is about: its kind's prefix and its id.
fn subject(id: &str) -> AppResult<(&'static str, Uuid)> {
    const KINDS: [&str; 6] = [
        Deal::PREFIX,
        Account::PREFIX,
        Contact::PREFIX,
        Lead::PREFIX,
        Proposal::PREFIX,
        ContractPackage::PREFIX,
    ];
    let Some((prefix, uuid)) = split(id) else { return Err(Error::NotFound("record")) };
    match KINDS.into_iter().find(|kind| *kind == prefix) {
        Some(kind) => Ok((kind, uuid)),
        None => {
            let told =
                "people are present on deals, accounts, contacts, leads, proposals and contract packages";
            Err(Error::BadInput(told.into()))
        }
    }
}

/// Whether the viewer sees the record.
async fn is_seen(app: &App, viewer: &Viewer, (prefix, id): (&str, Uuid)) -> AppResult<bool> {
    let (mut conn, asking) = (app.read().await?, (viewer, app.clock.now()));
    Ok(match prefix {
        Deal::PREFIX => list::find::<Deal>(&mut conn, asking, Id::of(id)).await?.is_some(),
        Account::PREFIX => list::find::<Account>(&mut conn, asking, Id::of(id)).await?.is_some(),
        Contact::PREFIX => list::find::<Contact>(&mut conn, asking, Id::of(id)).await?.is_some(),
        Lead::PREFIX => list::find::<Lead>(&mut conn, asking, Id::of(id)).await?.is_some(),
        Proposal::PREFIX => list::find::<Proposal>(&mut conn, asking, Id::of(id)).await?.is_some(),
        _ => list::find::<ContractPackage>(&mut conn, asking, Id::of(id)).await?.is_some(),
    })
}

/// A stay as the subscription's stream goes on with it.
struct Watching {
    app: Arc<App>,
    viewer: Arc<Viewer>,
    subject: (&'static str, Uuid),
    stay: Stay,
    begun: bool,
}

impl Watching {
    /// The next message; none once the viewer no longer sees the record.
    async fn next(&mut self) -> Option<PresenceUpdate> {
        if self.begun {
            self.stay.changed().await;
            tokio::time::sleep(GATHER).await;
        }
        self.begun = true;
        if !is_seen(&self.app, &self.viewer, self.subject).await.unwrap_or(false) {
            return None;
        }
        let me = self.viewer.user_id();
        let others = self.stay.present().into_iter().filter(|one| Some(one.user_id) != me);
        let person = |Present { user_id, since, editing }| PresentPerson { user_id, since, editing };
        Some(PresenceUpdate { people: List(others.take(NAMED).map(person).collect()) })
    }
}

#[derive(Default)]
pub struct PresenceSubscription;

#[Subscription]
impl PresenceSubscription {
    /// Who else has the record open, and which fields they are editing: at once, and again with every change. Whoever watches in a
    /// session is present themselves until they cease; an API key watches unseen. It has no cursor, as nothing of it is kept; it ends
    /// when the viewer may no longer see the record.
    async fn presence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deal, account, contact, lead, proposal or contract package.")] subject_id: ID,
    ) -> Result<impl Stream<Item = PresenceUpdate> + use<>> {
        let (app, viewer) = (ctx.app().clone(), ctx.viewer()?.clone());
        let subject = subject(&subject_id)?;
        if !is_seen(&app, &viewer, subject).await? {
            return Err(Error::NotFound("record").into());
        }
        let seen = matches!(viewer.actor, Actor::User { .. }).then(|| viewer.user_id()).flatten();
        let stay = app.presence.enter((viewer.workspace_id, subject.1), seen);
        let watching = Watching { app, viewer, subject, stay, begun: false };
        Ok(stream::unfold(watching, |mut watching| async move {
            watching.next().await.map(|update| (update, watching))
        }))
    }
}

#[derive(Default)]
pub struct PresenceMutation;

#[Object]
impl PresenceMutation {
    /// Says that the viewer is editing a field of a record, for those who watch its `presence`. Nothing is kept of it, and nobody is
    /// kept from editing the same.
    async fn set_editing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The record, the field, and whether.")] input: SetEditingInput,
    ) -> Result<SetEditingPayload> {
        let done = edit(ctx.app(), ctx.viewer()?, input).await;
        let (editing, user_errors) = outcome(done)?;
        Ok(SetEditingPayload { editing, user_errors })
    }
}

async fn edit(app: &App, viewer: &Viewer, input: SetEditingInput) -> AppResult<Vec<String>> {
    let subject = subject(&input.subject_id)?;
    if !is_seen(app, viewer, subject).await? {
        return Err(Error::NotFound("record").at("subjectId"));
    }
    let mut checks = Checks::default();
    checks.required_text("field", &input.field, 100);
    checks.done()?;
    match viewer.user_id() {
        Some(user_id) if viewer.role != Role::Viewer => {
            let place = (viewer.workspace_id, subject.1);
            Ok(app.presence.edit(place, user_id, input.field, input.editing))
        }
        _ => Err(not_allowed(Role::Rep).into()),
    }
}
