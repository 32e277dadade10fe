//! Every reader on small files of our own, and on damaged ones: no panic, no hang, bounded memory.

use super::{IngestError, Problem, READERS, read, read_bytes};
use crate::model::{Document, Lang, Layout, Tag};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A zip file of these parts.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        // The first part of odt and epub is stored, so that the bytes tell the format.
        let method = if *name == "mimetype" {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    }
    zip.finish().expect("a zip file").into_inner()
}

const WORD: &str = r#"xmlns:w="w" xmlns:mc="mc" xmlns:wps="wps" xmlns:r="r""#;

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let styles = format!(
        r#"<w:styles {WORD}><w:style w:styleId="Nag1"><w:name w:val="heading 1"/></w:style>
        <w:style w:styleId="Moj"><w:name w:val="Moj styl"/><w:basedOn w:val="Nag1"/></w:style>
        <w:style w:styleId="Podpis"><w:name w:val="caption"/></w:style></w:styles>"#
    );
    let relations = r#"<Relationships xmlns="x"><Relationship Id="1" Type="y/header" Target="header1.xml"/></Relationships>"#;
    let header = format!("<w:hdr {WORD}><w:p><w:r><w:t>Draft of the club</w:t></w:r></w:p></w:hdr>");
    let notes = format!(
        r#"<w:footnotes {WORD}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:t>Said by the keeper.</w:t></w:r></w:p></w:footnote></w:footnotes>"#
    );
    zipped(&[
        ("word/document.xml", &document),
        ("word/styles.xml", &styles),
        ("word/_rels/document.xml.rels", relations),
        ("word/header1.xml", &header),
        ("word/footnotes.xml", &notes),
    ])
}

const DOCX_BODY: &str = r#"<w:p><w:pPr><w:pStyle w:val="Moj"/></w:pPr><w:r><w:t>The lamp is lit again</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">The old lamp &amp; its </w:t></w:r><w:del><w:r><w:delText>broken </w:delText></w:r></w:del><w:ins><w:r><w:t>glass were mended in</w:t></w:r></w:ins><w:r><w:br/><w:t>spring.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>Open on Sundays.</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>Open on Sundays.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Height</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>30 m</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:pStyle w:val="Podpis"/></w:pPr><w:r><w:t>The lamp at night.</w:t></w:r></w:p>"#;

const ODT_BODY: &str = r#"<text:h text:outline-level="1">Lampa znów świeci</text:h><text:p>Stara lampa<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Mówi latarnik.</text:p></text:note-body></text:note> i jej szkło<text:line-break/>zostały naprawione<text:s/>wiosną, po trzech latach starań.</text:p><text:p text:style-name="P1">Lampa nocą.</text:p><table:table><table:table-row><table:table-cell><text:p>Wysokość</text:p></table:table-cell></table:table-row></table:table>"#;

fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s"><office:automatic-styles>
        <style:style style:name="P1" style:parent-style-name="Caption"/></office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    let styles = r#"<office:document-styles xmlns:office="o" xmlns:text="t" xmlns:style="s"><style:header><text:p>Klub latarników</text:p></style:header></office:document-styles>"#;
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("styles.xml", styles),
    ])
}

fn epub() -> Vec<u8> {
    zipped(&[
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            r#"<container><rootfiles><rootfile full-path="b/book.opf"/></rootfiles></container>"#,
        ),
        (
            "b/book.opf",
            r#"<package><metadata><dc:language xmlns:dc="d">fr</dc:language></metadata><manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="a" href="un%20.xhtml"/><item id="b" href="deux.xhtml"/></manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"#,
        ),
        ("b/nav.xhtml", "<html><body><p>Table</p></body></html>"),
        (
            "b/un .xhtml",
            "<html><body><h1>La lampe</h1><p>La vieille lampe a été réparée au printemps, après trois ans.</p></body></html>",
        ),
        (
            "b/deux.xhtml",
            "<html><body><p>Elle éclaire de nouveau la côte et les bateaux de pêche.</p></body></html>",
        ),
    ])
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><title>The lamp is lit again - The Coast Post</title></head><body>
<nav><a href="/">Home</a><a href="/s">Sea</a></nav><div class="cookie-note"><p>We use cookies on this site.</p></div>
<h1>The lamp is lit again</h1><p class="byline">By Ann Keeper</p><time>3 May 2019</time>
<figure><img src="a.jpg"><figcaption>The lamp at night.</figcaption></figure>
<p>The old lamp &amp; its glass were <a href="/m">mended</a> in&nbsp;spring, after three years of work by the club.<span style="display:none">secret</span>
<p><b><a href="/x">Read also: Ten walks by the sea</a></b>
<p>Ships see it from twenty miles away.<br><br>The keeper climbs the stairs twice a day. He is eighty years old.
<div class="share"><a>Share on Mastodon</a></div>
<h3>Comments (2)</h3><div><p>Lovely to see it again! I used to walk there as a child.</p></div><footer>&copy; The Coast Post</footer>"#;

