//! Rows that are accounts, and the second look at those whose parent came later in the file.

use crate::accounts::actions::news;
use crate::accounts::model::Account;
use crate::accounts::rules;
use crate::accounts::store as account_store;
use crate::app::error::{RefusalCode, Result, together};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::fields::model::FieldSubject;
use crate::fields::standards::actions::check_by;
use crate::integrations::import::chunk::{Chunk, Pending, Standing, Taken};
use crate::integrations::import::custom;
use crate::integrations::import::mapping::Kind;
use crate::integrations::import::rows::Row;
use crate::integrations::import::world::refused;
use crate::integrations::import::{store, values};
use crate::pipeline::model::LookupKind;
use crate::team::model::User;
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::HashMap;
use uuid::Uuid;

/// Takes rows that are accounts.
pub async fn accounts(tx: &mut Tx, chunk: &mut Chunk<'_>, rows: &[Row]) -> Result<()> {
    let mut fresh: Vec<Account> = Vec::new();
    for row in rows {
        let Some((standing, mut fingerprint)) = look(chunk, row) else { continue };
        let before = match standing {
            Standing::Changed(id) => store::locked(tx, vec![id]).await?.remove(&id),
            Standing::New => None,
        };
        let parent = row.get("parent").and_then(|key| chunk.world.refer(Kind::Accounts, key));
        let taken = match (account(tx, chunk, row, before.as_ref()).await, before) {
            (Ok(mut account), None) => {
                account.parent_id = parent.map(Id::of);
                let id = account.id.0;
                fresh.push(account);
                Ok(Taken::Created(id))
            }
            (Ok(mut account), Some(before)) => {
                account.parent_id = parent.map(Id::of).or(account.parent_id);
                save(tx, chunk, &before, account).await
            }
            (Err(error), _) => Err(error),
        };
        if let Some(key) = row.get("parent").filter(|_| parent.is_none() && taken.is_ok()) {
            let unchanged = matches!(taken, Ok(Taken::Same(_)));
            chunk.pending.push(Pending { unchanged, ..pending(row, key) });
            // Until its parent was looked for, the row has not been taken whole.
            fingerprint = Vec::new();
        }
        chunk.settle(row, fingerprint, taken)?;
    }
    if chunk.dry_run() {
        chunk.world.planned.accounts.extend(fresh);
        return Ok(());
    }
    tx.insert_all(&fresh).await?;
    for account in &fresh {
        tx.emit(news("account.created", account).creating(account));
    }
    Ok(())
}

/// What is left to be done about a row that was taken by a server which did not reach the end of the file.
pub fn left(row: &Row) -> Option<Pending> {
    row.get("parent").map(|parent| Pending { unchanged: false, ..pending(row, parent) })
}

fn pending(row: &Row, parent: &str) -> Pending {
    let fingerprints = (row.fingerprint(&[]), row.fingerprint(&["parent"]));
    let (line, key, parent) = (row.line, row.key.clone(), parent.to_owned());
    Pending { line, key, parent, fingerprints, unchanged: true }
}

/// How a row stands; one whose parent led nowhere last time and still does is looked at again at the end of its file.
fn look(chunk: &mut Chunk<'_>, row: &Row) -> Option<(Standing, Vec<u8>)> {
    let parent = row.get("parent").filter(|key| chunk.world.refer(Kind::Accounts, key).is_none());
    let orphan = parent.filter(|_| {
        let known = chunk.world.known(Kind::Accounts, &row.key);
        known.is_some_and(|(_, before)| *before == row.fingerprint(&["parent"]))
    });
    match orphan {
        Some(key) => {
            chunk.orphan(row, pending(row, key));
            None
        }
        None => chunk.look(row),
    }
}

