//! What is article and what is furniture: markup, set phrases and place together.
//!
//! First every block is judged by itself (`alone`), then by its neighbours: lists below a heading such as "Read also",
//! readers' comments, what stands above the headline and below the last paragraph. What nothing speaks against is text.

use super::draft::Draft;
use super::line::{self, Line};
use crate::lang::furniture::{self, Kind};
use crate::model::{Layout, Tag};
use rustc_hash::FxHashMap;

/// The tag of every piece of a draft.
pub(super) fn tags(draft: &Draft) -> Vec<Tag> {
    let lines: Vec<Line<'_>> =
        draft.pieces.iter().map(|p| Line::new(&draft.text[p.span.range()], p)).collect();
    let mut tags: Vec<Option<Tag>> = lines.iter().map(|l| alone(l, draft.marked_up)).collect();
    repeated(&lines, &mut tags);
    menus(&lines, &mut tags);
    comments(&lines, &mut tags);
    lists(&lines, &mut tags);
    let text = Extent::of(&lines, &tags);
    let headline = headline(&lines, &mut tags, &text);
    top(&lines, &mut tags, headline, &text);
    bottom(&lines, &mut tags, &text, draft.marked_up);
    bylines(&lines, &mut tags, headline, &text);
    super::captions::tag(&lines, &mut tags, &text);
    rest(&lines, &tags, &text, draft.marked_up)
}

/// First and last block that is surely running text; both 0 when there is none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    pub first: usize,
    pub last: usize,
    pub any: bool,
}

impl Extent {
    fn of(lines: &[Line<'_>], tags: &[Option<Tag>]) -> Self {
        let open = |i: &usize| matches!(tags[*i], None | Some(Tag::Body)) && lines[*i].is_prose();
        let first = (0..lines.len()).find(open);
        let last = (0..lines.len()).rev().find(open);
        Self { first: first.unwrap_or(0), last: last.unwrap_or(0), any: first.is_some() }
    }
}

/// What a block is by its own markup and words, as far as they tell.
fn alone(line: &Line<'_>, marked_up: bool) -> Option<Tag> {
    let evidence = &line.evidence;
    if evidence.tag == Some(Tag::Boilerplate) {
        return evidence.tag;
    }
    if evidence.headline && evidence.tag == Some(Tag::Head) && !line.found.whole.has(Kind::Comments) {
        return Some(Tag::Head);
    }
    if line.words == 0 || line.is_link() {
        return Some(Tag::Boilerplate);
    }
    let note = line.layout == Layout::Note || line.layout == Layout::Cell;
    if !note && (line::is_date(line.text) || is_furniture(line)) {
        return Some(Tag::Boilerplate);
    }
    match evidence.tag {
        Some(Tag::Caption) if is_credit(line) => return Some(Tag::Byline),
        Some(Tag::Caption | Tag::Byline) => return evidence.tag,
        _ => {}
    }
    if evidence.links > 0.85 && marked_up && line.words <= 40 && evidence.tag != Some(Tag::Head) && !note {
        return Some(Tag::Boilerplate);
    }
    if is_credit(line) && !note {
        return Some(Tag::Byline);
    }
    if is_byline(line) && !note {
        return Some(Tag::Byline);
    }
    // The name of the site in front of its motto.
    if starts_with_domain(line.text) && line.words <= 12 && !line.ended {
        return Some(Tag::Boilerplate);
    }
    evidence.tag
}

fn is_furniture(line: &Line<'_>) -> bool {
    let any = [Kind::Furniture, Kind::Related, Kind::Comments];
    if any.iter().any(|&k| line.is_phrase(k)) {
        return true;
    }
    if line.begins(Kind::Furniture) || line.begins(Kind::Comments) {
        return true;
    }
    // "Read also: …" with a headline behind it; "read also" inside a sentence is text.
    if line.found.part.has(Kind::Related) && line.words <= 25 && (!line.ended || line.evidence.links > 0.5) {
        return true;
    }
    line::is_trail(line.text) || furniture::composed(line.text) >= 2 || is_patchwork(line)
}

/// Dates, counters and buttons side by side: `5 May 2019 · 312 views`.
fn is_patchwork(line: &Line<'_>) -> bool {
    if line.words > 25 {
        return false;
    }
    let is_part = |part: &str| {
        let found = furniture::find(part);
        line::is_date(part)
            || found.whole.has(Kind::Furniture)
            || found.whole.has(Kind::Comments)
            || (found.part.has(Kind::Furniture) && part.split_whitespace().count() <= 6)
    };
    ["·", "|", "•", " - ", " – ", " — "].iter().any(|separator| {
        let parts: Vec<&str> = line.text.split(separator).map(str::trim).filter(|p| !p.is_empty()).collect();
        parts.len() >= 2 && parts.iter().all(|p| is_part(p))
    })
}

/// A picture's owner and nothing else.
fn is_credit(line: &Line<'_>) -> bool {
    line.is_phrase(Kind::Credit) || (line.found.part.has(Kind::Credit) && line.words <= 7 && !line.ended)
}

fn is_byline(line: &Line<'_>) -> bool {
    line.is_phrase(Kind::Byline)
        || (line.found.part.has(Kind::Byline)
            && line.words <= 12
            && !line.ended
            && line.sentences == 1
            && mostly_capital(line.text))
}

/// Bylines name people: at least one word after the first begins with a capital, or the first stands alone with a colon.
fn mostly_capital(text: &str) -> bool {
    let named = text
        .split_whitespace()
        .skip(1)
        .any(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase));
    named || text.split_whitespace().count() <= 5
}