fn shape(document: &Document) -> Vec<(Tag, &str)> {
    document.blocks.iter().map(|b| (b.tag, document.block_text(b))).collect()
}

fn promises(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        let text = document.block_text(block);
        assert!(!text.is_empty() && text.trim() == text, "{text:?}");
        assert!(block.span.start >= end, "blocks overlap");
        end = block.span.end;
    }
}

#[test]
fn a_page_is_told_apart() {
    let document = read_bytes("lamp.html", PAGE.as_bytes()).expect("a page");
    promises(&document);
    assert_eq!(document.lang, Lang::EN);
    assert_eq!(
        shape(&document),
        [
            (Tag::Boilerplate, "Home"),
            (Tag::Boilerplate, "Sea"),
            (Tag::Boilerplate, "We use cookies on this site."),
            (Tag::Head, "The lamp is lit again"),
            (Tag::Byline, "By Ann Keeper"),
            (Tag::Boilerplate, "3 May 2019"),
            (Tag::Caption, "The lamp at night."),
            (
                Tag::Body,
                "The old lamp & its glass were mended in\u{a0}spring, after three years of work by the club."
            ),
            (Tag::Boilerplate, "secret"),
            (Tag::Boilerplate, "Read also: Ten walks by the sea"),
            (Tag::Body, "Ships see it from twenty miles away."),
            (Tag::Body, "The keeper climbs the stairs twice a day. He is eighty years old."),
            (Tag::Boilerplate, "Share on Mastodon"),
            (Tag::Boilerplate, "Comments (2)"),
            (Tag::Boilerplate, "Lovely to see it again! I used to walk there as a child."),
            (Tag::Boilerplate, "© The Coast Post"),
        ]
    );
}

#[test]
fn a_word_file_keeps_what_counts() {
    let document = read_bytes("lamp.docx", &docx(DOCX_BODY)).expect("a document");
    promises(&document);
    assert_eq!(
        shape(&document),
        [
            (Tag::Boilerplate, "Draft of the club"),
            (Tag::Head, "The lamp is lit again"),
            (Tag::Body, "The old lamp & its glass were mended in\nspring."),
            (Tag::Boilerplate, "secret"),
            (Tag::Body, "Open on Sundays."),
            (Tag::Body, "Height"),
            (Tag::Body, "30 m"),
            (Tag::Caption, "The lamp at night."),
            (Tag::Body, "Said by the keeper."),
        ]
    );
    assert_eq!(document.blocks[5].layout, Layout::Cell);
    assert_eq!(document.blocks[8].layout, Layout::Note);
    assert_eq!(document.notes, ["1 tracked deletions left out"]);
}

#[test]
fn an_opendocument_file_keeps_what_counts() {
    let document = read_bytes("lampa.odt", &odt(ODT_BODY)).expect("a document");
    promises(&document);
    assert_eq!(document.lang, Lang::PL);
    assert_eq!(
        shape(&document),
        [
            (Tag::Boilerplate, "Klub latarników"),
            (Tag::Head, "Lampa znów świeci"),
            (Tag::Body, "Stara lampa i jej szkło\nzostały naprawione wiosną, po trzech latach starań."),
            (Tag::Caption, "Lampa nocą."),
            (Tag::Body, "Wysokość"),
            (Tag::Body, "Mówi latarnik."),
        ]
    );
}

#[test]
fn a_book_is_read_by_its_spine() {
    let document = read_bytes("lampe.epub", &epub()).expect("a book");
    promises(&document);
    assert_eq!(document.lang, Lang::FR);
    assert_eq!(document.blocks.len(), 3);
    assert_eq!(document.blocks[0].tag, Tag::Head);
}

