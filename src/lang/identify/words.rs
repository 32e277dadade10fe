//! The words of a text as the identifier spells them, and their scores.

use super::model::{CLASSES, Classes, Model};
use unicode_normalization::UnicodeNormalization;

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rank {
    /// In small letters; all words of a text that has none.
    Small,
    /// With a capital where a sentence begins.
    Opening,
    /// With a capital elsewhere: mostly a name.
    Name,
}

/// Letters of a word that are looked at.
const LONGEST: usize = 40;

/// Calls for every word of a text, in small letters and NFC. Addresses and words with digits are left out.
pub fn words(text: &str, mut found: impl FnMut(&[char], Rank)) {
    let composed: String;
    let text = if text.chars().any(|c| ('\u{300}'..='\u{36F}').contains(&c)) {
        composed = text.nfc().collect();
        &composed
    } else {
        text
    };
    let shouted = !text.chars().any(char::is_lowercase);
    let mut letters = [' '; LONGEST];
    let mut opening = true;
    for chunk in text.split(char::is_whitespace) {
        if is_address(chunk) {
            continue;
        }
        let mut rest = chunk.chars().peekable();
        while let Some(c) = rest.next() {
            if !is_letter(c) {
                opening |= matches!(c, '.' | '!' | '?' | '…' | ':' | '"' | '“' | '„' | '«' | '(' | '–' | '—');
                continue;
            }
            let rank = match c.is_uppercase() {
                false => Rank::Small,
                _ if shouted => Rank::Small,
                _ if opening => Rank::Opening,
                _ => Rank::Name,
            };
            opening = false;
            let (mut len, mut digits) = (0, false);
            let mut next = Some(c);
            while let Some(c) = next {
                digits |= c.is_ascii_digit();
                for small in c.to_lowercase() {
                    if len < LONGEST {
                        letters[len] = if small == '’' { '\'' } else { small };
                        len += 1;
                    }
                }
                next = rest.next_if(|&c| is_letter(c) || c == '\'' || c == '’' || c.is_ascii_digit());
            }
            while len > 0 && letters[len - 1] == '\'' {
                len -= 1;
            }
            if !digits {
                found(&letters[..len], rank);
            }
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && c.is_alphabetic()
}

/// Web and mail addresses, paths of files.
fn is_address(chunk: &str) -> bool {
    chunk.len() > 5
        && (chunk.contains("://")
            || chunk.starts_with("www.")
            || chunk.contains('@')
            || chunk.bytes().filter(|&b| b == b'/').count() > 1)
}

/// Slots of the memory of words (2 MB a thread).
const SLOTS: usize = 1 << 15;

/// How far each class is behind the best one in spelling a word, in steps of the model.
pub type Behind = [u16; CLASSES];

/// Scores words and remembers the last ones: a few thousand words make up most of any text.
#[derive(Debug, Default)]
pub struct Scorer {
    slots: Vec<(u64, Behind)>,
}

impl Scorer {
    /// How each class spells a word; nothing for a word in letters that no class has.
    pub fn row(&mut self, model: &Model, word: &[char]) -> Option<&Behind> {
        let mut codes = [0u8; LONGEST];
        let mut key = 0xcbf2_9ce4_8422_2325_u64;
        for (code, &c) in codes.iter_mut().zip(word) {
            *code = model.code(c)?;
            key = (key ^ u64::from(*code)).wrapping_mul(0x0100_0000_01b3);
        }
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, (0, [0; CLASSES]));
        }
        let slot = &mut self.slots[(key ^ (key >> 29)) as usize % SLOTS];
        if slot.0 != key {
            *slot = (key, behind(&model.spell(&codes[..word.len()]), model.classes()));
        }
        Some(&slot.1)
    }
}

fn behind(costs: &Classes, classes: usize) -> Behind {
    let least = costs[..classes].iter().copied().min().unwrap_or(0);
    costs.map(|cost| u16::try_from(cost.saturating_sub(least)).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Rank)> {
        let mut out = Vec::new();
        words(text, |word, rank| out.push((word.iter().collect(), rank)));
        out
    }

    #[test]
    fn words_have_ranks() {
        assert_eq!(
            found("Dans l’Oise, Jean lit. Puis il dort."),
            [
                ("dans", Rank::Opening),
                ("l'oise", Rank::Small),
                ("jean", Rank::Name),
                ("lit", Rank::Small),
                ("puis", Rank::Opening),
                ("il", Rank::Small),
                ("dort", Rank::Small)
            ]
            .map(|(w, r)| (w.to_owned(), r))
        );
        assert_eq!(found("NO ENTRY")[0].1, Rank::Small);
    }

    #[test]
    fn addresses_and_codes_are_left_out() {
        assert!(found("www.example.org a1b2 me@example.org /usr/share/doc").is_empty());
        assert_eq!(found(&"x".repeat(500))[0].0.len(), LONGEST);
    }
}
