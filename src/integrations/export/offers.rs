//! The columns of proposals, orders and contract packages. What their deal tells is under `deal.`, as in the API.

use crate::api::loaders::Asking;
use crate::app::error::Result;
use crate::db::id::Id;
use crate::db::list::{Listing, Page};
use crate::deals::model::Deal;
use crate::fields::model::FieldSubject;
use crate::fields::values::Custom;
use crate::integrations::export::around::{Around, Refers, full_name};
use crate::integrations::export::cells::Cell;
use crate::integrations::export::columns::{Column, Exported};
use crate::proposals::model::{Proposal, ProposalFilter, ProposalOrder};
use crate::proposals::orders::model::{Order, OrderFilter, OrderOrder};
use crate::proposals::packages::model::{ContractPackage, ContractPackageFilter, ContractPackageOrder};

/// A column as its key, its label, whether it is usual, and its cell.
const fn column<R>(
    key: &'static str,
    label: &'static str,
    usual: bool,
    cell: fn(&R, &Around) -> Cell,
) -> Column<R> {
    Column { key, label, usual, cell }
}

/// What the deal is called.
fn deal(id: Id<Deal>, around: &Around) -> Cell {
    Cell::text(around.deal(Some(id)).map(|deal| deal.name.as_str()))
}

/// What the deal's account is called.
fn account(id: Id<Deal>, around: &Around) -> Cell {
    let account = around.account(around.deal(Some(id)).and_then(|deal| deal.account_id));
    Cell::text(account.map(|account| account.name.as_str()))
}

/// Whose the deal is.
fn owner(id: Id<Deal>, around: &Around) -> Cell {
    around.person(around.deal(Some(id)).map(|deal| deal.owner_id))
}

#[rustfmt::skip] // one column a line
const PROPOSALS: &[Column<Proposal>] = &[
    column("id", "Id", false, |x, _| Cell::Text(x.id.to_string())),
    column("number", "Number", true, |x, _| Cell::text(Some(&x.number))),
    column("revision", "Revision", true, |x, _| Cell::number(Some(x.revision))),
    column("deal.name", "Deal", true, |x, a| deal(x.deal_id, a)),
    column("deal.account.name", "Account", true, |x, a| account(x.deal_id, a)),
    column("deal.owner.name", "Owner", true, |x, a| owner(x.deal_id, a)),
    column("status", "Status", true, |x, _| Cell::text(Some(x.status.as_str()))),
    column("contact.name", "Contact", true, |x, a| Cell::text(a.contact(x.contact_id).map(full_name).as_deref())),
    column("language", "Language", false, |x, _| Cell::text(Some(&x.language))),
    column("subtotal", "Subtotal", false, |x, _| Cell::number(Some(x.subtotal))),
    column("discountPercent", "Discount in percent", false, |x, _| Cell::number(Some(x.discount_percent))),
    column("discount", "Discount", false, |x, _| Cell::number(Some(x.subtotal - x.net))),
    column("net", "Net", true, |x, _| Cell::number(Some(x.net))),
    column("tax", "Tax", true, |x, _| Cell::number(Some(x.tax))),
    column("total", "Total", true, |x, _| Cell::number(Some(x.net + x.tax))),
    column("currency", "Currency", true, |x, _| Cell::text(Some(&x.currency))),
    column("highestDiscountPercent", "Highest discount in percent", false, |x, _| Cell::number(Some(x.highest_discount_percent))),
    column("margin", "Margin in percent", false, |x, _| Cell::number(x.margin)),
    column("validUntil", "Valid until", true, |x, _| Cell::Day(x.valid_until)),
    column("submittedAt", "Submitted", false, |x, a| a.at(x.submitted_at)),
    column("sentAt", "Sent", true, |x, a| a.at(x.sent_at)),
    column("sentBy", "Sent by", false, |x, a| a.person(x.sent_by)),
    column("decidedAt", "Decided", true, |x, a| a.at(x.decided_at)),
    column("declineReason", "Reason for declining", false, |x, _| Cell::text(x.decline_reason.as_deref())),
    column("intro", "Text above the lines", false, |x, _| Cell::text(x.intro.as_deref())),
    column("terms", "Text below the lines", false, |x, _| Cell::text(x.terms.as_deref())),
    column("archived", "Archived", false, |x, _| Cell::Bool(x.archived)),
    column("createdAt", "Created", true, |x, a| a.at(Some(x.created_at))),
    column("createdBy", "Created by", false, |x, a| a.person(x.created_by)),
    column("updatedAt", "Changed", false, |x, a| a.at(Some(x.updated_at))),
    column("updatedBy", "Changed by", false, |x, a| a.person(x.updated_by)),
];

impl Exported for Proposal {
    type Filter = ProposalFilter;
    type Order = ProposalOrder;
    const COLUMNS: &'static [Column<Self>] = PROPOSALS;
    const SUBJECT: Option<FieldSubject> = Some(FieldSubject::Proposal);

