//! The sample's stakeholders: who decides about each deal, and who listens to whom.

use super::customers::Customers;
use super::deals::later;
use super::names::MOTIVATORS;
use super::people::House;
use super::story::{Sitting, Story, sitting};
use super::{Dice, Past};
use crate::accounts::model::Contact;
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::db::id::Id;
use crate::deals::change::part_news;
use crate::deals::model::Deal;
use crate::deals::stakeholders::actions::bare;
use crate::deals::stakeholders::model::{InfluenceLink, Stakeholder, StakeholderSide};
use crate::integrations::import::store as lists;
use crate::live::event::{Audience, SubjectKind};
use crate::pipeline::model::{Lookup, LookupKind};
use chrono::Duration;
use std::sync::Arc;

/// Invents the stakeholders of deals that are known.
pub async fn invent(
    past: &Past,
    system: &Arc<Viewer>,
    (house, customers): (&House, &Customers),
    story: &mut Story,
) -> Result<()> {
    let lookups = past.app.write(system, None, async |tx| lists::lookups(tx).await).await?;
    let roles: Vec<Lookup> =
        lookups.into_iter().filter(|value| value.kind == LookupKind::StakeholderRole).collect();
    let mut dice = Dice::new(31);
    for deal in story.deals.clone() {
        let Some(primary) = deal.primary_contact_id else { continue };
        let owner = house.people.iter().position(|user| user.id == deal.owner_id).unwrap_or_default();
        let others = customers.contacts.iter().filter(|contact| contact.account_id == deal.account_id);
        let met = later(sitting(past.now, owner, dice.between(1, 60)), deal.created_at + Duration::hours(1));
        let mut all: Vec<Stakeholder> = Vec::new();
        for contact in others {
            if contact.id == primary || dice.chance(70) {
                all.push(stakeholder(past, (&deal, contact), &roles, &mut dice));
            }
        }
        let links = influence(&all, &mut dice);
        tell(story, (&deal, met), all, links);
    }
    Ok(())
}

fn stakeholder(
    past: &Past,
    (deal, contact): (&Deal, &Contact),
    roles: &[Lookup],
    dice: &mut Dice,
) -> Stakeholder {
    let days = dice.between(1, 70);
    let mut one = bare(deal, contact.id, (deal.created_by, deal.created_at));
    one.role_id = dice.pick(&roles[..8.min(roles.len())]).map(|role| role.id).filter(|_| dice.chance(85));
    one.influence = i32::try_from(dice.between(1, 5)).unwrap_or(3);
    // Who talks to sellers at all mostly wishes them well.
    one.loyalty = i32::try_from(dice.between(-2, 3).min(2)).unwrap_or(0);
    one.motivators = dice.pick(&MOTIVATORS).filter(|_| dice.chance(50)).map(|motive| (*motive).to_owned());
    let met = (past.now - Duration::days(days)).date_naive().max(deal.created_at.date_naive());
    one.last_met_on = Some(met).filter(|_| dice.chance(70));
    if dice.chance(6) {
        one.side = StakeholderSide::ThirdParty;
    }
    one
}

/// Those whose word counts less listen to one whose word counts more.
fn influence(all: &[Stakeholder], dice: &mut Dice) -> Vec<InfluenceLink> {
    let mut links = Vec::new();
    for to in all {
        let above: Vec<&Stakeholder> = all.iter().filter(|from| from.influence > to.influence).collect();
        let Some(from) = dice.pick(&above).filter(|_| dice.chance(65)) else { continue };
        links.push(InfluenceLink {
            workspace_id: to.workspace_id,
            id: Id::new(),
            deal_id: to.deal_id,
            from_id: from.id,
            to_id: to.id,
            strength: i32::try_from(dice.between(1, 3)).unwrap_or(2),
            version: 1,
            created_at: to.created_at,
            created_by: to.created_by,
            updated_at: to.updated_at,
            updated_by: to.updated_by,
        });
    }
    links
}

fn tell(
    story: &mut Story,
    (deal, at): (&Deal, Sitting),
    mut all: Vec<Stakeholder>,
    mut links: Vec<InfluenceLink>,
) {
    let audience = Audience::deal(deal.owner_id.0, deal.restricted);
    let deeds = story.at(at);
    for one in &mut all {
        (one.created_at, one.updated_at) = (at.0, at.0);
        let subject = (SubjectKind::Stakeholder, one.id.0, one.version);
        deeds.news.push(part_news("stakeholder.added", deal, subject, audience.clone()).creating(one));
    }
    for link in &mut links {
        (link.created_at, link.updated_at) = (at.0, at.0);
        let subject = (SubjectKind::InfluenceLink, link.id.0, link.version);
        deeds.news.push(part_news("influence.drawn", deal, subject, audience.clone()).creating(link));
    }
    deeds.stakeholders.extend(all);
    deeds.links.extend(links);
}
