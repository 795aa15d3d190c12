//! What group-derive writes into a declaration is what group-core reads from it.

use std::collections::BTreeSet;

use group_core::__private::{Declaration, DeclaredAddress, Entry, Kind, Part};
use group_core::{Address, AddressTraits, GroupTraits, TextTrait};

use crate::vocabulary::ADDRESS;
use crate::{kind, written};
use group_rules::column::fall_together;

/// A row of what is read: part, kind, `skip_if`, null, field, name, column, value.
type Row<'a> = (
    Part,
    Option<Kind>,
    bool,
    bool,
    &'a str,
    &'a str,
    &'a str,
    Option<&'a str>,
);

fn row(entry: Entry) -> Row<'static> {
    (
        entry.part,
        entry.kind,
        entry.is_skippable,
        entry.sends_null,
        entry.field(),
        entry.wire(),
        entry.column(),
        entry.value(),
    )
}

fn rows(declaration: &Declaration) -> Vec<Row<'static>> {
    declaration.own().map(row).collect()
}

#[test]
fn each_part_and_kind_is_read_as_it_was_written() {
    let parts = [
        (written::Part::Constant, Part::Constant),
        (written::Part::Id, Part::Id),
        (written::Part::SentId, Part::SentId),
        (written::Part::Reserved, Part::Reserved),
        (written::Part::Subfield, Part::Subfield),
        (written::Part::Custom, Part::Custom),
        (written::Part::CustomObject, Part::CustomObject),
        (written::Part::Column, Part::Column),
        (written::Part::Flatten, Part::Flatten),
        (written::Part::Base, Part::Base),
    ];
    let kinds = [
        (None, None),
        (Some(kind::Kind::Text), Some(Kind::Text)),
        (Some(kind::Kind::Id), Some(Kind::Id)),
        (Some(kind::Kind::Count), Some(Kind::Count)),
        (Some(kind::Kind::Date), Some(Kind::Date)),
    ];
    for (written, part) in parts {
        for (written_kind, kind) in kinds {
            for (is_skippable, sends_null) in
                [(false, false), (true, false), (false, true), (true, true)]
            {
                let entry = written::Entry {
                    part: written,
                    kind: written_kind,
                    is_skippable,
                    sends_null,
                    field: "field",
                    wire: "wire",
                    column: "column",
                    value: "",
                };
                let read = read([entry]);
                let head = (read[0].0, read[0].1, read[0].2, read[0].3);
                assert_eq!(head, (part, kind, is_skippable, sends_null));
            }
        }
    }
}

#[test]
fn texts_are_read_as_they_were_written() {
    let all = ["", "a", "b", "\u{1e}", "\u{1f}\0", "né\u{10ffff}", "a.b"];
    for field in all {
        for wire in &all[1..] {
            for column in all {
                for value in &all[1..] {
                    let entry = || written::Entry {
                        part: written::Part::Constant,
                        kind: None,
                        is_skippable: false,
                        sends_null: false,
                        field,
                        wire,
                        column,
                        value,
                    };
                    let column = if column.is_empty() { wire } else { column };
                    let expected = (field, *wire, column, Some(*value));
                    let read = read([entry(), entry()]);
                    let texts: Vec<_> = read
                        .iter()
                        .map(|row| (row.4, row.5, row.6, row.7))
                        .collect();
                    assert_eq!(texts, [expected, expected]);
                }
            }
        }
    }
}

#[test]
fn both_crates_say_the_same_of_two_columns() {
    let long = "a".repeat(63);
    let columns = [
        "order".to_owned(),
        "_order".to_owned(),
        "__order".to_owned(),
        "orders".to_owned(),
        long.clone(),
        format!("{long}b"),
        format!("{long}c"),
        format!("_{long}"),
        format!("{}b", &long[1..]),
    ];
    let declaration = |wire, column| {
        let entry = written::Entry {
            part: written::Part::Custom,
            kind: None,
            is_skippable: false,
            sends_null: false,
            field: wire,
            wire,
            column,
            value: "",
        };
        written::literal([entry].into_iter()).leak()
    };
    for (i, column) in columns.iter().enumerate() {
        for other in &columns[..i] {
            let inner: &Declaration = Box::leak(Box::new(Declaration::of(declaration("b", other))));
            let inner: &[&Declaration] = Box::leak(Box::new([inner]));
            let outer = Declaration::with(declaration("a", column), inner);
            let is_distinct = outer.is_distinct();
            assert_eq!(
                is_distinct,
                !fall_together(column, other),
                "{column} {other}"
            );
        }
    }
    let together: Vec<_> = (0..columns.len())
        .flat_map(|i| (0..i).map(move |j| (j, i)))
        .filter(|(i, j)| fall_together(&columns[*i], &columns[*j]))
        .collect();
    assert_eq!(together, [(0, 1), (1, 2), (4, 5), (4, 6), (5, 6)]);
}

