//! The public surface of group-core, against the list of it in `data/public-api.txt`.
//!
//! The list is read from the source, not from rustdoc's JSON, whose format changes with each nightly compiler. What a macro
//! makes is listed as the macro's invocation and the functions in its definition.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use quote::ToTokens as _;
use syn::{Attribute, ImplItem, Item, ItemImpl, TraitItem, Type, UseTree, Visibility};

/// `UPDATE_GOLDEN=1` writes the list: then read the difference.
#[test]
fn the_public_items_are_the_listed_ones() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = public_api(&tests.join(".."));
    let path = tests.join("data/public-api.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let listed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(lines_only_in(&listed, &found), [""; 0], "no longer there");
    assert_eq!(lines_only_in(&found, &listed), [""; 0], "not listed");
}

fn lines_only_in<'a>(text: &'a str, other: &str) -> Vec<&'a str> {
    let others: BTreeSet<_> = other.lines().collect();
    text.lines().filter(|line| !others.contains(line)).collect()
}

type ModulePath = Vec<String>;

#[derive(Default)]
struct Source {
    modules: BTreeMap<ModulePath, Vec<Item>>,
}

/// The crates whose items can be public in group-core, by their names in paths.
const OTHERS: [(&str, &str); 1] = [("group_destinations", "group-destinations/src")];

fn public_api(root: &Path) -> String {
    let mut source = Source::default();
    let core = root.join("group-core/src");
    source.read(core.join("lib.rs"), core, Vec::new());
    for (name, folder) in OTHERS {
        let folder = root.join(folder);
        source.read(folder.join("lib.rs"), folder, vec![name.to_owned()]);
    }
    let mut lines = BTreeSet::new();
    source.list_module(&[], "group_core", &mut lines, &mut Vec::new());
    lines.into_iter().map(|line| line + "\n").collect()
}

impl Source {
    /// Reads a file whose child modules are in `folder`.
    fn read(&mut self, file: PathBuf, folder: PathBuf, path: ModulePath) {
        let items = syn::parse_file(&fs::read_to_string(file).unwrap())
            .unwrap()
            .items;
        self.add(items, folder, path);
    }

    fn add(&mut self, items: Vec<Item>, folder: PathBuf, path: ModulePath) {
        for item in &items {
            let Item::Mod(module) = item else { continue };
            if has(&module.attrs, "cfg", "test") || has(&module.attrs, "cfg", "doc") {
                continue;
            }
            let name = module.ident.to_string();
            let child = [path.as_slice(), std::slice::from_ref(&name)].concat();
            match &module.content {
                Some((_, items)) => self.add(items.clone(), folder.join(&name), child),
                None => {
                    let file = folder.join(format!("{name}.rs"));
                    let is_file = file.exists();
                    let inside = folder.join(&name).join("mod.rs");
                    self.read(
                        if is_file { file } else { inside },
                        folder.join(&name),
                        child,
                    );
                }
            }
        }
        self.modules.insert(path, items);
    }

    /// Lists what can be reached through a module, under the public path `shown`.
    fn list_module(
        &self,
        module: &[String],
        shown: &str,
        lines: &mut BTreeSet<String>,
        visited: &mut Vec<ModulePath>,
    ) {
        let Some(items) = self.modules.get(module) else {
            return;
        };
        if visited.iter().any(|earlier| earlier == module) {
            return;
        }
        visited.push(module.to_vec());
        for item in items {
            match item {
                Item::Mod(child) if is_shown(&child.vis, &child.attrs) => {
                    let path = [module, &[child.ident.to_string()]].concat();
                    let shown = format!("{shown}::{}", child.ident);
                    self.list_module(&path, &shown, lines, visited);
                }
                Item::Use(import) if is_shown(&import.vis, &import.attrs) => {
                    for (path, name) in imports(&import.tree) {
                        self.list_import(module, &path, &name, shown, lines);
                    }
                }
                _ => {
                    if let Some(name) = public_name(item) {
                        self.list_item(module, &name, &name, shown, lines);
                    }
                }
            }
        }
        visited.pop();
    }

    fn list_import(
        &self,
        module: &[String],
        path: &[String],
        name: &str,
        shown: &str,
        lines: &mut BTreeSet<String>,
    ) {
        let [parents @ .., item] = path else { return };
        match self.resolve(module, parents) {
            Some(parent) => self.list_item(&parent, item, name, shown, lines),
            None => drop(lines.insert(format!("{shown}::{name}: use {}", path.join("::")))),
        }
    }

    /// The module that a path leads to; `None` for another crate's.
    fn resolve(&self, module: &[String], path: &[String]) -> Option<ModulePath> {
        let mut at = module.to_vec();
        for name in path {
            match name.as_str() {
                "crate" => at.truncate(usize::from(is_other(&at))),
                name if OTHERS.iter().any(|(other, _)| *other == name) => {
                    at = vec![name.to_owned()];
                }
                "self" => {}
                "super" => drop(at.pop()),
                name => at.push(name.to_owned()),
            }
        }
        self.modules.contains_key(&at).then_some(at)
    }

