//! The main job, end to end, as a user runs it: the examples in, memory, glossary and report out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn songngu(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_songngu")).args(args).output().expect("the program starts")
}

fn examples(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(folder)
}

fn text(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").path())
        .map(|p| {
            (p.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&p).expect("a file"))
        })
        .collect()
}

fn align(input: &[&str], output: &Path, more: &[&str]) -> Output {
    let output = output.display().to_string();
    let args: Vec<&str> = [&["align"], input, &["-o", &output], more].concat();
    songngu(&args)
}

#[test]
fn a_folder_gives_memory_glossary_and_report_byte_for_byte() {
    let dir = tempfile::tempdir().expect("a folder");
    let articles = examples("articles").display().to_string();
    let (first, second) = (dir.path().join("một"), dir.path().join("hai"));
    let done = align(&[&articles], &first, &["--threads", "1"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let said = text(&done.stderr);
    assert!(
        said.contains("hanoi-convention: vi") && said.contains("100 %") && said.contains("glossary:"),
        "{said}"
    );
    assert!(!files(&first).keys().any(|name| name.contains("explain")), "nobody asked for the evidence");
    let again = align(&[&articles], &second, &["--threads", "2"]);
    assert!(again.status.success());
    let (one, two) = (files(&first), files(&second));
    for name in [
        "hanoi-convention.tmx",
        "hanoi-convention.vi-pl.tmx",
        "hanoi-convention.rows.jsonl",
        "hợp tác cảnh sát.en-fr.tmx",
        "glossary.tbx",
        "glossary.v2.tbx",
        "glossary.csv",
        "glossary.vi-pl.utf8",
        "report.html",
    ] {
        assert!(one.get(name).is_some_and(|b| !b.is_empty()), "{name} is missing or empty");
    }
    let differ: Vec<_> = one.iter().filter(|(k, v)| two.get(*k) != Some(v)).map(|(k, _)| k).collect();
    assert!(differ.is_empty() && one.len() == two.len(), "not the same bytes: {differ:?}");
    assert!(one.keys().all(|k| !k.ends_with(".tmp")));
}

#[test]
fn the_beads_of_the_examples_are_found() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    let articles = examples("articles");
    let done = align(&[&articles.display().to_string()], &out, &[]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let (mut right, mut wanted, mut written) = (0, 0, 0);
    let golds = files(&articles).into_iter().filter(|(name, _)| name.ends_with(".beads.tsv"));
    for (name, gold) in golds {
        let found = fs::read_to_string(out.join(&name)).expect("beads");
        let beads = |table: &str| -> Vec<String> {
            let paired = table.lines().skip(1).map(|l| l.split('\t').take(4).collect::<Vec<_>>());
            paired.filter(|c| !c[2].is_empty() && !c[3].is_empty()).map(|c| c.join(" ")).collect()
        };
        let (gold, found) = (beads(&text(&gold)), beads(&found));
        right += gold.iter().filter(|b| found.contains(b)).count();
        wanted += gold.len();
        written += found.len();
    }
    let f1 = 2.0 * right as f64 / (wanted + written) as f64;
    assert!(wanted > 500 && f1 > 0.88, "strict F1 of beads with both sides {f1:.3} over {wanted}");
}

#[test]
fn one_short_article_and_its_translation_are_enough_for_a_memory() {
    let dir = tempfile::tempdir().expect("a folder");
    let articles = examples("articles");
    let names: Vec<String> = files(&articles).into_keys().filter(|n| !n.ends_with(".tsv")).collect();
    let stories: Vec<&[String]> = names.chunk_by(|a, b| a.split('.').next() == b.split('.').next()).collect();
    for (n, story) in stories.iter().enumerate() {
        let stranger = &stories[(n + 1) % stories.len()][1];
        for (other, akin) in [(&story[1], true), (&story[2], true), (&story[3], true), (stranger, false)] {
            let input = [&story[0], other].map(|name| articles.join(name).display().to_string());
            let out = dir.path().join(format!("{n}-{other}"));
            let done = align(&[&input[0], &input[1]], &out, &[]);
            let memory = files(&out).keys().any(|name| name.ends_with(".tmx"));
            assert_eq!(memory, akin, "{input:?}: {}", text(&done.stderr));
        }
    }
}

#[test]
fn articles_that_are_no_translations_give_no_units_but_a_glossary() {
    let dir = tempfile::tempdir().expect("a folder");
    let comparable = examples("comparable");
    for set in ["fraud-ring", "measles-campaign"] {
        let input: Vec<String> = files(&comparable)
            .into_keys()
            .filter(|n| n.starts_with(set) && !n.ends_with(".tsv"))
            .map(|n| comparable.join(n).display().to_string())
            .collect();
        let input: Vec<&str> = input.iter().map(String::as_str).collect();
        let out = dir.path().join(set);
        let done = align(&input, &out, &[]);
        assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
        assert!(text(&done.stderr).contains("not translations of one another"), "{}", text(&done.stderr));
        let written = files(&out);
        assert!(written.keys().all(|n| !n.ends_with(".tmx")), "{:?}", written.keys());
        assert!(written["glossary.csv"].len() > 500);
    }
}

#[test]
fn nothing_is_overwritten_unasked() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("mine.txt"), "kept").expect("written");
    let articles = examples("articles").display().to_string();
    let done = align(&[&articles], dir.path(), &[]);
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("--force"), "{}", text(&done.stderr));
    assert_eq!(files(dir.path()).len(), 1);
}

