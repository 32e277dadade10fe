//! The glossary as every format needs it: terms by language, preferred first, with inflected forms, counts and contexts.
//!
//! A [`crate::model::Concept`] lists forms as they were written. Here the forms of one base form are one [`Term`]:
//! *Konwencja z Hanoi* with its inflected forms *Konwencji z Hanoi*, *Konwencję z Hanoi*.

use super::{Glossary, file_name, kind_name, written};
use crate::glossary::{Day, Definition, Status};
use crate::model::{self, Article, Concept, Form, Kind, Lang, Mention, Span};
use crate::terms::select::SURE;
use crate::text::fold::tone_key;
use crate::text::offsets::ScalarOffsets;
use std::collections::BTreeMap;

/// How many sentences a term brings along.
const CONTEXTS: usize = 2;

/// All entries of a glossary: sure ones first, then the doubtful; in the order of the concepts otherwise.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// The languages that occur: the four at home first, then others by code.
    pub langs: Vec<Lang>,
    /// The entries.
    pub entries: Vec<Entry>,
    /// Date and time for formats that ask for one (UTX: `2026-01-31T09:00:00Z`); none unless the user wants it.
    pub created: Option<String>,
    /// Characters that XML forbids, taken out of terms and contexts.
    pub forbidden: usize,
}

/// A concept, ready to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The concept's id; empty when it has none.
    pub id: String,
    /// What kind of thing it is; a term where nobody says.
    pub kind: Kind,
    /// The subject field: the kind in words, or what the user's glossary says.
    pub subject: String,
    /// How sure its links are, 0 to 1; `None` for what people have written.
    pub score: Option<f32>,
    /// Definitions, each in a language or for all.
    pub definitions: Vec<Definition>,
    /// Notes.
    pub notes: Vec<String>,
    /// Its place among the concepts of the glossary; [`Mention::concept`] counts these.
    pub index: usize,
    /// Linked on thin evidence: its score is low, or none of its forms is more than doubtful.
    pub doubtful: bool,
    /// Its languages in the order of [`Entries::langs`]; at least one term each.
    pub languages: Vec<InLanguage>,
}

/// What a concept is called in one language.
#[derive(Clone, PartialEq, Debug)]
pub struct InLanguage {
    /// The language.
    pub lang: Lang,
    /// Its terms, the best first.
    pub terms: Vec<Term>,
}

/// A base form with everything known about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Term {
    /// The base form.
    pub text: String,
    /// How good it is: the best status of its forms.
    pub status: Status,
    /// Occurrences of all its forms.
    pub count: u32,
    /// Forms that were written otherwise than the base form, with their counts.
    pub inflected: Vec<(String, u32)>,
    /// Sentences in which it occurs; at most two of those that songngu has found.
    pub contexts: Vec<Context>,
    /// Part of speech, in the words of TBX; empty when nobody says.
    pub speech: String,
    /// Where the term comes from; may be empty.
    pub source: String,
    /// First day on which it is valid.
    pub from: Option<Day>,
    /// Last day on which it is valid.
    pub to: Option<Day>,
    /// Notes.
    pub notes: Vec<String>,
}

/// A sentence in which a term occurs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Context {
    /// The sentence, as it goes into a memory.
    pub text: String,
    /// File name of the article, without folders, or another source.
    pub file: String,
    /// Start of the sentence in the article's text, in Unicode scalar values.
    pub start: usize,
    /// End of the sentence.
    pub end: usize,
}

impl Entries {
    /// Arranges what songngu has found.
    #[must_use]
    pub fn new(glossary: &Glossary<'_>) -> Self {
        let mut forbidden = 0;
        let langs = in_order(glossary.concepts.iter().flat_map(|c| c.forms.iter().map(|f| f.lang)));
        let mut entries: Vec<Entry> = glossary
            .concepts
            .iter()
            .enumerate()
            .map(|(index, concept)| Entry {
                id: written(&concept.id).0,
                kind: concept.kind,
                subject: kind_name(concept.kind).to_owned(),
                score: Some(concept.score),
                definitions: Vec::new(),
                notes: Vec::new(),
                index,
                doubtful: concept.score < SURE
                    || concept.forms.iter().all(|f| f.status == model::Status::Doubtful),
                languages: langs.iter().filter_map(|&l| in_language(concept, l, &mut forbidden)).collect(),
            })
            .collect();
        contexts(glossary, &mut entries, &mut forbidden);
        entries.retain(|e| !e.languages.is_empty());
        entries.sort_by_key(|e| e.doubtful);
        Self { langs, entries, created: None, forbidden }
    }

