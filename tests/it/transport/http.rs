//! GraphQL over HTTP: media types, methods, statuses, cookies, origins, hosts.

use super::toy::{Server, bytes, start};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};
use sha2::Digest;

async fn status(request: RequestBuilder) -> u16 {
    request.send().await.unwrap().status().as_u16()
}

fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn an_answer_carries_its_cost_and_request_id() {
    let server = start(|_| ()).await;
    let response = server.post("{ hello }").header("x-request-id", "abc-1").send().await.unwrap();
    assert_eq!(response.headers()["x-request-id"], "abc-1");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert!(
        response.headers()["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'none'")
    );
    let answer: Value = response.json().await.unwrap();
    assert_eq!(answer["data"], json!({"hello": "world"}));
    let cost = &answer["extensions"]["cost"];
    assert_eq!((&cost["requested"], &cost["actual"], &cost["limit"]), (&json!(0), &json!(0), &json!(50_000)));
    assert!(cost["resetsAt"].is_string() && cost["remaining"].is_u64());
    let odd = server.post("{ hello }").header("x-request-id", "a b").send().await.unwrap();
    assert_ne!(odd.headers()["x-request-id"], "a b");
}

#[tokio::test]
async fn only_json_posts_and_get_queries_are_executed() {
    let server = start(|_| ()).await;
    let url = server.url("/graphql");
    let body = r#"{"query":"{ hello }"}"#;
    for media in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
    ] {
        let request = server.client.post(&url).header("content-type", media).body(body);
        assert_eq!(status(request).await, 415, "{media}");
    }
    assert_eq!(status(server.client.post(&url).body(body)).await, 415);
    let get = server.client.get(server.url("/graphql?query=mutation%7BsignIn%7D")).send().await.unwrap();
    assert_eq!((get.status().as_u16(), &get.headers()["allow"]), (405, &"POST".parse().unwrap()));
    assert!(get.headers().get("set-cookie").is_none());
    assert_eq!(status(server.client.get(server.url("/graphql?query=%7Bhello%7D"))).await, 200);
    let put = server.client.put(&url).json(&json!({})).send().await.unwrap();
    assert_eq!((put.status().as_u16(), &put.headers()["allow"]), (405, &"GET, POST".parse().unwrap()));
    assert_eq!(status(server.post("{ hello }").header("accept", "text/html")).await, 406);
    for bad in
        [r#"[{"query":"{hello}"}]"#, "{", "null", r#"{"query":1}"#, r#"{"query":"{hello}","variables":[]}"#]
    {
        let request = server.client.post(&url).header("content-type", "application/json").body(bad);
        assert_eq!(status(request).await, 400, "{bad}");
    }
}

#[tokio::test]
async fn the_status_says_whether_anything_was_executed() {
    let server = start(|_| ()).await;
    let table = [
        ("{ hello }", 200, 200, ""),
        ("{", 400, 200, "BAD_USER_INPUT"),
        ("{ nonsense }", 400, 200, "BAD_USER_INPUT"),
        ("{ missing }", 200, 200, "NOT_FOUND"),
        ("{ secret }", 200, 200, "INTERNAL"),
        ("{ boom }", 500, 200, "INTERNAL"),
        ("subscription { count(to: 1) }", 400, 400, "BAD_USER_INPUT"),
        ("{ ...A } fragment A on Query { ...A }", 400, 200, "BAD_USER_INPUT"),
    ];
    for (query, graphql, json, expected) in table {
        for (media, wanted) in [("application/graphql-response+json", graphql), ("application/json", json)] {
            let response = server.post(query).header("accept", media).send().await.unwrap();
            assert_eq!(response.status().as_u16(), wanted, "{query} as {media}");
            assert!(response.headers()["content-type"].to_str().unwrap().starts_with(media));
            let answer: Value = response.json().await.unwrap();
            assert_eq!(code(&answer), expected, "{query}");
            assert!(!answer.to_string().contains("hunter2"));
            if !expected.is_empty() {
                assert!(answer["errors"][0]["extensions"]["requestId"].is_string());
            }
        }
    }
}

