//! `songngu tmx` as a user calls it: every unit is accounted for, every format comes back.

use std::path::Path;
use std::process::{Command, Output};

fn songngu(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_songngu"))
        .arg("tmx")
        .args(args)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

/// Runs a verb that must not fail, and gives what it says on standard error.
fn talk(folder: &Path, args: &[&str]) -> String {
    let done = songngu(folder, args);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(matches!(done.status.code(), Some(0 | 1)), "{args:?}: {said}");
    said
}

fn json(folder: &Path, args: &[&str]) -> serde_json::Value {
    let done = songngu(folder, args);
    serde_json::from_slice(&done.stdout).unwrap_or_else(|e| {
        panic!(
            "{args:?}: {e}: {}{}",
            String::from_utf8_lossy(&done.stdout),
            String::from_utf8_lossy(&done.stderr)
        )
    })
}

const MEMORY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="vi" datatype="plaintext"/>
<body>
<tu tuid="1"><prop type="client">A</prop><tuv xml:lang="vi"><seg>Cửa hàng mở cửa lúc tám giờ sáng mỗi ngày.</seg></tuv><tuv xml:lang="en"><seg>The shop opens at eight every morning.</seg></tuv></tu>
<tu tuid="2"><prop type="client">B</prop><tuv xml:lang="vi"><seg>Chúng tôi bán cà phê, trà &amp; bánh mì.</seg></tuv><tuv xml:lang="en"><seg>We sell coffee, tea &amp; bread.</seg></tuv></tu>
<tu tuid="3"><tuv xml:lang="vi"><seg>Cửa hàng mở cửa lúc tám giờ sáng mỗi ngày.</seg></tuv><tuv xml:lang="en"><seg>The shop opens at eight every morning.</seg></tuv></tu>
<tu tuid="4"><tuv xml:lang="vi"><seg>Chúng tôi đóng cửa vào ngày thứ hai hằng tuần.</seg></tuv><tuv xml:lang="en"><seg>Le magasin est fermé tous les lundis de la semaine.</seg></tuv></tu>
<tu tuid="5"><tuv xml:lang="vi"><seg>12,5</seg></tuv><tuv xml:lang="en"><seg>12.5</seg></tuv></tu>
<tu tuid="6"><tuv xml:lang="vi"><seg>OK</seg></tuv><tuv xml:lang="en"><seg>OK</seg></tuv></tu>
<tu tuid="7"><tuv xml:lang="vi"><seg>Trống</seg></tuv><tuv xml:lang="en"><seg/></tuv></tu>
</body></tmx>
"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("bộ nhớ.tmx"), MEMORY).expect("written");
    folder
}

