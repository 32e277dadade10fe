//! Sets of characters, as regular expressions write them.

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange, HirKind};

/// A set of characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Set {
    ascii: u128,
    ranges: Vec<(char, char)>,
}

impl Set {
    fn of(class: &ClassUnicode) -> Self {
        let ranges: Vec<_> = class.ranges().iter().map(|r| (r.start(), r.end())).collect();
        let ascii = (0u8..128).filter(|&b| within(&ranges, b as char)).fold(0, |bits, b| bits | 1 << b);
        Self { ascii, ranges }
    }

    /// Reads a class (`[a-z]`, `\p{Lu}`, `\s`) in the syntax of the `regex` crates.
    pub fn parse(class: &str, ignore_case: bool) -> Result<Self, String> {
        let source = if ignore_case { format!("(?i:{class})") } else { class.to_owned() };
        let hir = regex_syntax::parse(&source).map_err(|_| format!("the class {class} cannot be read"))?;
        match hir.into_kind() {
            HirKind::Class(regex_syntax::hir::Class::Unicode(c)) => Ok(Self::of(&c)),
            HirKind::Class(regex_syntax::hir::Class::Bytes(c)) => c
                .to_unicode_class()
                .map(|c| Self::of(&c))
                .ok_or_else(|| format!("the class {class} cannot be read")),
            // A class of one character.
            HirKind::Literal(l) => {
                let mut chars = std::str::from_utf8(&l.0).unwrap_or_default().chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => Ok(Self::one(c)),
                    _ => Err(format!("{class} is not a class")),
                }
            }
            _ => Err(format!("{class} is not a class")),
        }
    }

    fn one(c: char) -> Self {
        Self::of(&ClassUnicode::new([ClassUnicodeRange::new(c, c)]))
    }

    /// The set of one character, or of its cases.
    pub fn literal(c: char, ignore_case: bool) -> Self {
        let mut class = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
        if ignore_case {
            let _ = class.try_case_fold_simple();
        }
        Self::of(&class)
    }

    /// Every character, or every one but line ends.
    pub fn any(lines_too: bool) -> Self {
        let mut class = ClassUnicode::new([]);
        if !lines_too {
            for c in ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'] {
                class.push(ClassUnicodeRange::new(c, c));
            }
        }
        class.negate();
        Self::of(&class)
    }

    /// Whether the character is in the set.
    pub fn has(&self, c: char) -> bool {
        if c.is_ascii() { self.ascii >> (c as u32) & 1 == 1 } else { within(&self.ranges, c) }
    }

    /// The ASCII members as bits.
    pub const fn ascii(&self) -> u128 {
        self.ascii
    }
}

fn within(ranges: &[(char, char)], c: char) -> bool {
    let at = ranges.partition_point(|r| r.1 < c);
    ranges.get(at).is_some_and(|r| r.0 <= c)
}
