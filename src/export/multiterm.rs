//! MultiTerm XML: concepts with languages and terms. Categories are free there, so that everything has a place.

use super::entries::{Entries, Entry, InLanguage, Term};
use super::{Export, FORBIDDEN, Tally, push_xml};
use crate::glossary::{Definition, Status};
use crate::lang::names;

/// `glossary.multiterm.xml`: a `<conceptGrp>` a concept, numbered; its id is the category `Entry ID`.
#[must_use]
pub fn xml(entries: &Entries) -> Export {
    let mut tally = Tally::default();
    tally.add(entries.forbidden, FORBIDDEN.0, FORBIDDEN.1);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mtf>\n");
    for (n, entry) in entries.entries.iter().enumerate() {
        out.push_str(&format!("<conceptGrp><concept>{}</concept>\n", n + 1));
        push(&mut out, "Entry ID", &entry.id);
        push(&mut out, "Subject", &entry.subject);
        entry.definitions(None).for_each(|d| push_definition(&mut out, d));
        if entry.doubtful {
            push(&mut out, "Note", "doubtful, check before use");
        }
        entry.notes.iter().for_each(|note| push(&mut out, "Note", note));
        for language in &entry.languages {
            push_language(&mut out, entry, language);
        }
        out.push_str("</conceptGrp>\n");
    }
    out.push_str("</mtf>\n");
    tally.export(out)
}

fn push_language(out: &mut String, entry: &Entry, language: &InLanguage) {
    let code = language.lang.code();
    let name = names::english(language.lang).unwrap_or(code);
    out.push_str("<languageGrp><language type=\"");
    push_xml(out, name);
    out.push_str(&format!("\" lang=\"{}\"/>\n", code.to_uppercase()));
    entry.definitions(Some(language.lang)).for_each(|d| push_definition(out, d));
    for term in &language.terms {
        push_term(out, entry, term);
    }
    out.push_str("</languageGrp>\n");
}

fn push_term(out: &mut String, entry: &Entry, term: &Term) {
    begin_term(out, &term.text);
    push(out, "Status", status(term.status));
    push(out, "Part of Speech", entry.speech(term));
    for context in &term.contexts {
        push_with_source(out, "Context", &context.text, &context.file);
    }
    push(out, "Source", &term.source);
    push(out, "Valid from", &term.from.map(|d| d.to_string()).unwrap_or_default());
    push(out, "Valid to", &term.to.map(|d| d.to_string()).unwrap_or_default());
    term.notes.iter().for_each(|note| push(out, "Note", note));
    if entry.score.is_some() {
        push(out, "Occurrences", &term.count.to_string());
    }
    out.push_str("</termGrp>\n");
    for (form, _) in &term.inflected {
        begin_term(out, form);
        push(out, "Form of", &term.text);
        out.push_str("</termGrp>\n");
    }
}

fn begin_term(out: &mut String, text: &str) {
    out.push_str("<termGrp><term>");
    push_xml(out, text);
    out.push_str("</term>");
}

fn push_definition(out: &mut String, definition: &Definition) {
    push_with_source(out, "Definition", &definition.text, &definition.source);
}

/// A category with its source inside.
fn push_with_source(out: &mut String, kind: &str, text: &str, source: &str) {
    if !text.is_empty() {
        out.push_str(&format!("<descripGrp><descrip type=\"{kind}\">"));
        push_xml(out, text);
        out.push_str("</descrip>");
        push(out, "Source", source);
        out.push_str("</descripGrp>");
    }
}

/// A category, when it says anything.
fn push(out: &mut String, kind: &str, text: &str) {
    push_with_source(out, kind, text, "");
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Preferred => "preferred",
        Status::Admitted => "admitted",
        Status::Doubtful => "proposed",
        Status::Superseded => "superseded",
        Status::Forbidden => "forbidden",
    }
}