/// The account a row says, but for its parent.
async fn account(tx: &mut Tx, chunk: &mut Chunk<'_>, row: &Row, before: Option<&Account>) -> Result<Account> {
    let industry_id = chunk.lookup(tx, row, ("industry", LookupKind::Industry)).await?;
    let source_id = chunk.lookup(tx, row, ("source", LookupKind::Source)).await?;
    let owner_id = match (row.get("owner"), before) {
        (Some(key), _) => chunk.world.owner(key)?,
        (None, Some(before)) => before.owner_id,
        (None, None) => owner_of_all(tx, chunk)?,
    };
    let (source, said) = (chunk.job.source, (row, FieldSubject::Account));
    let custom = custom::of_row(&chunk.world, source, said, before.map(|before| &before.custom))?;
    let was = before.cloned();
    let text = |field: &str, was: Option<String>| row.get(field).map(str::to_owned).or(was);
    let field = |of: fn(&Account) -> Option<String>| was.as_ref().and_then(of);
    let account = Account {
        workspace_id: Id::of(tx.workspace_id()),
        id: was.as_ref().map_or_else(Id::new, |was| was.id),
        name: row.get("name").unwrap_or_default().to_owned(),
        website: text("website", field(|was| was.website.clone())),
        industry_id: industry_id.or(was.as_ref().and_then(|was| was.industry_id)),
        source_id: source_id.or(was.as_ref().and_then(|was| was.source_id)),
        owner_id,
        parent_id: was.as_ref().and_then(|was| was.parent_id),
        employees: values::int(row, "employees")?.or(was.as_ref().and_then(|was| was.employees)),
        annual_revenue: revenue(chunk, row)?.or(was.as_ref().and_then(|was| was.annual_revenue)),
        founded_year: values::int(row, "founded_year")?.or(was.as_ref().and_then(|was| was.founded_year)),
        phone: text("phone", field(|was| was.phone.clone())),
        address: text("address", field(|was| was.address.clone())),
        description: text("description", field(|was| was.description.clone())),
        archived: was.as_ref().is_some_and(|was| was.archived),
        version: was.as_ref().map_or(1, |was| was.version),
        created_at: was.as_ref().map_or(tx.now, |was| was.created_at),
        created_by: was.as_ref().map_or(tx.by().map(Id::of), |was| was.created_by),
        updated_at: was.as_ref().map_or(tx.now, |was| was.updated_at),
        updated_by: was.as_ref().map_or(tx.by().map(Id::of), |was| was.updated_by),
        custom,
        merged_into_id: was.as_ref().and_then(|was| was.merged_into_id),
        absorbed: was.as_ref().and_then(|was| was.absorbed.clone()),
    };
    // A parent that comes later in the file is one all the same.
    let parent = account.parent_id.or(row.get("parent").map(|_| account.id));
    let whole = Account { parent_id: parent, ..account.clone() };
    let kept = check_by(&chunk.world.fields, FieldSubject::Account, before, &whole);
    together([rules::check_account(&account), kept])?;
    Ok(account)
}

/// Who owns what the files give no owner: whoever imports, else the admin who was there first.
pub fn owner_of_all(tx: &Tx, chunk: &Chunk<'_>) -> Result<Id<User>> {
    let mut users = chunk.world.users.iter().filter(|user| user.active);
    let starter = tx.by().map(Id::of);
    let admin = users.find(|user| user.role == crate::app::actor::Role::Admin).map(|user| user.id);
    starter.or(admin).ok_or_else(|| refused(RefusalCode::Required, "owner", "there is nobody to own it"))
}

/// A yearly revenue in the base currency, to the cent.
fn revenue(chunk: &Chunk<'_>, row: &Row) -> Result<Option<Decimal>> {
    let Some(amount) = values::decimal(row, "annual_revenue")? else { return Ok(None) };
    let code = chunk.job.source.rules("annual_revenue").and_then(|rules| rules.currency.as_deref());
    let rate = match code {
        Some(code) => chunk.world.currency("annual_revenue", code)?.rate,
        None => Decimal::ONE,
    };
    let mut base =
        amount.saturating_mul(rate).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    // As many decimals as the column keeps, so that the same value reads the same.
    base.rescale(2);
    Ok(Some(base))
}

