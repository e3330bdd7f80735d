//! Making proposals: new ones with the deal's lines, and new revisions of old ones.

use crate::accounts::actions::contact_named;
use crate::accounts::model::Contact;
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::catalogue::products;
use crate::catalogue::products::model::Product;
use crate::db::id::Id;
use crate::db::list;
use crate::deals;
use crate::deals::lines::model::DealLine;
use crate::deals::model::Deal;
use crate::documents::settings;
use crate::documents::settings::model::ProposalSettings;
use crate::fields;
use crate::fields::model::FieldSubject;
use crate::fields::values::Custom;
use crate::live::event::Audience;
use crate::proposals::change::{Change, news};
use crate::proposals::input::{CreateProposalInput, ReviseProposalInput};
use crate::proposals::lines::actions::tell_added;
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::lines::store as line_store;
use crate::proposals::model::{Proposal, ProposalStatus};
use crate::proposals::rules::{self, Step};
use crate::proposals::store;
use crate::team;
use crate::team::model::Workspace;
use crate::team::rules::LOCALES;
use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Makes a proposal on an open deal, with the deal's lines.
pub async fn create_proposal(tx: &mut Tx, input: CreateProposalInput) -> Result<Proposal> {
    tx.require(Role::Rep)?;
    let deal: Deal = list::get_for_update(tx, input.deal_id).await.map_err(|error| error.at("dealId"))?;
    rules::check_open(&deal)?;
    let workspace = team::store::workspace(tx).await?;
    let contact = contact_of(tx, &deal, input.contact_id).await?;
    let today = rules::today(&workspace.time_zone, tx.now);
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let begin = settings::store::find(tx.conn(), (&viewer, now)).await?;
    let custom = fields::actions::fill_new(tx, FieldSubject::Proposal, input.custom.clone()).await?;
    let mut proposal = draft(tx, (&deal, contact, &workspace, begin.as_ref()), input, today);
    proposal.custom = custom;
    rules::check_proposal(&mut proposal)?;
    let sold = deals::lines::store::of_deal(tx, deal.id).await?;
    let costs = costs(tx, &sold, &deal.currency).await?;
    let lines: Vec<ProposalLine> = sold.iter().map(|line| copied(tx, &proposal, line, &costs)).collect();
    rules::total_up(&mut proposal, &lines);
    let audience = deals::store::audience(tx, deal.id).await?;
    let count = store::next_number(tx, "proposal", today.year()).await?;
    proposal.number = rules::number('P', today.year(), count);
    insert(tx, (&deal, &audience), &proposal, &lines).await?;
    Ok(proposal)
}

/// Whom a proposal is for: the contact named, or the deal's primary one.
async fn contact_of(tx: &mut Tx, deal: &Deal, named: Option<Id<Contact>>) -> Result<Option<Contact>> {
    match named.or(deal.primary_contact_id) {
        Some(id) => contact_named(tx, "contactId", id).await.map(Some),
        None => Ok(None),
    }
}

fn draft(
    tx: &Tx,
    (deal, contact, workspace, begin): (&Deal, Option<Contact>, &Workspace, Option<&ProposalSettings>),
    input: CreateProposalInput,
    today: NaiveDate,
) -> Proposal {
    let days = begin.map_or(settings::rules::VALID_DAYS, |begin| begin.valid_days);
    let spoken = contact.as_ref().and_then(|contact| contact.language.clone());
    let spoken = spoken.filter(|language| LOCALES.contains(&language.as_str()));
    Proposal {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        number: String::new(),
        revision: 1,
        deal_id: deal.id,
        status: ProposalStatus::Draft,
        contact_id: contact.map(|contact| contact.id),
        language: input.language.or(spoken).unwrap_or_else(|| workspace.locale.clone()),
        currency: deal.currency.clone(),
        discount_percent: input.discount_percent.unwrap_or(Decimal::ZERO),
        subtotal: Decimal::ZERO,
        net: Decimal::ZERO,
        tax: Decimal::ZERO,
        highest_discount_percent: Decimal::ZERO,
        margin: None,
        valid_until: input.valid_until.map_or_else(|| rules::valid_until(today, days), |day| day.0),
        intro: tidy(input.intro.or_else(|| begin.and_then(|begin| begin.intro.clone()))),
        terms: tidy(input.terms.or_else(|| begin.and_then(|begin| begin.terms.clone()))),
        previous_id: None,
        approved_hash: None,
        submitted_at: None,
        sent_at: None,
        sent_by: None,
        decided_at: None,
        decline_reason: None,
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        custom: Custom::default(),
    }
}

