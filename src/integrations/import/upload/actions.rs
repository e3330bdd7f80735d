//! What a person can do with uploaded files: bring one, keep what its columns mean, begin to import it.

use crate::app::actor::Role;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::list;
use crate::integrations::import::model::Import;
use crate::integrations::import::progress;
use crate::integrations::import::store::claims;
use crate::integrations::import::upload::model::{
    ColumnChoice, ImportFile, ImportMapping, SaveImportMappingInput, StartImportInput,
};
use crate::integrations::import::upload::sniff::{Sniffed, encoding};
use crate::integrations::import::upload::{plan, store};
use crate::live::event::{Audience, News, SubjectKind};
use std::time::Duration;

/// Keeps a file. For managers and admins.
pub async fn add_file(tx: &mut Tx, (name, content): (&str, &[u8]), found: &Sniffed) -> Result<ImportFile> {
    tx.require(Role::Manager)?;
    let name: String = name.trim().chars().take(200).collect();
    let file = ImportFile {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: if name.is_empty() { "file.csv".to_owned() } else { name },
        size: i32::try_from(content.len()).unwrap_or(i32::MAX),
        delimiter: found.delimiter.to_string(),
        encoding: found.encoding.clone(),
        rows: found.rows,
        shown: Jsonb(found.columns.clone()),
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
    };
    tx.insert(&file).await?;
    store::keep(tx, file.id, content).await?;
    let audience = Some(Audience::Admins { user_id: tx.by() });
    let news = News::of("import_file.uploaded", SubjectKind::ImportFile, file.id.0, file.version);
    // What is in the file is nobody's history: its name and size are.
    let told = ImportFile { shown: Jsonb(Vec::new()), ..file.clone() };
    tx.emit(news.creating(&told).heard_by(None, audience));
    Ok(file)
}

/// Begins to import a file. For managers and admins.
pub async fn start_import(tx: &mut Tx, input: StartImportInput, kept: Duration) -> Result<Import> {
    tx.require(Role::Manager)?;
    let file: ImportFile = list::get(tx, input.file_id).await.map_err(|error| error.at("fileId"))?;
    if !store::is_kept(tx, file.id).await? {
        let days = kept.as_secs() / 86_400;
        let message = format!("Files are kept for {days} days, and this one is gone. Upload it again.");
        return Err(Refusal::at(RefusalCode::Invalid, "fileId", message).into());
    }
    if input.encoding.as_deref().is_some_and(|name| encoding(name).is_none()) {
        let message = "Choose utf-8, windows-1250, windows-1252, utf-16le or utf-16be.";
        return Err(Refusal::at(RefusalCode::Invalid, "encoding", message).into());
    }
    plan::check_columns(input.kind, &input.columns)?;
    plan::check_file(&file, &input.columns, input.key_column.as_deref())?;
    check_creating(tx, &input.columns)?;
    if let Some(mapping) = input.mapping_id {
        list::get::<ImportMapping>(tx, mapping).await.map_err(|error| error.at("mappingId"))?;
    }
    let import = Import {
        kind: Some(input.kind),
        file_id: Some(file.id),
        chosen: Some(Jsonb(input.columns)),
        key_column: input.key_column,
        encoding: input.encoding.map(|name| name.to_lowercase()),
        mapping_id: input.mapping_id,
        ..progress::draft(tx, (&file.name, file.rows), input.dry_run)
    };
    progress::add(tx, &import).await?;
    claims::add(tx, import.id).await?;
    Ok(import)
}

/// Values of lists are the admins' to add.
fn check_creating(tx: &Tx, columns: &[ColumnChoice]) -> Result<()> {
    let adds = |choice: &ColumnChoice| choice.create_missing == Some(true) && choice.field != "account";
    match columns.iter().position(adds) {
        Some(place) if tx.viewer.role < Role::Admin => {
            let message =
                "Only admins add values to lists. Ask one, or leave out what the lists do not have.";
            let mut refusal = Refusal::at(RefusalCode::NotAllowed, "columns", message);
            refusal.path.extend([place.to_string(), "createMissing".to_owned()]);
            Err(refusal.into())
        }
        _ => Ok(()),
    }
}

/// Keeps what columns mean, or changes what is kept. For managers and admins.
pub async fn save_import_mapping(tx: &mut Tx, input: SaveImportMappingInput) -> Result<ImportMapping> {
    tx.require(Role::Manager)?;
    plan::check_name(&input.name)?;
    plan::check_columns(input.kind, &input.columns)?;
    let Some(id) = input.id else { return create(tx, input).await };
    let before: ImportMapping = list::get_for_update(tx, id).await?;
    tx.check_version(&before, input.expected_version).await?;
    if before.kind != input.kind {
        let message = "A mapping keeps the kind it was made for; save another one for this kind.";
        return Err(Refusal::at(RefusalCode::Invalid, "kind", message).into());
    }
    let mut after = ImportMapping {
        name: input.name.trim().to_owned(),
        chosen: Jsonb(input.columns),
        key_column: input.key_column,
        archived: input.archived.unwrap_or(before.archived),
        ..before.clone()
    };
    if tx.save(&before, &mut after).await? {
        let kind = match (before.archived, after.archived) {
            (false, true) => "import_mapping.archived",
            (true, false) => "import_mapping.restored",
            _ => "import_mapping.changed",
        };
        tx.emit(news(kind, &after).changing(&before, &after));
    }
    Ok(after)
}

async fn create(tx: &mut Tx, input: SaveImportMappingInput) -> Result<ImportMapping> {
    let mapping = ImportMapping {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: input.name.trim().to_owned(),
        kind: input.kind,
        chosen: Jsonb(input.columns),
        key_column: input.key_column,
        archived: input.archived.unwrap_or(false),
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    tx.insert(&mapping).await?;
    tx.emit(news("import_mapping.created", &mapping).creating(&mapping));
    Ok(mapping)
}

fn news(kind: &'static str, mapping: &ImportMapping) -> News {
    News::of(kind, SubjectKind::ImportMapping, mapping.id.0, mapping.version)
}
