//! Persons of the source who have the name of somebody else in the translation, or one that is a letter off.

use super::names::near_word;
use super::words::{Word, same};
use super::{Input, Report, Segment, Text, typography};
use crate::lexicon::Lexicon;
use crate::model::{Kind, Lang, Severity, Span};
use crate::terms::known::Known;
use crate::terms::lemma::lemma;
use crate::terms::names::is_syllable;
use crate::text::fold::fold_name;

/// `name-conflated`: a person of the source whose place in the translation is taken by another person of the source; and names
/// that are a letter off.
pub(super) fn check(input: &Input<'_>, report: &mut Report) {
    for pair in &input.pairs {
        let persons = people(input, pair.source, Kind::Per);
        let targets = people(input, pair.target, Kind::Per);
        for segment in pair.segments().filter(Segment::is_linked) {
            let here: Vec<&Person> = persons.iter().filter(|p| segment.source.contains(p.span)).collect();
            let there: Vec<&Person> = targets.iter().filter(|p| segment.target.contains(p.span)).collect();
            for person in &here {
                let reach = |t: &Person| {
                    t.span.end + NEAR >= segment.target.start && t.span.start <= segment.target.end + NEAR
                };
                // Named here: the search for names may have cut it otherwise.
                if there.iter().any(|t| t.meets(person)) || mentions_surname(&segment, &person.text) {
                    continue;
                }
                // Named next door as often as the source names them there: the aligner or the translator moved a sentence.
                let around = |p: &Person| {
                    p.span.end + NEAR >= segment.source.start && p.span.start <= segment.source.end + NEAR
                };
                let moved = targets.iter().filter(|t| t.meets(person) && reach(t)).count()
                    >= persons.iter().filter(|p| p.keys == person.keys && around(p)).count();
                if moved {
                    continue;
                }
                let free = |t: &&&Person| !here.iter().any(|p| t.meets(p)) && t.words() == person.words();
                // Somebody who is spoken of right there may stand for a pronoun, unless the names are alike.
                let pronoun = |s: &str, lang: Lang| {
                    let list = &typography::of(lang).pronouns;
                    s.split(|c: char| !c.is_alphanumeric()).any(|w| list.contains(w.to_lowercase().as_str()))
                };
                // Polish verbs need none.
                let free_of_pronouns = pair.source.lang().primary() != Lang::PL
                    && !pronoun(segment.source_text(), pair.source.lang())
                    && here.len() == there.len();
                let taken = |t: &Person| {
                    persons.iter().any(|p| t.meets(p))
                        && (t.resembles(person)
                            || free_of_pronouns
                            || !persons.iter().any(|p| t.meets(p) && around(p)))
                };
                let other = there.iter().find(|t| free(t) && taken(t) && !person.is_titled());
                let slip = there.iter().find(|t| free(t) && t.is_near(person));
                if let Some(other) = other {
                    let message = format!(
                        "“{}” stands for “{}” of the source, who is somebody else",
                        other.text, person.text
                    );
                    let finding = report.add(pair.target.place(other.span), message);
                    finding.related.push(pair.source.place(person.span));
                    finding
                        .related
                        .extend(persons.iter().find(|p| other.meets(p)).map(|p| pair.source.place(p.span)));
                    finding.related.extend(
                        targets
                            .iter()
                            .find(|t| t.meets(other) && t.span != other.span)
                            .map(|t| pair.target.place(t.span)),
                    );
                } else if let Some(slip) = slip {
                    let message = format!("“{}” for “{}” of the source", slip.text, person.text);
                    let finding = report.add(pair.target.place(slip.span), message);
                    finding.severity = Severity::Warning;
                    finding.related.push(pair.source.place(person.span));
                    finding.suggestion = Some(person.text.clone());
                }
            }
        }
    }
}

/// Bytes of the source around a sentence in which a person is spoken of.
const NEAR: u32 = 400;

/// A person by full name.
struct Person {
    text: String,
    keys: Vec<String>,
    lang: Lang,
    span: Span,
}