/// What one unit of each product on the lines costs the company, as far as that is known.
async fn costs(tx: &mut Tx, lines: &[DealLine], currency: &str) -> Result<HashMap<Id<Product>, Decimal>> {
    let ids: Vec<_> = lines.iter().filter_map(|line| line.product_id.map(|id| id.0)).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let known: Vec<Product> = list::by_ids(tx.conn(), (&viewer, now), ids).await?;
    let cost = |product: &Product| Some((product.id, products::rules::cost(product, currency)?));
    Ok(known.iter().filter_map(cost).collect())
}

/// A line of the deal as one of a proposal.
fn copied(
    tx: &Tx,
    proposal: &Proposal,
    line: &DealLine,
    costs: &HashMap<Id<Product>, Decimal>,
) -> ProposalLine {
    let id = Id::new();
    ProposalLine {
        workspace_id: proposal.workspace_id,
        id,
        deal_id: proposal.deal_id,
        proposal_id: proposal.id,
        origin_id: id,
        product_id: line.product_id,
        description: line.description.clone(),
        position: line.position,
        quantity: line.quantity,
        unit_price: line.unit_price,
        unit_cost: line.product_id.and_then(|id| costs.get(&id).copied()),
        discount_percent: line.discount_percent,
        tax_percent: line.tax_percent,
        total: line.total,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    }
}

async fn insert(
    tx: &mut Tx,
    (deal, audience): (&Deal, &Audience),
    proposal: &Proposal,
    lines: &[ProposalLine],
) -> Result<()> {
    tx.insert(proposal).await?;
    tx.insert_all(lines).await?;
    tx.emit(news("proposal.created", (deal, audience), proposal).creating(proposal));
    lines.iter().for_each(|line| tell_added(tx, (deal, audience), line));
    Ok(())
}

/// Puts a new draft in the place of a proposal: the same number, the next revision, the same lines.
pub async fn revise_proposal(tx: &mut Tx, input: ReviseProposalInput) -> Result<Proposal> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    change.step(Step::Revise)?;
    let (deal, audience) = (change.deal.clone(), change.audience.clone());
    let old = change.save(tx, "proposal.superseded").await?;
    let workspace = team::store::workspace(tx).await?;
    let today = rules::today(&workspace.time_zone, tx.now);
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let begin = settings::store::find(tx.conn(), (&viewer, now)).await?;
    let days = begin.map_or(settings::rules::VALID_DAYS, |begin| begin.valid_days);
    let mut proposal = Proposal {
        id: Id::new(),
        revision: old.revision + 1,
        status: ProposalStatus::Draft,
        valid_until: if old.valid_until < today { rules::valid_until(today, days) } else { old.valid_until },
        previous_id: Some(old.id),
        approved_hash: None,
        submitted_at: None,
        sent_at: None,
        sent_by: None,
        decided_at: None,
        decline_reason: None,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        ..old.clone()
    };
    let again = |line: ProposalLine| ProposalLine {
        id: Id::new(),
        proposal_id: proposal.id,
        version: 1,
        created_at: proposal.created_at,
        created_by: proposal.created_by,
        updated_at: proposal.updated_at,
        updated_by: proposal.updated_by,
        ..line
    };
    let lines = line_store::of_proposal(tx, old.id).await?;
    let lines: Vec<ProposalLine> = lines.into_iter().map(again).collect();
    rules::total_up(&mut proposal, &lines);
    insert(tx, (&deal, &audience), &proposal, &lines).await?;
    Ok(proposal)
}
