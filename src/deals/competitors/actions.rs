//! What a person can do with the competitors of a deal, and what happens to them with it. Whoever sees the deal may.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::catalogue::competitors::actions::create_competitor;
use crate::catalogue::competitors::model::Competitor;
use crate::db::entity::Versioned as _;
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::set_text;
use crate::deals::change::news_on;
use crate::deals::competitors::input::{
    AddDealCompetitorInput, RemoveDealCompetitorInput, UpdateDealCompetitorInput,
};
use crate::deals::competitors::model::{CompetitorOutcome, CompetitorThreat, DealCompetitor};
use crate::deals::competitors::{rules, store};
use crate::deals::model::Deal;
use crate::live::event::{News, SubjectKind};

/// Names a competitor on a deal. On a deal that is won already it counts as beaten.
pub async fn add_deal_competitor(tx: &mut Tx, input: AddDealCompetitorInput) -> Result<DealCompetitor> {
    tx.require(Role::Rep)?;
    let deal = list::get_for_update(tx, input.deal_id).await.map_err(|error| error.at("dealId"))?;
    let present = store::of_deal(tx, deal.id).await?;
    if present.len() >= rules::MOST {
        let message = format!("A deal has at most {} competitors; take some off first.", rules::MOST);
        return Err(Refusal::at(RefusalCode::TooLong, "competitorId", message).into());
    }
    let competitor = competitor_of(tx, &input).await?;
    if present.iter().any(|other| other.competitor_id == competitor.id) {
        let message = "This competitor is named on the deal already.";
        return Err(Refusal::at(RefusalCode::Taken, "competitorId", message).into());
    }
    let (outcome, settled) = rules::after((CompetitorOutcome::Open, false), deal.status);
    let rival = DealCompetitor {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        deal_id: deal.id,
        competitor_id: competitor.id,
        threat: input.threat.unwrap_or(CompetitorThreat::Medium),
        strengths: tidy(input.strengths),
        weaknesses: tidy(input.weaknesses),
        tactic: tidy(input.tactic),
        outcome,
        settled,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    rules::check_rival(&rival, deal.status)?;
    tx.insert(&rival).await?;
    let news = news(tx, &deal, "deal_competitor.added", &rival).await?;
    tx.emit(news.creating(&rival));
    Ok(rival)
}

/// The competitor named, or the new one.
async fn competitor_of(tx: &mut Tx, input: &AddDealCompetitorInput) -> Result<Competitor> {
    let competitor: Competitor = match (input.competitor_id, input.new_competitor.clone()) {
        (Some(id), None) => list::get(tx, id).await.map_err(|error| error.at("competitorId"))?,
        (None, Some(new)) => {
            create_competitor(tx, new).await.map_err(|error| error.below("newCompetitor"))?
        }
        _ => {
            let message = "Say who it is: a competitor of the catalogue, or a new one.";
            return Err(Refusal::at(RefusalCode::Required, "competitorId", message).into());
        }
    };
    if competitor.archived {
        let message = format!("“{}” was put away; take it out again first.", competitor.name);
        return Err(Refusal::at(RefusalCode::Invalid, "competitorId", message).into());
    }
    Ok(competitor)
}

/// Locks a record's deal, then the record: always in this order, so that no two changes wait for each other.
async fn lock(tx: &mut Tx, id: Id<DealCompetitor>) -> Result<(Deal, DealCompetitor)> {
    let found: DealCompetitor = list::get(tx, id).await?;
    let deal = list::get_for_update(tx, found.deal_id).await?;
    Ok((deal, list::get_for_update(tx, id).await?))
}

/// Changes what is known of a competitor on a deal, and says how it went.
pub async fn update_deal_competitor(tx: &mut Tx, input: UpdateDealCompetitorInput) -> Result<DealCompetitor> {
    tx.require(Role::Rep)?;
    let (deal, before) = lock(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    after.threat = input.threat.unwrap_or(after.threat);
    set_text(&mut after.strengths, input.strengths);
    set_text(&mut after.weaknesses, input.weaknesses);
    set_text(&mut after.tactic, input.tactic);
    if let Some(outcome) = input.outcome.filter(|outcome| *outcome != before.outcome) {
        // What somebody says stays when the deal is reopened.
        (after.outcome, after.settled) = (outcome, false);
    }
    rules::check_rival(&after, deal.status)?;
    save(tx, &deal, (&before, &mut after)).await?;
    Ok(after)
}

/// Takes a competitor off a deal.
pub async fn remove_deal_competitor(tx: &mut Tx, input: RemoveDealCompetitorInput) -> Result<DealCompetitor> {
    tx.require(Role::Rep)?;
    let (deal, rival) = lock(tx, input.id).await?;
    tx.check_version(&rival, input.expected_version).await?;
    store::delete(tx, rival.id).await?;
    // The version of the removal: later than any that was seen.
    let mut gone = rival.clone();
    gone.touch(tx.now, tx.by());
    let news = news(tx, &deal, "deal_competitor.removed", &gone).await?;
    tx.emit(news.removing(&rival));
    Ok(rival)
}

/// Lets outcomes follow a deal, whose row is locked, that was closed or reopened just now.
pub async fn follow_status(tx: &mut Tx, deal: &Deal) -> Result<()> {
    for before in store::of_deal(tx, deal.id).await? {
        let mut after = before.clone();
        (after.outcome, after.settled) = rules::after((before.outcome, before.settled), deal.status);
        save(tx, deal, (&before, &mut after)).await?;
    }
    Ok(())
}

async fn save(
    tx: &mut Tx,
    deal: &Deal,
    (before, after): (&DealCompetitor, &mut DealCompetitor),
) -> Result<()> {
    if tx.save(before, after).await? {
        let news = news(tx, deal, "deal_competitor.changed", after).await?;
        tx.emit(news.changing(before, after));
    }
    Ok(())
}

async fn news(tx: &mut Tx, deal: &Deal, kind: &'static str, about: &DealCompetitor) -> Result<News> {
    news_on(tx, deal, kind, (SubjectKind::DealCompetitor, about.id.0, about.version)).await
}
