//! Captions that no markup names: picture numbers, agency credits, the set turns of event photographs, lone short sentences.

use super::clean::Extent;
use super::line::{self, Line};
use crate::lang::furniture::{self, Kind};
use crate::model::{Layout, Tag};

/// Longest caption (characters).
const LONGEST: usize = 330;

/// Tags the captions among the blocks that have no tag yet.
pub(super) fn tag(lines: &[Line<'_>], tags: &mut [Option<Tag>], text: &Extent) {
    for i in 0..lines.len() {
        if !matches!(tags[i], None | Some(Tag::Byline))
            || !(lines[i].layout == Layout::Paragraph || lines[i].evidence.picture)
            || lines[i].chars > LONGEST
        {
            continue;
        }
        if is_numbered(lines[i].text) {
            tags[i] = Some(Tag::Caption);
            // The numbered line is the picture's substitute text; its caption follows.
            if let Some(next) = lines.get(i + 1)
                && tags[i + 1].is_none()
                && next.sentences == 1
                && next.chars <= LONGEST
                && next.layout == Layout::Paragraph
            {
                tags[i + 1] = Some(Tag::Caption);
            }
        } else if tags[i].is_none()
            && (ends_with_credit(&lines[i]) || is_event(&lines[i]) || is_with_picture(&lines[i]))
        {
            tags[i] = Some(Tag::Caption);
        }
    }
    lone(lines, tags, text);
}

/// `… - Ảnh 1.`: the number of a picture at the end of its substitute text.
fn is_numbered(text: &str) -> bool {
    let normal = furniture::normal(text);
    let Some(head) = normal.strip_suffix('#').map(str::trim_end) else { return false };
    let Some((before, word)) = head.rsplit_once(' ') else { return false };
    matches!(
        word,
        "ảnh" | "hình" | "photo" | "image" | "zdjęcie" | "fot." | "foto" | "picture" | "figure" | "rys."
    ) && before.trim_end().ends_with(['-', '–', '—', '|', '.'])
}

/// A sentence that closes with whose picture it is: `… (Photo: AFP)`, `… Ảnh: TTXVN`.
fn ends_with_credit(line: &Line<'_>) -> bool {
    if line.sentences > 3 {
        return false;
    }
    let text = line.text.trim_end_matches(['.', ' ', ')', ']', '/']);
    let from = text.rfind(['(', '[', '.', '|', '/']).map_or(0, |at| at + 1);
    let tail = text[from..].trim();
    let head = text[..from].trim();
    if head.split_whitespace().count() < 3 || tail.split_whitespace().count() > 7 || tail.is_empty() {
        return false;
    }
    let found = furniture::find(tail);
    found.whole.has(Kind::Credit) || found.part.has(Kind::Credit) && tail.chars().any(char::is_uppercase)
}

/// Little text that stands with a picture.
fn is_with_picture(line: &Line<'_>) -> bool {
    line.evidence.picture && line.words >= 3 && line.sentences <= 3 && line.evidence.links < 0.5
}

/// One sentence that says who does what at an event, as captions of official photographs do.
fn is_event(line: &Line<'_>) -> bool {
    let plain = !line.text.contains(['"', '“', '„', '«', ':', ';']);
    line.sentences == 1 && line.ended && plain && line.found.part.has(Kind::Caption) && line.words >= 3
}

/// A short sentence alone in its paragraph, in an article whose other paragraphs are longer.
fn lone(lines: &[Line<'_>], tags: &mut [Option<Tag>], text: &Extent) {
    // A short caption may stand between the headline and the first longer paragraph.
    let start = (0..text.first).rev().find(|&i| tags[i] == Some(Tag::Head)).map_or(text.first, |h| h + 1);
    let body: Vec<usize> = (start..=text.last)
        .filter(|&i| {
            lines.get(i).is_some_and(|l| tags[i].is_none() && l.layout == Layout::Paragraph && l.words >= 3)
        })
        .collect();
    let is_lone = |i: usize| {
        let line = &lines[i];
        line.sentences == 1
            && line.chars <= 90
            && line.words >= 3
            && line.text.ends_with('.')
            && !furniture::runs_on(line.text)
            && !line.text.contains(['"', '“', '„', '«', ':', '?'])
    };
    let candidates: Vec<usize> = body.iter().copied().filter(|&i| is_lone(i)).collect();
    let longer = body
        .iter()
        .filter(|&&i| {
            lines[i].sentences >= 2 && lines[i].chars > 60 || line::core(lines[i].text).chars().count() > 180
        })
        .count();
    // Where single sentences are the style of the article, one more says nothing.
    let few = candidates.len() == 1 || candidates.len() * 6 <= body.len();
    if few && longer >= 3 && longer + candidates.len() + 1 >= body.len() {
        for i in candidates {
            if i < text.last {
                tags[i] = Some(Tag::Caption);
            }
        }
    }
}
