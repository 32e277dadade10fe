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
    ]
    .into_iter()
    // A test reads every table; a row that is bad all the same is a missing name, not a reason to stop.
    .map(|(name, text)| Table { name, rows: concepts(name, text).unwrap_or_default() })
    .collect()
});

/// The tables that hold names and nouns, the names first.
#[must_use]
pub fn tables() -> &'static [Table] {
    &TABLES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for table in tables() {
            assert!(table.rows.len() > 20, "{}", table.name);
        }
    }
}
