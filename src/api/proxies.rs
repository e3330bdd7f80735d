//! Who is at the other end when proxies stand between: rate limits and sign-in tries go by that address.
//!
//! What always holds: only what a trusted proxy says is believed, hop by hop from the connection backwards; the first address
//! that is not a trusted proxy is the client. One header is read, the one the proxies write: a client could send the other.

use crate::app::config::Settings;
use axum::http::{HeaderMap, HeaderName, header};
use std::net::{IpAddr, SocketAddr};

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// The proxies that are believed, and where they say who they speak for.
#[derive(Debug, Clone)]
pub struct Proxies {
    trusted: Vec<Network>,
    header: HeaderName,
}

/// All addresses that begin with the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    bits: u32,
}

impl Proxies {
    /// The proxies of the settings.
    ///
    /// # Errors
    /// A sentence naming what is neither an address nor a network, or no header of this kind.
    pub fn new(settings: &Settings) -> Result<Self, String> {
        let header = match settings.forwarded_header.to_ascii_lowercase().as_str() {
            X_FORWARDED_FOR => HeaderName::from_static(X_FORWARDED_FOR),
            "forwarded" => header::FORWARDED,
            other => {
                return Err(format!("forwarded_header takes x-forwarded-for or forwarded, not “{other}”"));
            }
        };
        let trusted =
            settings.trusted_proxies.iter().map(|text| Network::parse(text)).collect::<Result<_, _>>()?;
        Ok(Self { trusted, header })
    }

    /// The client of a request that came over a connection from `peer`.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer;
        if !self.trusts(client) {
            return client;
        }
        let values: Vec<&str> =
            headers.get_all(&self.header).iter().filter_map(|value| value.to_str().ok()).collect();
        for hop in values.iter().flat_map(|value| value.split(',')).rev() {
            // Hidden or garbled: the last one known has to answer for it.
            let Some(address) = self.address(hop) else { return client };
            client = address;
            if !self.trusts(client) {
                return client;
            }
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.holds(address))
    }

    fn address(&self, hop: &str) -> Option<IpAddr> {
        if self.header != header::FORWARDED {
            return address(hop);
        }
        let named = |pair: &str| {
            let (name, value) = pair.split_once('=')?;
            name.trim().eq_ignore_ascii_case("for").then(|| address(value.trim().trim_matches('"')))?
        };
        hop.split(';').find_map(named)
    }
}

/// An address as headers write it: bare, with a port, or in brackets.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let parsed = bare.parse().ok().or_else(|| text.parse().ok().map(|socket: SocketAddr| socket.ip()));
    parsed.map(|address: IpAddr| address.to_canonical())
}

impl Network {
    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("trusted_proxies takes addresses and networks like 10.0.0.0/8, not “{text}”");
        let (base, bits) = text.split_once('/').map_or((text, None), |(base, bits)| (base, Some(bits)));
        let address: IpAddr = base.trim().parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.trim().parse()).map_err(|_| wrong())?;
        if bits <= most { Ok(Self { address, bits }) } else { Err(wrong()) }
    }

    fn holds(&self, other: IpAddr) -> bool {
        match (self.address, other) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let differ = own.to_bits() ^ other.to_bits();
                differ.leading_zeros() >= self.bits
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let differ = own.to_bits() ^ other.to_bits();
                differ.leading_zeros() >= self.bits
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn proxies(trusted: &[&str], header: &str) -> Result<Proxies, String> {
        let trusted_proxies = trusted.iter().map(|text| (*text).to_owned()).collect();
        Proxies::new(&Settings {
            trusted_proxies,
            forwarded_header: header.to_owned(),
            ..Settings::default()
        })
    }

    fn client(proxies: &Proxies, peer: &str, header: &str, values: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(HeaderName::from_bytes(header.as_bytes()).unwrap(), value.parse().unwrap());
        }
        proxies.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_what_trusted_proxies_say_is_believed() {
        let some = proxies(&["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"], "X-Forwarded-For").unwrap();
        for (peer, values, expected) in [
            ("203.0.113.1", &["198.51.100.1"][..], "203.0.113.1"),
            ("10.1.2.3", &[], "10.1.2.3"),
            ("10.1.2.3", &["198.51.100.1"], "198.51.100.1"),
            ("10.1.2.3", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            ("10.1.2.3", &["1.1.1.1, 198.51.100.1, 192.0.2.7"], "198.51.100.1"),
            ("10.1.2.3", &["198.51.100.1", "192.0.2.7, 10.9.9.9"], "198.51.100.1"),
            ("10.1.2.3", &["10.0.0.1, 10.0.0.2"], "10.0.0.1"),
            ("10.1.2.3", &["1.1.1.1, unknown"], "10.1.2.3"),
            ("10.1.2.3", &["198.51.100.1:4711"], "198.51.100.1"),
            ("2001:db8::5", &["[2a00:1::9]:443"], "2a00:1::9"),
            ("10.1.2.3", &["::ffff:198.51.100.1"], "198.51.100.1"),
            ("11.0.0.1", &["198.51.100.1"], "11.0.0.1"),
        ] {
            assert_eq!(client(&some, peer, "x-forwarded-for", values), expected, "{peer} {values:?}");
        }
        assert_eq!(client(&some, "10.1.2.3", "forwarded", &["for=1.1.1.1"]), "10.1.2.3", "the other header");
        let none = proxies(&[], "x-forwarded-for").unwrap();
        assert_eq!(client(&none, "127.0.0.1", "x-forwarded-for", &["1.1.1.1"]), "127.0.0.1", "by default");
    }

    #[test]
    fn forwarded_is_read_where_the_proxies_write_it() {
        let some = proxies(&["127.0.0.1/8"], "forwarded").unwrap();
        for (value, expected) in [
            ("for=198.51.100.1;proto=https;by=127.0.0.1", "198.51.100.1"),
            ("for=1.1.1.1, For=\"[2a00:1::9]:4711\";host=x", "2a00:1::9"),
            ("for=_hidden", "127.0.0.1"),
            ("proto=https", "127.0.0.1"),
        ] {
            assert_eq!(client(&some, "127.0.0.1", "forwarded", &[value]), expected, "{value}");
        }
        assert_eq!(client(&some, "127.0.0.1", "x-forwarded-for", &["1.1.1.1"]), "127.0.0.1");
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for wrong in ["10.0.0.0/33", "10.0.0", "proxy.example", "::/129", "10.0.0.0/x", ""] {
            assert!(proxies(&[wrong], "x-forwarded-for").is_err(), "{wrong}");
        }
        assert!(proxies(&[], "x-real-ip").is_err());
        assert!(Network::parse("0.0.0.0/0").is_ok_and(|all| all.holds("9.9.9.9".parse().unwrap())));
    }
}
