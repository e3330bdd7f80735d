//! E-mails: once each, a minute later unless it was read by then, tried again when they are not taken.

use super::mentions::{at, change, write};
use super::sink::Sink;
use super::*;
use chrono::Duration;
use dealstream::app::App;
use dealstream::app::config::{Settings, Smtp};
use dealstream::app::tasks::Tasks;
use dealstream::notifications::mail::post::{self, Post};
use dealstream::notifications::upkeep;

/// A server on the house's database, at its time, that sends e-mails by the sink.
pub fn mailing(house: &House, sink: &Sink) -> (Arc<App>, Post) {
    let smtp = Smtp {
        host: Some("127.0.0.1".into()),
        port: sink.port.into(),
        from: Some("Dealstream <crm@firma.cz>".into()),
        tls: "none".into(),
        ..Smtp::default()
    };
    let public_url = Some("https://crm.firma.cz/".into());
    let settings = Settings { smtp, public_url, ..Settings::default() };
    let app = App::new(house.db.pool.clone(), settings, Tasks::default(), house.app.clock.clone());
    let post = Post::of(&app.settings).unwrap().unwrap();
    (app, post)
}

/// What happened is told, a minute passes, and what is due is sent.
pub async fn sent(house: &House, (app, post): &(Arc<App>, Post), sink: &Sink) -> Vec<String> {
    follow::round(app).await.unwrap();
    pass(house, Duration::minutes(1));
    post::round(app, post).await.unwrap();
    sink.take()
}

pub fn header<'m>(mail: &'m str, name: &str) -> &'m str {
    let found = mail.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    found.unwrap_or_else(|| panic!("no {name} in {mail}"))
}

