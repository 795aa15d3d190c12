use group_core::GroupTraits;

#[derive(GroupTraits)]
struct Company {
    seats_that_were_bought_in_the_last_quarter_of_the_year_by_region_north: u8,
    seats_that_were_bought_in_the_last_quarter_of_the_year_by_region_south: u8,
}

fn main() {}
