//! English, French and Polish names: runs of capitals with connectors, heads before or behind, titles in lower case.

mod endings;
mod english;
mod headed;
mod runs;
mod titles;

use super::detect::{Block, Found, place_at, weight};
use super::heads::{GIVEN, Heads, of};
use super::names::{is_surname, is_syllable};
use super::polish;
use crate::model::{Kind, Lang};
use crate::text::tokens::TokenKind;

/// Most words that a name goes on behind its head.
const LONGEST: usize = 16;

/// Proposals for a block.
pub fn find(block: &Block<'_>) -> Vec<Found> {
    let names = Names { block, heads: of(block.lang), lang: block.lang.primary() };
    let mut out = Vec::new();
    let mut i = 0;
    while i < block.words.len() {
        let found = if block.words[i].kind == TokenKind::Word { names.at(i) } else { Vec::new() };
        let end = found.iter().map(|f| f.end).max().unwrap_or(0);
        out.extend(found);
        i = end.max(i + 1);
    }
    out
}

struct Names<'a, 't> {
    block: &'a Block<'t>,
    heads: &'static Heads,
    lang: Lang,
}

impl Names<'_, '_> {
    fn at(&self, i: usize) -> Vec<Found> {
        let block = self.block;
        let fixed = block.listed(self.heads.part("event-fixed"), i);
        if fixed > 0 {
            return vec![Found { start: i, end: i + fixed, kind: Kind::Event, weight: weight::NAME }];
        }
        let address = block.listed(self.heads.part("address"), i);
        if address > 0 && self.capital(i + address) && (!block.words[i].initial || self.capital(i + address))
        {
            return self.addressed(i, i + address);
        }
        if let Some(found) = self.title(i) {
            return found;
        }
        // The French Minister: the adjective is no part of the title.
        if block.words[i].capital
            && self.adjective(i)
            && self.capital(i + 1)
            && let Some(found) = self.title(i + 1)
        {
            return found;
        }
        if self.lang != Lang::EN
            && let Some(found) = self.headed(i)
        {
            return vec![found];
        }
        if !block.words[i].capital {
            return Vec::new();
        }
        self.run(i)
    }

    fn capital(&self, i: usize) -> bool {
        self.block.word(i).is_some_and(|w| w.capital && w.kind == TokenKind::Word)
    }

    fn has(&self, part: &str, i: usize) -> bool {
        self.block.word(i).is_some() && self.block.listed(self.heads.part(part), i) == 1
    }

    /// The kind that a word heads.
    fn head(&self, i: usize) -> Option<Kind> {
        let word = self.block.word(i)?;
        if word.kind != TokenKind::Word {
            return None;
        }
        [("law", Kind::Law), ("event", Kind::Event), ("org", Kind::Org), ("loc", Kind::Loc)]
            .into_iter()
            .find(|(part, _)| self.has(part, i) || self.plural(part, i))
            .map(|(_, kind)| kind)
    }

    fn plural(&self, part: &str, i: usize) -> bool {
        self.lang != Lang::PL
            && self.block.words[i].lower.strip_suffix('s').is_some_and(|w| self.heads.part(part).has(w))
    }

    /// Capitalised words from `i` on, blanks between.
    fn run_len(&self, i: usize) -> usize {
        let mut n = 0;
        while self.capital(i + n) && (n == 0 || self.block.joined(i + n) && !self.block.words[i + n].initial)
        {
            n += 1;
        }
        n
    }

    /// Whether a person's name begins here.
    fn person_at(&self, i: usize) -> bool {
        let Some(word) = self.block.word(i) else { return false };
        if !word.capital || self.run_len(i) < 2 {
            return false;
        }
        let given = GIVEN.contains(&word.lower)
            || (self.lang == Lang::PL && polish::lemmas(&word.lower).iter().any(|l| GIVEN.contains(l)))
            || word.lower.split('-').all(|p| GIVEN.contains(p));
        given || self.vietnamese(i)
    }

    /// A Vietnamese name of two syllables or more.
    fn vietnamese(&self, i: usize) -> bool {
        let run = self.run_len(i);
        let last = i + run.min(5);
        let syllables = (i..last).take_while(|&k| is_syllable(&self.block.words[k].folded)).count();
        let middle =
            run > 2 && self.block.word(i + 1).is_some_and(|w| matches!(w.folded.as_str(), "thi" | "van"));
        (is_surname(&self.block.words[i].folded) || middle && is_syllable(&self.block.words[i].folded))
            && (syllables >= 2 && syllables + 1 >= run.min(5) || syllables >= 3)
            && place_at(self.block, i).is_none_or(|p| p.0 < run.min(5))
    }

    /// Words of a person's name from `i` on, particles among them.
    fn person_len(&self, i: usize) -> usize {
        let run = self.run_len(i);
        // Two persons side by side: the next given name opens the second.
        let mut n = (2..run).find(|&k| self.person_at(i + k)).unwrap_or(run);
        while let Some(word) = self.block.word(i + n) {
            let particle = matches!(
                word.lower.as_str(),
                "de" | "da" | "di" | "van" | "von" | "der" | "den" | "du" | "al" | "bin" | "ibn"
            );
            if !(particle && self.capital(i + n + 1) && self.lang != Lang::FR) {
                break;
            }
            n += 1 + self.run_len(i + n + 1);
        }
        n
    }

    fn is_stop(&self, i: usize) -> bool {
        self.block.word(i).is_none_or(|w| {
            w.kind != TokenKind::Word || crate::lang::of(self.lang).function_words.contains(w.lower.as_str())
        })
    }
}
