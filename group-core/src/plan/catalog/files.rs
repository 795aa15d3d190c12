//! The files of a catalog in a folder.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use yaml_rust2::parser::{EventReceiver, Parser};
use yaml_rust2::{Event, Yaml, YamlLoader};

use super::Files;
use super::emit::emit;
use crate::plan::error::CatalogError;

const HEAD: &str = "# Made from the types by group-core; what is written here by hand is lost.\n";

/// Writes the files, and makes the folder if it is not there.
pub(in crate::plan) fn write(folder: &Path, files: &Files) -> Result<(), CatalogError> {
    fs::create_dir_all(folder).map_err(CatalogError::io(folder))?;
    for (name, content) in files {
        let path = folder.join(name);
        let text = format!("{HEAD}{}\n", emit(content));
        fs::write(&path, text).map_err(CatalogError::io(&path))?;
    }
    Ok(())
}

/// The first document of each YAML file in the folder, by their names; none if there is no folder.
pub(in crate::plan) fn read(folder: &Path) -> Result<Vec<(String, Yaml)>, CatalogError> {
    let mut files = Vec::new();
    let listed = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(files),
        listed => listed.map_err(CatalogError::io(folder))?,
    };
    for entry in listed {
        let path = entry.map_err(CatalogError::io(folder))?.path();
        let is_yaml = path
            .extension()
            .is_some_and(|extension| extension == "yaml" || extension == "yml");
        let Some(name) = path.file_name().filter(|_| is_yaml && path.is_file()) else {
            continue;
        };
        let name = name.to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(CatalogError::io(&path))?;
        let document =
            first_document(&text).map_err(|message| CatalogError::Yaml { path, message })?;
        files.push((name, document));
    }
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(files)
}

fn first_document(text: &str) -> Result<Yaml, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // An alias is what it stands for, so a few of them can be a document of any size.
    let mut aliases = Aliases::default();
    let mut parser = Parser::new_from_str(text);
    let parsed = parser.load(&mut aliases, true);
    parsed.map_err(|error| error.to_string())?;
    if aliases.are_there {
        return Err("it has an alias, `*…`, which is not read here".to_owned());
    }
    let documents = YamlLoader::load_from_str(text).map_err(|error| error.to_string())?;
    Ok(documents.into_iter().next().unwrap_or(Yaml::Null))
}

#[derive(Default)]
struct Aliases {
    are_there: bool,
}

impl EventReceiver for Aliases {
    fn on_event(&mut self, event: Event) {
        self.are_there |= matches!(event, Event::Alias(_));
    }
}
