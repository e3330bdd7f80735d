//! What a person can do with files. Whoever sees the record a file hangs on may work on the file.

use crate::accounts::actions::{account_named, contact_named};
use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::Activity;
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::{set, set_text};
use crate::deals;
use crate::deals::change::news_on;
use crate::deals::model::Deal;
use crate::files::model::{Added, Content, File, FileVersion, UpdateFileInput, Upload};
use crate::files::{rules, store};
use crate::leads;
use crate::leads::model::Lead;
use crate::live::event::{Audience, News, SubjectKind};
use crate::pipeline;
use crate::pipeline::model::LookupKind;
use crate::proposals::packages::follow::{FileChange, file_changed};
use serde_json::Value;

/// The record a file hangs on; its row, or its deal's, is locked when it is on a deal: who sees it may be changing.
enum On {
    Deal(Box<Deal>),
    Account(Id<Account>),
    Contact(Box<Contact>),
    Lead(Box<Lead>),
    Activity(Box<Activity>, Option<Box<Deal>>),
}

/// What is refused before a byte is read: a place that is not there, a list value that is none, no room for `size` more bytes.
pub async fn check_upload(tx: &mut Tx, upload: &Upload, (size, quota): (u64, u64)) -> Result<()> {
    tx.require(Role::Rep)?;
    rules::check_upload(upload)?;
    match upload.file_id {
        Some(id) => {
            let file: File = list::get(tx, id).await.map_err(|error| error.at("fileId"))?;
            rules::check_number(file.number + 1)?;
        }
        None => {
            place(tx, upload).await?;
            check_category(tx, (None, upload.category_id)).await?;
        }
    }
    let used = u64::try_from(store::used(tx).await?).unwrap_or(u64::MAX);
    if used.saturating_add(size) > quota { Err(Error::StorageFull) } else { Ok(()) }
}

/// Makes a file, or a file's next version, of content that has arrived; it is no longer on the list of what may be removed.
pub async fn add(tx: &mut Tx, upload: &Upload, (content, quota): (&Content, u64)) -> Result<Added> {
    tx.require(Role::Rep)?;
    rules::check_upload(upload)?;
    let added = match upload.file_id {
        Some(id) => add_version(tx, id, (upload, content)).await?,
        None => add_file(tx, (upload, content)).await?,
    };
    tx.insert(&added.version).await?;
    let workspace_id = tx.workspace_id();
    if !store::end_upload(tx.conn(), workspace_id, &content.storage_key).await? {
        return Err(Error::internal("an upload outlived its place on the list"));
    }
    store::take_room(tx, content.size, quota).await?;
    Ok(added)
}

async fn add_file(tx: &mut Tx, (upload, content): (&Upload, &Content)) -> Result<Added> {
    let on = place(tx, upload).await?;
    check_category(tx, (None, upload.category_id)).await?;
    let file = File {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: content.file_name.clone(),
        category_id: upload.category_id,
        description: tidy(upload.description.clone()),
        archived: false,
        deal_id: upload.deal_id,
        account_id: upload.account_id,
        contact_id: upload.contact_id,
        lead_id: upload.lead_id,
        activity_id: upload.activity_id,
        number: 1,
        size: content.size,
        media_type: content.media_type.clone(),
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    };
    rules::check_file(&file)?;
    tx.insert(&file).await?;
    let news = news(tx, &on, "file.added", &file).await?;
    tx.emit(news.creating(&file));
    touch(tx, &on).await?;
    Ok(Added { version: version(tx, &file, (upload, content)), file })
}

async fn add_version(tx: &mut Tx, id: Id<File>, (upload, content): (&Upload, &Content)) -> Result<Added> {
    let found: File = list::get(tx, id).await.map_err(|error| error.at("fileId"))?;
    let on = on(tx, &found).await?;
    let before: File = list::get_for_update(tx, id).await.map_err(|error| error.at("fileId"))?;
    let mut after = File {
        number: before.number + 1,
        size: content.size,
        media_type: content.media_type.clone(),
        ..before.clone()
    };
    rules::check_number(after.number)?;
    tx.save(&before, &mut after).await?;
    let mut news = news(tx, &on, "file.version_added", &after).await?.changing(&before, &after);
    news.changes.insert("file_name".to_owned(), (Value::Null, content.file_name.clone().into()));
    if let Some(comment) = tidy(upload.comment.clone()) {
        news.changes.insert("comment".to_owned(), (Value::Null, comment.into()));
    }
    tx.emit(news);
    follow(tx, &on, (&after, FileChange::Replaced)).await?;
    touch(tx, &on).await?;
    Ok(Added { version: version(tx, &after, (upload, content)), file: after })
}

fn version(tx: &Tx, file: &File, (upload, content): (&Upload, &Content)) -> FileVersion {
    FileVersion {
        workspace_id: file.workspace_id,
        id: Id::new(),
        file_id: file.id,
        number: file.number,
        file_name: content.file_name.clone(),
        size: content.size,
        media_type: content.media_type.clone(),
        preview: content.preview,
        storage_key: content.storage_key.clone(),
        sha256: content.sha256.clone(),
        comment: tidy(upload.comment.clone()),
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
    }
}

