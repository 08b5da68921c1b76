//! Asking other servers over HTTP, with the certificates that this machine trusts: a city's own authority among them.
//!
//! Whoever hands in an address to be called must not reach into the operator's network by it: names are
//! looked up once, and what lies in a private network is passed over unless the operator allows it.
//!
//! What may not enter: what is asked.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    time::Duration,
};

use ureq::{
    Agent, Error,
    config::Config,
    http::Uri,
    tls::{RootCerts, TlsConfig},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

/// A client that waits no longer than this for an answer.
#[must_use]
pub fn agent(patience: Duration) -> Agent {
    Agent::new_with_config(config(patience))
}

/// A client for addresses that others handed in: it follows no redirects, and private networks only where they are
/// allowed.
#[must_use]
pub fn guarded_agent(patience: Duration, private_allowed: bool) -> Agent {
    let resolver = Guarded { private_allowed, inner: DefaultResolver::default() };
    Agent::with_parts(config(patience), DefaultConnector::default(), resolver)
}

fn config(patience: Duration) -> Config {
    // Which one is picked by itself depends on the features that other crates turn on. The first call decides.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let trusted = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let config = Agent::config_builder().timeout_global(Some(patience)).tls_config(trusted);
    // A proxy of the environment would look names up by itself.
    config.max_redirects(0).http_status_as_error(false).proxy(None).build()
}

#[derive(Debug)]
struct Guarded {
    private_allowed: bool,
    inner: DefaultResolver,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for address in found.iter().filter(|a| self.private_allowed || is_public(a.ip())) {
            kept.push(*address);
        }
        // As the trait asks for where there is none.
        if kept.is_empty() { Err(Error::HostNotFound) } else { Ok(kept) }
    }
}

/// Whether an address is one of the public Internet (RFC 6890 and the registries of special addresses that it began).
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4() {
            // Mapped and compatible addresses are the IPv4 address that they hold; ::1 is one of them.
            Some(v4) => is_public_v4(v4),
            None => is_public_v6(v6),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        // Shared between carriers, for protocols, for benchmarks, reserved.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
        || a >= 240;
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // Global unicast is 2000::/3; not documentation, not Teredo and its kin, not 6to4 or NAT64, which hold others.
    let global = (0x2000..0x4000).contains(&first);
    let special = (first == 0x2001 && (second < 0x200 || second == 0xdb8)) || first == 0x2002;
    global && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_networks_are_told_from_the_internet() {
        for address in ["8.8.8.8", "114.114.114.114", "2400:3200::1", "2606:4700::1111"] {
            assert!(address.parse().is_ok_and(is_public), "{address}");
        }
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::7f00:1",
            "64:ff9b::a00:1",
            "2001:db8::1",
            "2001::1",
            "2002:a00:1::",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
        ] {
            assert!(address.parse().is_ok_and(|a| !is_public(a)), "{address}");
        }
        assert!(is_public(IpAddr::V4(Ipv4Addr::new(172, 32, 0, 1))));
    }
}
