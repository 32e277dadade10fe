//! The text of one block of a page: pieces of inline text, and the lines they make.

use super::Id;
use super::names::Zone;

/// What holds for a piece of inline text.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Chunk {
    link: Option<Id>,
    emphasis: bool,
    zone: Option<Zone>,
}

impl Chunk {
    /// Text inside a link, emphasised, in a zone that an inline element opened.
    pub fn of(link: Option<Id>, emphasis: bool, zone: Option<Zone>) -> Self {
        Self { link, emphasis, zone }
    }
}

#[derive(Debug)]
enum Item {
    Text(String, Chunk),
    Break,
}

/// The inline text of a block as it is gathered.
#[derive(Debug, Default)]
pub(super) struct Run {
    items: Vec<Item>,
}

/// A block of text with what its pieces have in common.
#[derive(Debug)]
pub(super) struct Line {
    pub text: String,
    /// Share of letters inside links.
    pub links: f32,
    /// All letters are emphasised.
    pub emphasis: bool,
    /// The zone of all its text, when inline elements opened one.
    pub zone: Option<Zone>,
    /// Line breaks cut it off.
    pub broken: bool,
}

impl Run {
    pub fn text(&mut self, text: &str, chunk: Chunk) {
        if let Some(Item::Text(before, same)) = self.items.last_mut()
            && *same == chunk
        {
            before.push_str(text);
        } else {
            self.items.push(Item::Text(text.to_owned(), chunk));
        }
    }

    pub fn line_break(&mut self) {
        self.items.push(Item::Break);
    }

    /// The lines: cut where line breaks end something, where links stand side by side, and around inline bylines.
    pub fn lines(self) -> Vec<Line> {
        let mut physical: Vec<Vec<(String, Chunk)>> = vec![Vec::new()];
        for item in self.items {
            match item {
                Item::Text(text, chunk) => {
                    physical.last_mut().into_iter().for_each(|l| l.push((text.clone(), chunk)));
                }
                Item::Break => physical.push(Vec::new()),
            }
        }
        let broken = physical.len() > 1;
        let mut hidden = Vec::new();
        for line in &mut physical {
            let (dark, seen): (Vec<_>, Vec<_>) =
                std::mem::take(line).into_iter().partition(|(_, c)| c.zone == Some(Zone::Hidden));
            *line = seen;
            hidden.extend(dark.into_iter().map(|c| vec![c]));
        }
        let mut out = Vec::new();
        for group in grouped(physical) {
            for part in parted(group) {
                out.extend(finished(&part, broken));
            }
        }
        out.extend(hidden.iter().filter_map(|h| finished(h, broken)));
        out
    }
}

/// Joins physical lines that belong to one block; an empty line always parts.
fn grouped(lines: Vec<Vec<(String, Chunk)>>) -> Vec<Vec<(String, Chunk)>> {
    let mut out: Vec<Vec<(String, Chunk)>> = Vec::new();
    let mut before: Option<Line> = None;
    for line in lines {
        let now = finished(&line, true);
        match (&before, &now, out.last_mut()) {
            (_, None, _) => {}
            (Some(before), Some(now), Some(last)) if is_soft(before, now) => {
                last.push(("\n".to_owned(), Chunk::default()));
                last.extend(line);
            }
            _ => out.push(line),
        }
        before = now;
    }
    out
}

/// Whether a single line break between the two is a space.
fn is_soft(before: &Line, after: &Line) -> bool {
    let whole_link = |l: &Line| l.links > 0.9;
    if before.emphasis != after.emphasis
        || whole_link(before)
        || whole_link(after)
        || before.zone != after.zone
    {
        return false;
    }
    let end = before.text.trim_end_matches(['"', '”', '»', '’', ')', ' ', '\u{a0}']);
    if end.ends_with(['.', '!', '?', '…', ':']) {
        return false;
    }
    let next = after.text.trim_start_matches(['"', '“', '«', '„', '(', ' ', '\u{a0}']);
    next.starts_with(char::is_lowercase)
        || end.ends_with(',')
        || (before.text.chars().count() > 60 && !next.starts_with(['-', '–', '—', '•', '*']))
}

/// Splits a line of links into its links, and takes inline bylines and dates out of what is no prose.
fn parted(line: Vec<(String, Chunk)>) -> Vec<Vec<(String, Chunk)>> {
    let bare = |want: fn(&Chunk) -> bool| {
        line.iter()
            .filter(|(_, c)| want(c))
            .flat_map(|(t, _)| t.split_whitespace())
            .filter(|w| w.chars().any(char::is_alphanumeric))
            .count()
    };
    let zones = line.iter().any(|(_, c)| c.zone.is_some());
    if zones && bare(|c| c.zone.is_none()) <= 3 {
        return split_by(line, |a, b| a.zone != b.zone);
    }
    let mut links: Vec<Id> = line.iter().filter_map(|(_, c)| c.link).collect();
    links.dedup();
    if links.len() >= 2 && bare(|c| c.link.is_none()) == 0 {
        return split_by(line, |a, b| a.link != b.link);
    }
    vec![line]
}

fn split_by(line: Vec<(String, Chunk)>, differ: fn(&Chunk, &Chunk) -> bool) -> Vec<Vec<(String, Chunk)>> {
    let mut out: Vec<Vec<(String, Chunk)>> = Vec::new();
    for (text, chunk) in line {
        // White space and separators belong to nobody.
        if !text.chars().any(char::is_alphanumeric) {
            if let Some(last) = out.last_mut().and_then(|l| l.last()) {
                let last = last.1;
                let glue = if text.trim().is_empty() { " ".to_owned() } else { String::new() };
                out.last_mut().into_iter().for_each(|l| l.push((glue.clone(), last)));
            }
            continue;
        }
        match out.last_mut() {
            Some(open) if open.last().is_some_and(|(_, c)| !differ(c, &chunk)) => open.push((text, chunk)),
            _ => out.push(vec![(text, chunk)]),
        }
    }
    out
}

/// The text with its white space collapsed; nothing when there is none.
fn finished(parts: &[(String, Chunk)], broken: bool) -> Option<Line> {
    let mut text = String::new();
    let (mut letters, mut linked, mut strong) = (0usize, 0usize, 0usize);
    let mut zone: Option<Option<Zone>> = None;
    for (part, chunk) in parts {
        let soft = part == "\n" && *chunk == Chunk::default();
        for c in part.chars() {
            if c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}') {
                if soft {
                    text.truncate(text.trim_end_matches(' ').len());
                    text.push('\n');
                } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
                    text.push(' ');
                }
                continue;
            }
            text.push(c);
            if c.is_alphanumeric() {
                letters += 1;
                linked += usize::from(chunk.link.is_some());
                strong += usize::from(chunk.emphasis);
                zone = match zone {
                    None => Some(chunk.zone),
                    Some(same) if same == chunk.zone => zone,
                    Some(_) => Some(None),
                };
            }
        }
    }
    let text = text.trim().to_owned();
    (!text.is_empty()).then(|| Line {
        text,
        links: linked as f32 / letters.max(1) as f32,
        emphasis: letters > 0 && strong == letters,
        zone: zone.flatten(),
        broken,
    })
}
