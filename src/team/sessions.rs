//! Signing in and out.
//!
//! What always holds: a token is 256 random bits, the database knows only its SHA-256; a session ends after twelve hours
//! without use and after fourteen days in any case; a changed password ends them all. Who is refused learns nothing about which
//! addresses exist: unknown, ambiguous and wrong are one answer after one time.

use crate::app::App;
use crate::app::actor::{Actor, Viewer};
use crate::app::error::{Refusal, RefusalCode, Result};
use crate::app::tx::Tx;
use crate::db::id::{Id, type_id};
use crate::db::list;
use crate::live::event::{Audience, News, SubjectKind};
use crate::team::model::{ChangePasswordInput, SignInInput, User};
use crate::team::passwords::{self, NewPassword};
use crate::team::rules;
use crate::team::store::access;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// A session not used for this long is over.
pub const IDLE: Duration = Duration::hours(12);
/// A session is over after this long, used or not.
pub const LIFETIME: Duration = Duration::days(14);

/// Failures of one account from one address, within the window, after which no more tries are taken.
const MOST_FAILURES: i64 = 10;
const WINDOW: Duration = Duration::minutes(15);

/// Somebody who got in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub user: User,
    /// For the session cookie; not kept anywhere here.
    pub token: String,
}

/// What the database keeps of a token.
pub fn fingerprint(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Signs in with address and password.
///
/// # Errors
/// Refused: wrong, or too many failures from this network address.
pub async fn sign_in(app: &App, input: SignInInput, remote: Option<IpAddr>) -> Result<SignedIn> {
    let email = rules::email(&input.email);
    let slug = input.workspace.as_deref().map(str::trim).filter(|slug| !slug.is_empty());
    let tries = Tries::begin(app, &email, remote).await?;
    let mut logins = access::logins(&mut *app.read().await?, &email, slug).await?;
    let login = logins.pop().filter(|_| logins.is_empty());
    let hash = login.as_ref().map(|login| login.hash.clone());
    let right = passwords::is_right(cut(input.password), hash).await?;
    let Some(login) = login.filter(|_| right) else { return Err(wrong(slug).into()) };
    tries.forget(app).await?;
    let viewer = Arc::new(Viewer::system(login.workspace_id, Actor::User { user_id: login.user_id }));
    let token = new_token();
    let begun = app.write(&viewer, None, async |tx| {
        // The password may have been changed while we looked.
        if !access::has_password(tx, login.user_id, &login.hash).await? {
            return Err(wrong(slug).into());
        }
        begin(tx, Id::of(login.user_id), &token).await
    });
    Ok(SignedIn { user: begun.await?, token })
}

/// Begins a session for somebody who was just added.
pub async fn first_session(app: &App, user: &User) -> Result<SignedIn> {
    let viewer = Arc::new(Viewer::system(user.workspace_id.0, Actor::User { user_id: user.id.0 }));
    let token = new_token();
    let begun = app.write(&viewer, None, async |tx| begin(tx, user.id, &token).await).await?;
    Ok(SignedIn { user: begun, token })
}

/// Ends the viewer's session; a key's or the system's viewer has none.
pub async fn sign_out(app: &App, viewer: &Arc<Viewer>) -> Result<()> {
    let (Actor::User { user_id }, Some(session)) = (&viewer.actor, viewer.credential_id) else {
        return Ok(());
    };
    let user_id = *user_id;
    app.write(viewer, None, async |tx| {
        if access::end_session(tx, session).await? {
            let user: User = list::get(tx, Id::of(user_id)).await?;
            tx.emit(audit("session.ended", &user, ended(session)));
        }
        Ok(())
    })
    .await
}

/// Changes one's own password, ends all one's sessions and begins a new one.
///
/// # Errors
/// Refused: the current password is wrong, the new one cannot be used, too many failures.
pub async fn change_password(
    app: &App,
    viewer: &Arc<Viewer>,
    input: ChangePasswordInput,
    remote: Option<IpAddr>,
) -> Result<SignedIn> {
    let Actor::User { user_id } = viewer.actor else {
        let message = "Sign in to change your password; an API key cannot.";
        return Err(Refusal::whole(RefusalCode::NotAllowed, message).into());
    };
    let user =
        list::find(&mut *app.read().await?, (viewer, app.clock.now()), Id::<User>::of(user_id)).await?;
    let user = user.ok_or(crate::app::error::Error::Unauthenticated)?;
    rules::check_password("newPassword", &input.new_password, &user.email)?;
    let tries = Tries::begin(app, &user_id.to_string(), remote).await?;
    let hash = access::password(&mut *app.read().await?, viewer.workspace_id, user_id).await?;
    if !passwords::is_right(cut(input.current_password), hash).await? {
        let message = "This is not your current password.";
        return Err(Refusal::at(RefusalCode::WrongPassword, "currentPassword", message).into());
    }
    tries.forget(app).await?;
    let password = NewPassword::of("newPassword", Some(input.new_password), &user.email).await?;
    let token = new_token();
    let begun = app.write(viewer, None, async |tx| {
        replace_password(tx, &user, &password).await?;
        begin(tx, user.id, &token).await
    });
    Ok(SignedIn { user: begun.await?, token })
}

/// Sets somebody's password and ends all their sessions.
pub(super) async fn replace_password(tx: &mut Tx, user: &User, password: &NewPassword) -> Result<()> {
    access::set_password(tx, user.id.0, &password.hash).await?;
    tx.emit(audit("user.password_changed", user, None));
    end_all(tx, user).await
}

/// Ends all sessions of a person.
pub(super) async fn end_all(tx: &mut Tx, user: &User) -> Result<()> {
    for session in access::end_sessions(tx, user.id.0).await? {
        tx.emit(audit("session.ended", user, ended(session)));
    }
    Ok(())
}

async fn begin(tx: &mut Tx, id: Id<User>, token: &str) -> Result<User> {
    let user: User = list::get(tx, id).await?;
    let until = tx.now + LIFETIME;
    let session = access::add_session(tx, id.0, &fingerprint(token), until).await?;
    tx.emit(audit("session.started", &user, Some((Value::Null, json!(type_id("sess", session))))));
    Ok(user)
}

fn ended(session: Uuid) -> Option<(Value, Value)> {
    Some((json!(type_id("sess", session)), Value::Null))
}

/// News for admins and the person themselves; the session it is about, before and after.
fn audit(kind: &'static str, user: &User, session: Option<(Value, Value)>) -> News {
    let audience = Some(Audience::Admins { user_id: Some(user.id.0) });
    let mut news =
        News::of(kind, SubjectKind::User, user.id.0, user.version).heard_by(audience.clone(), audience);
    news.changes.extend(session.map(|change| ("session".to_owned(), change)));
    news
}

/// One answer for every way a sign-in can be wrong.
fn wrong(slug: Option<&str>) -> Refusal {
    let message = match slug {
        Some(_) => "Address, password and workspace do not go together.",
        None => {
            "Address and password do not go together. If you use this address in several workspaces, name the workspace too."
        }
    };
    Refusal::at(RefusalCode::WrongPassword, "password", message)
}

/// No password is longer; a longer text must not cost more to hash.
fn cut(password: String) -> String {
    if password.len() <= 1_024 { password } else { String::new() }
}

fn new_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// One try to prove who one is, counted per account and network address.
struct Tries {
    subject: [u8; 32],
}

impl Tries {
    /// Counts a try as a failure until [`Tries::forget`] says otherwise.
    ///
    /// # Errors
    /// Refused after too many; a refused try does not count, so that waiting helps.
    async fn begin(app: &App, account: &str, remote: Option<IpAddr>) -> Result<Self> {
        let subject = fingerprint(&format!("{account}|{}", network(remote)));
        let mut conn = app.read().await?;
        let (id, earlier) = access::note_try(&mut conn, &subject, app.clock.now(), WINDOW).await?;
        if earlier < MOST_FAILURES {
            return Ok(Self { subject });
        }
        access::forget_try(&mut conn, id).await?;
        let message = "Too many failed tries. Wait 15 minutes, then try again.";
        Err(Refusal::whole(RefusalCode::RateLimited, message).into())
    }

    /// It succeeded.
    async fn forget(self, app: &App) -> Result<()> {
        access::forget_failures(&mut *app.read().await?, &self.subject, app.clock.now(), WINDOW).await
    }
}

/// Who controls one address of an IPv6 network has all of it.
fn network(remote: Option<IpAddr>) -> String {
    match remote.map(|address| address.to_canonical()) {
        Some(IpAddr::V6(address)) => {
            address.segments()[..4].iter().map(|part| format!("{part:x}:")).collect()
        }
        Some(address) => address.to_string(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_network_count_together() {
        let of = |text: &str| network(text.parse().ok());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:10.0.0.1"), of("10.0.0.1"));
        assert_ne!(of("10.0.0.1"), of("10.0.0.2"));
    }

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let token = new_token();
        assert_eq!(token.len(), 43);
        assert_ne!(token, new_token());
        assert_ne!(fingerprint(&token), fingerprint("another"));
    }
}
