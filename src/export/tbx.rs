//! Term bases for exchange (TBX), dialect TBX-Basic: version 3 (ISO 30042:2019) in DCA and DCT style, and version 2 (martif, which
//! OmegaT reads).
//!
//! All hold everything: kind or subject as subject field, status, inflected forms as variants, definitions and contexts with their
//! source. Counts, doubts and days of validity, for which TBX-Basic has no category, are notes.

use super::entries::{Context, Entries, Entry, InLanguage, Term};
use super::{Export, FORBIDDEN, Tally, push_xml};
use crate::glossary::{Definition, Status};
use std::collections::BTreeSet;

/// What differs between the versions.
struct Version {
    head: &'static str,
    entry: &'static str,
    language: &'static str,
    term: &'static str,
    tail: &'static str,
    /// A data category is an element of its own, not the type of one.
    by_tag: bool,
}

const V3: Version = Version {
    head: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n\
        <tbxHeader><fileDesc><sourceDesc><p>Names and terms, written by songngu</p></sourceDesc></fileDesc>\
        <encodingDesc><p type=\"XCSURI\">TBXBasicXCSV02.xcs</p></encodingDesc></tbxHeader>\n<text><body>\n",
    entry: "conceptEntry",
    language: "langSec",
    term: "termSec",
    tail: "</body></text>\n</tbx>\n",
    by_tag: false,
};

const DCT: Version = Version {
    head: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <tbx type=\"TBX-Basic\" style=\"dct\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\" \
        xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\">\n\
        <tbxHeader><fileDesc><sourceDesc><p>Names and terms, written by songngu</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n",
    by_tag: true,
    ..V3
};

const V2: Version = Version {
    head: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n<martif type=\"TBX-Basic\" xml:lang=\"en\">\n\
        <martifHeader><fileDesc><sourceDesc><p>Names and terms, written by songngu</p></sourceDesc></fileDesc>\
        <encodingDesc><p type=\"XCSURI\">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n<text><body>\n",
    entry: "termEntry",
    language: "langSet",
    term: "tig",
    tail: "</body></text>\n</martif>\n",
    by_tag: false,
};

/// Parts of speech that TBX-Basic knows.
const SPEECH: [&str; 6] = ["noun", "properNoun", "verb", "adjective", "adverb", "other"];

/// TBX v3, TBX-Basic in DCA style.
#[must_use]
pub fn v3(entries: &Entries) -> Export {
    write(entries, &V3)
}

/// TBX v3, TBX-Basic in DCT style.
#[must_use]
pub fn dct(entries: &Entries) -> Export {
    write(entries, &DCT)
}

/// TBX v2 (martif), TBX-Basic.
#[must_use]
pub fn v2(entries: &Entries) -> Export {
    write(entries, &V2)
}

fn write(entries: &Entries, version: &Version) -> Export {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let mut out = String::from(version.head);
    let mut ids = BTreeSet::new();
    let mut doubtful = false;
    for entry in &entries.entries {
        if entry.doubtful && !doubtful {
            doubtful = true;
            out.push_str("<!-- doubtful: linked on thin evidence -->\n");
        }
        push_entry(&mut out, entry, version, &mut ids);
    }
    out.push_str(version.tail);
    tally.export(out)
}

fn push_entry(out: &mut String, entry: &Entry, version: &Version, ids: &mut BTreeSet<String>) {
    open(out, version.entry, &[("id", &unique(&xml_id(&entry.id), ids))]);
    out.push('\n');
    if !entry.subject.is_empty() {
        version.category(out, "descrip", "subjectField", &entry.subject);
    }
    entry.definitions(None).for_each(|d| push_definition(out, d, version));
    if let Some(score) = entry.score {
        let trust = if entry.doubtful { "doubtful, check before use; score" } else { "score" };
        push_note(out, &format!("{trust} {score:.2}"));
    }
    entry.notes.iter().for_each(|note| push_note(out, note));
    out.push('\n');
    for language in &entry.languages {
        push_language(out, entry, language, version);
    }
    close(out, version.entry);
}

fn push_language(out: &mut String, entry: &Entry, language: &InLanguage, version: &Version) {
    open(out, version.language, &[("xml:lang", language.lang.code())]);
    out.push('\n');
    entry.definitions(Some(language.lang)).for_each(|d| push_definition(out, d, version));
    for (i, term) in language.terms.iter().enumerate() {
        let category = if i == 0 && term.status == Status::Preferred { "fullForm" } else { "variant" };
        push_term(out, entry, term, category, version);
        for (form, count) in &term.inflected {
            push_form(out, entry, term, (form, *count), version);
        }
    }
    close(out, version.language);
}

fn push_term(out: &mut String, entry: &Entry, term: &Term, category: &str, version: &Version) {
    head(out, entry, (&term.text, term), category, version);
    if let Some(status) = status(term.status) {
        version.category(out, "termNote", "administrativeStatus", status);
    }
    for context in &term.contexts {
        push_context(out, context, version);
    }
    if !term.source.is_empty() {
        version.category(out, "admin", "source", &term.source);
    }
    if term.status == Status::Doubtful {
        push_note(out, "doubtful, check before use");
    }
    if !term.validity().is_empty() {
        push_note(out, &format!("valid: {}", term.validity()));
    }
    if !SPEECH.contains(&entry.speech(term)) {
        push_note(out, &format!("part of speech: {}", term.speech));
    }
    term.notes.iter().for_each(|note| push_note(out, note));
    if entry.score.is_some() {
        push_note(out, &occurrences(term.count));
    }
    close(out, version.term);
}

