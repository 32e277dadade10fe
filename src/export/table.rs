//! Tables for people and spreadsheets: CSV with a concept a row, TSV with a form a row. UTF-8, a header, no time stamps.

use super::entries::{Entries, Entry, Term};
use super::{Book, Export, FORBIDDEN, Field, Tally, rounded};
use crate::glossary::{Day, Status};
use crate::model::Lang;
use crate::sheet;

/// `glossary.csv`: a concept a row; for every language the preferred term, its variants and forms, and a context.
///
/// Columns: `concept kind status score`, then per language `<lang>`, `<lang> variants` (separated by ` | `),
/// `<lang> count`, `<lang> context`. Doubtful rows stand last and say `doubtful`; so do doubtful variants, with a `?`.
/// Where a glossary says more there are `definition`, `note`, `<lang> definition`, `<lang> forbidden` and `<lang> superseded`, too.
#[must_use]
pub fn csv(entries: &Entries) -> Export {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let all = &entries.entries;
    let more = More {
        definition: all.iter().any(|e| e.definitions(None).next().is_some()),
        note: all.iter().any(|e| !e.notes.is_empty()),
        definitions: all.iter().any(|e| e.definitions.iter().any(|d| d.lang.is_some())),
        forbidden: entries.terms().any(|t| t.status == Status::Forbidden),
        superseded: entries.terms().any(|t| t.status == Status::Superseded),
    };
    let mut head: Vec<String> = ["concept", "kind", "status", "score"].map(str::to_owned).to_vec();
    more.of_concepts().for_each(|column| head.push(column.to_owned()));
    for lang in &entries.langs {
        let usual = ["", " variants", " count", " context"].into_iter();
        head.extend(usual.chain(more.of_languages()).map(|column| format!("{lang}{column}")));
    }
    let mut rows = vec![head];
    for entry in all {
        let mut row = vec![
            entry.id.clone(),
            entry.subject.clone(),
            trust(entry).to_owned(),
            entry.score.map(rounded).map(|s| s.to_string()).unwrap_or_default(),
        ];
        for column in more.of_concepts() {
            row.push(match column {
                "note" => entry.notes.join(" | "),
                _ => texts(entry, None),
            });
        }
        for &lang in &entries.langs {
            row.extend(columns(entry, lang, &mut tally));
            row.extend(more.of_languages().map(|column| further(entry, lang, column)));
        }
        let terms = || entry.languages.iter().flat_map(|l| &l.terms);
        tally.unsaid(entry, terms(), &[Field::Definitions, Field::Notes, Field::Contexts]);
        rows.push(row);
    }
    tally.export(separated(&rows, b','))
}

/// The columns that not every glossary needs.
struct More {
    definition: bool,
    note: bool,
    definitions: bool,
    forbidden: bool,
    superseded: bool,
}

impl More {
    fn of_concepts(&self) -> impl Iterator<Item = &'static str> + use<> {
        let all = [(self.definition, "definition"), (self.note, "note")];
        all.into_iter().filter(|(is, _)| *is).map(|(_, name)| name)
    }

    fn of_languages(&self) -> impl Iterator<Item = &'static str> + use<> {
        let all = [
            (self.definitions, " definition"),
            (self.forbidden, " forbidden"),
            (self.superseded, " superseded"),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, name)| name)
    }
}

/// The definitions of an entry in a language, or for all.
fn texts(entry: &Entry, lang: Option<Lang>) -> String {
    entry.definitions(lang).map(|d| d.text.as_str()).collect::<Vec<_>>().join(" | ")
}

/// A column that not every glossary needs.
fn further(entry: &Entry, lang: Lang, column: &str) -> String {
    let status = match column {
        " forbidden" => Status::Forbidden,
        " superseded" => Status::Superseded,
        _ => return texts(entry, Some(lang)),
    };
    let terms = entry.of(lang).map_or(&[] as &[Term], |l| &l.terms).iter().filter(|t| t.status == status);
    terms.map(|t| t.text.as_str()).collect::<Vec<_>>().join(" | ")
}

