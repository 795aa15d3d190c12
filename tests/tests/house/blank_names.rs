//! What group-derive refuses as a blank name, group-core refuses as a blank id.

use group_core::Identity;

use crate::blank::is_blank;

#[test]
fn both_crates_take_the_same_characters_for_blank() {
    let user = Identity::user("u");
    let mut blanks = 0;
    for c in '\0'..=char::MAX {
        // Those that are blank stand below; of the rest, some are enough.
        if c >= '\u{10000}' && u32::from(c) % 0x101 != 0 {
            continue;
        }
        let id = c.to_string();
        let is_refused = user.group_with_id(&id, &()).build().is_err();
        assert_eq!(is_blank(&id), is_refused, "{c:?}");
        blanks += usize::from(is_refused);
    }
    assert_eq!(blanks, 101);
}
