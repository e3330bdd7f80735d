//! The sample's notes, whom some of them mention, and what its stage before signing asks for.

use super::deals::later;
use super::names::{MENTIONS, NOTES};
use super::people::House;
use super::story::{Story, sitting};
use super::{Dice, Past, as_person};
use crate::activities::notes::actions::create_note;
use crate::activities::notes::model::{CreateNoteInput, Note};
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::deals::change::part_news;
use crate::deals::model::{Deal, DealStatus};
use crate::integrations::import::store as lists;
use crate::live::event::{Audience, SubjectKind};
use crate::pipeline::actions::update_stage;
use crate::pipeline::gate::{GateRequirementInput, GateRequirementKind};
use crate::pipeline::model::UpdateStageInput;
use crate::team::model::User;
use async_graphql::MaybeUndefined;
use chrono::Duration;
use std::sync::Arc;

/// Nothing is signed before one knows who decides and what they need.
const CONTRACTING: [(GateRequirementKind, &str); 3] = [
    (GateRequirementKind::Field, "amount"),
    (GateRequirementKind::Field, "customerNeeds"),
    (GateRequirementKind::Fact, "decisionMakerKnown"),
];

/// Sets the gate of the stage before signing.
pub async fn set_gate(past: &Past, system: &Arc<Viewer>) -> Result<()> {
    let stages = past.app.write(system, None, async |tx| lists::stages(tx).await).await?;
    let Some(stage) = stages.iter().find(|stage| stage.name == "Contracting") else { return Ok(()) };
    let required =
        |&(kind, key): &(GateRequirementKind, &str)| GateRequirementInput { kind, key: key.into() };
    let input = UpdateStageInput {
        id: stage.id,
        name: None,
        probability: None,
        color: None,
        rotting_days: MaybeUndefined::Undefined,
        guidance: MaybeUndefined::Undefined,
        in_funnel: None,
        allow_create: None,
        forecast_category_id: MaybeUndefined::Undefined,
        gate: Some(CONTRACTING.iter().map(required).collect()),
        activity_plan_id: MaybeUndefined::Undefined,
        steps: None,
        go_no_go: None,
        expected_version: None,
    };
    past.app.write(system, None, async |tx| update_stage(tx, input.clone()).await).await.map(drop)
}

/// Invents notes on deals that are known.
pub fn invent(past: &Past, house: &House, story: &mut Story) {
    let mut dice = Dice::new(37);
    for deal in story.deals.clone() {
        for _ in 0..dice.below(3) {
            let owner = house.people.iter().position(|user| user.id == deal.owner_id).unwrap_or_default();
            let age = (past.now - deal.created_at).num_days().max(1);
            let day = sitting(past.now, owner, dice.between(1, age));
            let at = later(day, deal.created_at + Duration::hours(2));
            let by = Some(house.people[owner].id);
            let note = Note {
                workspace_id: deal.workspace_id,
                id: Id::new(),
                body: NOTES[dice.below(NOTES.len())].to_owned(),
                pinned: dice.chance(10),
                archived: false,
                deal_id: Some(deal.id),
                account_id: None,
                contact_id: None,
                version: 1,
                created_at: at.0,
                created_by: by,
                updated_at: at.0,
                updated_by: by,
                lead_id: None,
            };
            let audience = Audience::deal(deal.owner_id.0, deal.restricted);
            let subject = (SubjectKind::Note, note.id.0, note.version);
            let deeds = story.at(at);
            deeds.news.push(part_news("note.created", &deal, subject, audience).creating(&note));
            deeds.notes.push(note);
        }
    }
}

/// Lets people write to one another within the last hour, each on an open deal of one of the two.
pub async fn mention(past: &Past, (house, story): (&House, &Story)) -> Result<()> {
    past.pass_until(past.now - Duration::minutes(25));
    let named = |name: &str| house.people.iter().find(|user| user.name == name);
    for (place, (by, to, text)) in MENTIONS.into_iter().enumerate() {
        let (Some(by), Some(to)) = (named(by), named(to)) else { continue };
        let Some(deal) = open_deal(story, [by, to], place) else { continue };
        let input = CreateNoteInput {
            body: format!("@[{}]({}) {text}", to.name, to.id),
            deal_id: Some(deal.id),
            ..CreateNoteInput::default()
        };
        let write = async |tx: &mut Tx| create_note(tx, input.clone()).await;
        past.app.write(&as_person(by), None, write).await?;
        past.pass_until(past.clock.now() + Duration::minutes(2));
    }
    Ok(())
}

/// An open deal of one of these people that everybody sees: that many after the first.
fn open_deal<'a>(story: &'a Story, people: [&User; 2], place: usize) -> Option<&'a Deal> {
    let theirs = |deal: &&Deal| people.iter().any(|user| user.id == deal.owner_id);
    let open = |deal: &&Deal| deal.status == DealStatus::Open && !deal.restricted;
    story.deals.iter().filter(theirs).filter(open).nth(place)
}
