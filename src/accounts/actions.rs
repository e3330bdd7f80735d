//! What a person can do with accounts and contacts.

use crate::accounts::input::{
    CreateAccountInput, CreateContactInput, UpdateAccountInput, UpdateContactInput,
};
use crate::accounts::model::{Account, Contact};
use crate::accounts::{rules, store};
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Refusal, RefusalCode, Result, together};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::{set, set_text};
use crate::fields::model::FieldSubject;
use crate::fields::standards::actions::check;
use crate::live::event::{News, SubjectKind};
use crate::pipeline::model::LookupKind;
use crate::{fields, pipeline, team};

/// Adds an account. Its owner is the caller unless another is named.
pub async fn create_account(tx: &mut Tx, input: CreateAccountInput) -> Result<Account> {
    tx.require(Role::Rep)?;
    let custom = fields::actions::fill_new(tx, FieldSubject::Account, input.custom).await?;
    let account = Account {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: input.name.trim().to_owned(),
        website: tidy(input.website),
        industry_id: input.industry_id,
        source_id: input.source_id,
        owner_id: team::store::owner_or_me(tx, input.owner_id)?,
        parent_id: input.parent_id,
        employees: input.employees,
        annual_revenue: input.annual_revenue,
        founded_year: input.founded_year,
        phone: tidy(input.phone),
        address: tidy(input.address),
        description: tidy(input.description),
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        custom,
        merged_into_id: None,
        absorbed: None,
    };
    let kept = check(tx, FieldSubject::Account, None, &account).await;
    together([rules::check_account(&account), kept])?;
    check_references(tx, None, &account).await?;
    tx.insert(&account).await?;
    tx.emit(news("account.created", &account).creating(&account));
    Ok(account)
}

/// Changes an account.
pub async fn update_account(tx: &mut Tx, input: UpdateAccountInput) -> Result<Account> {
    tx.require(Role::Rep)?;
    let before: Account = list::get_for_update(tx, input.id).await?;
    rules::check_not_merged("id", before.merged_into_id)?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = name.trim().to_owned();
    }
    set_text(&mut after.website, input.website);
    set(&mut after.industry_id, input.industry_id);
    set(&mut after.source_id, input.source_id);
    after.owner_id = input.owner_id.unwrap_or(after.owner_id);
    set(&mut after.parent_id, input.parent_id);
    set(&mut after.employees, input.employees);
    set(&mut after.annual_revenue, input.annual_revenue);
    set(&mut after.founded_year, input.founded_year);
    set_text(&mut after.phone, input.phone);
    set_text(&mut after.address, input.address);
    set_text(&mut after.description, input.description);
    after.archived = input.archived.unwrap_or(after.archived);
    fields::actions::fill(tx, FieldSubject::Account, &mut after.custom, input.custom).await?;
    let kept = check(tx, FieldSubject::Account, Some(&before), &after).await;
    together([rules::check_account(&after), kept])?;
    check_references(tx, Some(&before), &after).await?;
    if tx.save(&before, &mut after).await? {
        tx.emit(news("account.changed", &after).changing(&before, &after));
    }
    Ok(after)
}

/// The records an account refers to exist, where it refers to others than before.
pub async fn check_references(tx: &mut Tx, before: Option<&Account>, after: &Account) -> Result<()> {
    if before.map(|before| before.owner_id) != Some(after.owner_id) {
        team::store::check_user(tx, "ownerId", after.owner_id).await?;
    }
    let (industry, source) = before.map_or((None, None), |before| (before.industry_id, before.source_id));
    pipeline::store::check_lookup(tx, "industryId", LookupKind::Industry, (industry, after.industry_id))
        .await?;
    pipeline::store::check_lookup(tx, "sourceId", LookupKind::Source, (source, after.source_id)).await?;
    let parent = after.parent_id.filter(|parent| before.and_then(|before| before.parent_id) != Some(*parent));
    if let Some(parent) = parent {
        account_named(tx, "parentId", parent).await?;
        if store::is_below(tx, parent, after.id).await? {
            return Err(Refusal::at(RefusalCode::Cycle, "parentId", rules::CYCLE).into());
        }
    }
    Ok(())
}

/// The account that an input field refers to, held until the transaction ends: it is not merged into another meanwhile.
///
/// # Errors
/// Refused at the field when there is none, or when it was merged into another.
pub async fn account_named(tx: &mut Tx, field: &str, id: Id<Account>) -> Result<Account> {
    let account: Account = list::get_held(tx, id).await.map_err(|error| error.at(field))?;
    rules::check_not_merged(field, account.merged_into_id)?;
    Ok(account)
}

