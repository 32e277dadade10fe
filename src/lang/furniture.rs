//! The set phrases of newspaper furniture in all home languages at once: pages mix them.
//!
//! The phrases stand in `<code>/boilerplate.txt`, one a line; `0` is any number, `…` is anything.

use crate::model::Lang;
use crate::text::normal::nfc;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What a phrase tells about its line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Kind {
    /// Buttons, counters, notices.
    Furniture,
    /// Heading of a list of other articles, or a pointer to one.
    Related,
    /// Heading of readers' comments.
    Comments,
    /// Name of a section.
    Menu,
    /// Who wrote or sent the article.
    Byline,
    /// Whose picture it is.
    Credit,
    /// How a caption begins or ends.
    Caption,
}

/// A set of kinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Kinds(u8);

impl Kinds {
    /// Whether the kind is among them.
    pub fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    fn add(&mut self, kind: Kind) {
        self.0 |= 1 << kind as u8;
    }
}

/// What the phrases say about a line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Found {
    /// The line is one of these phrases.
    pub whole: Kinds,
    /// The line begins, ends or goes on like one of these.
    pub part: Kinds,
    /// The same, by phrases so telling that a whole sentence may follow.
    pub sure: Kinds,
    /// Languages of the phrases found, a bit for each of `Lang::HOME`.
    langs: u8,
}

impl Found {
    /// The language of the phrases, when the language of the document has none of them.
    pub fn foreign(self, document: Lang) -> Option<Lang> {
        let bit = |lang: Lang| Lang::HOME.iter().position(|l| *l == lang.primary()).map_or(0, |i| 1 << i);
        if self.langs == 0 || self.langs & bit(document) != 0 {
            return None;
        }
        // English furniture is everywhere; it goes first among languages that share a phrase.
        [Lang::EN, Lang::VI, Lang::FR, Lang::PL].into_iter().find(|l| self.langs & bit(*l) != 0)
    }
}

struct Glob {
    /// What stands between the `…`.
    chunks: Vec<String>,
    /// Pairs of bytes that a line must have.
    needs: Vec<u16>,
    from_start: bool,
    to_end: bool,
    kind: Kind,
    sure: bool,
    lang: u8,
}

#[derive(Default)]
struct Phrases {
    whole: FxHashMap<String, (Kinds, u8)>,
    /// Globs that begin with a word, by that word.
    begin: FxHashMap<String, Vec<Glob>>,
    inside: Vec<Glob>,
    dates: FxHashSet<String>,
    sites: FxHashSet<String>,
    running: FxHashSet<String>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut all = Phrases::default();
    // In the order of `Lang::HOME`.
    for (i, data) in [
        include_str!("vi/boilerplate.txt"),
        include_str!("en/boilerplate.txt"),
        include_str!("fr/boilerplate.txt"),
        include_str!("pl/boilerplate.txt"),
    ]
    .into_iter()
    .enumerate()
    {
        all.add(data, 1 << i);
    }
    all
});