    fn listed(
        asking: &Asking,
        asked: (Option<&ProposalFilter>, &[ProposalOrder], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>> {
        crate::proposals::graphql::listed(asking, asked, page)
    }

    fn refers(&self) -> Refers {
        Refers {
            deals: vec![self.deal_id.0],
            contacts: self.contact_id.iter().map(|id| id.0).collect(),
            ..Refers::default()
        }
    }

    fn custom(&self) -> Option<&Custom> {
        Some(&self.custom)
    }
}

#[rustfmt::skip] // one column a line
const ORDERS: &[Column<Order>] = &[
    column("id", "Id", false, |x, _| Cell::Text(x.id.to_string())),
    column("number", "Number", true, |x, _| Cell::text(Some(&x.number))),
    column("deal.name", "Deal", true, |x, a| deal(x.deal_id, a)),
    column("deal.account.name", "Account", true, |x, a| account(x.deal_id, a)),
    column("deal.owner.name", "Owner", true, |x, a| owner(x.deal_id, a)),
    column("proposal.number", "Proposal", true, |x, a| Cell::text(a.proposal(x.proposal_id).map(|x| x.number.as_str()))),
    column("status", "Status", true, |x, _| Cell::text(Some(x.status.as_str()))),
    column("net", "Net", true, |x, _| Cell::number(Some(x.net))),
    column("tax", "Tax", true, |x, _| Cell::number(Some(x.tax))),
    column("total", "Total", true, |x, _| Cell::number(Some(x.net + x.tax))),
    column("currency", "Currency", true, |x, _| Cell::text(Some(&x.currency))),
    column("note", "Note", true, |x, _| Cell::text(x.note.as_deref())),
    column("fulfilledAt", "Fulfilled", true, |x, a| a.at(x.fulfilled_at)),
    column("cancelledAt", "Cancelled", false, |x, a| a.at(x.cancelled_at)),
    column("cancelReason", "Reason for cancelling", false, |x, _| Cell::text(x.cancel_reason.as_deref())),
    column("createdAt", "Created", true, |x, a| a.at(Some(x.created_at))),
    column("createdBy", "Created by", false, |x, a| a.person(x.created_by)),
    column("updatedAt", "Changed", false, |x, a| a.at(Some(x.updated_at))),
    column("updatedBy", "Changed by", false, |x, a| a.person(x.updated_by)),
];

impl Exported for Order {
    type Filter = OrderFilter;
    type Order = OrderOrder;
    const COLUMNS: &'static [Column<Self>] = ORDERS;
    const SUBJECT: Option<FieldSubject> = None;

    fn listed(
        asking: &Asking,
        asked: (Option<&OrderFilter>, &[OrderOrder], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>> {
        crate::proposals::orders::graphql::listed(asking, asked, page)
    }

    fn refers(&self) -> Refers {
        Refers {
            deals: vec![self.deal_id.0],
            proposals: self.proposal_id.iter().map(|id| id.0).collect(),
            ..Refers::default()
        }
    }

    fn custom(&self) -> Option<&Custom> {
        None
    }
}

#[rustfmt::skip] // one column a line
const PACKAGES: &[Column<ContractPackage>] = &[
    column("id", "Id", false, |x, _| Cell::Text(x.id.to_string())),
    column("name", "Name", true, |x, _| Cell::text(Some(&x.name))),
    column("deal.name", "Deal", true, |x, a| deal(x.deal_id, a)),
    column("deal.account.name", "Account", true, |x, a| account(x.deal_id, a)),
    column("deal.owner.name", "Owner", true, |x, a| owner(x.deal_id, a)),
    column("status", "Status", true, |x, _| Cell::text(Some(x.status.as_str()))),
    column("note", "Note", true, |x, _| Cell::text(x.note.as_deref())),
    column("submittedAt", "Submitted", true, |x, a| a.at(x.submitted_at)),
    column("submittedBy", "Submitted by", false, |x, a| a.person(x.submitted_by)),
    column("signedOn", "Signed", true, |x, _| x.signed_on.map_or(Cell::Empty, Cell::Day)),
    column("signedAt", "Recorded as signed", false, |x, a| a.at(x.signed_at)),
    column("signedBy", "Recorded as signed by", false, |x, a| a.person(x.signed_by)),
    column("cancelReason", "Reason for cancelling", false, |x, _| Cell::text(x.cancel_reason.as_deref())),
    column("createdAt", "Created", true, |x, a| a.at(Some(x.created_at))),
    column("createdBy", "Created by", false, |x, a| a.person(x.created_by)),
    column("updatedAt", "Changed", false, |x, a| a.at(Some(x.updated_at))),
    column("updatedBy", "Changed by", false, |x, a| a.person(x.updated_by)),
];

impl Exported for ContractPackage {
    type Filter = ContractPackageFilter;
    type Order = ContractPackageOrder;
    const COLUMNS: &'static [Column<Self>] = PACKAGES;
    const SUBJECT: Option<FieldSubject> = None;

    fn listed(
        asking: &Asking,
        asked: (Option<&ContractPackageFilter>, &[ContractPackageOrder], Option<&str>),
        page: Page,
    ) -> Result<Listing<Self>> {
        crate::proposals::packages::graphql::listed(asking, asked, page)
    }

    fn refers(&self) -> Refers {
        Refers { deals: vec![self.deal_id.0], ..Refers::default() }
    }

    fn custom(&self) -> Option<&Custom> {
        None
    }
}
