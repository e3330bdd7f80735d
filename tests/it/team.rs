//! People: setting up, signing in, what each sees, who administers, API keys.

mod api;
mod house;

use chrono::{DateTime, Duration, Utc};
use dealstream::api::auth;
use dealstream::api::engine::Credentials;
use dealstream::app::actor::{Actor, Role, Scope, Viewer};
use dealstream::app::error::{Error, RefusalCode, Result};
use dealstream::app::tx::Tx;
use dealstream::db::id::Id;
use dealstream::db::list;
use dealstream::integrations::actions as keys;
use dealstream::integrations::model::CreateApiKeyInput;
use dealstream::live::log;
use dealstream::team::actions;
use dealstream::team::model::{
    ChangePasswordInput, DealVisibility, SetUpWorkspaceInput, SignInInput, Team, UpdateTeamInput,
    UpdateUserInput, User,
};
use dealstream::team::sessions;
use house::{House, PASSWORD, bearer, change, code, cookie, empty, login, new_workspace, start};
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_set_up_once_even_by_two_at_a_time() {
    let (app, _db) = empty().await;
    let input = SetUpWorkspaceInput {
        workspace_name: "První s.r.o.".to_owned(),
        base_currency: "czk".to_owned(),
        time_zone: Some("Europe/Prague".to_owned()),
        admin_name: "Anna".to_owned(),
        admin_email: "anna@firma.cz".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let wrong = SetUpWorkspaceInput { admin_email: "nobody".to_owned(), ..input.clone() };
    let Err(Error::Refused(refusals)) = actions::set_up_workspace(&app, wrong).await else {
        panic!("set up")
    };
    assert_eq!(refusals[0].path, ["adminEmail"]);
    let all_wrong = SetUpWorkspaceInput {
        workspace_name: String::new(),
        admin_email: "nobody".to_owned(),
        password: "short".to_owned(),
        ..input.clone()
    };
    let Err(Error::Refused(refusals)) = actions::set_up_workspace(&app, all_wrong).await else {
        panic!("set up")
    };
    let places: Vec<&str> = refusals.iter().map(|refusal| refusal.path[0].as_str()).collect();
    assert_eq!(places, ["workspaceName", "adminEmail", "password"], "all that is wrong at once");
    let set_up = || actions::set_up_workspace(&app, input.clone());
    let (one, two) = tokio::join!(set_up(), set_up());
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(), 1);
    assert_eq!(code(set_up().await), RefusalCode::NotAllowed);
    let founded = one.or(two).unwrap();
    assert_eq!(
        (founded.workspace.slug.as_str(), founded.workspace.base_currency.as_str()),
        ("prvn-s-r-o", "CZK")
    );
    assert_eq!(founded.admin.role, Role::Admin);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_begins_with_the_password_and_ends_with_signing_out_or_with_time() {
    let house = House::new().await;
    let (token, viewer) = house.enter("ANNA@firma.cz").await;
    assert_eq!((viewer.role, &viewer.scope), (Role::Admin, &Scope::All));
    assert_eq!(viewer.actor, Actor::User { user_id: house.founded.admin.id.0 });
    sessions::sign_out(&house.app, &viewer).await.unwrap();
    assert!(matches!(house.presents(&cookie(&token)).await, Err(Error::Unauthenticated)));
    assert!(matches!(auth::still(&house.app, &viewer).await, Err(Error::Unauthenticated)));
    assert!(house.kinds().await.ends_with(&["session.started".to_owned(), "session.ended".to_owned()]));

    let (token, viewer) = house.enter("anna@firma.cz").await;
    house.app.clock.advance(Duration::hours(11));
    assert!(house.presents(&cookie(&token)).await.unwrap().is_some(), "used within twelve hours");
    house.app.clock.advance(Duration::hours(11));
    assert!(auth::still(&house.app, &viewer).await.is_ok(), "the use counted");
    house.app.clock.advance(Duration::hours(2));
    assert!(matches!(house.presents(&cookie(&token)).await, Err(Error::Unauthenticated)), "idle");

    let (token, _) = house.enter("anna@firma.cz").await;
    for _ in 0..28 {
        house.app.clock.advance(Duration::hours(11));
        house.presents(&cookie(&token)).await.unwrap();
    }
    house.app.clock.advance(Duration::days(2));
    assert!(matches!(house.presents(&cookie(&token)).await, Err(Error::Unauthenticated)), "fourteen days");
    assert!(house.presents(&Credentials::default()).await.unwrap().is_none(), "nothing presented");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_failures_close_an_account_to_one_address_for_a_quarter_of_an_hour() {
    let house = House::new().await;
    let here: Option<IpAddr> = "10.0.0.1".parse().ok();
    let there: Option<IpAddr> = "10.0.0.2".parse().ok();
    let tries =
        |password: &'static str, from| sessions::sign_in(&house.app, login("anna@firma.cz", password), from);
    for _ in 0..10 {
        assert_eq!(code(tries("wrong horse battery", here).await), RefusalCode::WrongPassword);
    }
    assert_eq!(code(tries(PASSWORD, here).await), RefusalCode::RateLimited, "even with the right one");
    assert!(tries(PASSWORD, there).await.is_ok(), "from elsewhere");
    house.app.clock.advance(Duration::minutes(16));
    assert!(tries(PASSWORD, here).await.is_ok(), "later");
    assert_eq!(
        code(tries("wrong horse battery", here).await),
        RefusalCode::WrongPassword,
        "the count began anew"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_sign_in_does_not_tell_which_addresses_exist() {
    let house = House::new().await;
    let message = |result: Result<_>| match result {
        Err(Error::Refused(refusals)) => refusals[0].message.clone().into_owned(),
        Err(error) => panic!("{error}"),
        Ok(sessions::SignedIn { .. }) => panic!("signed in"),
    };
    let enter = |email: &'static str, password: &'static str| {
        sessions::sign_in(&house.app, login(email, password), None)
    };
    let unknown = message(enter("nobody@firma.cz", PASSWORD).await);
    let wrong = message(enter("anna@firma.cz", "wrong horse battery").await);
    actions::create_workspace(&house.app, new_workspace("other")).await.unwrap();
    let ambiguous = message(enter("anna@firma.cz", PASSWORD).await);
    assert_eq!((&unknown, &wrong), (&wrong, &ambiguous));
    assert!(ambiguous.contains("workspace"));
    let named = SignInInput { workspace: Some("other".to_owned()), ..login("anna@firma.cz", PASSWORD) };
    let user = sessions::sign_in(&house.app, named, None).await.unwrap().user;
    assert_ne!(user.workspace_id, house.founded.workspace.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_ends_every_session_and_begins_one() {
    let house = House::new().await;
    let (old, viewer) = house.enter("anna@firma.cz").await;
    let input = |current: &str, new: &str| ChangePasswordInput {
        current_password: current.to_owned(),
        new_password: new.to_owned(),
    };
    let change = |input| sessions::change_password(&house.app, &viewer, input, None);
    assert_eq!(code(change(input("wrong horse", "another long one")).await), RefusalCode::WrongPassword);
    assert_eq!(code(change(input(PASSWORD, "password123")).await), RefusalCode::Invalid);
    let new = change(input(PASSWORD, "another long one")).await.unwrap().token;
    assert!(matches!(house.presents(&cookie(&old)).await, Err(Error::Unauthenticated)));
    assert!(house.presents(&cookie(&new)).await.unwrap().is_some());
    assert!(sessions::sign_in(&house.app, login("anna@firma.cz", PASSWORD), None).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_decides_whose_deals_one_sees() {
    let house = House::new().await;
    let head = house.user("head", Role::Manager, None).await.id;
    let sales = house.team("Sales", None, Some(head)).await;
    let north = house.team("North", Some(sales), None).await;
    let rep = house.user("rep", Role::Rep, Some(north)).await.id;
    let mate = house.user("mate", Role::Rep, Some(north)).await.id;
    house.user("stranger", Role::Rep, None).await;
    let owners = |ids: &[Id<User>]| {
        let mut ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        ids.sort_unstable();
        Scope::Owners(ids.into())
    };
    let cases = [
        (DealVisibility::Everyone, Scope::Everyone, Scope::Everyone),
        (DealVisibility::Team, owners(&[rep, mate]), owners(&[head, rep, mate])),
        (DealVisibility::Owner, owners(&[rep]), owners(&[head, rep, mate])),
    ];
    let before = log::head(&mut house.app.read().await.unwrap(), house.founded.workspace.id.0).await.unwrap();
    for (policy, of_rep, of_head) in cases {
        house.policy(policy).await;
        assert_eq!(house.enter("rep@firma.cz").await.1.scope, of_rep, "{policy:?}");
        let (_, viewer) = house.enter("head@firma.cz").await;
        assert_eq!(viewer.scope, of_head, "{policy:?}");
        let mut teams = [sales.0, north.0];
        teams.sort_unstable();
        assert_eq!(viewer.person.as_ref().unwrap().team_ids[..], teams);
        assert_eq!(house.enter("anna@firma.cz").await.1.scope, Scope::All);
    }
    let after = log::head(&mut house.app.read().await.unwrap(), house.founded.workspace.id.0).await.unwrap();
    assert_eq!(
        after.epoch,
        before.epoch + 2,
        "older events speak of another policy; the first change was none"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_active_admin_stays_one() {
    let house = House::new().await;
    let anna = house.founded.admin.id;
    let demoted = || UpdateUserInput { role: Some(Role::Rep), ..change(anna) };
    assert_eq!(code(house.update_user(demoted()).await), RefusalCode::LastAdmin);
    assert_eq!(
        code(house.update_user(UpdateUserInput { active: Some(false), ..change(anna) }).await),
        RefusalCode::LastAdmin
    );
    let bert = house.user("bert", Role::Admin, None).await.id;
    let both = tokio::join!(
        house.update_user(demoted()),
        house.update_user(UpdateUserInput { role: Some(Role::Rep), ..change(bert) })
    );
    assert!(both.0.is_ok() != both.1.is_ok(), "one of two at once: {both:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deactivated_person_is_out_at_once_and_their_address_stays_theirs() {
    let house = House::new().await;
    let rep = house.user("rep", Role::Rep, None).await;
    let (_, viewer) = house.enter("rep@firma.cz").await;
    house.update_user(UpdateUserInput { active: Some(false), ..change(rep.id) }).await.unwrap();
    assert!(matches!(auth::still(&house.app, &viewer).await, Err(Error::Unauthenticated)));
    assert!(sessions::sign_in(&house.app, login("rep@firma.cz", PASSWORD), None).await.is_err());
    let taken = UpdateUserInput { email: Some("REP@firma.cz".to_owned()), ..change(house.founded.admin.id) };
    assert_eq!(code(house.update_user(taken).await), RefusalCode::Taken);
    let as_rep = Arc::new(Viewer { role: Role::Rep, ..(*viewer).clone() });
    let input = change(rep.id);
    let denied =
        house.app.write(&as_rep, None, async |tx: &mut Tx| actions::update_user(tx, input.clone()).await);
    assert_eq!(code(denied.await), RefusalCode::NotAllowed);
}

#[tokio::test(flavor = "multi_thread")]
async fn teams_stay_a_tree_and_are_removed_empty() {
    let house = House::new().await;
    let sales = house.team("Sales", None, None).await;
    let north = house.team("North", Some(sales), None).await;
    house.user("rep", Role::Rep, Some(north)).await;
    let under = |id, parent: Id<Team>| UpdateTeamInput {
        id,
        name: None,
        parent_id: async_graphql::MaybeUndefined::Value(parent),
        manager_id: async_graphql::MaybeUndefined::Undefined,
        expected_version: None,
    };
    for parent in [sales, north] {
        let input = under(sales, parent);
        let work = async |tx: &mut Tx| actions::update_team(tx, input.clone()).await;
        assert_eq!(code(house.app.write(&house.system(), None, work).await), RefusalCode::Cycle);
    }
    let remove = async |id: Id<Team>| {
        house.app.write(&house.system(), None, async |tx: &mut Tx| actions::remove_team(tx, id).await).await
    };
    assert_eq!(code(remove(sales).await), RefusalCode::InUse);
    assert_eq!(code(remove(north).await), RefusalCode::InUse);
    let empty = house.team("Empty", Some(sales), None).await;
    assert_eq!(remove(empty).await.unwrap(), empty);
    assert!(matches!(remove(empty).await, Err(Error::NotFound("team"))));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_key_acts_for_its_user_until_it_is_revoked() {
    let house = House::new().await;
    let anna = house.founded.admin.id;
    let create = async |viewer: &Arc<Viewer>, expires_at: Option<DateTime<Utc>>| {
        let input = CreateApiKeyInput { name: "nightly".to_owned(), expires_at };
        house
            .app
            .write(viewer, None, async |tx: &mut Tx| keys::create_key(tx, input.clone(), None).await)
            .await
    };
    let (_, session) = house.enter("anna@firma.cz").await;
    let issued = create(&session, None).await.unwrap();
    let secret = issued.secret.unwrap();
    assert!(secret.starts_with(&format!("{}_", issued.key.prefix)) && secret.len() == 45, "{secret}");
    let viewer = house.presents(&bearer(&secret)).await.unwrap().unwrap();
    assert_eq!(viewer.actor, Actor::ApiKey { key_id: issued.key.id.0, user_id: anna.0 });
    let seen =
        list::find(&mut house.app.read().await.unwrap(), (&*viewer, start()), issued.key.id).await.unwrap();
    assert_eq!(seen.unwrap().last_used_at, Some(start()));
    assert_eq!(code(create(&viewer, None).await), RefusalCode::NotAllowed, "a key makes no keys");
    assert_eq!(code(create(&session, Some(start())).await), RefusalCode::Invalid, "expired before it began");
    assert!(matches!(house.presents(&cookie(&secret)).await, Err(Error::Unauthenticated)), "no cookie");

    let id = issued.key.id;
    let revoke =
        async || house.app.write(&session, None, async |tx: &mut Tx| keys::revoke_key(tx, id).await).await;
    assert!(revoke().await.unwrap().revoked_at.is_some());
    assert!(matches!(house.presents(&bearer(&secret)).await, Err(Error::Unauthenticated)));
    assert!(matches!(auth::still(&house.app, &viewer).await, Err(Error::Unauthenticated)));
    let events = house.kinds().await.len();
    revoke().await.unwrap();
    assert_eq!(house.kinds().await.len(), events, "revoking twice changes nothing");

    let short = create(&session, Some(start() + Duration::hours(1))).await.unwrap().secret.unwrap();
    assert!(house.presents(&bearer(&short)).await.unwrap().is_some());
    house.app.clock.advance(Duration::hours(1));
    assert!(matches!(house.presents(&bearer(&short)).await, Err(Error::Unauthenticated)), "expired");
}
