//! The sample's deals, and how each came to where it is.

use super::catalogue::Catalogue;
use super::customers::Customers;
use super::names::{NEXT_STEPS, OFFERS, PEOPLE, PLACES, TEAMS, TURNS};
use super::people::House;
use super::story::{Sitting, Story, sitting};
use super::{Dice, Past, fields, lines};
use crate::accounts::model::Account;
use crate::api::scalars::Date;
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::catalogue::products::model::Product;
use crate::db::id::Id;
use crate::deals::bulk::line_told;
use crate::deals::change::news;
use crate::deals::create::{Around, draft};
use crate::deals::input::CreateDealInput;
use crate::deals::model::{Deal, DealShare};
use crate::deals::{bulk, rank, rules};
use crate::integrations::import::store as lists;
use crate::live::event::Audience;
use crate::pipeline::model::{Currency, Lookup, LookupKind, Pipeline, Stage, StageKind};
use crate::team::model::Workspace;
use chrono::{DateTime, Duration, Utc};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;

const OPEN: usize = 400;
const CLOSED: usize = 150;

/// What deals are made of.
struct Stuff<'a> {
    workspace: Workspace,
    currencies: Vec<Currency>,
    lookups: Vec<Lookup>,
    pipelines: Vec<Pipeline>,
    stages: Vec<Stage>,
    products: &'a [Product],
}

/// A deal to be: who, with whom, and on which days ago what happened.
struct Plot<'a> {
    number: usize,
    owner: usize,
    account: &'a Account,
    currency: &'a Currency,
    /// The stages it went through, the present one last.
    path: Vec<&'a Stage>,
    /// How many days ago it came into each.
    days: Vec<i64>,
}

/// Invents deals with their past.
pub async fn invent(
    past: &Past,
    system: &Arc<Viewer>,
    (house, customers, catalogue): (&House, &Customers, &Catalogue),
) -> Result<Story> {
    let read = async |tx: &mut Tx| {
        let workspace = crate::team::store::workspace(tx).await?;
        let lists = (lists::currencies(tx).await?, lists::lookups(tx).await?);
        Ok((workspace, lists, lists::pipelines(tx).await?, lists::stages(tx).await?))
    };
    let (workspace, (currencies, lookups), pipelines, stages) = past.app.write(system, None, read).await?;
    let products = &catalogue.products;
    let stuff = Stuff { workspace, currencies, lookups, pipelines, stages, products };
    let (mut story, mut dice, mut ranks) = (Story::default(), Dice::new(23), HashMap::new());
    for number in 0..OPEN + CLOSED {
        if let Some(plot) = plot(&stuff, (house, customers), number, &mut dice) {
            let place: &mut usize = ranks.entry(plot.path.last().map(|stage| stage.id)).or_default();
            *place += 1;
            let rank = rank::numbered(None, *place);
            unfold(past, (&stuff, house, customers), (&plot, rank), &mut dice, &mut story)?;
        }
    }
    Ok(story)
}

fn plot<'a>(
    stuff: &'a Stuff<'_>,
    (house, customers): (&House, &'a Customers),
    number: usize,
    dice: &mut Dice,
) -> Option<Plot<'a>> {
    let sellers = house.sellers();
    let seller = sellers[dice.below(sellers.len())].id;
    let owner = house.people.iter().position(|user| user.id == seller)?;
    let account = dice.below(customers.accounts.len());
    let (_, code) = PLACES[account % PLACES.len()];
    let currency = stuff.currencies.iter().find(|currency| currency.code == code)?;
    let pipeline = &stuff.pipelines[usize::from(dice.chance(30))];
    let of = |kind: StageKind| -> Vec<&Stage> {
        let mut stages: Vec<&Stage> = stuff
            .stages
            .iter()
            .filter(|stage| stage.pipeline_id == pipeline.id && stage.kind == kind)
            .collect();
        stages.sort_by_key(|stage| stage.position);
        stages
    };
    let open = of(StageKind::Open);
    let mut path: Vec<&Stage> = open[..=dice.below(open.len())].to_vec();
    let days = if number < OPEN {
        let skewed = i64::try_from(dice.below(100)).unwrap_or_default();
        // Most are young; one in eight has been left alone in its stage.
        let (age, last) = (4 + skewed * skewed * 130 / 10_000, if dice.chance(13) { 30 } else { 1 });
        spread(path.len(), age.max(last), last.min(age), dice)
    } else {
        let kind = if dice.chance(58) { StageKind::Won } else { StageKind::Lost };
        path.push(of(kind).first()?);
        let closed = dice.between(2, 350);
        spread(path.len(), (closed + dice.between(20, 90)).min(390), closed, dice)
    };
    Some(Plot { number, owner, account: &customers.accounts[account], currency, path, days })
}

