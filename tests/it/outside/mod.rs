//! The real program from the outside: several servers, sockets, faults, signals.

mod away;
mod imports;
mod proxies;
mod rights;
mod servers;
mod signals;

use crate::harness::client::Client;
use crate::harness::{Server, eventually};
use std::time::Duration;

/// Adds a deal; its id.
async fn deal(client: &Client, name: &str) -> String {
    let made = client.change(&format!("createDeal(input: {{name: \"{name}\"}}) {{ deal {{ id }} }}")).await;
    made["deal"]["id"].as_str().unwrap().to_owned()
}

/// Waits until every server has its link to Redis.
async fn linked(servers: &[&Server]) {
    let urls: Vec<String> = servers.iter().map(|server| server.url("/readyz")).collect();
    for url in urls {
        for _ in 0..200 {
            let told = reqwest::get(&url).await.unwrap().text().await.unwrap();
            if !told.contains("redis") {
                break;
            }
            pause().await;
        }
        let told = reqwest::get(&url).await.unwrap().text().await.unwrap();
        assert!(!told.contains("redis"), "no link to Redis: {told}");
    }
}

/// A moment that does not hold up the runtime.
async fn pause() {
    let begun = std::time::Instant::now();
    let moment = move || {
        eventually("a moment", Duration::from_secs(2), || {
            (begun.elapsed() > Duration::from_millis(50)).then_some(())
        });
    };
    tokio::task::spawn_blocking(moment).await.unwrap();
}
