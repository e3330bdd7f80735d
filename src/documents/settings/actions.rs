//! Setting how proposals look and what they begin with. For admins.

use crate::app::actor::Role;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::db::patch::set_text;
use crate::documents::settings::model::{ProposalSettings, UpdateProposalSettingsInput};
use crate::documents::settings::{rules, store};
use crate::live::event::{News, SubjectKind};

/// Changes the settings; the first change makes them.
pub async fn update_proposal_settings(
    tx: &mut Tx,
    input: UpdateProposalSettingsInput,
) -> Result<ProposalSettings> {
    tx.require(Role::Admin)?;
    let before = store::find_for_update(tx).await?;
    match &before {
        Some(before) => tx.check_version(before, input.expected_version).await?,
        None if input.expected_version.is_some() => {
            let message = "Nothing was set for proposals yet: leave the version out.";
            return Err(Refusal::at(RefusalCode::NotFound, "expectedVersion", message).into());
        }
        None => {}
    }
    let mut after = before.clone().unwrap_or_else(|| blank(tx));
    let removed = input.remove_logo == Some(true) && after.logo_hash.take().is_some();
    patch(&mut after, input);
    rules::check(&after)?;
    if removed {
        store::put_logo(tx, None).await?;
    }
    save(tx, before, after).await
}

/// Puts a logo on all proposals from now on.
pub async fn put_logo(tx: &mut Tx, content: &[u8]) -> Result<ProposalSettings> {
    tx.require(Role::Admin)?;
    rules::check_logo(content)?;
    let before = store::find_for_update(tx).await?;
    let mut after = before.clone().unwrap_or_else(|| blank(tx));
    after.logo_hash = Some(rules::hash(content));
    store::put_logo(tx, Some(content)).await?;
    save(tx, before, after).await
}

fn patch(settings: &mut ProposalSettings, input: UpdateProposalSettingsInput) {
    for (field, given) in [
        (&mut settings.company, input.company),
        (&mut settings.address, input.address),
        (&mut settings.tax_number, input.tax_number),
        (&mut settings.registration_number, input.registration_number),
        (&mut settings.email, input.email),
        (&mut settings.phone, input.phone),
        (&mut settings.website, input.website),
        (&mut settings.accent_color, input.accent_color),
        (&mut settings.intro, input.intro),
        (&mut settings.terms, input.terms),
    ] {
        set_text(field, given);
    }
    settings.accent_color = settings.accent_color.take().map(|colour| colour.to_ascii_lowercase());
    settings.valid_days = input.valid_days.unwrap_or(settings.valid_days);
}

async fn save(
    tx: &mut Tx,
    before: Option<ProposalSettings>,
    mut after: ProposalSettings,
) -> Result<ProposalSettings> {
    match before {
        Some(before) => {
            if tx.save(&before, &mut after).await? {
                tx.emit(news("proposal_settings.changed", &after).changing(&before, &after));
            }
        }
        None => {
            tx.insert(&after).await?;
            tx.emit(news("proposal_settings.created", &after).creating(&after));
        }
    }
    Ok(after)
}

fn news(kind: &'static str, settings: &ProposalSettings) -> News {
    News::of(kind, SubjectKind::ProposalSettings, settings.id.0, settings.version)
}

fn blank(tx: &Tx) -> ProposalSettings {
    ProposalSettings {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        company: None,
        address: None,
        tax_number: None,
        registration_number: None,
        email: None,
        phone: None,
        website: None,
        accent_color: None,
        logo_hash: None,
        intro: None,
        terms: None,
        valid_days: rules::VALID_DAYS,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    }
}
