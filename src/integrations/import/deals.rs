//! Rows that are deals: made by the same draft as a deal made by hand, with dates of their own.

use crate::accounts::model::Account;
use crate::api::scalars::Date;
use crate::app::checks::tidy;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::approvals::runs::entry;
use crate::db::id::Id;
use crate::deals::actions::brief_of;
use crate::deals::bulk::{self, Arrival};
use crate::deals::change::news;
use crate::deals::competitors::actions::follow_status;
use crate::deals::create::{Around, draft};
use crate::deals::gate::actions::Override;
use crate::deals::gate::rules::Entering;
use crate::deals::input::CreateDealInput;
use crate::deals::lines::model::DealLine;
use crate::deals::lines::rules as line_rules;
use crate::deals::model::{Deal, Whole};
use crate::deals::{gate, rank, rules as deal_rules, store as deal_store};
use crate::fields::model::FieldSubject;
use crate::fields::standards::actions::check_by;
use crate::integrations::import::chunk::{Chunk, Standing, Taken};
use crate::integrations::import::lines::Fate;
use crate::integrations::import::mapping::Kind;
use crate::integrations::import::rows::Row;
use crate::integrations::import::{accounts, custom, lines, store, values};
use crate::pipeline::model::{LookupKind, Stage, StageKind};
use crate::pipeline::rules as pipeline_rules;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use uuid::Uuid;

/// Takes rows that are deals.
pub async fn deals(tx: &mut Tx, chunk: &mut Chunk<'_>, rows: &[Row]) -> Result<()> {
    load_ranks(tx, chunk).await?;
    let known = rows.iter().filter_map(|row| chunk.world.known(Kind::Deals, &row.key));
    let known: Vec<(Uuid, bool)> = known.map(|(id, fingerprint)| (*id, fingerprint.is_empty())).collect();
    let mut arrivals = Vec::new();
    let mut there: Option<HashMap<Uuid, Deal>> = None;
    for row in rows {
        let Some((standing, fingerprint)) = chunk.look(row) else { continue };
        let before = match standing {
            Standing::New => None,
            Standing::Changed(id) => {
                // Only when a row changed at all: a second run of the same files reads no deal.
                if there.is_none() {
                    there = Some(store::locked(tx, known.iter().map(|(id, _)| *id).collect()).await?);
                }
                there.as_mut().and_then(|there| there.remove(&id))
            }
        };
        let taken = match (arrival(tx, chunk, row, before.as_ref()).await, before) {
            (Ok(arrival), None) => match pass_gate(tx, chunk, (None, &arrival)).await {
                Ok(()) => {
                    let (id, account) = (arrival.deal.id.0, arrival.deal.account_id.map(|id| id.0));
                    accounts::add_named(tx, chunk, row, account).await?;
                    arrivals.push(arrival);
                    Ok(Taken::Created(id))
                }
                Err(error) => Err(error),
            },
            (Ok(arrival), Some(before)) => save(tx, chunk, row, (before, arrival)).await,
            (Err(error), _) => Err(error),
        };
        chunk.settle(row, fingerprint, taken)?;
    }
    if !chunk.dry_run() {
        bulk::add_all(tx, arrivals).await?;
    }
    Ok(())
}

