//! Everything that hangs on the merged record goes to the kept one, each with its event and for its own audience. What the person who
//! merges may see plays no part here.

use crate::accounts::actions::{contact_news, news as account_news};
use crate::accounts::merge::rules::Merge;
use crate::accounts::merge::store;
use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::merge as interactions;
use crate::activities::interactions::model::Activity;
use crate::activities::model::Task;
use crate::activities::notes::model::Note;
use crate::activities::several;
use crate::app::error::Result;
use crate::app::tx::Tx;
use crate::db::id::Id;
use crate::deals;
use crate::deals::change::{news as deal_news, part_news};
use crate::deals::model::Deal;
use crate::deals::stakeholders;
use crate::fields::model::{FieldSubject, Known};
use crate::files::model::File;
use crate::leads;
use crate::leads::model::Lead;
use crate::live::event::{Audience, News, SubjectKind};
use crate::proposals::change::news as proposal_news;
use crate::proposals::model::Proposal;
use std::collections::HashMap;
use uuid::Uuid;

/// A merge on its way.
pub struct Follow {
    pub merge: Merge,
    pub known: Known,
    /// The account that news of what hangs on the kept record are of.
    pub account: Option<Id<Account>>,
    /// The deals that were met, as they are now, and who hears of them.
    pub deals: HashMap<Uuid, (Deal, Audience)>,
}

/// What a record of another hangs on besides: its deal, else its lead.
type On = (Option<Id<Deal>>, Option<Id<Lead>>);

impl Follow {
    /// Moves all of it.
    pub async fn all(mut self, tx: &mut Tx) -> Result<()> {
        self.deals(tx).await?;
        self.stakeholders(tx).await?;
        self.tasks(tx).await?;
        self.activities(tx).await?;
        self.notes(tx).await?;
        self.files(tx).await?;
        self.leads(tx).await?;
        self.proposals(tx).await?;
        self.contacts(tx).await?;
        self.accounts(tx).await
    }

    fn keys(&self, subject: FieldSubject) -> Vec<String> {
        self.merge.keys(&self.known, subject)
    }

    /// A deal as it is now, its row locked, and who hears of it.
    async fn deal(&mut self, tx: &mut Tx, id: Id<Deal>) -> Result<(Deal, Audience)> {
        if let Some(known) = self.deals.get(&id.0) {
            return Ok(known.clone());
        }
        let deal = deals::store::lock(tx, id).await?;
        let audience = deals::store::audience(tx, id).await?;
        self.deals.insert(id.0, (deal.clone(), audience.clone()));
        Ok((deal, audience))
    }

    /// News of a record to be: whoever sees its deal, else its lead, hears of it; what is on neither is everybody's.
    async fn news(
        &mut self,
        tx: &mut Tx,
        kind: &'static str,
        (deal, lead): On,
    ) -> Result<impl Fn((SubjectKind, Uuid, i32)) -> News + use<>> {
        let of_deal = match deal {
            Some(deal) => Some(self.deal(tx, deal).await?),
            None => None,
        };
        let of_lead = match lead.filter(|_| of_deal.is_none()) {
            Some(lead) => store::lead(tx, lead).await?.map(|lead| leads::actions::audience(&lead)),
            None => None,
        };
        let account = self.account.map(|id| id.0);
        Ok(move |(subject, id, version): (SubjectKind, Uuid, i32)| match (&of_deal, &of_lead) {
            (Some((deal, audience)), _) => part_news(kind, deal, (subject, id, version), audience.clone()),
            (None, Some(audience)) => News::of(kind, subject, id, version)
                .on(None, account)
                .heard_by(Some(audience.clone()), Some(audience.clone())),
            (None, None) => News::of(kind, subject, id, version).on(None, account),
        })
    }

    async fn deals(&mut self, tx: &mut Tx) -> Result<()> {
        let (merge, keys) = (self.merge, self.keys(FieldSubject::Deal));
        let columns = [merge.of("deals.account_id", "deals.primary_contact_id")];
        for before in store::naming_or_holding::<Deal>(tx, merge, &columns, &keys).await? {
            let mut after = Deal {
                account_id: merge.account(before.account_id),
                primary_contact_id: merge.contact(before.primary_contact_id),
                custom: merge.custom(&keys, &before.custom),
                ..before.clone()
            };
            let (_, audience) = self.deal(tx, before.id).await?;
            if tx.save(&before, &mut after).await? {
                let news = deal_news("deal.changed", &after).changing(&before, &after);
                tx.emit(news.heard_by(Some(audience.clone()), Some(audience.clone())));
            }
            self.deals.insert(after.id.0, (after, audience));
        }
        Ok(())
    }

    async fn stakeholders(&mut self, tx: &mut Tx) -> Result<()> {
        let Merge::Contacts { gone, kept } = self.merge else { return Ok(()) };
        for one in
            store::naming::<stakeholders::model::Stakeholder>(tx, self.merge, &["stakeholders.contact_id"])
                .await?
        {
            let (deal, audience) = self.deal(tx, one.deal_id).await?;
            stakeholders::merge::merge(tx, (&deal, &audience), (gone, kept)).await?;
        }
        Ok(())
    }

    async fn tasks(&mut self, tx: &mut Tx) -> Result<()> {
        let (merge, keys) = (self.merge, self.keys(FieldSubject::Task));
        let columns = [merge.of("tasks.account_id", "tasks.contact_id")];
        for before in store::naming_or_holding::<Task>(tx, merge, &columns, &keys).await? {
            let mut after = Task {
                account_id: merge.account(before.account_id),
                contact_id: merge.contact(before.contact_id),
                custom: merge.custom(&keys, &before.custom),
                ..before.clone()
            };
            let of_deal = match before.deal_id {
                Some(deal) => Some(self.deal(tx, deal).await?.1),
                None => None,
            };
            if tx.save(&before, &mut after).await? {
                let heard = several::heard_by(of_deal.as_ref(), &after);
                let news = several::news("task.changed", &after).changing(&before, &after);
                tx.emit(news.heard_by(Some(heard.clone()), Some(heard)));
            }
        }
        Ok(())
    }