/// The four columns of a language.
fn columns(entry: &Entry, lang: Lang, tally: &mut Tally) -> [String; 4] {
    let Some(language) = entry.of(lang) else { return [const { String::new() }; 4] };
    let usable: Vec<&Term> = language.terms.iter().filter(|t| t.status.is_usable()).collect();
    let mut variants: Vec<String> = Vec::new();
    for (i, term) in usable.iter().enumerate() {
        let doubtful = i > 0 && term.status == Status::Doubtful && !entry.doubtful;
        let mark = if doubtful { "?" } else { "" };
        if i > 0 {
            variants.push(format!("{mark}{}", term.text));
        }
        variants.extend(term.inflected.iter().map(|(form, _)| format!("{mark}{form}")));
    }
    let count: u32 = language.terms.iter().map(|t| t.count).sum();
    let count = if entry.score.is_some() { count.to_string() } else { String::new() };
    let contexts: Vec<_> = language.terms.iter().flat_map(|t| &t.contexts).collect();
    tally.add(
        contexts.len().saturating_sub(1),
        "contexts",
        "one per language; the TSV and TBX files have all",
    );
    let context = contexts.first().map_or_else(String::new, |c| c.text.clone());
    let first = usable.first().map(|t| t.text.clone()).unwrap_or_default();
    [first, variants.join(" | "), count, context]
}

/// The columns of [`tsv`] that every glossary has.
const USUAL: [&str; 11] = [
    "concept",
    "kind",
    "concept_status",
    "score",
    "lang",
    "term",
    "form",
    "status",
    "count",
    "context",
    "source",
];

/// The columns of [`tsv`] that are there when some entry needs them.
const FURTHER: [&str; 8] = [
    "part_of_speech",
    "term_source",
    "valid_from",
    "valid_to",
    "term_note",
    "definition",
    "concept_definition",
    "note",
];

/// `glossary.tsv`: a form a row, nothing left out.
///
/// Columns: `concept kind concept_status score lang term form status count context source`. `form` is the form as written
/// (the term itself or an inflected form), `count` its occurrences, `source` the file of the context. Where a glossary says more
/// there are `part_of_speech term_source valid_from valid_to term_note definition concept_definition note`, too.
#[must_use]
pub fn tsv(entries: &Entries) -> Export {
    let (rows, tally) = forms(entries);
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().map(|f| f.replace(['\t', '\n', '\r'], " ")).collect();
        cells.join("\t") + "\n"
    };
    tally.export(rows.iter().map(line).collect())
}

/// `glossary.xlsx`: the rows of [`tsv`] as a spreadsheet.
#[must_use]
pub fn xlsx(entries: &Entries) -> Book {
    let (rows, mut tally) = forms(entries);
    let long = rows.iter().flatten().filter(|cell| !sheet::fits(cell)).count();
    tally.add(long, "ends of long texts", "a cell holds 32,767 characters");
    let mut writer = sheet::Writer::new(Vec::new());
    // Writing to memory cannot fail.
    let written = rows.iter().try_for_each(|row| writer.row(row)).and_then(|()| writer.finish());
    Book { bytes: written.unwrap_or_default(), left_out: tally.0 }
}

