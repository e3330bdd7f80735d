//! A list being read for a file: page after page, none held longer than it takes to write it.

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::Activity;
use crate::activities::model::Task;
use crate::api::loaders::Asking;
use crate::app::App;
use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::catalogue::competitors::model::Competitor;
use crate::catalogue::products::model::Product;
use crate::db::list::{self, Listing, Page};
use crate::deals::model::Deal;
use crate::integrations::export::around::{Around, Refers};
use crate::integrations::export::cells::Cell;
use crate::integrations::export::columns::{Chosen, Exported, choose, known};
use crate::integrations::export::model::{ExportColumn, ExportList};
use crate::leads::model::Lead;
use crate::proposals::model::Proposal;
use crate::proposals::orders::model::Order;
use crate::proposals::packages::model::ContractPackage;
use crate::views::saved::model::read;
use async_graphql::InputType;
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};
use serde_json::Value;
use std::sync::Arc;

/// Rows read at once.
const PAGE: usize = 500;

/// What somebody asks for, as the address has it.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// JSON of the list's filter.
    pub filter: Option<String>,
    /// JSON of what the list is sorted by.
    pub order_by: Option<String>,
    pub search: Option<String>,
    /// Keys parted by commas.
    pub columns: Option<String>,
    /// In which language custom fields and their options are named.
    pub locale: Option<String>,
}

/// The rows of one page, cell by cell.
pub type Rows = Vec<Vec<Cell>>;

/// A list whose first page is there.
pub struct Opened {
    pub header: Vec<String>,
    pub pages: BoxStream<'static, Result<Rows>>,
}

/// Begins to read a list.
///
/// # Errors
/// `BadInput` when filter, order or columns cannot be used, or there are more rows than fit.
pub async fn open(
    app: &Arc<App>,
    viewer: &Arc<Viewer>,
    (list, asked): (ExportList, &Asked),
) -> Result<Opened> {
    match list {
        ExportList::Deals => begin::<Deal>(app, viewer, asked).await,
        ExportList::Accounts => begin::<Account>(app, viewer, asked).await,
        ExportList::Contacts => begin::<Contact>(app, viewer, asked).await,
        ExportList::Leads => begin::<Lead>(app, viewer, asked).await,
        ExportList::Products => begin::<Product>(app, viewer, asked).await,
        ExportList::Tasks => begin::<Task>(app, viewer, asked).await,
        ExportList::Competitors => begin::<Competitor>(app, viewer, asked).await,
        ExportList::Proposals => begin::<Proposal>(app, viewer, asked).await,
        ExportList::Orders => begin::<Order>(app, viewer, asked).await,
        ExportList::ContractPackages => begin::<ContractPackage>(app, viewer, asked).await,
        ExportList::Activities => begin::<Activity>(app, viewer, asked).await,
    }
}

/// Every column a file of a list can have.
pub fn columns(viewer: &Viewer, list: ExportList, language: Option<&str>) -> Vec<ExportColumn> {
    match list {
        ExportList::Deals => known::<Deal>(viewer, language),
        ExportList::Accounts => known::<Account>(viewer, language),
        ExportList::Contacts => known::<Contact>(viewer, language),
        ExportList::Leads => known::<Lead>(viewer, language),
        ExportList::Products => known::<Product>(viewer, language),
        ExportList::Tasks => known::<Task>(viewer, language),
        ExportList::Competitors => known::<Competitor>(viewer, language),
        ExportList::Proposals => known::<Proposal>(viewer, language),
        ExportList::Orders => known::<Order>(viewer, language),
        ExportList::ContractPackages => known::<ContractPackage>(viewer, language),
        ExportList::Activities => known::<Activity>(viewer, language),
    }
}

/// An argument's JSON as the input it stands for.
fn given<T: InputType>(name: &str, text: Option<&str>) -> Result<Option<T>> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    let json: Value = serde_json::from_str(text)
        .map_err(|error| Error::BadInput(format!("{name} is not JSON: {error}").into()))?;
    if json.is_null() {
        return Ok(None);
    }
    match read::<T>(name, &json) {
        Ok(input) => Ok(Some(input)),
        Err(Error::Refused(refusals)) => {
            let told = refusals.iter().map(|refusal| refusal.message.as_ref()).collect::<Vec<_>>().join("; ");
            Err(Error::BadInput(format!("{name}: {told}{}", fields_of::<T>()).into()))
        }
        Err(error) => Err(error),
    }
}

