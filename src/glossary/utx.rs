//! UTX (AAMT, *Universal Terminology eXchange*, 1.11 and 1.20): a table with tabs under a header of `#` lines.
//!
//! The status of a row is that of its terms which stand in no better row: *Song Hong* is forbidden, not *sông Hồng*.

use super::gather::Gatherer;
use super::words::key;
use super::{Glossary, Status, Term};
use crate::model::Lang;
use crate::text::normal::clean;

/// Whether the text begins like UTX.
pub(super) fn knows(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("#UTX"))
}

/// Reads UTX.
pub(super) fn read(text: &str) -> Glossary {
    let mut out = Gatherer::new("UTX");
    let mut languages: Option<(Lang, Lang)> = None;
    let mut columns: Vec<String> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let number = n as u32 + 1;
        if let Some(head) = line.strip_prefix('#') {
            if n == 0 {
                languages = pair(head);
                if languages.is_none() {
                    out.problem(
                        1,
                        "the header does not say the languages; it should read `#UTX 1.20; en/vi; …`"
                            .to_owned(),
                    );
                    break;
                }
            } else if head.split('\t').any(|c| matches!(key(c).as_str(), "src" | "tgt")) {
                columns = head.split('\t').map(key).collect();
            }
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        if columns.is_empty() {
            columns = ["src", "tgt", "srcpos"].map(str::to_owned).to_vec();
        }
        if let Some(pair) = languages {
            row(&mut out, number, line, &columns, pair);
        }
    }
    out.finish()
}

/// The languages of `UTX 1.20; en/vi; date; …`.
fn pair(head: &str) -> Option<(Lang, Lang)> {
    let (from, to) = head.split(';').nth(1)?.trim().split_once('/')?;
    Some((Lang::parse(from.trim()).ok()?, Lang::parse(to.split('/').next()?.trim()).ok()?))
}

fn row(out: &mut Gatherer, line: u32, text: &str, columns: &[String], (from, to): (Lang, Lang)) {
    let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
    let get = |names: &[&str]| {
        let at = columns.iter().position(|c| names.contains(&c.as_str()));
        at.and_then(|i| cells.get(i)).copied().unwrap_or_default()
    };
    let status = match get(&["termstatus", "status"]) {
        "" => None,
        word => out.status(line, word),
    };
    let (source, target, id) = (get(&["src"]), get(&["tgt"]), get(&["conceptid", "concept", "id"]));
    let comment = get(&["comment", "srccomment", "note"]);
    if let Some(base) = comment.strip_prefix("form of ")
        && let Some(term) = out.find(from, base).and_then(|place| out.term(place))
    {
        term.forms.push(clean(source));
        return;
    }
    let concept = if id.is_empty() { out.begin(line, "") } else { out.resume(line, id) };
    if !comment.is_empty() && comment != "variant" {
        concept.notes.push(clean(comment));
    }
    for (lang, text, speech) in [(from, source, get(&["srcpos"])), (to, target, get(&["tgtpos"]))] {
        if !text.is_empty() {
            let term = Term { speech: speech.to_owned(), ..Term::new(lang, text) };
            out.add(term, Some(status.unwrap_or(Status::Admitted)));
        }
    }
    out.end();
}
