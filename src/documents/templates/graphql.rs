//! Document templates in GraphQL. Their content comes and goes by plain HTTP: `api/document_templates`.

use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::page::{Counting, PageArgs, counted};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::Result as AppResult;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::documents::templates::model::{
    CreateDocumentInput, DocumentPlaceholder, DocumentTemplate, DocumentTemplateFilter,
    DocumentTemplateOrder, DocumentTemplateOrderField, UpdateDocumentTemplateInput,
};
use crate::documents::templates::{actions, make, placeholders, store};
use crate::files;
use crate::files::keep::forget;
use crate::files::model::File;
use crate::history::model::{ActorNode, HistoryConnection};
use crate::pipeline::model::Lookup;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use std::sync::Arc;

impl Related for DocumentTemplate {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        page.one("category", |template| template.category_id).await
    }
}

#[ComplexObject]
impl DocumentTemplate {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<DocumentTemplate> {
        self.id
    }
    /// The category of the files that are made from it: a value of the list `FILE_CATEGORY`.
    async fn category(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lookup>>> {
        Ok(ctx.one(self.category_id).await?)
    }
    /// Where its content is read, as it was brought; `PUT` to the same address replaces it.
    async fn url(&self) -> String {
        format!("/document-templates/{}.docx", self.id)
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
    /// Who added it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// A list of templates as asked for; by name unless another order is given.
fn listing(
    ctx: &Context<'_>,
    filter: Option<&DocumentTemplateFilter>,
    order: &[DocumentTemplateOrder],
    search: Option<&str>,
    args: PageArgs,
) -> AppResult<Listing<DocumentTemplate>> {
    let page = args.page(&ctx.app().settings.limits)?;
    let asking = &ctx.loaders()?.asking;
    let mut conditions = DocumentTemplate::seen_by(&asking.viewer, asking.now);
    store::templates_where(&mut conditions, filter, search)?;
    let by_name = [(DocumentTemplateOrderField::Name, OrderDirection::Asc)];
    let terms = DocumentTemplateOrder::terms(order, &by_name, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, DocumentTemplate::ID, DocumentTemplate::uuid),
        page,
    })
}

#[derive(Default)]
pub struct DocumentTemplateQuery;

#[Object]
impl DocumentTemplateQuery {
    /// One document template; null when there is none.
    async fn document_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Id<DocumentTemplate>,
    ) -> Result<Option<Arc<DocumentTemplate>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The document templates that match, by name unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn document_templates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all in use when left out.")] filter: Option<
            Box<DocumentTemplateFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<
            Vec<DocumentTemplateOrder>,
        >,
        #[graphql(desc = "Words that all occur in the name, without regard to case and accents.")]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<DocumentTemplate>> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        Ok(Box::pin(counted(ctx, listing(ctx, filter.as_deref(), &order, search.as_deref(), args)?)).await?)
    }
    /// Everything a template can name, with the workspace's custom fields of deals, accounts and contacts.
    async fn document_placeholders(&self, ctx: &Context<'_>) -> Result<Vec<DocumentPlaceholder>> {
        Ok(placeholders::all(ctx.viewer()?.fields()))
    }
}

/// What came of a change to a document template.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct DocumentTemplatePayload {
    /// The template as it is now; null when the change was refused.
    document_template: Option<DocumentTemplate>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl DocumentTemplatePayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// What came of making a document.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct CreateDocumentPayload {
    /// The new file of the deal; null when none was made.
    file: Option<File>,
    /// Why none was made; empty when it was.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl CreateDocumentPayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

/// Makes the document and a file of it; where no file comes of its bytes, none of them stay.
async fn create(ctx: &Context<'_>, input: CreateDocumentInput) -> AppResult<File> {
    let (viewer, app, depot) = (ctx.viewer()?, ctx.app(), ctx.depot()?);
    let (upload, content) = make::document((app, depot), viewer, input).await?;
    let quota = app.settings.limits.files_quota;
    let work = async |tx: &mut Tx| files::actions::add(tx, &upload, (&content, quota)).await;
    let added = ctx.write(work).await;
    // Told again of an earlier document, nothing came of these bytes either.
    if !added.as_ref().is_ok_and(|added| added.version.storage_key == content.storage_key) {
        forget((app, depot), viewer.workspace_id, &content.storage_key).await;
    }
    Ok(added?.file)
}

#[derive(Default)]
pub struct DocumentTemplateMutation;

#[Object]
impl DocumentTemplateMutation {
    /// Changes what is said of a document template, or puts it away: fields left out stay, nulls clear. Admins only. A template is
    /// brought by `POST /document-templates`.
    async fn update_document_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The template and what changes.")] input: UpdateDocumentTemplateInput,
    ) -> Result<DocumentTemplatePayload> {
        let done = ctx.write(async |tx| actions::update_document_template(tx, input.clone()).await).await;
        let (document_template, user_errors) = outcome(done)?;
        Ok(DocumentTemplatePayload { document_template, user_errors })
    }
    /// Makes a Word document of a deal from a template: a file of the deal, with what the viewer sees of it now.
    async fn create_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The template, the deal, and the proposal if it speaks of one.")]
        input: CreateDocumentInput,
    ) -> Result<CreateDocumentPayload> {
        let (file, user_errors) = outcome(Box::pin(create(ctx, input)).await)?;
        Ok(CreateDocumentPayload { file, user_errors })
    }
}
