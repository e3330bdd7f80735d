//! Uploaded files and kept mappings in GraphQL.

use crate::api::ahead::Related;
use crate::api::context::Ask;
use crate::api::page::{Counting, PageArgs, counted};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Error;
use crate::db::fragment::Bind;
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::history::model::{ActorNode, HistoryConnection};
use crate::integrations::import::graphql::ImportPayload;
use crate::integrations::import::upload::model::{
    FileColumn, ImportField, ImportFile, ImportKind, ImportMapping, ImportMappingFilter, ImportMappingOrder,
    ImportMappingOrderField, SaveImportMappingInput, StartImportInput, Suggestion,
};
use crate::integrations::import::upload::{actions, fields, store, suggest};
use async_graphql::{ComplexObject, Context, Json, Object, Result, SimpleObject};
use serde_json::{Value, json};
use std::sync::Arc;

impl Related for ImportMapping {}

#[ComplexObject]
impl ImportFile {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<ImportFile> {
        self.id
    }
    /// Its columns, in order.
    async fn columns(&self) -> Vec<FileColumn> {
        self.shown.0.clone()
    }
    /// Who uploaded it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
}

#[ComplexObject]
impl ImportMapping {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<ImportMapping> {
        self.id
    }
    /// What its columns mean: a list of `ImportColumnInput`, to be sent as it is.
    async fn columns(&self) -> Json<Value> {
        Json(json!(self.chosen.0))
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
    /// Who saved it first.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

#[derive(Default)]
pub struct UploadQuery;

#[Object]
impl UploadQuery {
    /// The fields that rows of a kind can have, custom ones in use among them.
    async fn import_fields(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the rows become.")] kind: ImportKind,
    ) -> Result<Vec<ImportField>> {
        Ok(fields::of(ctx.viewer()?, kind))
    }
    /// An uploaded file by its id; null when there is none, or somebody else uploaded it and the viewer is no admin.
    async fn import_file(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] id: Id<ImportFile>,
    ) -> Result<Option<Arc<ImportFile>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// Which column of a file looks like which field: as the last kept mapping of the same columns has it, else by the names,
    /// also those that other systems and the five languages use.
    async fn suggest_import_columns(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] file_id: Id<ImportFile>,
        #[graphql(desc = "What its rows become.")] kind: ImportKind,
    ) -> Result<Vec<Suggestion>> {
        let viewer = ctx.viewer()?;
        let file = ctx.one(Some(file_id)).await?.ok_or(Error::NotFound("import file"))?;
        let asking = &ctx.loaders()?.asking;
        let kept = store::mappings_of(&mut *ctx.app().read().await?, asking, kind).await?;
        Ok(suggest::columns(kind, &file.shown.0, &fields::of(viewer, kind), &kept))
    }
    /// A kept mapping by its id; null when there is none.
    async fn import_mapping(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mapping.")] id: Id<ImportMapping>,
    ) -> Result<Option<Arc<ImportMapping>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The mappings the workspace keeps, by name unless another order is given.
    async fn import_mappings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; those in use when left out.")] filter: Option<Box<ImportMappingFilter>>,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ImportMappingOrder>>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
    ) -> Result<Counting<ImportMapping>> {
        let asking = &ctx.loaders()?.asking;
        let filter = filter.unwrap_or_default();
        let mut conditions = ImportMapping::seen_by(&asking.viewer, asking.now);
        if let Some(kind) = filter.kind {
            conditions.equals("import_mappings.kind", Bind::Text(kind.as_str().to_owned()));
        }
        match &filter.archived {
            Some(archived) => conditions.boolean("import_mappings.archived", Some(archived)),
            None => conditions.equals("import_mappings.archived", Bind::Bool(false)),
        }
        let by_name = [(ImportMappingOrderField::Name, OrderDirection::Asc)];
        let terms = ImportMappingOrder::terms(&order_by.unwrap_or_default(), &by_name, &asking.viewer)?;
        let listing = Listing {
            conditions: conditions.into_sql().into(),
            keyset: Keyset::new(terms, ImportMapping::ID, ImportMapping::uuid),
            page: PageArgs::forward(first, after).page(&ctx.app().settings.limits)?,
        };
        Ok(Box::pin(counted(ctx, listing)).await?)
    }
}

/// What came of a change to an import mapping.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct ImportMappingPayload {
    /// The mapping as it is now; null when the change was refused.
    import_mapping: Option<ImportMapping>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl ImportMappingPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

#[derive(Default)]
pub struct UploadMutation;

#[Object]
impl UploadMutation {
    /// Keeps what columns mean for the next file of the kind, or changes what is kept. For managers and admins.
    async fn save_import_mapping(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mapping.")] input: SaveImportMappingInput,
    ) -> Result<ImportMappingPayload> {
        let done = ctx.write(async |tx| actions::save_import_mapping(tx, input.clone()).await).await;
        let (import_mapping, user_errors) = outcome(done)?;
        Ok(ImportMappingPayload { import_mapping, user_errors })
    }
    /// Begins to import an uploaded file. It is read in the background with the rights of whoever began it, whether or not they
    /// stay; `importProgress` tells how far it is. For managers and admins.
    async fn start_import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file and what its columns mean.")] input: StartImportInput,
    ) -> Result<ImportPayload> {
        let kept = ctx.app().settings.limits.import_kept;
        let done = ctx.write(async |tx| actions::start_import(tx, input.clone(), kept).await).await;
        ctx.app().imports.notify_one();
        ImportPayload::of(done)
    }
}