    /// Lists the items of this name in a module, or those that the module imports.
    fn list_item(
        &self,
        module: &[String],
        name: &str,
        alias: &str,
        shown: &str,
        lines: &mut BTreeSet<String>,
    ) {
        let path = format!("{shown}::{alias}");
        for item in &self.modules[module] {
            match item {
                Item::Use(import) => {
                    let same = |(_, imported): &(ModulePath, String)| imported == name;
                    for (path, _) in imports(&import.tree).into_iter().filter(same) {
                        self.list_import(module, &path, alias, shown, lines);
                    }
                }
                _ if public_name(item).is_some_and(|found| found == name) => {
                    describe(item, &path, lines);
                    if matches!(item, Item::Struct(_) | Item::Enum(_)) {
                        self.list_impls(module, name, &path, lines);
                    }
                }
                _ => {}
            }
        }
    }

    /// The impls of a type: anywhere, unless another type has its name, which then keeps to its own module.
    fn list_impls(&self, module: &[String], name: &str, path: &str, lines: &mut BTreeSet<String>) {
        let is_it = |item: &Item| defined_name(item).is_some_and(|defined| defined == name);
        let defined = self
            .modules
            .values()
            .flatten()
            .filter(|item| is_it(item))
            .count();
        for (at, items) in &self.modules {
            if defined > 1 && !at.starts_with(module) {
                continue;
            }
            for item in items {
                match item {
                    Item::Impl(block) if self_type(block).as_deref() == Some(name) => {
                        describe_impl(block, path, lines);
                    }
                    Item::Macro(call) if at == module && makes_functions(items, &call.mac) => {
                        list_macro(&call.mac, path, lines);
                    }
                    _ => {}
                }
            }
        }
    }
}

fn is_other(module: &[String]) -> bool {
    let root = module.first();
    root.is_some_and(|root| OTHERS.iter().any(|(other, _)| other == root))
}

fn describe(item: &Item, path: &str, lines: &mut BTreeSet<String>) {
    let mut say = |line: String| {
        lines.insert(format!("{path}: {}", short(&line)));
    };
    match item {
        Item::Struct(it) => {
            let is_private = |field: &&syn::Field| !matches!(field.vis, Visibility::Public(_));
            let private = it
                .fields
                .iter()
                .filter(is_private)
                .map(|_| "..".to_owned())
                .take(1);
            let public = it.fields.iter().filter(|field| !is_private(field));
            let fields: Vec<_> = public
                .map(|field| bare(field.clone()))
                .chain(private)
                .collect();
            let (derives, generics) = (derives(&it.attrs), it.generics.to_token_stream());
            say(format!(
                "{derives}struct{generics} {{ {} }}",
                fields.join(", ")
            ));
        }
        Item::Enum(it) => {
            let (derives, generics) = (derives(&it.attrs), it.generics.to_token_stream());
            say(format!("{derives}enum{generics}"));
            for variant in &it.variants {
                let mut variant = variant.clone();
                variant.attrs.clear();
                variant
                    .fields
                    .iter_mut()
                    .for_each(|field| field.attrs.clear());
                say(format!("variant {}", variant.to_token_stream()));
            }
        }
        Item::Trait(it) => {
            let (generics, supertraits) = (it.generics.to_token_stream(), &it.supertraits);
            say(format!(
                "trait{generics}: {}",
                supertraits.to_token_stream()
            ));
            for item in &it.items {
                let (attrs, line) = match item {
                    TraitItem::Fn(it) => (&it.attrs, it.sig.to_token_stream().to_string()),
                    TraitItem::Type(it) => (
                        &it.attrs,
                        format!("type {}: {}", it.ident, it.bounds.to_token_stream()),
                    ),
                    TraitItem::Const(it) => (
                        &it.attrs,
                        format!("const {}: {}", it.ident, it.ty.to_token_stream()),
                    ),
                    _ => continue,
                };
                if !has(attrs, "doc", "hidden") {
                    say(line);
                }
            }
        }
        Item::Fn(it) => say(it.sig.to_token_stream().to_string()),
        Item::Const(it) => say(format!("const {}", it.ty.to_token_stream())),
        Item::Type(it) => say(format!("type {}", it.ty.to_token_stream())),
        _ => {}
    }
}

fn describe_impl(block: &ItemImpl, path: &str, lines: &mut BTreeSet<String>) {
    if let Some((_, implemented, _)) = &block.trait_ {
        let generics = block.generics.to_token_stream();
        let ty = block.self_ty.to_token_stream();
        lines.insert(format!(
            "{path}: {}",
            short(&format!(
                "impl{generics} {} for {ty}",
                implemented.to_token_stream()
            ))
        ));
        return;
    }
    for item in &block.items {
        match item {
            ImplItem::Fn(it) if is_shown(&it.vis, &it.attrs) => {
                let name = &it.sig.ident;
                lines.insert(format!(
                    "{path}::{name}: {}",
                    short(&it.sig.to_token_stream().to_string())
                ));
            }
            ImplItem::Const(it) if is_shown(&it.vis, &it.attrs) => {
                let ty = it.ty.to_token_stream().to_string();
                lines.insert(format!("{path}::{}: const {}", it.ident, short(&ty)));
            }
            ImplItem::Macro(it) => list_macro(&it.mac, path, lines),
            _ => {}
        }
    }
}

