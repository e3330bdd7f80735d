//! What admins can do with list values and currencies.

use super::place;
use super::words::came_with;
use crate::app::actor::Role;
use crate::app::error::{Error, Result};
use crate::app::tx::Tx;
use crate::db::entity::Entity;
use crate::db::id::Id;
use crate::db::jsonb::Jsonb;
use crate::db::list;
use crate::fields::actions::by_language;
use crate::live::event::{News, SubjectKind};
use crate::pipeline::model::{
    CreateLookupInput, Currency, Lookup, LookupKind, SetCurrencyInput, UpdateLookupInput,
};
use crate::pipeline::{rules, store};
use crate::team;
use rust_decimal::Decimal;

/// Adds a value at the end of a list.
pub async fn create_lookup(tx: &mut Tx, input: CreateLookupInput) -> Result<Lookup> {
    let lookup = draft_lookup(tx, input).await?;
    add_lookup(tx, &lookup).await?;
    Ok(lookup)
}

/// The value as it would be added; nothing is written.
pub async fn draft_lookup(tx: &mut Tx, input: CreateLookupInput) -> Result<Lookup> {
    tx.require(Role::Admin)?;
    let all = store::lookups_for_update(tx, input.kind).await?;
    let label = input.label.trim();
    let mut lookup = new_lookup(tx, (input.kind, &rules::key(label, &all), label), place(all.len()));
    lookup.labels = Jsonb(by_language(input.labels));
    lookup.minutes_expected = input.minutes_expected.unwrap_or(false);
    rules::check_lookup(&lookup, &all)?;
    Ok(lookup)
}

/// Changes a list value; a new place moves the others.
pub async fn update_lookup(tx: &mut Tx, input: UpdateLookupInput) -> Result<Lookup> {
    tx.require(Role::Admin)?;
    let kind = list::get::<Lookup>(tx, input.id).await?.kind;
    let all = store::lookups_for_update(tx, kind).await?;
    let at = all.iter().position(|lookup| lookup.id == input.id).ok_or(Error::NotFound(Lookup::NAME))?;
    tx.check_version(&all[at], input.expected_version).await?;
    let mut changed = all[at].clone();
    if let Some(label) = input.label {
        let came = label.trim() != changed.label && changed.labels.0 == came_with(kind, &changed.key);
        changed.label = label.trim().to_owned();
        if came {
            changed.labels.0.clear();
        }
    }
    if input.labels.is_some() {
        changed.labels = Jsonb(by_language(input.labels));
    }
    changed.archived = input.archived.unwrap_or(changed.archived);
    changed.minutes_expected = input.minutes_expected.unwrap_or(changed.minutes_expected);
    rules::check_lookup(&changed, &all)?;
    let order = rules::reordered(&all, at, input.position.unwrap_or(changed.position));
    for (at, before) in order.iter().enumerate() {
        let state = if before.id == changed.id { &changed } else { before };
        let mut after = Lookup { position: place(at), ..state.clone() };
        if tx.save(before, &mut after).await? {
            tx.emit(lookup_news("lookup.changed", &after).changing(before, &after));
        }
        if after.id == input.id {
            changed = after;
        }
    }
    Ok(changed)
}

/// Adds a currency, or changes the rate of one. Deals keep the rate they were last priced with.
pub async fn set_currency(tx: &mut Tx, input: SetCurrencyInput) -> Result<Currency> {
    tx.require(Role::Admin)?;
    let base = team::store::workspace(tx).await?.base_currency;
    let code = input.code.trim();
    let Some(before) = store::currency_for_update(tx, code).await? else {
        let currency =
            Currency { archived: input.archived.unwrap_or(false), ..new_currency(tx, code, input.rate) };
        rules::check_currency(&currency, &base)?;
        add_currency(tx, &currency).await?;
        return Ok(currency);
    };
    tx.check_version(&before, input.expected_version).await?;
    let archived = input.archived.unwrap_or(before.archived);
    let mut after = Currency { rate: input.rate, archived, ..before.clone() };
    rules::check_currency(&after, &base)?;
    after.rate.rescale(RATE_DECIMALS);
    if tx.save(&before, &mut after).await? {
        tx.emit(currency_news(&after).changing(&before, &after));
    }
    Ok(after)
}

/// As many as the column keeps, so that a rate reads the same before and after it is stored.
const RATE_DECIMALS: u32 = 8;

pub(super) async fn add_lookup(tx: &mut Tx, lookup: &Lookup) -> Result<()> {
    tx.insert(lookup).await?;
    tx.emit(lookup_news("lookup.created", lookup).creating(lookup));
    Ok(())
}

pub(super) async fn add_currency(tx: &mut Tx, currency: &Currency) -> Result<()> {
    tx.insert(currency).await?;
    tx.emit(currency_news(currency).creating(currency));
    Ok(())
}

pub(super) fn new_lookup(tx: &Tx, (kind, key, label): (LookupKind, &str, &str), position: i32) -> Lookup {
    Lookup {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        kind,
        key: key.to_owned(),
        label: label.to_owned(),
        position,
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
        minutes_expected: false,
        labels: Jsonb::default(),
    }
}

/// The rate is kept as given when it has too many decimals, for the rules to refuse.
pub(super) fn new_currency(tx: &Tx, code: &str, mut rate: Decimal) -> Currency {
    if rate.normalize().scale() <= RATE_DECIMALS {
        rate.rescale(RATE_DECIMALS);
    }
    Currency {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        code: code.to_owned(),
        rate,
        archived: false,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    }
}

fn lookup_news(kind: &'static str, lookup: &Lookup) -> News {
    News::of(kind, SubjectKind::Lookup, lookup.id.0, lookup.version)
}

fn currency_news(currency: &Currency) -> News {
    News::of("currency.changed", SubjectKind::Currency, currency.id.0, currency.version)
}
