//! Runs of capitals without a head: places, persons, firms, and what is only written large.

use super::Names;
use crate::model::{Kind, Lang};
use crate::terms::detect::{Found, place_at, weight};
use crate::terms::known::{Known, NAMES};

impl Names<'_, '_> {
    /// A run of capitals.
    pub(super) fn run(&self, i: usize) -> Vec<Found> {
        let block = self.block;
        let first = &block.words[i];
        let function = crate::lang::of(self.lang).function_words.contains(first.lower.as_str());
        if first.initial && function && place_at(block, i).is_none_or(|p| p.0 == 1) && !self.vietnamese(i) {
            return Vec::new();
        }
        if let Some((n, kind)) = place_at(block, i)
            && (self.lang != Lang::EN || n > 1 || self.english_end(i) == i + n || self.breaks_after(i + n))
            && !(self.person_at(i) && self.run_len(i) > n)
        {
            let longer = self.lang == Lang::EN && self.english_end(i) > i + n && !self.breaks_after(i + n);
            if !longer {
                return vec![Found { start: i, end: i + n, kind, weight: weight::NAME }];
            }
        }
        if first.initial
            && self.common(i)
            && self.capital(i + 1)
            && !self.person_at(i)
            && self.lang != Lang::EN
        {
            // An ordinary word that opens the sentence: the name begins behind it.
            if let Some(found) = self.title(i + 1).or_else(|| self.headed(i + 1).map(|f| vec![f])) {
                return found;
            }
        }
        if self.lang == Lang::EN {
            return self.english(i);
        }
        self.plain(i, i + self.run_len(i))
    }

    /// Whether the word before `i` ends a name of its own (Poland's Minister).
    pub(super) fn breaks_after(&self, i: usize) -> bool {
        self.block.words[i - 1].lower.ends_with("'s")
    }

    /// Behind the legal form of a company (Co., Ltd; Inc.), if it stands at `i`.
    pub(super) fn company_end(&self, i: usize) -> usize {
        let is =
            |k: usize, list: &[&str]| self.block.word(k).is_some_and(|w| list.contains(&w.lower.as_str()));
        let mut end = i;
        if i > 0 && is(i - 1, &["co"]) {
            end += usize::from(is(end, &["."]));
        }
        end += usize::from(is(end, &[","]) && is(end + 1, &["ltd", "inc", "llc"]));
        end + usize::from(is(end, &["ltd", "inc", "llc"]))
    }

    /// A run without a head: a place, a person, or something unknown.
    pub(super) fn plain(&self, start: usize, end: usize) -> Vec<Found> {
        let block = self.block;
        let first = &block.words[start];
        let mut start = start;
        if first.initial && end - start > 1 && self.common(start) && !self.person_at(start) {
            start += 1;
        }
        if let Some((n, kind)) = place_at(block, start) {
            let rest = start + n;
            if rest >= end || !self.person_at(start) {
                return vec![Found { start, end: rest, kind, weight: weight::NAME }];
            }
        }
        let company = block.word(end).is_some_and(|w| w.is("&")) && self.capital(end + 1);
        let has_sign = (start..end).any(|k| block.words[k].is("&"));
        if company || has_sign {
            let end = if company { end + 1 + self.run_len(end + 1) } else { end };
            return vec![Found { start, end, kind: Kind::Org, weight: weight::NAME }];
        }
        let legal = self.company_end(end);
        if legal > end {
            return vec![Found { start, end: legal, kind: Kind::Org, weight: weight::WHOLE }];
        }
        let first = &block.words[start];
        let n = end - start;
        // Notice No 42
        let numbered = block.words[end - 1].lower == "no"
            && block.word(end).is_some_and(|w| w.kind == crate::text::tokens::TokenKind::Number);
        if numbered {
            return Vec::new();
        }
        if n == 1 && self.heads.part("calendar").has(&first.lower) {
            return Vec::new();
        }
        if n == 1 {
            let adjective = self.common(start) || self.adjective(start);
            let site = first
                .lower
                .rsplit_once('.')
                .is_some_and(|(name, tail)| name.len() > 2 && (2..=4).contains(&tail.len()));
            if site {
                return vec![Found { start, end, kind: Kind::Org, weight: weight::NAME }];
            }
            if first.initial || adjective || first.acronym || first.lower.chars().count() < 2 {
                return Vec::new();
            }
            let kind = if self.placed(start) { Kind::Loc } else { Kind::Org };
            return vec![Found { start, end, kind, weight: weight::RUN }];
        }
        if self.place_head_before(start) {
            return vec![Found { start, end, kind: Kind::Loc, weight: weight::NAME }];
        }
        if self.person_at(start) {
            let middle = start + self.person_len(start);
            let mut out = vec![Found { start, end: middle, kind: Kind::Per, weight: weight::NAME }];
            if middle < end && self.person_at(middle) {
                out.push(Found {
                    start: middle,
                    end: middle + self.person_len(middle),
                    kind: Kind::Per,
                    weight: weight::NAME,
                });
            }
            return out;
        }
        if first.initial && self.common(start) || (start..end).all(|k| self.adjective(k)) {
            return Vec::new();
        }
        // Ordinary words written large are a body or a work, not a person.
        let ordinary = (start..end).any(|k| self.common(k));
        vec![Found {
            start,
            end: start + self.person_len(start).max(end - start),
            kind: if ordinary { Kind::Org } else { Kind::Per },
            weight: weight::RUN,
        }]
    }

    /// Whether a word that is only known to be a name stands where places stand: in Roubaix, à Roubaix, w Roubaix.
    fn placed(&self, i: usize) -> bool {
        let before = i.checked_sub(1).map(|k| self.block.words[k].lower.as_str());
        let within = match self.lang {
            Lang::EN => matches!(before, Some("in")),
            Lang::FR => matches!(before, Some("à")),
            Lang::PL => matches!(before, Some("w" | "we")),
            _ => false,
        };
        within || self.place_head_before(i)
    }

    /// Whether a river, a street, a village in small letters stands right before: rue Vong Thi, wsi Huoi Pong.
    fn place_head_before(&self, i: usize) -> bool {
        i > 0
            && self.lang != Lang::EN
            && self.has("loc", i - 1)
            && !self.block.words[i - 1].capital
            && self.block.joined(i)
    }

    /// Whether a word is an ordinary word: of the tables, or (where a sentence opens) of the lexicon's texts.
    pub(super) fn common(&self, i: usize) -> bool {
        let known = Known::builtin();
        let word = &self.block.words[i];
        let alone = known.phrase(&self.block.all_keys[i..=i], self.lang);
        let listed = alone.is_some_and(|(_, list)| {
            list.iter().any(|r| !NAMES.contains(&known.concepts[r.concept as usize].row.kind.as_str()))
        });
        let lexicon = crate::lexicon::Lexicon::builtin();
        let seen = || lexicon.id(&lexicon.key(&word.lower, self.lang), self.lang).is_some();
        (listed || word.initial && seen()) && place_at(self.block, i).is_none()
    }

    /// An adjective of a country or a people (written large in English and, for people, elsewhere).
    pub(super) fn adjective(&self, i: usize) -> bool {
        let known = Known::builtin();
        self.block.phrase(i).is_some_and(|(_, list)| {
            list.iter().any(|r| known.concepts[r.concept as usize].table == "peoples")
        })
    }
}