/// Whether a macro is, or calls, a definition in this module that has public functions.
fn makes_functions(items: &[Item], call: &syn::Macro) -> bool {
    let is_called = |definition: &syn::ItemMacro| {
        let name = definition.ident.as_ref();
        call.path.is_ident("macro_rules")
            && definition.mac.tokens.to_string() == call.tokens.to_string()
            || name.is_some_and(|name| call.path.is_ident(name))
    };
    items.iter().any(|item| {
        matches!(item, Item::Macro(definition) if is_called(definition)
            && definition.mac.tokens.to_string().contains("pub fn "))
    })
}

/// An invocation, without documentation, or the functions of a definition.
fn list_macro(call: &syn::Macro, path: &str, lines: &mut BTreeSet<String>) {
    let name = call.path.to_token_stream().to_string();
    let text = call.tokens.to_string();
    if name == "macro_rules" {
        for function in text.split("pub fn ").skip(1) {
            let signature = function.split('{').next().unwrap_or_default();
            lines.insert(format!("{path}: in a macro: fn {}", short(signature)));
        }
        return;
    }
    let without_docs = text
        .split("# [doc =")
        .map(|part| match part.split_once("\"]") {
            Some((_, after)) => after,
            None => part,
        });
    let without_docs: String = without_docs.collect();
    lines.insert(format!("{path}: {name}! {}", short(&without_docs)));
}

fn bare(mut field: syn::Field) -> String {
    field.attrs.clear();
    field.to_token_stream().to_string()
}

fn derives(attrs: &[Attribute]) -> String {
    let matters = ["derive", "non_exhaustive", "must_use"];
    let attrs = attrs
        .iter()
        .filter(|attr| matters.iter().any(|name| attr.path().is_ident(name)));
    attrs
        .map(|attr| format!("{} ", attr.to_token_stream()))
        .collect()
}

/// On one line, and without the paths that lead to a type.
fn short(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for root in ["crate :: ", "super :: "] {
        while let Some((before, path)) = text.split_once(root) {
            let mut path = path;
            while let Some((module, after)) = path.split_once(" :: ")
                && module.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            {
                path = after;
            }
            text = format!("{before}{path}");
        }
    }
    text
}

fn has(attrs: &[Attribute], name: &str, word: &str) -> bool {
    attrs.iter().any(|attr| {
        attr.path().is_ident(name)
            && matches!(&attr.meta, syn::Meta::List(list) if list.tokens.to_string() == word)
    })
}

fn is_shown(vis: &Visibility, attrs: &[Attribute]) -> bool {
    matches!(vis, Visibility::Public(_))
        && !has(attrs, "doc", "hidden")
        && !has(attrs, "cfg", "doc")
}

fn public_name(item: &Item) -> Option<String> {
    let (vis, attrs, ident) = parts(item)?;
    is_shown(vis, attrs).then(|| ident.to_string())
}

fn defined_name(item: &Item) -> Option<String> {
    parts(item).map(|(_, _, ident)| ident.to_string())
}

fn parts(item: &Item) -> Option<(&Visibility, &[Attribute], &syn::Ident)> {
    match item {
        Item::Struct(it) => Some((&it.vis, &it.attrs, &it.ident)),
        Item::Enum(it) => Some((&it.vis, &it.attrs, &it.ident)),
        Item::Trait(it) => Some((&it.vis, &it.attrs, &it.ident)),
        Item::Fn(it) => Some((&it.vis, &it.attrs, &it.sig.ident)),
        Item::Const(it) => Some((&it.vis, &it.attrs, &it.ident)),
        Item::Type(it) => Some((&it.vis, &it.attrs, &it.ident)),
        _ => None,
    }
}

fn self_type(block: &ItemImpl) -> Option<String> {
    match &*block.self_ty {
        Type::Path(ty) if ty.path.segments.len() == 1 => {
            Some(ty.path.segments[0].ident.to_string())
        }
        _ => None,
    }
}

/// The paths that an import names, each with the name that it gives.
fn imports(tree: &UseTree) -> Vec<(ModulePath, String)> {
    match tree {
        UseTree::Path(path) => imports(&path.tree)
            .into_iter()
            .map(|(mut rest, name)| {
                rest.insert(0, path.ident.to_string());
                (rest, name)
            })
            .collect(),
        UseTree::Name(name) => vec![(vec![name.ident.to_string()], name.ident.to_string())],
        UseTree::Rename(name) => vec![(vec![name.ident.to_string()], name.rename.to_string())],
        UseTree::Group(group) => group.items.iter().flat_map(imports).collect(),
        UseTree::Glob(_) => panic!("a glob hides what is public"),
    }
}
