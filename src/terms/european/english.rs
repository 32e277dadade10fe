//! English names: the head stands last before the first connector.

use super::{LONGEST, Names};
use crate::model::Kind;
use crate::terms::detect::{Found, place_at, weight};
use crate::text::tokens::TokenKind;

impl Names<'_, '_> {
    /// Where a run of English capitals ends, connectors included.
    pub(super) fn english_end(&self, i: usize) -> usize {
        let block = self.block;
        let mut end = i + 1;
        let mut headed = self.head(i).is_some() || self.office(i);
        let mut linked = false;
        while end < block.words.len() && end - i < LONGEST {
            let word = &block.words[end];
            if word.is("&") && self.capital(end + 1) {
                end += 2;
                continue;
            }
            if word.kind == TokenKind::Number {
                let number = headed && word.lower.len() <= 2 && block.joined(end)
                    || (i + 1 < end && word.lower.len() == 1 && block.joined(end));
                if !number {
                    return end;
                }
                end += 1;
                continue;
            }
            if word.capital && word.kind == TokenKind::Word && block.joined(end) && !word.initial {
                if (headed || linked) && self.person_at(end)
                    || (block.words[end - 1].lower.ends_with("'s")
                        && place_at(block, i).is_some_and(|p| i + p.0 == end))
                {
                    return end;
                }
                headed |= self.head(end).is_some();
                end += 1;
                continue;
            }
            let mut next = end;
            while next < end + 3
                && block.listed(self.heads.part("between"), next) == 1
                && !block.words[next].capital
            {
                next += 1;
            }
            if next == end || !self.capital(next) || !block.joined(next) {
                return end;
            }
            let fine = match word.lower.as_str() {
                "between" => (i..end).any(|k| self.has("law", k)),
                "and" if (i..end).any(|k| block.words[k].is("between")) => true,
                "and" => {
                    next == end + 1
                        && headed
                        && linked
                        && self.head(next).is_none_or(|_| !block.word(next + 1).is_some_and(|w| w.is("of")))
                        && place_at(block, next).is_none()
                        && !self.person_at(next)
                }
                "in" => {
                    let place = place_at(block, next).is_some();
                    self.place_headed(i, end) && place
                        || linked && place && self.adjective(end - 1)
                        || linked && !place && (i..end).any(|k| self.has("law", k))
                }
                "of" | "for" | "on" | "against" => {
                    headed && (word.lower != "to" && word.lower != "for" || self.head(next - 1).is_none())
                }
                "de" | "la" | "du" | "van" | "von" | "al" => true,
                _ => false,
            };
            if !fine {
                return end;
            }
            linked |= word.lower != "in";
            end = next + 1;
        }
        end
    }

    pub(super) fn office(&self, i: usize) -> bool {
        self.block.listed(self.heads.part("office"), i) > 0
    }

    pub(super) fn place_headed(&self, start: usize, end: usize) -> bool {
        (start..end).any(|k| self.has("place-head", k))
    }

    pub(super) fn english(&self, i: usize) -> Vec<Found> {
        let block = self.block;
        let end = self.english_end(i);
        let mut start = i;
        // The head of an English name stands last before the first connector.
        let stop = (i..end)
            .find(|&k| !block.words[k].capital && block.words[k].kind == TokenKind::Word)
            .unwrap_or(end);
        let head = (i..stop).rev().find_map(|k| self.head(k));
        if let Some(kind) = head {
            if end - start == 1 {
                let alone = self.heads.part("alone").has(&block.words[i].lower);
                if !alone || block.words[i].initial && kind != Kind::Law {
                    return Vec::new();
                }
            }
            if start > 0
                && kind == Kind::Law
                && block.words[start - 1].kind == TokenKind::Number
                && block.words[start - 1].lower.len() == 4
                && block.joined(start)
            {
                start -= 1;
            }
            return vec![Found { start, end, kind, weight: weight::NAME }];
        }
        self.plain(i, end)
    }
}
