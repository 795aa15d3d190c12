//! What must compile, though it looks like a mistake: the programs of `pass`, compiled into this binary and run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

macro_rules! programs {
    ($($program:ident)+) => {
        $(
            #[allow(dead_code, unreachable_pub, unused_imports, unused_qualifications, clippy::all)]
            mod $program {
                include!(concat!("pass/", stringify!($program), ".rs"));

                #[test]
                fn compiles_and_runs() {
                    main();
                }
            }
        )+

        #[test]
        fn each_program_is_here() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pass");
            let files = fs::read_dir(folder).unwrap();
            let files: BTreeSet<_> = files.map(|file| file.unwrap().file_name()).collect();
            let here = [$(concat!(stringify!($program), ".rs")),+];
            assert_eq!(files, here.iter().map(Into::into).collect());
        }
    };
}

programs! {
    custom_on_near_misses_and_dropped_names
    custom_on_ordinary_names
    dotted_names
    empty_structs
    enums_with_texts_that_differ
    flattened_names_that_differ
    group_without_an_id_given_one
    id_sent_as_a_trait_too
    map_makes_any_type_acceptable
    maps_as_custom_traits
    names_with_a_reserved_word_in_them
    newtypes_with_a_phantom
    odd_but_clear
    parts_of_an_address_as_custom_traits
    paths_in_quotes
    pointers_everywhere
    skipped_fields_leave_their_names_free
    structs_flattened_150_levels_deep
    the_cures_of_the_page
    trailing_commas_and_several_attributes
    type_aliases
    types_that_shadow_the_prelude
    words_that_only_resemble_reserved_ones
}