/// An inflected form, so that programs without morphology recognise it.
fn push_form(out: &mut String, entry: &Entry, term: &Term, form: (&str, u32), version: &Version) {
    head(out, entry, (form.0, term), "variant", version);
    match term.status {
        Status::Preferred => {
            version.category(out, "termNote", "administrativeStatus", "admittedTerm-admn-sts")
        }
        other => {
            if let Some(status) = status(other) {
                version.category(out, "termNote", "administrativeStatus", status);
            }
        }
    }
    let count = if entry.score.is_some() { format!("; {}", occurrences(form.1)) } else { String::new() };
    push_note(out, &format!("form of {}{count}", term.text));
    close(out, version.term);
}

fn head(out: &mut String, entry: &Entry, (text, term): (&str, &Term), category: &str, version: &Version) {
    open(out, version.term, &[]);
    out.push_str("<term>");
    push_xml(out, text);
    out.push_str("</term>");
    let speech = entry.speech(term);
    let speech = if SPEECH.contains(&speech) { speech } else { "other" };
    version.category(out, "termNote", "partOfSpeech", speech);
    version.category(out, "termNote", "termType", category);
}

fn push_definition(out: &mut String, definition: &Definition, version: &Version) {
    push_group(out, "definition", &definition.text, &definition.source, version);
}

fn push_context(out: &mut String, context: &Context, version: &Version) {
    push_group(out, "context", &context.text, &context.file, version);
}

/// A text with its source.
fn push_group(out: &mut String, kind: &str, text: &str, source: &str, version: &Version) {
    out.push_str("<descripGrp>");
    version.category(out, "descrip", kind, text);
    if !source.is_empty() {
        version.category(out, "admin", "source", source);
    }
    out.push_str("</descripGrp>");
}

const fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Preferred => Some("preferredTerm-admn-sts"),
        Status::Admitted => Some("admittedTerm-admn-sts"),
        Status::Superseded => Some("supersededTerm-admn-sts"),
        Status::Forbidden => Some("deprecatedTerm-admn-sts"),
        // No status of TBX says "not sure".
        Status::Doubtful => None,
    }
}

fn occurrences(count: u32) -> String {
    format!("{count} occurrence{}", if count == 1 { "" } else { "s" })
}

impl Version {
    /// A data category with its value.
    fn category(&self, out: &mut String, name: &str, kind: &str, text: &str) {
        if !self.by_tag {
            return element(out, name, &[("type", kind)], text);
        }
        // The modules of TBX-Min and TBX-Basic.
        let min = matches!(kind, "subjectField" | "partOfSpeech" | "administrativeStatus");
        element(out, &format!("{}:{kind}", if min { "min" } else { "basic" }), &[], text);
    }
}

fn push_note(out: &mut String, text: &str) {
    element(out, "note", &[], text);
}

fn open(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    out.push('<');
    out.push_str(name);
    for (key, value) in attributes {
        out.push(' ');
        out.push_str(key);
        out.push_str("=\"");
        push_xml(out, value);
        out.push('"');
    }
    out.push('>');
}

fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

fn element(out: &mut String, name: &str, attributes: &[(&str, &str)], text: &str) {
    open(out, name, attributes);
    push_xml(out, text);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// The concept's id as an XML id: ASCII letters, digits, `.`, `-`, `_`, a letter first.
pub(super) fn xml_id(id: &str) -> String {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let mut out: String = id.chars().map(|c| if fine(c) { c } else { '_' }).collect();
    if !out.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.insert(0, 'c');
    }
    out
}

/// XML ids stand once in a file.
pub(super) fn unique(id: &str, ids: &mut BTreeSet<String>) -> String {
    let mut candidate = id.to_owned();
    let mut n = 2;
    while !ids.insert(candidate.clone()) {
        candidate = format!("{id}.{n}");
        n += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn all_versions_hold_terms_forms_contexts_and_doubts() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let entries = Entries::new(&glossary);
        for (export, mark) in
            [(v3(&entries), "</descrip>"), (v2(&entries), "</descrip>"), (dct(&entries), "</basic:context>")]
        {
            let text = &export.text;
            assert!(text.contains("<term>Sądu Okręgowego</term>"));
            assert!(text.contains("form of Sąd Okręgowy; 1 occurrence<"));
            assert!(text.contains(&format!("Hội nghị ở Đà Lạt &amp; Huế kết thúc hôm thứ Sáu.{mark}")));
            assert!(text.contains("<term>&quot;Hỏi &amp; đáp&quot; &lt;AI&gt;</term>"));
            assert!(text.find("<!-- doubtful") < text.find("id=\"c9-hu_\""));
            assert!(!text.contains('\u{1}'));
        }
        assert!(v3(&entries).text.contains("<conceptEntry id=\"c1\">"));
        assert!(v2(&entries).text.contains("<termEntry id=\"c1\">"));
        assert!(dct(&entries).text.contains("<min:partOfSpeech>properNoun</min:partOfSpeech>"));
    }

    #[test]
    fn ids_are_ids_and_unique() {
        let mut ids = BTreeSet::new();
        assert_eq!(unique(&xml_id("9 x"), &mut ids), "c9_x");
        assert_eq!(unique(&xml_id("9:x"), &mut ids), "c9_x.2");
    }
}
