//! Vietnamese tone marks on the wrong vowel (`Qúy` for `Quý`); `hòa` and `hoà` are both right.

use super::{Input, Report};
use crate::lang::part;
use crate::model::Lang;
use crate::text::tokens::{TokenKind, tokens};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static ONSETS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut list: Vec<&str> = part(include_str!("../lang/vi/syllables.txt"), "onset").collect();
    list.push("");
    list.sort_by_key(|o| std::cmp::Reverse(o.len()));
    list
});
static RIMES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| part(include_str!("../lang/vi/syllables.txt"), "rime").collect());

/// `tone-mark`.
pub(super) fn check(input: &Input<'_>, report: &mut Report) {
    for text in input.checked() {
        for (block, _, content) in text.blocks().filter(|b| b.1.primary() == Lang::VI) {
            for token in tokens(content).into_iter().filter(|t| t.kind == TokenKind::Word) {
                let word = token.text(content);
                if let Some(right) = corrected(word) {
                    let place = text.place(token.span.shifted(block.span.start as usize));
                    report
                        .add(place, format!("the tone mark of “{word}” stands on the wrong vowel"))
                        .suggestion = Some(right);
                }
            }
        }
    }
}

/// The syllable with its tone mark in place, if it was not.
#[must_use]
pub fn corrected(word: &str) -> Option<String> {
    let syllable = Syllable::read(word)?;
    let places = syllable.places()?;
    let (tone, at) = syllable.tone?;
    if places.contains(&at) {
        return None;
    }
    let mut out = String::new();
    for (i, letter) in syllable.letters.iter().enumerate() {
        out.push_str(letter);
        if i == places[0] {
            out.push(tone);
        }
    }
    Some(out.nfc().collect())
}

/// A syllable taken apart.
struct Syllable {
    /// Letters with their marks of quality (â, ơ), without tone, as written.
    letters: Vec<String>,
    /// The same in lower case.
    lower: Vec<char>,
    /// The tone mark and the letter it stands on.
    tone: Option<(char, usize)>,
    /// Letters of the onset.
    onset: usize,
}

impl Syllable {
    fn read(word: &str) -> Option<Self> {
        let mut letters: Vec<String> = Vec::new();
        let mut tone = None;
        for c in word.nfd() {
            if matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}') {
                if tone.replace((c, letters.len().checked_sub(1)?)).is_some() {
                    return None;
                }
            } else if is_combining_mark(c) {
                letters.last_mut()?.push(c);
            } else {
                letters.push(c.to_string());
            }
        }
        let lower: Vec<char> = letters.iter().filter_map(|l| l.nfc().next()?.to_lowercase().next()).collect();
        if lower.len() != letters.len() || lower.len() > 8 {
            return None;
        }
        let toneless: String = lower.iter().collect();
        let onset =
            ONSETS.iter().find(|o| toneless.strip_prefix(**o).is_some_and(|rime| RIMES.contains(rime)))?;
        Some(Self { letters, lower, tone, onset: onset.chars().count() })
    }

    /// Letters that may carry the tone, the usual one first.
    fn places(&self) -> Option<Vec<usize>> {
        let vowel =
            |c: char| matches!(c, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y');
        let vowels: Vec<usize> = (self.onset..self.lower.len()).filter(|&i| vowel(self.lower[i])).collect();
        let coda = self.lower.len() > vowels.last()? + 1;
        if let Some(&marked) =
            vowels.iter().rfind(|&&i| matches!(self.lower[i], 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư'))
        {
            // ưu, ưi, ưa: the ư; ươ: the ơ; uê, uơ: the second.
            return Some(vec![marked]);
        }
        let text: String = vowels.iter().map(|&i| self.lower[i]).collect();
        Some(match (vowels.len(), coda) {
            (1, _) => vec![vowels[0]],
            (2, true) => vec![vowels[1]],
            (2, false) if matches!(text.as_str(), "oa" | "oe" | "uy") => vec![vowels[0], vowels[1]],
            (2, false) => vec![vowels[0]],
            (3, _) => vec![vowels[1]],
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misplaced_marks_are_moved() {
        for (wrong, right) in [
            ("Qúy", "Quý"),
            ("gía", "giá"),
            ("tòan", "toàn"),
            ("tíên", "tiến"),
            ("QÚY", "QUÝ"),
            ("ngừơi", "người"),
        ] {
            assert_eq!(corrected(wrong).as_deref(), Some(right), "{wrong}");
        }
    }

    #[test]
    fn both_ways_to_write_open_syllables_are_right() {
        for word in "hòa hoà thủy thuỷ quý của mùa giữa già gì nghĩa người khuỷu ngoài được khuya tuệ thuở lửa cứu Łódź café"
            .split(' ')
        {
            assert_eq!(corrected(word), None, "{word}");
        }
    }
}
