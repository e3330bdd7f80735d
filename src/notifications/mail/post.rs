//! Sending: what is due, one after the other, by whichever server takes it first.

use crate::accounts::model::{Account, Contact};
use crate::activities::interactions::model::Activity;
use crate::activities::model::Task;
use crate::activities::notes::model::Note;
use crate::activities::notes::rules::{excerpt, speaks_to};
use crate::app::App;
use crate::app::actor::Viewer;
use crate::app::config::{Settings, Smtp};
use crate::app::error::{Error, Result};
use crate::approvals::policies::model::ApprovalSubjectKind;
use crate::approvals::runs::model::{Approval, ApprovalStatus};
use crate::db::id::Id;
use crate::db::list::{self, Visible};
use crate::db::pool::DbConnection;
use crate::deals::model::Deal;
use crate::leads::model::Lead;
use crate::notifications::mail::rules::{self, Letter, Names, Place, TRIED_FOR};
use crate::notifications::mail::store::{self, Mail};
use crate::notifications::model::TargetKind;
use crate::proposals::model::Proposal;
use crate::proposals::packages::model::ContractPackage;
use crate::team::model::User;
use crate::team::store::viewers;
use chrono::{DateTime, Utc};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::time::Duration;
use uuid::Uuid;

/// Time for each step with the mail server.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long an e-mail is nobody else's once a server took it: longer than all steps take.
const TAKEN_FOR: chrono::Duration = chrono::Duration::minutes(5);

/// The most that one round sends; the next one goes on.
const MOST: usize = 100;

/// How much of a note is shown, in characters.
const SHOWN: usize = 140;

/// How much of what was said to an approval is shown, in characters.
const SAID: usize = 500;

/// The way to the mail server.
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// Where people reach this server.
    public_url: String,
}

impl Post {
    /// As it is set up; none when it is not.
    ///
    /// # Errors
    /// When what is set cannot be used.
    pub fn of(settings: &Settings) -> Result<Option<Self>> {
        let Smtp { host: Some(host), port, user, password, from, tls } = &settings.smtp else {
            return Ok(None);
        };
        type Transport = AsyncSmtpTransport<Tokio1Executor>;
        let builder = match tls.as_str() {
            "tls" => Transport::relay(host).map_err(Error::internal)?,
            "none" => Transport::builder_dangerous(host),
            _ => Transport::starttls_relay(host).map_err(Error::internal)?,
        };
        let mut builder =
            builder.port(u16::try_from(*port).map_err(Error::internal)?).timeout(Some(PATIENCE));
        if let Some(user) = user {
            let password = password.clone().unwrap_or_default();
            builder = builder.credentials(Credentials::new(user.clone(), password));
        }
        let from = from.as_deref().unwrap_or_default().parse().map_err(Error::internal)?;
        let here = || format!("http://{}", settings.listen);
        let public_url = settings.public_url.clone().unwrap_or_else(here).trim_end_matches('/').to_owned();
        Ok(Some(Self { transport: builder.build(), from, public_url }))
    }

    /// Sends a letter; what the mail server says when it does not take it.
    async fn send(&self, (to, id): (&User, Uuid), letter: Letter) -> std::result::Result<(), String> {
        let address: Address = to.email.parse().map_err(|error| format!("{}: {error}", to.email))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(to.name.clone()), address))
            .subject(letter.subject)
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)
            .map_err(|error| error.to_string())?;
        self.transport.send(message).await.map(drop).map_err(|error| error.to_string())
    }
}