/// The contact that an input field refers to, held until the transaction ends: they are not merged into another meanwhile.
///
/// # Errors
/// Refused at the field when there is none, or when it was merged into another.
pub async fn contact_named(tx: &mut Tx, field: &str, id: Id<Contact>) -> Result<Contact> {
    let contact: Contact = list::get_held(tx, id).await.map_err(|error| error.at(field))?;
    rules::check_not_merged(field, contact.merged_into_id)?;
    Ok(contact)
}

/// Adds a contact.
pub async fn create_contact(tx: &mut Tx, input: CreateContactInput) -> Result<Contact> {
    tx.require(Role::Rep)?;
    let custom = fields::actions::fill_new(tx, FieldSubject::Contact, input.custom).await?;
    let contact = Contact {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        account_id: input.account_id,
        first_name: tidy(input.first_name).unwrap_or_default(),
        last_name: input.last_name.trim().to_owned(),
        job_title: tidy(input.job_title),
        department: tidy(input.department),
        emails: list_of(input.emails.unwrap_or_default()),
        phones: list_of(input.phones.unwrap_or_default()),
        language: tidy(input.language),
        source_id: input.source_id,
        owner_id: team::store::owner_or_me(tx, input.owner_id)?,
        description: tidy(input.description),
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        custom,
        merged_into_id: None,
        absorbed: None,
    };
    let kept = check(tx, FieldSubject::Contact, None, &contact).await;
    together([rules::check_contact(&contact), kept])?;
    check_contact_references(tx, None, &contact).await?;
    tx.insert(&contact).await?;
    tx.emit(contact_news("contact.created", &contact).creating(&contact));
    Ok(contact)
}

/// Changes a contact.
pub async fn update_contact(tx: &mut Tx, input: UpdateContactInput) -> Result<Contact> {
    tx.require(Role::Rep)?;
    let before: Contact = list::get_for_update(tx, input.id).await?;
    rules::check_not_merged("id", before.merged_into_id)?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    set(&mut after.account_id, input.account_id);
    if !input.first_name.is_undefined() {
        after.first_name = tidy(input.first_name.take()).unwrap_or_default();
    }
    if let Some(last_name) = input.last_name {
        after.last_name = last_name.trim().to_owned();
    }
    set_text(&mut after.job_title, input.job_title);
    set_text(&mut after.department, input.department);
    after.emails = input.emails.map_or(after.emails, list_of);
    after.phones = input.phones.map_or(after.phones, list_of);
    set_text(&mut after.language, input.language);
    set(&mut after.source_id, input.source_id);
    after.owner_id = input.owner_id.unwrap_or(after.owner_id);
    set_text(&mut after.description, input.description);
    after.archived = input.archived.unwrap_or(after.archived);
    fields::actions::fill(tx, FieldSubject::Contact, &mut after.custom, input.custom).await?;
    let kept = check(tx, FieldSubject::Contact, Some(&before), &after).await;
    together([rules::check_contact(&after), kept])?;
    check_contact_references(tx, Some(&before), &after).await?;
    if tx.save(&before, &mut after).await? {
        tx.emit(contact_news("contact.changed", &after).changing(&before, &after));
    }
    Ok(after)
}

/// The records a contact refers to exist, where they refer to others than before.
pub async fn check_contact_references(tx: &mut Tx, before: Option<&Contact>, after: &Contact) -> Result<()> {
    if before.map(|before| before.owner_id) != Some(after.owner_id) {
        team::store::check_user(tx, "ownerId", after.owner_id).await?;
    }
    let source = before.and_then(|before| before.source_id);
    pipeline::store::check_lookup(tx, "sourceId", LookupKind::Source, (source, after.source_id)).await?;
    match after.account_id {
        Some(account) if before.and_then(|before| before.account_id) != Some(account) => {
            account_named(tx, "accountId", account).await.map(drop)
        }
        _ => Ok(()),
    }
}

fn list_of(values: Vec<String>) -> Vec<String> {
    values.into_iter().filter_map(|value| tidy(Some(value))).collect()
}

/// News of an account.
pub fn news(kind: &'static str, account: &Account) -> News {
    News::of(kind, SubjectKind::Account, account.id.0, account.version).on(None, Some(account.id.0))
}

/// News of a contact.
pub fn contact_news(kind: &'static str, contact: &Contact) -> News {
    News::of(kind, SubjectKind::Contact, contact.id.0, contact.version)
        .on(None, contact.account_id.map(|id| id.0))
}