/// Persons of a text with two names or more.
fn people(input: &Input<'_>, text: Text<'_>, kind: Kind) -> Vec<Person> {
    let lang = text.lang();
    let mine = input.terms.mentions.iter().filter(|m| m.document == text.document && m.kind == kind);
    mine.filter_map(|m| {
        let surface = text.text()[m.span.range()].to_owned();
        let base = lemma(&surface, kind, lang, &|_| false);
        let keys: Vec<String> = [&surface, &base].map(|t| fold_name(t)).to_vec();
        (keys[0].contains(' ')).then_some(Person { text: surface, keys, lang, span: m.span })
    })
    .collect()
}

impl Person {
    fn words(&self) -> usize {
        self.keys[0].split(' ').count()
    }

    /// A word in common, or all but one or two letters.
    fn resembles(&self, other: &Self) -> bool {
        let shares = self.keys[0].split(' ').any(|w| other.keys[0].split(' ').any(|v| near_word(v, w)));
        shares || strsim::damerau_levenshtein(&self.keys[0], &other.keys[0]) <= 2
    }

    /// Whether the first word is an abbreviated title (PM May).
    fn is_titled(&self) -> bool {
        self.text.split_whitespace().next().is_some_and(|w| w.len() > 1 && w.chars().all(char::is_uppercase))
    }

    /// One name in any case form.
    fn meets(&self, other: &Self) -> bool {
        if self.keys.iter().any(|k| other.keys.contains(k)) {
            return true;
        }
        let lang = if self.lang.primary() == Lang::PL { self.lang } else { other.lang };
        let (a, b): (Vec<&str>, Vec<&str>) =
            (self.keys[0].split(' ').collect(), other.keys[0].split(' ').collect());
        // A title may have been taken for a part of the name: from the end, two words are enough.
        lang.primary() == Lang::PL
            && a.len().min(b.len()) > 1
            && a.iter()
                .rev()
                .zip(b.iter().rev())
                .all(|(x, y)| same(&Word::new(x, lang), &Word::new(y, lang), lang) || near_ending(x, y))
    }

    /// One letter apart, in names that Polish endings did not touch, and not by the language (Rapid Vienne, Rapid Vienna).
    fn is_near(&self, other: &Self) -> bool {
        let pairs = || self.keys[0].split(' ').zip(other.keys[0].split(' '));
        if pairs().any(|(x, y)| x != y && is_translated(x, self.lang, y, other.lang)) {
            return false;
        }
        let touched = self.lang.primary() == Lang::PL || other.lang.primary() == Lang::PL;
        let least = self
            .keys
            .iter()
            .flat_map(|k| other.keys.iter().map(move |l| strsim::damerau_levenshtein(k, l)))
            .min();
        least == Some(1) && !touched
    }
}

/// Whether the lexicon or the tables have one word for the other.
fn is_translated(x: &str, from: Lang, y: &str, to: Lang) -> bool {
    let (known, lexicon) = (Known::builtin(), Lexicon::builtin());
    let theirs = known.find_word(y, to);
    let id = |w: &str, lang| lexicon.id(&lexicon.key(w, lang), lang);
    let linked =
        id(x, from).zip(id(y, to)).is_some_and(|(s, t)| lexicon.translations(s, from, to).any(|r| r.0 == t));
    linked || known.find_word(x, from).iter().any(|c| theirs.contains(c))
}

/// Whether the target has a word with the last name of a person, apostrophes and endings aside: Pence’owi, Rosensteina. Vietnamese
/// persons go by names that many share.
fn mentions_surname(segment: &Segment<'_>, name: &str) -> bool {
    let folded = fold_name(name);
    let Some(last) = folded.rsplit(' ').next().filter(|l| l.chars().count() > 3 && !is_syllable(l)) else {
        return false;
    };
    fold_name(segment.target_text())
        .split(|c: char| !c.is_alphanumeric())
        .any(|w| w.strip_prefix(last).is_some_and(|ending| ending.chars().count() < 4))
}

/// A name and the same with an ending of up to four letters.
fn near_ending(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (n, m) = (a.chars().count(), b.chars().count());
    common + 1 >= n.min(m) && common >= 2 && n.max(m) - common <= 4 && n != m
}
