//! `songngu check` as a user runs it: inputs, outputs, settings, ignored findings.

use std::path::Path;
use std::process::{Command, Output};

fn check(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_songngu"))
        .arg("check")
        .args(args)
        .current_dir(dir)
        .env("NO_COLOR", "1")
        .output()
        .expect("songngu runs")
}

fn json(output: &Output) -> Vec<serde_json::Value> {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| {
        panic!("{e}: {} {}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    })
}

fn rules(output: &Output) -> Vec<String> {
    json(output).iter().map(|f| f["rule"].as_str().unwrap_or_default().to_owned()).collect()
}

fn write(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(path, text).expect("written");
}

const SOURCE: &str = "The ferry carried 48 passengers.\nIt left at noon on Tuesday.\n";
const TARGET: &str = "Prom przewiózł 84 pasażerów.\nWypłynął we wtorek w południe.\n";

#[test]
fn a_translation_against_its_source_in_every_format() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), "a.en.txt", SOURCE);
    write(dir.path(), "a.pl.txt", TARGET);
    let call = |more: &[&str]| check(dir.path(), &[&["a.pl.txt", "--source", "a.en.txt"], more].concat());
    let output = call(&["--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "an error");
    let found = json(&output);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&found[0]["rule"], &found[0]["text"]), (&"number-mismatch".into(), &"84".into()));
    assert_eq!((found[0]["start"].as_u64(), found[0]["suggestion"].as_str()), (Some(15), Some("48")));
    assert_eq!(found[0]["related"][0]["text"], "48");

    let text = String::from_utf8(call(&[]).stdout).expect("UTF-8");
    assert!(text.contains("--> a.pl.txt:1:16") && text.contains("^^"), "{text}");
    for (file, mark) in
        [("f.html", "<mark>84</mark>"), ("f.sarif", "\"ruleId\": \"number-mismatch\""), ("f.xlsx", "PK")]
    {
        assert_eq!(call(&["-o", file]).status.code(), Some(1));
        let bytes = std::fs::read(dir.path().join(file)).expect("written");
        assert!(String::from_utf8_lossy(&bytes).contains(mark), "{file}");
        assert_eq!(call(&["-o", file]).status.code(), Some(2), "{file} is not replaced unasked");
    }
}

#[test]
fn ignored_findings_are_remembered_in_a_file() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), "a.en.txt", SOURCE);
    write(dir.path(), "a.pl.txt", TARGET);
    let call = |more: &[&str]| {
        check(dir.path(), &[&["a.pl.txt", "--source", "a.en.txt", "--format", "json"], more].concat())
    };
    let id = json(&call(&[]))[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(call(&["--ignore", &id]).status.code(), Some(0));
    assert!(json(&call(&[])).is_empty(), "left out without being named again");
    let list = std::fs::read_to_string(dir.path().join("songngu-ignore.txt")).expect("the file");
    assert!(list.contains(&id) && list.contains("number-mismatch, a.pl.txt"), "{list}");
    // Other lines do not change the id.
    write(dir.path(), "a.en.txt", &format!("Fog.\n{SOURCE}"));
    write(dir.path(), "a.pl.txt", &format!("Mgła.\n{TARGET}"));
    assert!(json(&call(&[])).is_empty());
}

#[test]
fn settings_switch_rules_off_and_grade_them() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), "a.txt", "The the boat sank .\nNguyễn Văn Hùng swam home on 5 March 2021.\n");
    let graded = "[check]\noff = [\"spacing\"]\nprofile = [\"ours\"]\n[check.severity]\ndoubled-word = \"error\"\n\
                  [check.profiles.ours]\nlang = \"en\"\nnames = \"plain\"\ndates = [\"month d y\"]\n";
    write(dir.path(), "own.toml", graded);
    let output = check(dir.path(), &["a.txt", "--settings", "own.toml", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "the project takes doubled words for errors");
    let found = rules(&output);
    assert!(
        !found.contains(&"spacing".to_owned()) && found.contains(&"doubled-word".to_owned()),
        "{found:?}"
    );
    assert_eq!(found.iter().filter(|r| *r == "house-style").count(), 2, "{found:?}");
    write(dir.path(), "bad.toml", "[check]\noff = [\"spacings\"]\n");
    assert_eq!(check(dir.path(), &["a.txt", "--settings", "bad.toml"]).status.code(), Some(2));
}

