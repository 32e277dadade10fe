//! Damaged and hostile input: no reader and no segmenter panics, hangs or loses text, whatever the bytes.
//!
//! Inputs are made from the example articles by a fixed sequence, so a number names an input for good. A few thousand by
//! default; `SONGNGU_MUTATIONS=1000000 cargo test --release --test mutation` makes a million, `SONGNGU_MUTATION=17` only that one.

use songngu::ingest;
use songngu::lang::identify;
use songngu::model::{Document, Lang};
use songngu::segment::{self, Breaks, Segmenter, srx::Srx};
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;

/// No input is longer than this, so that none may take longer than [`PATIENCE`].
const LONGEST: usize = 1 << 16;
const PATIENCE: Duration = Duration::from_secs(20);

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((u128::from(z ^ (z >> 31)) * sides.max(1) as u128) >> 64) as usize
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

/// What readers trip over: marks, signs of markup, odd characters, broken encodings.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xFF",
    b"\xC3",
    b"\xE1\xBB",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\r",
    b"\r\n",
    b"\n\n",
    b"\t",
    b". ",
    b"...",
    b"? \xC2\xBB",
    b"\xC2\xA0",
    b"\xE2\x80\xAF",
    b"\xE2\x80\xA8",
    b"\xCC\x81",
    b"\xF0\x9F\x87\xBB",
    b"\xE2\x80\x8D",
    b"\xC4\xB0",
    b"\xE1\xBA\x9E",
    b"\xEF\xAC\x81",
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"&#x110000;",
    b"&nbsp;",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<p>",
    b"</p>",
    b"<table><tr><td>",
    b"</table>",
    b"<svg><a><p>",
    b"<template>",
    b"<select><option>",
    b"<b><p></b>",
    b"<script>",
    b"<w:p>",
    b"<w:r>",
    b"</w:r>",
    b"<w:del>",
    b"<w:txbxContent>",
    b"<mc:AlternateContent><mc:Choice>",
    b"<text:p>",
    b"<text:s text:c=\"4000000000\"/>",
    b"```",
    b"***",
    b"> > > ",
    b"[x](",
    b"![",
    b"| - | - |",
    b"# ",
    b"1. ",
    b"\xE2\x80\x94 ",
    b"\"",
    b"(",
    b")",
    b"\xC2\xAB",
    b"Dr. ",
    b"TP. ",
    b"2024",
    b"99999999999999999999",
    b"PK\x03\x04",
    b"%PDF-",
    b"{\\rtf1 ",
    b"---\n",
    b"+++\n",
];

fn mutate(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    for _ in 0..=dice.roll(8) {
        let len = bytes.len();
        let at = dice.roll(len + 1);
        let reach = 1 << dice.roll(12);
        let end = (at + dice.roll(reach)).min(len);
        match dice.roll(9) {
            0 if len > at => bytes[at] ^= 1 << dice.roll(8),
            1 if len > at => bytes[at] = dice.roll(256) as u8,
            2 => drop(bytes.drain(at..end)),
            3 => bytes.truncate(at),
            4 => {
                let copy = bytes[at..end].to_vec();
                let place = dice.roll(len + 1);
                bytes.splice(place..place, copy);
            }
            5 => {
                let piece = dice.pick(PIECES).repeat(1 << dice.roll(9));
                bytes.splice(at..at, piece);
            }
            6 => {
                let from = dice.roll(other.len() + 1);
                let to = (from + dice.roll(4000)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            7 => bytes[at..end].reverse(),
            _ => {
                let piece = *dice.pick(PIECES);
                bytes.splice(at..end, piece.iter().copied());
            }
        }
        bytes.truncate(LONGEST);
    }
}

/// A file to start from; a container also by its parts.
struct Seed {
    name: String,
    bytes: Vec<u8>,
    parts: Vec<(String, Vec<u8>)>,
}

fn seeds() -> Vec<Seed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the examples").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if ingest::extensions().any(|e| name.ends_with(&format!(".{e}"))) {
            out.push(seed(name, std::fs::read(path).expect("an example")));
        }
    }
    out.push(seed("a.odt".into(), packed(&odt())));
    out.push(seed("a.epub".into(), packed(&epub())));
    out
}

fn seed(name: String, bytes: Vec<u8>) -> Seed {
    let mut parts = Vec::new();
    if let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(&bytes)) {
        for i in 0..archive.len() {
            let mut file = archive.by_index(i).expect("a part");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("a part");
            parts.push((file.name().expect("a name").into_owned(), bytes));
        }
    }
    Seed { name, bytes, parts }
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // A mutated name may be no name; the part is then missing.
        if zip
            .start_file(
                name.as_str(),
                SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
            )
            .is_ok()
        {
            zip.write_all(bytes).expect("memory");
        }
    }
    zip.finish().expect("memory").into_inner()
}

fn part(name: &str, text: &str) -> (String, Vec<u8>) {
    (name.to_owned(), text.as_bytes().to_vec())
}