    /// Arranges a glossary that was read from a file: every concept is sure, its order stays.
    #[must_use]
    pub fn read(glossary: &crate::glossary::Glossary) -> Self {
        let langs = in_order(glossary.concepts.iter().flat_map(|c| c.terms.iter().map(|t| t.lang)));
        let mut forbidden = 0;
        let mut text = |text: &str| {
            let (text, gone) = written(text);
            forbidden += gone;
            text
        };
        let entries = glossary.concepts.iter().enumerate().map(|(index, concept)| {
            let kind = concept.kind.unwrap_or(Kind::Term);
            let languages = langs.iter().map(|&lang| {
                let of = concept.terms.iter().filter(|t| t.lang == lang);
                let mut terms: Vec<Term> =
                    of.map(|t| term(t, &mut text)).filter(|t| !t.text.is_empty()).collect();
                terms.sort_by_key(|t| t.status);
                InLanguage { lang, terms }
            });
            let languages: Vec<InLanguage> = languages.filter(|l| !l.terms.is_empty()).collect();
            Entry {
                id: if concept.id.is_empty() { format!("c{}", index + 1) } else { text(&concept.id) },
                kind,
                subject: if concept.kind.is_some() {
                    kind_name(kind).to_owned()
                } else {
                    text(&concept.subject)
                },
                score: None,
                definitions: concept
                    .definitions
                    .iter()
                    .map(|d| Definition { lang: d.lang, text: text(&d.text), source: text(&d.source) })
                    .collect(),
                notes: concept.notes.iter().map(|n| text(n)).collect(),
                index,
                doubtful: false,
                languages,
            }
        });
        let entries: Vec<Entry> = entries.filter(|e| !e.languages.is_empty()).collect();
        Self { langs, entries, created: None, forbidden }
    }

    /// The pairs of languages that share an entry, both ways, in the order of [`Entries::langs`].
    #[must_use]
    pub fn pairs(&self) -> Vec<(Lang, Lang)> {
        let both = |a: Lang, b: Lang| self.entries.iter().any(|e| e.of(a).is_some() && e.of(b).is_some());
        let pairs = self.langs.iter().flat_map(|&a| self.langs.iter().map(move |&b| (a, b)));
        pairs.filter(|&(a, b)| a != b && both(a, b)).collect()
    }

    /// All terms.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.entries.iter().flat_map(|e| e.languages.iter().flat_map(|l| &l.terms))
    }
}

impl Entry {
    /// Its terms in a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> Option<&InLanguage> {
        self.languages.iter().find(|l| l.lang == lang)
    }

    /// The first term of the first language that has a good one: its name in a list.
    #[must_use]
    pub fn name(&self) -> &str {
        let first = |l: &'_ InLanguage| l.terms.first().is_some_and(|t| t.status == Status::Preferred);
        let language = self.languages.iter().find(|l| first(l)).or_else(|| self.languages.first());
        language.and_then(|l| l.terms.first()).map_or("", |t| &t.text)
    }

    /// Whether it stands for a single thing (a proper name), not for a sort of things.
    #[must_use]
    pub const fn is_name(&self) -> bool {
        !matches!(self.kind, Kind::Term | Kind::Title)
    }

    /// The part of speech of a term: as its glossary says, else by the kind of the concept.
    #[must_use]
    pub fn speech<'t>(&self, term: &'t Term) -> &'t str {
        match term.speech.as_str() {
            "" if self.is_name() => "properNoun",
            "" => "noun",
            said => said,
        }
    }

    /// Definitions in a language, or (`None`) those for all.
    pub fn definitions(&self, lang: Option<Lang>) -> impl Iterator<Item = &Definition> {
        self.definitions.iter().filter(move |d| d.lang == lang)
    }
}