/// One round.
pub async fn round(app: &App, post: &Post) -> Result<()> {
    for _ in 0..MOST {
        let now = app.clock.now();
        let taken = store::take(&mut *app.read().await?, now, now + TAKEN_FOR).await?;
        let Some(mail) = taken else { return Ok(()) };
        // Nothing is held while the mail server is spoken to.
        let written = write(&mut *app.read().await?, (post, now), &mail).await?;
        let sent = match written {
            Some((to, letter)) => post.send((&to, mail.id), letter).await,
            None => {
                store::put_off(&mut *app.read().await?, &mail, None).await?;
                continue;
            }
        };
        let mut conn = app.read().await?;
        match sent {
            Ok(()) => {
                metrics::counter!("dealstream_mails_sent_total").increment(1);
                store::sent(&mut conn, &mail, app.clock.now()).await?;
            }
            Err(error) => failed(&mut conn, (&mail, app.clock.now()), &error).await?,
        }
    }
    Ok(())
}

/// Puts off what was not taken, or gives it up.
async fn failed(conn: &mut DbConnection, (mail, now): (&Mail, DateTime<Utc>), error: &str) -> Result<()> {
    let next = now + rules::again_after(mail.attempts);
    if next > mail.created_at + TRIED_FOR {
        metrics::counter!("dealstream_mails_given_up_total").increment(1);
        tracing::error!(%error, mail = %mail.id, tries = mail.attempts, "an e-mail could not be sent and is given up");
        return store::put_off(conn, mail, None).await;
    }
    metrics::counter!("dealstream_mails_put_off_total").increment(1);
    tracing::warn!(%error, mail = %mail.id, tries = mail.attempts, "an e-mail was not taken; it is tried again");
    store::put_off(conn, mail, Some(next)).await
}

/// To whom, and what; nothing when it was read, they cannot sign in any more, or may not see what it is about.
async fn write(
    conn: &mut DbConnection,
    (post, now): (&Post, DateTime<Utc>),
    mail: &Mail,
) -> Result<Option<(User, Letter)>> {
    if mail.read {
        return Ok(None);
    }
    let found = viewers::of_person(conn, (mail.workspace_id, mail.user_id), now).await?;
    let Some(viewer) = found else { return Ok(None) };
    let asking = (&viewer, now);
    let Some(to) = find::<User>(conn, asking, mail.user_id).await? else { return Ok(None) };
    let Some(about) = about(conn, asking, mail).await? else { return Ok(None) };
    let place = match about.place {
        Some(place) => called(conn, asking, place).await?,
        None => None,
    };
    let by = match mail.actor.0.user_id() {
        Some(id) => find::<User>(conn, asking, id).await?.map(|user| user.name),
        None => None,
    };
    let names = Names {
        link: link(post, mail, about.place.filter(|_| place.is_some())),
        about: about.name,
        said: about.said,
        place,
        by: by.unwrap_or_else(|| "Dealstream".to_owned()),
        count: mail.count,
        settings: format!("{}/settings/notifications", post.public_url),
    };
    let matter = rules::matter((mail.kind, mail.count), mail.target_kind, about.status);
    let letter = rules::letter(&to.locale, matter, &names);
    Ok(Some((to, letter)))
}

async fn find<R: Visible>(
    conn: &mut DbConnection,
    asking: (&Viewer, DateTime<Utc>),
    id: Uuid,
) -> Result<Option<R>> {
    list::find(conn, asking, Id::of(id)).await
}

/// What an e-mail is about.
struct About {
    /// What it is called; of a note its beginning.
    name: String,
    /// How an approval stands.
    status: Option<ApprovalStatus>,
    /// The record it belongs to.
    place: Option<(Place, Uuid)>,
    /// What somebody said to it.
    said: Option<String>,
}

