//! Plain text: the file as it is, blocks as spans in it.
//!
//! A line is a block, unless the text was wrapped at a fixed width: then the lines of a paragraph are one block, and the
//! breaks inside it are soft.

use super::draft::{Draft, Evidence, Piece, is_crowded};
use super::encoding;
use super::error::Problem;
use crate::model::{Layout, Span};
use unicode_width::UnicodeWidthStr;

/// Wrapped text is at most this wide (columns); longer lines are paragraphs.
const WIDEST: usize = 130;
/// Narrower lines are lists and verse, not wrapped prose.
const NARROWEST: usize = 40;

pub(super) fn read(bytes: &[u8]) -> Result<Draft, Problem> {
    let decoded = encoding::decode(bytes, None)?;
    let mut draft = Draft { text: decoded.text, ..Draft::default() };
    draft.notes.extend(decoded.note);
    let lines = lines(&draft.text).ok_or(Problem::Crowded)?;
    let width = wrapped_at(&draft.text, &lines);
    let mut open: Option<Line> = None;
    for line in lines {
        if let (Some(before), Some(width)) = (&mut open, width)
            && continues(&draft.text, before, &line, width)
        {
            before.span.end = line.span.end;
            before.last = line.last;
            continue;
        }
        if let Some(done) = open.replace(line) {
            draft.pieces.push(piece(&draft.text, done.span));
        }
    }
    if let Some(done) = open {
        draft.pieces.push(piece(&draft.text, done.span));
    }
    Ok(draft)
}

/// A line that is not blank.
struct Line {
    /// From its first to its last visible character.
    span: Span,
    /// The same, of the last physical line that was joined to it.
    last: Span,
    /// Blank lines or a page break stand before it.
    after_gap: bool,
    /// It starts further right than the margin.
    indented: bool,
}

/// The lines that are not blank; nothing when there is no end to them.
fn lines(text: &str) -> Option<Vec<Line>> {
    let mut out = Vec::new();
    let mut gap = true;
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r', '\x0c', '\u{2028}', '\u{2029}', '\u{85}']) {
        let visible = line.trim_matches(blank);
        if visible.is_empty() {
            // The second half of CR LF is no line of its own.
            gap |= !(line == "\n" && text[..at].ends_with('\r'));
        } else {
            let start = at + (line.len() - line.trim_start_matches(blank).len());
            let span = Span::new(start, start + visible.len());
            out.push(Line { span, last: span, after_gap: gap, indented: start > at });
            gap = line.ends_with(['\x0c', '\u{2029}']);
        }
        at += line.len();
        if is_crowded(out.len(), at) {
            return None;
        }
    }
    Some(out)
}

fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

fn piece(text: &str, span: Span) -> Piece {
    let layout = if is_item(&text[span.range()]) { Layout::Item } else { Layout::Paragraph };
    Piece { span, layout, evidence: Evidence::default() }
}

/// A line that opens with a bullet; a dash that opens speech stands before a capital in running text, so it is not asked.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    matches!(chars.next(), Some('-' | '*' | '•' | '·' | '▪' | '‣' | '+'))
        && chars.next().is_some_and(char::is_whitespace)
}

/// The width at which the text was wrapped, if it was.
fn wrapped_at(text: &str, lines: &[Line]) -> Option<usize> {
    let columns = |line: &Line| text[line.span.range()].width();
    let width = lines.iter().map(columns).max()?;
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let (mut full, mut inner, mut flowing) = (0, 0, 0);
    for pair in lines.windows(2).filter(|p| !p[1].after_gap) {
        inner += 1;
        full += usize::from(!fits(text, &pair[0], &pair[1], width));
        flowing += usize::from(!ends_sentence(&text[pair[0].span.range()]));
    }
    // Nearly every break that is no paragraph's end must be forced, and must cut sentences.
    (inner >= 1 && full * 10 >= inner * 6 && flowing * 2 >= inner).then_some(width)
}

/// Whether the first word of the next line would have fitted at the end of this one.
fn fits(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let word = text[next.span.range()].split_whitespace().next().unwrap_or("");
    // Some writers break a few columns early (hanging punctuation, wide letters).
    text[line.last.range()].width() + 1 + word.width() + 2 <= width
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '»', '’', ')', ']', ' ', '\u{a0}']).ends_with(['.', '!', '?', '…', ':'])
}

fn continues(text: &str, before: &Line, line: &Line, width: usize) -> bool {
    if line.after_gap || is_item(&text[line.span.range()]) || (line.indented && !before.indented) {
        return false;
    }
    let full = !fits(text, before, line, width);
    let lower = text[line.span.range()].starts_with(char::is_lowercase);
    full || (lower && !ends_sentence(&text[before.last.range()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let draft = read(text.as_bytes()).expect("text");
        draft.pieces.iter().map(|p| draft.text[p.span.range()].to_owned()).collect()
    }

    #[test]
    fn a_line_is_a_block_when_nothing_was_wrapped() {
        let long = "The museum keeps a wooden boat that was found in the mud of the old harbour, and every visitor wants to see it before anything else.";
        assert_eq!(blocks(&format!("{long}\r\n{long}\r\nShare\r\n")), [long, long, "Share"]);
    }

    #[test]
    fn wrapped_lines_are_one_block_and_short_lines_stay_apart() {
        let text = "The old boat\n\nA wooden boat was found in the mud of the old harbour, and it\nis now shown in the town hall until the summer, when it moves\nto the museum.\n\nPrint\nComments (3)\n";
        let blocks = blocks(text);
        assert_eq!(blocks.len(), 4);
        assert!(blocks[1].starts_with("A wooden") && blocks[1].ends_with("museum."));
    }

    #[test]
    fn wrapped_paragraphs_without_blank_lines_end_at_short_lines() {
        let text = "A wooden boat was found in the mud of the old harbour, and it\nis now shown in the town hall.\nIt will move to the museum when the summer comes, and nobody\nknows who built it or where it came from.\n";
        assert_eq!(blocks(text).len(), 2);
    }

    #[test]
    fn bullets_are_items() {
        let draft = read("- one thing\n- another thing\n".as_bytes()).expect("text");
        assert!(draft.pieces.iter().all(|p| p.layout == Layout::Item));
    }
}
