//! Tables with named columns: CSV, TSV, memoQ's CSV, and songngu's own (a concept a row, or a form a row).
//!
//! Several equal terms share a cell with ` | ` between them; a variant with a leading `?` is doubtful. Status and days of
//! validity of a row are those of all its terms.

use super::columns::{Column, Field, header};
use super::gather::{Gatherer, Place};
use super::{Context, Definition, Glossary, Status, Term};
use crate::model::Lang;
use crate::text::normal::clean;

/// A row of cells and the line where it begins.
pub(super) type Record = (u32, Vec<String>);

/// Reads a table; `None` when its first row is no header.
pub(super) fn read(text: &str, pair: Option<(Lang, Lang)>) -> Option<Glossary> {
    let rows = [b'\t', b';', b','].into_iter().find_map(|separator| {
        let mut rows = records(text, separator);
        let (_, first) = rows.next()?;
        let columns = (first.len() > 1).then(|| header(&first, pair)).flatten()?;
        let terms =
            |lang: Lang| columns.iter().any(|c| matches!(c, Column::In(l, Field::Term) if *l == lang));
        // The languages of the file name tell a header `en<TAB>vi` from a first entry `it<TAB>to`.
        let long = columns.contains(&Column::Lang);
        let other = !long && pair.is_some_and(|(a, b)| !terms(a) && !terms(b));
        (!other).then_some((first, columns, rows))
    });
    let (names, columns, rows) = rows?;
    let mut out = Gatherer::new("table");
    for (name, _) in names.iter().zip(&columns).filter(|(_, c)| **c == Column::Unknown) {
        out.problem(1, format!("the column `{name}` is not read"));
    }
    let long = columns.contains(&Column::Lang);
    for (line, cells) in rows {
        let row = Row { line, cells: &cells, columns: &columns };
        if long { row.form(&mut out) } else { row.concept(&mut out) }
    }
    Some(out.finish())
}

/// The rows of a table that are not empty; lines that begin with `#` are comments in tables with tabs.
pub(super) fn records(text: &str, separator: u8) -> impl Iterator<Item = Record> {
    let comment = (separator == b'\t').then_some(b'#');
    let quoting = separator != b'\t' || quoted(text);
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .comment(comment)
        .quoting(quoting)
        .from_reader(std::io::Cursor::new(text.to_owned().into_bytes()));
    let mut record = ::csv::StringRecord::new();
    std::iter::from_fn(move || {
        loop {
            // The bytes are text, and rows may have any length: nothing can fail.
            if !reader.read_record(&mut record).unwrap_or(false) {
                return None;
            }
            if record.iter().any(|c| !c.trim().is_empty()) {
                let line = record.position().map_or(0, ::csv::Position::line);
                return Some((line as u32, record.iter().map(|c| c.trim().to_owned()).collect()));
            }
        }
    })
}

/// Whether the cells of a table with tabs are quoted as in CSV: such files double the quotes inside.
fn quoted(text: &str) -> bool {
    text.contains("\t\"\"")
        || text.lines().any(|l| l.split('\t').any(|c| c.starts_with('"') && c.contains("\"\"")))
}

struct Row<'r> {
    line: u32,
    cells: &'r [String],
    columns: &'r [Column],
}

