//! What a person can do with the lines of a draft. Whoever sees the deal may.

use crate::app::actor::Role;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::catalogue::products;
use crate::catalogue::products::model::Product;
use crate::db::entity::{Entity as _, Versioned as _};
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::set;
use crate::deals::change::part_news;
use crate::deals::lines::actions::sold;
use crate::deals::lines::rules::{Given, Terms, between, nth};
use crate::deals::model::Deal;
use crate::live::event::{Audience, News, SubjectKind};
use crate::proposals::change::Change;
use crate::proposals::lines::input::{
    AddProposalLineInput, MoveProposalLineInput, RemoveProposalLineInput, UpdateProposalLineInput,
};
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::lines::store;
use crate::proposals::model::Proposal;
use crate::proposals::rules::{self, Step};
use rust_decimal::Decimal;

/// Adds a line; the proposal's totals follow.
pub async fn add_proposal_line(tx: &mut Tx, input: AddProposalLineInput) -> Result<ProposalLine> {
    tx.require(Role::Rep)?;
    let begun = Change::begin(tx, input.proposal_id, None).await;
    let mut change = begun.map_err(|error| error.at("proposalId"))?;
    edit(&mut change, "proposalId")?;
    let present = store::of_proposal(tx, change.proposal.id).await?;
    if present.len() >= rules::MOST {
        let message = format!("A proposal has at most {} lines; take some off first.", rules::MOST);
        return Err(Refusal::at(RefusalCode::TooLong, "proposalId", message).into());
    }
    let index = match input.after_id {
        Some(id) => below(&present, id)?,
        None => present.len(),
    };
    let product = match input.product_id {
        Some(id) => Some(sold(tx, id).await?),
        None => None,
    };
    let mut line = line(tx, &change.proposal, (input, product))?;
    line.position = place(tx, &change, &present, index).await?;
    tx.insert(&line).await?;
    tell_added(tx, (&change.deal, &change.audience), &line);
    follow(tx, change).await?;
    Ok(line)
}

/// What is asked for; what is left out comes from the product.
fn line(
    tx: &Tx,
    proposal: &Proposal,
    (input, product): (AddProposalLineInput, Option<Product>),
) -> Result<ProposalLine> {
    let given = Given {
        description: input.description,
        quantity: input.quantity,
        unit_price: input.unit_price,
        discount_percent: input.discount_percent,
        tax_percent: input.tax_percent,
    };
    let mut terms = given.terms(product.as_ref(), &proposal.currency)?;
    let total = terms.check(None)?;
    let id = Id::new();
    Ok(ProposalLine {
        workspace_id: proposal.workspace_id,
        id,
        deal_id: proposal.deal_id,
        proposal_id: proposal.id,
        origin_id: id,
        product_id: input.product_id,
        description: terms.description,
        position: 0,
        quantity: terms.quantity,
        unit_price: terms.unit_price,
        unit_cost: cost(product.as_ref(), proposal),
        discount_percent: terms.discount_percent,
        tax_percent: terms.tax_percent,
        total,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    })
}

fn cost(product: Option<&Product>, proposal: &Proposal) -> Option<Decimal> {
    product.and_then(|product| products::rules::cost(product, &proposal.currency))
}

/// The place below a line.
fn below(present: &[ProposalLine], id: Id<ProposalLine>) -> Result<usize> {
    let above = present.iter().position(|line| line.id == id);
    above.map(|above| above + 1).ok_or_else(|| Error::NotFound(ProposalLine::NAME).at("afterId"))
}

/// A place for a line between others; where there is no room, they are all placed anew.
async fn place(tx: &mut Tx, change: &Change, present: &[ProposalLine], index: usize) -> Result<i32> {
    let above = index.checked_sub(1).and_then(|above| present.get(above)).map(|line| line.position);
    if let Some(place) = between(above, present.get(index).map(|line| line.position)) {
        return Ok(place);
    }
    for (at, before) in present.iter().enumerate() {
        let position = nth(if at < index { at } else { at + 1 });
        save(tx, change, (before, &mut ProposalLine { position, ..before.clone() })).await?;
    }
    Ok(nth(index))
}

/// Only a draft's lines change.
fn edit(change: &mut Change, field: &str) -> Result<()> {
    change.step(Step::Edit).map_err(|error| match error {
        Error::Refused(refusals) => Error::Refused(
            refusals.into_iter().map(|refusal| Refusal { path: vec![field.to_owned()], ..refusal }).collect(),
        ),
        other => other,
    })
}

