//! Tables of cases.

use super::*;
use crate::app::error::Error;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::fields::values::Custom;
use crate::proposals::comparison::{DifferenceKind, fields, lines};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap_or_default()
}

fn proposal(status: ProposalStatus) -> Proposal {
    Proposal {
        workspace_id: Id::new(),
        id: Id::new(),
        number: "P-2026-0007".to_owned(),
        revision: 1,
        deal_id: Id::new(),
        status,
        contact_id: None,
        language: "en".to_owned(),
        currency: "EUR".to_owned(),
        discount_percent: Decimal::ZERO,
        subtotal: Decimal::ZERO,
        net: Decimal::ZERO,
        tax: Decimal::ZERO,
        highest_discount_percent: Decimal::ZERO,
        margin: None,
        valid_until: NaiveDate::default(),
        intro: None,
        terms: None,
        previous_id: None,
        approved_hash: None,
        submitted_at: None,
        sent_at: None,
        sent_by: None,
        decided_at: None,
        decline_reason: None,
        archived: false,
        version: 1,
        created_at: Default::default(),
        created_by: None,
        updated_at: Default::default(),
        updated_by: None,
        custom: Custom::default(),
    }
}

fn line(quantity: &str, price: &str, cost: Option<&str>, discount: &str, rate: &str) -> ProposalLine {
    let id = Id::new();
    let total = worth(&[decimal(quantity), decimal(price)], &[kept(decimal(discount))]);
    ProposalLine {
        workspace_id: Id::new(),
        id,
        deal_id: Id::new(),
        proposal_id: Id::new(),
        origin_id: id,
        product_id: None,
        description: "Chair".to_owned(),
        position: 1024,
        quantity: decimal(quantity),
        unit_price: decimal(price),
        unit_cost: cost.map(decimal),
        discount_percent: decimal(discount),
        tax_percent: decimal(rate),
        total: total.unwrap_or_default(),
        version: 1,
        created_at: Default::default(),
        created_by: None,
        updated_at: Default::default(),
        updated_by: None,
    }
}

#[test]
fn a_proposal_goes_only_where_the_table_says() {
    use ProposalStatus::{
        Accepted, Approved, Declined, Draft, Expired, InApproval, Rejected, Sent, Superseded,
    };
    let allowed = [
        (Draft, Step::Edit, Draft),
        (Draft, Step::Submit, InApproval),
        (InApproval, Step::Grant, Approved),
        (InApproval, Step::Refuse, Rejected),
        (InApproval, Step::Recall, Draft),
        (Approved, Step::Reopen, Draft),
        (Approved, Step::Send, Sent),
        (Approved, Step::Expire, Expired),
        (Approved, Step::Revise, Superseded),
        (Sent, Step::Accept, Accepted),
        (Sent, Step::Decline, Declined),
        (Sent, Step::Expire, Expired),
        (Sent, Step::Revise, Superseded),
        (Rejected, Step::Revise, Superseded),
        (Declined, Step::Revise, Superseded),
        (Expired, Step::Revise, Superseded),
    ];
    let all = [Draft, InApproval, Approved, Sent, Accepted, Declined, Rejected, Expired, Superseded];
    for status in all {
        for one in Step::ALL {
            let expected = allowed.iter().find(|(from, by, _)| (*from, *by) == (status, one));
            let found = step(&proposal(status), one).ok();
            assert_eq!(found, expected.map(|(_, _, to)| *to), "{status:?} {one:?}");
        }
    }
}

