//! What a person can do with saved views.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::{Tx, not_allowed};
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::list;
use crate::db::patch::{set, set_text};
use crate::live::event::{Audience, News, SubjectKind};
use crate::pipeline::model::Pipeline;
use crate::team::model::{Team, User};
use crate::views::saved::model::{
    CreateSavedViewInput, SavedView, UpdateSavedViewInput, ViewLayout, ViewSharing,
};
use crate::views::saved::{rules, store};
use serde_json::{Value, json};

/// Keeps a view for the caller, and for those it is shared with.
pub async fn create_saved_view(tx: &mut Tx, input: CreateSavedViewInput) -> Result<SavedView> {
    let owner = tx.by().ok_or(Error::Unauthenticated)?;
    let sharing = input.sharing.unwrap_or(ViewSharing::Private);
    let view = SavedView {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: input.name.trim().to_owned(),
        layout: input.layout.unwrap_or(ViewLayout::Table),
        pipeline_id: input.pipeline_id,
        filter: Jsonb(input.filter.0),
        order_by: Jsonb(input.order_by.map_or_else(|| json!([]), |order| order.0)),
        shown: input.columns.unwrap_or_default(),
        search: tidy(input.search),
        sharing,
        owner_id: Id::of(owner),
        team_id: team_of(tx, owner, sharing).await?,
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: Some(Id::of(owner)),
        updated_at: tx.now,
        updated_by: Some(Id::of(owner)),
    };
    check(tx, None, &view).await?;
    if store::count_of(tx, owner).await? >= rules::MOST {
        let message = format!("Nobody keeps more than {} views; change one you no longer need.", rules::MOST);
        return Err(Refusal::whole(RefusalCode::TooLong, message).into());
    }
    tx.insert(&view).await?;
    tx.emit(news("view.created", None, &view).creating(&view));
    Ok(view)
}

/// Changes a view. It is its owner's; where it is shared, admins put things in order.
pub async fn update_saved_view(tx: &mut Tx, input: UpdateSavedViewInput) -> Result<SavedView> {
    let before: SavedView = list::get_for_update(tx, input.id).await?;
    if tx.by() != Some(before.owner_id.0) && tx.viewer.role != Role::Admin {
        let message = "Only its owner and admins change a shared view; save one of your own instead.";
        return Err(Refusal::at(RefusalCode::NotAllowed, "id", message).into());
    }
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    after.name = input.name.map_or(after.name, |name| name.trim().to_owned());
    after.layout = input.layout.unwrap_or(after.layout);
    set(&mut after.pipeline_id, input.pipeline_id);
    after.filter = input.filter.map_or(after.filter, |filter| Jsonb(filter.0));
    after.order_by = input.order_by.map_or(after.order_by, |order| Jsonb(order.0));
    after.shown = input.columns.unwrap_or(after.shown);
    set_text(&mut after.search, input.search);
    if let Some(sharing) = input.sharing.filter(|sharing| *sharing != before.sharing) {
        after.sharing = sharing;
        after.team_id = team_of(tx, before.owner_id.0, sharing).await?;
    }
    after.archived = input.archived.unwrap_or(after.archived);
    check(tx, Some(&before), &after).await?;
    if tx.save(&before, &mut after).await? {
        let kind = match (before.archived, after.archived) {
            (false, true) => "view.archived",
            (true, false) => "view.restored",
            _ => "view.changed",
        };
        tx.emit(news(kind, Some(&before), &after).changing(&before, &after));
    }
    Ok(after)
}

/// What it asks for is read again only when it changed: a view whose field was archived can still be renamed, or put away.
async fn check(tx: &mut Tx, before: Option<&SavedView>, view: &SavedView) -> Result<()> {
    if view.sharing != ViewSharing::Private && tx.viewer.role < Role::Rep {
        return Err(not_allowed(Role::Rep).into());
    }
    rules::check_view(view)?;
    let asks = |view: &SavedView| -> (Value, Value) { (view.filter.0.clone(), view.order_by.0.clone()) };
    if before.map(asks) != Some(asks(view)) {
        let unusable = |error: Error| match error {
            Error::BadInput(why) => Refusal::at(RefusalCode::Invalid, "filter", why).into(),
            other => other,
        };
        store::check_asked(tx, &view.asked()?).map_err(unusable)?;
    }
    match view.pipeline_id.filter(|id| before.and_then(|before| before.pipeline_id) != Some(*id)) {
        Some(id) => list::get::<Pipeline>(tx, id).await.map(drop).map_err(|error| error.at("pipelineId")),
        None => Ok(()),
    }
}

/// The team a view is shared with: its owner's.
async fn team_of(tx: &mut Tx, owner: uuid::Uuid, sharing: ViewSharing) -> Result<Option<Id<Team>>> {
    if sharing != ViewSharing::Team {
        return Ok(None);
    }
    let owner: User = list::get(tx, Id::of(owner)).await?;
    let message = "There is no team to share it with: its owner belongs to none.";
    let team = owner.team_id.ok_or_else(|| Refusal::at(RefusalCode::Invalid, "sharing", message))?;
    Ok(Some(team))
}

fn audience(view: &SavedView) -> Audience {
    match view.sharing {
        ViewSharing::Everyone => Audience::Workspace,
        _ => Audience::People {
            users: vec![view.owner_id.0],
            teams: view.team_id.iter().map(|team| team.0).collect(),
        },
    }
}

fn news(kind: &'static str, before: Option<&SavedView>, after: &SavedView) -> News {
    News::of(kind, SubjectKind::SavedView, after.id.0, after.version)
        .heard_by(before.map(audience), Some(audience(after)))
}
