//! SQL for notes, and who may see them: whoever sees the record they are on.

use crate::activities::notes::model::{Note, NoteFilter};
use crate::app::actor::Scope;
use crate::app::error::Result;
use crate::db::filter::Conditions;
use crate::db::fragment::Fragment;
use crate::db::list::Visible;
use crate::deals::store::sees_deal;
use crate::leads::store::on_visible_lead;
use crate::team::model::User;
use uuid::Uuid;

impl Visible for Note {
    const ID: &'static str = "notes.id";
    const WORKSPACE: &'static str = "notes.workspace_id";

    fn see(conditions: &mut Conditions<'_>) {
        let viewer = conditions.viewer;
        if viewer.scope == Scope::All {
            return;
        }
        let mut sql = Fragment::text("notes.deal_id IS NULL");
        if let Some(lead) = on_visible_lead(conditions, "notes.lead_id") {
            sql.push(" AND ").append(lead);
        }
        sql.push(" OR ").append(sees_deal((viewer, conditions.now), "notes.deal_id"));
        conditions.and(sql);
    }

    fn uuid(&self) -> Uuid {
        self.id.0
    }
}

/// Adds a filter on notes.
pub fn filter_notes(to: &mut Conditions<'_>, filter: &NoteFilter) -> Result<()> {
    to.id::<Note>("notes.id", filter.id.as_ref())?;
    to.text("notes.body", filter.body.as_ref());
    to.boolean("notes.pinned", filter.pinned.as_ref());
    to.boolean("notes.archived", filter.archived.as_ref());
    to.id::<User>("notes.created_by", filter.created_by_id.as_ref())?;
    to.instant("notes.created_at", filter.created_at.as_ref())?;
    to.logic((filter.and.as_deref(), filter.or.as_deref(), filter.not.as_deref()), filter_notes)
}

/// What a list of notes holds: put away ones only when the filter speaks of them.
pub fn notes_where(conditions: &mut Conditions<'_>, filter: Option<&NoteFilter>) -> Result<()> {
    if filter.is_none_or(|filter| filter.archived.is_none()) {
        conditions.and(Fragment::text("NOT notes.archived"));
    }
    filter.map_or(Ok(()), |filter| filter_notes(conditions, filter))
}
