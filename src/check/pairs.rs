//! Brackets and quotation marks without their partners.

use super::{Input, Pair, Report, Text, typography};
use crate::model::{Block, Finding, Lang, Layout, Span, Tag};

/// Blocks after which a quotation that was opened is given up looking for.
const REACH: usize = 4;

/// `bracket-mismatch`.
pub(super) fn brackets(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        for (block, _, content) in text.blocks() {
            for at in lone_brackets(content) {
                let span = marked(content, at).shifted(block.span.start as usize);
                let mark = content[at..].chars().next().unwrap_or('(');
                report.add(text.place(span), format!("“{mark}” has no partner"));
            }
        }
    }
}

/// Brackets of a block without partners; `a)` and `1)` at the start of an item have none, and smileys are faces.
fn lone_brackets(content: &str) -> Vec<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut lone = Vec::new();
    for (at, c) in content.char_indices() {
        let face = content[..at].ends_with([':', ';', '-', '='])
            && !content[at..].trim_start_matches([')', '(']).starts_with(char::is_alphanumeric);
        match c {
            '(' | '[' | '{' if !face => open.push((at, c)),
            ')' | ']' | '}' => {
                let partner = match c {
                    ')' => '(',
                    ']' => '[',
                    _ => '{',
                };
                match open.iter().rposition(|o| o.1 == partner) {
                    Some(i) => {
                        lone.extend(open.drain(i..).skip(1).map(|o| o.0));
                    }
                    None if face || is_enumerator(&content[..at]) => {}
                    None => lone.push(at),
                }
            }
            _ => {}
        }
    }
    lone.extend(open.into_iter().map(|o| o.0));
    lone.sort_unstable();
    lone
}

/// `1`, `a`, `iv` before a closing bracket, with nothing or a blank before them.
fn is_enumerator(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let letters = word.chars().count();
    // At the beginning, behind a mark, or one of several: not "(page 9)" without its first half.
    let lead = before[..before.len() - word.len()].trim_end();
    let listed = lead.is_empty()
        || lead.ends_with(|c: char| !c.is_alphanumeric())
        || lead.ends_with(char::is_alphanumeric) && lead.contains(')');
    letters > 0
        && listed
        && (letters <= 2 && word.chars().all(char::is_alphanumeric)
            || letters <= 4 && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X')))
}

/// A mark with the word beside it: behind an opening one, before a closing one.
fn marked(content: &str, at: usize) -> Span {
    let mark = content[at..].chars().next().map_or(0, char::len_utf8);
    let opening = content[at..].starts_with(['(', '[', '{', '„', '“', '«', '"']);
    if opening && content[at + mark..].chars().any(char::is_alphanumeric) {
        let rest = &content[at + mark..];
        let lead = rest.len() - rest.trim_start().len();
        let word = rest.trim_start().find(char::is_whitespace).unwrap_or(rest.trim_start().len());
        return Span::new(at, at + mark + lead + word);
    }
    let before = content[..at].trim_end();
    let from = before
        .rfind(char::is_whitespace)
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    Span::new(from, at + mark)
}

/// A quotation mark of a text.
#[derive(Clone, Copy)]
struct Mark {
    block: usize,
    at: usize,
    sign: char,
}

/// `quote-mismatch`.
pub(super) fn quotes(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        let blocks: Vec<(&Block, Lang, &str)> = text.blocks().collect();
        for mark in lone_quotes(&blocks) {
            let (block, _, content) = blocks[mark.block];
            let span = marked(content, mark.at).shifted(block.span.start as usize);
            report.add(text.place(span), format!("the quotation mark {} has no partner", mark.sign));
        }
        straight(text, &blocks, report);
    }
    // A quotation over several sentences, or a mark that the source lacks as well.
    report.findings.retain(|finding| {
        let pair = input.pairs.iter().find(|p| p.target.document == finding.place.document);
        let segment = pair.and_then(|p| p.segments().find(|s| s.target.overlaps(finding.place.span)));
        !segment.is_some_and(|s| is_open(s.source_text(), s.pair.source.lang()))
    });
    against_source(input, report);
}

