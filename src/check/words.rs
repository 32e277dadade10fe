//! Words of a phrase compared through inflection.

use crate::lexicon::Lexicon;
use crate::model::{Lang, Span};
use crate::terms::known::word_key;
use crate::terms::polish;
use crate::text::fold::{fold, tone_key};
use crate::text::normal::nfc;
use crate::text::tokens::{TokenKind, tokens};

/// A word of a phrase or text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As written, in NFC.
    pub text: String,
    /// Lower case.
    pub lower: String,
    /// What its forms have in common.
    pub key: String,
}

impl Word {
    /// Reads a word.
    #[must_use]
    pub fn new(text: &str, lang: Lang) -> Self {
        let text = nfc(text).into_owned();
        let lower = text.to_lowercase();
        let bare = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(&lower);
        let key = match lang.primary() {
            Lang::VI => tone_key(bare),
            _ => Lexicon::builtin().key(bare, lang),
        };
        Self { text, lower, key }
    }
}

/// Words of a text with their places; elided articles and marks are left out, hyphens part words.
#[must_use]
pub fn words(text: &str, lang: Lang) -> Vec<(Word, Span)> {
    let list = tokens(text);
    let kept = list.iter().filter(|t| t.kind != TokenKind::Mark && !t.text(text).ends_with(['\'', '’']));
    kept.map(|t| (Word::new(t.text(text), lang), t.span)).collect()
}

/// Whether two words are forms of one.
#[must_use]
pub fn same(a: &Word, b: &Word, lang: Lang) -> bool {
    if a.lower == b.lower || a.key == b.key {
        return true;
    }
    match lang.primary() {
        Lang::PL => polish_forms(&a.lower, &b.lower),
        // The typographic accents of capitals and of foreign names come and go.
        Lang::EN | Lang::FR => {
            fold(&a.lower) == fold(&b.lower) || word_key(&a.lower, lang) == word_key(&b.lower, lang)
        }
        _ => false,
    }
}

fn polish_forms(a: &str, b: &str) -> bool {
    let lemmas = |w: &str| {
        let mut list = polish::lemmas(w);
        list.push(w.to_owned());
        list
    };
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    common >= 3 && {
        let theirs = lemmas(b);
        lemmas(a).iter().any(|l| theirs.contains(l))
    }
}

/// Whether two phrases are the same words in the same order.
#[must_use]
pub fn same_phrase(a: &[Word], b: &[Word], lang: Lang) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| same(x, y, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word() {
        let same = |a: &str, b: &str, lang| same(&Word::new(a, lang), &Word::new(b, lang), lang);
        for (a, b) in [
            ("Komisji", "Komisją"),
            ("Rzecznej", "Rzeczna"),
            ("internetową", "internetowa"),
            ("Sądowi", "Sąd"),
            ("Łodzi", "Łódź"),
        ] {
            assert!(same(a, b, Lang::PL), "{a} {b}");
        }
        assert!(!same("Rzeki", "Rzecznej", Lang::PL));
        assert!(same("hoà", "hòa", Lang::VI));
        assert!(!same("Hà", "Hạ", Lang::VI));
        assert!(same("Etat", "État", Lang::FR));
        assert!(same("logiciels", "logiciel", Lang::FR));
    }
}
