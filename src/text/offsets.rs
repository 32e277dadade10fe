//! Bytes to Unicode scalar values: the one place where offsets change their unit.

use crate::model::Span;

/// Converts byte offsets of one text to scalar offsets (Python string indices).
///
/// Keeps a checkpoint every 256 bytes, so any order of questions is fast; ASCII texts need no table.
pub struct ScalarOffsets<'t> {
    text: &'t str,
    checkpoints: Vec<u32>,
}

const STEP: usize = 256;

impl<'t> ScalarOffsets<'t> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            let mut scalars = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                checkpoints.push(scalars);
                scalars += count(chunk);
            }
            checkpoints.push(scalars);
        }
        Self { text, checkpoints }
    }

    /// How many scalar values stand before byte `at`.
    #[must_use]
    pub fn at(&self, at: usize) -> usize {
        if self.checkpoints.is_empty() {
            return at;
        }
        let i = at / STEP;
        self.checkpoints[i] as usize + count(&self.text.as_bytes()[i * STEP..at]) as usize
    }

    /// Start and end of a span in scalar values.
    #[must_use]
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start as usize), self.at(span.end as usize))
    }
}

/// Converts byte offsets that only grow; needs no table.
pub struct ScalarCursor<'t> {
    bytes: &'t [u8],
    byte: usize,
    scalar: usize,
}

impl<'t> ScalarCursor<'t> {
    /// A cursor at the start of the text.
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), byte: 0, scalar: 0 }
    }

    /// How many scalar values stand before byte `at`, which must not lie before the last one asked for.
    pub fn at(&mut self, at: usize) -> usize {
        self.scalar += count(&self.bytes[self.byte..at]) as usize;
        self.byte = at;
        self.scalar
    }
}

/// Scalar values that start in these bytes.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting() {
        let text = "Hội nghị – Łódź, été. ".repeat(60);
        let offsets = ScalarOffsets::new(&text);
        let mut cursor = ScalarCursor::new(&text);
        for (scalar, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.at(byte), scalar);
            assert_eq!(cursor.at(byte), scalar);
        }
        assert_eq!(offsets.at(text.len()), text.chars().count());
    }
}