fn odt() -> Vec<(String, Vec<u8>)> {
    let content = "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\"><office:body><office:text>\
        <text:h text:outline-level=\"1\">Most otwarto w poniedziałek</text:h>\
        <text:p>Most<text:s text:c=\"2\"/>otwarto po dwóch latach budowy.<text:note><text:note-body><text:p>Przypis.</text:p></text:note-body></text:note></text:p>\
        <table:table><table:table-row><table:table-cell><text:p>Komórka</text:p></table:table-cell></table:table-row></table:table>\
        <text:list><text:list-item><text:p>Punkt pierwszy</text:p></text:list-item></text:list>\
        </office:text></office:body></office:document-content>";
    vec![part("mimetype", "application/vnd.oasis.opendocument.text"), part("content.xml", content)]
}

fn epub() -> Vec<(String, Vec<u8>)> {
    vec![
        part("mimetype", "application/epub+zip"),
        part(
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"c/book.opf\"/></rootfiles></container>",
        ),
        part(
            "c/book.opf",
            "<package><metadata><dc:language>fr</dc:language></metadata><manifest><item id=\"a\" href=\"a%20b.xhtml\"/>\
             <item id=\"n\" href=\"n.xhtml\" properties=\"nav\"/></manifest><spine><itemref idref=\"a\"/></spine></package>",
        ),
        part(
            "c/a b.xhtml",
            "<html><body><h1>Le pont</h1><p>Le pont a ouvert lundi. Il a coûté cher.</p></body></html>",
        ),
    ]
}

/// The input of a number.
fn input(number: u64, seeds: &[Seed]) -> (String, Vec<u8>) {
    let mut dice = Dice(number);
    let (seed, other) = (dice.pick(seeds), dice.pick(seeds));
    let mut bytes = seed.bytes.clone();
    // Damage inside a container would mostly end at its checksum: the parts are damaged, then packed anew.
    if !seed.parts.is_empty() && dice.roll(4) > 0 {
        let mut parts = seed.parts.clone();
        for _ in 0..=dice.roll(2) {
            let at = dice.roll(parts.len());
            let from = other.parts.get(dice.roll(other.parts.len().max(1))).map_or(&other.bytes, |p| &p.1);
            mutate(&mut parts[at].1, from, &mut dice);
        }
        bytes = packed(&parts);
    } else {
        mutate(&mut bytes, &other.bytes, &mut dice);
    }
    let names: Vec<&str> = ingest::extensions().collect();
    let name = if dice.roll(5) == 0 { format!("a.{}", dice.pick(&names)) } else { seed.name.clone() };
    (name, bytes)
}

/// Everything that reads is asked to read it.
fn take(name: &str, bytes: &[u8]) {
    if let Ok(document) = ingest::read_bytes(name, bytes) {
        hold(document);
    }
    let text = String::from_utf8_lossy(bytes);
    let found = identify(&text);
    assert!((0.0..=1.0).contains(&found.confidence));
    for lang in [found.lang, Lang::HOME[bytes.len() % 4]] {
        for breaks in [Breaks::Hard, Breaks::Soft] {
            tile(&text, &Segmenter::new(lang, breaks));
        }
    }
}

/// The promises of a document: its blocks lie in its text in order, and are cut without losing any of it.
fn hold(document: Document) {
    for pair in document.blocks.windows(2) {
        assert!(pair[0].span.range().end <= pair[1].span.range().start, "blocks overlap");
    }
    for block in &document.blocks {
        let text =
            document.text.get(block.span.range()).expect("a block lies between characters of its text");
        tile(text, &Segmenter::new(block.lang, Breaks::Soft));
    }
    let _ = segment::Cutting::default().article(document);
}

fn tile(text: &str, segmenter: &Segmenter<'_>) {
    let mut at = 0;
    for span in segmenter.segment(text) {
        assert!(text[at..span.range().start].trim().is_empty(), "text between segments");
        assert!(!text[span.range()].trim().is_empty(), "an empty segment");
        at = span.range().end;
    }
    assert!(text[at..].trim().is_empty(), "text behind the segments");
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|n| n.parse().ok())
}

#[test]
fn mutated_files_are_read_or_refused() {
    let seeds = seeds();
    assert!(seeds.len() > 20, "{} seeds", seeds.len());
    if let Some(one) = number("SONGNGU_MUTATION") {
        let (name, bytes) = input(one, &seeds);
        take(&name, &bytes);
        return;
    }
    let wanted = number("SONGNGU_MUTATIONS").unwrap_or(3000);
    let (next, slowest) = (AtomicU64::new(0), AtomicU64::new(0));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= wanted {
                        break;
                    }
                    let (name, bytes) = input(at, &seeds);
                    let start = Instant::now();
                    let done = catch_unwind(AssertUnwindSafe(|| take(&name, &bytes)));
                    let time = start.elapsed();
                    slowest.fetch_max(time.as_millis() as u64, Ordering::Relaxed);
                    assert!(done.is_ok() && time < PATIENCE, "SONGNGU_MUTATION={at} ({name}): {time:?}");
                }
            });
        }
    });
    println!("{wanted} inputs, the slowest took {} ms", slowest.into_inner());
}