#[test]
fn bad_files_are_listed_and_the_others_go_on() {
    let dir = tempfile::tempdir().expect("a folder");
    let input = dir.path().join("bài viết");
    fs::create_dir(&input).expect("made");
    let vi = "Thành phố mở lại cây cầu cũ.\n\nCây cầu dài 120 mét được sửa trong hai năm.\n\nNgười dân rất vui mừng.\n";
    let en = "The city reopens the old bridge.\n\nThe bridge, 120 metres long, was repaired in two years.\n\nThe people are very happy.\n";
    fs::write(input.join("cầu.vi.txt"), vi).expect("written");
    fs::write(input.join("cầu.en.txt"), en).expect("written");
    fs::write(input.join("cầu.fr.txt"), "").expect("written");
    fs::write(input.join("cầu.pl.txt"), [0_u8, 159, 146, 150, 0, 0, 1, 2, 3, 0]).expect("written");
    let out = dir.path().join("out");
    let done = align(&[&input.display().to_string()], &out, &[]);
    let said = text(&done.stderr);
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(
        said.contains("cầu.fr.txt") && said.contains("cầu.pl.txt") && said.matches("not used").count() == 2,
        "{said}"
    );
    let units = fs::read_to_string(out.join("cầu.vi-en.tmx")).expect("a memory");
    assert_eq!(units.matches("<tu ").count() + units.matches("<tu>").count(), 3, "{units}");
    let none = align(&[&input.join("missing.txt").display().to_string()], &dir.path().join("x"), &[]);
    assert_eq!(none.status.code(), Some(2), "{}", text(&none.stderr));
    assert!(text(&none.stderr).contains("missing.txt"));
}

#[test]
fn lines_are_aligned_whatever_they_are() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &str| fs::write(dir.path().join(name), content).expect("written");
    write("a.vi", &"cùng một dòng\n".repeat(3000));
    write("a.en", &"the same line\n".repeat(2500));
    write("b.vi", "");
    write("b.en", "one\ntwo\n");
    write("c.vi", "một câu\n");
    write("c.en", &"word ".repeat(20_000));
    write("jobs.tsv", "id\tvi\ten\na\ta.vi\ta.en\nb\tb.vi\tb.en\nc\tc.vi\tc.en\nd\tmissing\tb.en\n");
    let out = dir.path().join("out").display().to_string();
    let done = songngu(&[
        "align",
        "--lines",
        "--jobs",
        &dir.path().join("jobs.tsv").display().to_string(),
        "-o",
        &out,
    ]);
    assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
    let said = text(&done.stderr);
    assert!(
        said.contains("missing") && said.contains("3000 of its 3000 segments are the same text"),
        "{said}"
    );
    for (id, n, m) in [("a", 3000, 2500), ("b", 0, 2), ("c", 1, 1)] {
        let table = fs::read_to_string(Path::new(&out).join(format!("{id}.beads.tsv"))).expect("beads");
        for (column, size) in [(2, n), (3, m)] {
            let mut seen: Vec<usize> = table
                .lines()
                .skip(1)
                .flat_map(|l| l.split('\t').nth(column).unwrap_or_default().split(','))
                .filter_map(|i| i.parse().ok())
                .collect();
            seen.sort_unstable();
            assert!(seen.iter().copied().eq(0..size), "{id}: every line once");
        }
    }
}

#[test]
fn a_button_of_the_page_is_no_translation_of_a_sentence() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &str| fs::write(dir.path().join(name), content).expect("written");
    write(
        "a.vi",
        "Chính phủ đã công bố kế hoạch xây dựng ba bệnh viện mới.\nBà nói: \"Chúng tôi rất vui.\"\n\
         Công trình sẽ bắt đầu vào mùa xuân.\nKhông ai bị thương.\n",
    );
    write(
        "a.fr",
        "Le gouvernement a annoncé un plan de construction de trois hôpitaux.\nPublicité\n\
         Les travaux commenceront au printemps.\nLire aussi\n",
    );
    write("jobs.tsv", "id\tvi\tfr\na\ta.vi\ta.fr\n");
    let jobs = dir.path().join("jobs.tsv").display().to_string();
    let done = align(&["--lines", "--jobs", &jobs], &dir.path().join("out"), &[]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let table = fs::read_to_string(dir.path().join("out").join("a.beads.tsv")).expect("beads");
    let linked = |l: &&str| l.split('\t').skip(2).take(2).all(|side| !side.is_empty());
    let beads: Vec<&str> = table.lines().skip(1).filter(linked).collect();
    assert!(beads.len() == 2 && beads[0].contains("\t0\t0\t") && beads[1].contains("\t2\t2\t"), "{table}");
}

