//! Whose certificates are trusted.

use std::time::Duration;

use group_core::client::{BuildError, Client, ClientBuilder};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};

use crate::authority::{Authority, SecurePlane};
use crate::given::{LONG, builder, event};

fn check_delivery(builder: ClientBuilder, plane: &SecurePlane) {
    let client = builder.build().unwrap();
    client.send(event("e0")).unwrap();
    client.flush(LONG).unwrap();
    let heads = plane.heads();
    assert_eq!(heads.len(), 1);
    assert!(
        heads[0].starts_with("post /v1/batch http/1.1\r\n"),
        "{}",
        heads[0]
    );
}

/// That the client pauses, keeps the event, and says why.
fn check_refusal(builder: ClientBuilder, plane: &SecurePlane, why: &str) {
    let client = builder.build().unwrap();
    client.send(event("e0")).unwrap();
    let error = client.flush(LONG).unwrap_err();
    assert_eq!((error.pending, error.failed), (1, 0));
    let text = error.to_string();
    assert!(text.contains("invalid peer certificate"), "{text}");
    assert!(text.contains(why), "{text}");
    assert_eq!(client.shutdown(Duration::ZERO).pending, 1);
    // Again after the first pause.
    assert_eq!(plane.connections(), 2);
    assert_eq!(plane.heads(), [""; 0]);
}

#[test]
fn a_data_plane_of_the_authority_that_is_given_is_trusted() {
    let authority = Authority::new("internal");
    for host in ["localhost", "127.0.0.1"] {
        let plane = authority.plane(host);
        let builder = builder(&plane.url(host)).root_certificates(&*authority.pem);
        check_delivery(builder, &plane);
    }
}

#[test]
fn each_certificate_of_the_text_is_one_to_be_trusted() {
    let (one, other) = (Authority::new("one"), Authority::new("other"));
    let key = KeyPair::generate().unwrap().serialize_pem();
    let text = format!(
        "One:\n{}\nA key:\n{key}\nAnother:\r\n{}",
        one.pem, other.pem
    );
    for authority in [one, other] {
        let plane = authority.plane("localhost");
        let builder = builder(&plane.url("localhost")).root_certificates(text.clone());
        check_delivery(builder, &plane);
    }
}

#[test]
fn a_data_plane_for_which_nobody_known_vouches_is_not_trusted() {
    let plane = Authority::new("internal").plane("localhost");
    check_refusal(builder(&plane.url("localhost")), &plane, "UnknownIssuer");

    let plane = Authority::new("internal").plane("localhost");
    let builder = builder(&plane.url("localhost")).root_certificates(Authority::new("other").pem);
    check_refusal(builder, &plane, "UnknownIssuer");
}

#[test]
fn another_hosts_certificate_is_not_trusted() {
    let authority = Authority::new("internal");
    for (name, host) in [
        ("example.com", "localhost"),
        ("localhost", "127.0.0.1"),
        ("127.0.0.2", "127.0.0.1"),
    ] {
        let plane = authority.plane(name);
        let builder = builder(&plane.url(host)).root_certificates(&*authority.pem);
        check_refusal(builder, &plane, "not valid for name");
    }
}

#[test]
fn a_certificate_is_not_trusted_before_and_after_its_time() {
    let authority = Authority::new("internal");
    for (from, to, why) in [(2020, 2021, "expired"), (2120, 2121, "not valid yet")] {
        let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        params.not_before = date_time_ymd(from, 1, 1);
        params.not_after = date_time_ymd(to, 1, 1);
        let plane = authority.plane_with(params);
        let builder = builder(&plane.url("localhost")).root_certificates(&*authority.pem);
        check_refusal(builder, &plane, why);
    }
}

#[test]
fn a_text_without_a_certificate_is_an_error() {
    const NONE: &str = "`root_certificates` has no certificate; give the text of a PEM file";
    const BROKEN: &str = "`root_certificates` can't be read as PEM";
    let key = KeyPair::generate().unwrap().serialize_pem();
    for (pem, what) in [
        ("", NONE),
        ("/etc/ssl/certs/internal.pem", NONE),
        (&key, NONE),
        (
            "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----",
            BROKEN,
        ),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n", BROKEN),
    ] {
        let error = Client::builder("KEY", "https://example.com")
            .root_certificates(pem)
            .build()
            .unwrap_err();
        assert_eq!(error, BuildError::Setting { what }, "{pem}");
    }
}
