//! The sample's contract packages: on deals with documents; one is signed, one waits for somebody, one is being put together.

use super::people::House;
use super::{Past, as_person};
use crate::app::actor::Viewer;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::approvals::policies::actions::create_approval_policy;
use crate::approvals::policies::input::{
    ApprovalConditionInput, ApprovalPolicyStepInput, ApproverRuleInput, CreateApprovalPolicyInput,
};
use crate::approvals::policies::model::{ApprovalSubjectKind, ApproverKind};
use crate::db::list;
use crate::deals::model::Deal;
use crate::files::model::File;
use crate::proposals::packages::actions::{
    create_contract_package, sign_contract_package, submit_contract_package,
};
use crate::proposals::packages::input::{
    CreateContractPackageInput, SignContractPackageInput, SubmitContractPackageInput,
};
use chrono::Duration;
use rust_decimal::Decimal;
use std::sync::Arc;

/// From this amount on a contract is read before it is signed.
const READ_FROM: i64 = 50_000;

/// How far a package comes.
#[derive(Clone, Copy)]
enum Way {
    Draft,
    /// Submitted; with an amount that nobody has to approve, it is approved at once.
    Submitted,
    Signed,
}

/// Adds the policy and a package for each kind of deal there is: small enough to be signed, large enough to be asked about, and any.
pub async fn draw_up(past: &Past, system: &Arc<Viewer>, (house, files): (&House, &[File])) -> Result<()> {
    past.app.write(system, None, async |tx: &mut Tx| keep(tx).await).await?;
    let (mut small, mut large, mut any) = (None, None, None);
    for file in files {
        let Some(id) = file.deal_id else { continue };
        let deal: Deal = past.app.write(system, None, async |tx: &mut Tx| list::get(tx, id).await).await?;
        let place = match deal.amount_base.is_some_and(|amount| amount >= Decimal::from(READ_FROM)) {
            true => &mut large,
            false => &mut small,
        };
        if place.is_none() {
            *place = Some((deal, file));
        } else {
            any = any.or(Some((deal, file)));
        }
    }
    let ways = [
        (small, Way::Signed, "Licence agreement"),
        (large, Way::Submitted, "Framework agreement"),
        (any, Way::Draft, "Order with annexes"),
    ];
    for (place, way, name) in ways {
        let Some((deal, file)) = place else { continue };
        past.pass_until(past.clock.now() + Duration::minutes(4));
        go(past, house, (&deal, file), (way, name)).await?;
    }
    Ok(())
}

async fn keep(tx: &mut Tx) -> Result<()> {
    let approver =
        ApproverRuleInput { kind: ApproverKind::OwnersManager, user_id: None, role: None, team_id: None };
    let step = ApprovalPolicyStepInput {
        id: None,
        name: "Legal and sales".to_owned(),
        approvers: vec![approver],
        mode: None,
        at_least: None,
        due_hours: Some(48),
    };
    let policy = CreateApprovalPolicyInput {
        name: "Contracts".to_owned(),
        description: Some(
            "Contracts of 50 000 and more are read once more before they are signed.".to_owned(),
        ),
        subject: ApprovalSubjectKind::ContractPackage,
        active: None,
        condition: Some(ApprovalConditionInput {
            amount_at_least: Some(Decimal::from(READ_FROM)),
            ..ApprovalConditionInput::default()
        }),
        steps: vec![step],
        own_requests: None,
    };
    create_approval_policy(tx, policy).await.map(drop)
}

/// One package and what becomes of it, by the deal's owner.
async fn go(
    past: &Past,
    house: &House,
    (deal, file): (&Deal, &File),
    (way, name): (Way, &str),
) -> Result<()> {
    let Some(owner) = house.people.iter().find(|user| user.id == deal.owner_id) else { return Ok(()) };
    let work = async |tx: &mut Tx| {
        let input = CreateContractPackageInput {
            deal_id: deal.id,
            name: name.to_owned(),
            note: Some("Two copies, to be signed by the managing directors.".to_owned()),
            file_ids: vec![file.id],
        };
        let id = create_contract_package(tx, input).await?.id;
        if matches!(way, Way::Draft) {
            return Ok(());
        }
        let message = Some("They want to sign this week.".to_owned());
        let submit = SubmitContractPackageInput { id, message, expected_version: None };
        submit_contract_package(tx, submit).await?;
        if matches!(way, Way::Submitted) {
            return Ok(());
        }
        let signed_file_id = Some(file.id);
        let sign = SignContractPackageInput { id, signed_on: None, signed_file_id, expected_version: None };
        sign_contract_package(tx, sign).await.map(drop)
    };
    past.app.write(&as_person(owner), None, work).await
}
