//! The user's glossary: which forms stand for each other, which are forbidden, and when they are valid; found through inflection.

use super::quantities::Date;
use super::words::{Word, same, words};
use crate::model::{Lang, Span};
use crate::text::fold::fold;
use crate::text::normal::clean;
use rustc_hash::FxHashMap;
use std::path::Path;

/// How good the forms of a row are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// To be used.
    Preferred,
    /// May be used.
    Admitted,
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
    /// First day on which they are valid: year, month, day.
    pub from: Option<(u16, u8, u8)>,
    /// Last day on which they are valid.
    pub to: Option<(u16, u8, u8)>,
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
        let first = (year, month.unwrap_or(1), day.unwrap_or(1));
        let last = (year, month.unwrap_or(12), day.unwrap_or(31));
        self.to.is_none_or(|to| first <= to) && self.from.is_none_or(|from| last >= from)
    }
}

/// Why a glossary cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadGlossary {
    /// It cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A line has a fault.
    #[error("{path}:{line}: {what}")]
    Line {
        /// Which.
        path: String,
        /// Line from 1.
        line: usize,
        /// The fault and its remedy.
        what: String,
    },
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
    /// Reads a glossary file.
    ///
    /// # Errors
    /// [`BadGlossary`] with file and line.
    pub fn read(path: &Path) -> Result<Self, BadGlossary> {
        let name = path.display().to_string();
        let bytes =
            std::fs::read(path).map_err(|source| BadGlossary::Unreadable { path: name.clone(), source })?;
        Self::parse(&name, &String::from_utf8_lossy(&bytes))
    }

    /// Reads a glossary: TSV with a header of language codes and perhaps `status`, `valid_from`, `valid_to`.
    ///
    /// # Errors
    /// [`BadGlossary::Line`].
    pub fn parse(path: &str, text: &str) -> Result<Self, BadGlossary> {
        let bad = |line: usize, what: String| BadGlossary::Line { path: path.to_owned(), line, what };
        let mut lines =
            text.trim_start_matches('\u{feff}').lines().map(|l| l.trim_end_matches('\r')).enumerate();
        let head: Vec<&str> =
            lines.next().map(|l| l.1.split('\t').map(str::trim).collect()).unwrap_or_default();
        let mut langs = Vec::new();
        for column in &head {
            let other = matches!(*column, "status" | "valid_from" | "valid_to" | "note" | "id" | "type");
            let lang =
                if other { None } else { Some(Lang::parse(column).map_err(|e| bad(1, e.to_string()))?) };
            langs.push(lang);
        }
        if langs.iter().flatten().count() == 0 {
            return Err(bad(
                1,
                "the header names no language; write for example `vi<TAB>en<TAB>status`".to_owned(),
            ));
        }
        let mut out = Self::default();
        for (n, line) in lines.filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let cell = |name: &str| {
                head.iter().position(|h| *h == name).and_then(|i| cells.get(i)).copied().unwrap_or("")
            };
            let standing = match cell("status") {
                "" | "preferred" => Standing::Preferred,
                "admitted" | "variant" => Standing::Admitted,
                "forbidden" | "deprecated" | "not recommended" => Standing::Forbidden,
                other => {
                    return Err(bad(
                        n + 1,
                        format!("the status `{other}` is not known; use preferred, admitted or forbidden"),
                    ));
                }
            };
            let day = |name: &str| match cell(name) {
                "" => Ok(None),
                text => iso_day(text)
                    .map(Some)
                    .ok_or_else(|| bad(n + 1, format!("`{text}` is no date; write it as 2025-02-28"))),
            };
            let forms = langs
                .iter()
                .zip(&cells)
                .filter_map(|(lang, cell)| {
                    Some(((*lang)?, cell.split(" | ").map(clean).filter(|f| !f.is_empty()).collect()))
                })
                .collect();
            out.add(Entry { forms, standing, from: day("valid_from")?, to: day("valid_to")? });
        }
        Ok(out)
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

/// `2025-02-28`.
fn iso_day(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let day = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (parts.next().is_none() && (1..=12).contains(&day.1) && (1..=31).contains(&day.2)).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_found_through_inflection_and_the_longest_wins() {
        let text = "vi\ten\tpl\tstatus\nVụ\tDepartment\tdepartament\tpreferred\nVụ trưởng\tDirector\tdyrektor departamentu\t\ntội phạm mạng\tcybercrime\tprzestępczość internetowa\tforbidden\n";
        let glossary = Glossary::parse("g.tsv", text).unwrap_or_default();
        let found = |text: &str, lang| {
            glossary.find(text, lang).iter().map(|m| text[m.span.range()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("Vụ trưởng họp với Vụ; vụ mùa bắt đầu.", Lang::VI), ["Vụ trưởng", "Vụ"]);
        assert_eq!(found("Walczą z przestępczością internetową.", Lang::PL), ["przestępczością internetową"]);
    }

    #[test]
    fn faults_are_named_with_their_line() {
        for (text, line) in [
            ("vi\tenglish!\n", 1),
            ("vi\ten\tstatus\na\tb\tgood\n", 2),
            ("vi\ten\tvalid_to\na\tb\t2025-2x-01\n", 2),
        ] {
            match Glossary::parse("g.tsv", text) {
                Err(BadGlossary::Line { line: at, .. }) => assert_eq!(at, line, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn validity_by_whole_and_partial_dates() {
        let entry =
            Entry { forms: Vec::new(), standing: Standing::Preferred, from: None, to: Some((2025, 2, 28)) };
        let date = |year, month, day| Some(Date { year: Some(year), month, day });
        assert!(entry.is_valid(None));
        assert!(entry.is_valid(date(2025, None, None)));
        assert!(entry.is_valid(date(2025, Some(2), Some(28))));
        assert!(!entry.is_valid(date(2025, Some(3), None)));
    }
}
