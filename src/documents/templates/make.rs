//! Making a document of a deal: what it says is read as whoever asks sees it, then it is filled where documents are typeset, then its
//! bytes are kept. The transaction that makes a file of them comes after.

use super::docx::{MEDIA_TYPE, Template};
use super::load::{self, one};
use super::model::{CreateDocumentInput, DocumentTemplate};
use super::{placeholders, rules, store};
use crate::api::loaders::Asking;
use crate::app::App;
use crate::app::actor::{Role, Viewer};
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::not_allowed;
use crate::db::entity::Entity as _;
use crate::db::pool::DbConnection;
use crate::deals::model::Deal;
use crate::documents::press;
use crate::documents::templates::actions::Brought;
use crate::files::depot::Depot;
use crate::files::keep::keep;
use crate::files::model::{Content, Upload};
use crate::pipeline::model::Lookup;
use crate::proposals::model::Proposal;
use std::sync::Arc;

/// Looks through what somebody brings.
///
/// # Errors
/// A refusal of what cannot be a template, `Unavailable` when too much is under way.
pub async fn look_through(file_name: String, content: Vec<u8>) -> Result<Brought> {
    press::work(move || {
        let read = Template::read(&content).map(|template| template.placeholders().to_vec());
        let placeholders = read.map_err(|fault| rules::refused(&fault))?;
        Ok(Brought { file_name, content, placeholders })
    })
    .await
}

/// The document, kept, and the file it is to become. The connection is given back before it is filled.
///
/// # Errors
/// Refusals of what the input names, `Unavailable` when too much is under way.
pub async fn document(
    (app, depot): (&App, &Depot),
    viewer: &Arc<Viewer>,
    input: CreateDocumentInput,
) -> Result<(Upload, Content)> {
    if viewer.role < Role::Rep {
        return Err(not_allowed(Role::Rep).into());
    }
    let asking = Asking { viewer: viewer.clone(), now: app.clock.now() };
    let mut conn = app.read().await?;
    let (template, deal, proposal) = named(&mut conn, &asking, &input).await?;
    let name = rules::document_file(&template, &deal, input.name)?;
    let category = one::<Lookup>(&mut conn, &asking, template.category_id).await?;
    let category_id = category.filter(|category| !category.archived).map(|category| category.id);
    let upload = Upload { deal_id: Some(deal.id), category_id, ..Upload::default() };
    let content = store::content(&mut conn, &template).await?;
    let sheet = load::sheet(&mut conn, &asking, (template, deal, proposal)).await?;
    drop(conn);
    let filled = press::work(move || {
        let template = Template::read(&content).map_err(Error::internal)?;
        let values = placeholders::values(&sheet, template.placeholders()).map_err(Error::internal)?;
        let fault = |fault: super::docx::Fault| {
            Refusal::at(RefusalCode::Invalid, "templateId", fault.to_string()).into()
        };
        template.fill(&values).map_err(fault)
    });
    let filled = filled.await?;
    let kept = keep((app, depot), viewer.workspace_id, (name, filled)).await?;
    Ok((upload, Content { media_type: MEDIA_TYPE.to_owned(), ..kept }))
}

/// What the input names, as far as the viewer sees it.
async fn named(
    conn: &mut DbConnection,
    asking: &Asking,
    input: &CreateDocumentInput,
) -> Result<(DocumentTemplate, Deal, Option<Proposal>)> {
    let missing = |what: &'static str, field: &str| Error::NotFound(what).at(field);
    let template: Option<DocumentTemplate> = one(conn, asking, Some(input.template_id)).await?;
    let template = template.ok_or_else(|| missing(DocumentTemplate::NAME, "templateId"))?;
    let deal: Option<Deal> = one(conn, asking, Some(input.deal_id)).await?;
    let deal = deal.ok_or_else(|| missing(Deal::NAME, "dealId"))?;
    let proposal: Option<Proposal> = one(conn, asking, input.proposal_id).await?;
    let proposal = proposal.filter(|proposal| proposal.deal_id == deal.id);
    if input.proposal_id.is_some() && proposal.is_none() {
        return Err(missing(Proposal::NAME, "proposalId"));
    }
    if template.archived {
        let message = "This template was put away; choose another.";
        return Err(Refusal::at(RefusalCode::Invalid, "templateId", message).into());
    }
    if proposal.is_none() && rules::speaks_of(&template.placeholders, "proposal.") {
        let message = "This template speaks of a proposal: choose one of the deal.";
        return Err(Refusal::at(RefusalCode::Required, "proposalId", message).into());
    }
    Ok((template, deal, proposal))
}