#[test]
fn markdown_keeps_notes_last_and_pictures_as_captions() {
    let text = "---\ntitle: x\n---\n# The lamp\n\nThe old lamp was *mended*[^1] in\nspring, after three years.\n\n![The lamp at night.](a.jpg)\n\n- Open on Sundays.\n\n[^1]: Said by the keeper.\n\n<!-- note -->\n";
    let document = read_bytes("lamp.md", text.as_bytes()).expect("markdown");
    promises(&document);
    assert_eq!(
        shape(&document),
        [
            (Tag::Head, "The lamp"),
            (Tag::Body, "The old lamp was mended in spring, after three years."),
            (Tag::Caption, "The lamp at night."),
            (Tag::Body, "Open on Sundays."),
            (Tag::Body, "Said by the keeper."),
        ]
    );
}

#[test]
fn a_copied_page_is_told_apart_by_its_words() {
    let text = "Chủ Nhật, 05/03/2017\nNgọn đèn biển sáng trở lại sau ba năm\n\nSáng 4/3, ngọn đèn biển cũ đã sáng trở lại sau ba năm sửa chữa. Hàng trăm người dân đến xem.\n\nToàn cảnh buổi lễ.\n\nNgười gác đèn leo cầu thang hai lần mỗi ngày, dù ông đã tám mươi tuổi. Ông nói mình không mệt.\n\nNguồn: Lê Thu\nHôm nay: 12\nTổng lượt truy cập: 3.456\n";
    let document = read_bytes("den.txt", text.as_bytes()).expect("text");
    promises(&document);
    assert_eq!(document.text, text);
    let tags: Vec<Tag> = document.blocks.iter().map(|b| b.tag).collect();
    assert_eq!(
        tags,
        [
            Tag::Boilerplate,
            Tag::Head,
            Tag::Body,
            Tag::Caption,
            Tag::Body,
            Tag::Byline,
            Tag::Boilerplate,
            Tag::Boilerplate
        ]
    );
}

#[test]
fn mixed_languages_are_told_block_by_block() {
    let text = "Nowy most został otwarty w poniedziałek po dwóch latach budowy. Kierowcy są zadowoleni.\nCây cầu mới đã được khánh thành sáng thứ Hai trước sự chứng kiến của người dân.\nMieszkańcy czekali na tę chwilę od bardzo dawna. Burmistrz przeciął wstęgę.\n";
    let document = read_bytes("most.txt", text.as_bytes()).expect("text");
    assert_eq!(document.lang, Lang::PL);
    let langs: Vec<Lang> = document.blocks.iter().map(|b| b.lang).collect();
    assert_eq!(langs, [Lang::PL, Lang::VI, Lang::PL]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let problem = |name: &str, bytes: &[u8]| read_bytes(name, bytes).expect_err("an error").problem;
    assert!(matches!(problem("a.txt", b" \n "), Problem::Empty));
    assert!(matches!(problem("a.txt", &[0, 1, 2, 3, 0xFF, 0, 9, 0, 0, 1, 4]), Problem::Binary));
    assert!(matches!(problem("a.html", b"<html><script>x</script></html>"), Problem::NoText));
    assert!(matches!(problem("a.pdf", b"%PDF-1.7 x"), Problem::Foreign(_)));
    assert!(matches!(problem("a.docx", b"not a zip file"), Problem::Broken { .. }));
    let bomb = zipped(&[("word/document.xml", &" ".repeat(3 << 20))]);
    assert!(matches!(problem("a.docx", &bomb), Problem::Bomb(_)));
    let deep = format!("<html>{}", "<div>".repeat(5000));
    assert!(matches!(problem("a.html", deep.as_bytes()), Problem::TooDeep(_)));
    for (name, piece) in [("a.txt", "a\n"), ("a.html", "<p>a"), ("a.md", "[")] {
        assert!(matches!(problem(name, piece.repeat(3 << 20).as_bytes()), Problem::Crowded), "{name}");
    }
    let missing = read(std::path::Path::new("no such file.txt")).expect_err("an error");
    assert!(matches!(missing, IngestError { problem: Problem::Unreadable(_), .. }));
    assert!(missing.to_string().contains("no such file.txt"));
}

/// Numbers that look random and are the same on every run (xorshift64*).
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % below.max(1)
    }

    /// Bytes changed, cut out, doubled, put in.
    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        const DICTIONARY: &[&[u8]] = &[
            b"<table>",
            b"<p>",
            b"</p>",
            b"<br>",
            b"<a href=x>",
            b"<template>",
            b"<select>",
            b"<svg>",
            b"&#x110000;",
            b"&amp",
            b"<w:p>",
            b"</w:p>",
            b"<w:del>",
            b"<text:note-body>",
            b"<!--",
            b"<![CDATA[",
            b"\xFF\xFE",
            b"\xEF\xBB\xBF",
            b"\0",
            b"\r",
            "Ảnh: ".as_bytes(),
            b"![](",
            b"[^1]:",
            b"| a |\n|---|\n",
            b"\n\n",
            b"(0)",
            b"- ",
            "…".as_bytes(),
            "\u{301}".as_bytes(),
            b"<font size=5>",
            b"<h1>",
        ];
        for _ in 0..=self.next(6) {
            let at = self.next(bytes.len() + 1);
            match self.next(5) {
                0 if at < bytes.len() => bytes[at] = self.next(256) as u8,
                1 => drop(bytes.drain(at..(at + self.next(40)).min(bytes.len()))),
                2 => {
                    let piece = bytes[at..(at + self.next(200)).min(bytes.len())].to_vec();
                    let to = self.next(bytes.len() + 1);
                    bytes.splice(to..to, piece);
                }
                _ => drop(bytes.splice(at..at, DICTIONARY[self.next(DICTIONARY.len())].iter().copied())),
            }
        }
    }
}

