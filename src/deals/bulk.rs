//! Many deals at once, for imports and sample data: the rules are those of one deal, the statements few.

use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::deals::change::{news, part_news};
use crate::deals::lines::model::DealLine;
use crate::deals::model::{Brief, Deal, StageVisit};
use crate::deals::stakeholders::actions::bare;
use crate::deals::{rules, store};
use crate::live::event::{Audience, News, SubjectKind, diff};
use crate::pipeline::model::Stage;
use chrono::{DateTime, Utc};
use serde_json::Value;

/// A new deal with the stays it has behind it and the one it is in.
pub struct Arrival {
    pub deal: Deal,
    pub visits: Vec<StageVisit>,
    /// Its long texts, when it has any.
    pub brief: Option<Brief>,
    /// Its lines, whose sum its amount is.
    pub lines: Vec<DealLine>,
}

/// The stays of a deal: the earlier ones in the order given, each left when the next begins, and the present one.
pub fn visits(deal: &Deal, earlier: &[(Id<Stage>, DateTime<Utc>)]) -> Vec<StageVisit> {
    let now = (deal.stage_id, deal.stage_entered_at);
    let stays: Vec<_> = earlier.iter().copied().chain([now]).collect();
    let left = stays.iter().skip(1).map(|(_, entered)| Some(*entered)).chain([None]);
    let visit = |(&(stage_id, entered_at), left_at): (&(Id<Stage>, DateTime<Utc>), _)| StageVisit {
        workspace_id: deal.workspace_id,
        id: Id::new(),
        deal_id: deal.id,
        stage_id,
        entered_at,
        entered_by: deal.created_by,
        left_at,
        left_by: left_at.and(deal.created_by),
    };
    stays.iter().zip(left).map(visit).collect()
}

/// Adds new deals that nobody is named on yet besides their owners, and tells each. References are the caller's to have checked.
///
/// # Errors
/// Refused when a deal breaks a rule; nothing is added then.
pub async fn add_all(tx: &mut Tx, arrivals: Vec<Arrival>) -> Result<()> {
    let mut deals = Vec::with_capacity(arrivals.len());
    let mut visits = Vec::new();
    let (mut briefs, mut lines) = (Vec::new(), Vec::new());
    for arrival in arrivals {
        rules::check_deal(&arrival.deal)?;
        if let Some(brief) = &arrival.brief {
            rules::check_brief(brief)?;
        }
        tx.emit(told(&arrival));
        for line in &arrival.lines {
            tx.emit(line_told(&arrival.deal, line));
        }
        lines.extend(arrival.lines);
        deals.push(arrival.deal);
        visits.extend(arrival.visits);
        briefs.extend(arrival.brief);
    }
    tx.insert_all(&deals).await?;
    tx.insert_all(&visits).await?;
    tx.insert_all(&lines).await?;
    let mut primaries = Vec::new();
    for deal in &deals {
        let Some(contact) = deal.primary_contact_id else { continue };
        let one = bare(deal, contact, (deal.created_by, deal.created_at));
        let subject = (SubjectKind::Stakeholder, one.id.0, one.version);
        let audience = Audience::deal(deal.owner_id.0, deal.restricted);
        tx.emit(part_news("stakeholder.added", deal, subject, audience).creating(&one));
        primaries.push(one);
    }
    tx.insert_all(&primaries).await?;
    for brief in &briefs {
        store::save_brief(tx, brief).await?;
    }
    Ok(())
}

/// News of a line that came with its deal.
pub fn line_told(deal: &Deal, line: &DealLine) -> News {
    let subject = (SubjectKind::DealLine, line.id.0, line.version);
    let audience = Audience::deal(deal.owner_id.0, deal.restricted);
    part_news("deal_line.added", deal, subject, audience).creating(line)
}

fn told(arrival: &Arrival) -> News {
    let deal = &arrival.deal;
    let mut news = news("deal.created", deal).creating(deal);
    if let Some(brief) = arrival.brief.as_ref().and_then(|brief| serde_json::to_value(brief).ok()) {
        news.changes.extend(diff(&Value::Null, &brief));
    }
    let (owner_id, restricted) = (deal.owner_id.0, deal.restricted);
    let audience = Audience::deal(owner_id, restricted);
    news.heard_by(None, Some(audience))
}
