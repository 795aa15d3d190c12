//! The values of the events that are compared: one company, and structs of custom traits.

/// A company with all reserved traits. Its `created_at` is an instant of jiff's, as text.
pub struct Company {
    pub id: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub phone: &'static str,
    pub city: &'static str,
    pub country: &'static str,
    pub postal_code: &'static str,
    pub state: &'static str,
    pub street: &'static str,
    pub industry: &'static str,
    pub created_at: &'static str,
    pub description: &'static str,
    pub employees: u32,
    pub plan: &'static str,
    pub website: &'static str,
    pub avatar: &'static str,
}

pub const HOOLI: Company = Company {
    id: "5e8a78ba9d32d3b1898a6247",
    name: "Hooli",
    email: "hello@hooli.example",
    phone: "+1 650 555 0100",
    city: "Palo Alto",
    country: "USA",
    postal_code: "94301",
    state: "CA",
    street: "1 Hooli Way",
    industry: "Technology",
    created_at: "2014-04-06T12:00:00Z",
    description: "Making the world a better place",
    employees: 4500,
    plan: "enterprise",
    website: "https://hooli.example",
    avatar: "https://hooli.example/logo.png",
};

/// Who the events are about.
pub const USER: &str = "1hKOmRA4GRlm";

/// Structs of 10, 20 and 40 custom traits (strings, integers, floats, booleans) with the attributes given, and those given
/// for the group's id, `key`.
#[macro_export]
macro_rules! customs {
    ($(#[$struct:meta])* key: $(#[$key:meta])*) => {
        $crate::customs! {
            @structs [$(#[$struct])*] [$(#[$key])*]
            Ten {
                text_0 = "value number 0", count_0 = 7, share_0 = 0.25, is_on_0 = false;
                text_1 = "value number 1", count_1 = 1007, share_1 = 1.25, is_on_1 = true;
                text_2 = "value number 2", count_2 = 2007,;
            }
            Twenty {
                text_0 = "value number 0", count_0 = 7, share_0 = 0.25, is_on_0 = false;
                text_1 = "value number 1", count_1 = 1007, share_1 = 1.25, is_on_1 = true;
                text_2 = "value number 2", count_2 = 2007, share_2 = 2.25, is_on_2 = false;
                text_3 = "value number 3", count_3 = 3007, share_3 = 3.25, is_on_3 = true;
                text_4 = "value number 4", count_4 = 4007, share_4 = 4.25, is_on_4 = false;
            }
            Forty {
                text_0 = "value number 0", count_0 = 7, share_0 = 0.25, is_on_0 = false;
                text_1 = "value number 1", count_1 = 1007, share_1 = 1.25, is_on_1 = true;
                text_2 = "value number 2", count_2 = 2007, share_2 = 2.25, is_on_2 = false;
                text_3 = "value number 3", count_3 = 3007, share_3 = 3.25, is_on_3 = true;
                text_4 = "value number 4", count_4 = 4007, share_4 = 4.25, is_on_4 = false;
                text_5 = "value number 5", count_5 = 5007, share_5 = 5.25, is_on_5 = true;
                text_6 = "value number 6", count_6 = 6007, share_6 = 6.25, is_on_6 = false;
                text_7 = "value number 7", count_7 = 7007, share_7 = 7.25, is_on_7 = true;
                text_8 = "value number 8", count_8 = 8007, share_8 = 8.25, is_on_8 = false;
                text_9 = "value number 9", count_9 = 9007, share_9 = 9.25, is_on_9 = true;
            }
        }
    };
    (@structs $structs:tt $key:tt $($name:ident $fields:tt)+) => {
        $($crate::customs! { @struct $structs $key $name $fields })+
    };
    (@struct [$(#[$struct:meta])*] [$(#[$key:meta])*] $name:ident {
        $($text:ident = $a:literal, $count:ident = $b:literal, $($share:ident = $c:literal, $is_on:ident = $d:literal)?;)+
    }) => {
        $(#[$struct])*
        struct $name {
            $(#[$key])*
            key: String,
            $($text: String, $count: u64, $($share: f64, $is_on: bool,)?)+
        }

        impl $name {
            fn new() -> Self {
                Self {
                    key: $crate::HOOLI.id.to_owned(),
                    $($text: $a.to_owned(), $count: $b, $($share: $c, $is_on: $d,)?)+
                }
            }
        }
    };
}
