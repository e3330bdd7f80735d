//! Contract packages in GraphQL: their fields and lists. The mutations are in `mutation`, what is live in `subscription`.

pub mod mutation;
pub mod subscription;

use crate::api::ahead::{Ahead, Related};
use crate::api::context::Ask;
use crate::api::fields::List;
use crate::api::loaders::Asking;
use crate::api::page::{Counting, PageArgs, ParentColumn, Under, counted, counted_under};
use crate::api::scalars::Date;
use crate::api::user_errors::user_actor;
use crate::app::actor::Role;
use crate::app::error::{Error, Result as AppResult};
use crate::approvals::runs::model::Approval;
use crate::approvals::runs::store::LatestBatch;
use crate::db::id::Id;
use crate::db::list::{Listing, Page, Visible};
use crate::db::order::{Keyset, OrderDirection};
use crate::deals::model::Deal;
use crate::files::model::{File, FileVersion};
use crate::files::store::NumberBatch;
use crate::history::model::{ActorNode, HistoryConnection};
use crate::proposals::packages::model::{
    ContractPackage, ContractPackageAction, ContractPackageFile, ContractPackageFilter, ContractPackageOrder,
    ContractPackageOrderField,
};
use crate::proposals::packages::rules;
use crate::proposals::packages::store::{FilesBatch, packages_where};
use async_graphql::{ComplexObject, Context, Object, Result};
use futures_util::try_join;
use std::sync::Arc;

impl Related for ContractPackage {
    async fn ahead(page: &Ahead<'_, Self>) -> AppResult<()> {
        try_join!(
            page.one("deal", |package| Some(package.deal_id)),
            page.one("signedFile", |package| package.signed_file_id),
            page.batch::<FilesBatch>("files", |package| Some(package.id.0)),
            page.batch::<LatestBatch>("approval", |package| Some(package.id.0)),
        )
        .map(drop)
    }
}

/// One version of a file that a contract package is about.
#[Object(crate = "crate::api::fields")]
impl ContractPackageFile {
    /// The file.
    async fn file(&self, ctx: &Context<'_>) -> Result<Arc<File>> {
        Ok(ctx.the(self.file_id).await?)
    }
    /// The version that is pinned: exactly these bytes.
    async fn version(&self, ctx: &Context<'_>) -> Result<FileVersion> {
        let version = ctx.loaders()?.load::<NumberBatch>((self.file_id.0, self.number)).await?;
        Ok(version.ok_or_else(|| Error::internal("a pinned version that is not there"))?)
    }
    /// Whether the file has no newer version.
    async fn is_latest(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(ctx.the(self.file_id).await?.number == self.number)
    }
}