impl Phrases {
    fn add(&mut self, data: &str, lang: u8) {
        let mut part = "";
        for line in data.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                part = name;
                continue;
            }
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let kind = match part {
                "furniture" => Kind::Furniture,
                "related" => Kind::Related,
                "comments" => Kind::Comments,
                "menu" => Kind::Menu,
                "byline" => Kind::Byline,
                "credit" => Kind::Credit,
                "caption" => Kind::Caption,
                "running" => {
                    self.running.insert(line.to_owned());
                    continue;
                }
                "date" => {
                    self.dates.insert(line.to_owned());
                    continue;
                }
                _ => {
                    self.sites.insert(line.to_owned());
                    continue;
                }
            };
            self.add_phrase(line, kind, lang);
        }
    }

    fn add_phrase(&mut self, line: &str, kind: Kind, lang: u8) {
        if !line.contains('…') {
            let (kinds, langs) = self.whole.entry(normal(line)).or_default();
            kinds.add(kind);
            *langs |= lang;
            return;
        }
        let chunks: Vec<String> = line.split('…').filter(|c| !c.trim().is_empty()).map(fold).collect();
        let words = chunks.iter().flat_map(|c| c.split_whitespace()).count();
        let from_start = !line.starts_with('…');
        if let [chunk] = &chunks[..]
            && from_start
            && kind != Kind::Caption
        {
            // "Read also …" is "Read also" too.
            let (kinds, langs) = self.whole.entry(normal(chunk)).or_default();
            kinds.add(kind);
            *langs |= lang;
        }
        let sure = words >= 3 || !from_start || line.contains(['0', '©']) || line.contains("http");
        // The blank behind a chunk may be missing in the line.
        let needs =
            chunks.iter().flat_map(|c| c.trim_end().as_bytes().windows(2).map(Pairs::place)).collect();
        let glob = Glob { from_start, to_end: !line.ends_with('…'), kind, sure, lang, chunks, needs };
        match glob.chunks.first().and_then(|c| c.split_whitespace().next()) {
            // A chunk that ends inside a word (`source: http…`) has no whole first word to look up.
            Some(word) if from_start && glob.chunks[0].contains(' ') => {
                self.begin.entry(word.to_owned()).or_default().push(glob);
            }
            _ => self.inside.push(glob),
        }
    }
}

/// Which pairs of bytes a line has: most phrases are ruled out by one look.
struct Pairs([u64; 64]);

impl Pairs {
    /// A place for two bytes among 4096.
    fn place(pair: &[u8]) -> u16 {
        (u16::from(pair[0]) << 5 ^ u16::from(pair[1])) & 4095
    }

    fn of(line: &str) -> Self {
        let mut pairs = [0; 64];
        for pair in line.as_bytes().windows(2) {
            let place = Self::place(pair);
            pairs[usize::from(place >> 6)] |= 1 << (place & 63);
        }
        Self(pairs)
    }

    fn has_all(&self, places: &[u16]) -> bool {
        places.iter().all(|place| self.0[usize::from(place >> 6)] >> (place & 63) & 1 == 1)
    }
}

impl Glob {
    fn fits(&self, line: &str) -> bool {
        let mut rest = line;
        for (i, chunk) in self.chunks.iter().enumerate() {
            if i == 0 && self.from_start {
                let Some(after) = rest.strip_prefix(chunk.as_str()) else { return false };
                rest = after;
            } else if i + 1 == self.chunks.len() && self.to_end {
                return rest.ends_with(chunk.as_str());
            } else {
                // A comma may follow instead of the blank.
                let word = chunk.trim_end();
                let whole = |at: usize| {
                    word.len() == chunk.len() || !rest[at + word.len()..].starts_with(char::is_alphanumeric)
                };
                let Some(at) = rest.match_indices(word).map(|(at, _)| at).find(|&at| whole(at)) else {
                    return false;
                };
                rest = &rest[at + word.len()..];
            }
        }
        !self.to_end || rest.is_empty()
    }
}

/// Longer lines than this (bytes) are not looked at.
const LONGEST: usize = 700;

/// What the phrases say about a line.
pub(crate) fn find(line: &str) -> Found {
    let mut found = Found::default();
    if line.len() > LONGEST {
        return found;
    }
    let line = normal(line);
    if let Some(kinds) = PHRASES.whole.get(&line) {
        (found.whole, found.langs) = *kinds;
    }
    // Chunks carry the blanks around them.
    let padded = format!(" {line} ");
    // "Tags: bread" is "Tags bread" too; "Text: Jan" is more than "Text Jan".
    let plain = padded.replacen(": ", " ", 1);
    for text in [Some(&padded), Some(&plain).filter(|p| **p != padded)].into_iter().flatten() {
        let begin = text.split_whitespace().next().and_then(|w| PHRASES.begin.get(w));
        let pairs = Pairs::of(text);
        for glob in begin.into_iter().flatten().chain(&PHRASES.inside).filter(|g| pairs.has_all(&g.needs)) {
            let from = if glob.from_start { &text[1..] } else { text };
            if glob.fits(if glob.to_end { from.trim_end() } else { from }) {
                found.part.add(glob.kind);
                found.langs |= glob.lang;
                if glob.sure {
                    found.sure.add(glob.kind);
                }
            }
        }
    }
    found
}

