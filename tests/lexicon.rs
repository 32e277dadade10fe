//! The lexicon's tables are clean, and the model that is built in was made of them.

use songngu::lexicon::model::Model;
use songngu::lexicon::rows::{Fingerprint, Row, concepts, sentences};
use songngu::model::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn tables(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon").join(folder);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(&folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "tsv"));
    paths.sort();
    let name = |p: &Path| p.file_name().expect("a name").to_string_lossy().into_owned();
    paths.into_iter().map(|p| (name(&p), fs::read_to_string(&p).expect("UTF-8"))).collect()
}

fn rows() -> Vec<(String, Row)> {
    tables("data")
        .into_iter()
        .flat_map(|(name, text)| {
            let rows = concepts(&name, &text).expect("a clean table");
            rows.into_iter().map(move |r| (name.clone(), r)).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn there_are_enough_concepts_and_sentences() {
    assert!(rows().len() >= 10_000, "{} concepts", rows().len());
    let texts: usize = tables("sentences").iter().map(|(n, t)| sentences(n, t).expect("clean").len()).sum();
    assert!(texts >= 1_500, "{texts} sentences");
}

#[test]
fn texts_are_nfc_and_neat() {
    let mut faults = Vec::new();
    for (name, text) in tables("data").into_iter().chain(tables("sentences")) {
        for (line, content) in text.lines().enumerate() {
            let bad = songngu::text::normal::nfc(content) != content
                || content.contains("  ")
                || content.split('\t').any(|c| c != c.trim() || c.contains(['\u{200b}', '\u{feff}']));
            if bad {
                faults.push(format!("{name}:{}: {content}", line + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn letters_belong_to_their_language() {
    // Letters that no word of the language has; names may keep foreign ones.
    let strangers = [("ąćęłńśźż", 0), ("ąęłńśźżđươăễ", 1), ("ąćęłńśźżđươă", 2), ("đươăêôàèùç", 3)];
    let mut faults = Vec::new();
    for (table, row) in rows() {
        if table != "peoples.tsv"
            && matches!(row.kind.as_str(), "verb" | "adj" | "adv" | "conj" | "prep" | "pron" | "num")
        {
            for (letters, column) in strangers {
                for e in &row.cells[column] {
                    if e.text.to_lowercase().contains(|c| letters.contains(c)) {
                        faults.push(format!("{table}: {} ({})", e.text, Lang::HOME[column]));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_is_said_twice() {
    let mut seen: BTreeMap<[String; 4], Vec<String>> = BTreeMap::new();
    let mut faults = Vec::new();
    for (table, row) in rows() {
        let place = format!("{table}:{}", row.line);
        for cell in &row.cells {
            let distinct: BTreeSet<&str> = cell.iter().map(|e| e.text.as_str()).collect();
            if distinct.len() < cell.len() {
                faults.push(format!("{place}: the same twice in a cell: {}", cell[0].text));
            }
        }
        let head = |c: usize| row.cells[c][0].text.clone();
        seen.entry([row.kind.clone(), head(0), head(1), head(3)]).or_default().push(place);
    }
    let twice = seen.iter().filter(|(_, places)| places.len() > 1);
    faults.extend(twice.map(|(k, places)| format!("{}: {}", places.join(", "), k.join(" | "))));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn cells_hold_letters_of_latin_script() {
    let mut faults = Vec::new();
    for (table, row) in rows() {
        for e in row.cells.iter().flatten() {
            for text in std::iter::once(&e.text).chain(&e.forms) {
                // Signs of Latin letters end at U+1EFF; currencies and subscripts are no letters.
                let stranger =
                    |c: char| c.is_alphabetic() && (c > '\u{1eff}' || ('\u{250}'..'\u{1e00}').contains(&c));
                if text.chars().any(stranger) || text.contains(['(', ')', '|', '/']) && row.kind != "unit" {
                    faults.push(format!("{table}:{}: {text}", row.line));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_model_was_made_of_these_tables() {
    let mut fingerprint = Fingerprint::default();
    for (_, text) in tables("data").into_iter().chain(tables("sentences")) {
        fingerprint.add(&text);
    }
    let model = Model::from_static(include_bytes!("../src/lexicon/model.bin")).expect("a model");
    assert_eq!(
        model.fingerprint,
        fingerprint.value(),
        "the tables have changed: cargo run --release --example learn_lexicon"
    );
}
