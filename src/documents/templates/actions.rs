//! What admins can do with document templates.

use crate::app::actor::Role;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::{set, set_text};
use crate::documents::templates::model::{DocumentTemplate, UpdateDocumentTemplateInput};
use crate::documents::templates::{rules, store};
use crate::files::keep::hex;
use crate::live::event::{News, SubjectKind};
use crate::pipeline;
use crate::pipeline::model::LookupKind;
use crate::team;
use sha2::{Digest as _, Sha256};

/// A document that was looked through.
#[derive(Debug, Clone)]
pub struct Brought {
    pub file_name: String,
    pub content: Vec<u8>,
    pub placeholders: Vec<String>,
}

/// Adds a template; numbers and dates are written in the workspace's language unless another is given.
pub async fn create_document_template(
    tx: &mut Tx,
    (name, language): (&str, Option<&str>),
    brought: &Brought,
) -> Result<DocumentTemplate> {
    tx.require(Role::Admin)?;
    let language = match language {
        Some(language) => language.to_owned(),
        None => team::store::workspace(tx).await?.locale,
    };
    let template = DocumentTemplate {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: name.trim().to_owned(),
        description: None,
        language,
        category_id: None,
        file_name: String::new(),
        size: 0,
        content_hash: String::new(),
        placeholders: Vec::new(),
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    let template = holding(tx, template, brought)?;
    rules::check_template(&template)?;
    tx.insert(&template).await.map_err(store::taken)?;
    store::put_content(tx, template.id, &brought.content).await?;
    tx.emit(news("document_template.created", &template).creating(&template));
    Ok(template)
}

/// Gives a template other content. The same content again changes nothing.
pub async fn replace_document_template(
    tx: &mut Tx,
    (id, expected_version): (Id<DocumentTemplate>, Option<i32>),
    brought: &Brought,
) -> Result<DocumentTemplate> {
    tx.require(Role::Admin)?;
    let before: DocumentTemplate = list::get_for_update(tx, id).await?;
    tx.check_version(&before, expected_version).await?;
    let mut after = holding(tx, before.clone(), brought)?;
    if tx.save(&before, &mut after).await? {
        store::put_content(tx, id, &brought.content).await?;
        tx.emit(news("document_template.replaced", &after).changing(&before, &after));
    }
    Ok(after)
}

/// The template with this content.
fn holding(tx: &Tx, template: DocumentTemplate, brought: &Brought) -> Result<DocumentTemplate> {
    rules::check_placeholders(&brought.placeholders, tx.viewer.fields())?;
    Ok(DocumentTemplate {
        file_name: rules::template_file(&brought.file_name)?,
        size: i32::try_from(brought.content.len()).unwrap_or(i32::MAX),
        content_hash: hex(&Sha256::digest(&brought.content)),
        placeholders: brought.placeholders.clone(),
        ..template
    })
}

/// Changes what is said of a template, or puts it away.
pub async fn update_document_template(
    tx: &mut Tx,
    input: UpdateDocumentTemplateInput,
) -> Result<DocumentTemplate> {
    tx.require(Role::Admin)?;
    let before: DocumentTemplate = list::get_for_update(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = name.trim().to_owned();
    }
    set_text(&mut after.description, input.description);
    after.language = input.language.unwrap_or(after.language);
    set(&mut after.category_id, input.category_id);
    after.archived = input.archived.unwrap_or(after.archived);
    rules::check_template(&after)?;
    let change = (before.category_id, after.category_id);
    pipeline::store::check_lookup(tx, "categoryId", LookupKind::FileCategory, change).await?;
    if tx.save(&before, &mut after).await.map_err(store::taken)? {
        tx.emit(news("document_template.changed", &after).changing(&before, &after));
    }
    Ok(after)
}

fn news(kind: &'static str, template: &DocumentTemplate) -> News {
    News::of(kind, SubjectKind::DocumentTemplate, template.id.0, template.version)
}
