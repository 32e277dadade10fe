//! What the data of a language say about the words around a candidate.

use super::context::{Begins, Next, is_number};
use super::decide::Judge;
use super::marks::{char_at, skip_space};
use crate::lang::Kinds;
use crate::model::Lang;

/// The word in lower case.
fn lower(word: &str) -> String {
    word.to_lowercase()
}

/// How far behind a verb of saying its colon may stand, in characters.
const REACH: usize = 400;

impl Judge<'_> {
    fn listed(&self, word: &str) -> Kinds {
        let own = self.language.abbreviations.kinds(word);
        self.extra.map_or(own, |e| own.with(e.kinds(word)))
    }

    /// The kinds of a word or, when it has none, of its last piece (`l’art`, `BS.CKII`, `TS-BS`).
    pub fn kinds(&self, word: &str) -> Kinds {
        let whole = self.listed(word);
        if !whole.is_none() {
            return whole;
        }
        let Some(at) = word.rfind(['-', '/', '\'', '’', '.', ',']) else { return whole };
        let mark = word[at..].chars().next().map_or(1, char::len_utf8);
        let (head, piece) = (&word[..at], &word[at + mark..]);
        // The s of McDonald’s and the last letter of initials are no abbreviations; a host name has no kinds.
        if piece.chars().nth(1).is_none() || (word.as_bytes()[at] == b'.' && self.kinds(head).is_none()) {
            return Kinds::default();
        }
        self.listed(piece)
    }

    /// The next word up to its apostrophe, and whether it is elided (`L’` of `L’annexe`); English contractions are the word before them.
    fn head<'t>(&self, next: &Next<'t>) -> (&'t str, bool) {
        if self.language.lang != Lang::EN {
            return next.head();
        }
        let word = next.word.split(['\'', '’']).next().unwrap_or_default();
        let not = word.len() < next.word.len() && next.word.ends_with('t');
        (if not { word.strip_suffix('n').unwrap_or(word) } else { word }, false)
    }

    /// Whether the next word begins a sentence more often than it goes on with one.
    pub fn starts(&self, next: &Next) -> bool {
        match next.begins {
            Begins::Digit | Begins::Lower | Begins::Nothing => return false,
            Begins::Uncased => return true,
            Begins::Upper => {}
        }
        // An initial, or a word in capitals.
        let mut letters = next.word.chars().skip(1);
        match letters.next() {
            None if char_at(self.text, next.end) == Some('.') => return false,
            Some(second) if second.is_uppercase() => return false,
            _ => {}
        }
        if self.language.lang == Lang::VI {
            // Vietnamese names have two capitals or more; a capital before a small letter begins a sentence.
            return self.goes_small(next);
        }
        let (head, elided) = self.head(next);
        if elided {
            let mut with = head.to_owned();
            with.push('\'');
            return self.language.starters.contains(with.as_str());
        }
        self.language.starters.contains(head)
    }

    /// The character that the word after the next begins with, when only white space stands between.
    fn then(&self, next: &Next) -> Option<char> {
        let after = skip_space(self.text, next.end, self.soft);
        if after == next.end { None } else { char_at(self.text, after) }
    }

    /// Whether a small letter begins the word after the next.
    pub fn goes_small(&self, next: &Next) -> bool {
        self.then(next).is_some_and(char::is_lowercase)
    }

    /// Whether the next word begins a sentence behind initials: names may follow, and some begin as sentences do (Le Goff; Vietnamese given names).
    pub fn starts_after_initials(&self, next: &Next) -> bool {
        if !self.starts(next) {
            return false;
        }
        let (head, _) = self.head(next);
        if self.language.lang == Lang::VI {
            return self.language.starters.contains(head);
        }
        !(self.language.particles.contains(head) && self.then(next).is_some_and(char::is_uppercase))
    }

    /// Whether a word in mid-sentence begins the text behind a headline: a capitalised grammar word, then a small letter.
    pub fn starts_headline_text(&self, next: &Next) -> bool {
        let (head, elided) = self.head(next);
        let listed = if elided {
            let mut with = head.to_owned();
            with.push('\'');
            self.language.after_headline.contains(with.as_str())
        } else {
            self.language.after_headline.contains(head)
        };
        if !listed
            || (elided && next.word.chars().nth(head.chars().count() + 1).is_some_and(char::is_uppercase))
        {
            return false;
        }
        let after = skip_space(self.text, next.end, self.soft);
        if !elided && (after == next.end || !char_at(self.text, after).is_some_and(char::is_lowercase)) {
            return false;
        }
        // An article, not a letter: no grammar word follows (vitamin A in …).
        head.len() > 1 || !self.opens(&Next::read(self.text, after, self.soft))
    }

    /// Whether a word is a grammar word: no headline ends with it.
    pub fn is_grammar(&self, word: &str) -> bool {
        self.language.function_words.contains(lower(word).as_str())
    }

    /// Whether a word is one that may stand with a capital inside a title (prepositions, conjunctions): it has no more than four letters
    /// and is no article.
    pub fn joins(&self, next: &Next) -> bool {
        let (head, _) = self.head(next);
        self.language.joiners.contains(lower(head).as_str())
    }

    /// Whether a word in small letters is one that begins sentences or holds them together.
    pub fn opens(&self, next: &Next) -> bool {
        let (head, _) = self.head(next);
        self.language.openers.contains(head) || head == "i" && self.language.lang == Lang::EN
    }

    /// Whether a verb of saying is among the next `reach` words.
    pub fn speaks(&self, next: &Next, reach: usize) -> bool {
        let mut word = *next;
        for _ in 0..reach {
            let whole = lower(word.word).replace('’', "'");
            if self.language.speech.contains(whole.as_str()) {
                // Someone added: “…”
                let mut rest = self.text[word.end..].chars().take(REACH);
                return rest.find(|c| matches!(c, ',' | '.' | '!' | '?' | '\n' | ':')) != Some(':');
            }
            // demanda-t-il; and no further than the next mark.
            let at = skip_space(self.text, word.end, self.soft);
            let inverted = char_at(self.text, word.end) == Some('-');
            if at == word.end && !inverted {
                return false;
            }
            if !char_at(self.text, at).is_some_and(|c| c.is_alphabetic() || c == '-') {
                return false;
            }
            word = Next::read(self.text, at, self.soft);
        }
        false
    }

    /// Whether the clause `from..at` has a verb that can close it.
    pub fn has_verb(&self, from: usize, at: usize) -> bool {
        let clause = &self.text[from..at];
        // Marks inside numbers (11:30) part no clauses.
        let mark = |&(i, c): &(usize, char)| match c {
            ',' | ';' | ':' | '!' | '?' => clause[i + 1..].starts_with(char::is_whitespace),
            _ => matches!(c, '–' | '—' | '(' | '„' | '”'),
        };
        let start = clause.char_indices().rev().find(mark).map_or(0, |(i, _)| i);
        clause[start..].split_whitespace().any(|word| {
            let word = lower(word.trim_matches(|c: char| !c.is_alphabetic()));
            self.language.finite.contains(word.as_str())
                || (word.chars().nth(4).is_some()
                    && word.char_indices().rev().take(4).any(|(i, _)| {
                        let mut ending = String::from("-");
                        ending.push_str(&word[i..]);
                        self.language.finite.contains(ending.as_str())
                    }))
        })
    }

    /// Whether a word that a stop follows is an ordinary word, not an unknown abbreviation: it ends in a vowel or is long.
    pub fn is_plain(&self, word: &str, next: &Next) -> bool {
        if is_number(&word.replace('-', "")) {
            let ordinals = matches!(self.language.lang, Lang::PL | Lang::UND);
            return !ordinals && !word.ends_with(',') && (next.quote || self.opens(next));
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 2 || word.contains(['.', '@', '/']) || !self.kinds(word).is_none() {
            return false;
        }
        let vowel = |c: char| {
            let base = crate::text::fold::fold(c.encode_utf8(&mut [0; 4]));
            base.starts_with(['a', 'e', 'i', 'o', 'u', 'y'])
        };
        if !word.chars().any(vowel) {
            return false;
        }
        letters >= 5
            || next.quote
            || self.language.openers.contains(lower(word).as_str())
            || self.opens(next)
            || (letters >= 3 && word.chars().next_back().is_some_and(vowel))
    }
}
