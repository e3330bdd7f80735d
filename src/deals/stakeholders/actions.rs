//! What a person can do with a deal's stakeholders. Whoever sees the deal may.

use crate::accounts::actions::{contact_named, create_contact};
use crate::accounts::model::Contact;
use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Error, Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::entity::{Entity as _, Versioned as _};
use crate::db::id::Id;
use crate::db::list;
use crate::db::patch::{set, set_text};
use crate::deals::change::{Change, news_on};
use crate::deals::model::Deal;
use crate::deals::stakeholders::input::{
    AddStakeholderInput, LinkStakeholdersInput, RemoveStakeholderInput, UnlinkStakeholdersInput,
    UpdateStakeholderInput,
};
use crate::deals::stakeholders::model::{InfluenceLink, Stakeholder, StakeholderSide};
use crate::deals::stakeholders::{rules, store};
use crate::live::event::{News, SubjectKind};
use crate::pipeline;
use crate::pipeline::model::LookupKind;
use crate::team::model::User;
use async_graphql::MaybeUndefined;
use chrono::{DateTime, NaiveDate, Utc};

/// Adds a stakeholder; a deal's first becomes its primary contact.
pub async fn add_stakeholder(tx: &mut Tx, input: AddStakeholderInput) -> Result<Stakeholder> {
    tx.require(Role::Rep)?;
    let deal = list::get_for_update(tx, input.deal_id).await.map_err(|error| error.at("dealId"))?;
    let present = store::of_deal(tx, deal.id).await?;
    if present.len() >= rules::MOST {
        let message = format!("A deal has at most {} stakeholders; take some off first.", rules::MOST);
        return Err(Refusal::at(RefusalCode::TooLong, "contactId", message).into());
    }
    let contact = contact_of(tx, &deal, &input).await?;
    if present.iter().any(|other| other.contact_id == contact.id) {
        let message = "This contact is a stakeholder of the deal already.";
        return Err(Refusal::at(RefusalCode::Taken, "contactId", message).into());
    }
    let role = (None, input.role_id);
    pipeline::store::check_lookup(tx, "roleId", LookupKind::StakeholderRole, role).await?;
    let stakeholder = Stakeholder {
        role_id: input.role_id,
        side: input.side.unwrap_or(StakeholderSide::Customer),
        influence: input.influence.unwrap_or(3),
        loyalty: input.loyalty.unwrap_or(0),
        motivators: tidy(input.motivators),
        notes: tidy(input.notes),
        last_met_on: input.last_met_on.map(|day| day.0),
        ..bare(&deal, contact.id, (tx.by().map(Id::of), tx.now))
    };
    insert(tx, &deal, &stakeholder).await?;
    if present.is_empty() || input.primary == Some(true) {
        make_primary(tx, deal.id, Some(contact.id)).await?;
    }
    Ok(stakeholder)
}

/// The contact named, or the new one, at the deal's account unless another is named.
async fn contact_of(tx: &mut Tx, deal: &Deal, input: &AddStakeholderInput) -> Result<Contact> {
    match (input.contact_id, input.new_contact.clone()) {
        (Some(id), None) => contact_named(tx, "contactId", id).await,
        (None, Some(mut contact)) => {
            contact.account_id = contact.account_id.or(deal.account_id);
            create_contact(tx, contact).await.map_err(|error| error.below("newContact"))
        }
        _ => {
            let message = "Say who it is: a contact that is there, or a new one.";
            Err(Refusal::at(RefusalCode::Required, "contactId", message).into())
        }
    }
}

/// A stakeholder of whom nothing is known but who they are.
pub fn bare(
    deal: &Deal,
    contact_id: Id<Contact>,
    (by, at): (Option<Id<User>>, DateTime<Utc>),
) -> Stakeholder {
    Stakeholder {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        deal_id: deal.id,
        contact_id,
        role_id: None,
        side: StakeholderSide::Customer,
        influence: 3,
        loyalty: 0,
        motivators: None,
        notes: None,
        last_met_on: None,
        version: 1,
        created_at: at,
        created_by: by,
        updated_at: at,
        updated_by: by,
    }
}

async fn insert(tx: &mut Tx, deal: &Deal, stakeholder: &Stakeholder) -> Result<()> {
    rules::check_stakeholder(stakeholder)?;
    tx.insert(stakeholder).await?;
    let news = news(tx, deal, "stakeholder.added", stakeholder).await?;
    tx.emit(news.creating(stakeholder));
    Ok(())
}

async fn news(tx: &mut Tx, deal: &Deal, kind: &'static str, about: &Stakeholder) -> Result<News> {
    news_on(tx, deal, kind, (SubjectKind::Stakeholder, about.id.0, about.version)).await
}