#[test]
fn a_refused_step_says_what_can_be_done_and_what_was_put_away_rests() {
    for (status, revision, message) in [
        (ProposalStatus::Draft, 1, "P-2026-0007 is a draft: you can edit it or submit it."),
        (
            ProposalStatus::Sent,
            2,
            "P-2026-0007, revision 2, was sent: you can accept it, decline it or revise it.",
        ),
        (ProposalStatus::Declined, 1, "P-2026-0007 was declined: you can only revise it."),
        (ProposalStatus::Accepted, 1, "P-2026-0007 was accepted: this cannot be done any more."),
    ] {
        let one = Proposal { revision, ..proposal(status) };
        assert_eq!(impossible(&one).message, message);
    }
    let away = Proposal { archived: true, ..proposal(ProposalStatus::Sent) };
    assert!(step(&away, Step::Accept).is_err());
    assert_eq!(step(&away, Step::Expire).ok(), Some(ProposalStatus::Expired), "time goes on");
    assert_eq!(actions(&away), [ProposalAction::Archive]);
    let sent = actions(&proposal(ProposalStatus::Sent));
    let expected =
        [ProposalAction::Accept, ProposalAction::Decline, ProposalAction::Revise, ProposalAction::Archive];
    assert_eq!(sent, expected);
    let accepted = actions(&proposal(ProposalStatus::Accepted));
    assert_eq!(accepted, [ProposalAction::Archive, ProposalAction::Order]);
    assert_eq!(actions(&proposal(ProposalStatus::InApproval)), [ProposalAction::Recall]);
}

#[test]
fn totals_are_to_the_cent_and_each_line_is_rounded_once() {
    let lines = [line("3", "33.35", Some("20"), "10", "19"), line("1", "0.05", Some("0.01"), "50", "0")];
    let mut one = Proposal { discount_percent: decimal("5"), ..proposal(ProposalStatus::Draft) };
    total_up(&mut one, &lines);
    // 90.045 → 90.05 and 0.025 → 0.03; then 85.54275 → 85.54 and 0.02375 → 0.02: not what is left of the totals.
    let found = [one.subtotal, one.net, one.tax, one.highest_discount_percent];
    assert_eq!(found.map(|number| number.to_string()), ["90.08", "85.56", "16.25", "52.5"]);
    assert_eq!(one.margin, Some(decimal("29.86")), "85.56 - 60.01 of 85.56");
    for (lines, header, margin) in [
        (vec![line("1", "10", None, "0", "0")], "0", None),
        (vec![line("1", "10", Some("5"), "0", "0")], "100", None),
        (vec![line("1", "10", Some("15"), "0", "0")], "0", Some("-50.00")),
        (vec![], "0", None),
    ] {
        one.discount_percent = decimal(header);
        total_up(&mut one, &lines);
        assert_eq!(one.margin.map(|margin| margin.to_string()).as_deref(), margin, "{lines:?}");
    }
}

#[test]
fn two_discounts_as_one_come_to_the_same_cent() {
    for (quantity, price, discount, header) in
        [("3", "33.35", "10", "5"), ("7", "19.99", "33.33", "12.34"), ("0.5", "0.01", "0", "99.99")]
    {
        let one = line(quantity, price, None, discount, "0");
        let both = both(decimal(discount), decimal(header));
        assert!(both.scale() <= 6, "{both}");
        let together = worth(&[one.quantity, one.unit_price], &[kept(both)]);
        assert_eq!(together, Some(net(&one, decimal(header))), "{discount} and {header}");
    }
    assert_eq!(both(decimal("10"), decimal("5")).to_string(), "14.5");
}