/// What group-core reads of what group-derive writes.
fn read<const N: usize>(entries: [written::Entry<'_>; N]) -> Vec<Row<'static>> {
    let literal = written::literal(entries.into_iter());
    rows(&Declaration::of(literal.leak()))
}

#[derive(TextTrait)]
enum Plan {
    #[allow(dead_code)]
    Basic,
}

#[derive(GroupTraits)]
struct Usage {
    #[allow(dead_code)]
    seats: u8,
}

#[derive(GroupTraits)]
#[group(group_type = "company", rename_all = "camelCase")]
#[allow(dead_code)]
struct Company {
    #[group(group_id, rename = "id")]
    key: u64,
    name: String,
    #[group(rename = "employees")]
    headcount: u32,
    created_at: group_core::Date,
    #[group(skip_if = Option::is_none)]
    plan: Option<Plan>,
    #[group(rename = "address.postalCode")]
    zip: String,
    r#type: u8,
    seats_left: u8,
    #[group(as = "date")]
    renewal: group_core::Date,
    #[group(flatten)]
    usage: Usage,
    #[group(skip)]
    row: u8,
    #[group(rename = "é", custom)]
    accent: u8,
    #[group(null = "send")]
    phone: Option<String>,
}

#[test]
fn a_struct_declares_all_that_its_derive_knows_of_its_traits() {
    use {Kind as K, Part as P};
    assert_eq!(
        rows(Company::__DECLARATION),
        [
            (
                P::Constant,
                Some(K::Text),
                false,
                false,
                "",
                "groupType",
                "group_type",
                Some("company")
            ),
            (
                P::SentId,
                Some(K::Id),
                false,
                false,
                "key",
                "id",
                "id",
                None
            ),
            (
                P::Reserved,
                Some(K::Text),
                false,
                false,
                "name",
                "name",
                "name",
                None
            ),
            (
                P::Reserved,
                Some(K::Count),
                false,
                false,
                "headcount",
                "employees",
                "employees",
                None
            ),
            (
                P::Reserved,
                Some(K::Date),
                false,
                false,
                "created_at",
                "createdAt",
                "created_at",
                None
            ),
            (
                P::Reserved,
                Some(K::Text),
                true,
                false,
                "plan",
                "plan",
                "plan",
                None
            ),
            (
                P::Subfield,
                Some(K::Text),
                false,
                false,
                "zip",
                "address.postalCode",
                "address_postal_code",
                None
            ),
            (P::Custom, None, false, false, "type", "type", "type", None),
            (
                P::Custom,
                None,
                false,
                false,
                "seats_left",
                "seatsLeft",
                "seats_left",
                None
            ),
            (
                P::Custom,
                Some(K::Date),
                false,
                false,
                "renewal",
                "renewal",
                "renewal",
                None
            ),
            (
                P::Flatten,
                None,
                false,
                false,
                "usage",
                "usage",
                "usage",
                None
            ),
            (P::Custom, None, false, false, "accent", "é", "é", None),
            (
                P::Reserved,
                Some(K::Text),
                false,
                true,
                "phone",
                "phone",
                "phone",
                None
            ),
        ],
    );
}

#[test]
fn a_null_of_the_struct_is_that_of_its_traits_and_not_of_its_id() {
    #[derive(GroupTraits)]
    #[group(null = "send")]
    #[allow(dead_code)]
    struct Clearing {
        #[group(group_id, rename = "id")]
        key: u64,
        plan: Option<String>,
        #[group(flatten)]
        usage: Usage,
    }

    let nulls: Vec<_> = Clearing::__DECLARATION
        .own()
        .map(|it| (it.wire(), it.sends_null))
        .collect();
    assert_eq!(nulls, [("id", false), ("plan", true), ("usage", false)]);
}

#[test]
fn an_address_declares_its_subfields() {
    #[derive(AddressTraits)]
    #[allow(dead_code)]
    struct Office {
        city: String,
        #[group(rename = "postalCode")]
        zip: Option<String>,
    }

    let of_office = rows(&Declaration::of(Office::__OWN));
    let names: Vec<_> = of_office.iter().map(|row| (row.4, row.5)).collect();
    assert_eq!(names, [("city", "city"), ("zip", "postalCode")]);
}

#[test]
fn the_ready_made_address_declares_the_five_subfields() {
    let names: Vec<_> = ADDRESS.reserved.iter().map(|it| it.name).collect();
    let declared: Vec<_> = Declaration::of(Address::__OWN)
        .own()
        .map(|entry| entry.wire())
        .collect();
    assert_eq!(declared, names);
}

#[test]
fn a_slot_knows_whether_a_type_may_have_nothing_to_send() {
    use group_core::__private::reserved::{
        AsCount, AsDate, CreatedAt, GroupAddress, GroupId, Name,
    };

    const PLAIN: [bool; 5] = [
        <String as Name>::OPTIONAL,
        <&Box<u64> as GroupId>::OPTIONAL,
        <u8 as AsCount>::OPTIONAL,
        <group_core::Date as CreatedAt>::OPTIONAL,
        <Address as GroupAddress>::OPTIONAL,
    ];
    const OPTIONAL: [bool; 5] = [
        <Option<String> as Name>::OPTIONAL,
        <&Box<Option<u64>> as GroupId>::OPTIONAL,
        <Box<Option<u8>> as AsCount>::OPTIONAL,
        <Option<&group_core::Date> as AsDate>::OPTIONAL,
        <&Option<Address> as GroupAddress>::OPTIONAL,
    ];
    assert_eq!((PLAIN, OPTIONAL), ([false; 5], [true; 5]));
}

#[test]
fn a_clash_is_found_whichever_struct_is_larger() {
    let wide: [&str; 40] = std::array::from_fn(|i| format!("wide_{i}").leak() as &str);
    let inner = |names: &[&'static str]| -> &'static Declaration {
        let entries = names.iter().map(|name| custom(name));
        let literal = written::literal(entries).leak();
        Box::leak(Box::new(Declaration::of(literal)))
    };
    let flattening = |own: &'static str, inner: &[&'static Declaration]| {
        let own = written::literal(std::iter::once(custom(own))).leak();
        Declaration::with(own, inner.to_vec().leak())
    };
    let small = ["wide_39", "small"];
    for (own, structs, is_distinct) in [
        ("own", vec![inner(&wide), inner(&["small"])], true),
        ("own", vec![inner(&wide), inner(&small)], false),
        ("own", vec![inner(&small), inner(&wide)], false),
        ("wide_7", vec![inner(&wide)], false),
        ("small", vec![inner(&wide), inner(&["small"])], false),
    ] {
        assert_eq!(
            flattening(own, &structs).is_distinct(),
            is_distinct,
            "{own}"
        );
    }
}

#[test]
fn a_clash_is_found_at_every_depth() {
    let mut levels: &'static Declaration = Box::leak(Box::new(Declaration::of(
        written::literal(std::iter::once(custom("level_0"))).leak(),
    )));
    for depth in 1..300 {
        let name: &str = format!("level_{depth}").leak();
        let own = written::literal(std::iter::once(custom(name))).leak();
        levels = Box::leak(Box::new(Declaration::with(own, vec![levels].leak())));
        assert!(levels.is_distinct(), "{depth}");
    }
    for depth in 0..300 {
        let name: &str = format!("level_{depth}").leak();
        let own = written::literal(std::iter::once(custom(name))).leak();
        assert!(
            !Declaration::with(own, vec![levels].leak()).is_distinct(),
            "{depth}"
        );
    }
}

