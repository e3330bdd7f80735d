//! Redis itself: the same payloads to as many subscribers that do nothing but count bytes.

use crate::harness::Redis;
use redis::AsyncCommands as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Deliveries per second of these payloads to so many raw subscribers, each message of a board going to those of its channel.
pub async fn deliver(payloads: &[Vec<u8>], subscribers: usize, boards: usize) -> f64 {
    let redis = Redis::start();
    let client = redis::Client::open(redis.url()).unwrap();
    let mut publisher = client.get_multiplexed_async_connection().await.unwrap();
    let _: () = redis::cmd("CONFIG")
        .arg("SET")
        .arg("maxclients")
        .arg(12_000)
        .query_async(&mut publisher)
        .await
        .unwrap();
    let read = Arc::new(AtomicU64::new(0));
    for number in 0..subscribers {
        let channel = format!("board{}", number % boards);
        let mut stream = TcpStream::connect(("127.0.0.1", redis.port())).await.unwrap();
        stream.write_all(format!("SUBSCRIBE {channel}\r\n").as_bytes()).await.unwrap();
        let mut confirmed = [0; 256];
        assert!(stream.read(&mut confirmed).await.unwrap() > 0);
        let read = read.clone();
        tokio::spawn(async move {
            let mut buffer = vec![0; 16 << 10];
            while let Ok(count @ 1..) = stream.read(&mut buffer).await {
                read.fetch_add(count as u64, Ordering::Release);
            }
        });
    }
    // What comes over the wire: `*3`, `message`, the channel, the payload, each with its length.
    let wire = |channel: &str, payload: &[u8]| {
        4 + 13
            + format!("${}\r\n{channel}\r\n", channel.len()).len()
            + format!("${}\r\n", payload.len()).len()
            + payload.len()
            + 2
    };
    let each = subscribers / boards;
    let (mut expected, mut deliveries) = (0, 0);
    let begun = Instant::now();
    for payload in payloads {
        for board in 0..boards {
            let channel = format!("board{board}");
            expected += (wire(&channel, payload) * each) as u64;
            deliveries += each;
            let _: i64 = publisher.publish(&channel, payload).await.unwrap();
        }
    }
    while read.load(Ordering::Acquire) < expected {
        assert!(
            begun.elapsed() < Duration::from_secs(300),
            "{} of {expected} bytes",
            read.load(Ordering::Acquire)
        );
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    deliveries as f64 / begun.elapsed().as_secs_f64()
}
