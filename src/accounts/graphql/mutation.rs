//! Changing accounts and contacts.

use crate::accounts::actions;
use crate::accounts::input::{
    CreateAccountInput, CreateContactInput, UpdateAccountInput, UpdateContactInput,
};
use crate::accounts::merge;
use crate::accounts::merge::input::{MergeAccountsInput, MergeContactsInput};
use crate::accounts::model::{Account, Contact};
use crate::api::context::Ask;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};

/// What came of a change to an account.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct AccountPayload {
    /// The account as it is now; null when the change was refused.
    account: Option<Account>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl AccountPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of a change to a contact.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ContactPayload {
    /// The contact as it is now; null when the change was refused.
    contact: Option<Contact>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ContactPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Adds an account.
    async fn create_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: CreateAccountInput,
    ) -> Result<AccountPayload> {
        let done = ctx.write(async |tx| actions::create_account(tx, input.clone()).await).await;
        let (account, user_errors) = outcome(done)?;
        Ok(AccountPayload { account, user_errors })
    }
    /// Changes an account: fields left out stay, nulls clear.
    async fn update_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: UpdateAccountInput,
    ) -> Result<AccountPayload> {
        let done = ctx.write(async |tx| actions::update_account(tx, input.clone()).await).await;
        let (account, user_errors) = outcome(done)?;
        Ok(AccountPayload { account, user_errors })
    }
    /// Adds a contact.
    async fn create_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: CreateContactInput,
    ) -> Result<ContactPayload> {
        let done = ctx.write(async |tx| actions::create_contact(tx, input.clone()).await).await;
        let (contact, user_errors) = outcome(done)?;
        Ok(ContactPayload { contact, user_errors })
    }
    /// Changes a contact: fields left out stay, nulls clear.
    async fn update_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: UpdateContactInput,
    ) -> Result<ContactPayload> {
        let done = ctx.write(async |tx| actions::update_contact(tx, input.clone()).await).await;
        let (contact, user_errors) = outcome(done)?;
        Ok(ContactPayload { contact, user_errors })
    }
    /// Makes two accounts that are the same company one: everything that hangs on the merged one goes to the one that is kept, which
    /// takes the fields named. For managers, admins, and who looks after both.
    async fn merge_accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: MergeAccountsInput,
    ) -> Result<AccountPayload> {
        let done = ctx.write(async |tx| merge::actions::merge_accounts(tx, input.clone()).await).await;
        let (account, user_errors) = outcome(done)?;
        Ok(AccountPayload { account, user_errors })
    }
    /// Makes two contacts that are the same person one: everything that hangs on the merged one goes to the one that is kept, which
    /// takes the fields named. For managers, admins, and who looks after both.
    async fn merge_contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] input: MergeContactsInput,
    ) -> Result<ContactPayload> {
        let done = ctx.write(async |tx| merge::actions::merge_contacts(tx, input.clone()).await).await;
        let (contact, user_errors) = outcome(done)?;
        Ok(ContactPayload { contact, user_errors })
    }
}
