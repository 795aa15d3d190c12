//! A running transformer of RudderStack's, asked over HTTP as RudderStack's server asks it.

use serde_json::{Value, json};

pub(crate) struct Transformer {
    url: String,
    agent: ureq::Agent,
    settings: Value,
}

impl Transformer {
    pub(crate) fn at(url: &str) -> Self {
        let settings = include_str!("../data/destinations/settings.json");
        // On a kept connection each answer waits 40 ms for an acknowledgement (Nagle's algorithm and delayed ones).
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_idle_connections(0);
        Self {
            url: url.trim_end_matches('/').to_owned(),
            agent: config.build().into(),
            settings: serde_json::from_str(settings).unwrap(),
        }
    }

    /// The destinations that `settings.json` lists.
    pub(crate) fn destinations(&self) -> impl Iterator<Item = &str> {
        self.settings
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
    }

    /// Returns what the transformer makes of an event for a destination, in the form of a recording.
    pub(crate) fn answer(&self, destination: &str, event: &str) -> Value {
        let settings = &self.settings[destination];
        let code = settings["code"].as_str().unwrap().to_lowercase();
        let path = settings["path"].as_str();
        if path == Some("none") {
            return json!({ "requests": [parsed(&Value::from(event))] });
        }
        let input = input(destination, settings, event);
        self.outgoing();
        let (reply, outputs);
        if path == Some("router") {
            let body = format!(r#"{{"destType":"{code}","input":[{input}]}}"#);
            reply = self.post("/routerTransform", &body);
            outputs = &reply["output"];
        } else {
            // For a warehouse too, although the server now does that work itself.
            reply = self.post(&format!("/v0/destinations/{code}"), &format!("[{input}]"));
            outputs = &reply;
        }
        let Some(outputs) = outputs.as_array() else {
            panic!("{destination}: {reply}");
        };
        let mut requests = self.outgoing();
        let mut refused = None;
        for output in outputs {
            match output["statusCode"].as_u64() {
                // The transformer has sent everything itself.
                Some(298 | 299) => {}
                Some(200..300) => {
                    let sent = output.get("batchedRequest").unwrap_or(&output["output"]);
                    add_bodies(&mut requests, sent);
                }
                _ => refused = Some(reason(&output["error"])),
            }
        }
        match refused {
            Some(why) if requests.is_empty() => json!({ "refused": why }),
            Some(why) => json!({ "refused": why, "written": requests }),
            None => json!({ "requests": requests }),
        }
    }

    /// Returns the bodies of the requests that the transformer itself has made since the last call, which `stub.js` lists.
    fn outgoing(&self) -> Vec<Value> {
        let request = self.agent.get(format!("{}/outgoing", self.url));
        let mut response = request.call().unwrap();
        let text = response.body_mut().read_to_string().unwrap();
        let Ok(Value::Array(requests)) = serde_json::from_str(&text) else {
            panic!("the transformer must run with tests/data/destinations/stub.js");
        };
        for request in requests.iter().filter(|it| it["status"].is_null()) {
            println!(
                "no recorded answer: {} {}",
                request["method"], request["url"]
            );
        }
        let bodies = requests.iter().map(|request| &request["body"]);
        bodies.filter(|body| !body.is_null()).map(parsed).collect()
    }

    fn post(&self, path: &str, body: &str) -> Value {
        let request = self.agent.post(format!("{}{path}", self.url));
        let request = request.header("content-type", "application/json");
        let mut response = request.send(body).unwrap();
        let text = response.body_mut().read_to_string().unwrap();
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("{path}: {text}"))
    }
}

/// The event is not parsed, since the order of its members decides the order of some texts (the address at user.com).
fn input(destination: &str, settings: &Value, event: &str) -> String {
    let message = match &settings["externalId"] {
        Value::Null => event.to_owned(),
        ids => event.replacen(
            "\"context\":{",
            &format!("\"context\":{{\"externalId\":{ids},"),
            1,
        ),
    };
    let metadata = json!({
        "sourceId": "s", "sourceType": "HTTP", "destinationId": "d1", "destinationType": settings["code"],
        "workspaceId": "w", "jobId": 1, "secret": { "accessToken": "t" },
    });
    let destination = json!({
        "ID": "d1", "Name": destination, "Enabled": true, "WorkspaceID": "w", "Transformations": [],
        "DestinationDefinition": { "ID": "dd", "Name": settings["code"], "DisplayName": destination, "Config": {} },
        "Config": settings["config"],
    });
    format!(r#"{{"message":{message},"metadata":{metadata},"destination":{destination}}}"#)
}

/// Adds what an output sends to the destination: the bodies of requests, a row, or the output as it is.
fn add_bodies(bodies: &mut Vec<Value>, output: &Value) {
    match output {
        Value::Array(outputs) => outputs.iter().for_each(|output| add_bodies(bodies, output)),
        Value::Object(members) if members.contains_key("endpoint") => {
            let forms = output["body"].as_object().unwrap().values();
            let is_sent = |form: &&Value| form.as_object().is_none_or(|form| !form.is_empty());
            bodies.extend(forms.filter(is_sent).map(parsed));
        }
        Value::Object(members) if members.contains_key("data") => {
            bodies.push(json!({ "columns": output["metadata"]["columns"], "row": output["data"] }));
        }
        _ => bodies.push(parsed(output)),
    }
}

/// Parses the strings in a value that are JSON.
fn parsed(value: &Value) -> Value {
    match value {
        Value::String(text) if text.starts_with(['{', '[']) => {
            serde_json::from_str(text).map_or_else(|_| value.clone(), |value| parsed(&value))
        }
        Value::Array(items) => items.iter().map(parsed).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), parsed(value)))
            .collect(),
        _ => value.clone(),
    }
}

/// The message of an error, which may be JSON with more in it.
fn reason(error: &Value) -> Value {
    match &parsed(error)["message"] {
        Value::Null => error.clone(),
        message => message.clone(),
    }
}
