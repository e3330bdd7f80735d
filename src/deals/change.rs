//! One change to a deal in the making: the state before, the state after, and the one way to save both.

use crate::app::error::{Result, together};
use crate::app::tx::Tx;
use crate::approvals::runs::entry;
use crate::db::id::Id;
use crate::db::list;
use crate::deals::competitors::actions::follow_status;
use crate::deals::model::{Brief, Deal, DealStatus, Whole};
use crate::deals::stakeholders::actions::follow_primary;
use crate::deals::{rules, store};
use crate::fields::model::FieldSubject;
use crate::fields::standards::actions::check;
use crate::live::event::{Audience, News, SubjectKind, diff};
use crate::team;
use chrono::Duration;
use std::borrow::Cow;

/// A deal being changed under its row lock.
pub struct Change {
    before: Deal,
    brief_before: Option<Brief>,
    audience_before: Audience,
    pub deal: Deal,
    /// Loaded when first written to.
    pub brief: Option<Brief>,
    /// What is told with the change without being kept on the deal: field and text.
    pub said: Vec<(Cow<'static, str>, String)>,
    /// An approval is asked, or granted and not used, for its entry into a stage.
    pub has_entry: bool,
}

impl Change {
    /// Locks the deal; `NotFound` when the viewer may not see it.
    pub async fn begin(tx: &mut Tx, id: Id<Deal>, expected_version: Option<i32>) -> Result<Self> {
        let before: Deal = list::get_for_update(tx, id).await?;
        tx.check_version(&before, expected_version).await?;
        Self::of(tx, before).await
    }

    /// Of a deal whose row is locked, whoever may see it.
    pub async fn of(tx: &mut Tx, before: Deal) -> Result<Self> {
        let (audience_before, has_entry) = store::audience_and_entry(tx, before.id).await?;
        Ok(Self {
            deal: before.clone(),
            before,
            brief_before: None,
            audience_before,
            brief: None,
            said: Vec::new(),
            has_entry,
        })
    }

    /// The deal as it was.
    pub fn before(&self) -> &Deal {
        &self.before
    }

    /// The long texts, to be changed.
    pub async fn brief(&mut self, tx: &mut Tx) -> Result<&mut Brief> {
        if self.brief.is_none() {
            let (workspace_id, id) = (tx.workspace_id(), self.deal.id);
            let found = store::briefs(tx.conn(), workspace_id, &[id.0]).await?.pop();
            let brief = found.unwrap_or_else(|| empty_brief(&self.deal));
            self.brief_before = Some(brief.clone());
            self.brief = Some(brief);
        }
        Ok(self.brief.get_or_insert_with(|| empty_brief(&self.deal)))
    }

    /// Refuses what the deal or its texts may not be.
    pub async fn check(&self, tx: &mut Tx) -> Result<()> {
        let before = Whole { deal: &self.before, brief: self.brief_before.as_ref() };
        let after = Whole { deal: &self.deal, brief: self.brief.as_ref() };
        let kept = check(tx, FieldSubject::Deal, Some(&before), &after).await;
        let texts = self.brief.as_ref().map_or(Ok(()), rules::check_brief);
        together([rules::check_deal(&self.deal), texts, kept])
    }

    /// Checks and saves what changed, and tells it as `kind`. Nothing changed: nothing is written or told.
    pub async fn save(mut self, tx: &mut Tx, kind: &'static str) -> Result<Deal> {
        self.check(tx).await?;
        let texts = self.brief != self.brief_before;
        if texts && let Some(brief) = &self.brief {
            store::save_brief(tx, brief).await?;
            // A change of the texts alone is a new version of the deal too.
            if self.before == self.deal {
                let (now, by) = (tx.now, tx.by());
                crate::db::entity::Versioned::touch(&mut self.deal, now, by);
                list::SavedRow::save(&self.deal, tx.conn()).await?;
            }
        }
        let saved = self.before.version != self.deal.version || tx.save(&self.before, &mut self.deal).await?;
        if saved {
            if self.before.primary_contact_id != self.deal.primary_contact_id {
                follow_primary(tx, &self.deal).await?;
            }
            if self.closes_or_reopens() {
                follow_status(tx, &self.deal).await?;
            }
            let audience = self.audience_after();
            self.tell(tx, kind, audience).await?;
            if self.has_entry {
                entry::followed(tx, &self.before, &self.deal).await?;
            }
        }
        Ok(self.deal)
    }