/// Longer lines (words) are sentences, whatever phrase they begin with.
const FEW: usize = 8;

/// Whether the whole line is furniture: a button, a notice, a pointer to other articles, a credit.
pub(crate) fn is_furniture(line: &str) -> bool {
    let found = find(line);
    let sure = [Kind::Furniture, Kind::Related, Kind::Credit].iter().any(|&kind| found.sure.has(kind));
    let credit = found.part.has(Kind::Credit) && line.contains([':', '.', '/', '©']);
    let sentence = line.trim_end().ends_with(['.', '!', '?', '…']);
    let whole = [Kind::Furniture, Kind::Related, Kind::Comments, Kind::Credit];
    whole.iter().any(|&kind| found.whole.has(kind))
        || ((sure || credit) && !sentence && line.split_whitespace().count() <= FEW)
}

/// How many set phrases a line consists of, when it consists of nothing else.
pub(crate) fn composed(line: &str) -> usize {
    if line.len() > LONGEST {
        return 0;
    }
    let line = normal(line);
    let spaced = line.replace(['|', '·', '•', '›', '»', '>', '/', '–', '—', ',', ';'], " | ");
    let words: Vec<&str> = spaced.split_whitespace().filter(|w| *w != "|" && *w != "-").collect();
    // Fewest phrases that cover the first n words; 0 = not to be covered (but for n = 0).
    let mut fewest = vec![usize::MAX; words.len() + 1];
    fewest[0] = 0;
    for from in 0..words.len() {
        if fewest[from] == usize::MAX {
            continue;
        }
        for to in from + 1..=words.len().min(from + 6) {
            let phrase = words[from..to].join(" ");
            if PHRASES.whole.get(&phrase).is_some_and(|(k, _)| {
                [Kind::Furniture, Kind::Menu, Kind::Related, Kind::Comments].iter().any(|&kind| k.has(kind))
            }) || is_open_button(&phrase)
            {
                fewest[to] = fewest[to].min(fewest[from] + 1);
            }
        }
    }
    if fewest[words.len()] == usize::MAX { 0 } else { fewest[words.len()] }
}

/// `share on facebook`: a short phrase with an open end.
fn is_open_button(phrase: &str) -> bool {
    let words = phrase.split(' ').count();
    (2..=4).contains(&words)
        && phrase.split(' ').next().and_then(|w| PHRASES.begin.get(w)).is_some_and(|globs| {
            globs.iter().any(|g| {
                // The open part is one word: what to share on.
                g.kind == Kind::Furniture
                    && g.chunks.len() == 1
                    && g.chunks[0].split_whitespace().count() + 1 == words
                    && g.fits(&format!("{phrase} "))
            })
        })
}

/// Whether the word (lower case) belongs to a date line.
pub(crate) fn is_date_word(word: &str) -> bool {
    PHRASES.dates.contains(word)
}

/// Whether the word (lower case) is common in the names of newspapers.
pub(crate) fn is_site_word(word: &str) -> bool {
    PHRASES.sites.contains(word)
}

/// Whether the line opens with a word that opens running text rather than a caption (`But`, `They`).
pub(crate) fn runs_on(line: &str) -> bool {
    let normal = normal(line);
    let first = normal.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or("");
    PHRASES.running.contains(first) || line.starts_with(char::is_lowercase)
}

