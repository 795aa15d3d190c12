//! A server that answers as a transformer with `stub.js` answered when it was recorded.

use std::mem;
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

use crate::recorded::Recorded;

pub(crate) struct Fake {
    pub(crate) url: String,
    server: Arc<tiny_http::Server>,
}

impl Fake {
    pub(crate) fn answering(recorded: Recorded) -> Self {
        let server = Arc::new(tiny_http::Server::http("127.0.0.1:0").unwrap());
        let fake = Self {
            url: format!("http://{}", server.server_addr()),
            server: Arc::clone(&server),
        };
        thread::spawn(move || {
            let mut written = Value::Null;
            for mut request in server.incoming_requests() {
                let answer = match request.url() {
                    "/outgoing" => outgoing(&mem::take(&mut written)),
                    "/routerTransform" => {
                        let asked = &read(&mut request)["input"][0];
                        let answer = answer(&recorded, asked, "batchedRequest", &mut written);
                        json!({ "output": [answer] })
                    }
                    _ => {
                        let asked = &read(&mut request)[0];
                        json!([answer(&recorded, asked, "output", &mut written)])
                    }
                };
                let response = tiny_http::Response::from_string(answer.to_string());
                // The client may have gone.
                let _ = request.respond(response);
            }
        });
        fake
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

fn read(request: &mut tiny_http::Request) -> Value {
    serde_json::from_reader(request.as_reader()).unwrap()
}

fn outgoing(written: &Value) -> Value {
    let bodies = written.as_array().into_iter().flatten();
    bodies
        .map(|body| json!({ "status": 200, "body": body }))
        .collect()
}

fn answer(recorded: &Recorded, asked: &Value, place: &str, written: &mut Value) -> Value {
    let destination = asked["destination"]["Name"].as_str().unwrap();
    let event = asked["message"]["messageId"].as_str().unwrap();
    let event = event.strip_prefix("event-").unwrap();
    let answer = recorded.answer(destination, event);
    match recorded.requests(destination, event) {
        Some(requests) => {
            let sent =
                |body: &Value| json!({ "endpoint": "", "body": { "JSON": body, "FORM": {} } });
            json!({ "statusCode": 200, place: requests.iter().map(sent).collect::<Value>() })
        }
        None => {
            *written = answer["written"].clone();
            json!({ "statusCode": 400, "error": answer["refused"] })
        }
    }
}
