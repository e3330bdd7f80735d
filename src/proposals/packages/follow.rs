//! What becomes of contract packages when a file they pin changes: what was approved, or is asked about, is not what there is any
//! more. Every way of changing a file on a deal comes here (`files/actions`).

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::approvals::runs::actions::void;
use crate::approvals::runs::ask::Subject;
use crate::approvals::runs::model::ApprovalEndCause;
use crate::deals::model::Deal;
use crate::files::model::File;
use crate::proposals::packages::change::Change;
use crate::proposals::packages::rules::Step;
use crate::proposals::packages::store;

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileChange {
    /// It got a new version.
    Replaced,
    /// It was put away.
    PutAway,
}

/// A file on a deal, whose row is locked, changed: packages in approval or approved that pin it are drafts again, and their
/// approvals void. Signed ones keep what they pin.
pub async fn file_changed(tx: &mut Tx, deal: &Deal, (file, how): (&File, FileChange)) -> Result<()> {
    let cause = match how {
        FileChange::Replaced => ApprovalEndCause::FileReplaced,
        FileChange::PutAway => ApprovalEndCause::FilePutAway,
    };
    for id in store::approved_with(tx, file.id).await? {
        let mut change = Change::on(tx, deal.clone(), id).await?;
        change.step(Step::Void)?;
        change.package.approved_hash = None;
        change.said.extend([("end_cause", cause.as_str().to_owned()), ("end_name", file.name.clone())]);
        let package = change.save(tx, "contract_package.voided").await?;
        void(tx, deal, Subject::ContractPackage(package.id), (cause, Some(file.name.clone()))).await?;
    }
    Ok(())
}
