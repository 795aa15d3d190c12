//! Delivery with an HTTP client of one's own: `reqwest`, through a proxy, to a data plane for which one's own certificate
//! authority vouches. The two servers run in this program, so that something arrives.
//!
//! `cargo run --manifest-path examples/services/Cargo.toml --example own_transport`

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use flate2::read::GzDecoder;
use group_core::client::{Client, Request, Response, Transport, TransportError};
use group_core::{GroupTraits, Identity};

#[derive(GroupTraits)]
struct Company {
    id: u64,
    name: &'static str,
}

// The transport. This is what there is to copy.

struct Reqwest(reqwest::blocking::Client);

impl Reqwest {
    fn new(proxy: &str, authority: &[u8]) -> reqwest::Result<Self> {
        let client = reqwest::blocking::Client::builder()
            .proxy(reqwest::Proxy::all(proxy)?)
            .tls_certs_only(reqwest::Certificate::from_pem_bundle(authority)?)
            // A redirect would turn the POST into a GET, or carry the key elsewhere.
            .redirect(reqwest::redirect::Policy::none());
        Ok(Self(client.build()?))
    }
}

impl Transport for Reqwest {
    fn post(&mut self, request: &Request<'_>) -> Result<Response, TransportError> {
        let mut post = self.0.post(request.url()).timeout(request.timeout());
        for (name, value) in request.headers() {
            post = post.header(name, value);
        }
        let post = post.body(request.body().to_vec());
        let answer = post.send().map_err(without_answer)?;

        let mut response = Response::new(answer.status().as_u16());
        for (name, value) in answer.headers() {
            if let Ok(value) = value.to_str() {
                response = response.header(name.as_str(), value);
            }
        }
        // The status says what became of the events, even if the text does not come whole.
        let mut text = Vec::new();
        let _ = answer.take(4096).read_to_end(&mut text);
        Ok(response.body(text))
    }
}

fn without_answer(error: reqwest::Error) -> TransportError {
    if error.is_timeout() {
        return TransportError::timeout();
    }
    // What happened stands in the last of its sources.
    let mut last: &dyn Error = &error;
    while let Some(source) = last.source() {
        last = source;
    }
    let text = last.to_string();
    match text.contains("invalid peer certificate") {
        true => TransportError::certificate(text),
        false => TransportError::connection(text),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    // For rustls without `aws-lc-rs`, which is reqwest's own choice.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (plane, authority) = start_data_plane("dataplane.internal")?;
    let proxy = start_proxy(plane)?;

    let client = Client::builder("WRITE_KEY", "https://dataplane.internal")
        .transport(Reqwest::new(
            &format!("http://{proxy}"),
            authority.as_bytes(),
        )?)
        .build()?;
    let hooli = Company {
        id: 42,
        name: "Hooli",
    };
    client.send(Identity::user("1hKOmRA4GRlm").group(&hooli).build()?)?;
    client.flush(Duration::from_secs(10))?;

    // The same data plane, where nobody is known who vouches for it.
    let stranger = rcgen::generate_simple_self_signed([])?.cert.pem();
    let client = Client::builder("WRITE_KEY", "https://dataplane.internal")
        .transport(Reqwest::new(
            &format!("http://{proxy}"),
            stranger.as_bytes(),
        )?)
        .build()?;
    client.send(Identity::user("1hKOmRA4GRlm").group(&hooli).build()?)?;
    let error = client.flush(Duration::from_secs(10)).unwrap_err();
    println!("not delivered: {error}");
    assert!(error.to_string().contains("certificate"));
    client.shutdown(Duration::ZERO);
    Ok(())
}

// The servers.

/// A data plane with a certificate for this host. Gives where it is, and the certificate of the authority.
fn start_data_plane(host: &str) -> Result<(SocketAddr, String), Box<dyn Error>> {
    let authority_key = rcgen::KeyPair::generate()?;
    let mut authority = rcgen::CertificateParams::new([])?;
    let name = "the authority of this example";
    authority
        .distinguished_name
        .push(rcgen::DnType::CommonName, name);
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let pem = authority.self_signed(&authority_key)?.pem();
    let authority = rcgen::Issuer::new(authority, authority_key);

    let key = rcgen::KeyPair::generate()?;
    let certificate =
        rcgen::CertificateParams::new([host.to_owned()])?.signed_by(&key, &authority)?;
    let config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            key.serialize_der().try_into()?,
        )?;
    let config = Arc::new(config);

    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let config = Arc::clone(&config);
            thread::spawn(move || {
                // It fails where the client does not trust the certificate.
                let _ = take_requests(stream, config);
            });
        }
    });
    Ok((address, pem))
}

fn take_requests(
    stream: TcpStream,
    config: Arc<rustls::ServerConfig>,
) -> Result<(), Box<dyn Error>> {
    let connection = rustls::ServerConnection::new(config)?;
    let mut stream = BufReader::new(rustls::StreamOwned::new(connection, stream));
    loop {
        let head = read_head(&mut stream)?;
        let first = head.lines().next().unwrap_or_default();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.ok_or("no length")?.parse()?];
        stream.read_exact(&mut body)?;
        let mut text = String::new();
        GzDecoder::new(&*body).read_to_string(&mut text)?;
        println!("the data plane got {first}\n  {text}");
        stream
            .get_mut()
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")?;
    }
}

/// A proxy that leads every tunnel to this server. Gives where it is.
fn start_proxy(server: SocketAddr) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || tunnel(&stream, server));
        }
    });
    Ok(address)
}

fn tunnel(mut here: &TcpStream, server: SocketAddr) -> io::Result<()> {
    let head = read_head(&mut BufReader::new(here))?;
    println!("the proxy got {}", head.lines().next().unwrap_or_default());
    let there = TcpStream::connect(server)?;
    here.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
    let copy = |mut from: &TcpStream, mut to: &TcpStream| {
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    };
    thread::scope(|scope| {
        scope.spawn(|| copy(here, &there));
        copy(&there, here);
    });
    Ok(())
}

/// Reads up to the blank line.
fn read_head(stream: &mut impl BufRead) -> io::Result<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(head)
}
