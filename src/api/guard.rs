//! Who may call from where: host names, origins, forged requests, and the headers that keep browsers honest.
//!
//! - The server answers only to its own names: on loopback that is what stops a foreign page from reaching it through a name
//!   it controls.
//! - A cookie counts only with `x-dealstream-client`, and with an `Origin` and `Sec-Fetch-Site` of our own where the browser
//!   sends them; a form or an image of another site can send none of that.
//! - Other origins get nothing unless listed, and the list is compared, never reflected.

use crate::app::config::Settings;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};

/// The header that the web client sends with every request, and that forms cannot.
pub const CLIENT_HEADER: HeaderName = HeaderName::from_static("x-dealstream-client");

const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const EXPLORER_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; object-src 'none'; \
    base-uri 'none'; frame-ancestors 'none'";

/// The rules, from the settings.
#[derive(Debug, Clone)]
pub struct Guard {
    hosts: Hosts,
    origins: Vec<String>,
    https: bool,
}

#[derive(Debug, Clone)]
enum Hosts {
    Any,
    Loopback,
    These(Vec<String>),
}

impl Guard {
    pub fn new(settings: &Settings) -> Self {
        let listen = name_of(&settings.listen);
        let hosts = if !settings.allowed_hosts.is_empty() {
            Hosts::These(
                settings.allowed_hosts.iter().map(|host| name_of(host).to_ascii_lowercase()).collect(),
            )
        } else if is_loopback(listen) {
            Hosts::Loopback
        } else {
            Hosts::Any
        };
        Self { hosts, origins: settings.allowed_origins.clone(), https: settings.https }
    }

    /// Whether the server answers to the name it was called by.
    pub fn knows_host(&self, headers: &HeaderMap) -> bool {
        let Some(host) = text(headers, &header::HOST) else { return matches!(self.hosts, Hosts::Any) };
        let name = name_of(host).to_ascii_lowercase();
        match &self.hosts {
            Hosts::Any => true,
            Hosts::Loopback => is_loopback(&name),
            Hosts::These(names) => names.contains(&name),
        }
    }

    /// Whether a page of this origin may call: the server's own, or one on the list. None sent: not a browser's page.
    pub fn allows_origin(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(header::ORIGIN) else { return true };
        let Ok(origin) = origin.to_str() else { return false };
        self.is_own(origin, headers) || self.is_listed(origin)
    }

    /// Why a request that presents a cookie is not taken, if it is not.
    pub fn forged(&self, headers: &HeaderMap) -> Option<&'static str> {
        if !headers.contains_key(CLIENT_HEADER) {
            return Some("requests with a session cookie need the header x-dealstream-client");
        }
        if !self.allows_origin(headers) {
            return Some("requests with a session cookie must come from this server's own pages");
        }
        let site = text(headers, &HeaderName::from_static("sec-fetch-site"));
        let listed = text(headers, &header::ORIGIN).is_some_and(|origin| self.is_listed(origin));
        match site {
            None | Some("same-origin" | "none") => None,
            Some(_) if listed => None,
            Some(_) => Some("requests with a session cookie must come from this server's own pages"),
        }
    }

    /// The same for a request that only reads. A link cannot send the header; that it is on our own page the browser itself says.
    pub fn forged_reading(&self, headers: &HeaderMap) -> Option<&'static str> {
        let site = text(headers, &HeaderName::from_static("sec-fetch-site"));
        match site {
            Some("same-origin" | "none") if !headers.contains_key(CLIENT_HEADER) => None,
            _ => self.forged(headers),
        }
    }

    /// Headers that let a listed origin read the answer; nothing for any other.
    pub fn cors(&self, request: &HeaderMap, answer: &mut HeaderMap) {
        answer.append(header::VARY, HeaderValue::from_static("Origin"));
        let Some(origin) = text(request, &header::ORIGIN) else { return };
        let Some(listed) = self.origins.iter().find(|listed| *listed == origin) else { return };
        if let Ok(value) = HeaderValue::from_str(listed) {
            answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, value);
            answer.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
            answer.insert(
                header::ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static("x-request-id, retry-after"),
            );
        }
    }

    /// Whether this is a browser's question before a request of a listed origin; then also its answer.
    pub fn preflight(&self, method: &Method, request: &HeaderMap, answer: &mut HeaderMap) -> bool {
        if method != Method::OPTIONS || !request.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
            return false;
        }
        self.cors(request, answer);
        if answer.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
            let allow = HeaderValue::from_static("GET, POST");
            answer.insert(header::ACCESS_CONTROL_ALLOW_METHODS, allow);
            answer.insert(
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                HeaderValue::from_static(
                    "content-type, authorization, idempotency-key, x-dealstream-client, x-request-id",
                ),
            );
            answer.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
        }
        true
    }

    fn is_listed(&self, origin: &str) -> bool {
        self.origins.iter().any(|listed| listed == origin)
    }

    fn is_own(&self, origin: &str, headers: &HeaderMap) -> bool {
        let Some(host) = text(headers, &header::HOST) else { return false };
        let rest = match origin.strip_prefix("https://") {
            Some(rest) => Some(rest),
            None if !self.https => origin.strip_prefix("http://"),
            None => None,
        };
        rest.is_some_and(|rest| rest.eq_ignore_ascii_case(host))
    }
}

