//! The user's glossary: which forms stand for each other, which are forbidden, and when they are valid; found through inflection.

use super::quantities::Date;
use super::words::{Word, same, words};
use crate::glossary::{self, Day, Status, Term};
use crate::model::{Lang, Span};
use crate::text::fold::fold;
use crate::text::normal::clean;
use rustc_hash::FxHashMap;

/// How good the forms of a row are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// To be used.
    Preferred,
    /// May be used.
    Admitted,
    /// Was right once.
    Superseded,
    /// Must not be used.
    Forbidden,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Forms by language, the best first.
    pub forms: Vec<(Lang, Vec<String>)>,
    /// How good they are.
    pub standing: Standing,
    /// First day on which they are valid.
    pub from: Option<Day>,
    /// Last day on which they are valid.
    pub to: Option<Day>,
}

impl Entry {
    /// The forms in a language.
    #[must_use]
    pub fn forms(&self, lang: Lang) -> &[String] {
        self.forms.iter().find(|f| f.0.primary() == lang.primary()).map_or(&[], |f| f.1.as_slice())
    }

    /// Whether the forms may be used in a sentence with this date; a date that leaves it open lets them.
    #[must_use]
    pub fn is_valid(&self, date: Option<Date>) -> bool {
        let Some(Date { year: Some(year), month, day }) = date else { return true };
        let first = Day { year, month: month.unwrap_or(1), day: day.unwrap_or(1) };
        let last = Day { year, month: month.unwrap_or(12), day: day.unwrap_or(31) };
        self.to.is_none_or(|to| first <= to) && self.from.is_none_or(|from| last >= from)
    }
}

/// A form with the words it is looked for by.
#[derive(Clone, Debug)]
struct Form {
    words: Vec<Word>,
    entry: usize,
    /// A single syllable with a capital means the word with the capital (Vụ, not vụ).
    exact_case: bool,
}

/// The entries, and an index of their forms by language and first word.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// In the order of the file.
    pub entries: Vec<Entry>,
    index: FxHashMap<(Lang, String), Vec<Form>>,
}

/// A form of the glossary in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Match {
    /// Where.
    pub span: Span,
    /// Entries with this form.
    pub entries: Vec<usize>,
}

impl Glossary {
    /// Takes a glossary as it was read. The terms of a concept that share standing and validity are one entry; a language that
    /// has none of them lends its usable ones, so that a forbidden form still knows what it stands for.
    #[must_use]
    pub fn new(read: &glossary::Glossary) -> Self {
        let mut out = Self::default();
        for concept in &read.concepts {
            let mut groups: Vec<Group<'_>> = Vec::new();
            for term in &concept.terms {
                let key = (class(term.status), term.from, term.to);
                match groups.iter_mut().find(|g| g.0 == key) {
                    Some(group) => group.1.push(term),
                    None => groups.push((key, vec![term])),
                }
            }
            for ((standing, from, to), terms) in &groups {
                let best = terms.iter().map(|t| t.status).min();
                let standing = match (standing, best) {
                    (Standing::Preferred, Some(Status::Preferred)) => Standing::Preferred,
                    (Standing::Preferred, _) => Standing::Admitted,
                    (other, _) => *other,
                };
                let mut forms: Vec<(Lang, Vec<String>)> = Vec::new();
                let lent = concept.terms.iter().filter(|t| {
                    t.status.is_usable() && !terms.iter().any(|o| o.lang.primary() == t.lang.primary())
                });
                let mut all: Vec<&Term> = terms.iter().copied().chain(lent).collect();
                all.sort_by_key(|t| t.status);
                for term in all {
                    let list = term.all_forms().map(clean);
                    match forms.iter_mut().find(|f| f.0.primary() == term.lang.primary()) {
                        Some((_, known)) => known.extend(list),
                        None => forms.push((term.lang, list.collect())),
                    }
                }
                out.add(Entry { forms, standing, from: *from, to: *to });
            }
        }
        out
    }

    fn add(&mut self, entry: Entry) {
        let number = self.entries.len();
        for (lang, forms) in &entry.forms {
            for form in forms {
                let words = words(form, *lang);
                let exact_case = words.len() == 1
                    && lang.primary() == Lang::VI
                    && form.chars().next().is_some_and(char::is_uppercase);
                if let Some(first) = words.first() {
                    let key = (lang.primary(), bucket(first));
                    self.index.entry(key).or_default().push(Form {
                        words: words.into_iter().map(|w| w.0).collect(),
                        entry: number,
                        exact_case,
                    });
                }
            }
        }
        self.entries.push(entry);
    }

