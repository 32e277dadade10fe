//! memoQ's term base as CSV: semicolons, byte order mark, a row a concept, as many columns per language as its longest entry.
//!
//! Dates and people stay empty (no time stamps). Doubtful entries and terms are marked in the note, which memoQ shows.

use super::entries::{Entries, Entry, Term};
use super::table::separated;
use super::{Export, FORBIDDEN, Field, Tally};
use crate::glossary::Status;
use crate::lang::names;
use crate::model::Lang;

const HEAD: [&str; 10] = [
    "Entry_ID",
    "Entry_Subject",
    "Entry_Domain",
    "Entry_ClientID",
    "Entry_ProjectID",
    "Entry_Created",
    "Entry_Creator",
    "Entry_LastModified",
    "Entry_Modifier",
    "Entry_Note",
];

/// `glossary.memoq.csv`.
#[must_use]
pub fn csv(entries: &Entries) -> Export {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let widths: Vec<usize> = entries
        .langs
        .iter()
        .map(|&lang| entries.entries.iter().map(|e| terms(e, lang).len()).max().unwrap_or(0))
        .collect();
    let mut head: Vec<String> = HEAD.map(str::to_owned).to_vec();
    for (&lang, &width) in entries.langs.iter().zip(&widths) {
        let name = names::english(lang).unwrap_or(lang.code());
        head.push(format!("{name}_Def"));
        for _ in 0..width {
            head.extend([name, "Term_Info", "Term_Example"].map(str::to_owned));
        }
    }
    let mut rows = vec![head];
    for (i, entry) in entries.entries.iter().enumerate() {
        let mut row = vec![String::new(); HEAD.len()];
        row[0] = (i + 1).to_string();
        row[1].clone_from(&entry.subject);
        row[9] = note(entry);
        for (&lang, &width) in entries.langs.iter().zip(&widths) {
            let definitions: Vec<&str> = entry.definitions(Some(lang)).map(|d| d.text.as_str()).collect();
            row.push(definitions.join(" | "));
            let cells = terms(entry, lang);
            for at in 0..width {
                let Some((text, info, context)) = cells.get(at) else {
                    row.extend([const { String::new() }; 3]);
                    continue;
                };
                row.extend([text, info, context].map(|cell| (*cell).to_owned()));
            }
        }
        rows.push(row);
    }
    for entry in &entries.entries {
        let terms = || entry.languages.iter().flat_map(|l| &l.terms);
        tally.unsaid(entry, terms(), &[Field::Contexts, Field::Definitions, Field::Notes, Field::TermNotes]);
        for term in terms() {
            tally.add(term.contexts.len().saturating_sub(1), "contexts", "one per term");
            tally.add(usize::from(entry.score.is_some()), "counts", "no column for them");
            let superseded = term.status == Status::Superseded;
            tally.add(
                usize::from(superseded),
                "superseded terms",
                "memoQ has no such status: they are forbidden",
            );
        }
    }
    tally.export(format!("\u{feff}{}", separated(&rows, b';')))
}

/// Terms and inflected forms of a language with memoQ's switches and an example each.
fn terms(entry: &Entry, lang: Lang) -> Vec<(&str, &'static str, &str)> {
    let mut out = Vec::new();
    for term in entry.of(lang).map_or(&[] as &[Term], |l| &l.terms) {
        let forbidden = matches!(term.status, Status::Forbidden | Status::Superseded);
        let info = if forbidden { "CasePermissive, Forbidden" } else { "CasePermissive" };
        out.push((term.text.as_str(), info, term.contexts.first().map_or("", |c| c.text.as_str())));
        out.extend(term.inflected.iter().map(|(form, _)| (form.as_str(), info, "")));
    }
    out
}

fn note(entry: &Entry) -> String {
    if entry.doubtful {
        return "doubtful, check before use".to_owned();
    }
    let terms = entry.languages.iter().flat_map(|l| &l.terms);
    let doubtful: Vec<&str> =
        terms.filter(|t| t.status == Status::Doubtful).map(|t| t.text.as_str()).collect();
    let doubtful =
        if doubtful.is_empty() { String::new() } else { format!("doubtful: {}", doubtful.join(", ")) };
    let terms = entry.languages.iter().flat_map(|l| &l.terms);
    let said =
        entry.definitions(None).map(|d| &d.text).chain(&entry.notes).chain(terms.flat_map(|t| &t.notes));
    let all: Vec<&str> =
        std::iter::once(&doubtful).chain(said).map(String::as_str).filter(|n| !n.is_empty()).collect();
    all.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn rows_are_as_long_as_the_header() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let export = csv(&Entries::new(&glossary));
        let text = export.text.strip_prefix('\u{feff}').unwrap();
        let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        let columns = reader.headers().unwrap().len();
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert!(rows.iter().all(|r| r.len() == columns));
        assert_eq!(&rows[1][9], "doubtful: sąd");
        assert_eq!(&rows[3][9], "doubtful, check before use");
        assert!(text.contains("\"#pytania; odpowiedzi\""));
    }
}
