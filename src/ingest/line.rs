//! A block as cleaning sees it: its words counted, its marks looked at, its phrases found.

use super::draft::{Evidence, Piece};
use crate::lang::furniture::{self, Found, Kind};
use crate::model::Layout;

/// What is known of one block before its neighbours are asked.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub text: &'t str,
    pub words: usize,
    pub chars: usize,
    /// Sentences, counted by their end marks; at least 1.
    pub sentences: usize,
    /// Ends like a sentence.
    pub ended: bool,
    /// No letter is small.
    pub shouts: bool,
    pub found: Found,
    pub layout: Layout,
    pub evidence: Evidence,
}

impl<'t> Line<'t> {
    pub fn new(text: &'t str, piece: &Piece) -> Self {
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        Self {
            text,
            words: text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count(),
            chars: text.chars().count(),
            sentences: sentences(text),
            ended: core(text).ends_with(['.', '!', '?', '…']),
            shouts: letters().count() > 4 && letters().all(|c| !c.is_lowercase()),
            found: furniture::find(text),
            layout: piece.layout,
            evidence: piece.evidence,
        }
    }

    /// Running text: a sentence of some length, or several.
    pub fn is_prose(&self) -> bool {
        self.evidence.links < 0.6
            && (self.words >= 9 && self.ended || self.words >= 25 || self.sentences >= 2 && self.words >= 7)
    }

    pub fn is_phrase(&self, kind: Kind) -> bool {
        self.found.whole.has(kind)
    }

    /// A phrase with an open end counts on short lines; a telling one on longer ones too.
    pub fn begins(&self, kind: Kind) -> bool {
        let short = self.words <= 12 && !self.ended || self.words <= 6;
        self.found.part.has(kind) && short || self.found.sure.has(kind) && self.words <= 45
    }

    /// A heading by its looks: a few words that end without a stop.
    pub fn is_heading_like(&self) -> bool {
        let end = core(self.text);
        self.words >= 1
            && self.words <= 30
            && self.chars <= 220
            && !end.ends_with(['.', '…', ';', ',', ':'])
            && self.text.chars().any(char::is_alphabetic)
            && self.layout != Layout::Item
    }

    /// Hardly anything but an address of the web.
    pub fn is_link(&self) -> bool {
        let addresses =
            self.text.split_whitespace().filter(|w| is_address(w)).map(|w| w.chars().count()).sum::<usize>();
        addresses * 3 > self.chars * 2 || (self.words <= 8 && addresses * 2 > self.chars)
    }
}

/// The text without quotation marks and brackets at its end.
pub(super) fn core(text: &str) -> &str {
    text.trim_end_matches(['"', '”', '»', '’', '\'', ')', ']', ' ', '\u{a0}', '\u{202f}', '/'])
}

fn sentences(text: &str) -> usize {
    let mut count = 0;
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let bare = core(word);
        // Initials and short abbreviations end no sentence.
        let stem = bare.trim_end_matches('.').chars().filter(|c| c.is_alphanumeric()).count();
        let number = bare.trim_end_matches('.').chars().all(|c| c.is_ascii_digit());
        let stop =
            bare.ends_with(['!', '?', '…']) || (bare.ends_with('.') && (stem > 2 || (number && stem == 2)));
        let next_capital = words.peek().is_none_or(|w| {
            w.trim_start_matches(['"', '“', '«', '„', '‘', '(', '–', '-', '—'])
                .chars()
                .next()
                .is_none_or(|c| !c.is_lowercase())
        });
        count += usize::from(stop && next_capital);
    }
    count.max(1)
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.") || (word.contains('@') && word.contains('.'))
}

/// A line that holds a date and nothing else but its usual company (weekday, hour, time zone).
pub(super) fn is_date(text: &str) -> bool {
    if !may_hold_number(text) {
        return false;
    }
    let normal = furniture::normal(text);
    let (mut numbers, mut others) = (0, 0);
    let mut separated = false;
    for word in normal.split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '/' | ':' | '|' | '-' | '–' | '(' | ')' | '+' | '.' | '•')
    }) {
        if word.is_empty() {
            continue;
        }
        let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
        let has_number = word.contains('#');
        numbers += usize::from(has_number);
        if letters.is_empty() {
            continue;
        }
        if furniture::is_date_word(&letters) {
            separated = true;
        } else {
            others += 1;
        }
    }
    separated |= normal.contains(['/', ':']) || normal.contains("#-#");
    numbers >= 1
        && others == 0
        && separated
        && normal.chars().count() <= 70
        && (numbers >= 2 || normal.contains(char::is_alphabetic))
}

/// Whether a number can stand in a line as the phrases are written: most lines have none and are no dates.
fn may_hold_number(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit() || b == b'#')
}

/// A date, alone or behind a word or two (`Published on 5 May 2019`).
pub(super) fn is_dated(text: &str) -> bool {
    if !may_hold_number(text) {
        return false;
    }
    let words: Vec<(usize, &str)> =
        text.split_whitespace().map(|w| (w.as_ptr() as usize - text.as_ptr() as usize, w)).collect();
    words.len() <= 12 && words.iter().take(5).any(|(at, _)| is_date(&text[*at..]))
}