/// The headers every answer carries; the explorer's page may also use fonts from data addresses.
pub fn protect(answer: &mut HeaderMap, path: &str, https: bool) {
    let policy = if path == "/graphiql" { EXPLORER_POLICY } else { POLICY };
    let set = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in set {
        answer.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        let year = HeaderValue::from_static("max-age=31536000");
        answer.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(year);
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// A host without its port.
fn name_of(host: &str) -> &str {
    if let Some(rest) = host.strip_prefix('[') {
        return rest.split(']').next().unwrap_or(rest);
    }
    match host.rsplit_once(':') {
        Some((name, port)) if !name.contains(':') && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_loopback(name: &str) -> bool {
    name == "localhost"
        || name.ends_with(".localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    fn guard(change: impl Fn(&mut Settings)) -> Guard {
        let mut settings = Settings::default();
        change(&mut settings);
        Guard::new(&settings)
    }

    #[test]
    fn on_loopback_only_loopback_names_are_known() {
        let guard = guard(|_| ());
        for (host, known) in [
            ("localhost:8080", true),
            ("127.0.0.1", true),
            ("[::1]:8080", true),
            ("app.localhost", true),
            ("evil.example", false),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example:80", false),
        ] {
            assert_eq!(guard.knows_host(&headers(&[("host", host)])), known, "{host}");
        }
        assert!(!guard.knows_host(&HeaderMap::new()));
    }

    #[test]
    fn a_list_of_hosts_is_exact_and_none_means_any() {
        let listed = guard(|settings| settings.allowed_hosts = vec!["crm.example.com".into()]);
        assert!(listed.knows_host(&headers(&[("host", "CRM.example.com:443")])));
        assert!(!listed.knows_host(&headers(&[("host", "localhost")])));
        let open = guard(|settings| settings.listen = "0.0.0.0:8080".into());
        assert!(open.knows_host(&headers(&[("host", "anything")])));
    }

    #[test]
    fn a_link_on_our_own_page_may_read_and_one_elsewhere_may_not() {
        let guard = guard(|_| ());
        for (site, forged) in
            [("same-origin", false), ("none", false), ("same-site", true), ("cross-site", true)]
        {
            let request = headers(&[("host", "localhost"), ("sec-fetch-site", site)]);
            assert_eq!(guard.forged_reading(&request).is_some(), forged, "{site}");
            assert!(guard.forged(&request).is_some(), "{site}: a change needs the header");
        }
        assert!(guard.forged_reading(&headers(&[("host", "localhost")])).is_some());
        let own = headers(&[("host", "localhost"), ("x-dealstream-client", "web")]);
        assert!(guard.forged_reading(&own).is_none());
    }

    #[test]
    fn cookies_need_our_own_pages() {
        let guard = guard(|settings| settings.allowed_origins = vec!["https://partner.example".into()]);
        let table: [(&[(&str, &str)], bool); 9] = [
            (&[("host", "localhost")], true),
            (&[("host", "localhost"), ("x-dealstream-client", "web")], false),
            (
                &[("host", "localhost:1"), ("x-dealstream-client", "w"), ("origin", "http://localhost:1")],
                false,
            ),
            (
                &[("host", "localhost:1"), ("x-dealstream-client", "w"), ("origin", "http://localhost:2")],
                true,
            ),
            (&[("host", "localhost:1"), ("x-dealstream-client", "w"), ("origin", "null")], true),
            (&[("host", "localhost"), ("x-dealstream-client", "w"), ("sec-fetch-site", "cross-site")], true),
            (&[("host", "localhost"), ("x-dealstream-client", "w"), ("sec-fetch-site", "same-site")], true),
            (
                &[("host", "localhost"), ("x-dealstream-client", "w"), ("sec-fetch-site", "same-origin")],
                false,
            ),
            (
                &[
                    ("host", "localhost"),
                    ("x-dealstream-client", "w"),
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://partner.example"),
                ],
                false,
            ),
        ];
        for (pairs, forged) in table {
            let map: HeaderMap = pairs
                .iter()
                .filter_map(|(name, value)| {
                    Some((HeaderName::from_bytes(name.as_bytes()).ok()?, value.parse().ok()?))
                })
                .collect();
            assert_eq!(guard.forged(&map).is_some(), forged, "{pairs:?}");
        }
    }

    #[test]
    fn other_origins_are_never_reflected() {
        let guard = guard(|settings| settings.allowed_origins = vec!["https://partner.example".into()]);
        for (origin, allowed) in
            [("https://partner.example", true), ("https://evil.example", false), ("null", false)]
        {
            let mut answer = HeaderMap::new();
            guard.cors(&headers(&[("host", "localhost"), ("origin", origin)]), &mut answer);
            assert_eq!(answer.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN), allowed, "{origin}");
        }
    }
}
