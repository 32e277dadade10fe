//! English, French and Polish names: runs of capitals with connectors, heads before or behind, titles in lower case.

use super::detect::{Block, Found, place_at, weight};
use super::heads::{GIVEN, Heads, of};
use super::known::{Known, NAMES};
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

    /// A person behind a form of address, which stays outside.
    fn addressed(&self, at: usize, start: usize) -> Vec<Found> {
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

    /// A title, and the person behind it.
    fn title(&self, i: usize) -> Option<Vec<Found>> {
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

    fn org_run(&self, i: usize) -> bool {
        (i..i + self.run_len(i)).any(|k| self.head(k).is_some())
    }

    /// Where a title goes on to: of Industry and Trade, de l'Industrie et du Commerce, przemysłu i handlu.
    fn title_end(&self, at: usize) -> usize {
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
                    if !genitive(&word.lower) {
                        return end;
                    }
                }
                if word.capital && self.lang != Lang::EN && place_at(block, j).is_some() && end > at {
                    return end;
                }
                j += 1;
                end = j;
                continue;
            }
            return end;
        }
        end
    }

    /// Whether a word may be an attribute inside a title.
    fn attribute(&self, i: usize, behind: bool) -> bool {
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
    fn linked(&self, i: usize) -> bool {
        let first = (0..=i).rev().take_while(|&k| self.capital(k)).last().unwrap_or(i);
        first > 0 && self.block.listed(self.heads.part("extend"), first - 1) > 0
    }

    fn is_stop(&self, i: usize) -> bool {
        self.block.word(i).is_none_or(|w| {
            w.kind != TokenKind::Word || crate::lang::of(self.lang).function_words.contains(w.lower.as_str())
        })
    }

    /// A body, text, event or place whose head comes first (French, Polish).
    fn headed(&self, i: usize) -> Option<Found> {
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
            let alone = self.heads.part("alone").has(&super::heads::phrase_key(&first.lower, self.lang));
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
    fn extend(&self, h: usize, kind: Kind, capital: bool) -> (usize, bool) {
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

    fn about(&self, j: usize) -> bool {
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
    fn connector(&self, h: usize, j: usize, kind: Kind, capital: bool, about: bool) -> Option<usize> {
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
            (Lang::FR, "et") => {
                (upper && place_at(block, next).is_none() && self.head(next).is_none())
                    // de médecine et de pharmacie; but: de l'Oder et du bassin.
                    || (next == j + 2
                        && matches!(block.words[j + 1].lower.as_str(), "de" | "d'")
                        && capital
                        && !upper)
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

    fn polish_goes_on(&self, h: usize, j: usize, kind: Kind, about: bool) -> bool {
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

    fn french_adjective(&self, i: usize) -> bool {
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

    fn noun_like(&self, i: usize) -> bool {
        let word = &self.block.words[i];
        let verbs = ["er", "ait", "aient", "ent", "é", "ée"];
        word.lower.len() > 3
            && (self.block.phrase(i).is_some()
                || !verbs.iter().any(|e| word.lower.ends_with(e))
                || word.lower.ends_with("ement"))
    }

    /// A run of capitals.
    fn run(&self, i: usize) -> Vec<Found> {
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
    fn breaks_after(&self, i: usize) -> bool {
        self.block.words[i - 1].lower.ends_with("'s")
    }

    /// Where a run of English capitals ends, connectors included.
    fn english_end(&self, i: usize) -> usize {
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

    /// Behind the legal form of a company (Co., Ltd; Inc.), if it stands at `i`.
    fn company_end(&self, i: usize) -> usize {
        let is =
            |k: usize, list: &[&str]| self.block.word(k).is_some_and(|w| list.contains(&w.lower.as_str()));
        let mut end = i;
        if i > 0 && is(i - 1, &["co"]) {
            end += usize::from(is(end, &["."]));
        }
        end += usize::from(is(end, &[","]) && is(end + 1, &["ltd", "inc", "llc"]));
        end + usize::from(is(end, &["ltd", "inc", "llc"]))
    }

    fn office(&self, i: usize) -> bool {
        self.block.listed(self.heads.part("office"), i) > 0
    }

    fn place_headed(&self, start: usize, end: usize) -> bool {
        (start..end).any(|k| self.has("place-head", k))
    }

    fn english(&self, i: usize) -> Vec<Found> {
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

    /// A run without a head: a place, a person, or something unknown.
    fn plain(&self, start: usize, end: usize) -> Vec<Found> {
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
            return vec![Found { start, end, kind: Kind::Org, weight: weight::RUN }];
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

    /// Whether a word is an ordinary word: of the tables, or (where a sentence opens) of the lexicon's texts.
    fn common(&self, i: usize) -> bool {
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
    fn adjective(&self, i: usize) -> bool {
        let known = Known::builtin();
        self.block.phrase(i).is_some_and(|(_, list)| {
            list.iter().any(|r| known.concepts[r.concept as usize].table == "peoples")
        })
    }
}

/// A Polish word that may be a genitive or an adjective behind its noun.
fn genitive(lower: &str) -> bool {
    !polish_verb(lower)
        && !crate::lang::of(Lang::PL).function_words.contains(lower)
        && polish::readings(lower).iter().any(|r| {
            r.cases & polish::case::G != 0 && r.ending > 0
                || r.listed
                || r.adjective && polish_adjective(lower)
        })
}

fn polish_adjective(lower: &str) -> bool {
    let endings = [
        "owy", "owa", "owe", "owego", "owej", "owym", "ową", "ny", "na", "ne", "nego", "nej", "nym", "ną",
        "nych", "nymi", "ski", "ska", "skie", "skiego", "skiej", "skim", "ską", "skich", "cki", "cka",
        "ckie", "ckiego", "ckiej", "ckim", "cką", "ckich", "ły", "ła", "łe", "łego", "łej", "łym", "czy",
        "cza", "cze", "czego", "czej", "czym", "szy", "sza", "sze", "szego", "szej", "szym", "szą", "jący",
        "jąca", "jące", "jącego", "jącej", "owych", "owymi", "ony", "ona", "one", "onego", "onej", "any",
        "ana", "ane", "anego", "anej", "ży", "że", "żego", "żej", "żym", "lny", "karny", "wy", "wa", "we",
        "wego", "wej", "wym", "wą", "ty", "ta", "te", "tego", "tej", "tym", "dy", "my",
    ];
    lower.chars().count() > 4 && endings.iter().any(|e| lower.ends_with(e))
}

/// An adjective in -ski, -cki: of a place.
fn city_adjective(lower: &str) -> bool {
    let endings = [
        "ski", "ska", "skie", "skiego", "skiej", "skim", "ską", "skiemu", "cki", "cka", "ckie", "ckiego",
        "ckiej", "ckim", "cką",
    ];
    lower.chars().count() > 5 && endings.iter().any(|e| lower.ends_with(e))
}

/// A Polish word that looks like a verb.
fn polish_verb(lower: &str) -> bool {
    let endings = [
        "ał", "ił", "ył", "ała", "iła", "yła", "ało", "iło", "yło", "ali", "ili", "yli", "ały", "iły", "yły",
        "ć", "uje", "ują", "ano", "ono", "ęła", "ęli", "ął", "owie", "nie",
    ];
    let verbs = [
        "jest",
        "są",
        "będzie",
        "będą",
        "ma",
        "mają",
        "może",
        "mogą",
        "mówi",
        "dodaje",
        "wini",
        "odbędzie",
        "odbyła",
        "bierze",
        "zbierze",
    ];
    verbs.contains(&lower)
        || lower.chars().count() > 3
            && endings.iter().any(|e| lower.ends_with(e))
            && !lower.ends_with("nie")
            && !lower.ends_with("owie")
            && !lower.ends_with("ość")
}