/// What it is about; nothing when they may not see it, or are not mentioned any more.
async fn about(
    conn: &mut DbConnection,
    asking: (&Viewer, DateTime<Utc>),
    mail: &Mail,
) -> Result<Option<About>> {
    let id = mail.target_id;
    let of_deal = mail.deal_id.map(|id| (Place::Deal, id));
    let plain = |name: String, place| About { name, status: None, place, said: None };
    Ok(match mail.target_kind {
        TargetKind::Task => find::<Task>(conn, asking, id).await?.map(|task| plain(task.title, of_deal)),
        TargetKind::Activity => {
            find::<Activity>(conn, asking, id).await?.map(|activity| plain(activity.subject, of_deal))
        }
        TargetKind::Deal => {
            let deal = find::<Deal>(conn, asking, id).await?;
            let deal = deal.filter(|deal| rules::is_still_theirs(mail.kind, deal, mail.user_id));
            deal.map(|deal| plain(deal.name, None))
        }
        TargetKind::Approval => {
            let run = find::<Approval>(conn, asking, id).await?;
            let Some(run) = run.filter(|run| rules::still_tells(mail.kind, run, mail.user_id)) else {
                return Ok(None);
            };
            let deal = find::<Deal>(conn, asking, run.deal_id.0).await?.map(|deal| deal.name);
            let part = match run.subject_kind {
                ApprovalSubjectKind::Proposal => {
                    find::<Proposal>(conn, asking, run.subject_id).await?.map(|offer| offer.number)
                }
                ApprovalSubjectKind::ContractPackage => {
                    find::<ContractPackage>(conn, asking, run.subject_id).await?.map(|package| package.name)
                }
                ApprovalSubjectKind::StageEntry => None,
            };
            let name = [part, deal].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let said = rules::said(mail.kind, &run).map(|said| excerpt(said, SAID));
            Some(About { name, status: Some(run.status), place: None, said })
        }
        TargetKind::Note => {
            let note = find::<Note>(conn, asking, id).await?;
            let note = note.filter(|note| speaks_to(note, Id::of(mail.user_id)));
            note.map(|note| plain(excerpt(&note.body, SHOWN), on(&note)))
        }
    })
}

/// The record a note is on.
fn on(note: &Note) -> Option<(Place, Uuid)> {
    let deal = note.deal_id.map(|id| (Place::Deal, id.0));
    let account = note.account_id.map(|id| (Place::Account, id.0));
    let contact = note.contact_id.map(|id| (Place::Contact, id.0));
    deal.or(account).or(contact).or(note.lead_id.map(|id| (Place::Lead, id.0)))
}

/// What the record it belongs to is called; nothing when they may not see that.
async fn called(
    conn: &mut DbConnection,
    asking: (&Viewer, DateTime<Utc>),
    (place, id): (Place, Uuid),
) -> Result<Option<(Place, String)>> {
    let name = match place {
        Place::Deal => find::<Deal>(conn, asking, id).await?.map(|deal| deal.name),
        Place::Account => find::<Account>(conn, asking, id).await?.map(|account| account.name),
        Place::Contact => {
            let contact = find::<Contact>(conn, asking, id).await?;
            contact.map(|contact| format!("{} {}", contact.first_name, contact.last_name).trim().to_owned())
        }
        Place::Lead => find::<Lead>(conn, asking, id).await?.map(|lead| lead.topic),
    };
    Ok(name.map(|name| (place, name)))
}

/// Where it is in the client, on the record it belongs to if they see that.
fn link(post: &Post, mail: &Mail, place: Option<(Place, Uuid)>) -> String {
    let record = place.map(|(place, id)| match place {
        Place::Deal => format!("deals/{}", Id::<Deal>::of(id)),
        Place::Account => format!("accounts/{}", Id::<Account>::of(id)),
        Place::Contact => format!("contacts/{}", Id::<Contact>::of(id)),
        Place::Lead => format!("leads/{}", Id::<Lead>::of(id)),
    });
    let path = match (mail.target_kind, record) {
        (TargetKind::Approval, _) => format!("approvals/{}", Id::<Approval>::of(mail.target_id)),
        (TargetKind::Deal, _) => format!("deals/{}", Id::<Deal>::of(mail.target_id)),
        (TargetKind::Note, Some(record)) => format!("{record}?tab=notes"),
        (_, Some(record)) => record,
        (TargetKind::Note, None) => "notifications".to_owned(),
        _ => "tasks".to_owned(),
    };
    format!("{}/{path}", post.public_url)
}
