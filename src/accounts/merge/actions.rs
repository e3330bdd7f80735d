//! Merging two accounts, or two contacts, in the one transaction of its caller.

use crate::accounts::actions::{check_contact_references, check_references, contact_news, news};
use crate::accounts::merge::follow::Follow;
use crate::accounts::merge::input::{MergeAccountsInput, MergeContactsInput};
use crate::accounts::merge::rules::{self, Merge};
use crate::accounts::merge::store;
use crate::accounts::model::{Account, Contact};
use crate::app::actor::Role;
use crate::app::error::{Error, Result, together};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::fields::model::{CustomValueInput, FieldSubject, Known};
use crate::fields::standards::actions::check;
use crate::fields::values::Custom;
use crate::live::event::News;
use crate::{accounts, fields, integrations};
use async_graphql::Json;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// Makes two accounts one. An account below the merged one takes its place, so that nothing comes to lie below itself.
pub async fn merge_accounts(tx: &mut Tx, input: MergeAccountsInput) -> Result<Account> {
    tx.require(Role::Rep)?;
    let merge = Merge::Accounts { gone: input.merge_id, kept: input.keep_id };
    let known = fields::actions::known(tx).await?;
    let (before, gone) = begin::<Account>(tx, (merge, &known), |account| account.owner_id.0).await?;
    accounts::rules::check_not_merged("keepId", before.merged_into_id)?;
    accounts::rules::check_not_merged("mergeId", gone.merged_into_id)?;
    rules::check_in_use(before.archived)?;
    tx.check_version(&before, Some(input.expected_version)).await?;
    let merged = tx.check_version(&gone, Some(input.merge_expected_version)).await;
    merged.map_err(rules::of_the_merged)?;
    let mut after = before.clone();
    let keys = rules::take_account(&mut after, &gone, &input.fields.unwrap_or_default())?;
    if accounts::store::is_below(tx, before.id, gone.id).await? {
        after.parent_id = gone.parent_id;
    }
    take_custom(tx, (&mut after.custom, &gone.custom), keys, FieldSubject::Account).await?;
    let kept = check(tx, FieldSubject::Account, Some(&before), &after).await;
    together([accounts::rules::check_account(&after), kept]).map_err(|error| error.below("fields"))?;
    check_references(tx, Some(&before), &after).await.map_err(|error| error.below("fields"))?;
    after.custom = merge.custom(&merge.keys(&known, FieldSubject::Account), &after.custom);
    after.absorbed = Some(rules::absorbed(before.absorbed.as_deref(), gone.id.0, gone.absorbed.as_deref()));
    tx.save(&before, &mut after).await?;
    tx.emit(absorbing(news("account.absorbed", &after).changing(&before, &after), gone.id.0));
    let mut away = Account { archived: true, merged_into_id: Some(after.id), ..gone.clone() };
    tx.save(&gone, &mut away).await?;
    tx.emit(news("account.merged", &away).changing(&gone, &away));
    follow(tx, merge, known, Some(after.id)).await?;
    Ok(after)
}

