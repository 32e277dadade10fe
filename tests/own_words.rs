//! `--lexicon FILE`: the user's own words change alignments and links.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn songngu(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_songngu")).args(args).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn write(dir: &Path, name: &str, content: &str) -> String {
    let path = dir.join(name);
    fs::write(&path, content).expect("a file");
    path.display().to_string()
}

/// English lines of invented words, and all but the second of them in Polish: only the words can tell which is missing.
const ENGLISH: &str =
    "A blorpe melts.\nA zaffle spins.\nA quonke turns.\nA drimbl rusts.\nA vextor leaks.\nA mumbit glows.\n";
const POLISH: &str = "Frak topi się.\nGrud mruczy.\nPiszcz ginie.\nWygiew pęka.\nŻabrzy płonie.\n";
const PAIRS: [(&str, &str); 5] = [
    ("blorpe", "frak"),
    ("quonke", "grud"),
    ("drimbl", "piszcz"),
    ("vextor", "wygiew"),
    ("mumbit", "żabrzy"),
];
/// What is right: the second English line has no counterpart.
const RIGHT: &str = "0-0 1- 2-1 3-2 4-3 5-4";

/// The beads as `source-target`, sorted.
fn beads(dir: &Path, more: &[&str]) -> String {
    let jobs = write(dir, "jobs.tsv", "id\ten\tpl\nx\tx.en\tx.pl\n");
    write(dir, "x.en", ENGLISH);
    write(dir, "x.pl", POLISH);
    let out: PathBuf = dir.join("out");
    let out_name = out.display().to_string();
    let args =
        [&["align", "--lines", "--jobs", &jobs, "-o", &out_name, "--force", "--no-lexicon"], more].concat();
    let done = songngu(&args);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let table = fs::read_to_string(out.join("x.beads.tsv")).expect("beads");
    let cells = table.lines().skip(1).map(|l| l.split('\t').collect::<Vec<_>>());
    let mut beads: Vec<String> = cells.map(|c| format!("{}-{}", c[2], c[3])).collect();
    beads.sort_unstable();
    beads.join(" ")
}

#[test]
fn an_alignment_follows_every_kind_of_file() {
    let dir = tempfile::tempdir().expect("a folder");
    assert_ne!(beads(dir.path(), &[]), RIGHT, "without the words nothing tells which line is missing");
    let table: String = PAIRS.iter().map(|(e, p)| format!("{e}\t{p}\n")).collect();
    let dic: String = PAIRS.iter().map(|(e, p)| format!("{p} @ {e}\n")).collect();
    let unit = |e: &str, p: &str| {
        format!(
            "<tu><tuv xml:lang=\"en\"><seg>The {e}</seg></tuv><tuv xml:lang=\"pl\"><seg>{p}</seg></tuv></tu>"
        )
    };
    let units: String = PAIRS.iter().map(|(e, p)| unit(e, p)).collect();
    let tmx = format!(
        "<tmx version=\"1.4\"><header creationtool=\"x\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" \
         adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>{units}</body></tmx>"
    );
    for (name, content) in
        [("mine.tsv", format!("en\tpl\n{table}")), ("mine.en-pl.dic", dic), ("earlier.tmx", tmx)]
    {
        let file = write(dir.path(), name, &content);
        assert_eq!(beads(dir.path(), &["--lexicon", &file]), RIGHT, "{name}");
    }
}

#[test]
fn the_concepts_of_a_glossary_are_found_and_linked() {
    let dir = tempfile::tempdir().expect("a folder");
    let en = write(
        dir.path(),
        "note.en.txt",
        "Yesterday the committee spoke about the stone ledger of the village.\n",
    );
    let pl = write(dir.path(), "nota.pl.txt", "Wczoraj komitet mówił o spisie polnym tej wsi.\n");
    let glossary = write(dir.path(), "mine.tsv", "en\tpl\nstone ledger\tspis polny\n");
    let found = |more: &[&str]| -> Vec<Vec<String>> {
        let done = songngu(&[&["terms", &en, &pl, "--format", "tsv"], more].concat());
        assert!(done.status.success(), "{}", text(&done.stderr));
        let out = text(&done.stdout);
        out.lines().skip(1).map(|l| l.split('\t').map(str::to_owned).collect()).collect()
    };
    let linked = |rows: &[Vec<String>]| {
        let of = |form: &str| rows.iter().find(|r| r[4] == form).map(|r| r[0].clone());
        of("stone ledger").is_some() && of("stone ledger") == of("spisie polnym")
    };
    assert!(!linked(&found(&[])));
    let with = found(&["--lexicon", &glossary]);
    assert!(linked(&with), "{with:?}");
}

#[test]
fn a_file_without_words_of_two_languages_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let en = write(dir.path(), "note.en.txt", "The committee met.\n");
    for (name, content, said) in [
        ("mine.tsv", "en\tpl\nstone ledger\t\n", "two languages"),
        ("null.dic", "spis @ ledger\n", "put them into its name"),
        ("none.tmx", "no memory", "none.tmx"),
    ] {
        let file = write(dir.path(), name, content);
        let done = songngu(&["terms", &en, "--lexicon", &file]);
        let error = text(&done.stderr);
        assert!(done.status.code() == Some(2) && error.contains(said), "{name}: {error}");
    }
}