#[tokio::test]
async fn too_complex_says_which_limit() {
    let server = start(|_| ()).await;
    let answer = server.ask(&format!("{{ {} }}", "hello ".repeat(21))).await;
    let extensions = &answer["errors"][0]["extensions"];
    assert_eq!(extensions["code"], "QUERY_TOO_COMPLEX");
    assert_eq!(
        (&extensions["limit"], &extensions["found"], &extensions["allowed"]),
        (&json!("root fields"), &json!(21), &json!(20))
    );
    assert!(answer.get("data").is_none());
}

#[tokio::test]
async fn strangers_get_no_suggestions() {
    let server = start(|_| ()).await;
    let message = |answer: &Value| answer["errors"][0]["message"].as_str().unwrap().to_owned();
    assert!(!message(&server.ask("{ helo }").await).contains("Did you mean"));
    let known = server.post("{ helo }").bearer_auth("good").send().await.unwrap().json().await.unwrap();
    assert!(message(&known).contains("Did you mean"));
}

#[tokio::test]
async fn a_bucket_that_is_empty_says_when_to_come_back() {
    let server = start(|settings| {
        settings.limits.cost_bucket = 25;
        settings.limits.cost_per_second = 1;
    })
    .await;
    for _ in 0..2 {
        assert_eq!(status(server.post("mutation { signOut }")).await, 200);
    }
    let response = server.post("mutation { signOut }").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(response.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() >= 1);
    assert_eq!(code(&response.json().await.unwrap()), "RATE_LIMITED");
    let other = server.post("mutation { signOut }").bearer_auth("good");
    assert_eq!(status(other).await, 200, "another payer has another bucket");
}