impl Term {
    /// A term of which nothing else is known.
    pub(super) const fn new(text: String, status: Status) -> Self {
        Self {
            text,
            status,
            count: 0,
            inflected: Vec::new(),
            contexts: Vec::new(),
            speech: String::new(),
            source: String::new(),
            from: None,
            to: None,
            notes: Vec::new(),
        }
    }

    /// The days of validity as `2020-01-01/2024-12-31`; either may be missing. Empty when neither is known.
    #[must_use]
    pub fn validity(&self) -> String {
        let day = |day: Option<Day>| day.map(|d| d.to_string()).unwrap_or_default();
        if self.from.is_none() && self.to.is_none() {
            return String::new();
        }
        format!("{}/{}", day(self.from), day(self.to))
    }
}

/// A term of a glossary that was read.
fn term(term: &crate::glossary::Term, text: &mut impl FnMut(&str) -> String) -> Term {
    let contexts = term.contexts.iter().map(|c| Context {
        text: text(&c.text),
        file: text(&c.source),
        ..Context::default()
    });
    let contexts = contexts.collect();
    Term {
        inflected: term.forms.iter().map(|f| (text(f), 0)).collect(),
        contexts,
        speech: text(&term.speech),
        source: text(&term.source),
        from: term.from,
        to: term.to,
        notes: term.notes.iter().map(|n| text(n)).collect(),
        ..Term::new(text(&term.text), term.status)
    }
}

/// Languages without repeats: the four at home first, then others by code.
fn in_order(langs: impl Iterator<Item = Lang>) -> Vec<Lang> {
    let mut langs: Vec<Lang> = langs.collect();
    langs.sort_by_key(|lang| {
        (Lang::HOME.iter().position(|h| *h == lang.primary()).unwrap_or(usize::MAX), *lang)
    });
    langs.dedup();
    langs
}

impl InLanguage {
    /// The terms that may be used without a second look: preferred and admitted ones.
    pub fn good(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|t| matches!(t.status, Status::Preferred | Status::Admitted))
    }
}

/// Base form of a form; the form itself where none is known.
fn base(form: &Form) -> &str {
    if form.lemma.trim().is_empty() { &form.text } else { &form.lemma }
}

fn in_language(concept: &Concept, lang: Lang, forbidden: &mut usize) -> Option<InLanguage> {
    let mut terms: Vec<Term> = Vec::new();
    for form in concept.forms.iter().filter(|f| f.lang == lang) {
        let (text, gone) = written(base(form));
        let (as_written, gone_too) = written(&form.text);
        *forbidden += gone + gone_too;
        if text.is_empty() {
            continue;
        }
        let key = text.to_lowercase();
        let at = terms.iter().position(|t| t.text.to_lowercase() == key).unwrap_or_else(|| {
            terms.push(Term::new(text.clone(), status(form.status)));
            terms.len() - 1
        });
        let term = &mut terms[at];
        term.status = term.status.min(status(form.status));
        term.count += form.count;
        // A capital where a sentence opens makes no other form.
        let case_only = as_written.to_lowercase() == text.to_lowercase();
        if !as_written.is_empty() && !case_only {
            match term.inflected.iter_mut().find(|(t, _)| *t == as_written) {
                Some((_, count)) => *count += form.count,
                None => term.inflected.push((as_written, form.count)),
            }
        }
    }
    terms.sort_by_key(|t| t.status);
    (!terms.is_empty()).then_some(InLanguage { lang, terms })
}

const fn status(status: model::Status) -> Status {
    match status {
        model::Status::Preferred => Status::Preferred,
        model::Status::Variant => Status::Admitted,
        model::Status::Doubtful => Status::Doubtful,
    }
}