/// So many steps from `first` to `last` days ago, in order.
fn spread(steps: usize, first: i64, last: i64, dice: &mut Dice) -> Vec<i64> {
    let mut days: Vec<i64> = (1..steps).map(|_| dice.between(last, first)).collect();
    days.sort_unstable_by(|one, other| other.cmp(one));
    days.insert(0, first);
    days
}

/// Tells a deal's life: made, moved step by step, changed on the way.
fn unfold(
    past: &Past,
    (stuff, house, customers): (&Stuff<'_>, &House, &Customers),
    (plot, rank): (&Plot<'_>, String),
    dice: &mut Dice,
    story: &mut Story,
) -> Result<()> {
    let restricted = plot.number % 60 == 7;
    let made = sitting(past.now, plot.owner, plot.days[0]);
    let mut deal = first_state(past, (stuff, house, customers), plot, (made, restricted), dice)?;
    deal.rank = rank;
    let lines = lines::invent(&mut deal, plot.number, stuff.products)?;
    let manager = manager_of(house, plot.owner);
    let share = manager.filter(|_| restricted).map(|manager| house.people[manager].id);
    let audience = Audience::Deal {
        owner_id: deal.owner_id.0,
        restricted,
        users: share.iter().map(|user| user.0).collect(),
        teams: Vec::new(),
        of_task: Vec::new(),
    };
    let told = news("deal.created", &deal).creating(&deal).heard_by(None, Some(audience.clone()));
    story.at(made).news.push(told);
    story.at(made).news.extend(lines.iter().map(|line| line_told(&deal, line)));
    let mut stays = Vec::new();
    for (stage, days) in plot.path.iter().zip(&plot.days).skip(1) {
        // Now and then the manager lends a hand.
        let by = manager.filter(|_| dice.chance(15)).unwrap_or(plot.owner);
        let at = later(sitting(past.now, by, *days), deal.stage_entered_at);
        let before = deal.clone();
        stays.push((deal.stage_id, deal.stage_entered_at));
        if stage.kind == StageKind::Lost {
            let reasons: Vec<&Lookup> =
                stuff.lookups.iter().filter(|value| value.kind == LookupKind::LossReason).collect();
            deal.loss_reason_id = dice.pick(&reasons).map(|reason| reason.id);
        }
        // With lines the amount is theirs.
        if dice.chance(35) && stage.kind == StageKind::Open && lines.is_empty() {
            deal.amount = deal.amount.map(|amount| amount * Decimal::new(dice.between(80, 130), 2));
            deal.amount = deal.amount.map(|amount| amount.round_dp(0));
            rules::price(&mut deal, plot.currency.rate);
        }
        if dice.chance(60) && stage.kind == StageKind::Open {
            deal.next_step = dice.pick(&NEXT_STEPS).map(|step| (*step).to_owned());
        }
        rules::enter_stage(&mut deal, stage, at.0)?;
        (deal.version, deal.updated_at) = (deal.version + 1, at.0);
        deal.updated_by = Some(house.people[by].id);
        let told = news("deal.stage_changed", &deal).changing(&before, &deal);
        story.at(at).news.push(told.heard_by(Some(audience.clone()), Some(audience.clone())));
    }
    settle(past, plot, &mut deal, dice);
    let visits = bulk::visits(&deal, &stays);
    let deeds = story.at(made);
    deeds.visits.extend(visits);
    deeds.lines.extend(lines);
    let (workspace_id, deal_id) = (deal.workspace_id, deal.id);
    let row = |user| DealShare { workspace_id, id: Id::new(), deal_id, user_id: Some(user), team_id: None };
    deeds.shares.extend(share.map(row));
    deeds.deals.push(deal.clone());
    story.deals.push(deal);
    Ok(())
}

/// A sitting after `after`: what happens to a deal happens in order, and takes its time.
pub fn later((at, person): Sitting, after: DateTime<Utc>) -> Sitting {
    let pause = i64::try_from(person * 13 % 29).unwrap_or_default() + 24;
    (if at > after { at } else { after + Duration::minutes(pause) }, person)
}

/// A deal as it was made.
fn first_state(
    past: &Past,
    (stuff, house, customers): (&Stuff<'_>, &House, &Customers),
    plot: &Plot<'_>,
    (made, restricted): (Sitting, bool),
    dice: &mut Dice,
) -> Result<Deal> {
    let (offer, turn) = (OFFERS[dice.below(OFFERS.len())], TURNS[dice.below(TURNS.len())]);
    let contacts: Vec<_> =
        customers.contacts.iter().filter(|contact| contact.account_id == Some(plot.account.id)).collect();
    let closed = plot.path.last().is_some_and(|stage| stage.kind != StageKind::Open);
    let ahead = if closed { -plot.days.last().copied().unwrap_or_default() } else { dice.between(-14, 90) };
    let close = (past.now + Duration::days(ahead)).date_naive();
    let input = CreateDealInput {
        name: Some(format!("{offer}{turn} · {}", plot.account.name)),
        primary_contact_id: dice.pick(&contacts).filter(|_| dice.below(10) < 8).map(|contact| contact.id),
        amount: Some(amount(&plot.currency.code, dice)),
        expected_close_on: Some(Date(close)),
        next_step: Some(NEXT_STEPS[dice.below(NEXT_STEPS.len())].to_owned()),
        restricted: Some(restricted),
        ..CreateDealInput::default()
    };
    let owner_id = house.people[plot.owner].id;
    let around = Around {
        workspace: &stuff.workspace,
        account: Some(plot.account),
        stage: plot.path[0],
        currency: plot.currency,
        owner_id,
        by: Some(owner_id),
        at: made.0,
        custom: fields::of_deal(plot.number, close),
    };
    draft(&around, &input)
}

/// A round amount: many small ones, a few large.
fn amount(code: &str, dice: &mut Dice) -> Decimal {
    let thousands = [3, 5, 8, 12, 18, 25, 40, 60, 95, 140, 260];
    let base = thousands[dice.below(thousands.len())] * dice.between(80, 130) * 10;
    let worth = match code {
        "CZK" => 25,
        "PLN" => 4,
        _ => 1,
    };
    Decimal::from(base * worth / 100 * 100)
}

/// When something was last done on it: nothing since it came into its stage, for those that were left alone.
fn settle(past: &Past, plot: &Plot<'_>, deal: &mut Deal, dice: &mut Dice) {
    let last = plot.days.last().copied().unwrap_or(1);
    if last < 25 && dice.chance(70) {
        let (at, _) = sitting(past.now, plot.owner, dice.between(1, last.max(1)));
        deal.last_activity_at = Some(at.max(deal.stage_entered_at));
    } else if dice.chance(50) {
        deal.last_activity_at = Some(deal.stage_entered_at);
    }
}

/// The manager of a person's team, if it is somebody else.
fn manager_of(house: &House, person: usize) -> Option<usize> {
    let team = PEOPLE.get(person).map(|person| person.2)?;
    let (_, _, manager) = TEAMS.iter().find(|(name, _, _)| *name == team)?;
    house.people.iter().position(|user| user.name == *manager).filter(|manager| *manager != person)
}