    fn closes_or_reopens(&self) -> bool {
        let closed = |deal: &Deal| matches!(deal.status, DealStatus::Won | DealStatus::Lost);
        self.before.status != self.deal.status && (closed(&self.before) || closed(&self.deal))
    }

    /// The audience after a change that left the shares alone.
    fn audience_after(&self) -> Audience {
        match self.audience_before.clone() {
            Audience::Deal { users, teams, of_task, .. } => Audience::Deal {
                owner_id: self.deal.owner_id.0,
                restricted: self.deal.restricted,
                users,
                teams,
                of_task,
            },
            other => other,
        }
    }

    /// Saves after something was changed that belongs to the deal but is not in its row: counts a version all the same.
    pub async fn save_counted(mut self, tx: &mut Tx, kind: &'static str) -> Result<Deal> {
        self.count(tx).await?;
        let audience = self.audience_after();
        self.tell(tx, kind, audience).await?;
        Ok(self.deal)
    }

    async fn count(&mut self, tx: &mut Tx) -> Result<()> {
        if !tx.save(&self.before, &mut self.deal).await? {
            let (now, by) = (tx.now, tx.by());
            crate::db::entity::Versioned::touch(&mut self.deal, now, by);
            list::SavedRow::save(&self.deal, tx.conn()).await?;
        }
        Ok(())
    }

    /// Saves after the shares were changed: counts a version even when the row is the same, and reads the audience again.
    pub async fn save_shared(mut self, tx: &mut Tx, kind: &'static str) -> Result<Deal> {
        self.count(tx).await?;
        let audience = store::audience(tx, self.deal.id).await?;
        self.tell(tx, kind, audience).await?;
        Ok(self.deal)
    }

    async fn tell(&self, tx: &mut Tx, kind: &'static str, audience: Audience) -> Result<()> {
        let mut news = news(kind, &self.deal)
            .changing(&self.before, &self.deal)
            .heard_by(Some(self.audience_before.clone()), Some(audience));
        if let (Some(before), Some(after)) = (&self.brief_before, &self.brief) {
            let texts = (serde_json::to_value(before), serde_json::to_value(after));
            if let (Ok(before), Ok(after)) = texts {
                news.changes.extend(diff(&before, &after));
            }
        }
        for (field, text) in &self.said {
            news.changes.insert(field.to_string(), (serde_json::Value::Null, text.clone().into()));
        }
        news.within_grace = within_grace(tx, &self.before).await?;
        tx.emit(news);
        Ok(())
    }
}

/// A deal's texts before any was written.
pub fn empty_brief(deal: &Deal) -> Brief {
    Brief {
        workspace_id: deal.workspace_id,
        id: deal.id,
        description: None,
        customer_needs: None,
        proposed_solution: None,
        tactics: None,
        win_loss_report: None,
        inactive_reason: None,
    }
}

/// News of a deal.
pub fn news(kind: &'static str, deal: &Deal) -> News {
    News::of(kind, SubjectKind::Deal, deal.id.0, deal.version)
        .in_pipeline(deal.pipeline_id.0)
        .on(Some(deal.id.0), deal.account_id.map(|account| account.0))
}

/// News of something that belongs to a deal, whose row is locked: whoever sees the deal hears of it.
pub async fn news_on(
    tx: &mut Tx,
    deal: &Deal,
    kind: &'static str,
    (subject, id, version): (SubjectKind, uuid::Uuid, i32),
) -> Result<News> {
    let audience = store::audience(tx, deal.id).await?;
    Ok(part_news(kind, deal, (subject, id, version), audience))
}

/// News of something that belongs to a deal, which these people see before and after.
pub fn part_news(
    kind: &'static str,
    deal: &Deal,
    (subject, id, version): (SubjectKind, uuid::Uuid, i32),
    audience: Audience,
) -> News {
    News::of(kind, subject, id, version)
        .in_pipeline(deal.pipeline_id.0)
        .on(Some(deal.id.0), deal.account_id.map(|account| account.0))
        .heard_by(Some(audience.clone()), Some(audience))
}

/// Whether the creator is still putting their own new deal right. The workspace is asked only when it can matter.
async fn within_grace(tx: &mut Tx, deal: &Deal) -> Result<bool> {
    let age = tx.now - deal.created_at;
    if tx.by().is_none() || deal.created_by.map(|id| id.0) != tx.by() || age > Duration::days(7) {
        return Ok(false);
    }
    let workspace = team::store::workspace(tx).await?;
    Ok(age <= Duration::minutes(i64::from(workspace.history_grace_minutes)))
}