/// All rows of a table with a form a row, the header first; columns that stay empty are left out.
fn forms(entries: &Entries) -> (Vec<Vec<String>>, Tally) {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let mut rows = vec![USUAL.iter().chain(&FURTHER).map(|c| (*c).to_owned()).collect::<Vec<String>>()];
    for entry in &entries.entries {
        let sources = entry.definitions.iter().filter(|d| !d.source.is_empty()).count();
        tally.add(sources, "sources of definitions", "no column for them");
        let first = rows.len();
        for language in &entry.languages {
            let begin = rows.len();
            language.terms.iter().for_each(|term| push_rows(&mut rows, entry, language.lang, term));
            if let Some(row) = rows.get_mut(begin) {
                row[USUAL.len() + 5] = texts(entry, Some(language.lang));
            }
        }
        if let Some(row) = rows.get_mut(first) {
            row[USUAL.len() + 6] = texts(entry, None);
            row[USUAL.len() + 7] = entry.notes.join(" | ");
        }
    }
    let width = USUAL.len() + FURTHER.len();
    let used = |column: &usize| *column < USUAL.len() || rows[1..].iter().any(|row| !row[*column].is_empty());
    let columns: Vec<usize> = (0..width).filter(used).collect();
    let kept = rows.iter().map(|row| columns.iter().map(|&c| row[c].clone()).collect()).collect();
    (kept, tally)
}

fn push_rows(rows: &mut Vec<Vec<String>>, entry: &Entry, lang: Lang, term: &Term) {
    let inflected: u32 = term.inflected.iter().map(|(_, n)| n).sum();
    let mut forms = vec![(term.text.as_str(), term.count - inflected)];
    forms.extend(term.inflected.iter().map(|(form, n)| (form.as_str(), *n)));
    for (i, (form, count)) in forms.iter().enumerate() {
        // What is said of the term stands in its first line.
        let shown = if i == 0 { term.contexts.as_slice() } else { &[] };
        let join = |texts: Vec<&str>| texts.join(" | ");
        let said = |text: String| if i == 0 { text } else { String::new() };
        let day = |day: Option<Day>| said(day.map(|d| d.to_string()).unwrap_or_default());
        rows.push(vec![
            entry.id.clone(),
            entry.subject.clone(),
            trust(entry).to_owned(),
            entry.score.map(rounded).map(|s| s.to_string()).unwrap_or_default(),
            lang.code().to_owned(),
            term.text.clone(),
            (*form).to_owned(),
            status(term.status).to_owned(),
            if entry.score.is_some() { count.to_string() } else { String::new() },
            join(shown.iter().map(|c| c.text.as_str()).collect()),
            join(shown.iter().map(|c| c.file.as_str()).collect()),
            said(term.speech.clone()),
            said(term.source.clone()),
            day(term.from),
            day(term.to),
            said(term.notes.join(" | ")),
            String::new(),
            String::new(),
            String::new(),
        ]);
    }
}

const fn trust(entry: &Entry) -> &'static str {
    if entry.doubtful { "doubtful" } else { "sure" }
}

/// As in the contract of `terms`, and what only people decide.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Preferred => "preferred",
        Status::Admitted => "variant",
        Status::Doubtful => "doubtful",
        Status::Superseded => "superseded",
        Status::Forbidden => "forbidden",
    }
}

/// Rows with a separator; fields are quoted where they must be (RFC 4180, lines end in a line feed).
pub(super) fn separated<F: AsRef<[u8]>>(rows: &[Vec<F>], separator: u8) -> String {
    let mut writer = ::csv::WriterBuilder::new().delimiter(separator).flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn csv_has_a_row_a_concept_and_reads_back() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let export = csv(&Entries::new(&glossary));
        let mut reader = ::csv::Reader::from_reader(export.text.as_bytes());
        assert_eq!(reader.headers().unwrap().len(), 20);
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 4);
        assert_eq!(&rows[1][16], "Sąd Okręgowy");
        assert_eq!(&rows[1][17], "Sądu Okręgowego | ?sąd");
        assert_eq!(&rows[2][8], "Q&A, \"live\"");
        assert_eq!(&rows[3][2], "doubtful");
    }

    #[test]
    fn tsv_has_a_row_a_form() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let export = tsv(&Entries::new(&glossary));
        assert!(export.text.lines().all(|l| l.split('\t').count() == 11));
        assert!(export.text.contains("\tpl\tSąd Okręgowy\tSądu Okręgowego\tpreferred\t1\t"));
        assert_eq!(export.text.lines().count(), 1 + 5 + 2 + 6 + 3);
    }
}
