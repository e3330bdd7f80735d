//! What a person can do with competitors.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::catalogue::competitors::model::{Competitor, CreateCompetitorInput, UpdateCompetitorInput};
use crate::catalogue::competitors::{rules, store};
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::set_text;
use crate::live::event::{News, SubjectKind};

/// Adds a competitor.
pub async fn create_competitor(tx: &mut Tx, input: CreateCompetitorInput) -> Result<Competitor> {
    tx.require(Role::Rep)?;
    let competitor = Competitor {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: input.name.trim().to_owned(),
        website: tidy(input.website),
        strengths: tidy(input.strengths),
        weaknesses: tidy(input.weaknesses),
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    rules::check_competitor(&competitor)?;
    tx.insert(&competitor).await.map_err(store::taken)?;
    tx.emit(news("competitor.created", &competitor).creating(&competitor));
    Ok(competitor)
}

/// Changes a competitor; managers put it away.
pub async fn update_competitor(tx: &mut Tx, input: UpdateCompetitorInput) -> Result<Competitor> {
    tx.require(Role::Rep)?;
    let before: Competitor = list::get_for_update(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = name.trim().to_owned();
    }
    set_text(&mut after.website, input.website);
    set_text(&mut after.strengths, input.strengths);
    set_text(&mut after.weaknesses, input.weaknesses);
    after.archived = input.archived.unwrap_or(after.archived);
    if before.archived != after.archived {
        tx.require(Role::Manager)?;
    }
    rules::check_competitor(&after)?;
    if tx.save(&before, &mut after).await.map_err(store::taken)? {
        tx.emit(news("competitor.changed", &after).changing(&before, &after));
    }
    Ok(after)
}

/// News of a competitor.
pub fn news(kind: &'static str, competitor: &Competitor) -> News {
    News::of(kind, SubjectKind::Competitor, competitor.id.0, competitor.version)
}