/// A quotation that the source closes in its sentence and the translation does not, though the text may open it again later.
fn against_source(input: &Input<'_>, report: &mut Report) {
    for segment in
        input.pairs.iter().flat_map(Pair::segments).filter(|s| s.is_linked() && s.bead.score >= 0.5)
    {
        let (source, text) = (segment.source_text(), segment.target_text());
        let (from, to) = (segment.pair.source.lang(), segment.pair.target.lang());
        let quoted = source.contains(['"', '„', '“', '”', '«', '»']);
        if !quoted || is_open(source, from) || !is_open(text, to) || text.contains('"') {
            continue;
        }
        let block = Block { span: segment.target, tag: Tag::Body, layout: Layout::Paragraph, lang: to };
        for mark in lone_quotes(&[(&block, to, text)]) {
            if goes_on(segment.pair.target.text(), segment.target, role(text, mark.at, mark.sign, to), to) {
                continue;
            }
            let place = segment.target_place(marked(text, mark.at).shifted(segment.target.start as usize));
            let known = |f: &Finding| f.place.document == place.document && f.place.span.overlaps(place.span);
            if !report.findings.iter().any(known) {
                let message = format!(
                    "the quotation mark {} has no partner in this sentence, in the source it has",
                    mark.sign
                );
                report.add(place, message).related.push(segment.source_place(segment.source));
            }
        }
    }
}

/// Whether a quotation that one sentence opens is closed by a later one, or one that it closes was opened by an earlier one.
fn goes_on(text: &str, sentence: Span, lone: Option<Role>, lang: Lang) -> bool {
    // Characters: longer quotations have a mark in every paragraph.
    const FAR: usize = 1000;
    let (start, end) = (sentence.start as usize, sentence.end as usize);
    let role_of = |(at, sign): (usize, char)| role(text, at, sign, lang);
    let (before, after) = (text[..start].char_indices(), text[end..].char_indices());
    match lone {
        Some(Role::Open) => {
            after.take(FAR).find_map(|(at, sign)| role_of((end + at, sign))) == Some(Role::Close)
        }
        Some(Role::Close) => before.rev().take(FAR).find_map(role_of) == Some(Role::Open),
        _ => false,
    }
}

/// Whether the quotation marks of a sentence do not pair off.
fn is_open(sentence: &str, lang: Lang) -> bool {
    let mut balance = 0i32;
    for (at, sign) in sentence.char_indices() {
        balance += match role(sentence, at, sign, lang) {
            Some(Role::Open) => 1,
            Some(Role::Close | Role::Either) => -1,
            None => 0,
        };
    }
    balance != 0 || !sentence.matches('"').count().is_multiple_of(2)
}

/// What a sign can do.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Open,
    Close,
    Either,
}

