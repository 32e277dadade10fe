//! French and Polish bodies, texts, events and places: their head comes first, and they go on over connectors.

use super::endings::{city_adjective, polish_adjective, polish_verb};
use super::{LONGEST, Names};
use crate::model::{Kind, Lang};
use crate::terms::detect::{Found, place_at, weight};
use crate::terms::heads::phrase_key;
use crate::text::tokens::TokenKind;

impl Names<'_, '_> {
    /// A body, text, event or place whose head comes first (French, Polish).
    pub(super) fn headed(&self, i: usize) -> Option<Found> {
        let block = self.block;
        let first = &block.words[i];
        let mut h = i;
        // Adjectives and ordinals before the head: Haute Cour, cinquième Forum, Najwyższy Sąd.
        while h < i + 3 && self.head(h).is_none() {
            let word = block.word(h)?;
            let adjective = match self.lang {
                Lang::FR => self.has("haut", h) || word.lower.ends_with("ième"),
                _ => {
                    word.capital
                        && (polish_adjective(&word.lower) || word.folded.chars().all(|c| "ivx".contains(c)))
                }
            };
            if !adjective {
                return None;
            }
            h += 1;
        }
        let kind = self.head(h)?;
        if block.word(h + 1).is_some_and(|w| w.is("&")) {
            return None;
        }
        let capital = block.words[h].capital && !(block.words[h].initial && h == i && kind == Kind::Loc);
        if !capital && h == i && !self.has("lower", h) {
            return None;
        }
        if h > i && !first.capital && !capital {
            return None;
        }
        let (end, telling) = self.extend(h, kind, capital);
        if !capital && !telling {
            return None;
        }
        if end == h + 1 && h == i {
            let alone = self.heads.part("alone").has(&phrase_key(&first.lower, self.lang));
            let bare = alone && capital && (!first.initial || kind == Kind::Law);
            if !bare {
                return None;
            }
        }
        if first.initial
            && h == i
            && end > h + 1
            && !telling
            && kind != Kind::Law
            && !block.words[h + 1..end].iter().any(|w| w.capital)
            && self.lang == Lang::PL
            && kind != Kind::Org
        {
            return None;
        }
        Some(Found { start: i, end, kind, weight: weight::NAME })
    }

    /// Where a name goes on to behind its head, and whether what follows proves it a name.
    pub(super) fn extend(&self, h: usize, kind: Kind, capital: bool) -> (usize, bool) {
        let block = self.block;
        let mut end = h + 1;
        let mut telling = false;
        let mut connected = false;
        let mut about = false;
        let mut j = h + 1;
        while j < block.words.len() && j - h < LONGEST {
            let word = &block.words[j];
            if word.kind == TokenKind::Mark {
                let joins =
                    word.is("&") && self.capital(j + 1) || word.is(".") && block.words[j - 1].is("ds");
                if !joins {
                    break;
                }
                j += 1;
                continue;
            }
            if word.kind == TokenKind::Number {
                if !matches!(kind, Kind::Law | Kind::Event | Kind::Org)
                    || !block.joined(j)
                    || (kind == Kind::Org && word.lower.len() > 2)
                {
                    break;
                }
                j += 1;
                let year = self.lang == Lang::PL && self.has("year", j);
                if self.lang == Lang::PL
                    && !year
                    && (word.lower.len() == 4 && kind != Kind::Law || word.lower.len() < 4)
                {
                    break;
                }
                j += usize::from(year);
                // z 1980 r.
                j += usize::from(
                    year && block.words[j - 1].is("r") && block.word(j).is_some_and(|w| w.is(".")),
                );
                end = j;
                continue;
            }
            if word.capital && !word.initial {
                if !block.joined(j)
                    && !block.words[j - 1].is("&")
                    && !block.words[j - 1].is(".")
                    && self.lang != Lang::FR
                {
                    break;
                }
                if j > h + 1 && self.person_at(j) && !(connected && self.lang != Lang::FR)
                    || (j == h + 1 && !capital && kind == Kind::Org)
                {
                    break;
                }
                j += place_at(block, j).map_or(1, |p| p.0);
                end = j;
                telling = true;
                connected = false;
                continue;
            }
            if let Some(next) = self.connector(h, j, kind, capital, about) {
                about |= self.about(j);
                connected = true;
                j = next;
                continue;
            }
            let goes_on = match self.lang {
                Lang::FR => {
                    self.has("inside", j)
                        || (self.french_adjective(j) && (capital || about))
                        || (connected && !self.is_stop(j) && self.noun_like(j))
                        // haute technologie
                        || (self.has("haut", j - 1) && capital && j > h + 1 && !self.is_stop(j) && self.noun_like(j))
                }
                _ => self.polish_goes_on(h, j, kind, about),
            };
            if !goes_on {
                break;
            }
            let tentative = !capital && self.lang == Lang::FR && !about && !telling;
            telling |= self.lang == Lang::PL && !about && city_adjective(&word.lower);
            connected = false;
            j += 1;
            if !tentative {
                end = j;
            }
        }
        (end, telling)
    }

    pub(super) fn about(&self, j: usize) -> bool {
        matches!(
            self.block.words[j].lower.as_str(),
            "sur"
                | "contre"
                | "relative"
                | "relatif"
                | "relatifs"
                | "relatives"
                | "o"
                | "przeciwko"
                | "przeciw"
                | "temat"
                | "sprawie"
        )
    }