/// Locks a line's deal and proposal, then the line: always in this order, so that no two changes wait for each other.
async fn lock(
    tx: &mut Tx,
    id: Id<ProposalLine>,
    expected_version: Option<i32>,
) -> Result<(Change, ProposalLine)> {
    tx.require(Role::Rep)?;
    let found: ProposalLine = list::get(tx, id).await?;
    let mut change = Change::begin(tx, found.proposal_id, None).await?;
    let line: ProposalLine = list::get_for_update(tx, id).await?;
    tx.check_version(&line, expected_version).await?;
    edit(&mut change, "id")?;
    Ok((change, line))
}

/// Changes a line; the proposal's totals follow.
pub async fn update_proposal_line(tx: &mut Tx, input: UpdateProposalLineInput) -> Result<ProposalLine> {
    let (change, before) = lock(tx, input.id, input.expected_version).await?;
    let mut after = before.clone();
    let chosen = !input.product_id.is_undefined();
    set(&mut after.product_id, input.product_id);
    if chosen {
        let product = match after.product_id {
            Some(id) if before.product_id == Some(id) => Some(list::get::<Product>(tx, id).await?),
            Some(id) => Some(sold(tx, id).await?),
            None => None,
        };
        after.unit_cost = cost(product.as_ref(), &change.proposal);
    }
    let mut terms = Terms {
        description: input.description.map_or(after.description, |text| text.trim().to_owned()),
        quantity: input.quantity.unwrap_or(after.quantity),
        unit_price: input.unit_price.unwrap_or(after.unit_price),
        discount_percent: input.discount_percent.unwrap_or(after.discount_percent),
        tax_percent: input.tax_percent.unwrap_or(after.tax_percent),
    };
    after.total = terms.check(Some(before.discount_percent))?;
    after.description = terms.description;
    after.quantity = terms.quantity;
    after.unit_price = terms.unit_price;
    after.discount_percent = terms.discount_percent;
    after.tax_percent = terms.tax_percent;
    if save(tx, &change, (&before, &mut after)).await? {
        follow(tx, change).await?;
    }
    Ok(after)
}

/// Puts a line in another place. What the proposal comes to does not change.
pub async fn move_proposal_line(tx: &mut Tx, input: MoveProposalLineInput) -> Result<ProposalLine> {
    let (change, before) = lock(tx, input.id, input.expected_version).await?;
    let all = store::of_proposal(tx, change.proposal.id).await?;
    let others: Vec<ProposalLine> = all.iter().filter(|line| line.id != before.id).cloned().collect();
    let index = match input.after_id {
        Some(id) => below(&others, id)?,
        None => 0,
    };
    if all.get(index).is_some_and(|line| line.id == before.id) {
        return Ok(before);
    }
    let position = place(tx, &change, &others, index).await?;
    let mut after = ProposalLine { position, ..before.clone() };
    save(tx, &change, (&before, &mut after)).await?;
    follow(tx, change).await?;
    Ok(after)
}

/// Takes a line off its draft; the proposal's totals follow.
pub async fn remove_proposal_line(tx: &mut Tx, input: RemoveProposalLineInput) -> Result<ProposalLine> {
    let (change, line) = lock(tx, input.id, input.expected_version).await?;
    store::delete(tx, line.id).await?;
    // The version of the removal: later than any that was seen.
    let mut gone = line.clone();
    gone.touch(tx.now, tx.by());
    let on = (&change.deal, &change.audience);
    tx.emit(news("proposal_line.removed", on, &gone).removing(&line));
    follow(tx, change).await?;
    Ok(line)
}

async fn save(
    tx: &mut Tx,
    change: &Change,
    (before, after): (&ProposalLine, &mut ProposalLine),
) -> Result<bool> {
    let saved = tx.save(before, after).await?;
    if saved {
        let on = (&change.deal, &change.audience);
        tx.emit(news("proposal_line.changed", on, after).changing(before, after));
    }
    Ok(saved)
}

/// Works out anew what the proposal comes to, and counts a version of it.
async fn follow(tx: &mut Tx, mut change: Change) -> Result<Proposal> {
    let lines = store::of_proposal(tx, change.proposal.id).await?;
    rules::total_up(&mut change.proposal, &lines);
    change.save_counted(tx).await
}

/// Tells a new line.
pub fn tell_added(tx: &mut Tx, on: (&Deal, &Audience), line: &ProposalLine) {
    tx.emit(news("proposal_line.added", on, line).creating(line));
}

fn news(kind: &'static str, (deal, audience): (&Deal, &Audience), line: &ProposalLine) -> News {
    part_news(kind, deal, (SubjectKind::ProposalLine, line.id.0, line.version), audience.clone())
}
