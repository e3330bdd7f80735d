//! Setting data standards, and holding records to them.

use crate::app::actor::Role;
use crate::app::checks::tidy;
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::fields;
use crate::fields::model::{FieldSubject, Known};
use crate::fields::standards::model::{DataStandard, SetDataStandardInput};
use crate::fields::standards::{rules, store};
use crate::live::event::{News, SubjectKind};
use serde::Serialize;

/// Says what is asked of a field from now on. For admins. None when nothing was asked, and nothing is.
pub async fn set_data_standard(tx: &mut Tx, input: SetDataStandardInput) -> Result<Option<DataStandard>> {
    tx.require(Role::Admin)?;
    fields::store::lock(tx).await?;
    let before = store::of_field(tx, input.subject, &input.field).await?;
    match &before {
        Some(before) => tx.check_version(before, input.expected_version).await?,
        None if input.expected_version.is_some() => {
            let message = "Nothing is asked of this field yet: leave the version out.";
            return Err(Refusal::at(RefusalCode::NotFound, "expectedVersion", message).into());
        }
        None => {}
    }
    let mut after = DataStandard {
        required: input.required.unwrap_or(false),
        pattern: tidy(input.pattern),
        pattern_hint: tidy(input.pattern_hint),
        minimum: input.minimum,
        maximum: input.maximum,
        ..before.clone().unwrap_or_else(|| nothing_asked(tx, input.subject, input.field))
    };
    rules::check_standard(&after)?;
    let kind = if after.asks() { "data_standard.set" } else { "data_standard.removed" };
    match before {
        Some(before) => {
            if tx.save(&before, &mut after).await? {
                tx.emit(news(kind, &after).changing(&before, &after));
            }
        }
        // Taking away what nobody asked changes nothing.
        None if !after.asks() => return Ok(None),
        None => {
            tx.insert(&after).await?;
            tx.emit(news(kind, &after).creating(&after));
        }
    }
    Ok(Some(after))
}

fn nothing_asked(tx: &Tx, subject: FieldSubject, field: String) -> DataStandard {
    DataStandard {
        workspace_id: Id::of(tx.workspace_id()),
        id: Id::new(),
        subject,
        field,
        required: false,
        pattern: None,
        pattern_hint: None,
        minimum: None,
        maximum: None,
        version: 1,
        created_at: tx.now,
        created_by: tx.by().map(Id::of),
        updated_at: tx.now,
        updated_by: tx.by().map(Id::of),
    }
}

fn news(kind: &'static str, standard: &DataStandard) -> News {
    News::of(kind, SubjectKind::DataStandard, standard.id.0, standard.version)
}

/// Holds a record that is about to be written to its workspace's standards: a new one to all of them, one that is there to those of
/// the fields that change.
///
/// # Errors
/// All refusals at once, each at its field's input.
pub async fn check<T: Serialize>(
    tx: &mut Tx,
    subject: FieldSubject,
    before: Option<&T>,
    after: &T,
) -> Result<()> {
    let known = fields::actions::known(tx).await?;
    check_by(&known, subject, before, after)
}

/// The same by standards that are at hand.
///
/// # Errors
/// All refusals at once, each at its field's input.
pub fn check_by<T: Serialize>(
    known: &Known,
    subject: FieldSubject,
    before: Option<&T>,
    after: &T,
) -> Result<()> {
    if known.standards.iter().all(|standard| standard.subject != subject) {
        return Ok(());
    }
    let json = |record: &T| serde_json::to_value(record).unwrap_or_default();
    rules::check(&known.standards, subject, before.map(json).as_ref(), &json(after))
}