/// The text of an e-mail, its long lines whole again.
pub fn text(mail: &str) -> String {
    mail.split_once("\n\n").unwrap().1.replace("=\n", "").replace("=3D", "=")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_e_mail_is_sent_once_by_one_of_two_servers() {
    let (house, rita, mona) = followed().await;
    let sink = Sink::start().await;
    let servers = [mailing(&house, &sink), mailing(&house, &sink)];
    let turbines = deal(&house, &mona, "Turbines").await;
    give(&house, &mona, &rita, json!({ "title": "Call them", "dealId": turbines })).await;
    follow::round(&servers[0].0).await.unwrap();
    post::round(&servers[0].0, &servers[0].1).await.unwrap();
    assert_eq!(sink.take(), [""; 0], "whoever is there reads it within a minute");
    pass(&house, Duration::minutes(1));
    let both = servers.iter().map(|(app, post)| post::round(app, post));
    futures_util::future::try_join_all(both).await.unwrap();
    let mails = sink.take();
    assert_eq!(mails.len(), 1, "{mails:#?}");
    let mail = &mails[0];
    assert_eq!(header(mail, "To"), "Rita <rita@firma.cz>");
    assert_eq!(header(mail, "Subject"), "Task: Call them");
    assert!(header(mail, "Message-ID").ends_with("@firma.cz>"), "{mail}");
    let body = mail.split_once("\n\n").unwrap().1;
    assert!(body.starts_with("Mona gave you a task: Call them.\nDeal: Turbines\n"), "{body}");
    assert!(body.contains(&format!("Open: https://crm.firma.cz/deals/{turbines}\n")), "{body}");
    assert_eq!(told(&house, &rita).await.len(), 1, "and into the inbox");
    assert_eq!(sent(&house, &servers[0], &sink).await, [""; 0], "once");
    // Another one of the same line within ten minutes makes no other e-mail; later it does.
    give(&house, &mona, &rita, json!({ "title": "Soon after", "dealId": turbines })).await;
    assert_eq!(sent(&house, &servers[0], &sink).await, [""; 0]);
    pass(&house, Duration::minutes(10));
    give(&house, &mona, &rita, json!({ "title": "Later", "dealId": turbines })).await;
    let mails = sent(&house, &servers[0], &sink).await;
    assert_eq!(mails.iter().map(|mail| header(mail, "Subject")).collect::<Vec<_>>(), ["Task: Later"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_mail_server_does_not_take_is_tried_again_under_the_same_id_and_given_up_after_days() {
    let (house, rita, mona) = followed().await;
    let sink = Sink::start().await;
    let server = mailing(&house, &sink);
    give(&house, &mona, &rita, json!({})).await;
    sink.refuse(true);
    assert_eq!(sent(&house, &server, &sink).await, [""; 0]);
    sink.refuse(false);
    post::round(&server.0, &server.1).await.unwrap();
    assert_eq!(sink.take(), [""; 0], "not before a minute has passed");
    pass(&house, Duration::minutes(1));
    post::round(&server.0, &server.1).await.unwrap();
    assert_eq!(sink.take().len(), 1);
    give(&house, &mona, &rita, json!({ "title": "Never" })).await;
    sink.refuse(true);
    sent(&house, &server, &sink).await;
    for _ in 0..73 {
        pass(&house, Duration::hours(1));
        post::round(&server.0, &server.1).await.unwrap();
    }
    sink.refuse(false);
    pass(&house, Duration::hours(2));
    post::round(&server.0, &server.1).await.unwrap();
    assert_eq!(sink.take(), [""; 0], "given up");
    assert_eq!(told(&house, &rita).await.len(), 2, "the inbox has it all the same");
    pass(&house, Duration::days(8));
    upkeep::clear(&server.0).await.unwrap();
    let mut conn = house.app.read().await.unwrap();
    let left: i64 = diesel_async::RunQueryDsl::get_result(
        dealstream::db::fragment::Statement::<diesel::sql_types::BigInt>::new(
            dealstream::db::fragment::Fragment::text("SELECT count(*) FROM notification_mails"),
        ),
        &mut *conn,
    )
    .await
    .unwrap();
    assert_eq!(left, 0, "and nothing of it is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_hidden_or_not_wanted_is_not_sent() {
    let (house, rita, mona) = followed().await;
    let sink = Sink::start().await;
    let server = mailing(&house, &sink);
    give(&house, &mona, &rita, json!({})).await;
    follow::round(&server.0).await.unwrap();
    let read = json!({ "upTo": house.app.clock.now().to_rfc3339() });
    done(&house, &rita, "markNotificationsRead", read, "notifications { id }").await;
    assert_eq!(sent(&house, &server, &sink).await, [""; 0], "read in time");
    // Wanted by e-mail only; and in German.
    let wanted = json!({ "preferences": [
        { "kind": "TASK_ASSIGNED", "inbox": true, "email": false },
        { "kind": "DEAL_WON", "inbox": false, "email": true },
    ] });
    done(&house, &rita, "setNotificationPreferences", wanted, "preferences { kind }").await;
    done(&house, &rita, "updateViewer", json!({ "locale": "de" }), "viewer { locale }").await;
    let (turbines, pumps) = (deal(&house, &rita, "Turbines").await, deal(&house, &rita, "Pumps").await);
    give(&house, &mona, &rita, json!({ "title": "No e-mail" })).await;
    go(&house, &house.admin, &turbines, "Won").await;
    let mails = sent(&house, &server, &sink).await;
    assert_eq!(mails.iter().map(|mail| header(mail, "Subject")).collect::<Vec<_>>(), ["Gewonnen: Turbines"]);
    assert_eq!(told(&house, &rita).await.len(), 2, "the two tasks");
    go(&house, &house.admin, &pumps, "Won").await;
    follow::round(&server.0).await.unwrap();
    let away = json!({ "id": pumps, "ownerId": id_of(&house.admin) });
    done(&house, &house.admin, "updateDeal", away, "deal { id }").await;
    let hide = json!({ "id": pumps, "restricted": true });
    done(&house, &house.admin, "restrictDeal", hide, "deal { id }").await;
    assert_eq!(sent(&house, &server, &sink).await, [""; 0], "she may not see it any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_is_sent_with_the_note_s_beginning_unless_it_was_taken_back() {
    let (house, rita, mona) = followed().await;
    let sink = Sink::start().await;
    let server = mailing(&house, &sink);
    let (turbines, of_rita) = (deal(&house, &mona, "Turbines").await, at("Rita", &rita));
    let works = done(&house, &mona, "createAccount", json!({ "name": "Works" }), "account { id }").await;
    let works = works["id"].as_str().unwrap();
    write(&house, &mona, ("dealId", &turbines), &format!("{of_rita},\n\nplease call them.")).await;
    let first = sent(&house, &server, &sink).await.pop().unwrap();
    assert_eq!(header(&first, "Subject"), "Mentioned in a note: @Rita, please call them.");
    let body = text(&first);
    let begins = "Mona mentioned you in a note:\n\n@Rita, please call them.\n\nDeal: Turbines\n\n";
    assert!(body.starts_with(begins), "{body}");
    assert!(body.contains(&format!("Open: https://crm.firma.cz/deals/{turbines}?tab=notes\n")), "{body}");
    write(&house, &mona, ("accountId", works), &format!("{of_rita} {}", "word ".repeat(50))).await;
    let second = sent(&house, &server, &sink).await.pop().unwrap();
    let body = text(&second);
    assert!(body.contains("word wor=E2=80=A6\n"), "cut short: {body}");
    assert!(
        body.contains(&format!("Account: Works\n\nOpen: https://crm.firma.cz/accounts/{works}?tab=notes\n")),
        "{body}"
    );
    // Put away, or taken back, within the minute.
    for change_of in [json!({ "archived": true }), json!({ "body": "Nobody." })] {
        let note = write(&house, &mona, ("accountId", works), &of_rita).await;
        follow::round(&server.0).await.unwrap();
        change(&house, &mona, &note, change_of).await;
        assert_eq!(sent(&house, &server, &sink).await, [""; 0]);
    }
    let lines = inbox(&house, &rita).await;
    assert_eq!(lines.len(), 4, "the inbox has what was told");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_for_what_is_decided_and_each_decision_is_sent_with_its_words() {
    let (house, rita, mona) = followed().await;
    let sink = Sink::start().await;
    let server = mailing(&house, &sink);
    ask_before(&house, "Proposal", &mona).await;
    let turbines = deal(&house, &rita, "Turbines").await;
    // Mona wants to know by e-mail only: there is no line that could be read.
    let wanted = json!({ "preferences": [{ "kind": "APPROVAL_REQUESTED", "inbox": false, "email": true }] });
    done(&house, &mona, "setNotificationPreferences", wanted, "preferences { kind }").await;
    go(&house, &rita, &turbines, "Proposal").await;
    follow::round(&server.0).await.unwrap();
    decide(&house, &mona, &turbines, json!({ "decision": "REJECT", "comment": "First the credit check." }))
        .await;
    let mails = sent(&house, &server, &sink).await;
    assert_eq!(mails.len(), 1, "none to Mona, who has decided: {mails:#?}");
    assert_eq!(header(&mails[0], "To"), "Rita <rita@firma.cz>");
    let body = text(&mails[0]);
    let begins = "Mona rejected what you asked for: Turbines.\n\nFirst the credit check.\n\nOpen: ";
    assert!(body.starts_with(begins), "{body}");
    // A moment later it ends otherwise: who only reads e-mails must know.
    go(&house, &rita, &turbines, "Proposal").await;
    let asked = sent(&house, &server, &sink).await;
    assert_eq!(
        asked.iter().map(|mail| header(mail, "Subject")).collect::<Vec<_>>(),
        ["Approval needed: Turbines"]
    );
    decide(&house, &mona, &turbines, json!({ "decision": "APPROVE" })).await;
    let mails = sent(&house, &server, &sink).await;
    assert_eq!(mails.iter().map(|mail| header(mail, "Subject")).collect::<Vec<_>>(), ["Approved: Turbines"]);
    assert_eq!(told(&house, &rita).await, ["APPROVAL_DECIDED APPROVED x2 by Mona"], "one line all the same");
}