#[test]
fn the_hash_changes_with_all_that_is_decided_on_and_with_nothing_else() {
    let (one, offered) = (proposal(ProposalStatus::Draft), [line("3", "33.35", Some("20"), "10", "19")]);
    let hash = content_hash(&one, &offered);
    assert_eq!(hash.len(), 64);
    let same = Proposal {
        status: ProposalStatus::Sent,
        version: 9,
        contact_id: Some(Id::new()),
        discount_percent: decimal("0.00"),
        custom: Jsonb([("buyer".to_owned(), "cont_1".into())].into_iter().collect()),
        ..one.clone()
    };
    assert_eq!(content_hash(&same, &offered), hash);
    for other in [
        Proposal { discount_percent: decimal("1"), ..one.clone() },
        Proposal { terms: Some("Net 30".to_owned()), ..one.clone() },
        Proposal { intro: Some("Net 30".to_owned()), ..one.clone() },
        Proposal { valid_until: valid_until(one.valid_until, 30), ..one.clone() },
        Proposal { revision: 2, ..one.clone() },
        Proposal { language: "cs".to_owned(), ..one.clone() },
    ] {
        assert_ne!(content_hash(&other, &offered), hash, "{other:?}");
    }
    for lines in [
        vec![],
        vec![line("3", "33.35", Some("21"), "10", "19")],
        vec![line("3", "33.35", None, "10", "19")],
        vec![line("3", "33.35", Some("20"), "10", "20")],
        vec![line("4", "33.35", Some("20"), "10", "19")],
    ] {
        assert_ne!(content_hash(&one, &lines), hash, "{lines:?}");
    }
}

#[test]
fn only_what_was_approved_is_sent_and_only_while_it_is_valid() {
    let offered = [line("1", "10", None, "0", "0")];
    let mut one = proposal(ProposalStatus::Approved);
    one.approved_hash = Some(content_hash(&one, &offered));
    let day = one.valid_until;
    assert!(check_sendable(&one, &offered, day).is_ok(), "on its last day");
    let told = |checked: Result<()>| match checked {
        Err(Error::Refused(refusals)) => refusals.first().map(|one| one.message.to_string()),
        _ => None,
    };
    let late = told(check_sendable(&one, &offered, day.succ_opt().unwrap_or(day)));
    assert_eq!(late.as_deref(), Some("It was valid until 1970-01-01: reopen it and give a later day."));
    let changed = told(check_sendable(&one, &[], day)).unwrap_or_default();
    assert!(changed.starts_with("It is not what was approved"), "{changed}");
}

#[test]
fn days_and_numbers_are_those_of_the_workspace() {
    let new_year = "2026-12-31T23:30:00Z".parse::<DateTime<Utc>>().unwrap_or_default();
    assert_eq!(today("Europe/Prague", new_year).to_string(), "2027-01-01");
    assert_eq!(today("America/New_York", new_year).to_string(), "2026-12-31");
    assert_eq!(
        (number('P', 2026, 7), number('O', 2027, 12_345)),
        ("P-2026-0007".into(), "O-2027-12345".into())
    );
    let parts = crate::proposals::model::parts;
    assert_eq!(parts("P-2026-0007"), ("2026".to_owned(), "7".to_owned()));
    assert_eq!(parts("O-2027-12340"), ("2027".to_owned(), "12340".to_owned()));
}

#[test]
fn a_comparison_matches_lines_by_what_they_began_as() {
    let (first, second, third) =
        (line("1", "10", None, "0", "0"), line("2", "10", None, "0", "0"), line("3", "10", None, "0", "0"));
    let again = |line: &ProposalLine| ProposalLine { id: Id::new(), ..line.clone() };
    let dearer = ProposalLine { unit_price: decimal("11"), total: decimal("33.00"), ..again(&third) };
    let new = line("9", "1", None, "0", "0");
    let found = lines(&[first.clone(), second.clone(), third], &[again(&first), dearer, new]);
    let told: Vec<_> = found.iter().map(|one| (one.kind, one.fields.join(" "))).collect();
    let expected = [
        (DifferenceKind::Same, ""),
        (DifferenceKind::Removed, ""),
        (DifferenceKind::Changed, "unitPrice total"),
        (DifferenceKind::Added, ""),
    ];
    assert_eq!(told, expected.map(|(kind, fields)| (kind, fields.to_owned())));
    let from = proposal(ProposalStatus::Sent);
    let to = Proposal { terms: Some("Net 30".to_owned()), discount_percent: decimal("5"), ..from.clone() };
    let told: Vec<String> = fields(&from, &to).into_iter().map(|one| one.field).collect();
    assert_eq!(told, ["discountPercent", "terms"]);
}
