//! Term bases for exchange (TBX), dialect TBX-Basic: version 3 (ISO 30042:2019, DCA style) and version 2 (martif, which OmegaT reads).
//!
//! Both hold everything: kind as subject field, status, inflected forms as variants, contexts with their file. Counts and
//! doubts, for which TBX-Basic has no category, are notes.

use super::entries::{Context, Entries, Entry, Term};
use super::{Export, FORBIDDEN, Tally, kind_name, push_xml};
use crate::model::Status;
use std::collections::BTreeSet;

/// What differs between the versions.
struct Version {
    head: &'static str,
    entry: &'static str,
    language: &'static str,
    term: &'static str,
    tail: &'static str,
}

const V3: Version = Version {
    head: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n\
        <tbxHeader><fileDesc><sourceDesc><p>Names and terms found by songngu</p></sourceDesc></fileDesc>\
        <encodingDesc><p type=\"XCSURI\">TBXBasicXCSV02.xcs</p></encodingDesc></tbxHeader>\n<text><body>\n",
    entry: "conceptEntry",
    language: "langSec",
    term: "termSec",
    tail: "</body></text>\n</tbx>\n",
};

const V2: Version = Version {
    head: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n<martif type=\"TBX-Basic\" xml:lang=\"en\">\n\
        <martifHeader><fileDesc><sourceDesc><p>Names and terms found by songngu</p></sourceDesc></fileDesc>\
        <encodingDesc><p type=\"XCSURI\">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n<text><body>\n",
    entry: "termEntry",
    language: "langSet",
    term: "tig",
    tail: "</body></text>\n</martif>\n",
};

/// TBX v3, TBX-Basic in DCA style.
#[must_use]
pub fn v3(entries: &Entries<'_>) -> Export {
    write(entries, &V3)
}

/// TBX v2 (martif), TBX-Basic.
#[must_use]
pub fn v2(entries: &Entries<'_>) -> Export {
    write(entries, &V2)
}

fn write(entries: &Entries<'_>, version: &Version) -> Export {
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

fn push_entry(out: &mut String, entry: &Entry<'_>, version: &Version, ids: &mut BTreeSet<String>) {
    open(out, version.entry, &[("id", &unique(&xml_id(&entry.concept.id), ids))]);
    out.push('\n');
    element(out, "descrip", "subjectField", kind_name(entry.concept.kind));
    let trust = if entry.doubtful { "doubtful, check before use; score" } else { "score" };
    element(out, "note", "", &format!("{trust} {:.2}", entry.concept.score));
    out.push('\n');
    for language in &entry.languages {
        open(out, version.language, &[("xml:lang", language.lang.code())]);
        out.push('\n');
        for (i, term) in language.terms.iter().enumerate() {
            let category = if i == 0 && term.status == Status::Preferred { "fullForm" } else { "variant" };
            push_term(out, entry, term, category, version);
            for (form, count) in &term.inflected {
                push_form(out, entry, term, (form, *count), version);
            }
        }
        close(out, version.language);
    }
    close(out, version.entry);
}

fn push_term(out: &mut String, entry: &Entry<'_>, term: &Term, category: &str, version: &Version) {
    head(out, entry, &term.text, category, version);
    if let Some(status) = status(term.status) {
        element(out, "termNote", "administrativeStatus", status);
    }
    for context in &term.contexts {
        push_context(out, context);
    }
    if term.status == Status::Doubtful {
        element(out, "note", "", "doubtful, check before use");
    }
    element(out, "note", "", &occurrences(term.count));
    close(out, version.term);
}

/// An inflected form, so that programs without morphology recognise it.
fn push_form(out: &mut String, entry: &Entry<'_>, term: &Term, form: (&str, u32), version: &Version) {
    head(out, entry, form.0, "variant", version);
    if term.status != Status::Doubtful {
        element(out, "termNote", "administrativeStatus", "admittedTerm-admn-sts");
    }
    element(out, "note", "", &format!("form of {}; {}", term.text, occurrences(form.1)));
    close(out, version.term);
}

fn head(out: &mut String, entry: &Entry<'_>, text: &str, category: &str, version: &Version) {
    open(out, version.term, &[]);
    out.push_str("<term>");
    push_xml(out, text);
    out.push_str("</term>");
    let speech = if entry.is_name() { "properNoun" } else { "noun" };
    element(out, "termNote", "partOfSpeech", speech);
    element(out, "termNote", "termType", category);
}

fn push_context(out: &mut String, context: &Context) {
    out.push_str("<descripGrp>");
    element(out, "descrip", "context", &context.text);
    element(out, "admin", "source", &context.file);
    out.push_str("</descripGrp>");
}

const fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Preferred => Some("preferredTerm-admn-sts"),
        Status::Variant => Some("admittedTerm-admn-sts"),
        // No status of TBX says "not sure".
        Status::Doubtful => None,
    }
}

fn occurrences(count: u32) -> String {
    format!("{count} occurrence{}", if count == 1 { "" } else { "s" })
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

fn element(out: &mut String, name: &str, kind: &str, text: &str) {
    let typed = [("type", kind)];
    open(out, name, if kind.is_empty() { &[] } else { &typed });
    push_xml(out, text);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// The concept's id as an XML id: ASCII letters, digits, `.`, `-`, `_`, a letter first.
fn xml_id(id: &str) -> String {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let mut out: String = id.chars().map(|c| if fine(c) { c } else { '_' }).collect();
    if !out.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.insert(0, 'c');
    }
    out
}

/// XML ids stand once in a file.
fn unique(id: &str, ids: &mut BTreeSet<String>) -> String {
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
    fn both_versions_hold_terms_forms_contexts_and_doubts() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let entries = Entries::new(&glossary);
        for export in [v3(&entries), v2(&entries)] {
            let text = &export.text;
            assert!(text.contains("<term>Sądu Okręgowego</term>"));
            assert!(text.contains("form of Sąd Okręgowy; 1 occurrence<"));
            assert!(text.contains("Hội nghị ở Đà Lạt &amp; Huế kết thúc hôm thứ Sáu.</descrip>"));
            assert!(text.contains("<term>&quot;Hỏi &amp; đáp&quot; &lt;AI&gt;</term>"));
            assert!(text.find("<!-- doubtful") < text.find("id=\"c9-hu_\""));
            assert!(!text.contains('\u{1}'));
        }
        assert!(v3(&entries).text.contains("<conceptEntry id=\"c1\">"));
        assert!(v2(&entries).text.contains("<termEntry id=\"c1\">"));
    }

    #[test]
    fn ids_are_ids_and_unique() {
        let mut ids = BTreeSet::new();
        assert_eq!(unique(&xml_id("9 x"), &mut ids), "c9_x");
        assert_eq!(unique(&xml_id("9:x"), &mut ids), "c9_x.2");
    }
}