#[test]
fn mutated_rules_are_read_or_refused() {
    let srx = segment::srx::export(&songngu::settings::Segment::default());
    let sample = "Dr. A. Smith came at 5 p.m. on Monday... He left.\nThe end";
    for at in 0..number("SONGNGU_MUTATIONS").unwrap_or(3000) / 10 {
        let mut dice = Dice(at);
        let start = dice.roll(srx.len().saturating_sub(4000));
        let mut bytes = srx.as_bytes().to_vec();
        // The head of the file stays; most of the rules go, so that there is something to hit.
        bytes.drain(1500.min(start)..start);
        mutate(&mut bytes, srx.as_bytes(), &mut dice);
        let Ok(rules) = Srx::parse(&String::from_utf8_lossy(&bytes)).and_then(|srx| srx.rules(Lang::EN))
        else {
            continue;
        };
        tile(sample, &Segmenter::new(Lang::EN, Breaks::Hard).with_srx(&rules));
    }
}

/// Size of the large inputs: a quarter of a megabyte by default.
fn large() -> usize {
    if number("SONGNGU_MUTATIONS").is_some() { 50 << 20 } else { 1 << 18 }
}

#[test]
fn large_and_endless_texts_are_read() {
    let size = large();
    let prose = "Cầu đã mở. The bridge opened on Monday, at 9.30 a.m. Le pont a ouvert : « Enfin ! » Most otwarto 5 maja 2024 r.\n";
    let repeated = |piece: &str| piece.repeat(size / piece.len());
    let mut page = String::from("<html><body>");
    while page.len() < size {
        let _ = write!(page, "<p>Paragraph {} of a long page. It goes on.</p>", page.len());
    }
    for (what, name, text) in [
        ("prose", "a.txt", repeated(prose)),
        ("an endless line", "a.txt", repeated(prose.trim_end())),
        ("an endless word", "a.txt", repeated("a")),
        ("an endless word", "a.md", repeated("đ")),
        ("endless stops", "a.txt", repeated(".")),
        ("endless stops", "a.txt", repeated(". ")),
        ("endless quotes", "a.txt", repeated("« \"")),
        ("endless capitals", "a.txt", repeated("A. ")),
        ("endless lines", "a.txt", repeated("a\n")),
        ("a long page", "a.html", page),
        ("endless text", "a.html", repeated("word ")),
        ("endless breaks", "a.html", repeated("x<br>")),
        ("endless links", "a.html", repeated("<a href=b>c</a>")),
        ("endless quotes", "a.md", repeated("> ")),
        ("endless emphasis", "a.md", repeated("*a_")),
        ("endless brackets", "a.md", repeated("[")),
    ] {
        let start = Instant::now();
        take(name, text.as_bytes());
        let time = start.elapsed();
        println!("{what} in {name}: {} kB in {time:.1?}", size >> 10);
        assert!(time < PATIENCE * (1 + (size >> 20) as u32 / 5), "{what} in {name}: {time:?}");
    }
}

#[test]
fn nul_bytes_do_no_harm() {
    assert!(ingest::read_bytes("a.txt", &vec![0; large()]).is_err());
    take("a.txt", "Cầu đã mở.\0 The end.\0\0\n".repeat(1000).as_bytes());
    take("a.html", "<p>Cầu\0 đã mở.</p>\0".repeat(1000).as_bytes());
}

#[test]
fn bombs_are_refused() {
    let deflated = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let bomb = |parts: &[(&str, usize)]| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, spaces) in parts {
            zip.start_file(*name, deflated).expect("memory");
            let piece = vec![b' '; 1 << 20];
            for _ in 0..*spaces {
                zip.write_all(&piece).expect("memory");
            }
        }
        zip.finish().expect("memory").into_inner()
    };
    for (name, parts) in [
        ("a.docx", &[("word/document.xml", 100)][..]),
        ("a.docx", &[("_rels/.rels", 100), ("word/document.xml", 1)]),
        ("a.odt", &[("mimetype", 1), ("content.xml", 100)]),
    ] {
        let bytes = bomb(parts);
        assert!(bytes.len() < 1 << 20);
        assert!(ingest::read_bytes(name, &bytes).is_err(), "{name}");
    }
    let deep = "<div>".repeat(100_000);
    let table = "<table><tr><td>".repeat(50_000);
    let wide = "<b><i><font>".repeat(50_000) + "<p>x";
    for page in [deep, table, wide] {
        let start = Instant::now();
        let _ = ingest::read_bytes("a.html", page.as_bytes());
        assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    }
    let entities = format!(
        "<!DOCTYPE a [<!ENTITY a \"{}\"><!ENTITY b \"{}\">]><a>{}</a>",
        "x".repeat(1000),
        "&a;".repeat(1000),
        "&b;".repeat(1000)
    );
    take("a.xhtml", entities.as_bytes());
}