    /// Behind a connector at `j`: where the name goes on, if it does.
    pub(super) fn connector(
        &self,
        h: usize,
        j: usize,
        kind: Kind,
        capital: bool,
        about: bool,
    ) -> Option<usize> {
        let block = self.block;
        let between = self.heads.part("between");
        let mut next = j;
        while next < j + 3 {
            let n = block.listed(between, next);
            if n == 0 || self.block.words[next].capital {
                break;
            }
            next += n;
            if block.word(next).is_some_and(|w| w.is(".")) && block.words[next - 1].is("ds") {
                next += 1;
            }
        }
        if next == j {
            return None;
        }
        let word = block.word(next).filter(|w| w.kind == TokenKind::Word || kind == Kind::Law)?;
        let first = block.words[j].lower.as_str();
        let upper = word.capital;
        let law = matches!(kind, Kind::Law | Kind::Event);
        let fine = match (self.lang, first) {
            (Lang::FR, "en") => capital && !upper,
            (Lang::FR, "à" | "au" | "aux") => false,
            (Lang::FR, "entre") => law && upper,
            // Un centre de congrès pour la cérémonie: not its name.
            (Lang::FR, "pour") => {
                (upper || capital || kind != Kind::Loc)
                    && (upper || law || self.head(next) != Some(Kind::Event))
            }
            (Lang::FR, "et") if law && upper && (h..j).any(|k| block.words[k].is("entre")) => true,
            (Lang::FR, "et") => {
                (upper && place_at(block, next).is_none() && self.head(next).is_none())
                    // de médecine et de pharmacie; but: de l'Oder et du bassin.
                    || (next == j + 2
                        && matches!(block.words[j + 1].lower.as_str(), "de" | "d'")
                        && capital
                        && !upper)
                    // de la cybersécurité et de la prévention
                    || (next == j + 3
                        && block.words[j + 1].is("de")
                        && capital
                        && !upper
                        && !block.words[j - 1].capital
                        && (h..j).any(|k| matches!(block.words[k].lower.as_str(), "du" | "la" | "l'" | "des")))
                    || (next == j + 2 && block.words[j + 1].is("du") && capital && !upper && !block.words[j - 1].capital)
                    || (next == j + 2 && block.words[j + 1].is("des") && capital && !upper && (h..j).any(|k| block.words[k].is("des")))
            }
            (Lang::FR, "le" | "la" | "les" | "l'") => false,
            (Lang::FR, _) => upper || capital || kind != Kind::Loc,
            (Lang::PL, "i" | "oraz") => {
                let run = self.run_len(next);
                let heads = (next..next + run).any(|k| self.head(k).is_some());
                upper && (!heads || h + 1 == j && run == 1) && place_at(block, next).is_none()
                    || (about && !upper)
            }
            (Lang::PL, "w" | "we") => {
                (upper && (self.has("place-head", h) && place_at(block, next).is_some()))
                    || (about && place_at(block, next).is_none())
                    || (word.lower == "sprawie")
                    || (upper && self.adjective(j - 1) && place_at(block, next).is_some())
            }
            (Lang::PL, "z" | "ze") => law && (upper || word.kind == TokenKind::Number) || about,
            (Lang::PL, "o" | "przeciwko" | "przeciw" | "na") => {
                law && (first != "na" || word.lower == "temat" || about)
            }
            (Lang::PL, _) => upper || about || law,
            _ => false,
        };
        fine.then_some(next)
    }

    pub(super) fn polish_goes_on(&self, h: usize, j: usize, kind: Kind, about: bool) -> bool {
        let word = &self.block.words[j];
        if polish_verb(&word.lower) {
            return false;
        }
        if about {
            return !self.is_stop(j)
                || matches!(word.lower.as_str(), "między" | "a" | "i")
                || word.lower == "w" && !self.capital(j + 1);
        }
        // An adjective right behind the head: Kodeks karny, Protokół gdański.
        let capital = self.block.words[h].capital;
        j == h + 1
            && matches!(kind, Kind::Law | Kind::Event | Kind::Org)
            && (city_adjective(&word.lower) || (capital && polish_adjective(&word.lower) && !self.is_stop(j)))
    }

    pub(super) fn french_adjective(&self, i: usize) -> bool {
        let Some(word) = self.block.word(i) else { return false };
        let endings = [
            "ique", "iques", "aire", "aires", "elle", "els", "elles", "ale", "aux", "ales", "ive", "ifs",
            "ives", "oise", "aise", "ienne", "iens", "iennes", "euse", "ole", "oles", "iles", "nale", "nal",
            "nel", "ieur", "ieure", "ieures", "ieurs", "ifique", "rité",
        ];
        !word.capital
            && !self.is_stop(i)
            && endings.iter().any(|e| word.lower.len() > e.len() + 2 && word.lower.ends_with(e))
            || self.has("inside", i)
    }

    pub(super) fn noun_like(&self, i: usize) -> bool {
        let word = &self.block.words[i];
        let verbs = ["er", "ait", "aient", "ent", "é", "ée"];
        word.lower.len() > 3
            && (self.block.phrase(i).is_some()
                || !verbs.iter().any(|e| word.lower.ends_with(e))
                || word.lower.ends_with("ement"))
    }
}
