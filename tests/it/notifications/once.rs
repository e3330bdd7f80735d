//! Once each: on several servers, after a crash, from the present on; and several as one line.

use super::*;
use chrono::Duration;
use dealstream::app::App;
use dealstream::app::actor::Actor;
use dealstream::app::config::Settings;
use dealstream::app::tasks::Tasks;
use dealstream::app::tx::Tx;
use dealstream::db::pool;
use dealstream::notifications::deliver::Mailing;
use dealstream::notifications::follow::Turn;
use dealstream::notifications::upkeep;
use tokio::sync::Semaphore;

/// Another server on the same database.
async fn server(house: &House) -> Arc<App> {
    let settings = Settings { pool_size: 4, ..Settings::default() };
    let pool = pool::connect(&house.db.url, &settings).await.unwrap();
    App::new(pool, settings, Tasks::default(), house.app.clock.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_at_once_tell_each_thing_once() {
    let (house, rita, mona) = followed().await;
    let servers = [server(&house).await, server(&house).await];
    for number in 0..3 {
        for _ in 0..5 {
            give(&house, &mona, &rita, json!({})).await;
        }
        let turn = if number == 0 { Turn::Skip } else { Turn::Wait };
        let both = servers.iter().map(|app| follow::catch_up(app, house.workspace_id, turn));
        futures_util::future::try_join_all(both).await.unwrap();
        assert_eq!(inbox(&house, &rita).await.len(), 5 * (number + 1));
    }
    let created = house.events(0).await.into_iter().filter(|event| event.kind == "notification.created");
    assert_eq!(created.count(), 15);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_dies_while_telling_leaves_nothing_and_another_tells_it() {
    let (house, rita, mona) = followed().await;
    give(&house, &mona, &rita, json!({})).await;
    let (told_it, dying) = (Arc::new(Semaphore::new(0)), server(&house).await);
    let system = Arc::new(Viewer::system(house.workspace_id, Actor::System));
    let signal = told_it.clone();
    let task = tokio::spawn(async move {
        let work = async |tx: &mut Tx| {
            follow::read_on(tx, Turn::Wait, Mailing::Off).await?;
            signal.add_permits(1);
            std::future::pending::<()>().await;
            Ok(())
        };
        dying.write(&system, None, work).await
    });
    told_it.acquire().await.unwrap().forget();
    // While it holds the position, others leave the workspace to it.
    follow::round(&house.app).await.unwrap();
    assert_eq!(told(&house, &rita).await, [""; 0]);
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    follow::catch_up(&house.app, house.workspace_id, Turn::Wait).await.unwrap();
    follow::round(&house.app).await.unwrap();
    assert_eq!(told(&house, &rita).await, ["TASK_ASSIGNED Call x1 by Mona"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_begins_at_the_present_and_imports_tell_nobody() {
    let house = House::new().await;
    let (rita, mona) = (house.person("Rita", Role::Rep).await, house.person("Mona", Role::Manager).await);
    let soon = json!({ "title": "Soon", "dueAt": "2026-03-02T09:30:00Z" });
    give(&house, &mona, &rita, soon).await;
    pass(&house, Duration::hours(1));
    catch_up(&house).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await, [""; 0], "what was before it began");
    let import = Actor::Import { user_id: mona.user_id() };
    let importing = Arc::new(Viewer { actor: import, ..(*mona).clone() });
    give(&house, &importing, &rita, json!({ "title": "Imported" })).await;
    give(&house, &mona, &rita, json!({ "title": "By hand" })).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await, ["TASK_ASSIGNED By hand x1 by Mona"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_on_one_deal_is_one_line_until_it_is_read() {
    let (house, rita, mona) = followed().await;
    let (turbines, pumps) = (deal(&house, &rita, "Turbines").await, deal(&house, &rita, "Pumps").await);
    for (title, on) in [("One", &turbines), ("Two", &turbines), ("Other", &pumps)] {
        give(&house, &mona, &rita, json!({ "title": title, "dealId": on })).await;
        catch_up(&house).await;
        pass(&house, Duration::minutes(1));
    }
    give(&house, &house.admin, &rita, json!({ "title": "Three", "dealId": turbines })).await;
    catch_up(&house).await;
    let lines = ["TASK_ASSIGNED Three x3 by Anna", "TASK_ASSIGNED Other x1 by Mona"];
    assert_eq!(told(&house, &rita).await, lines, "the latest first");
    assert_eq!(unread(&house, &rita).await, 2, "lines are counted, not what they stand for");
    let line = inbox(&house, &rita).await[0].clone();
    assert_eq!((&line["at"], &line["version"]), (&json!("2026-03-02T09:03:00+00:00"), &json!(3)));
    let read = json!({ "ids": [line["id"]] });
    done(&house, &rita, "markNotificationsRead", read, "notifications { id }").await;
    give(&house, &mona, &rita, json!({ "title": "Four", "dealId": turbines })).await;
    catch_up(&house).await;
    assert_eq!(
        told(&house, &rita).await[0],
        "TASK_ASSIGNED Four x1 by Mona",
        "what was read stays as it was"
    );
    pass(&house, Duration::hours(25));
    give(&house, &mona, &rita, json!({ "title": "Five", "dealId": turbines })).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await[0], "TASK_ASSIGNED Five x1 by Mona", "a day later");
    assert_eq!(inbox(&house, &rita).await.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_was_cut_is_followed_from_what_is_there_and_old_lines_are_cleared_away() {
    let (house, rita, mona) = followed().await;
    give(&house, &mona, &rita, json!({ "title": "Gone" })).await;
    let mut conn = house.app.read().await.unwrap();
    let cut = "DELETE FROM events WHERE kind = 'task.assigned'";
    diesel_async::RunQueryDsl::execute(diesel::sql_query(cut), &mut *conn).await.unwrap();
    drop(conn);
    give(&house, &mona, &rita, json!({ "title": "There" })).await;
    catch_up(&house).await;
    assert_eq!(told(&house, &rita).await, ["TASK_ASSIGNED There x1 by Mona"]);
    let all = json!({ "upTo": "2026-03-02T09:00:00Z" });
    done(&house, &rita, "markNotificationsRead", all, "notifications { id }").await;
    pass(&house, Duration::days(89));
    give(&house, &mona, &rita, json!({ "title": "New" })).await;
    catch_up(&house).await;
    upkeep::clear(&house.app).await.unwrap();
    assert_eq!(inbox(&house, &rita).await.len(), 2);
    pass(&house, Duration::days(2));
    upkeep::clear(&house.app).await.unwrap();
    assert_eq!(told(&house, &rita).await, ["TASK_ASSIGNED New x1 by Mona"]);
}
