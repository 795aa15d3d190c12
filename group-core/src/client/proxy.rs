//! Which proxy the requests go through.

use std::ffi::OsString;
use std::net::IpAddr;

use ureq::Proxy;
use ureq::http::Uri;

/// Why a proxy can't be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoSuchProxy {
    /// Who names it.
    pub(super) given_by: &'static str,
    pub(super) what: &'static str,
}

/// The proxy that the environment names for this data plane. Read as curl and Go read it; where they differ, as curl.
pub(super) fn from_environment(
    data_plane: &Uri,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<Option<Proxy>, NoSuchProxy> {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let is_https = data_plane.scheme_str() == Some("https");
    let names: &[&'static str] = match is_https {
        true => &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"],
        // In a CGI program, HTTP_PROXY is what the client of the web server sent as its header `Proxy`.
        false if is_set("REQUEST_METHOD") => &["http_proxy", "ALL_PROXY", "all_proxy"],
        false => &["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"],
    };
    let Some(&name) = names.iter().find(|name| is_set(name)) else {
        return Ok(None);
    };
    let host = data_plane.host().unwrap_or_default();
    let port = match data_plane.port_u16() {
        Some(port) => port,
        None if is_https => 443,
        None => 80,
    };
    let exceptions = ["NO_PROXY", "no_proxy"].iter().find(|name| is_set(name));
    if let Some(exceptions) = exceptions.and_then(|name| variable(name))
        && is_excepted(host, port, &exceptions.to_string_lossy())
    {
        return Ok(None);
    }
    let Some(url) = variable(name) else {
        return Ok(None);
    };
    let url = url.into_string().map_err(|_| NoSuchProxy {
        given_by: name,
        what: "it is not text",
    })?;
    proxy(&url, name).map(Some)
}

/// The proxy at this URL. It is not in the error, since a password may stand in it.
pub(super) fn proxy(url: &str, given_by: &'static str) -> Result<Proxy, NoSuchProxy> {
    let wrong = |what| Err(NoSuchProxy { given_by, what });
    let Ok(uri) = url.parse::<Uri>() else {
        return wrong("it is not a URL");
    };
    if !matches!(uri.scheme_str(), None | Some("http" | "https")) {
        return wrong(
            "it must be `http://…` or `https://…`; other kinds of proxies are not supported",
        );
    }
    let Some(authority) = uri
        .authority()
        .filter(|authority| !authority.host().is_empty())
    else {
        return wrong("it has no host; write `http://…`");
    };
    let (_, address) = authority
        .as_str()
        .rsplit_once('@')
        .unwrap_or(("", authority.as_str()));
    let port = address.strip_prefix(authority.host());
    if port != Some("") && !matches!(authority.port_u16(), Some(1..)) {
        return wrong("its port is not valid; write one from 1 to 65535, or leave it out");
    }
    match Proxy::new(url) {
        Ok(proxy) => Ok(proxy),
        Err(_) => wrong(
            "its user name or password is not valid; encode what is not a letter or a digit as `%…`",
        ),
    }
}

/// Whether a list of exceptions has this host.
fn is_excepted(host: &str, port: u16, exceptions: &str) -> bool {
    let host = bare(host);
    exceptions
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|exception| !exception.is_empty())
        .any(|exception| is_match(&host, port, exception))
}

fn is_match(host: &str, port: u16, exception: &str) -> bool {
    if exception == "*" {
        return true;
    }
    let address = host.parse().ok();
    if let Some((network, bits)) = exception.split_once('/') {
        return match (address, bare(network).parse(), bits.parse()) {
            (Some(address), Ok(network), Ok(bits)) => is_within(address, network, bits),
            _ => false,
        };
    }
    // The colons of an IPv6 address without brackets are not the one before a port.
    let whole_address: Option<IpAddr> = exception.parse().ok();
    let (name, its_port) = match exception.rsplit_once(':') {
        Some((name, its_port)) if whole_address.is_none() && !its_port.ends_with(']') => {
            (name, Some(its_port))
        }
        _ => (exception, None),
    };
    if its_port.is_some_and(|its_port| its_port.parse() != Ok(port)) {
        return false;
    }
    let name = bare(name);
    if let Some(address) = address {
        return name.parse() == Ok(address);
    }
    let name = name.strip_prefix('*').unwrap_or(&name);
    let name = name.strip_prefix('.').unwrap_or(name);
    match host.strip_suffix(name) {
        Some(rest) => !name.is_empty() && (rest.is_empty() || rest.ends_with('.')),
        None => false,
    }
}

/// A host in lower case, without brackets and without the dot of the root.
fn bare(host: &str) -> String {
    host.trim_start_matches('[')
        .trim_end_matches([']', '.'])
        .to_ascii_lowercase()
}

fn is_within(address: IpAddr, network: IpAddr, bits: u32) -> bool {
    let is_same = |address: u128, network: u128, width: u32| {
        bits <= width && address.checked_shr(width - bits) == network.checked_shr(width - bits)
    };
    match (address, network) {
        (IpAddr::V4(address), IpAddr::V4(network)) => {
            is_same(address.to_bits().into(), network.to_bits().into(), 32)
        }
        (IpAddr::V6(address), IpAddr::V6(network)) => {
            is_same(address.to_bits(), network.to_bits(), 128)
        }
        _ => false,
    }
}
