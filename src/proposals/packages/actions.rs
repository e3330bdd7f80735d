//! What a person can do with a contract package, and what follows from the decisions of others. Whoever sees the deal may work on it.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::approvals;
use crate::approvals::policies::model::ApprovalSubjectKind;
use crate::approvals::policies::rules::Measured;
use crate::approvals::policies::store::highest_discount;
use crate::approvals::runs::ask::{self, Request, Subject};
use crate::approvals::runs::model::{ApprovalEndCause, Entry};
use crate::db::entity::Entity as _;
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::set_text;
use crate::deals;
use crate::deals::model::Deal;
use crate::files::model::File;
use crate::proposals::packages::change::{Change, insert};
use crate::proposals::packages::input::{
    CancelContractPackageInput, CreateContractPackageInput, ReopenContractPackageInput,
    SignContractPackageInput, SubmitContractPackageInput, UpdateContractPackageInput,
};
use crate::proposals::packages::model::{ContractPackage, ContractPackageStatus};
use crate::proposals::packages::pins;
use crate::proposals::packages::rules::{self, Step};
use crate::proposals::rules::{check_text, today};
use crate::team;

/// Makes a package on a deal: a draft with the latest version of each file.
pub async fn create_contract_package(
    tx: &mut Tx,
    input: CreateContractPackageInput,
) -> Result<ContractPackage> {
    tx.require(Role::Rep)?;
    let deal: Deal = list::get_for_update(tx, input.deal_id).await.map_err(|error| error.at("dealId"))?;
    let package = ContractPackage {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        deal_id: deal.id,
        name: input.name.trim().to_owned(),
        note: tidy(input.note),
        status: ContractPackageStatus::Draft,
        approved_hash: None,
        submitted_at: None,
        submitted_by: None,
        signed_at: None,
        signed_by: None,
        signed_on: None,
        signed_file_id: None,
        cancel_reason: None,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    rules::check_package(&package)?;
    let pins = pins::chosen(tx, &package, input.file_ids).await?;
    insert(tx, &deal, (&package, &pins)).await?;
    Ok(package)
}

/// Changes a draft.
pub async fn update_contract_package(
    tx: &mut Tx,
    input: UpdateContractPackageInput,
) -> Result<ContractPackage> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    change.step(Step::Edit)?;
    if let Some(name) = input.name {
        change.package.name = name.trim().to_owned();
    }
    set_text(&mut change.package.note, input.note);
    rules::check_package(&change.package)?;
    if let Some(ids) = input.file_ids {
        change.pins = pins::chosen(tx, &change.package, ids).await?;
    }
    change.save(tx, "contract_package.changed").await
}

/// Asks for the approval of a draft: whoever has to approve it is asked; when nobody has to, it is approved at once.
pub async fn submit_contract_package(
    tx: &mut Tx,
    input: SubmitContractPackageInput,
) -> Result<ContractPackage> {
    tx.require(Role::Rep)?;
    let message = tidy(input.message);
    check_text("message", message.as_deref(), 2_000)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    change.step(Step::Submit)?;
    let files = pins::files_of(tx, &change.pins).await?;
    rules::check_submittable(&change.pins, &files)?;
    change.package.submitted_at = Some(tx.now);
    change.package.submitted_by = tx.by().map(Id::of);
    change.said.extend(message.clone().map(|message| ("message", message)));
    submitted(tx, change, message).await
}

async fn submitted(tx: &mut Tx, mut change: Change, message: Option<String>) -> Result<ContractPackage> {
    let (deal, hash) = (change.deal.clone(), rules::content_hash(&change.pins));
    let discount = highest_discount(tx.conn(), &deal).await?;
    let measured = Measured { amount: deal.amount_base, discount, margin: None, pipeline: deal.pipeline_id };
    let policies = ask::asking(tx, ApprovalSubjectKind::ContractPackage, &deal, &measured).await?;
    if policies.is_empty() {
        change.step(Step::Grant)?;
        change.package.approved_hash = Some(hash);
        return change.save(tx, "contract_package.approved").await;
    }
    let package = change.save(tx, "contract_package.submitted").await?;
    let request = Request {
        subject: Subject::ContractPackage(package.id),
        deal: &deal,
        amount: deal.amount,
        currency: &deal.currency,
        discount,
        margin: None,
        hash: Some(hash),
        message,
        entry: Entry::default(),
    };
    ask::begin(tx, request, &policies).await?;
    Ok(package)
}

