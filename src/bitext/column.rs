//! Segments kept close together: a memory of a hundred thousand units in one text per language, the source once for all of them.

/// Strings one behind the other, in the order in which they came.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Adds a string.
    pub(super) fn push(&mut self, string: &str) {
        self.text.push_str(string);
        self.ends.push(self.text.len());
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string with a number.
    pub(super) fn get(&self, n: usize) -> &str {
        let start = if n == 0 { 0 } else { self.ends[n - 1] };
        &self.text[start..self.ends[n]]
    }
}

/// What stands behind every code in a list of them; no XML has it.
const CODE_END: char = '\0';

/// Segments of one language with their inline codes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Column {
    texts: Strings,
    codes: Strings,
}

impl Column {
    /// Adds a segment.
    pub(super) fn push(&mut self, text: &str, codes: &[String]) {
        self.texts.push(text);
        let list: String = codes.iter().flat_map(|c| [c.as_str(), "\0"]).collect();
        self.codes.push(&list);
    }

    /// The segment with a number.
    pub(super) fn get(&self, n: usize) -> Side<'_> {
        Side { text: self.texts.get(n), codes: self.codes.get(n) }
    }
}

/// One side of a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Side<'b> {
    /// The text without codes, as given.
    pub text: &'b str,
    codes: &'b str,
}

impl<'b> Side<'b> {
    /// The inline codes in order, each by what tells it from others.
    pub fn codes(&self) -> impl Iterator<Item = &'b str> + use<'b> {
        self.codes.split_terminator(CODE_END)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out() {
        let mut column = Column::default();
        column.push("Biển", &["<b>".to_owned(), "</b>".to_owned()]);
        column.push("", &[]);
        column.push("morze", &["{0}".to_owned()]);
        let read = |n: usize| (column.get(n).text, column.get(n).codes().collect::<Vec<_>>());
        assert_eq!(read(0), ("Biển", vec!["<b>", "</b>"]));
        assert_eq!(read(1), ("", vec![]));
        assert_eq!(read(2), ("morze", vec!["{0}"]));
    }
}
