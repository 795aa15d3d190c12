//! Counts: what `employees` takes.

use std::num::NonZero;
use std::rc::Rc;
use std::sync::Arc;

use crate::value::pointers::through_pointers;

/// A number of things, from 0 to 2^53 (9,007,199,254,740,992), sent as a JSON number.
///
/// The reserved trait `employees` takes it. Implemented for every integer type and its `NonZero`. Derive it
/// for a newtype over one of these, or implement its one method:
///
/// ```
/// use group_core::{CountTrait, GroupTraits, Traits};
///
/// struct Headcount { staff: u64, contractors: u64 }
///
/// impl CountTrait for Headcount {
///     fn count(&self) -> Option<u64> {
///         self.staff.checked_add(self.contractors)
///     }
/// }
///
/// #[derive(GroupTraits)]
/// struct Company { employees: Headcount }
///
/// let hooli = Company { employees: Headcount { staff: 4000, contractors: 500 } };
/// assert_eq!(serde_json::to_string(&Traits(&hooli)).unwrap(), r#"{"employees":4500}"#);
/// ```
///
/// A count beyond 2^53 is refused when the event is built: the gateway reads every number as a 64-bit float
/// and would change it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a count",
    label = "a whole number is needed here",
    note = "a count is: any integer type or its `NonZero`, a newtype with `#[derive(CountTrait)]`; a `&`, `Box`, `Rc` or `Arc` of one",
    note = "for any other type of your own, implement `CountTrait`"
)]
pub trait CountTrait {
    /// The count to send; `None` for a number that can't be sent, such as a negative one, which `build()` refuses.
    /// To leave a trait out, use an `Option` of the type.
    fn count(&self) -> Option<u64>;
}

macro_rules! integers {
    ($($integer:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl CountTrait for $integer {
                fn count(&self) -> Option<u64> {
                    u64::try_from(*self).ok()
                }
            }

            #[diagnostic::do_not_recommend]
            impl CountTrait for NonZero<$integer> {
                fn count(&self) -> Option<u64> {
                    self.get().count()
                }
            }
        )*
    };
}

integers! {
    u8 u16 u32 u64 u128 usize
    i8 i16 i32 i64 i128 isize
}

through_pointers! {
    CountTrait for &T, Box<T>, Rc<T>, Arc<T> => {
        fn count(&self) -> Option<u64> {
            T::count(self)
        }
    }
}
