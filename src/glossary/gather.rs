//! Builds a glossary concept by concept: one term once, statuses filled in, everything odd noted with its line.

use super::{Concept, Day, Glossary, Problem, Status, Term, status, words};
use crate::model::Lang;
use rustc_hash::{FxHashMap, FxHashSet};

/// More problems than this are counted, not listed.
const LISTED: usize = 1000;

/// A term: its concept and its number there.
pub(super) type Place = (usize, usize);

/// The glossary so far.
pub(super) struct Gatherer {
    glossary: Glossary,
    by_id: FxHashMap<String, usize>,
    current: usize,
    /// Terms of which the file does not say the status.
    open: FxHashSet<Place>,
    unlisted: usize,
}

impl Gatherer {
    pub fn new(format: &'static str) -> Self {
        Self {
            glossary: Glossary { format, ..Glossary::default() },
            by_id: FxHashMap::default(),
            current: 0,
            open: FxHashSet::default(),
            unlisted: 0,
        }
    }

    /// Begins a concept.
    pub fn begin(&mut self, line: u32, id: &str) -> &mut Concept {
        self.current = self.glossary.concepts.len();
        if !id.is_empty() {
            self.by_id.entry(id.to_owned()).or_insert(self.current);
        }
        self.glossary.concepts.push(Concept { id: id.to_owned(), line, ..Concept::default() });
        &mut self.glossary.concepts[self.current]
    }

    /// Goes on with the concept of this id, or begins it.
    pub fn resume(&mut self, line: u32, id: &str) -> &mut Concept {
        match self.by_id.get(id) {
            Some(&at) => {
                self.current = at;
                &mut self.glossary.concepts[at]
            }
            None => self.begin(line, id),
        }
    }

    /// The current concept.
    pub fn concept(&mut self) -> &mut Concept {
        if self.glossary.concepts.is_empty() {
            self.begin(1, "");
        }
        &mut self.glossary.concepts[self.current]
    }

    /// The terms of the current concept.
    pub fn terms(&mut self) -> &mut Vec<Term> {
        &mut self.concept().terms
    }

    pub fn term(&mut self, (concept, term): Place) -> Option<&mut Term> {
        self.glossary.concepts.get_mut(concept)?.terms.get_mut(term)
    }

    /// The first term of a language in the current concept.
    pub fn first_of(&mut self, lang: Lang) -> Option<Place> {
        let at = self.terms().iter().position(|t| t.lang == lang)?;
        Some((self.current, at))
    }

    /// Adds a term to the current concept. One that is there already keeps the better status.
    pub fn add(&mut self, term: Term, status: Option<Status>) -> Place {
        let concept = self.current;
        let terms = self.terms();
        let known = terms.iter().position(|t| t.lang == term.lang && t.text == term.text);
        let at = known.unwrap_or(terms.len());
        match terms.get_mut(at) {
            Some(known) => known.absorb(term),
            None => terms.push(term),
        }
        let place = (concept, at);
        let open = known.is_none() || self.open.contains(&place);
        match (status, self.term(place)) {
            (Some(status), Some(term)) => {
                term.status = if known.is_some() && !open { term.status.min(status) } else { status };
                self.open.remove(&place);
            }
            _ if open => {
                self.open.insert(place);
            }
            _ => {}
        }
        place
    }

    /// Says the status of a term that is there already.
    pub fn decide(&mut self, place: Place, status: Status) {
        if let Some(term) = self.term(place) {
            term.status = status;
        }
        self.open.remove(&place);
    }

    /// Ends the current concept; one without a term is noted.
    pub fn end(&mut self) {
        let Concept { line, terms, .. } = self.concept();
        if terms.is_empty() {
            let line = *line;
            self.problem(line, "there is no term here".to_owned());
        }
    }

    pub fn problem(&mut self, line: u32, what: String) {
        if self.glossary.problems.len() < LISTED {
            self.glossary.problems.push(Problem { line, what });
        } else {
            self.unlisted += 1;
        }
    }

    /// The day in a text, or a problem.
    pub fn day(&mut self, line: u32, text: &str) -> Option<Day> {
        let day = Day::parse(text);
        if day.is_none() {
            self.problem(line, format!("`{text}` is no date; write it as 2025-02-28"));
        }
        day
    }

    /// The status in a word, or a problem.
    pub fn status(&mut self, line: u32, word: &str) -> Option<Status> {
        let found = status(word);
        if found.is_none() {
            let what = format!(
                "the status `{word}` is not known; use preferred, admitted, doubtful, superseded or forbidden"
            );
            self.problem(line, what);
        }
        found
    }

    /// The term of the glossary that has this text, for notes that speak of it.
    pub fn find(&self, lang: Lang, text: &str) -> Option<Place> {
        // Forms follow their term closely.
        self.glossary.concepts.iter().enumerate().rev().take(64).find_map(|(n, concept)| {
            let at = concept.terms.iter().position(|t| t.lang == lang && t.text == text)?;
            Some((n, at))
        })
    }

    pub fn finish(mut self) -> Glossary {
        for (n, concept) in self.glossary.concepts.iter_mut().enumerate() {
            concept.kind = words::kind(&concept.subject);
            for at in 0..concept.terms.len() {
                if !self.open.contains(&(n, at)) {
                    continue;
                }
                let lang = concept.terms[at].lang;
                let preferred = |(i, t): (usize, &Term)| {
                    t.lang == lang
                        && t.status == Status::Preferred
                        && (i < at || (i > at && !self.open.contains(&(n, i))))
                };
                let taken = concept.terms.iter().enumerate().any(preferred);
                concept.terms[at].status = if taken { Status::Admitted } else { Status::Preferred };
            }
        }
        self.glossary.concepts.retain(|c| !c.terms.is_empty());
        self.glossary.problems.sort_by_key(|p| p.line);
        if self.unlisted > 0 {
            let what = format!("{} more problems are not listed", self.unlisted);
            let line = self.glossary.problems.last().map_or(1, |p| p.line);
            self.glossary.problems.push(Problem { line, what });
        }
        self.glossary
    }
}
