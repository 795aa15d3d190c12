use group_core::{Address, GroupTraits};

// `…_state` and `…_street` are cut to `…_st`.
#[derive(GroupTraits)]
struct Company {
    #[group(also = "the_address_of_the_headquarters_of_the_company_in_its_states")]
    #[group(also = "the_address_of_the_workshops_of_the_company_in_its_own_land")]
    address: Address,
}

fn main() {}
