//! How much of a text the lexicon knows: its content words, which are neither grammar words nor numbers nor names.

use super::Lexicon;
use crate::lang;
use crate::model::Lang;
use crate::text::normal::nfc;
use crate::text::tokens::{Token, TokenKind, tokens};
use std::collections::BTreeMap;

/// Content words of one language, counted.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The language.
    pub lang: Lang,
    /// Texts counted.
    pub texts: usize,
    /// Running grammar words, left out of the shares.
    pub function_words: usize,
    /// Running names (capitals inside a sentence), left out of the shares.
    pub names: usize,
    /// Key of a content word → what was seen of it.
    types: BTreeMap<String, Seen>,
}

#[derive(Clone, Debug, Default)]
struct Seen {
    known: bool,
    forms: BTreeMap<String, usize>,
}

impl Seen {
    fn count(&self) -> usize {
        self.forms.values().sum()
    }
}

impl Coverage {
    /// Nothing counted yet.
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self { lang, texts: 0, function_words: 0, names: 0, types: BTreeMap::new() }
    }

    /// Counts the words of a text; a line break ends a sentence.
    pub fn add(&mut self, text: &str, lexicon: &Lexicon) {
        let text = nfc(text);
        self.texts += 1;
        for line in text.lines() {
            self.line(line, lexicon);
        }
    }

    fn line(&mut self, line: &str, lexicon: &Lexicon) {
        let list = tokens(line);
        let mut at = 0;
        let mut opens = true;
        while at < list.len() {
            let token = list[at];
            let surface = token.text(line);
            match token.kind {
                TokenKind::Word => {
                    at += self.word(line, &list[at..], opens, lexicon);
                    opens = false;
                }
                TokenKind::Mark => {
                    opens |= matches!(
                        surface,
                        "." | "!" | "?" | "…" | ":" | "\"" | "“" | "«" | "„" | "–" | "—" | "•"
                    );
                    at += 1;
                }
                TokenKind::Number => {
                    opens = false;
                    at += 1;
                }
            }
        }
    }

    /// Counts the word that these tokens begin with, and says how many of them it has.
    fn word(&mut self, line: &str, list: &[Token], opens: bool, lexicon: &Lexicon) -> usize {
        let surface = list[0].text(line);
        let words: Vec<String> = list
            .iter()
            .take(4)
            .take_while(|t| t.kind == TokenKind::Word)
            .map(|t| t.text(line).to_lowercase())
            .collect();
        let lower: Vec<&str> = words.iter().map(String::as_str).collect();
        let n = lexicon.compound_len(&lower, self.lang);
        let form = lower[..n].join(" ");
        if n == 1 && lang::of(self.lang).function_words.contains(form.as_str()) || elided(&form) {
            self.function_words += 1;
            return n;
        }
        let capital = |s: &str| s.chars().next().is_some_and(char::is_uppercase);
        let shouted = surface.chars().filter(|c| c.is_uppercase()).count() > 1;
        let all_capital = list[..n].iter().all(|t| capital(t.text(line)));
        if all_capital && (shouted || !opens || n > 1) {
            self.names += 1;
            return n;
        }
        let key = lexicon.key(&form, self.lang);
        let known = knows(&key, self.lang, lexicon) || parts_known(&form, self.lang, lexicon);
        let seen = self.types.entry(key).or_default();
        seen.known = known;
        *seen.forms.entry(form).or_default() += 1;
        n
    }

    /// Running content words, and how many of them translate.
    #[must_use]
    pub fn running(&self) -> (usize, usize) {
        let all = self.types.values().map(Seen::count).sum();
        (all, self.types.values().filter(|s| s.known).map(Seen::count).sum())
    }

    /// Distinct content words (forms of one word are one), and how many of them translate.
    #[must_use]
    pub fn distinct(&self) -> (usize, usize) {
        (self.types.len(), self.types.values().filter(|s| s.known).count())
    }

    /// Unknown words in their commonest form with their counts, the most frequent first.
    #[must_use]
    pub fn unknown(&self) -> Vec<(&str, usize)> {
        let mut out: Vec<(&str, usize)> = self
            .types
            .values()
            .filter(|s| !s.known)
            .filter_map(|s| {
                let form = s.forms.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?;
                Some((form.0.as_str(), s.count()))
            })
            .collect();
        out.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        out
    }
}

fn elided(form: &str) -> bool {
    form.ends_with(['\'', '’'])
}

/// Whether a key translates into another home language.
fn knows(key: &str, lang: Lang, lexicon: &Lexicon) -> bool {
    let Some(id) = lexicon.id(key, lang) else { return false };
    let mut others = Lang::HOME.into_iter().filter(|to| *to != lang.primary());
    others.any(|to| !lexicon.believed(id, lang, to).is_empty())
}

/// `long-term` is known when its parts are.
fn parts_known(form: &str, lang: Lang, lexicon: &Lexicon) -> bool {
    let function = &lang::of(lang).function_words;
    form.contains('-')
        && form.split('-').all(|p| function.contains(p) || knows(&lexicon.key(p, lang), lang, lexicon))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str, lang: Lang) -> Coverage {
        let mut out = Coverage::new(lang);
        out.add(text, Lexicon::builtin());
        out
    }

    #[test]
    fn content_words_are_counted() {
        let c =
            counted("The minister of Atlantis signed 3 conventions. Blorping ministers grumfed.", Lang::EN);
        assert_eq!(c.names, 1);
        assert_eq!(c.running(), (6, 4));
        assert_eq!(c.distinct(), (5, 3));
        assert_eq!(c.unknown(), [("blorping", 1), ("grumfed", 1)]);
    }

    #[test]
    fn vietnamese_compounds_are_one_word() {
        let c = counted("Chúng ta cần giải quyết vấn đề.", Lang::VI);
        assert!(c.unknown().is_empty(), "{:?}", c.unknown());
        assert_eq!(c.distinct().0, c.running().0);
    }

    #[test]
    fn a_lexicon_that_knows_nothing_covers_nothing() {
        let mut c = Coverage::new(Lang::PL);
        c.add("Rząd przyjął uchwałę.", &Lexicon::empty());
        assert_eq!(c.running(), (3, 0));
    }
}
