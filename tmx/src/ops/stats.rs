//! Statistics: what is in a memory, counted in one pass and constant memory.

use crate::parse::{Block, Context, Division, Element, Fork, Handler, Parser, Tag};
use crate::problem::Verdict;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Read};

/// How many types of properties are counted one by one.
const MAX_PROPS: usize = 1000;

/// What is known of one language.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Language {
    /// Variants in this language.
    pub variants: u64,
    /// Segments without text or codes.
    pub empty: u64,
    /// Characters of the segments, codes not counted.
    pub characters: u64,
    /// Words: what blanks divide.
    pub words: u64,
}

/// What is in a file.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
pub struct Stats {
    /// Units (start tags).
    pub tus: u64,
    /// Variants.
    pub variants: u64,
    /// Per language code as written.
    pub languages: BTreeMap<String, Language>,
    /// Units by the set of their languages, sorted and joined by a blank.
    pub combinations: BTreeMap<String, u64>,
    /// Inline codes by element name.
    pub codes: BTreeMap<&'static str, u64>,
    /// Segments with inline codes.
    pub segments_with_codes: u64,
    /// Notes anywhere.
    pub notes: u64,
    /// Properties by type.
    pub props: BTreeMap<String, u64>,
    /// The earliest creation or change date of a unit or variant, as written.
    pub oldest: Option<String>,
    /// The latest.
    pub newest: Option<String>,
    /// The attributes of the header.
    pub header: BTreeMap<String, String>,
    /// Problems of syntax met on the way; `validate` tells more.
    pub problems: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

/// Counts what is in a file.
///
/// # Errors
/// Only when reading fails.
pub fn stats(read: impl Read, mut progress: impl FnMut(u64)) -> io::Result<(Stats, Verdict)> {
    let mut parser = Parser::new(read, 1);
    let mut counter = Counter::default();
    parser.run(&mut counter, Division::default(), &mut progress)?;
    let mut stats = counter.stats;
    stats.tus = parser.units();
    stats.bytes = parser.bytes();
    stats.problems = parser.log.counts.values().sum();
    stats.variants = counter.languages.iter().map(|(_, l)| l.variants).sum();
    stats.languages = counter.languages.into_iter().collect();
    for (langs, n) in counter.combinations {
        let mut names: Vec<&str> = langs.iter().map(String::as_str).collect();
        names.sort_unstable();
        *stats.combinations.entry(names.join(" ")).or_default() += n;
    }
    Ok((stats, parser.log.verdict()))
}

#[derive(Default)]
// What is known of the segment so far: independent facts, not states.
#[allow(clippy::struct_excessive_bools)]
struct Counter {
    stats: Stats,
    languages: Vec<(String, Language)>,
    combinations: Vec<(Vec<String>, u64)>,
    current: usize,
    /// The languages of the unit, in order.
    unit: Vec<usize>,
    in_segment: bool,
    depth: u32,
    words: bool,
    codes: bool,
    after_blank: bool,
}

impl Counter {
    fn language(&mut self, lang: &str) -> usize {
        self.languages.iter().position(|(name, _)| name == lang).unwrap_or_else(|| {
            self.languages.push((lang.to_owned(), Language::default()));
            self.languages.len() - 1
        })
    }

    fn dates(&mut self, tag: &Tag<'_>) {
        for name in ["creationdate", "changedate"] {
            self.date(tag.get(name));
        }
    }

    fn date(&mut self, date: Option<&str>) {
        let Some(date) = date else { return };
        if self.stats.oldest.as_deref().is_none_or(|old| date < old) {
            self.stats.oldest = Some(date.to_owned());
        }
        if self.stats.newest.as_deref().is_none_or(|new| date > new) {
            self.stats.newest = Some(date.to_owned());
        }
    }

    fn prop(&mut self, kind: &str, n: u64) {
        if let Some(own) = self.stats.props.get_mut(kind) {
            *own += n;
        } else {
            let kind = if self.stats.props.len() < MAX_PROPS { kind } else { "(other types)" };
            *self.stats.props.entry(kind.to_owned()).or_default() += n;
        }
    }

    fn combine(&mut self) {
        let names = self.unit.iter().map(|n| &self.languages[*n].0);
        let known = self.combinations.iter().position(|(langs, _)| langs.iter().eq(names.clone()));
        if let Some(n) = known {
            self.combinations[n].1 += 1;
        } else {
            let names = names.cloned().collect();
            self.combinations.push((names, 1));
        }
        self.unit.clear();
    }
}

impl Fork for Counter {
    fn fork(&self) -> Self {
        Self::default()
    }