/// Rounds of the test below; `SONGNGU_ROUNDS=1000000 cargo test --release ingest::tests::any` for a long run.
fn rounds() -> usize {
    std::env::var("SONGNGU_ROUNDS").ok().and_then(|r| r.parse().ok()).unwrap_or(60)
}

#[test]
fn any_bytes_are_read_or_refused() {
    let mut chance = Chance(0x5EED);
    let copied = "Home | News | Sport\nThe lamp is lit again\n3 May 2019\nThe lamp was mended. It shines.\nComments (2)\n";
    let texts = [
        PAGE.as_bytes().to_vec(),
        DOCX_BODY.as_bytes().to_vec(),
        ODT_BODY.as_bytes().to_vec(),
        copied.as_bytes().to_vec(),
    ];
    for _ in 0..rounds() {
        for (i, text) in texts.iter().enumerate() {
            let mut bytes = text.clone();
            chance.mutate(&mut bytes);
            let inner = String::from_utf8_lossy(&bytes).into_owned();
            let mut packed = match i {
                1 => docx(&inner),
                2 => odt(&inner),
                _ => bytes,
            };
            check(&packed);
            // The container itself is damaged too.
            chance.mutate(&mut packed);
            check(&packed);
        }
        let mut book = epub();
        chance.mutate(&mut book);
        check(&book);
        let noise: Vec<u8> = (0..chance.next(300)).map(|_| chance.next(256) as u8).collect();
        check(&noise);
    }
}

/// Every reader on the same bytes.
fn check(bytes: &[u8]) {
    for reader in READERS {
        if let Ok(draft) = (reader.read)(bytes) {
            promises(&draft.finish("x"));
        }
    }
    if let Ok(document) = read_bytes("x.txt", bytes) {
        promises(&document);
    }
}

#[test]
fn long_files_take_time_in_proportion() {
    let pages = [
        "<div>".repeat(900) + &"<p>word <b>bold</b> <a href=x>link</a><br>".repeat(4_000),
        "<table>".to_owned() + &"<b>stray text</b>".repeat(4_000),
        "Comments (3)\n".repeat(6_000),
        "Read also\nA title\n".repeat(4_000),
        "word ".repeat(60_000),
        "<i>".repeat(12_000),
        "> ".repeat(6_000),
        "[^1]".repeat(6_000),
        "| a ".repeat(4_000) + "\n|--" + &"|--".repeat(4_000),
    ];
    for page in &pages {
        let start = std::time::Instant::now();
        check(page.as_bytes());
        // Generous: unoptimised, on a busy machine, all readers; a quadratic reader takes minutes.
        assert!(start.elapsed().as_secs() < 20, "{}", &page[..20]);
    }
}