/// Where each stage's column ends, asked once per import.
async fn load_ranks(tx: &mut Tx, chunk: &mut Chunk<'_>) -> Result<()> {
    let stages = chunk.world.stages.iter().map(|stage| stage.id.0);
    let missing: Vec<Uuid> = stages.filter(|stage| !chunk.ranks.contains_key(stage)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let last: HashMap<Uuid, String> = deal_store::last_ranks(tx, &missing).await?.into_iter().collect();
    chunk.ranks.extend(missing.into_iter().map(|stage| (stage, (last.get(&stage).cloned(), 0))));
    Ok(())
}

/// The deal a row says, with its stays.
async fn arrival(tx: &mut Tx, chunk: &mut Chunk<'_>, row: &Row, before: Option<&Deal>) -> Result<Arrival> {
    let stage = stage_of(chunk, row, before)?;
    pipeline_rules::check_create(&stage)?;
    let input = input(tx, chunk, row, (&stage, before)).await?;
    let dates = Dates::of(tx, chunk, row, &stage)?;
    let owner_id = match (row.get("owner"), before) {
        (None, Some(before)) if chunk.job.source.uploaded => before.owner_id,
        (None, None) if chunk.job.source.uploaded => accounts::owner_of_all(tx, chunk)?,
        (owner, _) => chunk.world.owner(owner.unwrap_or_default())?,
    };
    let account = accounts::named(tx, chunk, row, owner_id)?;
    let world = &chunk.world;
    let account: Option<&Account> = account.and_then(|id| world.accounts.get(&id));
    let own = before.filter(|_| chunk.job.source.uploaded).map(|before| before.currency.as_str());
    let code = row.get("currency").or(own).unwrap_or(&world.workspace.base_currency);
    let currency = world.currency("currency", code)?;
    let (by, at) = (tx.by().map(Id::of), dates.entered);
    let custom =
        custom::of_row(world, chunk.job.source, (row, FieldSubject::Deal), before.map(|deal| &deal.custom))?;
    let workspace = &world.workspace;
    let around = Around { workspace, account, stage: &stage, currency, owner_id, by, at, custom };
    let mut deal = draft(&around, &input)?;
    if let Some(probability) = values::int(row, "probability")? {
        let stages: Vec<Stage> =
            world.stages.iter().filter(|other| other.pipeline_id == stage.pipeline_id).cloned().collect();
        if probability != deal.probability {
            deal_rules::check_probability(deal.status, probability, &stages)?;
            deal.probability = probability;
        }
    }
    (deal.created_at, deal.updated_at) = (dates.created, tx.now);
    deal.closed_at = deal.closed_at.and(dates.closed.or(deal.closed_at));
    let brief = brief_of(&deal, [input.description.clone(), None, None, None]);
    if let Some(brief) = &brief {
        deal_rules::check_brief(brief)?;
    }
    if let Some((low, number)) = chunk.ranks.get_mut(&stage.id.0) {
        deal.rank = rank::numbered(low.as_deref(), *number);
        *number += 1;
    }
    let lines: Vec<DealLine> = lines::of_row(chunk, row, &deal)?.into_iter().collect();
    if !lines.is_empty() {
        deal.amount = Some(line_rules::amount(&lines));
        let rate = deal.rate;
        deal_rules::price(&mut deal, rate);
    }
    if before.is_none() {
        let whole = Whole { deal: &deal, brief: brief.as_ref() };
        check_by(&chunk.world.fields, FieldSubject::Deal, None, &whole)?;
    }
    let visits = bulk::visits(&deal, &dates.earlier);
    Ok(Arrival { deal, visits, brief, lines })
}

/// The stage a row says. Of one that says none: where its deal is, or where new ones begin.
fn stage_of(chunk: &Chunk<'_>, row: &Row, before: Option<&Deal>) -> Result<Stage> {
    let (world, uploaded) = (&chunk.world, chunk.job.source.uploaded);
    let own = before.filter(|_| uploaded);
    if let Some(before) = own.filter(|_| row.get("stage").is_none()) {
        let there = world.stages.iter().find(|stage| stage.id == before.stage_id);
        return there.cloned().ok_or(Error::NotFound("stage"));
    }
    let pipeline = match (row.get("pipeline"), own) {
        (None, Some(before)) => world.pipelines.iter().find(|pipeline| pipeline.id == before.pipeline_id),
        _ => None,
    };
    let pipeline = match pipeline {
        Some(pipeline) => pipeline,
        None => world.pipeline(row.get("pipeline"))?,
    };
    match row.get("stage") {
        None if uploaded => {
            let mut open = world.stages.iter().filter(|stage| stage.pipeline_id == pipeline.id);
            let first = open.find(|stage| stage.kind == StageKind::Open);
            first.cloned().ok_or(Error::NotFound("stage"))
        }
        name => world.stage(pipeline, name.unwrap_or_default()).cloned(),
    }
}

/// What the row would be as the input of a deal made by hand.
async fn input(
    tx: &mut Tx,
    chunk: &mut Chunk<'_>,
    row: &Row,
    (stage, before): (&Stage, Option<&Deal>),
) -> Result<CreateDealInput> {
    let source = chunk.job.source;
    let own = before.filter(|before| source.uploaded && before.stage_id == stage.id);
    let loss_reason_id = match stage.kind {
        StageKind::Lost => {
            let said = chunk.lookup(tx, row, ("loss_reason", LookupKind::LossReason)).await?;
            said.or_else(|| own.and_then(|before| before.loss_reason_id))
        }
        _ => None,
    };
    Ok(CreateDealInput {
        name: row.get("name").map(str::to_owned).or_else(|| own.map(|before| before.name.clone())),
        amount: values::decimal(row, "amount")?,
        budget: values::decimal(row, "budget")?,
        expected_close_on: values::day(source, row, "expected_close_on")?.map(Date),
        next_step: row.get("next_step").map(str::to_owned),
        source_id: chunk.lookup(tx, row, ("source", LookupKind::Source)).await?,
        loss_reason_id,
        description: tidy(row.get("description").map(str::to_owned)),
        ..CreateDealInput::default()
    })
}

/// When what happened to a deal.
struct Dates {
    created: DateTime<Utc>,
    /// Into its present stage.
    entered: DateTime<Utc>,
    closed: Option<DateTime<Utc>>,
    /// Its earlier stays, in order.
    earlier: Vec<(Id<Stage>, DateTime<Utc>)>,
}

impl Dates {
    /// As the row has them; what it lacks follows from the others, and in the end from now.
    fn of(tx: &Tx, chunk: &mut Chunk<'_>, row: &Row, stage: &Stage) -> Result<Self> {
        let source = chunk.job.source;
        let day = |field: &str| values::day(source, row, field).map(|day| day.map(values::instant));
        let (created, closed) = (day("created_on")?, day("closed_on")?);
        let final_stage = stage.kind != StageKind::Open;
        let entered = day("stage_entered_on")?.or(closed.filter(|_| final_stage)).or(created);
        let entered = entered.unwrap_or(tx.now);
        if closed.is_some() && !final_stage {
            chunk.warn(row.line, format!("closed_on: “{}” is an open stage; left out", stage.name));
        }
        let mut earlier = Vec::new();
        for (name, text) in &row.visits {
            let pipeline = chunk.world.pipeline(row.get("pipeline"))?;
            let visited = chunk.world.stage(pipeline, name)?.id;
            let at = values::instant(values::day_of("visits", text, None)?);
            if visited == stage.id {
                continue;
            }
            if at > entered {
                chunk.warn(
                    row.line,
                    format!("visits: “{name}” on {text} comes after the present stage; left out"),
                );
                continue;
            }
            earlier.push((visited, at));
        }
        earlier.sort_by_key(|(_, at)| *at);
        let first = earlier.first().map_or(entered, |(_, at)| *at);
        if created.is_some_and(|created| created > first) {
            chunk.warn(row.line, "created_on: later than what happened since; the earlier day counts");
        }
        let created = created.map_or(first, |created| created.min(first));
        Ok(Self { created, entered, closed: closed.filter(|_| final_stage), earlier })
    }
}

/// The deal that is there with what its row says now. What the mapping does not name stays as it is.
fn as_said(chunk: &Chunk<'_>, row: &Row, (before, new): (&Deal, Deal)) -> Deal {
    let given = |field: &str| row.get(field).is_some();
    let moved = before.stage_id != new.stage_id;
    let priced = !chunk.job.source.uploaded || ["amount", "currency", "product"].into_iter().any(given);
    let price = if priced { &new } else { before };
    let (amount, currency, rate) = (price.amount, price.currency.clone(), price.rate);
    let amount_base = price.amount_base;
    let mut after = Deal {
        name: if given("name") { new.name } else { before.name.clone() },
        account_id: new.account_id.or(before.account_id),
        owner_id: new.owner_id,
        amount,
        currency,
        rate,
        amount_base,
        budget: new.budget.or(before.budget),
        next_step: new.next_step.or_else(|| before.next_step.clone()),
        source_id: new.source_id.or(before.source_id),
        custom: new.custom,
        created_at: if given("created_on") { new.created_at } else { before.created_at },
        ..before.clone()
    };
    if given("expected_close_on") {
        after.expected_close_on = new.expected_close_on;
    }
    if moved {
        (after.pipeline_id, after.stage_id, after.status) = (new.pipeline_id, new.stage_id, new.status);
        (after.stage_entered_at, after.closed_at) = (new.stage_entered_at, new.closed_at);
        (after.probability, after.forecast_category_id) = (new.probability, new.forecast_category_id);
        (after.loss_reason_id, after.rank) = (new.loss_reason_id, new.rank);
    }
    after
}

/// Saves what a row says now of a deal that was imported before. What the mapping does not name stays as it is.
async fn save(
    tx: &mut Tx,
    chunk: &mut Chunk<'_>,
    row: &Row,
    (before, mut arrival): (Deal, Arrival),
) -> Result<Taken> {
    let id = before.id.0;
    let mut after = as_said(chunk, row, (&before, arrival.deal.clone()));
    let moved = before.stage_id != after.stage_id;
    let line = arrival.lines.pop();
    let fate = lines::fate(tx, (&before, &mut after), line).await?;
    check_by(&chunk.world.fields, FieldSubject::Deal, Some(&before), &after)?;
    if same(&before, &after)? && matches!(fate, Fate::Stays) {
        return Ok(Taken::Same(id));
    }
    if moved {
        let lines = if let Fate::Added(line) = &fate { vec![(**line).clone()] } else { Vec::new() };
        let arrival = Arrival { deal: after.clone(), visits: Vec::new(), brief: None, lines };
        pass_gate(tx, chunk, (Some(before.stage_id), &arrival)).await?;
    }
    accounts::add_named(tx, chunk, row, after.account_id.map(|id| id.0)).await?;
    if !chunk.dry_run() {
        lines::write(tx, &before, fate).await?;
        if before == after {
            return Ok(Taken::Updated(id));
        }
        let (audience, waits) = deal_store::audience_and_entry(tx, before.id).await?;
        tx.save(&before, &mut after).await?;
        if moved {
            deal_store::change_visit(tx, &after).await?;
            follow_status(tx, &after).await?;
        }
        let kind = if moved { "deal.stage_changed" } else { "deal.changed" };
        let heard_after = deal_store::audience(tx, before.id).await?;
        let news = news(kind, &after).changing(&before, &after);
        tx.emit(news.heard_by(Some(audience), Some(heard_after)));
        if waits {
            entry::followed(tx, &before, &after).await?;
        }
    }
    Ok(Taken::Updated(id))
}

/// The deal has what its stage asks for when it was not there before.
async fn pass_gate(
    tx: &mut Tx,
    chunk: &Chunk<'_>,
    (from, arrival): (Option<Id<Stage>>, &Arrival),
) -> Result<()> {
    let stage = |id: Id<Stage>| chunk.world.stages.iter().find(|stage| stage.id == id);
    let deal = &arrival.deal;
    match (from.and_then(stage), stage(deal.stage_id)) {
        (from, Some(to)) if gate::rules::applies(from, to) => {
            let account = deal.account_id.and_then(|id| chunk.world.accounts.get(&id.0));
            let (brief, lines) = (arrival.brief.as_ref(), arrival.lines.as_slice());
            let entering = Entering { deal, brief, account, lines };
            // What an import brings has been there before: it asks nobody.
            gate::actions::pass(tx, entering, to, Override::default()).await.map(drop)
        }
        _ => Ok(()),
    }
}

/// Whether nothing differs that anybody would see: 10 and 10.00 are the same amount.
fn same(before: &Deal, after: &Deal) -> Result<bool> {
    deal_rules::check_deal(after)?;
    Ok::<_, Error>(before == after)
}
