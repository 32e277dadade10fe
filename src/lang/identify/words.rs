//! The words of a text as the identifier spells them, and their scores.

use super::model::{CLASSES, Classes, DIRECT, Model, STEPS};
use std::sync::LazyLock;
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

/// The small form of each letter below [`DIRECT`], 0 = no letter.
static SMALL: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let small = |c: char| c.is_alphabetic().then(|| c.to_lowercase().next().unwrap_or(c) as u16);
    (0..DIRECT).map(|c| char::from_u32(c).and_then(small).unwrap_or(0)).collect()
});

/// The small form of a letter; nothing for other characters.
fn small(table: &[u16], c: char) -> Option<char> {
    match table.get(c as usize) {
        Some(&0) => None,
        Some(&small) => char::from_u32(u32::from(small)),
        None => c.is_alphabetic().then_some(c),
    }
}

/// Calls for every word of a text, in small letters and NFC. Addresses and words with digits are left out.
pub fn words(text: &str, mut found: impl FnMut(&[char], Rank)) {
    let composed: String;
    // The first bytes of the combining marks U+0300 to U+036F.
    let text = if text.bytes().any(|b| matches!(b, 0xCC | 0xCD)) {
        composed = text.nfc().collect();
        &composed
    } else {
        text
    };
    let table: &[u16] = &SMALL;
    let shouted = !text.chars().any(|c| small(table, c) == Some(c));
    let mut letters = [' '; LONGEST];
    let mut opening = true;
    for chunk in text.split(char::is_whitespace) {
        if is_address(chunk) {
            continue;
        }
        let mut rest = chunk.chars().peekable();
        while let Some(c) = rest.next() {
            let Some(first) = small(table, c) else {
                opening |= matches!(c, '.' | '!' | '?' | '…' | ':' | '"' | '“' | '„' | '«' | '(' | '–' | '—');
                continue;
            };
            let rank = match c != first && !shouted {
                false => Rank::Small,
                true if opening => Rank::Opening,
                true => Rank::Name,
            };
            opening = false;
            let (mut len, mut digits) = (0, false);
            let mut next = Some(first);
            while let Some(c) = next {
                if len < LONGEST {
                    letters[len] = c;
                    len += 1;
                }
                next = rest.peek().and_then(|&c| match c {
                    '\'' | '’' => Some('\''),
                    '0'..='9' => Some(c),
                    c => small(table, c),
                });
                if let Some(c) = next {
                    digits |= c.is_ascii_digit();
                    rest.next();
                }
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

/// Web and mail addresses, paths of files.
fn is_address(chunk: &str) -> bool {
    chunk.len() > 5
        && (chunk.starts_with("www.") || chunk.bytes().any(|b| matches!(b, b'/' | b'@')))
        && (chunk.contains("://")
            || chunk.starts_with("www.")
            || chunk.contains('@')
            || chunk.bytes().filter(|&b| b == b'/').count() > 1)
}

/// Slots of the memory of words (5 MB a thread).
const SLOTS: usize = 1 << 17;

/// The lead (in nats) that one word can give one class over another.
/// Fitted on the development set of language identification (`bench/detect/run.py`).
const LIMIT: u16 = 12;

/// How far each class is behind the best one in spelling a word, in steps of the model.
pub type Behind = [u8; CLASSES];

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
    costs.map(|cost| cost.saturating_sub(least).min(u32::from(LIMIT * STEPS)) as u8)
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