async fn link_news(tx: &mut Tx, deal: &Deal, kind: &'static str, link: &InfluenceLink) -> Result<News> {
    news_on(tx, deal, kind, (SubjectKind::InfluenceLink, link.id.0, link.version)).await
}

/// Makes a contact the deal's primary one, or leaves it without when nobody is left.
async fn make_primary(tx: &mut Tx, deal: Id<Deal>, contact: Option<Id<Contact>>) -> Result<()> {
    let mut change = Change::begin(tx, deal, None).await?;
    change.deal.primary_contact_id = contact;
    change.save(tx, "deal.changed").await.map(drop)
}

/// Keeps a deal's primary contact and its stakeholders in step: a new one becomes a stakeholder, the last bare one goes with it.
///
/// # Errors
/// Refused when a primary contact is cleared while there are stakeholders one knows something of.
pub async fn follow_primary(tx: &mut Tx, deal: &Deal) -> Result<()> {
    let present = store::of_deal(tx, deal.id).await?;
    match (deal.primary_contact_id, present.as_slice()) {
        (Some(contact), all) if all.iter().any(|one| one.contact_id == contact) => Ok(()),
        (Some(contact), _) => {
            let stakeholder = bare(deal, contact, (tx.by().map(Id::of), tx.now));
            insert(tx, deal, &stakeholder).await
        }
        (None, []) => Ok(()),
        (None, [only]) if rules::is_bare(only) => remove(tx, deal, only).await,
        (None, _) => Err(rules::primary_stays().into()),
    }
}

/// Locks a stakeholder's deal, then the stakeholder: always in this order, so that no two changes wait for each other.
async fn lock(tx: &mut Tx, id: Id<Stakeholder>) -> Result<(Deal, Stakeholder)> {
    let found: Stakeholder = list::get(tx, id).await?;
    let deal = list::get_for_update(tx, found.deal_id).await?;
    Ok((deal, list::get_for_update(tx, id).await?))
}

/// Changes a stakeholder.
pub async fn update_stakeholder(tx: &mut Tx, input: UpdateStakeholderInput) -> Result<Stakeholder> {
    tx.require(Role::Rep)?;
    let (deal, before) = lock(tx, input.id).await?;
    tx.check_version(&before, input.expected_version).await?;
    let mut after = before.clone();
    set(&mut after.role_id, input.role_id);
    after.side = input.side.unwrap_or(after.side);
    after.influence = input.influence.unwrap_or(after.influence);
    after.loyalty = input.loyalty.unwrap_or(after.loyalty);
    set_text(&mut after.motivators, input.motivators);
    set_text(&mut after.notes, input.notes);
    match input.last_met_on {
        MaybeUndefined::Undefined => {}
        given => after.last_met_on = given.take().map(|day| day.0),
    }
    rules::check_stakeholder(&after)?;
    let roles = (before.role_id, after.role_id);
    pipeline::store::check_lookup(tx, "roleId", LookupKind::StakeholderRole, roles).await?;
    if tx.save(&before, &mut after).await? {
        let news = news(tx, &deal, "stakeholder.changed", &after).await?;
        tx.emit(news.changing(&before, &after));
    }
    let is_primary = deal.primary_contact_id == Some(after.contact_id);
    match input.primary {
        Some(true) if !is_primary => make_primary(tx, deal.id, Some(after.contact_id)).await?,
        Some(false) if is_primary => {
            let message = "One stakeholder is always primary; make another one it instead.";
            return Err(Refusal::at(RefusalCode::Invalid, "primary", message).into());
        }
        _ => {}
    }
    Ok(after)
}

/// Notes that these contacts were met about a deal, whose row is locked, on that day; a later day that is known stands.
pub async fn met(tx: &mut Tx, deal: &Deal, contacts: &[Id<Contact>], day: NaiveDate) -> Result<()> {
    let now_met = |one: &Stakeholder| {
        contacts.contains(&one.contact_id) && one.last_met_on.is_none_or(|known| known < day)
    };
    for before in store::of_deal(tx, deal.id).await?.into_iter().filter(now_met) {
        let mut after = Stakeholder { last_met_on: Some(day), ..before.clone() };
        if tx.save(&before, &mut after).await? {
            let news = news(tx, deal, "stakeholder.changed", &after).await?;
            tx.emit(news.changing(&before, &after));
        }
    }
    Ok(())
}

