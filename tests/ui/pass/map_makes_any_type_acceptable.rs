use group_core::{Date, GroupTraits};

struct Domain {
    host: String,
}

impl Domain {
    fn host(&self) -> &str {
        &self.host
    }
}

fn whole(share: &f64) -> Option<u32> {
    Some(*share as u32)
}

fn millis(since: &i64) -> Option<Date> {
    Date::from_unix_millis(*since).ok()
}

#[derive(GroupTraits)]
struct Company {
    #[group(map = Domain::host)]
    id: Domain,
    #[group(map = ToString::to_string)]
    phone: u64,
    #[group(map = Vec::len)]
    employees: Vec<String>,
    #[group(map = chrono::NaiveDateTime::and_utc)]
    created_at: chrono::NaiveDateTime,
    #[group(as = "date", map = millis)]
    renewal: i64,
    #[group(as = "count", map = whole, skip_if = f64::is_nan_of)]
    share: f64,
}

trait IsNan {
    fn is_nan_of(&self) -> bool;
}

impl IsNan for f64 {
    fn is_nan_of(&self) -> bool {
        self.is_nan()
    }
}

fn main() {}
