//! The address of a group.

use serde_core::ser::{Serialize, SerializeStruct, Serializer};

use crate::declaration::{Detail, Literal};
use crate::traits::reserved::{City, Country, PostalCode, State, Street};
use crate::traits::{AddressTraits, DeclaredAddress, TraitWriter};

/// An address as the specification defines it. A part that is `None` is left out, and so is an address with nothing
/// in it.
///
/// ```
/// use group_core::{Address, GroupTraits, Traits};
///
/// #[derive(GroupTraits)]
/// struct Company { address: Address }
///
/// let hooli = Company {
///     address: Address {
///         city: Some("Palo Alto".into()),
///         postal_code: Some("94301".into()),
///         ..Address::default()
///     },
/// };
/// assert_eq!(
///     serde_json::to_string(&Traits(&hooli)).unwrap(),
///     r#"{"address":{"city":"Palo Alto","postalCode":"94301"}}"#,
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Address {
    /// The city.
    pub city: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The postal code, sent as `postalCode`.
    pub postal_code: Option<String>,
    /// The state, province or region.
    pub state: Option<String>,
    /// The street and the rest of its line.
    pub street: Option<String>,
}

/// As the object that is sent, so that an address can be a custom trait too.
impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let subfields = [
            ("city", &self.city),
            ("country", &self.country),
            ("postalCode", &self.postal_code),
            ("state", &self.state),
            ("street", &self.street),
        ];
        // Not a map, whose keys a policy takes for data.
        let given = subfields.iter().filter(|(_, text)| text.is_some());
        let mut address = serializer.serialize_struct("Address", given.count())?;
        for (name, text) in subfields {
            match text {
                Some(text) => address.serialize_field(name, text)?,
                None => address.skip_field(name)?,
            }
        }
        address.end()
    }
}

#[diagnostic::do_not_recommend]
impl AddressTraits for Address {
    fn __write(&self, writer: &mut TraitWriter<'_>) {
        City::put(&self.city, writer);
        Country::put(&self.country, writer);
        PostalCode::put(&self.postal_code, writer);
        State::put(&self.state, writer);
        Street::put(&self.street, writer);
    }
}

/// The size and the hashes are left at zero: an address has the size of its trait, and no name of it can clash.
impl DeclaredAddress for Address {
    const __DETAILS: &'static [Detail] = &[const { Detail::MAPPED }; 5];

    const __OWN: Literal = b"\0\0\0\0\x05\0\0\0\0\0\0\0\0\0\0\0\
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
        rt \x04\0\0\0\0\0\0\0\0\0\0\0\
        rt \x07\0\0\0\0\0\0\0\0\0\0\0\
        rt \x16\0\0\0\0\0\0\0\0\0\0\0\
        rt \x05\0\0\0\0\0\0\0\0\0\0\0\
        rt \x06\0\0\0\0\0\0\0\0\0\0\0\
        citycountrypostal_code\xffpostalCodestatestreet";
}
