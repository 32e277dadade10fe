//! Tables without a header: OmegaT's (term, translation, comment; tabs or commas) and DeepL's (term, translation, and
//! perhaps their languages).

use super::gather::Gatherer;
use super::table::{Record, records};
use super::{Glossary, Term, languages};
use crate::model::Lang;
use crate::text::normal::clean;

/// Reads such a table; `None` when its languages are not known.
pub(super) fn read(text: &str, pair: Option<(Lang, Lang)>) -> Option<Glossary> {
    let separator = separator(text);
    let rows: Vec<Record> = records(text, separator).collect();
    let with_languages = !rows.is_empty() && rows.iter().all(|(_, cells)| named(cells).is_some());
    if !with_languages && pair.is_none() && !rows.is_empty() {
        return None;
    }
    let mut out =
        Gatherer::new(if with_languages || separator != b'\t' { "DeepL or OmegaT" } else { "OmegaT" });
    for (line, cells) in &rows {
        let Some((from, to)) = named(cells).filter(|_| with_languages).or(pair) else { continue };
        let comment = cells.get(2).filter(|_| !with_languages).map_or("", String::as_str);
        row(&mut out, *line, cells, (from, to), comment);
    }
    Some(out.finish())
}

/// Tabs where there are any, else the mark that most lines have.
fn separator(text: &str) -> u8 {
    let count = |mark: char| text.lines().filter(|l| l.contains(mark)).count();
    if count('\t') > 0 {
        b'\t'
    } else if count(';') > count(',') {
        b';'
    } else {
        b','
    }
}

/// The languages of a row of DeepL's table with languages: `Red River,sông Hồng,en,vi`.
fn named(cells: &[String]) -> Option<(Lang, Lang)> {
    match cells {
        [_, _, from, to] => Some((languages::named(from)?, languages::named(to)?)),
        _ => None,
    }
}

fn row(out: &mut Gatherer, line: u32, cells: &[String], (from, to): (Lang, Lang), comment: &str) {
    let [source, target, ..] = cells else {
        return out
            .problem(line, "the row has one column; term and translation are parted by a tab".to_owned());
    };
    // songngu's own comments: `organisation; form of Sąd Okręgowy`.
    let mut notes: Vec<&str> = comment.split("; ").filter(|n| !n.is_empty()).collect();
    let base = notes.iter().find_map(|n| n.strip_prefix("form of "));
    if let Some(term) = base.and_then(|b| out.find(from, b)).and_then(|place| out.term(place)) {
        let form = clean(source);
        if !term.forms.contains(&form) && form != term.text {
            term.forms.push(form);
        }
        return;
    }
    let concept = out.begin(line, "");
    if let Some(first) = notes.first().filter(|n| super::kind(n).is_some()) {
        (*first).clone_into(&mut concept.subject);
        notes.remove(0);
    }
    if !notes.is_empty() {
        concept.notes.push(clean(&notes.join("; ")));
    }
    for (lang, text) in [(from, source), (to, target)] {
        if !text.is_empty() {
            out.add(Term::new(lang, text), None);
        }
    }
    out.end();
}
