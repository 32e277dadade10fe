//! Titles and the persons behind them: ranks, offices with the body they belong to, forms of address.

use super::endings::{genitive, polish_verb};
use super::{LONGEST, Names};
use crate::model::{Kind, Lang};
use crate::terms::detect::{Found, place_at, weight};
use crate::terms::names::is_syllable;
use crate::text::tokens::TokenKind;

impl Names<'_, '_> {
    /// A person behind a form of address, which stays outside.
    pub(super) fn addressed(&self, at: usize, start: usize) -> Vec<Found> {
        let mut start = start;
        loop {
            let more = self.block.listed(self.heads.part("address"), start);
            if more == 0 || !self.capital(start + more) {
                break;
            }
            start += more;
        }
        if let Some(found) = self.title(start) {
            return found;
        }
        let n = self.person_len(start);
        let _ = at;
        vec![Found { start, end: start + n, kind: Kind::Per, weight: weight::NAME }]
    }

    /// A title, and the person behind it.
    pub(super) fn title(&self, i: usize) -> Option<Vec<Found>> {
        let block = self.block;
        let rank = block.listed(self.heads.part("rank"), i);
        let office = block.listed(self.heads.part("office"), i);
        let n = rank.max(office);
        if n == 0 {
            return None;
        }
        let lower = !block.words[i].capital;
        let mut end = i + n;
        if office >= rank {
            end = self.title_end(end);
        }
        let mut out = Vec::new();
        let person = self.capital(end) && block.joined(end) && !self.org_run(end);
        let behind =
            block.word(end).is_some_and(|w| w.is(",")) && self.capital(end + 1) && self.run_len(end + 1) > 1;
        let before = i > 1 && block.words[i - 1].is(",") && block.words[i - 2].capital;
        // General Assembly is a body.
        if n == 1
            && !lower
            && self.lang == Lang::EN
            && self.head(i + 1) == Some(Kind::Org)
            && self.capital(i + 1)
        {
            return None;
        }
        let odd = self.lang == Lang::PL
            && (block.words[i].lower.ends_with("owie")
                || block.words[i].lower.ends_with("ące")
                || block.words[i].lower.ends_with("ących"));
        if odd && lower {
            return None;
        }
        // In lower case, or opening a sentence, a bare word is a title only beside a person.
        let bare = end == i + n && (lower || block.words[i].initial);
        let english = self.lang == Lang::EN && lower;
        if (bare || english) && !(person || behind || before || (office > 1 && !english)) {
            return None;
        }
        if bare && lower && n == 1 && rank == 0 && self.lang == Lang::PL && polish_verb(&block.words[i].lower)
        {
            return None;
        }
        // The head of a delegation of some country is a description.
        if lower
            && (i + 1..end).any(|k| !block.words[k].capital && self.adjective(k))
            && !self.lang.eq(&Lang::EN)
        {
            return None;
        }
        if rank > office && lower && !person {
            return None;
        }
        let weight = if end > i + n { weight::WHOLE } else { weight::NAME };
        out.push(Found { start: i, end, kind: Kind::Title, weight });
        // ambasador Polski Joanna Krawczyk
        if person
            && let Some((n, kind)) = place_at(block, end)
            && self.person_at(end + n)
        {
            out.push(Found { start: end, end: end + n, kind, weight: weight::NAME });
            let (start, n) = (end + n, self.person_len(end + n));
            out.push(Found { start, end: start + n, kind: Kind::Per, weight: weight::NAME });
            return Some(out);
        }
        if person && place_at(block, end).is_none_or(|p| p.0 < self.run_len(end)) {
            out.push(Found {
                start: end,
                end: end + self.person_len(end),
                kind: Kind::Per,
                weight: weight::NAME,
            });
        }
        Some(out)
    }

    pub(super) fn org_run(&self, i: usize) -> bool {
        (i..i + self.run_len(i)).any(|k| self.head(k).is_some())
    }

