//! Names and terms, end to end: what must be one concept is one, what must be two is two, and the glossary says so.

use serde_json::Value;
use songngu::glossary::{self, Concept, Glossary};
use songngu::model::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn songngu(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_songngu")).args(args).output().expect("the program starts")
}

fn place(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// The files of a set (`harbour.vi.txt` …), in the order of their names.
fn set(folder: &str, stem: &str) -> Vec<String> {
    let mut out: Vec<String> = fs::read_dir(place(folder))
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .filter(|p| {
            let name = p.file_name().expect("a name").to_string_lossy().into_owned();
            name.starts_with(&format!("{stem}.")) && !name.ends_with(".tsv")
        })
        .map(|p| p.display().to_string())
        .collect();
    out.sort();
    out
}

/// What `terms --format json` says of files.
fn found(files: &[String], more: &[&str]) -> Value {
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let done = songngu(&[&["terms", "--format", "json"], files.as_slice(), more].concat());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("JSON")
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().expect("a text")
}

/// Concept and base form by language and form as written.
fn forms(found: &Value) -> BTreeMap<(String, String), (String, String, String)> {
    let mut out = BTreeMap::new();
    for concept in found["concepts"].as_array().expect("concepts") {
        for form in concept["forms"].as_array().expect("forms") {
            out.insert(
                (text(form, "lang").to_owned(), text(form, "text").to_owned()),
                (
                    text(concept, "id").to_owned(),
                    text(form, "lemma").to_owned(),
                    text(concept, "type").to_owned(),
                ),
            );
        }
    }
    out
}

/// The one concept with a term.
fn with<'g>(glossary: &'g Glossary, lang: Lang, term: &str, file: &str) -> &'g Concept {
    let all: Vec<&Concept> =
        glossary.concepts.iter().filter(|c| c.of(lang).any(|t| t.all_forms().any(|f| f == term))).collect();
    assert_eq!(all.len(), 1, "{file}: concepts with {term}: {all:#?}");
    all[0]
}

/// All forms of a concept in a language.
fn all(concept: &Concept, lang: Lang) -> BTreeSet<String> {
    concept.of(lang).flat_map(|t| t.all_forms().map(str::to_owned).collect::<Vec<_>>()).collect()
}

const HANOI: [(Lang, &[&str]); 4] = [
    (Lang::VI, &["Công ước Hà Nội", "Công ước của Liên hợp quốc về chống tội phạm mạng"]),
    (Lang::EN, &["Hanoi Convention", "United Nations Convention against Cybercrime"]),
    (Lang::FR, &["Convention de Hanoï", "Convention des Nations Unies contre la cybercriminalité"]),
    (
        Lang::PL,
        &[
            "Konwencja z Hanoi",
            "Konwencji z Hanoi",
            "Konwencja Narodów Zjednoczonych przeciwko cyberprzestępczości",
        ],
    ),
];

const BUDAPEST: [(Lang, &[&str]); 4] = [
    (Lang::VI, &["Công ước Budapest"]),
    (Lang::EN, &["Budapest Convention"]),
    (Lang::FR, &["Convention de Budapest"]),
    (Lang::PL, &["Konwencja budapeszteńska", "Konwencji budapeszteńskiej"]),
];