/// A line as the phrases are written: folded, without the marks at its ends.
pub(crate) fn normal(line: &str) -> String {
    let folded = fold(line);
    let mut line = folded.trim();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inner) = line.strip_prefix(open).and_then(|l| l.strip_suffix(close)) {
            line = inner;
        }
    }
    let line = line.trim_start_matches(|c: char| "-–—•·*►▶▸>»›|+■●“\"'←↑".contains(c) || c.is_whitespace());
    let line = line.trim_end_matches(|c: char| ":.…!»›>|→▼”\"'-–".contains(c) || c.is_whitespace());
    line.to_owned()
}

/// Lower case, NFC, plain apostrophes and blanks, numbers as `#`.
fn fold(text: &str) -> String {
    let lower = nfc(text).to_lowercase();
    let mut out = String::with_capacity(lower.len());
    let mut chars = lower.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '’' | '‘' | '`' => out.push('\''),
            '\u{200b}' | '\u{feff}' | '\u{ad}' => {}
            _ if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            ':' | '?' | '!' => {
                // French sets a blank before it.
                if out.ends_with(' ') && out.len() > 1 {
                    out.pop();
                }
                out.push(c);
            }
            _ if c.is_ascii_digit() => {
                while chars.next_if(|n| n.is_ascii_digit() || matches!(n, '.' | ',')).is_some() {}
                // Thousands after a blank are one number.
                if out.ends_with("# ") {
                    out.pop();
                } else {
                    if out.ends_with(": ") {
                        out.truncate(out.len() - 2);
                        out.push(' ');
                    }
                    out.push('#');
                }
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_in_four_languages() {
        for line in ["Comments (12)", "Bình luận (3)", "Commentaires : 7", "Komentarze (1 204)"] {
            assert!(find(line).whole.has(Kind::Comments), "{line}");
        }
        for line in ["Read also:", "TIN LIÊN QUAN", "À lire aussi", "Czytaj także »"] {
            assert!(find(line).whole.has(Kind::Related), "{line}");
        }
        assert!(find("Hôm nay: 1.559").whole.has(Kind::Furniture));
        assert!(find("Share on Mastodon").part.has(Kind::Furniture));
        assert!(find("© 1999 The Pond Post").part.has(Kind::Furniture));
        assert!(find("Fot. Jan Nowak").part.has(Kind::Credit));
    }

    #[test]
    fn decomposed_vietnamese_is_the_same() {
        use unicode_normalization::UnicodeNormalization;
        let line: String = "Tin liên quan".nfd().collect();
        assert!(find(&line).whole.has(Kind::Related));
    }

    #[test]
    fn a_line_of_furniture_is_told_from_a_sentence_that_begins_like_it() {
        for line in [
            "Photo : Agence Brume",
            "Fot. Jan Nowak",
            "Ảnh: Thanh Tùng",
            "Follow us on Mastodon",
            "Read more",
            "(ilustracja)",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "Read more about the flood and its causes in the report that the ministry published on Monday.",
            "Chia sẻ với báo chí sáng nay, bà Lan cho biết đoàn sẽ lên đường vào tuần tới.",
            "Opublikowano uchwałę rady.",
            "Opublikowano uchwałę rady",
            "Photo exhibition opens in Hue",
            "Culture",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn rows_of_phrases_are_counted() {
        assert_eq!(composed("Home | World | Business"), 3);
        assert_eq!(composed("Share on Facebook Share on Twitter Print this page"), 3);
        assert_eq!(composed("Home is where the cat is"), 0);
    }

    #[test]
    fn prose_is_not_furniture() {
        for line in [
            "The printer was at home.",
            "Thời sự hôm nay có nhiều tin vui cho nông dân.",
            "Dalej było już tylko morze.",
        ] {
            let found = find(line);
            assert!(!found.whole.has(Kind::Furniture) && !found.sure.has(Kind::Furniture), "{line}");
        }
    }
}