#[tokio::test]
async fn credentials_are_judged() {
    let server = start(|_| ()).await;
    let viewer = |answer: Value| answer["data"]["viewer"].is_string();
    assert!(!viewer(server.ask("{ viewer }").await));
    let bearer = server.post("{ viewer }").bearer_auth("good").send().await.unwrap();
    assert!(viewer(bearer.json().await.unwrap()));
    let bad = server.post("{ viewer }").bearer_auth("bad").send().await.unwrap();
    assert_eq!(bad.status(), 401);
    assert_eq!(code(&bad.json().await.unwrap()), "UNAUTHENTICATED");
    assert_eq!(status(server.post("{ viewer }").bearer_auth("away")).await, 503);
    let own = |server: &Server| server.post("{ viewer }").header("x-dealstream-client", "web");
    assert!(viewer(
        own(&server).header("cookie", "dealstream=good").send().await.unwrap().json().await.unwrap()
    ));
    let stale = own(&server).header("cookie", "dealstream=old").send().await.unwrap();
    assert!(stale.headers()["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    assert!(!viewer(stale.json().await.unwrap()));
}

#[tokio::test]
async fn a_foreign_page_cannot_use_a_cookie() {
    let server = start(|_| ()).await;
    let own = format!("http://{}", server.address);
    let with = |headers: &[(&'static str, &str)]| {
        let mut request = server.post("{ viewer }").header("cookie", "dealstream=good");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request
    };
    assert_eq!(status(with(&[])).await, 403);
    assert_eq!(status(with(&[("x-dealstream-client", "w")])).await, 200);
    assert_eq!(status(with(&[("x-dealstream-client", "w"), ("origin", &own)])).await, 200);
    assert_eq!(status(with(&[("x-dealstream-client", "w"), ("origin", "https://evil.example")])).await, 403);
    assert_eq!(status(with(&[("x-dealstream-client", "w"), ("sec-fetch-site", "cross-site")])).await, 403);
    let preflight = server.client.request(reqwest::Method::OPTIONS, server.url("/graphql"));
    let preflight =
        preflight.header("origin", "https://evil.example").header("access-control-request-method", "POST");
    assert!(preflight.send().await.unwrap().headers().get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn listed_origins_may_call_and_others_are_not_reflected() {
    let server = start(|settings| settings.allowed_origins = vec!["https://partner.example".into()]).await;
    for (origin, allowed) in
        [("https://partner.example", true), ("https://evil.example", false), ("null", false)]
    {
        let response = server.post("{ hello }").header("origin", origin).send().await.unwrap();
        assert_eq!(response.headers().contains_key("access-control-allow-origin"), allowed, "{origin}");
    }
}

#[tokio::test]
async fn foreign_host_names_get_nothing() {
    let server = start(|_| ()).await;
    for (host, wanted) in [("evil.example", 421), ("localhost", 200), ("127.0.0.1:1", 200)] {
        assert_eq!(status(server.post("{ hello }").header("host", host)).await, wanted, "{host}");
    }
}

#[tokio::test]
async fn signing_in_sets_the_cookie_and_signing_out_clears_it() {
    let server = start(|_| ()).await;
    let signed_in = server.post("mutation { signIn }").send().await.unwrap();
    let cookie = signed_in.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("dealstream=good; HttpOnly; SameSite=Lax; Path=/"), "{cookie}");
    let signed_out = server.post("mutation { signOut }").send().await.unwrap();
    assert!(signed_out.headers()["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
}

#[tokio::test]
async fn queries_can_be_named_by_their_hash() {
    let server = start(|_| ()).await;
    let text = "{ hello }";
    let hash: String = sha2::Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    let persisted = json!({"persistedQuery": {"version": 1, "sha256Hash": hash}});
    let ask = async |body: Value| -> Value {
        server.client.post(server.url("/graphql")).json(&body).send().await.unwrap().json().await.unwrap()
    };
    assert_eq!(code(&ask(json!({"extensions": persisted})).await), "PERSISTED_QUERY_NOT_FOUND");
    assert_eq!(ask(json!({"query": text, "extensions": persisted})).await["data"]["hello"], "world");
    assert_eq!(ask(json!({"extensions": persisted})).await["data"]["hello"], "world");
    assert_eq!(code(&ask(json!({"query": "{ viewer }", "extensions": persisted})).await), "BAD_USER_INPUT");
}

#[tokio::test]
async fn panics_cost_one_answer_and_nothing_else() {
    let server = start(|_| ()).await;
    let response = server.client.get(server.url("/files/panic")).send().await.unwrap();
    assert_eq!(response.status(), 500);
    let answer: Value = response.json().await.unwrap();
    assert_eq!(code(&answer), "INTERNAL");
    assert!(answer["errors"][0]["extensions"]["requestId"].is_string());
    assert_eq!(server.ask("{ hello }").await["data"]["hello"], "world");
}

#[tokio::test]
async fn health_tells_what_is_away() {
    let server = start(|_| ()).await;
    let ready = || async { server.client.get(server.url("/readyz")).send().await.unwrap() };
    assert_eq!(status(server.client.get(server.url("/healthz"))).await, 200);
    assert_eq!(ready().await.status(), 200);
    *server.toy.ready.lock() = Ok(Some("redis".into()));
    let degraded: Value = ready().await.json().await.unwrap();
    assert_eq!(degraded["degraded"], "redis");
    *server.toy.ready.lock() = Err("postgres: password=hunter2".into());
    let unready = ready().await;
    assert_eq!(unready.status(), 503);
    assert!(!unready.text().await.unwrap().contains("hunter2"));
}

#[tokio::test]
async fn metrics_are_for_this_machine() {
    let server = start(|_| ()).await;
    server.ask("query Greeting { hello }").await;
    let page = server.client.get(server.url("/metrics")).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("dealstream_operations_total{name=\"Greeting\""), "{page}");
    let proxied = server.client.get(server.url("/metrics")).header("x-forwarded-for", "1.2.3.4");
    assert_eq!(status(proxied).await, 404);
}

#[tokio::test]
async fn pages_are_served_for_every_other_path() {
    let server = start(|_| ()).await;
    let page = server.client.get(server.url("/deals/deal_x")).send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    let explorer = server.client.get(server.url("/graphiql")).send().await.unwrap();
    assert!(
        explorer.headers()["content-security-policy"].to_str().unwrap().contains("font-src 'self' data:")
    );
}

#[tokio::test]
async fn long_bodies_are_refused_before_they_are_read() {
    let server = start(|_| ()).await;
    let head =
        format!("POST /graphql HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n", server.address);
    let told =
        super::toy::raw_exchange(server.address, format!("{head}Content-Length: 2000000\r\n\r\n").as_bytes())
            .await;
    assert!(told.starts_with("HTTP/1.1 413"), "{told}");
    let chunks =
        futures_util::stream::iter((0..40).map(|_| Ok::<_, std::io::Error>(bytes(&" ".repeat(64 << 10)))));
    let request = server.client.post(server.url("/graphql")).header("content-type", "application/json");
    // Whether the client sees the answer or the closed connection first is a matter of its luck.
    if let Ok(response) = request.body(reqwest::Body::wrap_stream(chunks)).send().await {
        assert_eq!(response.status(), 413);
    }
}