/// The fields an input has, for whoever named another.
fn fields_of<T: InputType>() -> String {
    let empty = T::parse(Some(async_graphql::Value::Object(Default::default()))).ok();
    match empty.map(|input| input.to_value()) {
        Some(async_graphql::Value::Object(fields)) => {
            let names = fields.keys().map(async_graphql::Name::as_str).collect::<Vec<_>>();
            format!(" Known are {}.", names.join(", "))
        }
        _ => String::new(),
    }
}

/// A list being read.
struct Reading<R: Exported> {
    app: Arc<App>,
    asking: Asking,
    listing: Listing<R>,
    columns: Vec<Chosen<R>>,
    around: Around,
    locale: Option<String>,
    /// Rows that still fit.
    left: usize,
    ended: bool,
}

async fn begin<R: Exported>(app: &Arc<App>, viewer: &Arc<Viewer>, asked: &Asked) -> Result<Opened> {
    let filter: Option<R::Filter> = given("filter", asked.filter.as_deref())?;
    let order: Vec<R::Order> = given("orderBy", asked.order_by.as_deref())?.unwrap_or_default();
    let columns = choose::<R>(viewer, asked.columns.as_deref())?;
    let asking = Asking { viewer: viewer.clone(), now: app.clock.now() };
    let page = Page { limit: PAGE, cursor: None, reverse: false };
    let listing = R::listed(&asking, (filter.as_ref(), &order, asked.search.as_deref()), page)?;
    let most = app.settings.limits.export_rows;
    let count = {
        let mut conn = app.read().await?;
        list::count(&mut conn, R::TABLE, (*listing.conditions).clone()).await?
    };
    if usize::try_from(count).is_ok_and(|count| count > most) {
        let told = format!("this list has {count} rows and a file takes {most}: narrow it with a filter");
        return Err(Error::BadInput(told.into()));
    }
    let around = Around::begin(app, &asking).await?;
    let locale = asked.locale.clone();
    let header = columns.iter().map(|column| column.label(locale.as_deref())).collect();
    let app = app.clone();
    let mut reading = Reading { app, asking, listing, columns, around, locale, left: most, ended: false };
    // What goes wrong at once is told as an error, not as a file that breaks off.
    let first = reading.next().await?;
    let rest = stream::try_unfold(reading, |mut reading| async move {
        let rows = reading.next().await?;
        Ok::<_, Error>(rows.map(|rows| (rows, reading)))
    });
    Ok(Opened { header, pages: stream::iter(first.map(Ok)).chain(rest).boxed() })
}

impl<R: Exported> Reading<R> {
    /// The next page; none at the end.
    async fn next(&mut self) -> Result<Option<Rows>> {
        if self.ended {
            return Ok(None);
        }
        let mut conn = self.app.read().await?;
        let mut slice = self.listing.load(&mut conn).await?;
        self.ended = !slice.has_next || slice.rows.len() >= self.left;
        slice.rows.truncate(self.left);
        self.left -= slice.rows.len();
        let Some((cursor, _)) = slice.rows.last() else { return Ok(None) };
        self.listing.page.cursor = Some(cursor.clone());
        let refers = slice.rows.iter().map(|(_, row)| self.refers(row)).collect();
        self.around.turn(&mut conn, &self.asking, refers).await?;
        drop(conn);
        let language = self.locale.as_deref();
        let cells = |row: &R| {
            self.columns.iter().map(|column| column.cell(row, &self.around, language)).collect::<Vec<_>>()
        };
        Ok(Some(slice.rows.iter().map(|(_, row)| cells(row)).collect()))
    }

    /// What the cells asked for refer to.
    fn refers(&self, row: &R) -> Refers {
        let mut refers = row.refers();
        if !self.columns.iter().any(Chosen::needs_brief) {
            refers.brief = None;
        }
        if !self.columns.iter().any(Chosen::needs_attendees) {
            refers.attended = None;
        }
        self.columns.iter().for_each(|column| column.names(row, &mut refers));
        refers
    }
}
