//! What a document says, from the database: as whoever makes it sees it, and no more than its template asks for.

use super::model::DocumentTemplate;
use super::placeholders::Sheet;
use super::{rules, store};
use crate::accounts::model::{Account, Contact};
use crate::api::loaders::{Asking, Batch as _};
use crate::app::error::{Error, Result};
use crate::catalogue::products::model::Product;
use crate::db::entity::Entity as _;
use crate::db::id::{Id, split};
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::deals::lines::model::DealLine;
use crate::deals::model::Deal;
use crate::deals::store::briefs;
use crate::documents::pdf::{Language, Line};
use crate::documents::rules::positions;
use crate::documents::settings;
use crate::fields::values::Custom;
use crate::pipeline::model::{Lookup, Stage};
use crate::proposals::lines::store::LinesBatch;
use crate::proposals::model::Proposal;
use crate::proposals::rules::today;
use crate::team::model::{User, Workspace};
use std::collections::HashMap;
use uuid::Uuid;

/// One record; none when there is none or the viewer may not see it.
pub async fn one<R: Visible>(
    conn: &mut DbConnection,
    asking: &Asking,
    id: Option<Id<R>>,
) -> Result<Option<R>> {
    let Some(id) = id else { return Ok(None) };
    list::find(conn, (&asking.viewer, asking.now), id).await
}

/// Everything a document can say of a deal, as far as its template asks for it.
pub async fn sheet(
    conn: &mut DbConnection,
    asking: &Asking,
    (template, deal, proposal): (DocumentTemplate, Deal, Option<Proposal>),
) -> Result<Sheet> {
    let used = &template.placeholders;
    let has = |kind: &str| rules::speaks_of(used, kind);
    let workspace = one(conn, asking, Some(Id::<Workspace>::of(asking.viewer.workspace_id))).await?;
    let workspace = workspace.ok_or(Error::NotFound(Workspace::NAME))?;
    let company = match has("company.") {
        true => settings::store::find(conn, (&asking.viewer, asking.now)).await?,
        false => None,
    };
    let long = ["deal.description", "deal.customerNeeds", "deal.proposedSolution"];
    let brief = match long.iter().any(|key| has(key)) {
        true => briefs(conn, deal.workspace_id.0, &[deal.id.0]).await?.pop(),
        false => None,
    };
    let account: Option<Account> = one(conn, asking, deal.account_id.filter(|_| has("account."))).await?;
    let industry = account.as_ref().and_then(|account| account.industry_id);
    let contact = proposal.as_ref().map_or(deal.primary_contact_id, |proposal| proposal.contact_id);
    let contact: Option<Contact> = one(conn, asking, contact.filter(|_| has("contact."))).await?;
    let lines = match rules::has_lines(used) {
        true => lines(conn, asking, (&deal, proposal.as_ref())).await?,
        false => Vec::new(),
    };
    let custom = [
        account.as_ref().map(|one| &one.custom),
        contact.as_ref().map(|one| &one.custom),
        Some(&deal.custom),
        proposal.as_ref().map(|one| &one.custom),
    ];
    let named = match used.iter().any(|key| key.contains(".custom.")) {
        true => named(conn, asking, custom.into_iter().flatten()).await?,
        false => HashMap::new(),
    };
    Ok(Sheet {
        language: Language::from_code(&template.language).unwrap_or(Language::En),
        today: today(&workspace.time_zone, asking.now),
        user: one(conn, asking, asking.viewer.user_id().map(Id::of).filter(|_| has("user."))).await?,
        stage: one::<Stage>(conn, asking, Some(deal.stage_id).filter(|_| has("deal.stage"))).await?,
        owner: one::<User>(conn, asking, Some(deal.owner_id).filter(|_| has("deal.owner"))).await?,
        source: one::<Lookup>(conn, asking, deal.source_id.filter(|_| has("deal.source"))).await?,
        industry: one::<Lookup>(conn, asking, industry.filter(|_| has("account.industry"))).await?,
        fields: asking.viewer.fields().to_vec(),
        named,
        workspace,
        company,
        deal,
        brief,
        account,
        contact,
        proposal,
        lines,
    })
}

/// The lines of a proposal, or else of the deal.
async fn lines(
    conn: &mut DbConnection,
    asking: &Asking,
    (deal, proposal): (&Deal, Option<&Proposal>),
) -> Result<Vec<Line>> {
    let Some(proposal) = proposal else {
        let lines = store::lines(conn, asking, deal.id).await?;
        let products = lines.iter().map(|line| line.product_id);
        let products = products_of(conn, asking, products).await?;
        return Ok((1..).zip(&lines).map(|(position, line)| of_deal(position, line, &products)).collect());
    };
    let lines = LinesBatch::load(conn, asking, vec![proposal.id.0]).await?.remove(&proposal.id.0);
    let lines = lines.unwrap_or_default();
    let products = products_of(conn, asking, lines.iter().map(|line| line.product_id)).await?;
    Ok(positions(&lines, &products))
}

async fn products_of(
    conn: &mut DbConnection,
    asking: &Asking,
    ids: impl Iterator<Item = Option<Id<Product>>>,
) -> Result<HashMap<Uuid, Product>> {
    let ids: Vec<Uuid> = ids.flatten().map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<Product> = list::by_ids(conn, (&asking.viewer, asking.now), ids).await?;
    Ok(found.into_iter().map(|product| (product.id.0, product)).collect())
}

fn of_deal(position: u32, line: &DealLine, products: &HashMap<Uuid, Product>) -> Line {
    let product = line.product_id.and_then(|id| products.get(&id.0));
    Line {
        position,
        description: line.description.clone(),
        product_code: product.and_then(|product| product.code.clone()),
        quantity: line.quantity,
        unit_price: line.unit_price,
        discount_percent: line.discount_percent,
        tax_percent: line.tax_percent,
        total: line.total,
    }
}

/// What the records are called that custom values name, by their ids.
async fn named<'a>(
    conn: &mut DbConnection,
    asking: &Asking,
    values: impl Iterator<Item = &'a Custom>,
) -> Result<HashMap<String, String>> {
    let mut ids: HashMap<&str, Vec<Uuid>> = HashMap::new();
    for text in values.flat_map(|custom| custom.0.values()).filter_map(|value| value.as_str()) {
        if let Some((prefix, id)) = split(text) {
            ids.entry(prefix).or_default().push(id);
        }
    }
    let mut of = |prefix: &str| ids.remove(prefix).unwrap_or_default();
    let (users, accounts, contacts) = (of(User::PREFIX), of(Account::PREFIX), of(Contact::PREFIX));
    let mut names = HashMap::new();
    for user in some::<User>(conn, asking, users).await? {
        names.insert(user.id.to_string(), user.name);
    }
    for account in some::<Account>(conn, asking, accounts).await? {
        names.insert(account.id.to_string(), account.name);
    }
    for contact in some::<Contact>(conn, asking, contacts).await? {
        names.insert(contact.id.to_string(), super::placeholders::called(&contact));
    }
    Ok(names)
}

async fn some<R: Visible>(conn: &mut DbConnection, asking: &Asking, ids: Vec<Uuid>) -> Result<Vec<R>> {
    match ids.is_empty() {
        true => Ok(Vec::new()),
        false => list::by_ids(conn, (&asking.viewer, asking.now), ids).await,
    }
}