/// The account a row names: one that is there, or one to be added with the row when the mapping says so.
pub fn named(tx: &Tx, chunk: &mut Chunk<'_>, row: &Row, owner_id: Id<User>) -> Result<Option<Uuid>> {
    let Some(name) = row.get("account") else { return Ok(None) };
    if let Some(id) = chunk.world.refer(Kind::Accounts, name) {
        return Ok(Some(id));
    }
    if !chunk.job.source.creates("account") {
        return Ok(None);
    }
    let account = blank(tx, name, owner_id);
    let kept = check_by(&chunk.world.fields, FieldSubject::Account, None, &account);
    together([rules::check_account(&account), kept])?;
    let id = account.id.0;
    chunk.world.accounts.insert(id, account.clone());
    chunk.named.insert(id, account);
    Ok(Some(id))
}

/// Adds the account that a row names and that is not there, now that the row is taken.
pub async fn add_named(tx: &mut Tx, chunk: &mut Chunk<'_>, row: &Row, id: Option<Uuid>) -> Result<()> {
    let Some(account) = id.and_then(|id| chunk.named.remove(&id)) else { return Ok(()) };
    let name = row.get("account").unwrap_or_default();
    chunk.warn(row.line, format!("account: “{name}” was not there; it was added"));
    chunk.world.learn(Kind::Accounts, name, account.id.0);
    if chunk.dry_run() {
        chunk.world.planned.accounts.push(account);
        return Ok(());
    }
    tx.insert(&account).await?;
    tx.emit(news("account.created", &account).creating(&account));
    Ok(())
}

fn blank(tx: &Tx, name: &str, owner_id: Id<User>) -> Account {
    Account {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        name: name.to_owned(),
        website: None,
        industry_id: None,
        source_id: None,
        owner_id,
        parent_id: None,
        employees: None,
        annual_revenue: None,
        founded_year: None,
        phone: None,
        address: None,
        description: None,
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        custom: Jsonb::default(),
        merged_into_id: None,
        absorbed: None,
    }
}

async fn save(tx: &mut Tx, chunk: &Chunk<'_>, before: &Account, mut after: Account) -> Result<Taken> {
    let id = after.id.0;
    let moved = after.parent_id.filter(|parent| before.parent_id != Some(*parent));
    if let Some(parent) = moved.filter(|_| !chunk.dry_run())
        && account_store::is_below(tx, parent, after.id).await?
    {
        return Err(refused(RefusalCode::Cycle, "parent", rules::CYCLE));
    }
    if *before == after {
        return Ok(Taken::Same(id));
    }
    if !chunk.dry_run() && tx.save(before, &mut after).await? {
        tx.emit(news("account.changed", &after).changing(before, &after));
    }
    Ok(Taken::Updated(id))
}

/// Puts accounts below parents that came later in the file.
pub async fn link(tx: &mut Tx, chunk: &mut Chunk<'_>, pending: &[Pending]) -> Result<()> {
    let ids: Vec<Uuid> =
        pending.iter().filter_map(|row| chunk.world.refer(Kind::Accounts, &row.key)).collect();
    let there: HashMap<Uuid, Account> = store::locked(tx, ids).await?;
    for row in pending {
        let Some(id) = chunk.world.refer(Kind::Accounts, &row.key) else { continue };
        let Some(parent) = chunk.world.refer(Kind::Accounts, &row.parent) else {
            chunk.warn(row.line, format!("parent: there is no “{}”; left empty", row.parent));
            chunk.remember(&row.key, id, row.fingerprints.1.clone());
            continue;
        };
        if let Some(before) = there.get(&id) {
            let after = Account { parent_id: Some(Id::of(parent)), ..before.clone() };
            let linked = if parent == id { None } else { save(tx, chunk, before, after).await.ok() };
            match linked {
                Some(Taken::Updated(_)) if row.unchanged => chunk.changed_after_all(),
                Some(_) => {}
                None => {
                    let reason = format!("parent: “{}” is below this account itself; left empty", row.parent);
                    chunk.warn(row.line, reason);
                }
            }
        }
        chunk.remember(&row.key, id, row.fingerprints.0.clone());
    }
    Ok(())
}
