//! The tables of concepts as they are, for those who need whole names and terms rather than words.

use super::rows::{Row, concepts};
use std::sync::LazyLock;

/// A table of concepts.
#[derive(Debug)]
pub struct Table {
    /// The field (name of the file without ending).
    pub name: &'static str,
    /// Its concepts.
    pub rows: Vec<Row>,
}

macro_rules! tables {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("data/", $name, ".tsv")))),*]
    };
}

/// How many of the tables, from the first, hold names and terms for [`tables`].
const NAMED: usize = 19;

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    tables![
        "countries",
        "cities",
        "provinces",
        "peoples",
        "terms",
        "bodies",
        "ranks",
        "politics",
        "law",
        "security",
        "administration",
        "economy",
        "infrastructure",
        "computing",
        "technical",
        "culture",
        "abstract",
        "life",
        "adjectives",
        "verbs",
        "function",
        "numerals",
        "health",
        "education",
        "environment",
        "prose",
        "things",
        "press",
    ]
    .into_iter()
    // A test reads every table; a row that is bad all the same is a missing name, not a reason to stop.
    .map(|(name, text)| Table { name, rows: concepts(name, text).unwrap_or_default() })
    .collect()
});

/// The tables that hold names and nouns, the names first.
#[must_use]
pub fn tables() -> &'static [Table] {
    &TABLES[..NAMED]
}

/// All tables.
#[must_use]
pub fn all() -> &'static [Table] {
    &TABLES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for table in all() {
            assert!(table.rows.len() > 20, "{}", table.name);
        }
        assert_eq!(tables().last().map(|t| t.name), Some("adjectives"));
    }

    #[test]
    fn every_file_is_a_table() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon/data");
        let files = std::fs::read_dir(folder).map(|entries| {
            let names = entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned());
            names.filter_map(|n| n.strip_suffix(".tsv").map(str::to_owned)).collect::<Vec<_>>()
        });
        let mut files = files.unwrap_or_default();
        files.retain(|f| !all().iter().any(|t| t.name == f));
        assert!(files.is_empty(), "no table in the program: {files:?}");
    }
}