/// Takes a stakeholder off the deal. The next whose word counts most becomes primary in their place.
pub async fn remove_stakeholder(tx: &mut Tx, input: RemoveStakeholderInput) -> Result<Stakeholder> {
    tx.require(Role::Rep)?;
    let (deal, stakeholder) = lock(tx, input.id).await?;
    tx.check_version(&stakeholder, input.expected_version).await?;
    remove(tx, &deal, &stakeholder).await?;
    if deal.primary_contact_id == Some(stakeholder.contact_id) {
        let next = store::of_deal(tx, deal.id).await?.first().map(|next| next.contact_id);
        make_primary(tx, deal.id, next).await?;
    }
    Ok(stakeholder)
}

async fn remove(tx: &mut Tx, deal: &Deal, stakeholder: &Stakeholder) -> Result<()> {
    let touches = |link: &InfluenceLink| link.from_id == stakeholder.id || link.to_id == stakeholder.id;
    for link in store::links_of_deal(tx, deal.id).await?.into_iter().filter(touches) {
        remove_link(tx, deal, link).await?;
    }
    store::delete(tx, stakeholder.id).await?;
    // The version of the removal: later than any that was seen.
    let mut gone = stakeholder.clone();
    gone.touch(tx.now, tx.by());
    let news = news(tx, deal, "stakeholder.removed", &gone).await?;
    tx.emit(news.removing(stakeholder));
    Ok(())
}

async fn remove_link(tx: &mut Tx, deal: &Deal, mut link: InfluenceLink) -> Result<()> {
    store::delete_link(tx, link.id).await?;
    let was = link.clone();
    link.touch(tx.now, tx.by());
    let news = link_news(tx, deal, "influence.removed", &link).await?;
    tx.emit(news.removing(&was));
    Ok(())
}

/// Draws an influence, or changes how strong it is.
pub async fn link_stakeholders(tx: &mut Tx, input: LinkStakeholdersInput) -> Result<InfluenceLink> {
    tx.require(Role::Rep)?;
    let (deal, from) = lock(tx, input.from_id).await.map_err(|error| error.at("fromId"))?;
    let to: Stakeholder = list::get(tx, input.to_id).await.map_err(|error| error.at("toId"))?;
    if to.deal_id != deal.id {
        let message = "Influence joins stakeholders of one deal: choose one of the same.";
        return Err(Refusal::at(RefusalCode::Invalid, "toId", message).into());
    }
    let drawn = store::links_of_deal(tx, deal.id).await?;
    let full = drawn.len() >= rules::MOST_LINKS;
    let before = drawn.into_iter().find(|link| (link.from_id, link.to_id) == (from.id, to.id));
    if full && before.is_none() {
        let message =
            format!("At most {} influences fit on a deal; take some back first.", rules::MOST_LINKS);
        return Err(Refusal::at(RefusalCode::TooLong, "toId", message).into());
    }
    match (&before, input.expected_version) {
        (Some(before), expected) => tx.check_version(before, expected).await?,
        (None, Some(_)) => return Err(Error::NotFound(InfluenceLink::NAME).at("expectedVersion")),
        (None, None) => {}
    }
    let (new, mut link) = (before.is_none(), before.clone().unwrap_or_else(|| new_link(tx, &from, &to)));
    link.strength = input.strength.unwrap_or(link.strength);
    rules::check_link(&link)?;
    if new {
        tx.insert(&link).await?;
        let news = link_news(tx, &deal, "influence.drawn", &link).await?;
        tx.emit(news.creating(&link));
    } else if let Some(before) = before
        && tx.save(&before, &mut link).await?
    {
        let news = link_news(tx, &deal, "influence.changed", &link).await?;
        tx.emit(news.changing(&before, &link));
    }
    Ok(link)
}

fn new_link(tx: &Tx, from: &Stakeholder, to: &Stakeholder) -> InfluenceLink {
    let by = tx.by().map(Id::of);
    InfluenceLink {
        workspace_id: from.workspace_id,
        id: Id::new(),
        deal_id: from.deal_id,
        from_id: from.id,
        to_id: to.id,
        strength: 2,
        version: 1,
        created_at: tx.now,
        created_by: by,
        updated_at: tx.now,
        updated_by: by,
    }
}

/// Takes an influence back.
pub async fn unlink_stakeholders(tx: &mut Tx, input: UnlinkStakeholdersInput) -> Result<InfluenceLink> {
    tx.require(Role::Rep)?;
    let found: InfluenceLink = list::get(tx, input.id).await?;
    let deal = list::get_for_update(tx, found.deal_id).await?;
    let link: InfluenceLink = list::get_for_update(tx, input.id).await?;
    tx.check_version(&link, input.expected_version).await?;
    remove_link(tx, &deal, link.clone()).await?;
    Ok(link)
}
