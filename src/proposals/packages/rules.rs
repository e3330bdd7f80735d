//! What a contract package must be, what may become of it, and what exactly is approved.

use crate::app::checks::Checks;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::files::model::File;
use crate::proposals::packages::model::{
    ContractPackage, ContractPackageAction, ContractPackageFile, ContractPackageStatus,
};
use chrono::{Datelike as _, NaiveDate};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The most files of a package.
pub const MOST: usize = 50;

/// What happens to a contract package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Edit,
    Submit,
    Grant,
    Refuse,
    Recall,
    /// A pinned file changed.
    Void,
    Reopen,
    Sign,
    Cancel,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Edit,
        Self::Submit,
        Self::Grant,
        Self::Refuse,
        Self::Recall,
        Self::Void,
        Self::Reopen,
        Self::Sign,
        Self::Cancel,
    ];

    /// What people call it; none for what does not lie with those who work on the deal.
    fn words(self) -> Option<(&'static str, ContractPackageAction)> {
        Some(match self {
            Self::Edit => ("edit it", ContractPackageAction::Edit),
            Self::Submit => ("submit it", ContractPackageAction::Submit),
            Self::Recall => ("recall it", ContractPackageAction::Recall),
            Self::Reopen => ("reopen it", ContractPackageAction::Reopen),
            Self::Sign => ("sign it", ContractPackageAction::Sign),
            Self::Cancel => ("cancel it", ContractPackageAction::Cancel),
            Self::Grant | Self::Refuse | Self::Void => return None,
        })
    }
}

/// The one table of what may become of a contract package: where a step leads from a status; none where it leads nowhere.
pub fn leads_to(status: ContractPackageStatus, step: Step) -> Option<ContractPackageStatus> {
    use ContractPackageStatus::{Approved, Cancelled, Draft, InApproval, Rejected, Signed};
    match (status, step) {
        (Draft, Step::Edit) => Some(Draft),
        (Draft, Step::Submit) => Some(InApproval),
        (InApproval, Step::Grant) => Some(Approved),
        (InApproval, Step::Refuse) => Some(Rejected),
        (InApproval, Step::Recall) | (InApproval | Approved, Step::Void) => Some(Draft),
        (Approved | Rejected, Step::Reopen) => Some(Draft),
        (Approved, Step::Sign) => Some(Signed),
        (Draft | InApproval | Approved | Rejected, Step::Cancel) => Some(Cancelled),
        _ => None,
    }
}

/// Where a step leads.
///
/// # Errors
/// Refused when it leads nowhere, saying what does.
pub fn step(package: &ContractPackage, step: Step) -> Result<ContractPackageStatus> {
    leads_to(package.status, step).ok_or_else(|| impossible(package).into())
}

fn possible(package: &ContractPackage) -> impl Iterator<Item = (&'static str, ContractPackageAction)> {
    let status = package.status;
    let possible = Step::ALL.into_iter().filter(move |step| leads_to(status, *step).is_some());
    possible.filter_map(Step::words)
}

/// What somebody who may work on the deal can do with a contract package.
pub fn actions(package: &ContractPackage) -> Vec<ContractPackageAction> {
    possible(package).map(|(_, action)| action).collect()
}

/// Why something cannot be done with a contract package as it stands, and what can.
pub fn impossible(package: &ContractPackage) -> Refusal {
    let words: Vec<&str> = possible(package).map(|(words, _)| words).collect();
    let stands = match package.status {
        ContractPackageStatus::Draft => "is a draft",
        ContractPackageStatus::InApproval => "is in approval",
        ContractPackageStatus::Approved => "is approved",
        ContractPackageStatus::Rejected => "was not approved",
        ContractPackageStatus::Signed => "was signed",
        ContractPackageStatus::Cancelled => "was cancelled",
    };
    let can = match words.split_last() {
        None => "this cannot be done any more".to_owned(),
        Some((only, [])) => format!("you can only {only}"),
        Some((last, others)) => format!("you can {} or {last}", others.join(", ")),
    };
    Refusal::at(RefusalCode::Invalid, "id", format!("“{}” {stands}: {can}.", package.name))
}

