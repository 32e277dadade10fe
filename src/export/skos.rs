//! SKOS (W3C Recommendation 2009) in Turtle: a concept with labels in every language.
//!
//! SKOS has one preferred label a language, alternative ones, and hidden ones for search: forms and terms that must not be used.
//! A text is in one of these sets only, as the standard asks (S14).

use super::entries::{Entries, Entry, InLanguage};
use super::tbx::{unique, xml_id};
use super::{Export, FORBIDDEN, Field, Tally};
use crate::glossary::Status;
use crate::model::Lang;
use std::collections::BTreeSet;

const HEAD: &str = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
    @prefix dct: <http://purl.org/dc/terms/> .\n\
    @base <urn:songngu:glossary> .\n\n\
    <#scheme> a skos:ConceptScheme .\n";

/// `glossary.ttl`.
#[must_use]
pub fn turtle(entries: &Entries) -> Export {
    const WHY: &str = "SKOS has no status: they are hidden labels";
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let mut out = String::from(HEAD);
    let mut ids = BTreeSet::new();
    for entry in &entries.entries {
        let terms = || entry.languages.iter().flat_map(|l| &l.terms);
        let of = |status| terms().filter(|t| t.status == status).count();
        tally.add(of(Status::Forbidden), "forbidden terms", WHY);
        tally.add(of(Status::Superseded), "superseded terms", WHY);
        tally.add(of(Status::Doubtful), "doubtful terms", WHY);
        tally.unsaid(entry, terms(), &[Field::Contexts, Field::Definitions, Field::Notes, Field::TermNotes]);
        tally.add(terms().map(|t| t.contexts.len()).sum(), "sources of contexts", "no place for them");
        push_entry(&mut out, entry, &unique(&xml_id(&entry.id), &mut ids));
    }
    tally.export(out)
}

fn push_entry(out: &mut String, entry: &Entry, id: &str) {
    out.push_str(&format!("\n<#{id}> a skos:Concept ;\n  skos:inScheme <#scheme>"));
    let mut say = |property: &str, text: &str, lang: Option<Lang>| {
        if !text.is_empty() {
            let lang = lang.map(|l| format!("@{l}")).unwrap_or_default();
            out.push_str(&format!(" ;\n  {property} {}{lang}", literal(text)));
        }
    };
    say("skos:notation", &entry.id, None);
    say("dct:subject", &entry.subject, None);
    for language in &entry.languages {
        for (property, text) in labels(language) {
            say(property, text, Some(language.lang));
        }
    }
    for definition in &entry.definitions {
        say("skos:definition", &definition.text, definition.lang);
        say("dct:source", &definition.source, None);
    }
    for language in &entry.languages {
        for term in &language.terms {
            term.contexts.iter().for_each(|c| say("skos:example", &c.text, Some(language.lang)));
            term.notes.iter().for_each(|n| say("skos:note", n, None));
        }
    }
    entry.notes.iter().for_each(|n| say("skos:note", n, None));
    if entry.doubtful {
        say("skos:editorialNote", "doubtful, check before use", Some(Lang::EN));
    }
    out.push_str(" .\n");
}

/// The labels of a language, each text once: the first good term is preferred.
fn labels(language: &InLanguage) -> Vec<(&'static str, &str)> {
    let good = language.good().map(|t| (false, t.text.as_str()));
    let usable = |status| matches!(status, Status::Preferred | Status::Admitted);
    let rest = language.terms.iter().filter(|t| !usable(t.status)).map(|t| (true, t.text.as_str()));
    let forms = language.terms.iter().flat_map(|t| &t.inflected).map(|(form, _)| (true, form.as_str()));
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for (hidden, text) in good.chain(rest).chain(forms) {
        if seen.insert(text) {
            let property = match (hidden, out.is_empty()) {
                (true, _) => "skos:hiddenLabel",
                (false, true) => "skos:prefLabel",
                (false, false) => "skos:altLabel",
            };
            out.push((property, text));
        }
    }
    out
}

/// A string of Turtle.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn one_preferred_label_a_language() {
        let sample = Sample::new();
        let export = turtle(&Entries::new(&sample.glossary()));
        let text = &export.text;
        assert!(text.contains("skos:prefLabel \"Da Lat\"@en ;\n  skos:altLabel \"Dalat\"@en"), "{text}");
        assert!(text.contains("skos:hiddenLabel \"Sądu Okręgowego\"@pl"));
        assert!(text.contains("skos:prefLabel \"Q&A, \\\"live\\\"\"@en"));
        for concept in text.split("a skos:Concept ;").skip(1) {
            for lang in ["vi", "en", "fr", "pl"] {
                let of = |l: &&str| l.contains("prefLabel") && l.contains(&format!("\"@{lang}"));
                assert!(concept.lines().filter(of).count() <= 1, "{concept}");
            }
        }
        assert!(
            export.left_out.iter().any(|l| l.what == "doubtful terms" && l.count == 3),
            "{:?}",
            export.left_out
        );
    }
}
