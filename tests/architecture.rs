//! The floors of the house: an import goes down, never up.

use std::fs;
use std::path::{Path, PathBuf};

/// Floors from the ground up; modules of one floor may not import each other, but for the pairs in `NEIGHBOURS`.
const FLOORS: [&[&str]; 7] = [
    &["model", "text", "settings"],
    &["lang", "lexicon"],
    &["ingest", "sheet", "glossary", "bitext", "segment", "words"],
    &["pair", "align", "terms"],
    &["check", "export"],
    &["pipeline"],
    &["cli"],
];

/// (who, whom): imports within a floor that are allowed, each with its reason.
const NEIGHBOURS: [(&str, &str); 7] = [
    // Tokens and offsets speak of spans.
    ("text", "model"),
    // Settings name languages.
    ("settings", "model"),
    // The lexicon's keys are stems.
    ("lexicon", "lang"),
    // A glossary is a file too: its encoding and its XML are read like those of an article.
    ("glossary", "ingest"),
    // So is a spreadsheet, with the container of docx.
    ("sheet", "ingest"),
    // Glossaries come as spreadsheets.
    ("glossary", "sheet"),
    // A bilingual file is read as an article is: its encoding, its XML.
    ("bitext", "ingest"),
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("src can be read").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// The modules named in `crate::…` paths of a line, groups included: `use crate::{ingest, terms};`.
fn imports(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    for rest in line.split("crate::").skip(1) {
        if let Some(group) = rest.strip_prefix('{') {
            let group = group.split('}').next().unwrap_or_default();
            out.extend(group.split(',').map(|m| m.trim().split("::").next().unwrap_or_default().to_owned()));
        } else {
            out.push(
                rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned(),
            );
        }
    }
    out
}

#[test]
fn imports_go_down() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    assert!(files.len() > 50, "the house was found");
    let mut faults = Vec::new();
    for file in &files {
        let relative = file.strip_prefix(&src).expect("below src");
        let first = relative.components().next().expect("a name").as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        let Some(here) = floor(&module) else { continue };
        let text = fs::read_to_string(file).expect("a source file");
        // Links in documentation and unit tests at the end of a file may look anywhere.
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for import in imports(line) {
                let allowed = match floor(&import) {
                    None => true,
                    Some(_) if import == module => true,
                    Some(there) if there == here => NEIGHBOURS.contains(&(&module, &import)),
                    Some(there) => there < here,
                };
                if !allowed {
                    faults.push(format!(
                        "src/{}:{}: {module} imports {import}",
                        relative.display(),
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "imports that go up:\n{}", faults.join("\n"));
}

#[test]
fn every_module_stands_on_a_floor() {
    let lib =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("src/lib.rs");
    let modules = lib.lines().filter_map(|l| l.strip_prefix("pub mod ")).map(|m| m.trim_end_matches(';'));
    for module in modules {
        assert!(floor(module).is_some(), "`{module}` has no floor: add it to FLOORS and to ARCHITECTURE.md");
    }
}