#[test]
fn a_caption_left_in_the_original_is_paired_inside_its_article() {
    let dir = tempfile::tempdir().expect("a folder");
    let article = dir.path().join("port.pl.txt");
    let text_pl = "Nowy most na rzece Thu Bon otwarto w obecności ministra transportu\n\n\
        Quang Nam (VNS) – W sobotę rano mieszkańcy dwóch brzegów przeszli pieszo po nowej przeprawie.\n\n\
        Cầu mới bắc qua sông Thu Bồn được khánh thành với sự có mặt của Bộ trưởng Giao thông\n\n\
        Budowa trwała trzy lata i kosztowała 120 milionów dolarów.\n\n\
        Rolnicy liczą, że ryż i owoce trafią teraz szybciej na targi w Da Nang.\n";
    fs::write(&article, text_pl).expect("written");
    let out = dir.path().join("out");
    let done = align(&[&article.display().to_string()], &out, &[]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let memory = fs::read_to_string(out.join("port.pl.vi.vi-pl.tmx")).expect("a memory of the pair");
    assert_eq!(memory.matches("<tu ").count(), 1, "{memory}");
    assert!(memory.contains("Cầu mới bắc qua") && memory.contains("Nowy most na rzece"), "{memory}");
    assert!(!out.join("port.tmx").exists(), "nothing is invented for the rest");
}

/// Lines of two languages that have nothing in common but the vectors beside them: source 3 and 4 are one line of the target,
/// source 7 has no counterpart.
#[test]
fn embeddings_join_what_no_word_joins() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &[u8]| fs::write(dir.path().join(name), content).expect("written");
    let meaning = |k: usize, d: usize| ((k * 37 + d * 101 + k * d * 13) % 64) as f32 / 32.0 - 1.0;
    let lines = |letter: char, groups: &[&[usize]]| {
        let line = |g: &&[usize]| {
            g.iter().map(|k| format!("{}{k}.", letter.to_string().repeat(4))).collect::<Vec<_>>().join(" ")
        };
        groups.iter().map(line).collect::<Vec<_>>()
    };
    let vector = |ks: &[usize]| -> Vec<u8> {
        (0..32).flat_map(|d| ks.iter().map(|&k| meaning(k, d)).sum::<f32>().to_le_bytes()).collect()
    };
    let source: Vec<&[usize]> = vec![&[0], &[1], &[2], &[3], &[4], &[5], &[6], &[7], &[8], &[9]];
    let target: Vec<&[usize]> = vec![&[0], &[1], &[2], &[3, 4], &[5], &[6], &[8], &[9]];
    for (name, letter, groups) in [("a", 'b', &source), ("b", 'o', &target)] {
        let text = lines(letter, groups);
        write(&format!("{name}.txt"), text.join("\n").as_bytes());
        let pairs: Vec<(String, Vec<usize>)> =
            (0..groups.len() - 1).map(|k| (text[k..k + 2].join(" "), groups[k..k + 2].concat())).collect();
        let strings = text.iter().cloned().chain(pairs.iter().map(|p| p.0.clone())).collect::<Vec<_>>();
        let vectors =
            groups.iter().map(|g| vector(g)).chain(pairs.iter().map(|p| vector(&p.1))).collect::<Vec<_>>();
        write(&format!("{name}.overlap"), strings.join("\n").as_bytes());
        write(&format!("{name}.emb"), &vectors.concat());
    }
    write("jobs.tsv", b"id\tde\tit\nx\ta.txt\tb.txt\n");
    let path = |name: &str| dir.path().join(name).display().to_string();
    let (jobs, out) = (path("jobs.tsv"), path("out"));
    let (a, b) = ([path("a.overlap"), path("a.emb")], [path("b.overlap"), path("b.emb")]);
    let call = ["align", "--lines", "--jobs", &jobs, "-o", &out, "--force", "--embeddings"];
    let done = songngu(&[&call[..], &[&a[0], &a[1], "--embeddings", &b[0], &b[1]]].concat());
    assert!(done.status.success(), "{}", text(&done.stderr));
    let table = fs::read_to_string(dir.path().join("out/x.beads.tsv")).expect("beads");
    let beads: Vec<(&str, &str)> = table
        .lines()
        .skip(1)
        .filter_map(|l| {
            let cells: Vec<&str> = l.split('\t').collect();
            (!cells[2].is_empty() && !cells[3].is_empty()).then_some((cells[2], cells[3]))
        })
        .collect();
    let right =
        [("0", "0"), ("1", "1"), ("2", "2"), ("3,4", "3"), ("5", "4"), ("6", "5"), ("8", "6"), ("9", "7")];
    assert_eq!(beads, right);
    let wrong = songngu(&[&call[..], &[&a[0], &b[1]]].concat());
    assert!(wrong.status.code() == Some(2) && text(&wrong.stderr).contains("do not belong together"));
}
