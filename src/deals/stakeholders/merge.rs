//! What becomes of a deal's stakeholders when two contacts are merged.

use crate::accounts::model::Contact;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::entity::Versioned as _;
use crate::db::id::Id;
use crate::deals::change::part_news;
use crate::deals::model::Deal;
use crate::deals::stakeholders::model::{InfluenceLink, Stakeholder};
use crate::deals::stakeholders::{rules, store};
use crate::live::event::{Audience, News, SubjectKind};

/// A deal whose row is locked, and who hears of what belongs to it.
pub type On<'a> = (&'a Deal, &'a Audience);

/// Puts one contact in the place of another on a deal. Where both take part, one row stays, with what is known of either and the
/// influence of both.
pub async fn merge(tx: &mut Tx, on: On<'_>, (gone, kept): (Id<Contact>, Id<Contact>)) -> Result<()> {
    let present = store::of_deal(tx, on.0.id).await?;
    let of = |contact: Id<Contact>| present.iter().find(|one| one.contact_id == contact).cloned();
    let Some(merged) = of(gone) else { return Ok(()) };
    let Some(stays) = of(kept) else {
        let after = Stakeholder { contact_id: kept, ..merged.clone() };
        return save(tx, on, (merged, after)).await;
    };
    let joined = rules::joined(&stays, &merged);
    carry_links(tx, on, (&merged, &stays)).await?;
    store::delete(tx, merged.id).await?;
    let mut removed = merged.clone();
    removed.touch(tx.now, tx.by());
    tx.emit(news(on, "stakeholder.removed", &removed).removing(&merged));
    save(tx, on, (stays, joined)).await
}

async fn save(tx: &mut Tx, on: On<'_>, (before, mut after): (Stakeholder, Stakeholder)) -> Result<()> {
    if tx.save(&before, &mut after).await? {
        tx.emit(news(on, "stakeholder.changed", &after).changing(&before, &after));
    }
    Ok(())
}

/// Draws the influence of one stakeholder from and to another instead. What is there already stays, the stronger of the two.
async fn carry_links(tx: &mut Tx, on: On<'_>, (from, to): (&Stakeholder, &Stakeholder)) -> Result<()> {
    let all = store::links_of_deal(tx, on.0.id).await?;
    let ends = |link: &InfluenceLink| {
        let end = |id| if id == from.id { to.id } else { id };
        (end(link.from_id), end(link.to_id))
    };
    for link in all.iter().filter(|link| link.from_id == from.id || link.to_id == from.id) {
        let (from_id, to_id) = ends(link);
        let twin = all.iter().find(|other| (other.from_id, other.to_id) == (from_id, to_id));
        if from_id == to_id || twin.is_some() {
            remove_link(tx, on, link).await?;
        }
        match twin {
            Some(twin) => {
                let stronger = InfluenceLink { strength: twin.strength.max(link.strength), ..twin.clone() };
                save_link(tx, on, (twin, stronger)).await?;
            }
            None if from_id != to_id => {
                let drawn = InfluenceLink { from_id, to_id, ..link.clone() };
                save_link(tx, on, (link, drawn)).await?;
            }
            None => {}
        }
    }
    Ok(())
}

async fn save_link(
    tx: &mut Tx,
    on: On<'_>,
    (before, mut after): (&InfluenceLink, InfluenceLink),
) -> Result<()> {
    if tx.save(before, &mut after).await? {
        tx.emit(link_news(on, "influence.changed", &after).changing(before, &after));
    }
    Ok(())
}

async fn remove_link(tx: &mut Tx, on: On<'_>, link: &InfluenceLink) -> Result<()> {
    store::delete_link(tx, link.id).await?;
    let mut removed = link.clone();
    removed.touch(tx.now, tx.by());
    tx.emit(link_news(on, "influence.removed", &removed).removing(link));
    Ok(())
}

fn news((deal, audience): On<'_>, kind: &'static str, about: &Stakeholder) -> News {
    part_news(kind, deal, (SubjectKind::Stakeholder, about.id.0, about.version), audience.clone())
}

fn link_news((deal, audience): On<'_>, kind: &'static str, link: &InfluenceLink) -> News {
    part_news(kind, deal, (SubjectKind::InfluenceLink, link.id.0, link.version), audience.clone())
}
