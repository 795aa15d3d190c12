//! What needs a feature that is off. Tests of programs have it on, so it can only be seen here.

use quote::quote;

use crate::derive;
use crate::vocabulary::GROUP;

#[test]
fn a_pattern_is_an_error_that_says_which_feature_it_needs() {
    let item = quote! {
        struct Company {
            #[group(pattern = "^a", min = 1)]
            name: String,
        }
    };
    let output = derive::traits(item, &GROUP).to_string();
    let cure = r#"write `features = [\"pattern\"]` beside group-core in Cargo.toml"#;
    assert!(output.contains(cure), "{output}");
}