    /// The forms in a text, left to right, the longest at each place; inflected ones too.
    #[must_use]
    pub fn find(&self, text: &str, lang: Lang) -> Vec<Match> {
        let list = words(text, lang);
        let mut out = Vec::new();
        let mut i = 0;
        while i < list.len() {
            let mut best = 0;
            let mut entries: Vec<usize> = Vec::new();
            for form in self.index.get(&(lang.primary(), bucket(&list[i]))).into_iter().flatten() {
                let n = form.words.len();
                if n < best
                    || i + n > list.len()
                    || !form.words.iter().zip(&list[i..i + n]).all(|(a, b)| same(a, &b.0, lang))
                {
                    continue;
                }
                if form.exact_case && form.words[0].text != list[i].0.text {
                    continue;
                }
                if n > best {
                    best = n;
                    entries.clear();
                }
                if !entries.contains(&form.entry) {
                    entries.push(form.entry);
                }
            }
            if best == 0 {
                i += 1;
                continue;
            }
            out.push(Match { span: Span { start: list[i].1.start, end: list[i + best - 1].1.end }, entries });
            i += best;
        }
        out
    }
}

/// Forms are kept by the first letters of their first word, which endings leave alone.
fn bucket(word: &(Word, Span)) -> String {
    fold(&word.0.lower).chars().take(2).collect()
}

/// Terms of a concept that share how good they are and when.
type Group<'t> = ((Standing, Option<Day>, Option<Day>), Vec<&'t Term>);

/// How good a term is, preferred and admitted alike.
const fn class(status: Status) -> Standing {
    match status {
        Status::Preferred | Status::Admitted | Status::Doubtful => Standing::Preferred,
        Status::Superseded => Standing::Superseded,
        Status::Forbidden => Standing::Forbidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Glossary {
        Glossary::new(&glossary::read_bytes("g.tsv", text.as_bytes(), None).expect("a glossary"))
    }

    #[test]
    fn forms_are_found_through_inflection_and_the_longest_wins() {
        let glossary = read(
            "vi\ten\tpl\tstatus\nVụ\tDepartment\tdepartament\tpreferred\nVụ trưởng\tDirector\tdyrektor departamentu\t\n\
             tội phạm mạng\tcybercrime\tprzestępczość internetowa\tforbidden\n",
        );
        let found = |text: &str, lang| {
            glossary.find(text, lang).iter().map(|m| text[m.span.range()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("Vụ trưởng họp với Vụ; vụ mùa bắt đầu.", Lang::VI), ["Vụ trưởng", "Vụ"]);
        assert_eq!(found("Walczą z przestępczością internetową.", Lang::PL), ["przestępczością internetową"]);
    }

    #[test]
    fn forms_of_a_concept_keep_their_own_standing() {
        let table = "concept\tlang\tterm\tstatus\n1\ten\tsupply chain\tpreferred\n1\tpl\tłańcuch dostaw\tpreferred\n\
                     1\tpl\tsieć dostaw\tforbidden\n1\tpl\ttok dostaw\tsuperseded\n";
        let glossary = read(table);
        let standings: Vec<Standing> = glossary.entries.iter().map(|e| e.standing).collect();
        assert_eq!(standings, [Standing::Preferred, Standing::Forbidden, Standing::Superseded]);
        assert_eq!(glossary.entries[1].forms(Lang::EN), ["supply chain"]);
        assert_eq!(glossary.entries[1].forms(Lang::PL), ["sieć dostaw"]);
    }

    #[test]
    fn validity_by_whole_and_partial_dates() {
        let to = Day::parse("2025-02-28");
        let entry = Entry { forms: Vec::new(), standing: Standing::Preferred, from: None, to };
        let date = |year, month, day| Some(Date { year: Some(year), month, day });
        assert!(entry.is_valid(None));
        assert!(entry.is_valid(date(2025, None, None)));
        assert!(entry.is_valid(date(2025, Some(2), Some(28))));
        assert!(!entry.is_valid(date(2025, Some(3), None)));
    }
}