#[test]
fn cleaning_lists_every_unit_with_its_reason() {
    let folder = folder();
    let folder = folder.path();
    let said = talk(
        folder,
        &[
            "clean",
            "bộ nhớ.tmx",
            "-o",
            "c.tmx",
            "--dedupe",
            "--empty",
            "--same",
            "--numbers",
            "--wrong-language",
            "--report",
            "r",
        ],
    );
    assert!(said.contains("7 units in = 2 out + 5 dropped"), "{said}");
    assert!(said.contains("1 duplicate") && said.contains("1 wrong-language"), "{said}");
    let report = std::fs::read_to_string(folder.join("r")).expect("a report");
    let dropped: Vec<(String, String)> = report
        .lines()
        .map(|line| {
            let d: serde_json::Value = serde_json::from_str(line).expect("JSON");
            (
                d["tu"].as_str().unwrap_or_default().to_owned(),
                d["reason"].as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let wanted = [
        ("3", "duplicate"),
        ("4", "wrong-language"),
        ("5", "no-letters"),
        ("6", "same-as-source"),
        ("7", "empty"),
    ];
    assert_eq!(dropped, wanted.map(|(tu, why)| (tu.to_owned(), why.to_owned())));
    let account = json(
        folder,
        &["clean", "bộ nhớ.tmx", "-o", "d.tmx", "--dedupe=source", "--keep", "latest", "--format", "json"],
    );
    assert_eq!(
        (&account["units_in"], &account["dropped"], &account["reasons"]["duplicate"]),
        (&7.into(), &1.into(), &1.into())
    );
    let said = String::from_utf8_lossy(&songngu(folder, &["clean", "bộ nhớ.tmx", "-o", "c.tmx"]).stderr)
        .into_owned();
    assert!(said.contains("--force"), "{said}");
}

#[test]
fn parts_merge_to_the_whole() {
    let folder = folder();
    let folder = folder.path();
    for (how, parts) in [(["--units", "3"], 3), (["--prop", "client"], 3), (["--size", "1"], 1)] {
        let out = format!("parts{}", how[0]);
        let done = songngu(folder, &["split", "bộ nhớ.tmx", how[0], how[1], "-o", &out]);
        let names: Vec<String> = String::from_utf8_lossy(&done.stdout)
            .lines()
            .map(|l| l.split('\t').next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(names.len(), parts, "{how:?}");
        let merged = format!("merged{}.tmx", how[0]);
        let mut args = vec!["merge", "-o", &merged];
        args.extend(names.iter().map(String::as_str));
        let said = talk(folder, &args);
        assert!(said.contains("7 units in = 6 out + 1 dropped"), "{said}");
        let done = songngu(folder, &["diff", "bộ nhớ.tmx", &merged]);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(said.contains("7 units before, 6 after: 6 equal, 0 added, 1 removed"), "{said}");
        assert_eq!(done.status.code(), Some(1));
    }
}

#[test]
fn every_format_comes_back() {
    let folder = folder();
    let folder = folder.path();
    talk(folder, &["clean", "bộ nhớ.tmx", "--empty", "-o", "a.tmx"]);
    for ending in ["tsv", "csv", "jsonl", "xlsx"] {
        let (there, back) = (format!("t.{ending}"), format!("{ending}.tmx"));
        talk(folder, &["convert", "a.tmx", "-o", &there]);
        let said = talk(folder, &["convert", &there, "-o", &back]);
        assert!(said.contains("6 units in = 6 out"), "{ending}: {said}");
        let said = talk(folder, &["diff", "a.tmx", &back]);
        assert!(said.contains("0 added, 0 removed, 0 with other texts"), "{ending}: {said}");
        assert_eq!(songngu(folder, &["validate", &back]).status.code(), Some(0), "{ending}");
    }
    talk(folder, &["convert", "a.tmx", "--to", "moses", "--lang", "en,vi", "-o", "m"]);
    let said = talk(folder, &["convert", "m.en", "m.vi", "--lang", "en,vi", "-o", "m.tmx"]);
    assert!(said.contains("6 units in = 6 out"), "{said}");
}

#[test]
fn xliff_and_po_become_memories() {
    let folder = folder();
    let folder = folder.path();
    let xliff = "<xliff version='1.2'><file original='a' source-language='en' target-language='pl'><body><trans-unit id='1'><source>a \
        <x id='1'/></source><target>b <x id='1'/></target></trans-unit><trans-unit id='2'><source>c</source></trans-unit></body></file></xliff>";
    std::fs::write(folder.join("job.xlf"), xliff).expect("written");
    std::fs::write(
        folder.join("app.po"),
        "msgid \"\"\nmsgstr \"Language: pl\\n\"\n\nmsgid \"a\"\nmsgstr \"b\"\n",
    )
    .expect("written");
    let said = talk(folder, &["convert", "job.xlf", "-o", "x.tmx"]);
    assert!(said.contains("2 units in = 1 out + 1 dropped") && said.contains("1 untranslated"), "{said}");
    assert!(talk(folder, &["convert", "app.po", "-o", "p.tmx"]).contains("1 units in = 1 out + 0 dropped"));
    let report = json(folder, &["validate", "x.tmx", "--format", "json"]);
    assert_eq!(report["verdict"], "valid");
}
