//! memoQ's term base as CSV: semicolons, byte order mark, a row a concept, as many columns per language as its longest entry.
//!
//! Dates and people stay empty (no time stamps). Doubtful entries and terms are marked in the note, which memoQ shows.

use super::entries::{Entries, Entry, Term};
use super::table::separated;
use super::{Export, FORBIDDEN, Tally, kind_name};
use crate::lang::names;
use crate::model::{Lang, Status};

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
pub fn csv(entries: &Entries<'_>) -> Export {
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
        kind_name(entry.concept.kind).clone_into(&mut row[1]);
        row[9] = note(entry);
        for (&lang, &width) in entries.langs.iter().zip(&widths) {
            row.push(String::new());
            let cells = terms(entry, lang);
            for at in 0..width {
                let Some((text, context)) = cells.get(at) else {
                    row.extend([const { String::new() }; 3]);
                    continue;
                };
                row.extend([text, "CasePermissive", context].map(str::to_owned));
            }
        }
        rows.push(row);
    }
    for term in entries.terms() {
        tally.add(term.contexts.len().saturating_sub(1), "contexts", "one per term");
        tally.add(1, "counts", "no column for them");
    }
    tally.export(format!("\u{feff}{}", separated(&rows, b';')))
}

/// Terms and inflected forms of a language with an example each.
fn terms<'e>(entry: &'e Entry<'_>, lang: Lang) -> Vec<(&'e str, &'e str)> {
    let mut out = Vec::new();
    for term in entry.of(lang).map_or(&[] as &[Term], |l| &l.terms) {
        out.push((term.text.as_str(), term.contexts.first().map_or("", |c| c.text.as_str())));
        out.extend(term.inflected.iter().map(|(form, _)| (form.as_str(), "")));
    }
    out
}

fn note(entry: &Entry<'_>) -> String {
    if entry.doubtful {
        return "doubtful, check before use".to_owned();
    }
    let terms = entry.languages.iter().flat_map(|l| &l.terms);
    let doubtful: Vec<&str> =
        terms.filter(|t| t.status == Status::Doubtful).map(|t| t.text.as_str()).collect();
    if doubtful.is_empty() { String::new() } else { format!("doubtful: {}", doubtful.join(", ")) }
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
