//! A proposal on paper, from the database: as whoever asks sees it.

use crate::accounts::model::Contact;
use crate::api::loaders::{Asking, Batch as _};
use crate::app::App;
use crate::app::actor::Viewer;
use crate::app::error::{Error, Result};
use crate::catalogue::products::model::Product;
use crate::db::entity::Entity as _;
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::Conn;
use crate::deals::model::Deal;
use crate::documents::pdf::{ProposalDocument, Seller};
use crate::documents::{press, rules, settings, store};
use crate::files::depot::Depot;
use crate::proposals::lines::store::LinesBatch;
use crate::proposals::model::Proposal;
use crate::team::model::{User, Workspace};
use futures_util::TryStreamExt as _;
use std::sync::Arc;

/// A file that was made, and what it is called.
pub struct Made {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The proposal as the customer gets it: as it was kept when it was sent, else typeset now.
///
/// # Errors
/// `NotFound` when there is none or the viewer may not see it, `Unavailable` when too many are typeset.
pub async fn paper((app, depot): (&App, &Depot), viewer: &Arc<Viewer>, id: Id<Proposal>) -> Result<Made> {
    let kept = {
        let mut conn = app.read().await?;
        let seen: Option<Proposal> = list::find(&mut conn, (viewer, app.clock.now()), id).await?;
        seen.ok_or(Error::NotFound(Proposal::NAME))?;
        store::kept(&mut conn, viewer.workspace_id, id).await?
    };
    let Some(version) = kept else { return pdf(app, viewer, id).await };
    let size = u64::try_from(version.size).map_err(Error::internal)?;
    let mut flow = depot.open(&version.storage_key, 0..size).await?;
    let mut bytes = Vec::new();
    while let Some(more) = flow.try_next().await.map_err(Error::internal)? {
        bytes.extend(more);
    }
    Ok(Made { name: version.file_name, bytes })
}

/// The proposal as a PDF, typeset now. The connection is given back before the typesetting begins.
///
/// # Errors
/// `NotFound` when there is none or the viewer may not see it, `Unavailable` when too many are typeset.
pub async fn pdf(app: &App, viewer: &Arc<Viewer>, id: Id<Proposal>) -> Result<Made> {
    let asking = Asking { viewer: viewer.clone(), now: app.clock.now() };
    let (name, document) = {
        let mut conn = app.read().await?;
        let proposal = one(&mut conn, &asking, Some(id)).await?.ok_or(Error::NotFound(Proposal::NAME))?;
        (rules::file_name(&proposal), document(&mut conn, &asking, proposal).await?)
    };
    Ok(Made { name, bytes: press::proposal(document).await? })
}

async fn one<R: Visible>(conn: &mut Conn, asking: &Asking, id: Option<Id<R>>) -> Result<Option<R>> {
    let Some(id) = id else { return Ok(None) };
    list::find(conn, (&asking.viewer, asking.now), id).await
}

/// What stands on the paper.
async fn document(conn: &mut Conn, asking: &Asking, proposal: Proposal) -> Result<ProposalDocument> {
    let lines = LinesBatch::load(conn, asking, vec![proposal.id.0]).await?.remove(&proposal.id.0);
    let lines = lines.unwrap_or_default();
    let products: Vec<_> = lines.iter().filter_map(|line| Some(line.product_id?.0)).collect();
    let products: Vec<Product> = match products.is_empty() {
        true => Vec::new(),
        false => list::by_ids(conn, (&asking.viewer, asking.now), products).await?,
    };
    let products = products.into_iter().map(|product| (product.id.0, product)).collect();
    let deal = one(conn, asking, Some(proposal.deal_id)).await?.ok_or(Error::NotFound(Deal::NAME))?;
    let account = one(conn, asking, deal.account_id).await?;
    let contact: Option<Contact> = one(conn, asking, proposal.contact_id).await?;
    let author: Option<User> = one(conn, asking, proposal.created_by).await?;
    let workspace = one(conn, asking, Some(Id::<Workspace>::of(asking.viewer.workspace_id)));
    let workspace = workspace.await?.ok_or(Error::NotFound(Workspace::NAME))?;
    Ok(ProposalDocument {
        language: rules::language(&proposal),
        currency: proposal.currency.clone(),
        seller: seller(conn, asking, &workspace).await?,
        customer: rules::customer(account.as_ref(), contact.as_ref()),
        number: proposal.number.clone(),
        revision: u32::try_from(proposal.revision).map_err(Error::internal)?,
        date: rules::dated(&proposal, &workspace.time_zone),
        valid_until: Some(proposal.valid_until),
        prepared_by: author.map(|author| author.name),
        lines: rules::positions(&lines, &products),
        totals: rules::totals(&proposal, &lines),
        mark: rules::mark(&proposal, &lines),
        intro: proposal.intro,
        terms: proposal.terms,
    })
}

/// Who offers: the workspace, as far as its settings say nothing else.
async fn seller(conn: &mut Conn, asking: &Asking, workspace: &Workspace) -> Result<Seller> {
    let Some(told) = settings::store::find(conn, (&asking.viewer, asking.now)).await? else {
        return Ok(Seller { name: workspace.name.clone(), ..Seller::default() });
    };
    let logo = match told.logo_hash {
        Some(_) => settings::store::logo(conn, asking.viewer.workspace_id).await?,
        None => None,
    };
    Ok(Seller {
        name: told.company.unwrap_or_else(|| workspace.name.clone()),
        address: told.address.as_deref().map(rules::lines_of).unwrap_or_default(),
        registration_number: told.registration_number,
        tax_number: told.tax_number,
        email: told.email,
        phone: told.phone,
        website: told.website,
        logo,
        accent: told.accent_color.as_deref().and_then(settings::rules::colour),
    })
}
