//! `songngu lexicon`, as a user runs it.

use serde_json::Value;
use std::fs;
use std::process::{Command, Output};

fn lexicon(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_songngu"))
        .arg("lexicon")
        .args(args)
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn an_inflected_form_leads_to_its_row_and_its_translations() {
    let done = lexicon(&["lookup", "Konwencji", "--from", "pl"]);
    assert_eq!(done.status.code(), Some(0));
    let said = text(&done.stdout);
    assert!(said.contains("inflected form of konwencja"), "{said}");
    assert!(said.contains("công ước") && said.contains("learnt from rows and sentences (pl)"), "{said}");
}

#[test]
fn lookup_as_json_has_rows_and_shares() {
    let done = lexicon(&["lookup", "police", "--from", "en", "--to", "vi", "--format", "json"]);
    let found = json(&done);
    let row = &found[0]["rows"][0];
    assert_eq!((&row["base"], &row["by"]), (&"police".into(), &"base form".into()));
    let languages: Vec<&String> = row["equivalents"].as_object().expect("cells").keys().collect();
    assert_eq!(languages, ["vi"], "only what --to asks for");
    let learnt = &found[0]["learnt"][0];
    assert_eq!((&learnt["from"], &learnt["to"]), (&"en".into(), &"vi".into()));
    let share = learnt["words"][0]["share"].as_f64().expect("a number");
    assert!(learnt["words"][0]["text"] == "cảnh sát" && share > 0.3, "{learnt}");
}

#[test]
fn a_word_that_is_not_known_is_said_on_stderr() {
    let done = lexicon(&["lookup", "police", "qwxyz"]);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(text(&done.stderr).trim(), "not known: qwxyz");
}

#[test]
fn coverage_counts_by_language_and_lists_what_is_lacking() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = |name: &str, content: &str| {
        let path = dir.path().join(name);
        fs::write(&path, content).expect("a file");
        path.display().to_string()
    };
    let en =
        path("note.en.txt", "The minister signed a convention. Blorping ministers talked about blorping.\n");
    let pl = path("note.pl.txt", "Minister podpisał konwencję w sprawie współpracy.\n");
    let done = lexicon(&["coverage", &en, &pl, "--format", "json"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let found = json(&done);
    let list = found["languages"].as_array().expect("a list");
    assert_eq!(list.len(), 2);
    let by = |lang: &str| list.iter().find(|l| l["lang"] == lang).expect("a language");
    assert_eq!(by("en")["unknown"][0]["word"], "blorping");
    assert_eq!(by("en")["unknown"][0]["count"], 2);
    assert_eq!(by("pl")["share"], 1.0, "{}", by("pl"));
    let lost = lexicon(&["coverage", &dir.path().join("no such file.en.txt").display().to_string()]);
    assert_eq!(lost.status.code(), Some(2));
}

#[test]
fn stats_add_up() {
    let found = json(&lexicon(&["stats", "--format", "json"]));
    let sum = |key: &str| -> u64 {
        found[key].as_object().expect("a table").values().filter_map(Value::as_u64).sum()
    };
    assert_eq!(found["rows"].as_u64(), Some(sum("tables")));
    assert_eq!(sum("tables"), sum("kinds"));
    assert_eq!(found["pairs"].as_array().map(Vec::len), Some(12));
}