/// Where a date at the end of a line begins (`Báo A07/10/2025`), when something stands before it.
pub(super) fn date_at_end(text: &str) -> Option<usize> {
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, '/' | '.' | '-' | ':' | ' '))
        .last()?
        .0;
    let digits = text[start..].chars().filter(char::is_ascii_digit).count();
    let marks = text[start..].chars().filter(|c| matches!(c, '/' | '.' | '-')).count();
    (digits >= 6 && marks >= 2 && start > 0).then_some(start)
}

/// Two to five words that all begin with a capital, without figures or stops: a person or a paper.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && words.iter().all(|w| {
            w.chars().next().is_some_and(char::is_uppercase)
                && w.chars().all(|c| {
                    c.is_alphabetic()
                        || matches!(c, '-' | '’' | '\'' | '\u{300}'..='\u{36f}')
                        || (c == '.' && w.chars().count() == 2)
                })
        })
}

/// A place and a date, with or without a person: `Hanoï, le 5 mai 2019`, `Jan Nowak, Kraków, 5 maja 2019 r.`
pub(super) fn is_dateline(text: &str) -> bool {
    if !may_hold_number(text) {
        return false;
    }
    let parts: Vec<&str> =
        text.split([',', '–', '—', '|', '·', '(', ')']).map(str::trim).filter(|p| !p.is_empty()).collect();
    if !(2..=5).contains(&parts.len()) || text.split_whitespace().count() > 14 {
        return false;
    }
    // The article before a French date is no name.
    let bare = |part: &str| part.strip_prefix("le ").map_or_else(|| part.to_owned(), str::to_owned);
    // A date may hold a comma itself: May 5, 2019.
    (0..parts.len()).any(|from| {
        (from + 1..=parts.len().min(from + 2)).any(|to| {
            let date: Vec<String> = parts[from..to].iter().map(|p| bare(p)).collect();
            let others: Vec<&&str> = parts[..from].iter().chain(&parts[to..]).collect();
            let written_out = date.join(" ").chars().any(char::is_alphabetic) || date.join(" ").contains('/');
            written_out
                && is_date(&date.join(", "))
                && !others.is_empty()
                && others.iter().all(|p| is_proper(p))
        })
    })
}

/// A name of up to five words, a label of up to three (`Press release`), the number of a document (`Số: 118/TB`).
fn is_proper(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins = |w: &&str| w.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    words.first().is_some_and(begins) && (words.len() <= 3 || words.len() <= 5 && words.iter().all(begins))
}

/// Sections or steps between separators: a menu on one line, a trail of crumbs.
pub(super) fn is_trail(text: &str) -> bool {
    for (separators, least) in [(&['›', '»', '→', '▸'][..], 2), (&['|', '•', '·'][..], 3), (&['>'][..], 2)]
    {
        let parts: Vec<&str> = text.split(separators).map(str::trim).filter(|p| !p.is_empty()).collect();
        let short = parts.iter().all(|p| p.split_whitespace().count() <= 5 && !p.ends_with('.'));
        // A quotation in « » is no trail.
        if parts.len() >= least && short && !text.trim_start().starts_with('«') && !text.contains('«') {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_a_date_are_a_dateline() {
        for line in [
            "Hà Nội, 26/10/2025 – Đỗ Thùy Linh",
            "Huế, le 8 juin 2025",
            "Lan Nguyen, Hanoi, 5 maja 2019 r.",
            "Hanoi, May 5, 2019",
            "Warsaw (5 May 2019)",
            "Press notice, 5 May 2019",
            "Số: 12/QĐ – Huế, ngày 5/3/2019",
        ] {
            assert!(is_dateline(line), "{line}");
        }
        for line in
            ["In Hanoi, 5 May 2019 was a holiday", "Budget 2025, explained", "Paris, Texas", "Hanoi, 2019"]
        {
            assert!(!is_dateline(line), "{line}");
        }
    }

    #[test]
    fn dates_are_lines_of_their_own() {
        for line in [
            "Thứ Ba, 05/03/2019",
            "Tuesday, 5 March 2019, 14:35",
            "Mardi 5 mars 2019 à 14 h 35",
            "Wtorek, 5 marca 2019, godz. 14:35",
            "05/03/2019 08:15 (GMT+7)",
            "2019-03-05",
        ] {
            assert!(is_date(line), "{line}");
        }
        for line in ["On 5 March the bridge opened", "12", "Chapter 3", "9–17", "May"] {
            assert!(!is_date(line), "{line}");
        }
    }

    #[test]
    fn names_trails_and_sentences() {
        assert!(is_name("Trần Thị Mai") && is_name("Jan K. Nowak") && !is_name("The bridge opens"));
        assert!(
            is_trail("Home › World › Asia")
                && is_trail("News | Sport | Books")
                && !is_trail("« Oui », dit-elle")
        );
        assert_eq!(sentences("Dr. Holt came. She left! Did J. R. stay?"), 3);
        assert_eq!(date_at_end("Báo Sông Hồng05/03/2019"), Some("Báo Sông Hồng".len()));
    }
}