/// A package in approval was approved, as it is.
pub async fn granted(tx: &mut Tx, id: Id<ContractPackage>) -> Result<ContractPackage> {
    let mut change = Change::of(tx, id).await?;
    change.step(Step::Grant)?;
    change.package.approved_hash = Some(rules::content_hash(&change.pins));
    change.save(tx, "contract_package.approved").await
}

/// A package in approval was not approved.
pub async fn refused(tx: &mut Tx, id: Id<ContractPackage>) -> Result<ContractPackage> {
    let mut change = Change::of(tx, id).await?;
    change.step(Step::Refuse)?;
    change.save(tx, "contract_package.rejected").await
}

/// The request for approval was taken back: it is a draft again.
pub async fn recalled(tx: &mut Tx, id: Id<ContractPackage>) -> Result<ContractPackage> {
    let mut change = Change::of(tx, id).await?;
    change.step(Step::Recall)?;
    change.save(tx, "contract_package.recalled").await
}

/// Makes an approved or rejected package a draft again, with the latest version of each file.
pub async fn reopen_contract_package(
    tx: &mut Tx,
    input: ReopenContractPackageInput,
) -> Result<ContractPackage> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    change.step(Step::Reopen)?;
    change.package.approved_hash = None;
    change.pins = pins::again(tx, &change.package, &change.pins).await?;
    let deal = change.deal.clone();
    let package = change.save(tx, "contract_package.reopened").await?;
    let why = (ApprovalEndCause::ContractPackageReopened, None);
    approvals::runs::actions::void(tx, &deal, Subject::ContractPackage(package.id), why).await?;
    Ok(package)
}

/// Says that an approved package was signed.
pub async fn sign_contract_package(tx: &mut Tx, input: SignContractPackageInput) -> Result<ContractPackage> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    change.step(Step::Sign)?;
    rules::check_signable(&change.package, &change.pins)?;
    let workspace = team::store::workspace(tx).await?;
    let today = today(&workspace.time_zone, tx.now);
    let day = input.signed_on.map_or(today, |day| day.0);
    rules::check_signed_on(day, today)?;
    if let Some(id) = input.signed_file_id {
        check_paper(tx, &change.deal, id).await.map_err(|error| error.at("signedFileId"))?;
    }
    change.package.signed_at = Some(tx.now);
    change.package.signed_by = tx.by().map(Id::of);
    change.package.signed_on = Some(day);
    change.package.signed_file_id = input.signed_file_id;
    deals::store::touch_activity(tx, change.deal.id).await?;
    change.save(tx, "contract_package.signed").await
}

/// The signed paper hangs on the same deal.
async fn check_paper(tx: &mut Tx, deal: &Deal, id: Id<File>) -> Result<()> {
    let file: File = list::get(tx, id).await?;
    if file.deal_id == Some(deal.id) { Ok(()) } else { Err(Error::NotFound(File::NAME)) }
}

/// Says that nothing comes of a package; what was asked or granted for it is taken back.
pub async fn cancel_contract_package(
    tx: &mut Tx,
    input: CancelContractPackageInput,
) -> Result<ContractPackage> {
    tx.require(Role::Rep)?;
    let mut change = Change::begin(tx, input.id, input.expected_version).await?;
    change.step(Step::Cancel)?;
    change.package.cancel_reason = tidy(input.reason);
    rules::check_package(&change.package)?;
    let deal = change.deal.clone();
    let package = change.save(tx, "contract_package.cancelled").await?;
    let why = (ApprovalEndCause::ContractPackageCancelled, None);
    approvals::runs::actions::withdraw(tx, &deal, Subject::ContractPackage(package.id), why).await?;
    Ok(package)
}
