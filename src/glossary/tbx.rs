//! TBX: version 3 (ISO 30042:2019) in DCA and DCT style, version 2 (martif), and the old TBX-Min.
//!
//! A data category is the `type` of an element in DCA style and version 2, and the element's own name in DCT style; both come
//! out as one name here, so that one reader does for all.

use super::gather::{Gatherer, Place};
use super::words::key;
use super::{BadGlossary, Context, Definition, Glossary, Term};
use crate::ingest::xml::{self, Fault, Handler, Open};
use crate::model::Lang;
use crate::text::normal::clean;
use std::collections::BTreeMap;

/// The name of the root element; empty when there is none.
pub(super) fn root(text: &str) -> String {
    struct First(String);
    impl Handler for First {
        fn open(&mut self, name: &str, _: &Open<'_>) {
            if self.0.is_empty() {
                name.clone_into(&mut self.0);
            }
        }
        fn close(&mut self, _: &str) {}
        fn text(&mut self, _: &str) {}
    }
    let mut first = First(String::new());
    // The head is enough, and may end anywhere.
    let end = (0..=text.len().min(65536)).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    let _ = xml::events(&text[..end], &mut first);
    first.0
}

/// Reads TBX of any version.
pub(super) fn read(file: &str, text: &str, martif: bool) -> Result<Glossary, BadGlossary> {
    let format = if martif { "TBX v2" } else { "TBX v3" };
    let mut reader = Reader::new(Gatherer::new(format), Lines::new(text));
    run(file, text, &mut reader)?;
    Ok(reader.finish())
}

/// Lets a reader see all events; XML that ends too soon keeps what was whole.
pub(super) fn run(file: &str, text: &str, reader: &mut impl Handler) -> Result<(), BadGlossary> {
    let broken = |at: usize, what: String| {
        let line = Lines::new(text).line(at.min(text.len()));
        Err(BadGlossary::Broken { file: file.to_owned(), line, what })
    };
    match xml::events(text, reader) {
        Ok(0) => Ok(()),
        Ok(_) => broken(text.len(), "the file ends too soon; was it copied whole?".to_owned()),
        Err(Fault::Syntax { at, reason }) => {
            broken(at, format!("{reason}; open and save it in its own program"))
        }
        Err(Fault::TooDeep) => broken(0, "elements are nested more than 1000 deep".to_owned()),
    }
}

/// Line numbers of bytes that are asked for in ascending order.
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl<'t> Lines<'t> {
    pub const fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    pub fn line(&mut self, at: usize) -> u32 {
        if at > self.at {
            let between = &self.text.as_bytes()[self.at..at];
            self.line += memchr::memchr_iter(b'\n', between).count() as u32;
            self.at = at;
        }
        self.line
    }
}

/// What a category says, collected until its group ends: a context and its source stand side by side.
#[derive(Default)]
struct Group {
    context: Option<String>,
    definition: Option<String>,
    source: String,
}

/// The state of reading.
struct Reader<'t> {
    out: Gatherer,
    lines: Lines<'t>,
    line: u32,
    inside: bool,
    language: Option<Lang>,
    /// The language was given and is none.
    skip: bool,
    term: Option<Draft>,
    group: Option<Group>,
    /// Depth of elements whose content is not read.
    unread: usize,
    category: String,
    text: String,
    left: BTreeMap<String, usize>,
}

/// A term before its element ends.
#[derive(Default)]
struct Draft {
    text: String,
    status: Option<super::Status>,
    speech: String,
    contexts: Vec<Context>,
    source: String,
    from: Option<super::Day>,
    to: Option<super::Day>,
    notes: Vec<String>,
}

impl<'t> Reader<'t> {
    fn new(out: Gatherer, lines: Lines<'t>) -> Self {
        Self {
            out,
            lines,
            line: 1,
            inside: false,
            language: None,
            skip: false,
            term: None,
            group: None,
            unread: 0,
            category: String::new(),
            text: String::new(),
            left: BTreeMap::new(),
        }
    }

    fn finish(mut self) -> Glossary {
        for (name, n) in &self.left {
            self.out.problem(u32::MAX, format!("{n} values of `{name}` are not read"));
        }
        let mut glossary = self.out.finish();
        for problem in glossary.problems.iter_mut().filter(|p| p.line == u32::MAX) {
            problem.line = self.line;
        }
        glossary
    }

    /// A category with its value.
    fn value(&mut self, value: &str) {
        let name = key(&self.category);
        match name.as_str() {
            "term" => {
                if let Some(draft) = &mut self.term {
                    clean(value).clone_into(&mut draft.text);
                }
            }
            "administrativestatus" | "usagestatus" | "termstatus" | "normativeauthorization" | "status" => {
                let status = self.out.status(self.line, value);
                if let Some(draft) = &mut self.term {
                    draft.status = status.or(draft.status);
                }
            }
            "partofspeech" => {
                if let Some(draft) = &mut self.term {
                    value.clone_into(&mut draft.speech);
                }
            }
            "subjectfield" | "subject" | "domain" => {
                if self.language.is_none() {
                    self.out.concept().subject = clean(value);
                }
            }
            "definition" => self.define(clean(value)),
            "context" | "example" => self.quote(clean(value)),
            "source" => match (&mut self.group, &mut self.term) {
                (Some(group), _) => group.source = clean(value),
                (None, Some(draft)) => draft.source = clean(value),
                _ => self.leave(),
            },
            "note" | "usagenote" => self.note(&clean(value)),
            // What the variant is to its concept follows from its place; dates and authors of changes are not the term's.
            "termtype" | "date" | "transactiontype" | "responsibility" | "transac" | "transacnote" => {}
            _ => self.leave(),
        }
    }

