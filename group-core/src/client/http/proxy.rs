//! Which proxy the requests go through.

use std::ffi::OsString;
use std::net::IpAddr;

use ureq::Proxy;
use ureq::http::Uri;

/// Why a proxy can't be used.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::client) struct NoSuchProxy {
    /// Who names it.
    pub(in crate::client) given_by: &'static str,
    pub(in crate::client) what: &'static str,
}

/// The proxy that the environment names for this data plane. Read as curl and Go read it; where they differ, as curl.
pub(in crate::client) fn from_environment(
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
pub(in crate::client) fn proxy(url: &str, given_by: &'static str) -> Result<Proxy, NoSuchProxy> {
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

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::{NoSuchProxy, from_environment, proxy};

    /// The host of the proxy that is used for this URL in this environment.
    fn host(url: &str, environment: &[(&str, &str)]) -> Result<Option<String>, NoSuchProxy> {
        let variable = |name: &str| {
            let (_, value) = environment.iter().find(|(key, _)| *key == name)?;
            Some(OsString::from(value))
        };
        let proxy = from_environment(&url.parse().unwrap(), variable)?;
        Ok(proxy.map(|proxy| proxy.host().to_owned()))
    }

    #[test]
    fn each_scheme_has_its_variables() {
        for (url, environment, expected) in [
            ("https://example.com", &[][..], None),
            (
                "https://example.com",
                &[("HTTPS_PROXY", "http://a")],
                Some("a"),
            ),
            (
                "https://example.com",
                &[("https_proxy", "http://a")],
                Some("a"),
            ),
            (
                "https://example.com",
                &[("ALL_PROXY", "http://a")],
                Some("a"),
            ),
            (
                "https://example.com",
                &[("all_proxy", "http://a")],
                Some("a"),
            ),
            ("https://example.com", &[("HTTP_PROXY", "http://a")], None),
            ("https://example.com", &[("http_proxy", "http://a")], None),
            (
                "http://example.com",
                &[("http_proxy", "http://a")],
                Some("a"),
            ),
            (
                "http://example.com",
                &[("HTTP_PROXY", "http://a")],
                Some("a"),
            ),
            (
                "http://example.com",
                &[("ALL_PROXY", "http://a")],
                Some("a"),
            ),
            (
                "http://example.com",
                &[("all_proxy", "http://a")],
                Some("a"),
            ),
            ("http://example.com", &[("HTTPS_PROXY", "http://a")], None),
            ("http://example.com", &[("https_proxy", "http://a")], None),
            // The one of the scheme comes first.
            (
                "https://example.com",
                &[("ALL_PROXY", "http://a"), ("https_proxy", "http://b")],
                Some("b"),
            ),
            (
                "http://example.com",
                &[("ALL_PROXY", "http://a"), ("HTTP_PROXY", "http://b")],
                Some("b"),
            ),
            // An empty one is none.
            (
                "https://example.com",
                &[("HTTPS_PROXY", ""), ("https_proxy", "http://b")],
                Some("b"),
            ),
        ] {
            let expected = expected.map(str::to_owned);
            assert_eq!(
                host(url, environment),
                Ok(expected),
                "{url} {environment:?}"
            );
        }
    }

    #[test]
    fn http_proxy_in_capitals_is_not_read_in_a_cgi_program() {
        let cgi = ("REQUEST_METHOD", "GET");
        for (variable, expected) in [
            ("HTTP_PROXY", None),
            ("http_proxy", Some("a".to_owned())),
            ("ALL_PROXY", Some("a".to_owned())),
        ] {
            let environment = [cgi, (variable, "http://a")];
            assert_eq!(
                host("http://example.com", &environment),
                Ok(expected),
                "{variable}"
            );
        }
    }

    #[test]
    fn every_usual_form_of_a_proxy_is_read() {
        for (url, expected) in [
            ("http://proxy.example.com:3128", "proxy.example.com"),
            ("http://proxy.example.com:3128/", "proxy.example.com"),
            ("HTTP://proxy.example.com", "proxy.example.com"),
            ("https://proxy.example.com", "proxy.example.com"),
            (
                "http://user:p%40ss@proxy.example.com:3128",
                "proxy.example.com",
            ),
            ("proxy.example.com:3128", "proxy.example.com"),
            ("user:pass@proxy.example.com:3128", "proxy.example.com"),
            ("proxy", "proxy"),
            ("10.0.0.1:3128", "10.0.0.1"),
            ("http://[::1]:3128", "[::1]"),
        ] {
            assert_eq!(proxy(url, "").unwrap().host(), expected, "{url}");
        }
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_an_error() {
        const KIND: &str =
            "it must be `http://…` or `https://…`; other kinds of proxies are not supported";
        const URL: &str = "it is not a URL";
        const HOST: &str = "it has no host; write `http://…`";
        const PORT: &str = "its port is not valid; write one from 1 to 65535, or leave it out";
        const USER: &str = "its user name or password is not valid; encode what is not a letter or a digit as \
                            `%…`";
        for (url, what) in [
            ("socks5://127.0.0.1:1080", KIND),
            ("socks5h://127.0.0.1:1080", KIND),
            ("socks4://127.0.0.1:1080", KIND),
            ("socks://127.0.0.1:1080", KIND),
            ("ftp://127.0.0.1", KIND),
            ("::not a url::", URL),
            ("http://", URL),
            (" http://a", URL),
            ("http://a\n", URL),
            ("/a", HOST),
            ("http://:3128", HOST),
            ("http://user:pass@", URL),
            ("http://a:0", PORT),
            ("http://a:99999", PORT),
            ("http://a:x", PORT),
            ("http://user:pass@a:x", PORT),
            ("http://us%FFer@a", USER),
        ] {
            let expected = NoSuchProxy {
                given_by: "HTTPS_PROXY",
                what,
            };
            let environment = [("HTTPS_PROXY", url), ("ALL_PROXY", "http://b")];
            assert_eq!(
                host("https://example.com", &environment),
                Err(expected),
                "{url}"
            );
        }
    }

    #[test]
    fn no_proxy_names_the_data_planes_that_are_reached_directly() {
        const NAME: &str = "https://events.example.com";
        const V4: &str = "https://10.1.2.3:8443";
        const V6: &str = "https://[fd00::1:2]";
        for (url, exceptions, is_direct) in [
            (NAME, "events.example.com", true),
            (NAME, "EVENTS.Example.com", true),
            (NAME, "example.com", true),
            (NAME, ".example.com", true),
            (NAME, "*.example.com", true),
            (NAME, "com", true),
            (NAME, "events.example.com.", true),
            ("https://events.example.com.", "example.com", true),
            ("https://example.com", ".example.com", true),
            (NAME, "ample.com", false),
            (NAME, "vents.example.com", false),
            (NAME, "a.events.example.com", false),
            (NAME, "example.org", false),
            (NAME, ".", false),
            (NAME, "", false),
            // A list.
            (NAME, "example.org,example.com", true),
            (NAME, "example.org, example.com", true),
            (NAME, " example.com ", true),
            (NAME, "example.org example.com", true),
            (NAME, ",,example.org,,", false),
            // All.
            (NAME, "*", true),
            (V4, "*", true),
            (NAME, "example.org, *", true),
            // A port.
            (NAME, "example.com:443", true),
            (NAME, "example.com:8443", false),
            (NAME, "example.com:x", false),
            ("http://example.com", "example.com:80", true),
            ("https://example.com:8443", "example.com:8443", true),
            (V4, "10.1.2.3:8443", true),
            (V4, "10.1.2.3:443", false),
            (V6, "[fd00::1:2]:443", true),
            (V6, "[fd00::1:2]:80", false),
            // Addresses.
            (V4, "10.1.2.3", true),
            (V4, "1.2.3", false),
            (V4, ".1.2.3", false),
            (V4, "10.1.2.30", false),
            (V6, "fd00::1:2", true),
            (V6, "[fd00::1:2]", true),
            (V6, "FD00:0:0:0:0:0:1:2", true),
            (V6, "fd00::1:3", false),
            // Networks.
            (V4, "10.0.0.0/8", true),
            (V4, "10.1.2.2/31", true),
            (V4, "10.1.2.3/32", true),
            (V4, "10.1.2.2/32", false),
            (V4, "11.0.0.0/8", false),
            (V4, "0.0.0.0/0", true),
            (V4, "10.0.0.0/33", false),
            (V4, "10.0.0.0/x", false),
            (V4, "::/0", false),
            (V6, "fd00::/8", true),
            (V6, "fe00::/8", false),
            (V6, "fd00::1:2/128", true),
            (V6, "fd00::1:3/128", false),
            (V6, "::/0", true),
            (V6, "0.0.0.0/0", false),
            (NAME, "0.0.0.0/0", false),
        ] {
            for variable in ["NO_PROXY", "no_proxy"] {
                let environment = [("ALL_PROXY", "http://a"), (variable, exceptions)];
                let expected = (!is_direct).then(|| "a".to_owned());
                assert_eq!(
                    host(url, &environment),
                    Ok(expected),
                    "{url} {exceptions:?}"
                );
            }
        }
    }

    #[test]
    fn a_proxy_that_is_not_used_is_not_looked_at() {
        let environment = [("ALL_PROXY", "socks5://a"), ("NO_PROXY", "example.com")];
        assert_eq!(host("https://example.com", &environment), Ok(None));
        let environment = [("ALL_PROXY", "socks5://a"), ("HTTPS_PROXY", "b")];
        assert_eq!(
            host("https://example.com", &environment),
            Ok(Some("b".to_owned()))
        );
    }
}
