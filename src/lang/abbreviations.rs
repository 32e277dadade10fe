//! Abbreviations of a language and what each may do before a stop.

use super::part;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// What an abbreviation may do; one may be of several kinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Kinds(u8);

impl Kinds {
    /// A name follows: never the end.
    pub const TITLE: Self = Self(1);
    /// Never the end.
    pub const HARD: Self = Self(2);
    /// An abbreviation only before a number.
    pub const NUMBER: Self = Self(4);
    /// May be the end: the next word decides.
    pub const SOFT: Self = Self(8);
    /// As soft, but a name usually follows.
    pub const PLACE: Self = Self(16);
    /// As soft, behind a number.
    pub const UNIT: Self = Self(32);

    /// The parts of a data file and the kind that each stands for.
    pub const PARTS: [(&'static str, Self); 6] = [
        ("title", Self::TITLE),
        ("hard", Self::HARD),
        ("number", Self::NUMBER),
        ("soft", Self::SOFT),
        ("place", Self::PLACE),
        ("unit", Self::UNIT),
    ];

    /// Whether any kind of `other` is among these.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// The abbreviations of one language.
#[derive(Clone, Debug, Default)]
pub struct Abbreviations {
    /// Written only so.
    exact: FxHashMap<String, Kinds>,
    /// Written in any case; keys in lower case.
    any_case: FxHashMap<String, Kinds>,
    /// Bytes of the longest.
    longest: usize,
}

impl Abbreviations {
    /// Reads the parts of a data file.
    #[must_use]
    pub fn parse(data: &'static str) -> Self {
        let mut out = Self::default();
        for (name, kind) in Kinds::PARTS {
            for entry in part(data, name) {
                out.add(entry, kind);
            }
        }
        out
    }

    /// Adds one, written without its last stop. Small letters match any case, a capital matches only itself.
    pub fn add(&mut self, entry: &str, kind: Kinds) {
        let entry: String = entry.trim_end_matches('.').nfc().collect();
        let single = entry.chars().nth(1).is_none();
        if entry.is_empty() {
            return;
        }
        // Room for decomposed letters and capitals.
        self.longest = self.longest.max(2 * entry.len() + 2);
        let put = |map: &mut FxHashMap<String, Kinds>, key: String| {
            let slot = map.entry(key).or_default();
            *slot = slot.with(kind);
        };
        if single {
            put(&mut self.exact, entry);
        } else if entry.chars().any(char::is_uppercase) {
            let capitals = entry.to_uppercase();
            if capitals != entry {
                put(&mut self.exact, capitals);
            }
            put(&mut self.exact, entry);
        } else {
            put(&mut self.any_case, entry);
        }
    }

    /// What a word (without its stop) may be.
    #[must_use]
    pub fn kinds(&self, word: &str) -> Kinds {
        if word.len() > self.longest || word.is_empty() {
            return Kinds::default();
        }
        if !word.is_ascii() && word.chars().any(|c| ('\u{300}'..'\u{370}').contains(&c)) {
            let composed: String = word.nfc().collect();
            return self.look_up(&composed);
        }
        self.look_up(word)
    }

    fn look_up(&self, word: &str) -> Kinds {
        let exact = self.exact.get(word).copied().unwrap_or_default();
        let any = if word.is_ascii() {
            let mut lower = [0u8; 48];
            let Some(slot) = lower.get_mut(..word.len()) else { return exact };
            slot.copy_from_slice(word.as_bytes());
            slot.make_ascii_lowercase();
            std::str::from_utf8(slot).ok().and_then(|w| self.any_case.get(w))
        } else {
            self.any_case.get(word.to_lowercase().as_str())
        };
        exact.with(any.copied().unwrap_or_default())
    }

    /// Every entry with its kinds, sorted (for export).
    #[must_use]
    pub fn sorted(&self) -> Vec<(&str, Kinds, bool)> {
        let mut out: Vec<_> = self
            .exact
            .iter()
            .map(|(k, v)| (k.as_str(), *v, true))
            .chain(self.any_case.iter().map(|(k, v)| (k.as_str(), *v, false)))
            .collect();
        out.sort_unstable_by_key(|e| (e.0, e.2));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_kinds() {
        let list = Abbreviations::parse("[title]\nDr\n[soft]\nnp r\n[number]\nnp\n");
        assert!(list.kinds("Dr").any(Kinds::TITLE) && list.kinds("DR").any(Kinds::TITLE));
        assert!(list.kinds("dr").is_none());
        assert!(list.kinds("Np").any(Kinds::SOFT) && list.kinds("Np").any(Kinds::NUMBER));
        assert!(list.kinds("R").is_none() && list.kinds("r").any(Kinds::SOFT));
    }

    #[test]
    fn decomposed_letters_match() {
        let list = Abbreviations::parse("[title]\nNSƯT\n");
        assert!(list.kinds("NSU\u{31b}T").any(Kinds::TITLE));
    }
}
