//! What the spelling of a type shows. Types are judged by it only where nothing else can be asked: whether a struct is
//! flattened into itself, which the compiler would find without an end, and what a `display` in a generic struct requires,
//! for which there is no trait to name.

use syn::{GenericArgument, PathArguments, Type};

/// The type without the pointers and `Option`s around it.
pub(crate) fn pointed_to(ty: &Type) -> &Type {
    let inner = match ty {
        Type::Reference(reference) => Some(&*reference.elem),
        Type::Group(group) => Some(&*group.elem),
        Type::Paren(paren) => Some(&*paren.elem),
        Type::Path(path) => path.path.segments.last().and_then(|last| {
            let is_pointer = ["Option", "Box", "Rc", "Arc"]
                .iter()
                .any(|name| last.ident == name);
            match &last.arguments {
                PathArguments::AngleBracketed(arguments) if is_pointer => {
                    arguments.args.iter().find_map(|argument| match argument {
                        GenericArgument::Type(ty) => Some(ty),
                        _ => None,
                    })
                }
                _ => None,
            }
        }),
        _ => None,
    };
    inner.map_or(ty, pointed_to)
}
