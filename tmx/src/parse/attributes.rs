//! Attributes of a tag, read with patience: quotes may be missing or wrong, values may hold what they should not.

/// A piece of a tag as it stands there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Raw<'t> {
    pub name: &'t str,
    pub value: &'t str,
    /// Offset of the name in the text after the element's name.
    pub at: usize,
    /// What is wrong with the way it is written.
    pub fault: Option<&'static str>,
}

/// Reads the text that follows the element's name in a tag.
pub(crate) struct RawAttributes<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> RawAttributes<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn blanks(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
    }

    fn value(&mut self) -> (&'t str, Option<&'static str>) {
        self.blanks();
        let rest = &self.text[self.at..];
        let Some(quote) = rest.bytes().next().filter(|b| matches!(b, b'"' | b'\'')) else {
            let len = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            self.at += len;
            let value = rest[..len].trim_end_matches(['"', '\'']);
            return (value, Some("its value is not in quotes"));
        };
        if let Some(len) = memchr::memchr(quote, &rest.as_bytes()[1..]) {
            self.at += len + 2;
            return (&rest[1..=len], None);
        }
        // No second quote: the value ends where the next attribute seems to begin.
        let body = &rest[1..];
        let len = body.find(|c: char| c.is_ascii_whitespace()).unwrap_or(body.len());
        self.at += len + 1;
        (&body[..len], Some("the quote after its value is missing"))
    }
}

impl<'t> Iterator for RawAttributes<'t> {
    type Item = Raw<'t>;

    fn next(&mut self) -> Option<Raw<'t>> {
        let before = self.at;
        self.blanks();
        let at = self.at;
        let rest = &self.text.as_bytes()[at..];
        if rest.is_empty() {
            return None;
        }
        let mut len =
            rest.iter().take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'"' | b'\'')).count();
        if len == 0 {
            // A stray quote or equals sign: a fault without a name.
            len = 1;
            self.at = at + len;
            return Some(Raw { name: "", value: "", at, fault: Some("a quote or = stands alone") });
        }
        let name = &self.text[at..at + len];
        self.at = at + len;
        let glued = (before == at && at > 0).then_some("there is no blank before it");
        self.blanks();
        if self.text.as_bytes().get(self.at) != Some(&b'=') {
            return Some(Raw { name, value: "", at, fault: Some("it has no value") });
        }
        self.at += 1;
        let (value, fault) = self.value();
        Some(Raw { name, value, at, fault: fault.or(glued) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, &str, bool)> {
        RawAttributes::new(text).map(|a| (a.name, a.value, a.fault.is_none())).collect()
    }

    #[test]
    fn well_formed() {
        assert_eq!(read(r#" a="1"  xml:lang = 'vi' "#), [("a", "1", true), ("xml:lang", "vi", true)]);
        assert_eq!(read(" "), []);
    }

    #[test]
    fn with_faults() {
        assert_eq!(read(" a=1 b='2'"), [("a", "1", false), ("b", "2", true)]);
        assert_eq!(read(r#" a="1"b="2""#), [("a", "1", true), ("b", "2", false)]);
        assert_eq!(read(r#" a="vi b"#), [("a", "vi", false), ("b", "", false)]);
        assert_eq!(read(r#" a=vi" x"#), [("a", "vi", false), ("x", "", false)]);
        assert_eq!(read(" = \""), [("", "", false), ("", "", false)]);
    }
}
