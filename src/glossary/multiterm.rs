//! MultiTerm XML: concepts with languages and terms; the categories have the names that the users gave them.

use super::gather::Gatherer;
use super::tbx::{Lines, run};
use super::words::key;
use super::{BadGlossary, Context, Definition, Glossary, Term, languages};
use crate::ingest::xml::{Handler, Open};
use crate::model::Lang;
use crate::text::normal::clean;
use std::collections::BTreeMap;

/// Reads MultiTerm XML.
pub(super) fn read(file: &str, text: &str) -> Result<Glossary, BadGlossary> {
    let mut reader = Reader {
        out: Gatherer::new("MultiTerm"),
        lines: Lines::new(text),
        line: 1,
        language: None,
        term: None,
        status: None,
        base: None,
        groups: 0,
        of_definition: false,
        category: String::new(),
        text: String::new(),
        left: BTreeMap::new(),
    };
    run(file, text, &mut reader)?;
    let line = reader.line;
    for (name, n) in std::mem::take(&mut reader.left) {
        reader.out.problem(line, format!("{n} values of `{name}` are not read"));
    }
    Ok(reader.out.finish())
}

struct Reader<'t> {
    out: Gatherer,
    lines: Lines<'t>,
    line: u32,
    language: Option<Lang>,
    term: Option<Term>,
    status: Option<super::Status>,
    /// The term that this one is a form of.
    base: Option<String>,
    /// Groups of categories that are open: a source inside another category's group is that category's.
    groups: usize,
    of_definition: bool,
    category: String,
    text: String,
    left: BTreeMap<String, usize>,
}

impl Reader<'_> {
    fn value(&mut self, value: &str) {
        let name = key(&self.category);
        match (name.as_str(), &mut self.term) {
            ("status" | "termstatus" | "usagestatus" | "administrativestatus", Some(_)) => {
                self.status = self.out.status(self.line, value).or(self.status);
            }
            ("partofspeech" | "pos" | "wordclass", Some(term)) => value.clone_into(&mut term.speech),
            ("formof", Some(_)) => self.base = Some(clean(value)),
            ("validfrom", Some(term)) => term.from = self.out.day(self.line, value),
            ("validto" | "validuntil", Some(term)) => term.to = self.out.day(self.line, value),
            ("source" | "reference", _) if self.groups > 1 && self.of_definition => {
                if let Some(definition) = self.out.concept().definitions.last_mut() {
                    definition.source = clean(value);
                }
            }
            ("source" | "reference", Some(Term { contexts, .. })) if self.groups > 1 => {
                if let Some(context) = contexts.last_mut() {
                    context.source = clean(value);
                }
            }
            ("entryid", _) => self.out.concept().id = clean(value),
            ("context" | "example" | "usage", Some(term)) => {
                self.of_definition = false;
                term.contexts.push(Context { text: clean(value), source: String::new() });
            }
            ("source" | "reference", Some(term)) => term.source = clean(value),
            ("note" | "comment", Some(term)) => term.notes.push(clean(value)),
            ("definition", _) => {
                let lang = self.language;
                let definition = Definition { lang, text: clean(value), source: String::new() };
                self.of_definition = true;
                self.out.concept().definitions.push(definition);
            }
            ("subject" | "subjectfield" | "domain", _) => self.out.concept().subject = clean(value),
            ("note" | "comment", None) => self.out.concept().notes.push(clean(value)),
            // Who changed it and when.
            ("transac" | "date" | "origination" | "modification" | "system" | "occurrences", _) => {}
            _ => *self.left.entry(self.category.clone()).or_default() += 1,
        }
    }
}

impl Handler for Reader<'_> {
    fn open(&mut self, name: &str, element: &Open<'_>) {
        match name {
            "conceptGrp" => {
                self.line = self.lines.line(element.at);
                self.language = None;
                self.out.begin(self.line, "");
            }
            "language" => {
                self.line = self.lines.line(element.at);
                let given = ["lang", "type"].map(|a| element.get(a).unwrap_or_default());
                self.language =
                    given.iter().find_map(|g| Lang::parse(g).ok().or_else(|| languages::named(g)));
                if self.language.is_none() {
                    let what = format!("`{}` is no language; its terms are left out", given.join(" "));
                    self.out.problem(self.line, what);
                }
            }
            "termGrp" => {
                self.line = self.lines.line(element.at);
                self.status = None;
                self.base = None;
                self.term = Some(Term::new(Lang::UND, ""));
            }
            _ => {
                self.groups += usize::from(name == "descripGrp");
                self.text.clear();
                element.get("type").unwrap_or_else(|| name.to_owned()).clone_into(&mut self.category);
            }
        }
    }

    fn close(&mut self, name: &str) {
        let text = std::mem::take(&mut self.text);
        match name {
            "conceptGrp" => self.out.end(),
            "languageGrp" => self.language = None,
            "descripGrp" => self.groups = self.groups.saturating_sub(1),
            "language" => {}
            "concept" => self.out.concept().id = clean(&text),
            "term" => {
                if let Some(term) = &mut self.term {
                    term.text = clean(&text);
                }
            }
            "termGrp" => {
                if let (Some(term), Some(lang)) = (self.term.take(), self.language)
                    && !term.text.is_empty()
                {
                    let base = self.base.take().and_then(|base| self.out.find(lang, &base));
                    if let Some(base) = base.and_then(|place| self.out.term(place)) {
                        base.forms.push(term.text);
                        return;
                    }
                    self.out.add(Term { lang, ..term }, self.status);
                }
            }
            _ if !text.trim().is_empty() && !self.category.is_empty() => self.value(text.trim()),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }
}
