//! The sample's competitors on deals: about a third are fought against somebody.

use super::Dice;
use super::catalogue::Catalogue;
use super::people::House;
use super::story::Story;
use crate::catalogue::competitors::model::Competitor;
use crate::db::id::Id;
use crate::deals::change::part_news;
use crate::deals::competitors::model::{CompetitorOutcome, CompetitorThreat, DealCompetitor};
use crate::deals::competitors::rules::after;
use crate::deals::model::{Deal, DealStatus};
use crate::live::event::{Audience, SubjectKind};

/// How one means to win.
const TACTICS: [&str; 5] = [
    "Show the warehouse at Granit: three months from order to go-live.",
    "Let the planners try both for a week.",
    "Ask for their total cost over five years, with changes.",
    "Talk to the board before procurement compares prices.",
    "Offer the pilot without a licence for the first quarter.",
];

/// What speaks for and against somebody on one deal.
const SIGNS: [(&str, &str); 4] = [
    ("They have the customer's ERP.", "The last project with them ran a year late."),
    ("The plant manager knows them from before.", "Nobody in procurement has heard of them."),
    ("Cheaper in the first year.", "Every interface is extra."),
    ("They are here already with a smaller module.", "The users complain about it."),
];

/// Names competitors on deals, and says how it went on those that are closed.
pub fn invent(catalogue: &Catalogue, house: &House, story: &mut Story) {
    let mut dice = Dice::new(47);
    for deal in story.deals.clone() {
        if !dice.chance(34) {
            continue;
        }
        let first = dice.below(catalogue.competitors.len());
        for step in 0..=usize::from(dice.chance(35)) {
            let at = (first + step) % catalogue.competitors.len();
            let rival = rival(&deal, &catalogue.competitors[at], &mut dice);
            tell(house, story, &deal, rival, &mut dice);
        }
    }
}

/// A competitor as it was named, soon after the deal was made.
fn rival(deal: &Deal, competitor: &Competitor, dice: &mut Dice) -> DealCompetitor {
    let threats = [CompetitorThreat::Low, CompetitorThreat::Medium, CompetitorThreat::High];
    let sign = dice.pick(&SIGNS).copied().filter(|_| dice.chance(50));
    DealCompetitor {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        deal_id: deal.id,
        competitor_id: competitor.id,
        threat: dice.pick(&threats).copied().unwrap_or(CompetitorThreat::Medium),
        strengths: sign.map(|(strength, _)| strength.to_owned()),
        weaknesses: sign.map(|(_, weakness)| weakness.to_owned()),
        tactic: dice.pick(&TACTICS).map(|tactic| (*tactic).to_owned()),
        outcome: CompetitorOutcome::Open,
        settled: false,
        version: 1,
        created_at: deal.created_at,
        created_by: deal.created_by,
        updated_at: deal.created_at,
        updated_by: deal.created_by,
    }
}

fn tell(house: &House, story: &mut Story, deal: &Deal, mut rival: DealCompetitor, dice: &mut Dice) {
    let person = |id| house.people.iter().position(|user| Some(user.id) == id).unwrap_or_default();
    let audience = Audience::deal(deal.owner_id.0, deal.restricted);
    let subject = |rival: &DealCompetitor| (SubjectKind::DealCompetitor, rival.id.0, rival.version);
    let made = (deal.created_at, person(deal.created_by));
    let added = part_news("deal_competitor.added", deal, subject(&rival), audience.clone()).creating(&rival);
    story.at(made).news.push(added);
    if let Some(closed) = deal.closed_at {
        let before = rival.clone();
        let lost_to = deal.status == DealStatus::Lost && dice.chance(55);
        (rival.outcome, rival.settled) = match lost_to {
            true => (CompetitorOutcome::LostTo, false),
            false => after((rival.outcome, rival.settled), deal.status),
        };
        if rival != before {
            (rival.version, rival.updated_at, rival.updated_by) = (2, closed, deal.updated_by);
            let news = part_news("deal_competitor.changed", deal, subject(&rival), audience);
            let news = news.changing(&before, &rival);
            story.at((closed, person(deal.updated_by))).news.push(news);
        }
    }
    story.at(made).rivals.push(rival);
}
