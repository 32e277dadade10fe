//! The header of a table: what each column holds.

use super::languages;
use super::words::key;
use crate::model::Lang;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Column {
    /// Something about the concept, or about all terms of the row.
    Row(Field),
    /// Something in a language.
    In(Lang, Field),
    /// Something about the nearest term column to the left.
    Last(Field),
    /// The language of the row's term (a table with a form a row).
    Lang,
    /// Known, and of no use: counts, scores, dates of change.
    Idle,
    /// Not known.
    Unknown,
}

/// What is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Id,
    Subject,
    Term,
    /// The form as written, beside its base form.
    Form,
    Variants,
    Forms,
    Forbidden,
    Superseded,
    Status,
    Speech,
    Definition,
    Context,
    Source,
    /// Where the term comes from, in tables where the source is that of the context.
    TermSource,
    /// A note about the term, in tables where a note is about the concept.
    TermNote,
    /// A definition for all languages, in tables where a definition is in the language of its row.
    ConceptDefinition,
    From,
    To,
    Note,
    /// memoQ's switches of a term.
    Info,
    /// Counts, scores.
    Idle,
}

/// Names of fields, as [`key`] writes them.
const FIELDS: &[(&str, Field)] = &[
    ("id", Field::Id),
    ("concept", Field::Id),
    ("conceptid", Field::Id),
    ("entryid", Field::Id),
    ("entry", Field::Id),
    ("kind", Field::Subject),
    ("type", Field::Subject),
    ("subject", Field::Subject),
    ("subjectfield", Field::Subject),
    ("domain", Field::Subject),
    ("entrysubject", Field::Subject),
    ("term", Field::Term),
    ("terms", Field::Term),
    ("preferred", Field::Term),
    ("form", Field::Form),
    ("variant", Field::Variants),
    ("variants", Field::Variants),
    ("synonym", Field::Variants),
    ("synonyms", Field::Variants),
    ("admitted", Field::Variants),
    ("forms", Field::Forms),
    ("inflectedforms", Field::Forms),
    ("inflected", Field::Forms),
    ("forbidden", Field::Forbidden),
    ("deprecated", Field::Forbidden),
    ("superseded", Field::Superseded),
    ("obsolete", Field::Superseded),
    ("status", Field::Status),
    ("termstatus", Field::Status),
    ("usagestatus", Field::Status),
    ("partofspeech", Field::Speech),
    ("pos", Field::Speech),
    ("definition", Field::Definition),
    ("definitions", Field::Definition),
    ("def", Field::Definition),
    ("description", Field::Definition),
    ("context", Field::Context),
    ("contexts", Field::Context),
    ("example", Field::Context),
    ("examples", Field::Context),
    ("source", Field::Source),
    ("sources", Field::Source),
    ("termsource", Field::TermSource),
    ("termnote", Field::TermNote),
    ("conceptdefinition", Field::ConceptDefinition),
    ("reference", Field::Source),
    ("validfrom", Field::From),
    ("from", Field::From),
    ("validto", Field::To),
    ("validuntil", Field::To),
    ("to", Field::To),
    ("until", Field::To),
    ("note", Field::Note),
    ("notes", Field::Note),
    ("comment", Field::Note),
    ("comments", Field::Note),
    ("entrynote", Field::Note),
    ("count", Field::Idle),
    ("conceptstatus", Field::Idle),
    ("score", Field::Idle),
    ("entrydomain", Field::Idle),
    ("entryclientid", Field::Idle),
    ("entryprojectid", Field::Idle),
    ("entrycreated", Field::Idle),
    ("entrycreator", Field::Idle),
    ("entrylastmodified", Field::Idle),
    ("entrymodifier", Field::Idle),
];

fn field(name: &str) -> Option<Field> {
    let name = key(name);
    FIELDS.iter().find(|f| f.0 == name).map(|f| f.1)
}

/// What a header says; `None` when it is none.
///
/// A header names languages, and more of them than columns that nobody knows, or the columns `lang` and `term`, or — where the pair is known —
/// `source` and `target`.
pub(super) fn header(cells: &[String], pair: Option<(Lang, Lang)>) -> Option<Vec<Column>> {
    let has = |names: &[&str]| cells.iter().any(|c| names.contains(&key(c).as_str()));
    let long = has(&["lang", "language", "langcode"]) && has(&["term", "form"]);
    let pair = pair.filter(|_| {
        !long
            && has(&["source", "src", "sourceterm", "term"])
            && has(&["target", "tgt", "targetterm", "translation"])
    });
    let columns: Vec<Column> = cells.iter().map(|c| column(c, long, pair)).collect();
    let mut languages: Vec<Lang> = Vec::new();
    for column in &columns {
        if let Column::In(lang, Field::Term) = column
            && !languages.contains(lang)
        {
            languages.push(*lang);
        }
    }
    let unknown = columns.iter().filter(|c| **c == Column::Unknown).count();
    let wide = !languages.is_empty() && unknown < languages.len();
    (long || wide).then_some(columns)
}

fn column(name: &str, long: bool, pair: Option<(Lang, Lang)>) -> Column {
    let word = key(name);
    if word.is_empty() {
        return Column::Idle;
    }
    if let Some((from, to)) = pair {
        match word.as_str() {
            "source" | "src" | "sourceterm" | "term" => return Column::In(from, Field::Term),
            "target" | "tgt" | "targetterm" | "translation" => return Column::In(to, Field::Term),
            _ => {}
        }
    }
    match word.as_str() {
        "lang" | "language" | "langcode" if long => return Column::Lang,
        // memoQ's columns behind a term.
        "terminfo" => return Column::Last(Field::Info),
        "termexample" => return Column::Last(Field::Context),
        _ => {}
    }
    // `id` and `to` are codes of languages as well: here they are not meant so.
    match field(name) {
        Some(Field::Idle) => return Column::Idle,
        Some(field) if long || !matches!(field, Field::Term | Field::Form) => return Column::Row(field),
        _ => {}
    }
    if let Some(lang) = languages::named(name) {
        return Column::In(lang, Field::Term);
    }
    let cuts = name.char_indices().filter(|(_, c)| matches!(c, ' ' | '_' | ':' | '.' | '/' | '-'));
    for (at, mark) in cuts {
        let (head, tail) = (&name[..at], &name[at + mark.len_utf8()..]);
        let named =
            languages::named(head).zip(field(tail)).or_else(|| languages::named(tail).zip(field(head)));
        match named {
            Some((_, Field::Idle)) => return Column::Idle,
            Some((lang, field)) => return Column::In(lang, field),
            None => {}
        }
    }
    Column::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(line: &str) -> Option<Vec<Column>> {
        let cells: Vec<String> = line.split(';').map(str::to_owned).collect();
        header(&cells, None)
    }

    #[test]
    fn headers() {
        let found = columns("vi;en_GB;status;valid_from;vi variants;note en;count vi").unwrap_or_default();
        let wanted = [
            Column::In(Lang::VI, Field::Term),
            Column::In(Lang::parse("en-GB").unwrap_or(Lang::UND), Field::Term),
            Column::Row(Field::Status),
            Column::Row(Field::From),
            Column::In(Lang::VI, Field::Variants),
            Column::In(Lang::EN, Field::Note),
            Column::Idle,
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_is_no_header() {
        for line in ["kde;koo moo", "no;nie;note", "Red River;sông Hồng", "en;something", "lang;note"] {
            assert_eq!(columns(line), None, "{line}");
        }
        // Two codes look like a header to anybody; only the known pair of a file can tell (see `table`).
        assert!(columns("it;et").is_some());
    }
}
