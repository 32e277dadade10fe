//! Tables for people and spreadsheets: CSV with a concept a row, TSV with a form a row. UTF-8, a header, no time stamps.

use super::entries::{Entries, Entry, Term};
use super::{Export, FORBIDDEN, Tally, kind_name, rounded};
use crate::model::{Lang, Status};

/// `glossary.csv`: a concept a row; for every language the preferred term, its variants and forms, and a context.
///
/// Columns: `concept kind status score`, then per language `<lang>`, `<lang> variants` (separated by ` | `),
/// `<lang> count`, `<lang> context`. Doubtful rows stand last and say `doubtful`; so do doubtful variants, with a `?`.
#[must_use]
pub fn csv(entries: &Entries<'_>) -> Export {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let mut head: Vec<String> = ["concept", "kind", "status", "score"].map(str::to_owned).to_vec();
    for lang in &entries.langs {
        head.extend(["", " variants", " count", " context"].map(|column| format!("{lang}{column}")));
    }
    let mut rows = vec![head];
    for entry in &entries.entries {
        let mut row = vec![
            entry.concept.id.clone(),
            kind_name(entry.concept.kind).to_owned(),
            trust(entry).to_owned(),
            rounded(entry.concept.score).to_string(),
        ];
        for &lang in &entries.langs {
            row.extend(columns(entry, lang, &mut tally));
        }
        rows.push(row);
    }
    tally.export(separated(&rows, b','))
}

/// The four columns of a language.
fn columns(entry: &Entry<'_>, lang: Lang, tally: &mut Tally) -> [String; 4] {
    let Some(language) = entry.of(lang) else { return [const { String::new() }; 4] };
    let (first, others) = (&language.terms[0], &language.terms[1..]);
    let mut variants: Vec<String> = first.inflected.iter().map(|(form, _)| form.clone()).collect();
    for term in others {
        let mark = if term.status == Status::Doubtful && !entry.doubtful { "?" } else { "" };
        variants.push(format!("{mark}{}", term.text));
        variants.extend(term.inflected.iter().map(|(form, _)| format!("{mark}{form}")));
    }
    let count: u32 = language.terms.iter().map(|t| t.count).sum();
    let contexts: Vec<_> = language.terms.iter().flat_map(|t| &t.contexts).collect();
    tally.add(
        contexts.len().saturating_sub(1),
        "contexts",
        "one per language; the TSV and TBX files have all",
    );
    let context = contexts.first().map_or_else(String::new, |c| c.text.clone());
    [first.text.clone(), variants.join(" | "), count.to_string(), context]
}

/// `glossary.tsv`: a form a row, nothing left out.
///
/// Columns: `concept kind concept_status score lang term form status count context source`. `form` is the form as written
/// (the term itself or an inflected form), `count` its occurrences, `source` the file of the context.
#[must_use]
pub fn tsv(entries: &Entries<'_>) -> Export {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let mut out = String::from(
        "concept\tkind\tconcept_status\tscore\tlang\tterm\tform\tstatus\tcount\tcontext\tsource\n",
    );
    for entry in &entries.entries {
        for language in &entry.languages {
            for term in &language.terms {
                push_rows(&mut out, entry, language.lang, term);
            }
        }
    }
    tally.export(out)
}

fn push_rows(out: &mut String, entry: &Entry<'_>, lang: Lang, term: &Term) {
    let inflected: u32 = term.inflected.iter().map(|(_, n)| n).sum();
    let mut forms = vec![(term.text.as_str(), term.count - inflected)];
    forms.extend(term.inflected.iter().map(|(form, n)| (form.as_str(), *n)));
    for (i, (form, count)) in forms.iter().enumerate() {
        // Contexts are of the term, so its first line has them.
        let shown = if i == 0 { term.contexts.as_slice() } else { &[] };
        let join = |texts: Vec<&str>| texts.join(" | ");
        let fields = [
            &entry.concept.id,
            kind_name(entry.concept.kind),
            trust(entry),
            &rounded(entry.concept.score).to_string(),
            lang.code(),
            &term.text,
            form,
            status(term.status),
            &count.to_string(),
            &join(shown.iter().map(|c| c.text.as_str()).collect()),
            &join(shown.iter().map(|c| c.file.as_str()).collect()),
        ];
        let line: Vec<String> = fields.iter().map(|f| f.replace(['\t', '\n', '\r'], " ")).collect();
        out.push_str(&line.join("\t"));
        out.push('\n');
    }
}

const fn trust(entry: &Entry<'_>) -> &'static str {
    if entry.doubtful { "doubtful" } else { "sure" }
}

/// As in the contract of `terms`.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Preferred => "preferred",
        Status::Variant => "variant",
        Status::Doubtful => "doubtful",
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