/// Checks every field that people type.
pub fn check_package(package: &ContractPackage) -> Result<()> {
    let mut checks = Checks::default();
    checks.required_text("name", &package.name, 200);
    checks.text("note", package.note.as_deref(), 5_000);
    checks.text("reason", package.cancel_reason.as_deref(), 1_000);
    checks.done()
}

/// Refuses more files than fit.
pub fn check_count(files: usize) -> Result<()> {
    let message = format!("At most {MOST} files fit into one package.");
    let many = || Refusal::at(RefusalCode::TooLong, "fileIds", message);
    if files <= MOST { Ok(()) } else { Err(many().into()) }
}

/// Refuses to take in a file that was put away.
pub fn check_taken(file: &File) -> Result<()> {
    if !file.archived {
        return Ok(());
    }
    let message = format!("“{}” was put away: leave it out, or take it out again first.", file.name);
    Err(Refusal::at(RefusalCode::Invalid, "fileIds", message).into())
}

/// Refuses to have nothing approved, or what is out of date.
pub fn check_submittable(pins: &[ContractPackageFile], files: &[File]) -> Result<()> {
    if pins.is_empty() {
        let message = "A package without files has nothing to approve: add one first.";
        return Err(Refusal::at(RefusalCode::Required, "id", message).into());
    }
    for pin in pins {
        let Some(file) = files.iter().find(|file| file.id == pin.file_id) else { continue };
        let wrong = match (file.archived, file.number == pin.number) {
            (true, _) => "was put away: leave it out, or take it out again first",
            (_, false) => "has a newer version: take that in first, by choosing the files again",
            _ => continue,
        };
        let message = format!("“{}” {wrong}.", file.name);
        return Err(Refusal::at(RefusalCode::Invalid, "id", message).into());
    }
    Ok(())
}

/// Refuses to sign what is not what was approved.
pub fn check_signable(package: &ContractPackage, pins: &[ContractPackageFile]) -> Result<()> {
    if package.approved_hash.as_deref() == Some(content_hash(pins).as_str()) {
        return Ok(());
    }
    let message = "It is not what was approved any more: reopen it and submit it again.";
    Err(Refusal::at(RefusalCode::Invalid, "id", message).into())
}

/// Refuses a day of signing that is still to come.
pub fn check_signed_on(day: NaiveDate, today: NaiveDate) -> Result<()> {
    if day <= today && day.year() >= 2000 {
        return Ok(());
    }
    let message = "Give the day on the paper: today or earlier, of this millennium.";
    Err(Refusal::at(RefusalCode::Invalid, "signedOn", message).into())
}

/// What was decided on, as a hash: the pinned bytes, in order. Not its name or note.
pub fn content_hash(pins: &[ContractPackageFile]) -> String {
    let content: Value = pins.iter().map(|pin| pin.sha256.as_str()).collect();
    let digest = Sha256::digest(content.to_string().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether two lists pin the same versions in the same order.
pub fn same(before: &[ContractPackageFile], after: &[ContractPackageFile]) -> bool {
    let key = |pin: &ContractPackageFile| (pin.file_id, pin.number);
    before.iter().map(key).eq(after.iter().map(key))
}

/// Files as the history tells them: `Contract.pdf (2)`.
pub fn told(pins: &[ContractPackageFile], files: &[File]) -> Value {
    let name = |pin: &ContractPackageFile| {
        let file = files.iter().find(|file| file.id == pin.file_id);
        format!("{} ({})", file.map(|file| file.name.as_str()).unwrap_or_default(), pin.number)
    };
    pins.iter().map(name).collect()
}

#[cfg(test)]
mod tests;
