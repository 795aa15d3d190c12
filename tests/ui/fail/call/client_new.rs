use group_core::client::Client;

fn main() {
    let _ = Client::new("key", "https://hooli.dataplane.rudderstack.com");
}
