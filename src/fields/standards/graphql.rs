//! Data standards in GraphQL.

use crate::api::auth;
use crate::api::context::Ask;
use crate::api::page::PageArgs;
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::db::id::Id;
use crate::fields::model::FieldSubject;
use crate::fields::standards::model::{DataStandard, SetDataStandardInput, StandardField, StandardType};
use crate::fields::standards::{actions, rules, store};
use crate::history::model::{ActorNode, HistoryConnection, api_name};
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};

#[ComplexObject]
impl DataStandard {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<DataStandard> {
        self.id
    }
    /// What the field is called, in English.
    async fn label(&self) -> &str {
        rules::option(self.subject, &self.field).map_or(&self.field, |option| option.label)
    }
    /// Who changed what, newest first.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many entries at most, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Only entries older than this cursor of an edge.")] after: Option<String>,
        #[graphql(desc = "Also what its creator corrected soon after creation.")] include_grace: Option<bool>,
    ) -> Result<HistoryConnection> {
        let args = PageArgs::forward(first, after);
        Ok(Box::pin(crate::history::graphql::of(ctx, self.id.0, args, include_grace)).await?)
    }
    /// Who set it first.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// A built-in field that can have a data standard.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct DataStandardOption {
    /// Its name in the API.
    field: String,
    /// What it is called, in English.
    label: &'static str,
    /// What it holds, which decides what can be asked of it.
    #[graphql(name = "type")]
    kind: StandardType,
}

impl From<StandardField> for DataStandardOption {
    fn from(of: StandardField) -> Self {
        Self { field: api_name(of.column), label: of.label, kind: of.kind }
    }
}

/// What came of setting a data standard.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct DataStandardPayload {
    /// What is asked of the field now, which may be nothing; null when the change was refused, or nothing was and is asked.
    data_standard: Option<DataStandard>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl DataStandardPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

#[derive(Default)]
pub struct StandardQuery;

#[Object]
impl StandardQuery {
    /// What the workspace asks of the built-in fields of its records; fields of which nothing is asked are left out.
    async fn data_standards(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of these records; left out: all.")] subject: Option<FieldSubject>,
    ) -> Result<Vec<DataStandard>> {
        let workspace_id = ctx.viewer()?.workspace_id;
        let all = store::of_workspace(&mut *ctx.app().read().await?, workspace_id).await?;
        let wanted = |standard: &DataStandard| {
            standard.asks() && subject.is_none_or(|subject| standard.subject == subject)
        };
        Ok(all.into_iter().filter(wanted).collect())
    }
    /// The built-in fields of these records that can have a data standard, in the order people read them.
    async fn data_standard_options(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which records.")] subject: FieldSubject,
    ) -> Result<Vec<DataStandardOption>> {
        ctx.viewer()?;
        Ok(rules::options(subject).map(DataStandardOption::from).collect())
    }
}

#[derive(Default)]
pub struct StandardMutation;

#[Object]
impl StandardMutation {
    /// Says what is asked of a built-in field from now on; with nothing asked its standard is taken away. For admins. Other requests
    /// know it a second later at the latest.
    async fn set_data_standard(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The field, and all that is asked of it.")] input: SetDataStandardInput,
    ) -> Result<DataStandardPayload> {
        let done = ctx.write(async |tx| actions::set_data_standard(tx, input.clone()).await).await;
        auth::forget_workspace(ctx.viewer()?.workspace_id);
        let (data_standard, user_errors) = outcome(done)?;
        Ok(DataStandardPayload { data_standard: data_standard.flatten(), user_errors })
    }
}