fn starts_with_domain(text: &str) -> bool {
    let Some(first) = text.split_whitespace().next() else { return false };
    let labels: Vec<&str> = first.split('.').collect();
    labels.len() >= 2
        && labels.iter().all(|l| !l.is_empty() && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        && labels
            .last()
            .is_some_and(|l| (2..=6).contains(&l.len()) && l.chars().all(|c| c.is_ascii_lowercase()))
        && labels[0].chars().any(|c| c.is_ascii_alphabetic())
}

/// Short lines that stand several times are parts of the page.
fn repeated(lines: &[Line<'_>], tags: &mut [Option<Tag>]) {
    let mut count: FxHashMap<&str, usize> = FxHashMap::default();
    for line in lines {
        *count.entry(line.text).or_default() += 1;
    }
    for (line, tag) in lines.iter().zip(tags) {
        if tag.is_none()
            && line.words <= 6
            && !line.ended
            && line.layout != Layout::Cell
            && count[line.text] > 1
        {
            *tag = Some(Tag::Boilerplate);
        }
    }
}

/// Sections one below the other: a run of short lines, at least half of which are known names of sections.
fn menus(lines: &[Line<'_>], tags: &mut [Option<Tag>]) {
    let short = |i: usize| {
        lines[i].words <= 3
            && !lines[i].ended
            && lines[i].layout != Layout::Cell
            && matches!(tags[i], None | Some(Tag::Boilerplate))
    };
    let mut runs = Vec::new();
    let mut from = 0;
    for i in 0..=lines.len() {
        if i == lines.len() || !short(i) {
            runs.push(from..i);
            from = i + 1;
        }
    }
    for run in runs {
        let known = run.clone().filter(|&i| lines[i].is_phrase(Kind::Menu)).count();
        if known >= 2 && known * 2 >= run.len() {
            tags[run].fill(Some(Tag::Boilerplate));
        }
    }
}

/// Below the heading of the readers' comments everything is theirs, if most of the article stands above it.
fn comments(lines: &[Line<'_>], tags: &mut [Option<Tag>]) {
    // Letters of prose above each block.
    let mut above_all = vec![0usize];
    for (line, tag) in lines.iter().zip(&*tags) {
        let more = if tag.is_none() && line.is_prose() { line.chars } else { 0 };
        above_all.push(above_all.last().map_or(0, |sum| sum + more));
    }
    let total = above_all.last().copied().unwrap_or(0);
    for at in 0..lines.len() {
        let line = &lines[at];
        if !line.is_phrase(Kind::Comments) || tags[at] != Some(Tag::Boilerplate) {
            continue;
        }
        let above = above_all[at];
        if above >= 200 && above * 3 >= total || above * 2 >= total && above > 0 {
            for (line, tag) in lines[at..].iter().zip(&mut tags[at..]) {
                if line.layout != Layout::Note {
                    *tag = Some(Tag::Boilerplate);
                }
            }
            return;
        }
    }
}

/// The lines below "Related stories", as long as they look like headlines and not like text.
fn lists(lines: &[Line<'_>], tags: &mut [Option<Tag>]) {
    let mut open = false;
    // Whether the list consists of links, once it is known.
    let mut linked = None;
    for (line, tag) in lines.iter().zip(tags) {
        if line.is_phrase(Kind::Related) && *tag == Some(Tag::Boilerplate) {
            (open, linked) = (true, None);
            continue;
        }
        if !open {
            continue;
        }
        // Headlines end without a stop, but may ask or exclaim.
        let title = (!line.ended || line.is_heading_like() && line.sentences == 1) && line.words <= 30;
        let is_link = line.evidence.links > 0.5;
        let listed = line.layout == Layout::Item || is_link || (title && linked != Some(true));
        linked = linked.or(Some(is_link));
        match *tag {
            None | Some(Tag::Head) if listed && !line.evidence.headline => *tag = Some(Tag::Boilerplate),
            Some(Tag::Boilerplate) => {}
            _ => open = false,
        }
    }
}

/// Finds the headline: what the markup calls so; else the line above the date or byline; else the last heading-like
/// line before the text begins.
fn headline(lines: &[Line<'_>], tags: &mut [Option<Tag>], text: &Extent) -> Option<usize> {
    let named = |i: &usize| tags[*i] == Some(Tag::Head) && lines[*i].evidence.headline;
    if let Some(at) = (0..lines.len()).find(named) {
        return Some(at);
    }
    let end = if text.any { text.first } else { lines.len().min(1) };
    if let Some(at) = (0..end).find(|&i| tags[i] == Some(Tag::Head)) {
        return Some(at);
    }
    // Below a menu at the top begins the article, above the first date or byline stands its headline.
    let is_menu = |i: &usize| {
        let line = &lines[*i];
        tags[*i] == Some(Tag::Boilerplate)
            && (line.is_phrase(Kind::Menu)
                || line::is_trail(line.text)
                || furniture::composed(line.text) >= 2)
    };
    let menu = (0..end).take_while(|&i| tags[i].is_some() || i < 2).filter(is_menu).last();
    let start = menu.map_or(0, |m| m + 1);
    let dated = dated(lines, tags).filter(|&at| at > start);
    let open: Vec<usize> = (start..dated.unwrap_or(end))
        .filter(|&i| tags[i].is_none() && (lines[i].is_heading_like() || dated.is_some()))
        .collect();
    let best = match open[..] {
        [] => None,
        [only] if dated.is_none() && is_paper(&lines[only], lines) => None,
        [only] => Some(only),
        // Several: a paper's name or a motto stands above the headline, a standfirst below it.
        [first, second, ..]
            if menu.is_none() && is_masthead(&lines[first], &lines[second], dated.is_some(), lines) =>
        {
            Some(second)
        }
        [first, ..] => Some(first),
    };
    if let Some(best) = best {
        tags[best] = Some(Tag::Head);
    }
    best
}

/// The first date or byline near the top, when the line above it can be a headline and no text stands there.
fn dated(lines: &[Line<'_>], tags: &[Option<Tag>]) -> Option<usize> {
    let tells = |i: usize| match tags[i] {
        Some(Tag::Byline) => !is_credit(&lines[i]),
        Some(Tag::Boilerplate) => line::is_dated(lines[i].text),
        _ => false,
    };
    let at = (1..lines.len().min(7)).find(|&i| tells(i) && tags[i - 1].is_none())?;
    let title =
        |l: &Line<'_>| l.sentences == 1 && l.words <= 30 && l.chars <= 250 && l.layout == Layout::Paragraph;
    (0..at).all(|i| tags[i].is_some() || title(&lines[i])).then_some(at)
}

/// The name of the paper, as its copyright line or its usual words tell.
fn is_paper(first: &Line<'_>, lines: &[Line<'_>]) -> bool {
    if first.evidence.site {
        return true;
    }
    let name = furniture::normal(first.text);
    let owner = |l: &Line<'_>| l.text.contains('©') && furniture::normal(l.text).contains(&name);
    if (4..=60).contains(&name.chars().count()) && lines.iter().any(owner) {
        return true;
    }
    line::is_name(first.text) && name.split_whitespace().any(furniture::is_site_word)
}

/// Whether the first of two heading-like lines is the paper's name, a motto or a section rather than the headline.
fn is_masthead(first: &Line<'_>, second: &Line<'_>, dated: bool, lines: &[Line<'_>]) -> bool {
    is_paper(first, lines)
        || (first.shouts && !second.shouts && second.words >= 4)
        || (first.words <= 4 && (second.words >= 5 || dated))
}

/// What stands above the headline, and short lines between it and the text.
fn top(lines: &[Line<'_>], tags: &mut [Option<Tag>], headline: Option<usize>, text: &Extent) {
    let Some(headline) = headline else {
        for i in 0..if text.any { text.first.min(10) } else { 0 } {
            if tags[i].is_none()
                && (lines[i].words <= 3 && lines[i].is_phrase(Kind::Menu) || is_paper(&lines[i], lines))
            {
                tags[i] = Some(Tag::Boilerplate);
            }
        }
        return;
    };
    for i in 0..headline {
        // A standfirst above the headline is rare; a paragraph there is more likely a notice.
        let paragraph = lines[i].is_prose() && lines[i].sentences >= 2;
        if matches!(tags[i], None | Some(Tag::Head)) && !paragraph && lines[i].layout != Layout::Cell {
            tags[i] = Some(Tag::Boilerplate);
        }
    }
    for i in headline + 1..text.first.max(headline + 1).min(lines.len()) {
        if tags[i].is_none() && lines[i].words <= 3 && lines[i].is_phrase(Kind::Menu) {
            tags[i] = Some(Tag::Boilerplate);
        }
    }
}

/// What stands below the last paragraph: once furniture began there, the rest of it is furniture too.
fn bottom(lines: &[Line<'_>], tags: &mut [Option<Tag>], text: &Extent, marked_up: bool) {
    if !text.any {
        return;
    }
    let mut seen = false;
    for i in text.last + 1..lines.len() {
        let line = &lines[i];
        if matches!(line.layout, Layout::Note | Layout::Cell) {
            continue;
        }
        match tags[i] {
            Some(Tag::Boilerplate) => seen = true,
            None | Some(Tag::Head) => {
                let menu = line.is_phrase(Kind::Menu);
                let weak = !line.ended && (!marked_up || line.evidence.links > 0.3 || line.words <= 12);
                if menu || (seen && weak) {
                    tags[i] = Some(Tag::Boilerplate);
                    seen = true;
                }
            }
            _ => {}
        }
    }
}

/// Names that stand alone below the headline or below the text, and names before a date.
fn bylines(lines: &[Line<'_>], tags: &mut [Option<Tag>], headline: Option<usize>, text: &Extent) {
    for i in 0..lines.len() {
        let line = &lines[i];
        let below_headline = headline.is_some_and(|h| i > h && i <= text.first && i <= h + 3);
        // However it is laid out: a place and a date below the headline are no heading.
        if below_headline && tags[i] != Some(Tag::Boilerplate) && line::is_dateline(line.text) {
            tags[i] = Some(Tag::Byline);
        }
        if tags[i].is_some() || lines[i].ended || matches!(lines[i].layout, Layout::Cell | Layout::Note) {
            continue;
        }
        let below_text = text.any && i > text.last && i <= text.last + 2;
        let named = line::is_name(line.text);
        let dated = line.words <= 12
            && line::date_at_end(line.text).is_some_and(|at| line.text[..at].split_whitespace().count() >= 2);
        if dated && (below_headline || below_text || i < text.first + 2)
            || named && (below_headline || below_text)
        {
            tags[i] = Some(Tag::Byline);
        }
    }
}

/// What nothing speaks against: subheadings by their looks, and text.
fn rest(lines: &[Line<'_>], tags: &[Option<Tag>], text: &Extent, marked_up: bool) -> Vec<Tag> {
    (0..lines.len())
        .map(|i| {
            tags[i].unwrap_or_else(|| {
                let line = &lines[i];
                let inside = text.any && i > text.first && i < text.last;
                let followed = inside && lines.get(i + 1).is_some_and(Line::is_prose);
                let looks = line.is_heading_like() && line.words <= 14 && line.layout == Layout::Paragraph;
                if followed && looks && (!marked_up || line.evidence.emphasis) {
                    Tag::Head
                } else {
                    Tag::Body
                }
            })
        })
        .collect()
}