/// Changes what is said about a file, puts it away or takes it out again.
pub async fn update_file(tx: &mut Tx, input: UpdateFileInput) -> Result<File> {
    tx.require(Role::Rep)?;
    let found: File = list::get(tx, input.id).await?;
    let on = on(tx, &found).await?;
    let before: File = list::get_for_update(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = name.trim().to_owned();
    }
    set(&mut after.category_id, input.category_id);
    set_text(&mut after.description, input.description);
    after.archived = input.archived.unwrap_or(after.archived);
    rules::check_file(&after)?;
    check_category(tx, (before.category_id, after.category_id)).await?;
    if tx.save(&before, &mut after).await? {
        let kind = match (before.archived, after.archived) {
            (false, true) => "file.archived",
            (true, false) => "file.restored",
            _ => "file.changed",
        };
        let news = news(tx, &on, kind, &after).await?;
        tx.emit(news.changing(&before, &after));
        if kind == "file.archived" {
            follow(tx, &on, (&after, FileChange::PutAway)).await?;
        }
    }
    Ok(after)
}

/// What was approved of a file on a deal is not what there is any more.
async fn follow(tx: &mut Tx, on: &On, change: (&File, FileChange)) -> Result<()> {
    match on {
        On::Deal(deal) => file_changed(tx, deal, change).await,
        _ => Ok(()),
    }
}

/// Puts the files of a lead on the deal it became.
pub async fn carry(tx: &mut Tx, lead: &Lead, deal: &Deal) -> Result<()> {
    let files: Vec<File> = leads::store::on_lead_for_update(tx, "files.lead_id", lead.id).await?;
    for before in files {
        let mut after = File { deal_id: Some(deal.id), ..before.clone() };
        if tx.save(&before, &mut after).await? {
            let subject = (SubjectKind::File, after.id.0, after.version);
            let mut news = news_on(tx, deal, "file.changed", subject).await?.changing(&before, &after);
            news.audience_before = Some(leads::actions::audience(lead));
            tx.emit(news);
        }
    }
    Ok(())
}

async fn check_category(
    tx: &mut Tx,
    change: (Option<Id<pipeline::model::Lookup>>, Option<Id<pipeline::model::Lookup>>),
) -> Result<()> {
    pipeline::store::check_lookup(tx, "categoryId", LookupKind::FileCategory, change).await
}

/// Where a new file is to hang.
async fn place(tx: &mut Tx, upload: &Upload) -> Result<On> {
    if let Some(id) = upload.deal_id {
        return Ok(On::Deal(list::get_for_update(tx, id).await.map_err(|error| error.at("dealId"))?.into()));
    }
    if let Some(id) = upload.account_id {
        return Ok(On::Account(account_named(tx, "accountId", id).await?.id));
    }
    if let Some(id) = upload.contact_id {
        return Ok(On::Contact(contact_named(tx, "contactId", id).await?.into()));
    }
    if let Some(id) = upload.lead_id {
        return Ok(On::Lead(leads::actions::open_for_update(tx, id).await?.into()));
    }
    match upload.activity_id {
        Some(id) => on_activity(tx, id).await.map_err(|error| error.at("activityId")),
        None => Err(Error::internal("a file for nothing")),
    }
}

/// Where a file hangs.
async fn on(tx: &mut Tx, file: &File) -> Result<On> {
    Ok(match (file.deal_id, file.account_id, file.contact_id, file.activity_id, file.lead_id) {
        (Some(id), ..) => On::Deal(list::get_for_update(tx, id).await?.into()),
        (_, Some(id), ..) => On::Account(id),
        (_, _, Some(id), ..) => On::Contact(list::get(tx, id).await?.into()),
        (_, _, _, Some(id), _) => on_activity(tx, id).await?,
        (.., Some(id)) => On::Lead(list::get_for_update(tx, id).await?.into()),
        _ => return Err(Error::internal("a file on nothing")),
    })
}

async fn on_activity(tx: &mut Tx, id: Id<Activity>) -> Result<On> {
    let activity: Activity = list::get(tx, id).await?;
    let deal = match activity.deal_id {
        Some(deal) => Some(Box::new(list::get_for_update(tx, deal).await?)),
        None => None,
    };
    Ok(On::Activity(activity.into(), deal))
}

/// Something was done on the deal it hangs on.
async fn touch(tx: &mut Tx, on: &On) -> Result<()> {
    if let On::Deal(deal) = on {
        deals::actions::touch_activity(tx, deal.id).await?;
    }
    Ok(())
}

async fn news(tx: &mut Tx, on: &On, kind: &'static str, file: &File) -> Result<News> {
    let subject = (SubjectKind::File, file.id.0, file.version);
    let news = News::of(kind, subject.0, subject.1, subject.2);
    let heard = |news: News, audience: Audience| news.heard_by(Some(audience.clone()), Some(audience));
    match on {
        On::Deal(deal) | On::Activity(_, Some(deal)) => news_on(tx, deal, kind, subject).await,
        On::Account(id) => Ok(news.on(None, Some(id.0))),
        On::Contact(contact) => Ok(news.on(None, contact.account_id.map(|id| id.0))),
        On::Lead(lead) => Ok(heard(news, leads::actions::audience(lead))),
        On::Activity(activity, None) => {
            let news = news.on(None, activity.account_id.map(|id| id.0));
            match activity.lead_id {
                Some(lead) => {
                    let lead: Lead = list::get(tx, lead).await?;
                    Ok(heard(news, leads::actions::audience(&lead)))
                }
                None => Ok(news),
            }
        }
    }
}
