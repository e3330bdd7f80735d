//! What an order must be, and where it can go.

use crate::app::checks::{Checks, tidy};
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::proposals::orders::model::{Order, OrderLine, OrderStatus};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

/// Makes the order's amounts the sums of its lines'.
pub fn total_up(order: &mut Order, lines: &[OrderLine]) {
    order.net = lines.iter().fold(Decimal::new(0, 2), |sum, line| sum + line.total);
    order.tax = lines.iter().fold(Decimal::new(0, 2), |sum, line| sum + line.tax);
}

/// Checks every field of an order.
pub fn check_order(order: &Order) -> Result<()> {
    let mut checks = Checks::default();
    checks.text("note", order.note.as_deref(), 5_000);
    checks.text("cancelReason", order.cancel_reason.as_deref(), 1_000);
    checks.done()
}

/// Puts an order where it is to stand.
///
/// # Errors
/// Refused from fulfilled to cancelled and back, without a reason for cancelling, and with one for anything else.
pub fn go(
    order: &mut Order,
    (status, reason): (Option<OrderStatus>, Option<String>),
    now: DateTime<Utc>,
) -> Result<()> {
    let (from, to) = (order.status, status.unwrap_or(order.status));
    if from != to && from != OrderStatus::Open && to != OrderStatus::Open {
        let message = "Open it again first: only an open order is fulfilled or cancelled.";
        return Err(Refusal::at(RefusalCode::Invalid, "status", message).into());
    }
    order.status = to;
    if from != to {
        order.fulfilled_at = (to == OrderStatus::Fulfilled).then_some(now);
        order.cancelled_at = (to == OrderStatus::Cancelled).then_some(now);
    }
    let reason = tidy(reason);
    if to == OrderStatus::Cancelled {
        order.cancel_reason = reason.or_else(|| order.cancel_reason.take());
        let missing = || Refusal::at(RefusalCode::Required, "cancelReason", "Say why it is cancelled.");
        return if order.cancel_reason.is_some() { Ok(()) } else { Err(missing().into()) };
    }
    order.cancel_reason = None;
    if reason.is_some() {
        let message = "Only a cancelled order has a reason for it.";
        return Err(Refusal::at(RefusalCode::Invalid, "cancelReason", message).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::id::Id;

    fn order(status: OrderStatus) -> Order {
        Order {
            workspace_id: Id::new(),
            id: Id::new(),
            number: "O-2026-0001".to_owned(),
            deal_id: Id::new(),
            proposal_id: None,
            status,
            currency: "EUR".to_owned(),
            net: Decimal::ZERO,
            tax: Decimal::ZERO,
            note: None,
            fulfilled_at: None,
            cancelled_at: None,
            cancel_reason: (status == OrderStatus::Cancelled).then(|| "Too late".to_owned()),
            version: 1,
            created_at: Default::default(),
            created_by: None,
            updated_at: Default::default(),
            updated_by: None,
        }
    }

    #[test]
    fn an_order_goes_from_open_and_back_and_says_why_it_was_cancelled() {
        use OrderStatus::{Cancelled, Fulfilled, Open};
        for (from, to, reason, refused_at) in [
            (Open, Some(Fulfilled), None, None),
            (Open, Some(Cancelled), Some("No budget"), None),
            (Open, Some(Cancelled), Some(" "), Some("cancelReason")),
            (Open, Some(Fulfilled), Some("No budget"), Some("cancelReason")),
            (Open, None, Some("No budget"), Some("cancelReason")),
            (Fulfilled, Some(Open), None, None),
            (Fulfilled, Some(Cancelled), Some("No budget"), Some("status")),
            (Cancelled, Some(Open), None, None),
            (Cancelled, Some(Fulfilled), None, Some("status")),
            (Cancelled, None, Some("No budget"), None),
            (Cancelled, None, None, None),
        ] {
            let mut order = order(from);
            let now = DateTime::<Utc>::UNIX_EPOCH;
            let gone = go(&mut order, (to, reason.map(str::to_owned)), now);
            let path = match gone {
                Ok(()) => None,
                Err(crate::app::error::Error::Refused(refusals)) => {
                    refusals.first().map(|one| one.path.join("."))
                }
                Err(other) => Some(other.to_string()),
            };
            assert_eq!(path.as_deref(), refused_at, "{from:?} {to:?} {reason:?}");
            if refused_at.is_none() {
                assert_eq!(order.status, to.unwrap_or(from));
                assert_eq!(order.cancel_reason.is_some(), order.status == Cancelled, "{from:?} {to:?}");
                assert_eq!(order.fulfilled_at.is_some(), to == Some(Fulfilled), "{from:?} {to:?}");
            }
        }
    }
}
