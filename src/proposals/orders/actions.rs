//! What a person can do with orders. Whoever sees the deal may.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::entity::Entity as _;
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::set_text;
use crate::deals;
use crate::deals::change::news_on;
use crate::deals::lines::model::DealLine;
use crate::deals::lines::rules::{nth, tax};
use crate::deals::model::Deal;
use crate::live::event::{News, SubjectKind};
use crate::proposals::lines::model::ProposalLine;
use crate::proposals::lines::store as line_store;
use crate::proposals::model::Proposal;
use crate::proposals::orders::input::{CreateOrderInput, UpdateOrderInput};
use crate::proposals::orders::model::{Order, OrderLine, OrderStatus};
use crate::proposals::orders::rules;
use crate::proposals::rules as proposal_rules;
use crate::proposals::store;
use crate::team;
use chrono::Datelike as _;
use rust_decimal::Decimal;

/// Makes an order from an accepted proposal, or from the deal's lines.
pub async fn create_order(tx: &mut Tx, input: CreateOrderInput) -> Result<Order> {
    tx.require(Role::Rep)?;
    let deal: Deal = list::get_for_update(tx, input.deal_id).await.map_err(|error| error.at("dealId"))?;
    let Some(id) = input.proposal_id else {
        let lines = deals::lines::store::of_deal(tx, deal.id).await?;
        if lines.is_empty() {
            let message = "The deal has no lines: add what is ordered, or name an accepted proposal.";
            return Err(Refusal::at(RefusalCode::Required, "dealId", message).into());
        }
        let order = order(tx, &deal, (None, &deal.currency), input.note);
        let lines = lines.iter().enumerate().map(|(index, line)| of_deal(&order, (line, index))).collect();
        return insert(tx, &deal, order, lines).await;
    };
    let proposal = store::lock(tx, id).await.map_err(|error| error.at("proposalId"))?;
    if proposal.deal_id != deal.id {
        return Err(Error::NotFound(Proposal::NAME).at("proposalId"));
    }
    proposal_rules::check_orderable(&proposal)?;
    let lines = line_store::of_proposal(tx, proposal.id).await?;
    from_proposal(tx, &deal, (&proposal, &lines), input.note).await
}

/// Makes an order from an accepted proposal; the deal's row is locked.
pub async fn from_proposal(
    tx: &mut Tx,
    deal: &Deal,
    (proposal, lines): (&Proposal, &[ProposalLine]),
    note: Option<String>,
) -> Result<Order> {
    let order = order(tx, deal, (Some(proposal.id), &proposal.currency), note);
    let line = |(index, line)| of_proposal(&order, proposal, (line, index));
    let lines = lines.iter().enumerate().map(line).collect();
    insert(tx, deal, order, lines).await
}

fn order(
    tx: &Tx,
    deal: &Deal,
    (proposal_id, currency): (Option<Id<Proposal>>, &str),
    note: Option<String>,
) -> Order {
    Order {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        number: String::new(),
        deal_id: deal.id,
        proposal_id,
        status: OrderStatus::Open,
        currency: currency.to_owned(),
        net: Decimal::ZERO,
        tax: Decimal::ZERO,
        note: tidy(note),
        fulfilled_at: None,
        cancelled_at: None,
        cancel_reason: None,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    }
}

fn of_deal(order: &Order, (line, index): (&DealLine, usize)) -> OrderLine {
    OrderLine {
        workspace_id: order.workspace_id,
        id: Id::new(),
        deal_id: order.deal_id,
        order_id: order.id,
        product_id: line.product_id,
        description: line.description.clone(),
        position: nth(index),
        quantity: line.quantity,
        unit_price: line.unit_price,
        discount_percent: line.discount_percent,
        tax_percent: line.tax_percent,
        total: line.total,
        tax: line.tax,
    }
}

fn of_proposal(order: &Order, proposal: &Proposal, (line, index): (&ProposalLine, usize)) -> OrderLine {
    let total = proposal_rules::net(line, proposal.discount_percent);
    OrderLine {
        workspace_id: order.workspace_id,
        id: Id::new(),
        deal_id: order.deal_id,
        order_id: order.id,
        product_id: line.product_id,
        description: line.description.clone(),
        position: nth(index),
        quantity: line.quantity,
        unit_price: line.unit_price,
        discount_percent: proposal_rules::both(line.discount_percent, proposal.discount_percent),
        tax_percent: line.tax_percent,
        total,
        tax: tax(total, line.tax_percent),
    }
}

async fn insert(tx: &mut Tx, deal: &Deal, mut order: Order, lines: Vec<OrderLine>) -> Result<Order> {
    rules::total_up(&mut order, &lines);
    rules::check_order(&order)?;
    let workspace = team::store::workspace(tx).await?;
    let year = proposal_rules::today(&workspace.time_zone, tx.now).year();
    let count = store::next_number(tx, "order", year).await?;
    order.number = proposal_rules::number('O', year, count);
    tx.insert(&order).await?;
    tx.insert_all(&lines).await?;
    let news = news(tx, deal, "order.created", &order).await?;
    tx.emit(news.creating(&order));
    Ok(order)
}

/// Changes an order's note and where it stands.
pub async fn update_order(tx: &mut Tx, input: UpdateOrderInput) -> Result<Order> {
    tx.require(Role::Rep)?;
    let found: Order = list::get(tx, input.id).await?;
    let deal: Deal = list::get_for_update(tx, found.deal_id).await?;
    let before: Order = list::get_for_update(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    set_text(&mut after.note, input.note);
    rules::go(&mut after, (input.status, input.cancel_reason), tx.now)?;
    rules::check_order(&after)?;
    if tx.save(&before, &mut after).await? {
        let news = news(tx, &deal, "order.changed", &after).await?;
        tx.emit(news.changing(&before, &after));
    }
    Ok(after)
}

async fn news(tx: &mut Tx, deal: &Deal, kind: &'static str, order: &Order) -> Result<News> {
    news_on(tx, deal, kind, (SubjectKind::Order, order.id.0, order.version)).await
}