/// `”` closes, but opens where it stands before a word only; Polish „ is closed by ”, German by “.
fn role(content: &str, at: usize, sign: char, lang: Lang) -> Option<Role> {
    let before = content[..at].chars().next_back();
    let after = content[at + sign.len_utf8()..].chars().next();
    let word_before = before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[' | '–' | '—' | '-'));
    let word_after = after.is_some_and(char::is_alphanumeric);
    match sign {
        '„' | '‟' => Some(Role::Open),
        '“' => {
            let polish = typography::of(lang).quotes.first().is_some_and(|q| q.0 == '„');
            Some(if word_before && !word_after {
                Role::Close
            } else if polish && !word_after {
                Role::Either
            } else {
                Role::Open
            })
        }
        '”' => Some(if !word_before && word_after { Role::Open } else { Role::Close }),
        '«' => Some(
            if word_before
                && !word_after
                && after != Some('\u{a0}')
                && after != Some(' ')
                && after != Some('\u{202f}')
            {
                Role::Close
            } else {
                Role::Open
            },
        ),
        '»' => Some(if !word_before && word_after { Role::Open } else { Role::Close }),
        _ => None,
    }
}

fn family(sign: char) -> u8 {
    u8::from(matches!(sign, '«' | '»'))
}

/// Directed quotation marks without partners, over the blocks of a text: a quotation may run over several paragraphs, each of
/// which may open it again.
fn lone_quotes(blocks: &[(&Block, Lang, &str)]) -> Vec<Mark> {
    let mut open: Vec<Mark> = Vec::new();
    let mut lone: Vec<Mark> = Vec::new();
    for (n, (_, lang, content)) in blocks.iter().enumerate() {
        let (old, kept): (Vec<Mark>, Vec<Mark>) = open.iter().partition(|o| o.block + REACH < n);
        lone.extend(old);
        open = kept;
        for (at, sign) in content.char_indices() {
            let Some(role) = role(content, at, sign, *lang) else { continue };
            let mark = Mark { block: n, at, sign };
            let partner = open.iter().rposition(|o| family(o.sign) == family(sign));
            match (role, partner) {
                (Role::Close | Role::Either, Some(i)) => {
                    // What was opened inside and never closed is lone; opened again in a new paragraph it is the same one.
                    let block = open[i].block;
                    open.truncate(i);
                    open.retain(|o| {
                        !(family(o.sign) == family(sign) && o.block < block && starts_block(blocks, *o))
                    });
                }
                // "word”: opened by a straight mark. `punctuation` tells of the mixture.
                (Role::Close, None) if straight_opening(content, at).is_some() => {}
                (Role::Close, None) => lone.push(mark),
                (Role::Open | Role::Either, _) => {
                    let again = at == 0 && open.iter().any(|o| family(o.sign) == family(sign) && o.block < n);
                    if !again {
                        open.push(mark);
                    }
                }
            }
        }
    }
    lone.extend(open);
    lone.sort_by_key(|m| (m.block, m.at));
    lone
}

/// A straight mark before a word that has no straight partner up to `end`.
fn straight_opening(content: &str, end: usize) -> Option<usize> {
    let marks: Vec<usize> = content[..end].match_indices('"').map(|m| m.0).collect();
    let last = *marks.last().filter(|_| !marks.len().is_multiple_of(2))?;
    content[last + 1..].starts_with(char::is_alphanumeric).then_some(last)
}

fn starts_block(blocks: &[(&Block, Lang, &str)], mark: Mark) -> bool {
    blocks[mark.block].2[..mark.at].trim().is_empty()
}

/// Straight double quotes: an odd number in a block, unless the next block has an odd number as well. Inches are no quotes.
fn straight(text: &Text<'_>, blocks: &[(&Block, Lang, &str)], report: &mut Report) {
    let places = |content: &str| -> Vec<usize> {
        let inch = |at: usize| content[..at].ends_with(|c: char| c.is_ascii_digit());
        content
            .match_indices('"')
            .map(|(at, _)| at)
            .filter(|&at| !inch(at) || content[..at].contains('"'))
            .collect()
    };
    let mut skip = false;
    for (n, (block, _, content)) in blocks.iter().enumerate() {
        let here = places(content);
        if here.len().is_multiple_of(2) {
            continue;
        }
        if std::mem::take(&mut skip) {
            continue;
        }
        let next = blocks[n + 1..].iter().take(REACH).position(|b| !places(b.2).len().is_multiple_of(2));
        if next.is_some() {
            skip = true;
            continue;
        }
        // A typographic mark may be its partner.
        if content.contains(['“', '”', '„']) {
            continue;
        }
        if let Some(&at) = here.last() {
            let span = marked(content, at).shifted(block.span.start as usize);
            report.add(text.place(span), "the quotation mark \" has no partner");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes_left(lang: Lang, lines: &[&str]) -> usize {
        let block = Block { span: Span::new(0, 0), tag: Tag::Body, layout: Layout::Paragraph, lang };
        let blocks: Vec<(&Block, Lang, &str)> = lines.iter().map(|l| (&block, lang, *l)).collect();
        lone_quotes(&blocks).len()
    }

    #[test]
    fn brackets_that_need_no_partner() {
        assert!(lone_brackets("a) one (two [three]) b) four :-)").is_empty());
        assert_eq!(lone_brackets("The river (see map floods."), [10]);
        assert_eq!(lone_brackets("The river see map) floods."), [17]);
    }

    #[test]
    fn quotations_of_four_languages() {
        assert_eq!(quotes_left(Lang::PL, &["„Idę” – rzekł. „Wracam”."]), 0);
        assert_eq!(quotes_left(Lang::FR, &["« Je pars », dit-il, « et “vous” ? »"]), 0);
        assert_eq!(quotes_left(Lang::EN, &["“I go,", "“I stay,” he said."]), 0);
        assert_eq!(quotes_left(Lang::FR, &["« Je pars, dit-il."]), 1);
        assert_eq!(quotes_left(Lang::VI, &["Ông nói: “Tôi đi."]), 1);
    }
}
