//! What a request presents to say who asks: a session cookie, or a bearer token.
//!
//! A token is taken before a cookie: whoever sends one means it. A cookie only counts on requests that a foreign page cannot
//! make; [`crate::api::guard`] decides that.

use crate::api::engine::Credentials;
use axum::http::{HeaderMap, HeaderValue, header};

/// The longest token anybody could have been given.
const LONGEST: usize = 512;
/// Seconds a session lasts at most: 14 days.
const LASTS: u32 = 14 * 24 * 3600;

/// The session cookie's name: bound to the host and to https where there is https.
pub fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-dealstream" } else { "dealstream" }
}

/// The credentials in a request's headers.
pub fn of(headers: &HeaderMap, https: bool) -> Credentials {
    if let Some(bearer) = bearer(headers) {
        return Credentials { session: None, bearer: Some(bearer) };
    }
    Credentials { session: session(headers, https), bearer: None }
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| cut(token.trim()))
}

fn session(headers: &HeaderMap, https: bool) -> Option<String> {
    let name = cookie_name(https);
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(|cookies| {
        let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(found, value)| *found == name && !value.is_empty()).map(|(_, value)| cut(value))
    })
}

/// The header that sets the session (`Some`) or ends it (`None`).
pub fn set_cookie(session: Option<&str>, https: bool) -> Option<HeaderValue> {
    let (value, age) = session.map_or(("", 0), |session| (session, LASTS));
    let secure = if https { "; Secure" } else { "" };
    let name = cookie_name(https);
    HeaderValue::from_str(&format!("{name}={value}; HttpOnly; SameSite=Lax; Path=/; Max-Age={age}{secure}"))
        .ok()
}

/// Too long to be real: kept long enough to be refused as a token, too short to cost anything.
fn cut(token: &str) -> String {
    token.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn from(pairs: &[(&'static str, &'static str)], https: bool) -> (Option<String>, Option<String>) {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        let found = of(&headers, https);
        (found.session, found.bearer)
    }

    #[test]
    fn tokens_come_before_cookies_and_names_are_exact() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(from(&[("cookie", "a=b; dealstream=s")], false), (some("s"), None));
        assert_eq!(from(&[("cookie", "dealstream=s")], true), (None, None));
        assert_eq!(from(&[("cookie", "x=1"), ("cookie", "__Host-dealstream=s")], true), (some("s"), None));
        assert_eq!(
            from(&[("cookie", "dealstream=s"), ("authorization", "bearer t")], false),
            (None, some("t"))
        );
        assert_eq!(from(&[("authorization", "Basic eDp5")], false), (None, None));
        assert_eq!(from(&[("cookie", "notdealstream=s; dealstream=")], false), (None, None));
    }

    #[test]
    fn cookies_are_out_of_reach_of_scripts() {
        let set = set_cookie(Some("token"), true).unwrap();
        let set = set.to_str().unwrap();
        assert!(set.starts_with("__Host-dealstream=token; HttpOnly; SameSite=Lax; Path=/; Max-Age="));
        assert!(set.ends_with("; Secure"));
        assert!(set_cookie(None, false).unwrap().to_str().unwrap().contains("dealstream=; "));
        assert!(set_cookie(None, false).unwrap().to_str().unwrap().contains("Max-Age=0"));
    }
}
