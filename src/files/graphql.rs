//! Files in GraphQL. Content goes in and out by plain HTTP: `api/files`.

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::Activity;
use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted, counted_under};
use crate::api::scalars::Cursor;
use crate::api::user_errors::{UserError, outcome, position, user_actor};
use crate::app::error::{Error, Result as AppResult};
use crate::db::id::Id;
use crate::db::list::{Listing, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::model::Deal;
use crate::documents::settings::rules::LOGO_BYTES;
use crate::documents::templates::docx::MOST_BYTES;
use crate::files::model::{File, FileFilter, FileOrder, FileOrderField, FileVersion, UpdateFileInput};
use crate::files::rules::MOST_VERSIONS;
use crate::files::store::{NumberBatch, VersionsBatch};
use crate::files::{actions, store};
use crate::history::model::{ActorNode, HistoryConnection};
use crate::leads::model::Lead;
use crate::pipeline::model::Lookup;
use async_graphql::{ComplexObject, Context, Object, Result, SimpleObject};
use futures_util::try_join;
use std::sync::Arc;
use uuid::Uuid;

impl Related for File {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("category", |file| file.category_id),
            page.one("deal", |file| file.deal_id),
            page.one("account", |file| file.account_id),
            page.one("contact", |file| file.contact_id),
            page.one("lead", |file| file.lead_id),
            page.one("activity", |file| file.activity_id),
            page.batch::<NumberBatch>("current", |file| Some((file.id.0, file.number))),
            page.batch::<VersionsBatch>("versions", |file| Some(file.id.0)),
        )
        .map(drop)
    }
}

#[ComplexObject]
impl File {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<File> {
        self.id
    }
    /// What kind of document it is: a value of the list `FILE_CATEGORY`.
    async fn category(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lookup>>> {
        Ok(ctx.one(self.category_id).await?)
    }
    /// Its latest version.
    async fn current(&self, ctx: &Context<'_>) -> Result<FileVersion> {
        let version = ctx.loaders()?.load::<NumberBatch>((self.id.0, self.number)).await?;
        Ok(version.ok_or_else(|| Error::internal("a file without a version"))?)
    }
    /// Its versions, the newest first.
    async fn versions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 50 when left out.")] first: Option<i32>,
    ) -> Result<Vec<FileVersion>> {
        let first = first.unwrap_or(50);
        let most = usize::try_from(first).ok().filter(|_| (1..=MOST_VERSIONS).contains(&first));
        let wrong = || Error::BadInput(format!("first takes 1 to {MOST_VERSIONS}, not {first}").into());
        let most = most.ok_or_else(wrong)?;
        let mut versions = ctx.loaders()?.load::<VersionsBatch>(self.id.0).await?.unwrap_or_default();
        versions.truncate(most);
        Ok(versions)
    }
    /// The deal it hangs on.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Option<Arc<Deal>>> {
        Ok(ctx.one(self.deal_id).await?)
    }
    /// The account it hangs on.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Arc<Account>>> {
        Ok(ctx.one(self.account_id).await?)
    }
    /// The contact it hangs on.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Arc<Contact>>> {
        Ok(ctx.one(self.contact_id).await?)
    }
    /// The lead it hangs on, or was added to before the lead became a deal; null too when the viewer may not see the lead.
    async fn lead(&self, ctx: &Context<'_>) -> Result<Option<Arc<Lead>>> {
        Ok(ctx.one(self.lead_id).await?)
    }
    /// The activity it hangs on.
    async fn activity(&self, ctx: &Context<'_>) -> Result<Option<Arc<Activity>>> {
        Ok(ctx.one(self.activity_id).await?)
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

#[ComplexObject]
impl FileVersion {
    /// Where its content is, on this server: a download; with `?inline` shown, when it has a preview.
    async fn url(&self) -> String {
        format!("/files/{}/versions/{}", self.file_id, self.number)
    }
    /// Who uploaded it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
}

/// Which files are asked for, and in which order.
pub type Wanted = (Option<Box<FileFilter>>, Vec<FileOrder>);

/// A list as asked for; the newest first unless another order is given.
fn listing(
    ctx: &Context<'_>,
    (filter, order): (Option<&FileFilter>, &[FileOrder]),
    search: Option<&str>,
    args: PageArgs,
) -> AppResult<Listing<File>> {
    let asking = &ctx.loaders()?.asking;
    let mut conditions = File::seen_by(&asking.viewer, asking.now);
    store::files_where(&mut conditions, filter, search)?;
    let newest = [(FileOrderField::CreatedAt, OrderDirection::Desc)];
    let terms = FileOrder::terms(order, &newest, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, File::ID, File::uuid),
        page: args.page(&ctx.app().settings.limits)?,
    })
}