#[ComplexObject]
impl ContractPackage {
    /// Its id, the same everywhere.
    pub async fn id(&self) -> Id<ContractPackage> {
        self.id
    }
    /// The deal it is on.
    async fn deal(&self, ctx: &Context<'_>) -> Result<Arc<Deal>> {
        Ok(ctx.the(self.deal_id).await?)
    }
    /// What is to be signed, in order: at most 50 files, each in one version.
    async fn files(&self, ctx: &Context<'_>) -> Result<List<ContractPackageFile>> {
        let pins = ctx.loaders()?.load::<FilesBatch>(self.id.0).await?;
        Ok(List(pins.map(Arc::unwrap_or_clone).unwrap_or_default()))
    }
    /// The approval that was asked for it last; null when none was. `recallApproval` takes it back.
    async fn approval(&self, ctx: &Context<'_>) -> Result<Option<Arc<Approval>>> {
        Ok(ctx.loaders()?.load::<LatestBatch>(self.id.0).await?)
    }
    /// What the viewer may do with it now.
    async fn actions(&self, ctx: &Context<'_>) -> Result<Vec<ContractPackageAction>> {
        let works = ctx.viewer()?.role >= Role::Rep;
        Ok(if works { rules::actions(self) } else { Vec::new() })
    }
    /// Who asked for its approval last.
    async fn submitted_by(&self) -> Option<ActorNode> {
        user_actor(self.submitted_by.map(|id| id.0))
    }
    /// Who said that it was signed.
    async fn signed_by(&self) -> Option<ActorNode> {
        user_actor(self.signed_by.map(|id| id.0))
    }
    /// The day on the signed paper; null unless it is signed.
    async fn signed_on(&self) -> Option<Date> {
        self.signed_on.map(Date)
    }
    /// The signed paper, a file on the same deal; null when none was given.
    async fn signed_file(&self, ctx: &Context<'_>) -> Result<Option<Arc<File>>> {
        Ok(ctx.one(self.signed_file_id).await?)
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
    /// Who made it.
    async fn created_by(&self) -> Option<ActorNode> {
        user_actor(self.created_by.map(|id| id.0))
    }
    /// Who changed it last.
    async fn updated_by(&self) -> Option<ActorNode> {
        user_actor(self.updated_by.map(|id| id.0))
    }
}

/// A list of packages as asked for, also outside GraphQL; the newest first unless another order is given.
pub fn listed(
    asking: &Asking,
    (filter, order, search): (Option<&ContractPackageFilter>, &[ContractPackageOrder], Option<&str>),
    page: Page,
) -> AppResult<Listing<ContractPackage>> {
    let mut conditions = ContractPackage::seen_by(&asking.viewer, asking.now);
    packages_where(&mut conditions, filter, search)?;
    let newest = [(ContractPackageOrderField::CreatedAt, OrderDirection::Desc)];
    let terms = ContractPackageOrder::terms(order, &newest, &asking.viewer)?;
    Ok(Listing {
        conditions: conditions.into_sql().into(),
        keyset: Keyset::new(terms, ContractPackage::ID, ContractPackage::uuid),
        page,
    })
}

type Wanted = (Option<Box<ContractPackageFilter>>, Vec<ContractPackageOrder>);

/// The packages of a deal, the newest first unless another order is given.
pub async fn of_deal(
    ctx: &Context<'_>,
    id: Id<Deal>,
    (filter, order): Wanted,
    args: PageArgs,
) -> AppResult<Counting<ContractPackage>> {
    let shape = format!("{filter:?}{order:?}{args:?}").into();
    let page = args.page(&ctx.app().settings.limits)?;
    let listing = listed(&ctx.loaders()?.asking, (filter.as_deref(), &order, None), page)?.into();
    let column: ParentColumn<ContractPackage> =
        ("contract_packages.deal_id", |package| Some(package.deal_id.0));
    counted_under(ctx, Under { parent: id.0, column, shape, listing }).await
}

#[derive(Default)]
pub struct ContractPackageQuery;

#[Object]
impl ContractPackageQuery {
    /// One contract package; null when there is none or the viewer may not see it.
    async fn contract_package(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The contract package.")] id: Id<ContractPackage>,
    ) -> Result<Option<Arc<ContractPackage>>> {
        Ok(ctx.one(Some(id)).await?)
    }
    /// The contract packages that match, the newest first unless another order is given.
    #[allow(clippy::too_many_arguments)] // GraphQL arguments
    async fn contract_packages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all the viewer may see when left out.")] filter: Option<
            Box<ContractPackageFilter>,
        >,
        #[graphql(desc = "What to sort by, at most four terms.")] order_by: Option<Vec<ContractPackageOrder>>,
        #[graphql(
            desc = "Words that all occur in its name or the deal's, without regard to case and accents."
        )]
        search: Option<String>,
        #[graphql(desc = "Page size going forward, 1 to 200; 50 when left out.")] first: Option<i32>,
        #[graphql(desc = "Continue after this cursor.")] after: Option<String>,
        #[graphql(desc = "Page size going backward, 1 to 200.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<Counting<ContractPackage>> {
        let page = PageArgs { first, after, last, before }.page(&ctx.app().settings.limits)?;
        let order = order_by.unwrap_or_default();
        let asked = (filter.as_deref(), order.as_slice(), search.as_deref());
        Ok(Box::pin(counted(ctx, listed(&ctx.loaders()?.asking, asked, page)?)).await?)
    }
}
