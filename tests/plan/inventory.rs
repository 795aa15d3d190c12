//! Which traits are personal data.

use crate::examples::cases;

#[test]
fn the_inventory_lists_each_trait_with_a_category_by_its_path() {
    let case = cases().into_iter().find(|it| it.name == "limits").unwrap();
    let listed: Vec<_> = case
        .plan
        .inventory()
        .iter()
        .map(|it| (it.group().to_owned(), it.path().to_owned(), it.category()))
        .collect();
    let expected = [
        ("Person", "name", "person"),
        ("Person", "email", "contact"),
        ("Person", "tier", "person"),
        ("Person", "age", "person"),
        ("Person", "born", "person"),
        ("Person", "aliases", "contact"),
        ("Person", "payments", "contact"),
        ("Person", "address.street", "place"),
        ("Household", "address.city", "place"),
    ];
    let expected =
        expected.map(|(group, path, category)| (group.to_owned(), path.to_owned(), category));
    assert_eq!(listed, expected);
    assert_eq!(
        case.plan.inventory()[7].to_string(),
        "Person: address.street (place)"
    );
}

#[test]
fn a_category_is_not_in_the_schema() {
    let case = cases().into_iter().find(|it| it.name == "limits").unwrap();
    let schema = case.plan.json_schema().unwrap().to_string();
    assert!(
        !schema.contains("pii") && !schema.contains("contact"),
        "{schema}"
    );
}