    fn leave(&mut self) {
        *self.left.entry(self.category.clone()).or_default() += 1;
    }

    fn define(&mut self, text: String) {
        match &mut self.group {
            Some(group) if group.definition.is_none() => group.definition = Some(text),
            _ => self.add_definition(text, String::new()),
        }
    }

    fn add_definition(&mut self, text: String, source: String) {
        let lang = self.language;
        self.out.concept().definitions.push(Definition { lang, text, source });
    }

    fn quote(&mut self, text: String) {
        match (&mut self.group, &mut self.term) {
            (Some(group), _) if group.context.is_none() => group.context = Some(text),
            (_, Some(draft)) => draft.contexts.push(Context { text, source: String::new() }),
            _ => self.leave(),
        }
    }

    /// A note; those of songngu's own exports hold days of validity.
    fn note(&mut self, text: &str) {
        let Some(draft) = &mut self.term else {
            return self.out.concept().notes.push(text.to_owned());
        };
        if let Some((from, to)) = text.strip_prefix("valid: ").and_then(|t| t.split_once('/')) {
            draft.from = super::Day::parse(from);
            draft.to = super::Day::parse(to);
        } else {
            draft.notes.push(text.to_owned());
        }
    }

    fn end_group(&mut self) {
        let Some(group) = self.group.take() else { return };
        if let Some(text) = group.definition {
            self.add_definition(text, group.source.clone());
        }
        if let (Some(text), Some(draft)) = (group.context, &mut self.term) {
            draft.contexts.push(Context { text, source: group.source });
        }
    }

    fn end_term(&mut self) {
        let (Some(draft), Some(lang)) = (self.term.take(), self.language) else { return };
        if draft.text.is_empty() {
            return self.out.problem(self.line, "a term without text".to_owned());
        }
        // An inflected form in songngu's own exports.
        let base = draft.notes.iter().find_map(|n| n.strip_prefix("form of "));
        let base = base.map(|b| b.rsplit_once("; ").map_or(b, |(base, _)| base).to_owned());
        let known = |out: &mut Gatherer, base: &str| -> Option<Place> { out.find(lang, base) };
        if let Some(term) = base.and_then(|b| known(&mut self.out, &b)).and_then(|p| self.out.term(p)) {
            term.forms.push(draft.text);
            return;
        }
        let Draft { text, status, speech, contexts, source, from, to, notes } = draft;
        let notes = notes.into_iter().filter(|n| !is_count(n)).collect();
        let term = Term { speech, contexts, source, from, to, notes, ..Term::new(lang, &text) };
        self.out.add(term, status);
    }
}

/// songngu's note `3 occurrences`: how often, not what.
fn is_count(note: &str) -> bool {
    note.strip_suffix(" occurrences")
        .or_else(|| note.strip_suffix(" occurrence"))
        .is_some_and(|n| n.parse::<u32>().is_ok())
}

impl Handler for Reader<'_> {
    fn open(&mut self, name: &str, element: &Open<'_>) {
        if self.unread > 0 {
            self.unread += 1;
            return;
        }
        match name {
            "conceptEntry" | "termEntry" | "entry" => {
                self.line = self.lines.line(element.at);
                self.inside = true;
                self.language = None;
                self.out.begin(self.line, &element.get("id").unwrap_or_default());
            }
            _ if !self.inside => {}
            "langSec" | "langSet" | "langGroup" => {
                self.line = self.lines.line(element.at);
                let code = element.get("lang").unwrap_or_default();
                self.language = Lang::parse(&code).ok();
                self.skip = self.language.is_none();
                if self.skip {
                    self.out
                        .problem(self.line, format!("`{code}` is no language code; its terms are left out"));
                    self.unread = 1;
                }
            }
            "termSec" | "tig" | "ntig" | "termGroup" => {
                self.line = self.lines.line(element.at);
                self.term = Some(Draft::default());
            }
            "descripGrp" => self.group = Some(Group::default()),
            // Graphics and links point outside; people and dates of changes are not the term's.
            "transacGrp" | "xref" | "ref" => self.unread = 1,
            "termGrp" | "adminGrp" | "termNoteGrp" => {}
            // Marks inside a text.
            "hi" | "foreign" | "ec" | "sc" | "ph" => {}
            _ => {
                self.line = self.lines.line(element.at);
                self.text.clear();
                element.get("type").unwrap_or_else(|| name.to_owned()).clone_into(&mut self.category);
            }
        }
    }

    fn close(&mut self, name: &str) {
        if self.unread > 0 {
            self.unread -= 1;
            if self.unread == 0 && self.skip {
                self.skip = false;
            }
            return;
        }
        if !self.inside {
            return;
        }
        match name {
            "conceptEntry" | "termEntry" | "entry" => {
                self.out.end();
                self.inside = false;
                self.language = None;
            }
            "langSec" | "langSet" | "langGroup" => self.language = None,
            "termSec" | "tig" | "ntig" | "termGroup" => self.end_term(),
            "descripGrp" => self.end_group(),
            "termGrp" | "adminGrp" | "termNoteGrp" | "hi" | "foreign" | "ec" | "sc" | "ph" => {}
            _ => {
                let text = std::mem::take(&mut self.text);
                if !text.trim().is_empty() && !self.category.is_empty() {
                    self.value(text.trim());
                }
                self.category.clear();
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.inside && self.unread == 0 {
            self.text.push_str(text);
        }
    }
}