    /// Where a title goes on to: of Industry and Trade, de l'Industrie et du Commerce, przemysłu i handlu.
    pub(super) fn title_end(&self, at: usize) -> usize {
        let block = self.block;
        let mut end = at;
        let mut j = at;
        let extend = self.heads.part("extend");
        while j < block.words.len() && j - at < LONGEST {
            let word = &block.words[j];
            if word.kind != TokenKind::Word {
                // ds. is written with a dot.
                if word.is(".") && j > at && block.words[j - 1].is("ds") {
                    j += 1;
                    continue;
                }
                return end;
            }
            let connector = block.listed(extend, j);
            if connector > 0 && j + connector < block.words.len() {
                let next = j + connector;
                if matches!(word.lower.as_str(), "à" | "au" | "aux" | "to") && !self.capital(next) {
                    return end;
                }
                j = next;
                if self.person_at(j) || matches!(word.lower.as_str(), "et" | "and" | "i") && self.office(j) {
                    return end;
                }
                if self.lang == Lang::FR
                    && self.capital(j)
                    && let Some(body) = self.headed(j)
                {
                    return body.end;
                }
                // A body behind the connector belongs to its head whole: Chairman of the People's Committee.
                if self.lang == Lang::EN && self.capital(j) {
                    let whole = self.english_end(j);
                    if (j..whole).any(|k| self.head(k).is_some()) {
                        return whole;
                    }
                }
                if block.listed(extend, j) == 0 && !self.attribute(j, j > at) {
                    return end;
                }
                continue;
            }
            if j > at && end < j || self.attribute(j, false) {
                // The word behind a connector, or an attribute.
                if self.person_at(j) || !block.joined(j) {
                    return end;
                }
                if word.capital && j == at {
                    if self.lang != Lang::PL || place_at(block, j).is_some() {
                        return end;
                    }
                    if self.org_run(j) {
                        return self.headed(j).map_or(end, |f| f.end);
                    }
                    // minister Nghia
                    if !genitive(&word.lower) || is_syllable(&word.folded) {
                        return end;
                    }
                }
                if word.capital && self.lang != Lang::EN && place_at(block, j).is_some() && end > at {
                    return end;
                }
                j += 1;
                end = j;
                // A Vietnamese place of two syllables: de Muong Tip.
                while word.capital
                    && self.lang == Lang::FR
                    && self.capital(j)
                    && block.joined(j)
                    && is_syllable(&word.folded)
                    && is_syllable(&block.words[j].folded)
                    && !self.person_at(j)
                {
                    j += 1;
                    end = j;
                }
                continue;
            }
            return end;
        }
        end
    }

    /// Whether a word may be an attribute inside a title.
    pub(super) fn attribute(&self, i: usize, behind: bool) -> bool {
        let Some(word) = self.block.word(i) else { return false };
        if word.kind != TokenKind::Word {
            return false;
        }
        match self.lang {
            Lang::PL => {
                word.capital && self.vietnamese(i).eq(&false) && !self.person_at(i)
                    || (!word.capital && genitive(&word.lower))
            }
            Lang::FR => {
                word.capital && !self.person_at(i) && behind
                    || self.french_adjective(i)
                    || (behind && !word.capital && !self.is_stop(i))
            }
            // The whole run behind a connector: for Foreign Trade.
            _ => {
                word.capital
                    && !self.person_at(i)
                    && (behind || i > 0 && self.capital(i - 1) && self.block.joined(i) && self.linked(i - 1))
            }
        }
    }

    /// Whether a connector stands before the run of capitals that word `i` is in.
    pub(super) fn linked(&self, i: usize) -> bool {
        let first = (0..=i).rev().take_while(|&k| self.capital(k)).last().unwrap_or(i);
        first > 0 && self.block.listed(self.heads.part("extend"), first - 1) > 0
    }
}
