use group_core::GroupTraits;

#[derive(GroupTraits)]
#[group(rename_all = "camelCase")]
struct Company {
    company_name: String,
    plan_id: u64,
    email_domain: String,
    created_by: String,
    plans: Vec<String>,
    website_visits: u64,
    phone_country: String,
    employee_id: u64,
    industry_code: u16,
    zip_file: String,
    user_ids: Vec<u64>,
    channels: Vec<String>,
}

fn main() {}