const TMX: &str = r#"<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1"
segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu tuid="a"><tuv xml:lang="en"><seg>The old mill burned down.</seg></tuv><tuv xml:lang="vi"><seg>Cối xay cũ bị cháy.</seg></tuv></tu>
<tu tuid="b"><tuv xml:lang="en"><seg>It has <ph x="1">{0}</ph>12 rooms.</seg></tuv><tuv xml:lang="vi"><seg>Nó có 21 phòng.</seg></tuv></tu>
<tu tuid="c"><tuv xml:lang="en"><seg>The old mill burned down.</seg></tuv><tuv xml:lang="vi"><seg>Xưởng xay lúa đã thiêu rụi.</seg></tuv></tu>
</body></tmx>"#;

#[test]
fn bilingual_files_are_checked_as_they_stand() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), "m.tmx", TMX);
    let output = check(dir.path(), &["m.tmx", "--format", "json"]);
    let found = json(&output);
    let rule =
        |name: &str| found.iter().find(|f| f["rule"] == name).unwrap_or_else(|| panic!("{name}: {found:?}"));
    let number = rule("number-mismatch");
    assert_eq!((&number["unit"], &number["lang"], &number["start"]), (&"b".into(), &"vi".into(), &6.into()));
    assert_eq!(rule("inconsistent-target")["related"][0]["unit"], "c");
    assert!(rule("code-mismatch")["message"].as_str().expect("text").contains("{0}"));

    write(
        dir.path(),
        "j.xlf",
        r#"<xliff version="1.2"><file source-language="en" target-language="fr" original="a" datatype="plaintext"><body>
        <trans-unit id="1"><source>Forty boats</source><target>Cinquante bateaux</target></trans-unit>
        <trans-unit id="2"><source>They sailed at dawn today.</source></trans-unit></body></file></xliff>"#,
    );
    let output = check(dir.path(), &["j.xlf", "--format", "json"]);
    assert_eq!(
        rules(&output),
        ["number-mismatch", "segment-missing"],
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    assert_eq!(check(dir.path(), &["m.tmx", "--to", "pl"]).status.code(), Some(2), "no Polish in it");
}

#[test]
fn a_folder_with_a_glossary_in_tbx() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), "all/a.en.txt", "The steering committee met.\nThe steering committee adjourned.\n");
    write(dir.path(), "all/a.pl.txt", "Zebrał się komitet sterujący.\nRada kierownicza odroczyła obrady.\n");
    write(dir.path(), "all/deep/m.tmx", TMX);
    write(
        dir.path(),
        "g.tbx",
        r#"<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc>
        <sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body><conceptEntry id="1">
        <langSec xml:lang="en"><termSec><term>steering committee</term></termSec></langSec>
        <langSec xml:lang="pl"><termSec><term>komitet sterujący</term></termSec></langSec></conceptEntry></body></text></tbx>"#,
    );
    let output = check(dir.path(), &["all", "--from", "en", "--glossary", "g.tbx", "--format", "json"]);
    let found = json(&output);
    let term = found.iter().find(|f| f["rule"] == "term-mismatch").unwrap_or_else(|| panic!("{found:?}"));
    assert_eq!(term["suggestion"], "komitet sterujący");
    assert!(found.iter().any(|f| f["unit"] == "b"), "the memory in the folder below");
    let empty = dir.path().join("empty");
    std::fs::create_dir(&empty).expect("made");
    assert_eq!(check(&empty, &["."]).status.code(), Some(2), "nothing to check is no clean text");
}

#[test]
fn what_has_no_translation_or_no_source_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let unit = |n: u8, source: &str, target: &str| {
        format!("<trans-unit id=\"{n}\"><source>{source}</source><target>{target}</target></trans-unit>")
    };
    let units = unit(1, "Lower the sail.", "Opuść żagiel.") + &unit(2, "Row home.", "") + &unit(3, "17", "");
    let file = r#"<file source-language="en" target-language="pl" original="x"><body>"#;
    write(dir.path(), "b.xlf", &format!("<xliff version=\"1.2\">{file}{units}</body></file></xliff>"));
    let found = json(&check(dir.path(), &["b.xlf", "--format", "json"]));
    let said = |f: &serde_json::Value| (f["rule"].clone(), f["unit"].clone());
    assert_eq!(found.iter().map(said).collect::<Vec<_>>(), [("segment-missing".into(), "2".into())]);

    write(dir.path(), "src/c.en.txt", "Row home.\n");
    write(dir.path(), "pl/d.pl.txt", "Wracamy do domu.\n");
    let output = check(dir.path(), &["pl", "--source", "src"]);
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(talk.contains("d.pl.txt"), "{talk}");
    assert_eq!(output.status.code(), Some(1), "what was not compared is not called clean");
}