/// Gives the terms their sentences, in the order of the mentions. `entries` are in the order of the concepts here.
fn contexts(glossary: &Glossary<'_>, entries: &mut [Entry], forbidden: &mut usize) {
    let mut offsets: BTreeMap<u32, ScalarOffsets<'_>> = BTreeMap::new();
    for mention in glossary.mentions {
        let Some(article) = glossary.articles.get(mention.document as usize) else { continue };
        let Some(entry) = entries.get_mut(mention.concept as usize) else { continue };
        let Some(sentence) = sentence_at(article, mention.span) else { continue };
        let Some(term) = term_of(entry, article, mention) else { continue };
        if term.contexts.len() == CONTEXTS {
            continue;
        }
        let (text, gone) = written(&article.document.text[sentence.range()]);
        if term.contexts.iter().any(|c| c.text == text) {
            continue;
        }
        *forbidden += gone;
        let table =
            offsets.entry(mention.document).or_insert_with(|| ScalarOffsets::new(&article.document.text));
        let (start, end) = table.span(sentence);
        let file = written(file_name(&article.document.file)).0;
        term.contexts.push(Context { text, file, start, end });
    }
}

/// The sentence that holds a span; `None` in blocks that are not kept.
pub(super) fn sentence_at(article: &Article, span: Span) -> Option<Span> {
    let after = article.sentences.partition_point(|s| s.span.start <= span.start);
    let sentence = article.sentences[..after].last()?.span;
    sentence.contains(span).then_some(sentence)
}

/// The term that a mention is a form of: by its text, else by its text without case and tone placement, else the first.
fn term_of<'e>(entry: &'e mut Entry, article: &Article, mention: &Mention) -> Option<&'e mut Term> {
    let lang = article.document.block_at(mention.span).map_or(article.document.lang, |b| b.lang);
    let same = |l: &InLanguage| l.lang == lang || l.lang.primary() == lang.primary();
    let terms = &mut entry.languages.iter_mut().find(|l| same(l))?.terms;
    let text = written(article.document.text.get(mention.span.range())?).0;
    let key = tone_key(&text);
    let exact = |t: &Term| t.text == text || t.inflected.iter().any(|(f, _)| *f == text);
    let near = |t: &Term| tone_key(&t.text) == key || t.inflected.iter().any(|(f, _)| tone_key(f) == key);
    let at = terms.iter().position(exact).or_else(|| terms.iter().position(near)).unwrap_or(0);
    terms.get_mut(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::Sample;

    #[test]
    fn forms_of_one_lemma_are_one_term() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let entries = Entries::new(&glossary);
        assert_eq!(entries.langs, Lang::HOME);
        let place = &entries.entries[0];
        assert_eq!(place.name(), "Đà Lạt");
        let polish = place.of(Lang::PL).unwrap();
        assert_eq!(polish.terms[0].text, "Đà Lạt");
        let office = entries.entries.iter().find(|e| e.id == "c2").unwrap();
        let polish = &office.of(Lang::PL).unwrap().terms[0];
        assert_eq!((polish.text.as_str(), polish.count), ("Sąd Okręgowy", 2));
        assert_eq!(polish.inflected, [("Sądu Okręgowego".to_owned(), 1)]);
    }

    #[test]
    fn contexts_are_the_sentences_of_the_mentions() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let entries = Entries::new(&glossary);
        let vietnamese = &entries.entries[0].of(Lang::VI).unwrap().terms[0];
        assert_eq!(vietnamese.contexts.len(), 1);
        assert_eq!(vietnamese.contexts[0].text, "Hội nghị ở Đà Lạt & Huế kết thúc hôm thứ Sáu.");
        assert_eq!(vietnamese.contexts[0].file, "da-lat.vi.txt");
    }

    #[test]
    fn doubtful_entries_come_last() {
        let sample = Sample::new();
        let glossary = sample.glossary();
        let entries = Entries::new(&glossary);
        let doubt: Vec<bool> = entries.entries.iter().map(|e| e.doubtful).collect();
        assert_eq!(doubt, [false, false, false, true]);
    }
}
