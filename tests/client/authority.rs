//! A certificate authority of one's own, and data planes that it vouches for.

use std::io::{BufRead, BufReader, Write};
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::double::{OK, Raw};

pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// Its own certificate.
    pub(crate) pem: String,
}

impl Authority {
    pub(crate) fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([]).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        Self {
            issuer: Issuer::new(params, key),
            pem,
        }
    }

    /// A data plane of this name, which takes everything.
    pub(crate) fn plane(&self, name: &str) -> SecurePlane {
        self.plane_with(CertificateParams::new([name.to_owned()]).unwrap())
    }

    pub(crate) fn plane_with(&self, params: CertificateParams) -> SecurePlane {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        let config = Arc::new(config);
        let heads: Arc<Mutex<Vec<String>>> = Arc::default();
        let connections: Arc<Mutex<usize>> = Arc::default();
        let (its_heads, its_connections) = (Arc::clone(&heads), Arc::clone(&connections));
        let raw = Raw::new(move |_, wire| {
            *its_connections.lock().unwrap() += 1;
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let stream = StreamOwned::new(connection, wire.stream.try_clone().unwrap());
            let mut stream = BufReader::new(stream);
            // None where the client doesn't trust the certificate.
            if let Some(head) = read(&mut stream) {
                its_heads.lock().unwrap().push(head);
                stream.get_mut().write_all(OK.as_bytes()).unwrap();
            }
        });
        SecurePlane {
            raw,
            heads,
            connections,
        }
    }
}

/// Reads a request and gives its head, in lower case.
fn read(stream: &mut impl BufRead) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let head = head.to_ascii_lowercase();
    let (_, length) = head.split_once("content-length: ")?;
    let length = length.lines().next()?.parse().ok()?;
    stream.read_exact(&mut vec![0; length]).ok()?;
    Some(head)
}

pub(crate) struct SecurePlane {
    raw: Raw,
    heads: Arc<Mutex<Vec<String>>>,
    connections: Arc<Mutex<usize>>,
}

impl SecurePlane {
    pub(crate) fn url(&self, host: &str) -> String {
        format!("https://{host}:{}", self.raw.address.port())
    }

    /// The heads of the requests that it took.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    /// How many connections were tried.
    pub(crate) fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }

    pub(crate) fn address(&self) -> std::net::SocketAddr {
        self.raw.address
    }
}
