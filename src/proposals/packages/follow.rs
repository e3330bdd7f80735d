//! What becomes of contract packages when a file they pin changes: what was approved, or is asked about, is not what there is any
//! more. Every way of changing a file on a deal comes here (`files/actions`).

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::approvals::runs::actions::void;
use crate::approvals::runs::ask::Subject;
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
    let why = match how {
        FileChange::Replaced => format!("“{}” got a new version.", file.name),
        FileChange::PutAway => format!("“{}” was put away.", file.name),
    };
    for id in store::approved_with(tx, file.id).await? {
        let mut change = Change::on(tx, deal.clone(), id).await?;
        change.step(Step::Void)?;
        change.package.approved_hash = None;
        change.said.push(("reason", why.clone()));
        let package = change.save(tx, "contract_package.voided").await?;
        void(tx, deal, Subject::ContractPackage(package.id), &why).await?;
    }
    Ok(())
}