fn custom(name: &'static str) -> written::Entry<'static> {
    written::Entry {
        part: written::Part::Custom,
        kind: None,
        is_skippable: false,
        sends_null: false,
        field: name,
        wire: name,
        column: name,
        value: "",
    }
}

/// A struct with the structs that are flattened into it.
struct Tree {
    own: Vec<&'static str>,
    flattened: Vec<Tree>,
}

impl Tree {
    fn random(rng: &mut fastrand::Rng, names: &[&'static str], depth: usize) -> Self {
        let own = (0..rng.usize(..4)).map(|_| names[rng.usize(..names.len())]);
        let own = own.collect();
        let children = if depth == 0 { 0 } else { rng.usize(..4) };
        let flattened = (0..children).map(|_| Self::random(rng, names, depth - 1));
        let flattened = flattened.collect();
        Self { own, flattened }
    }

    fn all(&self) -> BTreeSet<&'static str> {
        let inner = self.flattened.iter().flat_map(Self::all);
        self.own.iter().copied().chain(inner).collect()
    }

    /// Whether two of its parts have a name in common. What clashes within one of them is its own derive's to find.
    fn is_distinct(&self) -> bool {
        let mut seen: BTreeSet<_> = self.own.iter().copied().collect();
        self.flattened
            .iter()
            .all(|part| part.all().into_iter().all(|name| seen.insert(name)))
    }

    fn declaration(&self) -> Declaration {
        let own = written::literal(self.own.iter().map(|name| custom(name))).leak();
        let flattened = self.flattened.iter();
        let flattened: Vec<&Declaration> = flattened
            .map(|tree| &*Box::leak(Box::new(tree.declaration())))
            .collect();
        Declaration::with(own, flattened.leak())
    }
}

#[test]
fn random_trees_of_structs_are_distinct_exactly_if_their_parts_are() {
    let names: Vec<&str> = (0..420)
        .map(|i| format!("name_{i}").leak() as &str)
        .collect();
    let mut rng = fastrand::Rng::with_seed(7);
    let mut distinct = 0;
    for round in 0..3_000 {
        let names = &names[..20 + rng.usize(..400)];
        let tree = Tree::random(&mut rng, names, 1 + round % 4);
        assert_eq!(
            tree.declaration().is_distinct(),
            tree.is_distinct(),
            "{round}"
        );
        distinct += usize::from(tree.is_distinct());
    }
    assert!((500..2_500).contains(&distinct), "{distinct}");
}