/// Makes two contacts one. On deals and in activities in which both take part, they do so once.
pub async fn merge_contacts(tx: &mut Tx, input: MergeContactsInput) -> Result<Contact> {
    tx.require(Role::Rep)?;
    let merge = Merge::Contacts { gone: input.merge_id, kept: input.keep_id };
    let known = fields::actions::known(tx).await?;
    let (before, gone) = begin::<Contact>(tx, (merge, &known), |contact| contact.owner_id.0).await?;
    accounts::rules::check_not_merged("keepId", before.merged_into_id)?;
    accounts::rules::check_not_merged("mergeId", gone.merged_into_id)?;
    rules::check_in_use(before.archived)?;
    tx.check_version(&before, Some(input.expected_version)).await?;
    let merged = tx.check_version(&gone, Some(input.merge_expected_version)).await;
    merged.map_err(rules::of_the_merged)?;
    let mut after = before.clone();
    let keys = rules::take_contact(&mut after, &gone, &input.fields.unwrap_or_default())?;
    take_custom(tx, (&mut after.custom, &gone.custom), keys, FieldSubject::Contact).await?;
    let kept = check(tx, FieldSubject::Contact, Some(&before), &after).await;
    together([accounts::rules::check_contact(&after), kept]).map_err(|error| error.below("fields"))?;
    check_contact_references(tx, Some(&before), &after).await.map_err(|error| error.below("fields"))?;
    after.custom = merge.custom(&merge.keys(&known, FieldSubject::Contact), &after.custom);
    after.absorbed = Some(rules::absorbed(before.absorbed.as_deref(), gone.id.0, gone.absorbed.as_deref()));
    tx.save(&before, &mut after).await?;
    tx.emit(absorbing(contact_news("contact.absorbed", &after).changing(&before, &after), gone.id.0));
    let mut away = Contact { archived: true, merged_into_id: Some(after.id), ..gone.clone() };
    tx.save(&gone, &mut away).await?;
    tx.emit(contact_news("contact.merged", &away).changing(&gone, &away));
    follow(tx, merge, known, after.account_id).await?;
    Ok(after)
}

/// Locks the deals that have to do with it, then both records: the one to keep, and the one to merge into it.
async fn begin<R: Visible>(
    tx: &mut Tx,
    (merge, known): (Merge, &Known),
    owner: fn(&R) -> Uuid,
) -> Result<(R, R)> {
    let ids = [merge.kept(), merge.gone()];
    let (viewer, now) = (tx.viewer.clone(), tx.now);
    let (kept, gone) = both(merge, list::by_ids::<R>(tx.conn(), (&viewer, now), ids.to_vec()).await?)?;
    rules::check_two(merge)?;
    rules::check_who(&viewer, [owner(&kept), owner(&gone)])?;
    store::lock_deals(tx, merge, known).await?;
    let (kept, gone) = both(merge, store::lock_both::<R>(tx, ids).await?)?;
    // Somebody may have given one of them to another meanwhile.
    rules::check_who(&viewer, [owner(&kept), owner(&gone)])?;
    Ok((kept, gone))
}

fn both<R: Visible>(merge: Merge, found: Vec<R>) -> Result<(R, R)> {
    let one = |id: Uuid, field: &str| {
        let record = found.iter().find(|record| record.uuid() == id).cloned();
        record.ok_or_else(|| Error::NotFound(R::NAME).at(field))
    };
    Ok((one(merge.kept(), "keepId")?, one(merge.gone(), "mergeId")?))
}

/// Puts the merged record's values of these custom fields into the kept one's, as a person would who types them.
async fn take_custom(
    tx: &mut Tx,
    (kept, gone): (&mut Custom, &Custom),
    keys: Vec<String>,
    subject: FieldSubject,
) -> Result<()> {
    let value = |key: &str| gone.0.get(key).cloned().filter(|value| !value.is_null()).map(Json);
    let given = keys.into_iter().map(|key| CustomValueInput { value: value(&key), key }).collect();
    let filled = fields::actions::fill(tx, subject, kept, Some(given)).await;
    filled.map_err(|error| error.below("fields"))
}

/// News of the record that is kept also say which one was merged into it.
fn absorbing(mut news: News, gone: Uuid) -> News {
    news.changes.remove("absorbed");
    news.changes.insert("merged_id".to_owned(), (Value::Null, gone.to_string().into()));
    news
}

/// Everything else goes along: what refers to the merged record, and the ids it was imported under.
async fn follow(tx: &mut Tx, merge: Merge, known: Known, account: Option<Id<Account>>) -> Result<()> {
    integrations::import::store::stand_for(tx, (merge.gone(), merge.kept())).await?;
    Follow { merge, known, account, deals: HashMap::new() }.all(tx).await
}
