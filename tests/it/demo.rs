//! The sample workspace: made once, and people can sign in to it.

use crate::harness::TestDb;
use dealstream::app::App;
use dealstream::app::clock::Clock;
use dealstream::app::config::Settings;
use dealstream::app::tasks::Tasks;
use dealstream::integrations::sample;
use dealstream::live::event::Event;
use dealstream::live::log;
use dealstream::team::model::SignInInput;
use dealstream::team::{sessions, store::found};

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_is_made_once_and_people_can_sign_in() {
    let db = TestDb::new().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { files_dir: Some(folder.path().to_owned()), ..Settings::default() };
    let app = App::new(db.pool.clone(), settings, Tasks::default(), Clock::real());
    assert!(sample::prepare(&app).await.unwrap());
    let workspace = found::workspace_called(&mut app.read().await.unwrap(), sample::SLUG).await.unwrap();
    let head = async || log::head(&mut app.read().await.unwrap(), workspace.id.0).await.unwrap().seq;
    let before = head().await;
    assert!(!sample::prepare(&app).await.unwrap());
    assert_eq!(head().await, before, "the second start leaves it alone");
    let logins = sample::logins();
    for login in [logins.admin, logins.manager, logins.rep, logins.viewer] {
        let input = SignInInput { email: login.email, password: login.password, workspace: None };
        sessions::sign_in(&app, input, None).await.unwrap();
    }
    let mut conn = app.read().await.unwrap();
    let events = log::read(&mut conn, workspace.id.0, 0, i64::MAX, 10_000).await.unwrap();
    assert!(events.windows(2).all(|pair| pair[0].at <= pair[1].at), "told in the order it happened");
    let of = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
    assert_eq!((of("user.created"), of("deal.created")), (26, 550));
    assert_eq!((of("file.added"), of("file.version_added")), (19, 3));
    assert_eq!(of("document_template.created"), 1);
    assert_eq!((of("plan.created"), of("plan_run.started")), (2, 4));
    assert_eq!((of("proposal.created"), of("proposal.sent"), of("proposal.expired")), (20, 12, 2));
    assert_eq!((of("approval_policy.created"), of("proposal.submitted")), (3, 2));
    let contracts = ["created", "submitted", "approved", "signed"];
    assert_eq!(contracts.map(|kind| of(&format!("contract_package.{kind}"))), [3, 1, 1, 1]);
    let asked =
        (of("approval.requested"), of("approval.decided"), of("approval.granted"), of("approval.refused"));
    assert_eq!(asked, (7, 1, 1, 1));
    assert_eq!((of("proposal.accepted"), of("order.created"), of("order.changed")), (3, 3, 2));
    let (told, read) = (of("notification.created"), of("notification.read"));
    assert!((5..300).contains(&told) && (1..told).contains(&read), "{told} told, {read} of them read");
    let of_mention = |event: &&Event| event.after("kind").is_some_and(|kind| kind == "mention");
    let told = events.iter().filter(|event| event.kind == "notification.created");
    assert_eq!(told.filter(of_mention).count(), 3, "somebody was mentioned, and has not looked since");
    assert!(of("deal.stage_changed") > 500 && of("task.completed") > 50, "{}", of("task.completed"));
}