/// The files on a deal.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<File>> {
    under(ctx, (id.0, ("files.deal_id", |file| file.deal_id.map(|id| id.0))), wanted, args).await
}

/// The files on an account itself.
pub async fn of_account(
    ctx: &Context<'_>,
    id: Id<Account>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<File>> {
    under(ctx, (id.0, ("files.account_id", |file| file.account_id.map(|id| id.0))), wanted, args).await
}

/// The files on a contact.
pub async fn of_contact(
    ctx: &Context<'_>,
    id: Id<Contact>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<File>> {
    under(ctx, (id.0, ("files.contact_id", |file| file.contact_id.map(|id| id.0))), wanted, args).await
}

/// The files on a lead, or that were there before it became a deal.
pub async fn of_lead(
    ctx: &Context<'_>,
    id: Id<Lead>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<File>> {
    under(ctx, (id.0, ("files.lead_id", |file| file.lead_id.map(|id| id.0))), wanted, args).await
}

/// The files on an activity.
pub async fn of_activity(
    ctx: &Context<'_>,
    id: Id<Activity>,
    wanted: Wanted,
    args: PageArgs,
) -> AppResult<Counting<File>> {
    under(ctx, (id.0, ("files.activity_id", |file| file.activity_id.map(|id| id.0))), wanted, args).await
}

async fn under(
    ctx: &Context<'_>,
    (parent, column): (Uuid, ParentColumn<File>),
    (filter, order): Wanted,
    args: PageArgs,
) -> AppResult<Counting<File>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let listing = listing(ctx, (filter.as_deref(), &order), None, args)?;
    counted_under(ctx, Under { parent, column, shape, listing: listing.into() }).await
}

/// How many bytes the server takes at once, by what they are.
#[derive(SimpleObject)]
#[graphql(crate = "crate::api::fields")]
pub struct UploadLimits {
    /// Of one version of a file: `POST /files`.
    file_bytes: i64,
    /// Of a file to import: `POST /imports`.
    import_bytes: i64,
    /// Of a document template: `POST /document-templates`.
    document_template_bytes: i64,
    /// Of the company's logo: `PUT /proposal-logo`.
    logo_bytes: i64,
}

#[derive(Default)]
pub struct FileQuery;

#[Object]
impl FileQuery {
    /// One file; null when there is none or the viewer may not see the record it hangs on.
    async fn file(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] id: Id<File>,
    ) -> Result<Option<Arc<File>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The files that match, on whatever record, the newest first unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn files(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all that were not put away when left out.")] filter: Option<
            Box<FileFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<FileOrder>>,
        #[graphql(desc = "Words that all occur in the name, without regard to case and accents.")]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<File>> {
        let args = PageArgs { first, after, last, before };
        let order = order_by.unwrap_or_default();
        let listing = listing(ctx, (filter.as_deref(), &order), search.as_deref(), args)?;
        Ok(Box::pin(counted(ctx, listing)).await?)
    }
    /// How large what one uploads may be on this server.
    async fn upload_limits(&self, ctx: &Context<'_>) -> Result<UploadLimits> {
        ctx.viewer()?;
        let limits = &ctx.app().settings.limits;
        let bytes = |most: usize| i64::try_from(most).unwrap_or(i64::MAX);
        Ok(UploadLimits {
            file_bytes: i64::try_from(limits.file_bytes).unwrap_or(i64::MAX),
            import_bytes: bytes(limits.import_bytes),
            document_template_bytes: bytes(MOST_BYTES),
            logo_bytes: bytes(LOGO_BYTES),
        })
    }
}

/// What came of a change to a file.
#[derive(SimpleObject)]
#[graphql(complex, crate = "crate::api::fields")]
pub struct FilePayload {
    /// The file as it is now; null when the change was refused.
    file: Option<File>,
    /// Why the change was refused; empty when it was made.
    user_errors: Vec<UserError>,
}

#[ComplexObject]
impl FilePayload {
    /// The log's position after the change.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<Option<Cursor>> {
        Ok(position(ctx).await?)
    }
}

#[derive(Default)]
pub struct FileMutation;

#[Object]
impl FileMutation {
    /// Changes what is said about a file, puts it away or takes it out again. Content is uploaded to `POST /files`.
    async fn update_file(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file and what changes.")] input: UpdateFileInput,
    ) -> Result<FilePayload> {
        let done = ctx.write(async |tx| actions::update_file(tx, input.clone()).await).await;
        let (file, user_errors) = outcome(done)?;
        Ok(FilePayload { file, user_errors })
    }
}
