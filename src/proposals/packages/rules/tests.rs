//! Tables of cases.

use super::*;
use crate::app::error::Error;
use crate::db::id::Id;

fn package(status: ContractPackageStatus) -> ContractPackage {
    ContractPackage {
        workspace_id: Id::new(),
        id: Id::new(),
        deal_id: Id::new(),
        name: "Frame".to_owned(),
        note: None,
        status,
        approved_hash: None,
        submitted_at: None,
        submitted_by: None,
        signed_at: None,
        signed_by: None,
        signed_on: None,
        signed_file_id: None,
        cancel_reason: None,
        version: 1,
        created_at: Default::default(),
        created_by: None,
        updated_at: Default::default(),
        updated_by: None,
    }
}

fn file(name: &str, number: i32, archived: bool) -> File {
    File {
        workspace_id: Id::new(),
        id: Id::new(),
        name: name.to_owned(),
        category_id: None,
        description: None,
        archived,
        deal_id: Some(Id::new()),
        account_id: None,
        contact_id: None,
        lead_id: None,
        activity_id: None,
        number,
        size: 1,
        media_type: "text/plain".to_owned(),
        version: 1,
        created_at: Default::default(),
        created_by: None,
        updated_at: Default::default(),
        updated_by: None,
    }
}

fn pin(file: &File, number: i32, sha256: &str) -> ContractPackageFile {
    ContractPackageFile {
        workspace_id: file.workspace_id,
        id: Id::new(),
        deal_id: Id::new(),
        package_id: Id::new(),
        position: 0,
        file_id: file.id,
        number,
        sha256: sha256.to_owned(),
    }
}

fn refusal(done: Result<()>) -> Option<String> {
    match done {
        Ok(()) => None,
        Err(Error::Refused(refusals)) => {
            refusals.first().map(|one| format!("{:?} {}", one.code, one.path.join(".")))
        }
        Err(other) => Some(other.to_string()),
    }
}

#[test]
fn a_package_goes_only_where_the_table_says() {
    use ContractPackageStatus::{Approved, Cancelled, Draft, InApproval, Rejected, Signed};
    let allowed = [
        (Draft, Step::Edit, Draft),
        (Draft, Step::Submit, InApproval),
        (Draft, Step::Cancel, Cancelled),
        (InApproval, Step::Grant, Approved),
        (InApproval, Step::Refuse, Rejected),
        (InApproval, Step::Recall, Draft),
        (InApproval, Step::Void, Draft),
        (InApproval, Step::Cancel, Cancelled),
        (Approved, Step::Void, Draft),
        (Approved, Step::Reopen, Draft),
        (Approved, Step::Sign, Signed),
        (Approved, Step::Cancel, Cancelled),
        (Rejected, Step::Reopen, Draft),
        (Rejected, Step::Cancel, Cancelled),
    ];
    for status in [Draft, InApproval, Approved, Rejected, Signed, Cancelled] {
        for one in Step::ALL {
            let expected = allowed.iter().find(|(from, by, _)| (*from, *by) == (status, one));
            let found = step(&package(status), one).ok();
            assert_eq!(found, expected.map(|(_, _, to)| *to), "{status:?} {one:?}");
        }
    }
}

#[test]
fn a_refused_step_says_what_can_be_done() {
    for (status, message) in [
        (ContractPackageStatus::Draft, "“Frame” is a draft: you can edit it, submit it or cancel it."),
        (ContractPackageStatus::InApproval, "“Frame” is in approval: you can recall it or cancel it."),
        (ContractPackageStatus::Approved, "“Frame” is approved: you can reopen it, sign it or cancel it."),
        (ContractPackageStatus::Signed, "“Frame” was signed: this cannot be done any more."),
    ] {
        assert_eq!(impossible(&package(status)).message, message);
    }
    let draft = actions(&package(ContractPackageStatus::Draft));
    use ContractPackageAction::{Cancel, Edit, Submit};
    assert_eq!(draft, [Edit, Submit, Cancel]);
    assert_eq!(actions(&package(ContractPackageStatus::Cancelled)), []);
}

#[test]
fn only_what_is_up_to_date_is_submitted() {
    let (plain, newer, away) = (file("A", 1, false), file("B", 3, false), file("C", 1, true));
    let files = [plain.clone(), newer.clone(), away.clone()];
    for (pins, expected) in [
        (vec![], Some("Required id")),
        (vec![pin(&plain, 1, "a")], None),
        (vec![pin(&newer, 3, "b")], None),
        (vec![pin(&plain, 1, "a"), pin(&newer, 2, "b")], Some("Invalid id")),
        (vec![pin(&away, 1, "c")], Some("Invalid id")),
    ] {
        assert_eq!(refusal(check_submittable(&pins, &files)).as_deref(), expected, "{pins:?}");
    }
    assert_eq!(refusal(check_taken(&away)).as_deref(), Some("Invalid fileIds"));
    assert_eq!(refusal(check_count(MOST)), None);
    assert_eq!(refusal(check_count(MOST + 1)).as_deref(), Some("TooLong fileIds"));
}

#[test]
fn what_is_signed_is_what_was_approved() {
    let (one, other) = (file("A", 2, false), file("B", 1, false));
    let pins = [pin(&one, 2, "a"), pin(&other, 1, "b")];
    let turned = [pins[1].clone(), pins[0].clone()];
    let hash = content_hash(&pins);
    assert_ne!(hash, content_hash(&turned), "the order counts");
    assert_ne!(hash, content_hash(&pins[..1]));
    let approved = ContractPackage { approved_hash: Some(hash), ..package(ContractPackageStatus::Approved) };
    let renamed = ContractPackage { name: "Other".to_owned(), ..approved.clone() };
    for (package, pins, expected) in [
        (&approved, &pins, None),
        (&renamed, &pins, None),
        (&approved, &turned, Some("Invalid id")),
        (&package(ContractPackageStatus::Approved), &pins, Some("Invalid id")),
    ] {
        assert_eq!(refusal(check_signable(package, pins)).as_deref(), expected);
    }
    assert!(same(&pins, &pins.clone()) && !same(&pins, &turned) && !same(&pins, &pins[..1]));
    assert_eq!(told(&pins, &[one, other]), serde_json::json!(["A (2)", "B (1)"]));
}

#[test]
fn the_day_on_the_paper_is_not_ahead() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
    for (on, expected) in [
        ("2026-03-02", None),
        ("2019-12-31", None),
        ("2026-03-03", Some("Invalid signedOn")),
        ("1999-12-31", Some("Invalid signedOn")),
    ] {
        assert_eq!(refusal(check_signed_on(day(on), day("2026-03-02"))).as_deref(), expected, "{on}");
    }
}