#[test]
fn two_conventions_stay_two_in_every_glossary() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    let articles = place("examples/articles").display().to_string();
    let done = songngu(&["align", &articles, "-o", &out.display().to_string()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for name in ["glossary.tbx", "glossary.v2.tbx", "glossary.tsv"] {
        let read = glossary::read(&out.join(name)).expect("a glossary");
        assert!(read.problems.is_empty(), "{name}: {:?}", read.problems);
        let hanoi = with(&read, Lang::EN, "Hanoi Convention", name);
        let budapest = with(&read, Lang::EN, "Budapest Convention", name);
        for (concept, wanted) in [(hanoi, HANOI), (budapest, BUDAPEST)] {
            for (lang, terms) in wanted {
                let have = all(concept, lang);
                for term in terms {
                    assert!(have.contains(*term), "{name}: {term} is not among {have:?}");
                }
            }
        }
        let other = ["Budapest", "budapeszt", "Viên", "Vienn", "Vienna", "wiede"];
        let wrong = |c: &Concept| {
            c.terms
                .iter()
                .flat_map(|t| t.all_forms().map(str::to_owned).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        assert!(!wrong(hanoi).iter().any(|f| other.iter().any(|o| f.contains(o))), "{name}: {hanoi:#?}");
        assert!(
            !wrong(budapest).iter().any(|f| f.contains("Hano") || f.contains("Hà Nội")),
            "{name}: {budapest:#?}"
        );
        // Bare heads name nothing by themselves.
        assert!(!all(hanoi, Lang::EN).contains("Convention"), "{name}");
    }
    for ((source, from), (target, to)) in
        HANOI.iter().flat_map(|a| HANOI.iter().map(move |b| (*a, *b))).filter(|(a, b)| a.0 != b.0)
    {
        let name = format!("glossary.{source}-{target}.utf8");
        let table = fs::read_to_string(out.join(&name)).expect("a glossary");
        let translations = |term: &str| -> Vec<String> {
            let line = table.lines().filter_map(|l| l.split_once('\t')).filter(|(s, _)| *s == term);
            line.map(|(_, rest)| rest.split('\t').next().unwrap_or_default().to_owned()).collect()
        };
        for term in from {
            let have = translations(term);
            assert!(!have.is_empty(), "{name} lacks {term}");
            let fine =
                |t: &String| to.contains(&t.as_str()) || t.contains("cyber") || t.contains("tội phạm mạng");
            assert!(have.iter().all(fine), "{name}: {term} is {have:?}");
        }
        let budapest = BUDAPEST.iter().find(|b| b.0 == source).expect("a language");
        let target = BUDAPEST.iter().find(|b| b.0 == target).expect("a language");
        for term in budapest.1 {
            assert!(translations(term).iter().all(|t| target.1.contains(&t.as_str())), "{name}: {term}");
        }
    }
}

#[test]
fn comparable_texts_keep_them_apart_too() {
    let said = forms(&found(&set("examples/comparable", "fraud-ring"), &[]));
    let concept = |lang: &str, form: &str| {
        said.get(&(lang.to_owned(), form.to_owned())).map_or_else(|| panic!("{form}"), |f| f.0.clone())
    };
    let hanoi = concept("en", "Hanoi Convention");
    assert_eq!(hanoi, concept("vi", "Công ước Hà Nội"));
    assert_eq!(hanoi, concept("fr", "Convention de Hanoï"));
    assert_eq!(hanoi, concept("pl", "Konwencja z Hanoi"));
    assert_eq!(concept("en", "Budapest Convention"), concept("pl", "Konwencji budapeszteńskiej"));
    assert_ne!(hanoi, concept("en", "Budapest Convention"));
}

#[test]
fn the_golden_text_is_found_whole() {
    let said = forms(&found(&set("tests/golden/terms", "harbour"), &[]));
    let gold = fs::read_to_string(place("tests/golden/terms/expected.tsv")).expect("the golden file");
    let mut of_gold: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut faults = Vec::new();
    for line in gold.lines().skip(1) {
        let [lang, form, kind, concept, lemma] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        match said.get(&(lang.to_owned(), form.to_owned())) {
            None => faults.push(format!("{lang} {form} is not found")),
            Some((id, found, found_kind)) => {
                of_gold.entry(concept).or_default().insert(id);
                if found.to_lowercase() != lemma.to_lowercase() {
                    faults.push(format!("{lang} {form}: base form {found}, not {lemma}"));
                }
                if found_kind != kind {
                    faults.push(format!("{lang} {form}: {found_kind}, not {kind}"));
                }
            }
        }
    }
    faults.extend(
        of_gold.iter().filter(|(_, ids)| ids.len() > 1).map(|(c, ids)| format!("{c} is torn: {ids:?}")),
    );
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for (concept, id) in of_gold.iter().flat_map(|(c, ids)| ids.iter().map(move |i| (*c, *i))) {
        if let Some(other) = names.insert(id, concept).filter(|o| *o != concept) {
            faults.push(format!("{other} and {concept} are one: {id}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_names_of_the_examples_are_linked() {
    let (mut wanted, mut seen, mut pairs, mut right) = (0, 0, 0, 0);
    let mut merged = Vec::new();
    for (name, gold) in golds("examples/articles") {
        let said = forms(&found(&set("examples/articles", &name), &[]));
        let mut owner: BTreeMap<String, String> = BTreeMap::new();
        for line in gold.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let mut ids = Vec::new();
            for (lang, cell) in ["vi", "en", "fr", "pl"].iter().zip(&cells[2..]) {
                for form in cell.split(" | ").filter(|f| !f.is_empty() && cells[1] != "TERM") {
                    wanted += 1;
                    if let Some((id, ..)) = said.get(&((*lang).to_owned(), form.to_owned())) {
                        seen += 1;
                        ids.push(id.clone());
                    }
                }
            }
            pairs += ids.len() * ids.len().saturating_sub(1) / 2;
            right += ids
                .iter()
                .enumerate()
                .map(|(i, a)| ids[..i].iter().filter(|b| *b == a).count())
                .sum::<usize>();
            for id in ids {
                if let Some(other) = owner.insert(id.clone(), cells[0].to_owned()).filter(|o| o != cells[0]) {
                    merged.push(format!("{name}: {other} and {} are {id}", cells[0]));
                }
            }
        }
    }
    let (found, linked) = (f64::from(seen) / f64::from(wanted), right as f64 / pairs as f64);
    assert!(found > 0.75, "{seen} of {wanted} names found");
    assert!(linked > 0.9, "{right} of {pairs} pairs linked");
    assert!(merged.is_empty(), "{merged:#?}");
}

/// The golden concepts of the sets of a folder, by set.
fn golds(folder: &str) -> BTreeMap<String, String> {
    fs::read_dir(place(folder))
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .filter_map(|p| {
            let name = p.file_name()?.to_str()?.strip_suffix(".concepts.tsv")?.to_owned();
            Some((name, fs::read_to_string(&p).ok()?))
        })
        .collect()
}

#[test]
fn other_texts_do_not_change_ids() {
    let harbour = set("tests/golden/terms", "harbour");
    let alone = forms(&found(&harbour, &[]));
    let museum = set("examples/articles", "museum-opening");
    let together = forms(&found(&[museum, harbour.clone()].concat(), &[]));
    for (form, (id, ..)) in &alone {
        assert_eq!(together.get(form).map(|f| f.0.as_str()), Some(id.as_str()), "{form:?}");
    }
    let again = forms(&found(&harbour, &[]));
    assert_eq!(alone, again);
}

#[test]
fn a_memory_gives_a_glossary_and_what_a_glossary_lacks() {
    let dir = tempfile::tempdir().expect("a folder");
    let memory = dir.path().join("memory.tmx");
    let unit = |pairs: [(&str, &str); 3]| {
        let variants: String =
            pairs.iter().map(|(l, t)| format!("<tuv xml:lang=\"{l}\"><seg>{t}</seg></tuv>")).collect();
        format!("<tu>{variants}</tu>")
    };
    let units = [
        unit([
            ("vi", "Sở Nội vụ tỉnh Cà Mau gửi báo cáo."),
            ("en-GB", "The Department of Home Affairs of Ca Mau Province sent its report."),
            ("pl", "Departament Spraw Wewnętrznych prowincji Ca Mau przesłał raport."),
        ]),
        unit([
            ("vi", "Ông Huỳnh Quang Sáng đến Kraków."),
            ("en-GB", "Mr Huynh Quang Sang came to Kraków."),
            ("pl", "Huynh Quang Sang przyjechał do Krakowa."),
        ]),
    ];
    let head = "<header srclang=\"vi\" segtype=\"sentence\" creationtool=\"x\" creationtoolversion=\"1\" o-tmf=\"x\" \
        adminlang=\"en\" datatype=\"plaintext\"/>";
    fs::write(&memory, format!("<tmx version=\"1.4\">{head}<body>{}</body></tmx>", units.concat()))
        .expect("written");
    let memory = memory.display().to_string();
    let said = found(std::slice::from_ref(&memory), &[]);
    let person =
        said["mentions"].as_array().expect("mentions").iter().find(|m| m["text"] == "Huỳnh Quang Sáng");
    let person = person.expect("the person");
    assert_eq!((&person["unit"], &person["start"], &person["end"]), (&"#2".into(), &4.into(), &20.into()));
    let by_form = forms(&said);
    let concept =
        |lang: &str, form: &str| by_form.get(&(lang.to_owned(), form.to_owned())).map(|f| f.0.clone());
    assert_eq!(concept("vi", "Huỳnh Quang Sáng"), concept("pl", "Huynh Quang Sang"));
    assert_eq!(concept("vi", "Kraków"), concept("pl", "Krakowa"));

    let out = dir.path().join("glossary");
    let done = songngu(&["terms", &memory, "-o", &out.display().to_string()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let read = glossary::read(&out.join("glossary.tbx")).expect("a glossary");
    with(&read, Lang::VI, "Huỳnh Quang Sáng", "glossary.tbx");

    let ours = dir.path().join("ours.tsv");
    fs::write(&ours, "vi\ten\tpl\nHuỳnh Quang Sáng\tHuynh Quang Sang\tHuynh Quang Sang\nKraków\tCracow\t\n")
        .expect("written");
    let done = songngu(&["terms", &memory, "--known", &ours.display().to_string(), "--format", "tsv"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let table = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(!table.contains("Huỳnh"), "known as it is: {table}");
    let line = |form: &str| {
        table
            .lines()
            .find(|l| l.contains(&format!("\t{form}\t")))
            .unwrap_or_else(|| panic!("{form}: {table}"))
    };
    assert!(line("Krakowa").ends_with("\tyes"), "the Polish name is new: {table}");
    assert!(line("Kraków").ends_with("\tno"), "{table}");
}
