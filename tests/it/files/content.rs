//! Content over HTTP: taken in, refused, given out whole and in part, and nothing left of what broke off.

use super::{BOUNDARY, PNG, Server, form, refused};
use crate::harness::eventually;
use dealstream::files::{depot, store, upkeep};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_uploaded_comes_back_byte_by_byte() {
    let server = Server::start(|_| ()).await;
    let deal = server.deal("Desks").await;
    let content: Vec<u8> = (0..300_000_u32).map(|number| (number * 7 % 251) as u8).collect();
    let fields = [("dealId", deal.as_str()), ("description", "For the board"), ("comment", "First")];
    let file = server.upload(&fields, "../Nabídka.bin", &content).await;
    assert_eq!((&file["name"], &file["size"]), (&json!("Nabídka.bin"), &json!(300_000)));
    assert_eq!((&file["number"], &file["mediaType"]), (&json!(1), &json!("application/octet-stream")));
    let path = format!("/files/{}", file["id"].as_str().unwrap());
    let answer = server.get(&path, &[]).await;
    assert_eq!(answer.status(), 200);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-length"), "300000");
    assert_eq!(header("content-type"), "application/octet-stream");
    assert!(
        header("content-disposition")
            .starts_with("attachment; filename=\"Nab_dka.bin\"; filename*=UTF-8''Nab%C3%ADdka.bin")
    );
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").starts_with("sandbox"));
    assert_eq!(header("cache-control"), "private, no-cache");
    let tag = header("etag");
    assert_eq!(answer.bytes().await.unwrap(), content);
    for (range, status, extent) in [
        ("bytes=0-9", 206, Some("bytes 0-9/300000")),
        ("bytes=-5", 206, Some("bytes 299995-299999/300000")),
        ("bytes=299999-", 206, Some("bytes 299999-299999/300000")),
        ("bytes=300000-", 416, Some("bytes */300000")),
        ("bytes=0-1,3-4", 200, None),
    ] {
        let part = server.get(&path, &[("range", range)]).await;
        assert_eq!(part.status(), status, "{range}");
        let told = part.headers().get("content-range").map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(told.as_deref(), extent, "{range}");
        if status == 206 {
            let (from, to) = extent.unwrap()[6..].split('/').next().unwrap().split_once('-').unwrap();
            let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
            assert_eq!(part.bytes().await.unwrap(), content[from..=to]);
        }
    }
    let stale = server.get(&path, &[("range", "bytes=0-9"), ("if-range", "\"old\"")]).await;
    assert_eq!(stale.status(), 200);
    assert_eq!(server.get(&path, &[("if-none-match", &tag)]).await.status(), 304);
    let head = server.http.head(server.url(&path)).bearer_auth(&server.key).send().await.unwrap();
    assert_eq!(
        (head.status().as_u16(), &head.headers()["content-length"]),
        (200, &"300000".parse().unwrap())
    );
    assert_eq!((server.kept().len(), server.listed().await), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_harmless_content_is_shown_and_only_as_what_it_is() {
    let server = Server::start(|_| ()).await;
    let deal = server.deal("Desks").await;
    for (name, content, preview, shown) in [
        ("a.html", PNG, "IMAGE", Some("image/png")),
        ("b.png", &b"%PDF-1.7\n%\xe2\xe3"[..], "PDF", Some("application/pdf")),
        ("c.exe", b"Minutes of the meeting", "TEXT", Some("text/plain; charset=utf-8")),
        ("d.txt", b"<html><script>alert(1)</script>", "NONE", None),
        ("e.png", b"<svg xmlns='x' onload='alert(1)'/>", "NONE", None),
    ] {
        let file = server.upload(&[("dealId", &deal)], name, content).await;
        let query = "query($id: ID!) { file(id: $id) { current { preview url } } }";
        let about =
            server.ask(&server.key, query, json!({ "id": file["id"] })).await["file"]["current"].clone();
        assert_eq!(about["preview"], preview, "{name}");
        let url = about["url"].as_str().unwrap();
        let inline = server.get(&format!("{url}?inline"), &[]).await;
        assert_eq!(inline.status().as_u16(), if shown.is_some() { 200 } else { 400 }, "{name}");
        if let Some(kind) = shown {
            assert_eq!(inline.headers()["content-type"], kind);
            assert!(inline.headers()["content-disposition"].to_str().unwrap().starts_with("inline;"));
            assert!(inline.headers()["content-security-policy"].to_str().unwrap().starts_with("sandbox"));
        }
        let download = server.get(url, &[]).await;
        assert!(download.headers()["content-disposition"].to_str().unwrap().starts_with("attachment;"));
        assert_eq!(download.headers()["content-type"], shown.unwrap_or("application/octet-stream"), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_is_refused_with_the_reason_and_leaves_nothing() {
    let server = Server::start(|settings| {
        settings.limits.file_bytes = 100_000;
        settings.limits.files_quota = 150_000;
    })
    .await;
    let deal = server.deal("Desks").await;
    let on = [("dealId", deal.as_str())];
    let taken = |fields: &[(&str, &str)], content: &[u8]| {
        refused(server.post(fields, "a.txt", content).bearer_auth(&server.key))
    };
    let missing = "deal_01h455vb4pex5vsknk084sn02q";
    assert_eq!(taken(&[], b"x").await, "400 BAD_USER_INPUT dealId");
    assert_eq!(taken(&[("dealId", missing)], b"x").await, "404 NOT_FOUND dealId");
    assert_eq!(taken(&[("dealId", "nonsense")], b"x").await, "400 BAD_USER_INPUT dealId");
    assert_eq!(taken(&[("color", "red")], b"x").await, "400 BAD_USER_INPUT color");
    assert_eq!(taken(&[("fileId", "file_01h455vb4pex5vsknk084sn02q")], b"x").await, "404 NOT_FOUND fileId");
    assert_eq!(taken(&[on[0], ("comment", &"x".repeat(1_001))], b"x").await, "400 BAD_USER_INPUT comment");
    assert_eq!(taken(&on, b"").await, "400 BAD_USER_INPUT file");
    assert_eq!(taken(&on, b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff").await, "415 BAD_USER_INPUT file");
    assert_eq!(taken(&on, &vec![b'x'; 100_001]).await, "413 BAD_USER_INPUT file");
    let json = server.http.post(server.url("/files")).bearer_auth(&server.key).json(&json!({}));
    assert_eq!(refused(json).await, "415 BAD_USER_INPUT");
    let unnamed = server.post(&on, "..", b"x").bearer_auth(&server.key);
    assert_eq!(refused(unnamed).await, "400 BAD_USER_INPUT file");
    assert_eq!((server.kept().len(), server.listed().await), (0, 0));
    server.upload(&on, "a.txt", &vec![b'x'; 100_000]).await;
    assert_eq!(taken(&on, &vec![b'x'; 50_001]).await, "507 STORAGE_FULL");
    assert_eq!((server.kept().len(), server.listed().await), (1, 0));
    server.upload(&on, "b.txt", &vec![b'x'; 50_000]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_announced_as_too_large_is_refused_before_it_is_sent() {
    let server = Server::start(|_| ()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST /files HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\ncontent-type: multipart/form-data; boundary={BOUNDARY}\r\ncontent-length: 99999999\r\n\r\n",
        server.key
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let reading = tokio::time::timeout(Duration::from_secs(10), stream.read_to_string(&mut answer));
    reading.await.expect("answered and closed").unwrap();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let server = Server::start(|settings| settings.limits.body_timeout = Duration::from_secs(3)).await;
    let deal = server.deal("Desks").await;
    let body = form(&[("dealId", &deal)], "a.txt", &vec![b'x'; 200_000]);
    let head = format!(
        "POST /files HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\ncontent-type: multipart/form-data; boundary={BOUNDARY}\r\ncontent-length: {}\r\n\r\n",
        server.key,
        body.len()
    );
    let begin = async || {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&body[..150_000]).await.unwrap();
        for _ in 0..500 {
            if server.listed().await == 1 && server.kept().len() == 1 {
                return stream;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the upload did not begin");
    };
    let gone = async || {
        for _ in 0..500 {
            if server.listed().await == 0 && server.kept().is_empty() {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        false
    };
    drop(begin().await);
    assert!(gone().await, "the client hung up");
    let mut quiet = begin().await;
    let mut answer = String::new();
    let reading = tokio::time::timeout(Duration::from_secs(20), quiet.read_to_string(&mut answer));
    reading.await.expect("answered").unwrap();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(gone().await, "the client fell silent");
    let files = server.ask(&server.key, "{ files { totalCount } }", json!({})).await;
    assert_eq!(files["files"]["totalCount"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_server_left_when_it_ended_is_removed_by_another() {
    let server = Server::start(|_| ()).await;
    let app = server.app();
    let workspace = server.ask(&server.key, "{ workspace { id } }", json!({})).await;
    let (_, workspace_id) =
        dealstream::db::id::split(workspace["workspace"]["id"].as_str().unwrap()).unwrap();
    for settles in [false, true] {
        let key = depot::new_key(workspace_id);
        let now = app.clock.now();
        store::begin_upload(&mut app.read().await.unwrap(), workspace_id, (&key, now)).await.unwrap();
        let mut intake = server.assembled.depot.intake(&key).await.unwrap();
        intake.take(b"half".as_ref().into()).await.unwrap();
        if settles {
            intake.settle().await.unwrap();
        }
    }
    assert_eq!(upkeep::round(app, &server.assembled.depot).await.unwrap(), 0, "they may be under way");
    assert_eq!(server.kept().len(), 2);
    app.clock.advance(chrono::Duration::hours(2));
    assert_eq!(upkeep::round(app, &server.assembled.depot).await.unwrap(), 2);
    assert_eq!((server.kept().len(), server.listed().await), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_are_kept_beside_each_other_and_a_repetition_makes_none() {
    let server = Server::start(|_| ()).await;
    let deal = server.deal("Desks").await;
    let file = server.upload(&[("dealId", &deal)], "offer.txt", b"first").await;
    let id = file["id"].as_str().unwrap();
    let fields = [("fileId", id), ("comment", "Prices")];
    let again = || server.post(&fields, "offer 2.txt", b"second").bearer_auth(&server.key);
    let mut told = Vec::new();
    for _ in 0..2 {
        let answer = again().header("idempotency-key", "k1").send().await.unwrap();
        told.push(answer.json::<Value>().await.unwrap()["file"].clone());
    }
    assert_eq!(told[0], told[1]);
    assert_eq!((&told[0]["number"], &told[0]["name"]), (&json!(2), &json!("offer.txt")));
    let other = server.post(&fields, "offer 2.txt", b"third").bearer_auth(&server.key);
    assert_eq!(refused(other.header("idempotency-key", "k1")).await, "409 IDEMPOTENCY_KEY_REUSED");
    assert_eq!((server.kept().len(), server.listed().await), (2, 0));
    for (path, status, content) in [
        (format!("/files/{id}"), 200, "second"),
        (format!("/files/{id}/versions/1"), 200, "first"),
        (format!("/files/{id}/versions/2"), 200, "second"),
        (format!("/files/{id}/versions/3"), 404, ""),
        (format!("/files/{id}/versions/x"), 404, ""),
    ] {
        let answer = server.get(&path, &[]).await;
        assert_eq!(answer.status(), status, "{path}");
        if status == 200 {
            assert_eq!(answer.text().await.unwrap(), content, "{path}");
        }
    }
    eventually("the folder is of this user only", Duration::from_secs(1), || {
        use std::os::unix::fs::PermissionsExt as _;
        let modes =
            server.kept().into_iter().map(|path| path.metadata().unwrap().permissions().mode() & 0o077);
        modes.into_iter().all(|mode| mode == 0).then_some(())
    });
}