impl Row<'_> {
    /// The texts of the row's columns of a sort.
    fn get(&self, wanted: Column) -> impl Iterator<Item = &str> {
        let cells = self.columns.iter().zip(self.cells);
        cells.filter(move |(c, cell)| **c == wanted && !cell.is_empty()).map(|(_, cell)| cell.as_str())
    }

    fn first(&self, field: Field) -> &str {
        self.get(Column::Row(field)).next().unwrap_or_default()
    }

    /// What the row says of all its terms.
    fn common(&self, out: &mut Gatherer) -> Common {
        let mut day = |field| match self.first(field) {
            "" => None,
            text => out.day(self.line, text),
        };
        let (from, to) = (day(Field::From), day(Field::To));
        let status = match self.first(Field::Status) {
            "" => None,
            word => out.status(self.line, word),
        };
        Common { status, from, to, speech: self.first(Field::Speech).to_owned() }
    }

    /// A concept a row.
    fn concept(&self, out: &mut Gatherer) {
        let common = self.common(out);
        let concept = out.begin(self.line, self.first(Field::Id));
        self.about(concept);
        let sources: Vec<&str> = self.get(Column::Row(Field::Source)).collect();
        let contexts: Vec<&str> = self.get(Column::Row(Field::Context)).collect();
        let mut last: Option<Place> = None;
        for (column, cell) in self.columns.iter().zip(self.cells).filter(|(_, cell)| !cell.is_empty()) {
            match *column {
                Column::In(lang, field) => self.within(out, &common, lang, field, cell, &mut last),
                Column::Last(Field::Info) => {
                    if let Some(at) = last.filter(|_| cell.to_lowercase().contains("forbidden")) {
                        out.decide(at, Status::Forbidden);
                    }
                }
                Column::Last(field) => {
                    if let Some(term) = last.and_then(|at| out.term(at)) {
                        set(term, field, cell);
                    }
                }
                _ => {}
            }
        }
        for term in out.terms() {
            if term.source.is_empty() {
                term.source = sources.join("; ");
            }
        }
        if let Some(first) = out.terms().first_mut() {
            first.contexts.extend(contexts.iter().map(|t| Context { text: clean(t), source: String::new() }));
        }
        out.end();
    }

    /// Subject, definitions and notes of the row's concept.
    fn about(&self, concept: &mut super::Concept) {
        if concept.subject.is_empty() {
            concept.subject = clean(self.first(Field::Subject));
        }
        let long = self.columns.contains(&Column::Lang);
        // In a row of one language the definition is in that language.
        let own = self.get(Column::Lang).next().and_then(|code| Lang::parse(code).ok());
        let all = if long { Field::ConceptDefinition } else { Field::Definition };
        let mut define = |lang, texts: &str| {
            for text in parts(texts) {
                concept.definitions.push(Definition { lang, text: clean(text), source: String::new() });
            }
        };
        self.get(Column::Row(all)).for_each(|texts| define(None, texts));
        if long {
            self.get(Column::Row(Field::Definition)).for_each(|texts| define(own, texts));
        }
        for note in self.get(Column::Row(Field::Note)).flat_map(parts).map(clean) {
            if !concept.notes.contains(&note) {
                concept.notes.push(note);
            }
        }
    }

    /// A cell of a column of a language.
    fn within(
        &self,
        out: &mut Gatherer,
        common: &Common,
        lang: Lang,
        field: Field,
        cell: &str,
        last: &mut Option<Place>,
    ) {
        let status = match field {
            Field::Term => common.status,
            Field::Variants => Some(Status::Admitted),
            Field::Forbidden => Some(Status::Forbidden),
            Field::Superseded => Some(Status::Superseded),
            Field::Status => {
                let status = out.status(self.line, cell);
                if let Some((at, status)) = out.first_of(lang).zip(status) {
                    out.decide(at, status);
                }
                return;
            }
            Field::Definition => {
                let definition =
                    |text| Definition { lang: Some(lang), text: clean(text), source: String::new() };
                out.concept().definitions.extend(parts(cell).map(definition));
                return;
            }
            _ => {
                if let Some(term) = out.first_of(lang).and_then(|at| out.term(at)) {
                    set(term, field, cell);
                }
                return;
            }
        };
        for text in parts(cell) {
            let (text, doubtful) = match text.strip_prefix('?') {
                Some(rest) if field == Field::Variants => (rest, true),
                _ => (text, false),
            };
            let status = if doubtful { Some(Status::Doubtful) } else { status };
            let (from, to, speech) = (common.from, common.to, common.speech.clone());
            let term = Term { speech, from, to, ..Term::new(lang, text) };
            let place = out.add(term, status);
            if field == Field::Term {
                *last = Some(place);
            }
        }
    }

    /// A form a row: rows of one concept follow each other.
    fn form(&self, out: &mut Gatherer) {
        let common = self.common(out);
        let Some(lang) = self.get(Column::Lang).next() else {
            return out.problem(self.line, "the row does not say its language".to_owned());
        };
        let Ok(lang) = Lang::parse(lang) else {
            return out.problem(self.line, format!("`{lang}` is no language code; write vi, en, fr, pl …"));
        };
        let id = self.first(Field::Id);
        if id.is_empty() {
            return out.problem(
                self.line,
                "the row does not say its concept: a column `concept` is needed".to_owned(),
            );
        }
        self.about(out.resume(self.line, id));
        let (term, form) = (self.first(Field::Term), self.first(Field::Form));
        let base = if term.is_empty() { form } else { term };
        if base.is_empty() {
            return out.problem(self.line, "the row has no term".to_owned());
        }
        let (from, to, speech) = (common.from, common.to, common.speech);
        let place = out.add(Term { speech, from, to, ..Term::new(lang, base) }, common.status);
        let Some(entry) = out.term(place) else { return };
        if !form.is_empty() {
            set(entry, Field::Forms, form);
        }
        for (field, set_field) in [(Field::TermSource, Field::Source), (Field::TermNote, Field::Note)] {
            if !self.first(field).is_empty() {
                set(entry, set_field, self.first(field));
            }
        }
        let mut sources = parts(self.first(Field::Source));
        for text in parts(self.first(Field::Context)) {
            let source = sources.next().unwrap_or_default().to_owned();
            entry.contexts.push(Context { text: clean(text), source });
        }
    }
}

/// What a row says of all its terms.
struct Common {
    status: Option<Status>,
    from: Option<super::Day>,
    to: Option<super::Day>,
    speech: String,
}

/// The terms of a cell.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(" | ").map(str::trim).filter(|p| !p.is_empty())
}

/// Something about a term.
fn set(term: &mut Term, field: Field, cell: &str) {
    match field {
        Field::Forms => {
            for form in parts(cell).map(clean) {
                if form != term.text && !term.forms.contains(&form) {
                    term.forms.push(form);
                }
            }
        }
        Field::Context => {
            term.contexts.extend(parts(cell).map(|t| Context { text: clean(t), source: String::new() }));
        }
        Field::Source => term.source = clean(cell),
        Field::Speech => cell.clone_into(&mut term.speech),
        Field::Note => term.notes.extend(parts(cell).map(clean)),
        _ => {}
    }
}
