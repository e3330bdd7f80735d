//! What other tests rely on without saying so.

use crate::harness::{Redis, TestDb};
use diesel::IntoSql as _;
use diesel::sql_types::{Integer, Text};
use diesel_async::{AsyncConnection as _, RunQueryDsl, SimpleAsyncConnection as _};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn databases_are_migrated_apart_from_each_other_and_quick_to_make() {
    let (first, _) = (TestDb::new().await, TestDb::new().await);
    first.pool.get().await.unwrap().batch_execute("CREATE TABLE mine (id int)").await.unwrap();
    let begun = Instant::now();
    let second = TestDb::new().await;
    let took = begun.elapsed();
    let mut connection = second.pool.get().await.unwrap();
    let extensions =
        diesel::sql_query("SELECT FROM pg_extension WHERE extname IN ('pg_trgm', 'unaccent', 'btree_gin')");
    assert_eq!(extensions.execute(&mut connection).await, Ok(3));
    assert!(connection.batch_execute("SELECT FROM mine").await.is_err(), "another test's table");
    // Generous: other tests take the processor at the same time. Alone it is well under 100 ms.
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_are_counted_without_the_transaction_s_own() {
    let db = TestDb::new().await;
    let mut connection = db.pool.get().await.unwrap();
    let (answer, count) = db
        .statements
        .of(connection.transaction::<i32, diesel::result::Error, _>(async |connection| {
            diesel::sql_query("SELECT 1").execute(connection).await?;
            diesel::select(2.into_sql::<Integer>()).get_result(connection).await
        }))
        .await;
    assert_eq!((answer, count), (Ok(2), 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_session_begins_with_its_time_outs() {
    let db = TestDb::new().await;
    let mut connection = db.pool.get().await.unwrap();
    let expected = [
        ("lock_timeout", "2s"),
        ("statement_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "10s"),
        ("application_name", "dealstream"),
        ("TimeZone", "UTC"),
    ];
    for (name, value) in expected {
        let setting = diesel::dsl::sql::<Text>(&format!("current_setting('{name}')"));
        let found: String = diesel::select(setting).get_result(&mut connection).await.unwrap();
        assert_eq!(found, value, "{name}");
    }
}

#[test]
fn redis_comes_back_on_the_port_it_was_killed_on() {
    let mut redis = Redis::start();
    let port = redis.port();
    redis.kill();
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
    redis.restart();
    assert_eq!((redis.port(), redis.url()), (port, format!("redis://127.0.0.1:{port}")));
    redis.freeze();
    redis.resume();
    redis.stop();
}