    fn join(&mut self, part: Self, _: &mut Block<'_>) {
        let stats = part.stats;
        for (lang, l) in part.languages {
            let at = self.language(&lang);
            let own = &mut self.languages[at].1;
            own.variants += l.variants;
            own.empty += l.empty;
            own.characters += l.characters;
            own.words += l.words;
        }
        for (langs, n) in part.combinations {
            match self.combinations.iter_mut().find(|(known, _)| *known == langs) {
                Some((_, own)) => *own += n,
                None => self.combinations.push((langs, n)),
            }
        }
        for (code, n) in stats.codes {
            *self.stats.codes.entry(code).or_default() += n;
        }
        for (kind, n) in stats.props {
            self.prop(&kind, n);
        }
        self.stats.segments_with_codes += stats.segments_with_codes;
        self.stats.notes += stats.notes;
        self.date(stats.oldest.as_deref());
        self.date(stats.newest.as_deref());
    }
}

impl Handler for Counter {
    fn start(&mut self, tag: &Tag<'_>, _: &mut Context<'_>) {
        match tag.element {
            Element::Header => {
                self.stats.header = tag
                    .attributes
                    .iter()
                    .map(|a| (a.name.to_owned(), a.value.clone().into_owned()))
                    .collect();
            }
            Element::Tu => {
                self.unit.clear();
                self.dates(tag);
            }
            Element::Tuv => {
                self.dates(tag);
                self.current =
                    self.language(tag.get("xml:lang").or_else(|| tag.get("lang")).unwrap_or_default());
                self.languages[self.current].1.variants += 1;
                self.unit.push(self.current);
            }
            Element::Seg if self.current < self.languages.len() => {
                self.in_segment = true;
                self.depth = 0;
                (self.words, self.codes, self.after_blank) = (false, false, true);
            }
            Element::Note => self.stats.notes += 1,
            Element::Prop => {
                self.prop(tag.get("type").unwrap_or_default(), 1);
            }
            element if element.is_inline() && self.in_segment => {
                *self.stats.codes.entry(element.name()).or_default() += 1;
                self.codes = true;
                self.depth += u32::from(element != Element::Hi || self.depth > 0);
            }
            _ => {}
        }
    }

    fn end(&mut self, element: Element, _: usize, _: &mut Context<'_>) {
        match element {
            Element::Seg if self.in_segment => {
                self.in_segment = false;
                self.stats.segments_with_codes += u64::from(self.codes);
                self.languages[self.current].1.empty += u64::from(!self.words && !self.codes);
            }
            Element::Tu => self.combine(),
            element if element.is_inline() && self.in_segment => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, _: Element, _: usize, _: &mut Context<'_>) {
        if !self.in_segment || self.depth > 0 {
            return;
        }
        let language = &mut self.languages[self.current].1;
        let (mut characters, mut words, mut after_blank) = (0, 0, self.after_blank);
        for byte in text.bytes() {
            let blank = matches!(byte, b' ' | b'\n' | b'\t');
            words += u64::from(after_blank && !blank);
            after_blank = blank;
            characters += u64::from((byte & 0xC0) != 0x80);
        }
        self.after_blank = after_blank;
        language.characters += characters;
        language.words += words;
        self.words |= words > 0 || !text.trim().is_empty();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_is_there() {
        let text = r#"<tmx version="1.4"><header srclang="vi"/><body>
            <tu creationdate="20260301T000000Z"><prop type="p">1</prop><tuv xml:lang="vi"><seg>Hà Nội <ph>x y</ph>đẹp</seg></tuv>
            <tuv xml:lang="en"><seg/></tuv></tu><tu><note>n</note><tuv xml:lang="vi"><seg>một hai</seg></tuv></tu></body></tmx>"#;
        let (stats, _) = stats(text.as_bytes(), |_| {}).unwrap();
        assert_eq!((stats.tus, stats.variants, stats.notes), (2, 3, 1));
        let vi = &stats.languages["vi"];
        assert_eq!((vi.variants, vi.words, vi.characters, vi.empty), (2, 5, 17, 0));
        assert_eq!(stats.languages["en"].empty, 1);
        assert_eq!(stats.combinations["en vi"], 1);
        assert_eq!(stats.codes["ph"], 1);
        assert_eq!(stats.props["p"], 1);
        assert_eq!(stats.oldest.as_deref(), Some("20260301T000000Z"));
    }
}
