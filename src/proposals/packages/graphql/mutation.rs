//! Changing contract packages, and what becomes of them.

use crate::api::context::Ask;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use crate::app::error::Result as AppResult;
use crate::proposals::packages::actions as act;
use crate::proposals::packages::input::{
    CancelContractPackageInput, CreateContractPackageInput, ReopenContractPackageInput,
    SignContractPackageInput, SubmitContractPackageInput, UpdateContractPackageInput,
};
use crate::proposals::packages::model::ContractPackage;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};

/// What came of a change to a contract package.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ContractPackagePayload {
    /// The package as it is now; null when the change was refused.
    contract_package: Option<ContractPackage>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ContractPackagePayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

impl ContractPackagePayload {
    fn of(done: AppResult<ContractPackage>) -> Result<Self> {
        let (contract_package, user_errors) = outcome(done)?;
        Ok(Self { contract_package, user_errors })
    }
}

#[derive(Default)]
pub struct ContractPackageMutation;

#[Object]
impl ContractPackageMutation {
    /// Makes a contract package on a deal: a draft with the latest version of each file.
    async fn create_contract_package(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deal, and what is to be signed.")] input: CreateContractPackageInput,
    ) -> Result<ContractPackagePayload> {
        let done = ctx.write(async |tx| act::create_contract_package(tx, input.clone()).await).await;
        ContractPackagePayload::of(done)
    }
    /// Changes a draft: fields left out stay, nulls clear; files that are given are taken in their latest versions.
    async fn update_contract_package(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The package and what changes.")] input: UpdateContractPackageInput,
    ) -> Result<ContractPackagePayload> {
        let done = ctx.write(async |tx| act::update_contract_package(tx, input.clone()).await).await;
        ContractPackagePayload::of(done)
    }
    /// Asks for the approval of a draft; when nobody has to approve it, it is approved at once. Refused while a file in it has a
    /// newer version or was put away.
    async fn submit_contract_package(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The package, and what whoever decides should know.")]
        input: SubmitContractPackageInput,
    ) -> Result<ContractPackagePayload> {
        let done = ctx.write(async |tx| act::submit_contract_package(tx, input.clone()).await).await;
        ContractPackagePayload::of(done)
    }
    /// Makes an approved or rejected package a draft again, with the latest version of each file; it has to be approved anew.
    async fn reopen_contract_package(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The package.")] input: ReopenContractPackageInput,
    ) -> Result<ContractPackagePayload> {
        let done = ctx.write(async |tx| act::reopen_contract_package(tx, input.clone()).await).await;
        ContractPackagePayload::of(done)
    }
    /// Says that an approved package was signed. From then on it stays as it is, whatever becomes of its files.
    async fn sign_contract_package(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The package, the day on the paper, and the paper.")]
        input: SignContractPackageInput,
    ) -> Result<ContractPackagePayload> {
        let done = ctx.write(async |tx| act::sign_contract_package(tx, input.clone()).await).await;
        ContractPackagePayload::of(done)
    }
    /// Says that nothing comes of a package that was not signed; a request for its approval is taken back.
    async fn cancel_contract_package(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The package and why.")] input: CancelContractPackageInput,
    ) -> Result<ContractPackagePayload> {
        let done = ctx.write(async |tx| act::cancel_contract_package(tx, input.clone()).await).await;
        ContractPackagePayload::of(done)
    }
}