    async fn activities(&mut self, tx: &mut Tx) -> Result<()> {
        let merge = self.merge;
        for before in store::activities(tx, merge).await? {
            let after = Activity {
                account_id: merge.account(before.account_id),
                contact_id: merge.contact(before.contact_id),
                ..before.clone()
            };
            let attendees = match merge {
                Merge::Contacts { gone, kept } => {
                    interactions::replace_attendee(tx, before.id, (gone, kept)).await?
                }
                Merge::Accounts { .. } => None,
            };
            let news = self.news(tx, "activity.changed", (before.deal_id, before.lead_id)).await?;
            let on_deal = before.deal_id.is_some();
            interactions::save(tx, (&before, after), attendees, |after| {
                let news = news((SubjectKind::Activity, after.id.0, after.version));
                if on_deal { news } else { news.on(None, after.account_id.map(|id| id.0)) }
            })
            .await?;
        }
        Ok(())
    }

    async fn notes(&mut self, tx: &mut Tx) -> Result<()> {
        let merge = self.merge;
        let columns = [merge.of("notes.account_id", "notes.contact_id")];
        for before in store::naming::<Note>(tx, merge, &columns).await? {
            let mut after = Note {
                account_id: merge.account(before.account_id),
                contact_id: merge.contact(before.contact_id),
                ..before.clone()
            };
            let news = self.news(tx, "note.changed", (before.deal_id, before.lead_id)).await?;
            if tx.save(&before, &mut after).await? {
                tx.emit(news((SubjectKind::Note, after.id.0, after.version)).changing(&before, &after));
            }
        }
        Ok(())
    }

    async fn files(&mut self, tx: &mut Tx) -> Result<()> {
        let merge = self.merge;
        let columns = [merge.of("files.account_id", "files.contact_id")];
        for before in store::naming::<File>(tx, merge, &columns).await? {
            let mut after = File {
                account_id: merge.account(before.account_id),
                contact_id: merge.contact(before.contact_id),
                ..before.clone()
            };
            let news = self.news(tx, "file.changed", (before.deal_id, before.lead_id)).await?;
            if tx.save(&before, &mut after).await? {
                tx.emit(news((SubjectKind::File, after.id.0, after.version)).changing(&before, &after));
            }
        }
        Ok(())
    }

    async fn leads(&mut self, tx: &mut Tx) -> Result<()> {
        let (merge, keys) = (self.merge, self.keys(FieldSubject::Lead));
        let columns = [merge.of("leads.account_id", "leads.contact_id")];
        for before in store::naming_or_holding::<Lead>(tx, merge, &columns, &keys).await? {
            let after = Lead {
                account_id: merge.account(before.account_id),
                contact_id: merge.contact(before.contact_id),
                custom: merge.custom(&keys, &before.custom),
                ..before.clone()
            };
            leads::actions::save(tx, "lead.changed", before, after).await?;
        }
        Ok(())
    }

    async fn proposals(&mut self, tx: &mut Tx) -> Result<()> {
        let (merge, keys) = (self.merge, self.keys(FieldSubject::Proposal));
        let columns = merge.of(&[][..], &["proposals.contact_id"]);
        for before in store::naming_or_holding::<Proposal>(tx, merge, columns, &keys).await? {
            let (deal, audience) = self.deal(tx, before.deal_id).await?;
            let mut after = Proposal {
                contact_id: merge.contact(before.contact_id),
                custom: merge.custom(&keys, &before.custom),
                ..before.clone()
            };
            if tx.save(&before, &mut after).await? {
                let news = proposal_news("proposal.changed", (&deal, &audience), &after);
                tx.emit(news.changing(&before, &after));
            }
        }
        Ok(())
    }

    async fn contacts(&mut self, tx: &mut Tx) -> Result<()> {
        let (merge, keys) = (self.merge, self.keys(FieldSubject::Contact));
        let columns = [merge.of("contacts.account_id", "contacts.merged_into_id")];
        let rows: Vec<Contact> = store::naming_or_holding(tx, merge, &columns, &keys).await?;
        for before in rows.into_iter().filter(|row| merge.is_other(row.id.0)) {
            let mut after = Contact {
                account_id: merge.account(before.account_id),
                merged_into_id: merge.contact(before.merged_into_id),
                custom: merge.custom(&keys, &before.custom),
                ..before.clone()
            };
            if tx.save(&before, &mut after).await? {
                tx.emit(contact_news("contact.changed", &after).changing(&before, &after));
            }
        }
        Ok(())
    }

    async fn accounts(&mut self, tx: &mut Tx) -> Result<()> {
        let (merge, keys) = (self.merge, self.keys(FieldSubject::Account));
        let columns = merge.of(&["accounts.parent_id", "accounts.merged_into_id"][..], &[]);
        let rows: Vec<Account> = store::naming_or_holding(tx, merge, columns, &keys).await?;
        for before in rows.into_iter().filter(|row| merge.is_other(row.id.0)) {
            let mut after = Account {
                parent_id: merge.account(before.parent_id),
                merged_into_id: merge.account(before.merged_into_id),
                custom: merge.custom(&keys, &before.custom),
                ..before.clone()
            };
            if tx.save(&before, &mut after).await? {
                tx.emit(account_news("account.changed", &after).changing(&before, &after));
            }
        }
        Ok(())
    }
}
