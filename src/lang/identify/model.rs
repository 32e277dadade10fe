//! The words of each language, and its letters: how likely a letter is behind the letters before it.
//!
//! A word is either one that a class has met, by its frequency, or a new one (Witten–Bell: as often as words were new in
//! what the class has read), which is then spelt.
//! Spelling is a language model of letters inside words (up to four letters of context, the blanks around the word
//! included), Witten–Bell smoothed: Witten and Bell 1991, "The zero-frequency problem", method C, interpolated.
//! The table holds for every run of letters what its last letter costs and what a shorter context costs behind it, in
//! twelfths of nats: for all classes where the run is short, for those that have it where it is long; known words cost
//! what both ways cost together. It is read in place.

/// Letters of the longest runs.
pub const ORDER: usize = 5;
/// Letters of the longest runs that are stored for all classes.
pub const SHORT: usize = 3;
/// Classes that a model can hold.
pub const CLASSES: usize = 32;
/// First bytes of the file.
pub const MAGIC: &[u8; 8] = b"songngu2";
/// Steps of a nat.
pub const STEPS: u16 = 12;
/// Code of the blank around words; letters follow.
pub const BLANK: u8 = 1;

/// A cost for each class: minus the logarithm of a probability, in steps.
pub type Classes = [u32; CLASSES];

/// The table, in place.
#[derive(Debug)]
pub struct Model {
    names: Vec<&'static str>,
    /// What a new word costs in each class.
    novelty: &'static [u8],
    /// Code of each letter below [`DIRECT`], 0 = none.
    codes: Vec<u8>,
    /// Eight bytes a slot: five of key, three of offset into `entries`.
    slots: &'static [u8],
    entries: &'static [u8],
}

/// Letters above this (U+1EF9 is the last of Vietnamese) have no code.
pub const DIRECT: u32 = 0x1F00;

impl Model {
    /// Reads the file; nothing if it is none.
    #[must_use]
    pub fn from_static(bytes: &'static [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let classes = number(&mut rest)? as usize;
        let mut names = Vec::new();
        for _ in 0..classes.min(CLASSES) {
            names.push(std::str::from_utf8(take(&mut rest, 2)?).ok()?);
        }
        let novelty = take(&mut rest, names.len())?;
        let mut codes = vec![0; DIRECT as usize];
        for code in 0..number(&mut rest)? {
            *codes.get_mut(number(&mut rest)? as usize)? = u8::try_from(code + u32::from(BLANK) + 1).ok()?;
        }
        let slots = number(&mut rest)? as usize;
        let slots = take(&mut rest, slots * 8)?;
        (classes > 5 && classes <= CLASSES && !slots.is_empty()).then_some(Self {
            names,
            novelty,
            codes,
            slots,
            entries: rest,
        })
    }

    /// How many classes there are.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.names.len()
    }

    /// The names of the classes: vi en fr pl, `vs` for Vietnamese without marks, the codes of the neighbours.
    #[must_use]
    pub fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// The code of a small letter.
    #[must_use]
    pub fn code(&self, letter: char) -> Option<u8> {
        self.codes.get(u32::from(letter) as usize).copied().filter(|&code| code > 0)
    }

    /// What a word costs under each class.
    #[must_use]
    pub fn spell(&self, word: &[u8]) -> Classes {
        let mut sum = [0; CLASSES];
        let mut history = u64::from(BLANK);
        // Entries of the runs of three and four letters that end at the letter before.
        let (mut short, mut long): (&[u8], &[u8]) = (&[], &[]);
        for (at, &code) in word.iter().chain(&[BLANK]).enumerate() {
            history = tail(history << 8 | u64::from(code), ORDER);
            let mut row = [0u16; CLASSES];
            let known = self.short(history, SHORT.min(at + 2), &mut row);
            let before = std::mem::take(&mut long);
            if !short.is_empty() {
                row.iter_mut()
                    .zip(&short[self.classes()..])
                    .for_each(|(cost, &rest)| *cost += u16::from(rest));
                long = self.long(tail(history, SHORT + 1));
                long.chunks_exact(3).for_each(|part| row[part[0] as usize] = u16::from(part[1]));
            }
            if !before.is_empty() {
                before.chunks_exact(3).for_each(|part| row[part[0] as usize] += u16::from(part[2]));
                let run = self.long(tail(history, ORDER));
                run.chunks_exact(3).for_each(|part| row[part[0] as usize] = u16::from(part[1]));
            }
            short = known;
            sum.iter_mut().zip(row).for_each(|(sum, cost)| *sum += u32::from(cost));
        }
        sum.iter_mut().zip(self.novelty).for_each(|(sum, &cost)| *sum += u32::from(cost));
        self.known(word).for_each(|(class, cost)| sum[class] = cost);
        sum
    }

    /// The classes that know a word as a whole, and what it costs there.
    fn known(&self, word: &[u8]) -> impl Iterator<Item = (usize, u32)> {
        let entry = self.place(word_key(word)).and_then(|at| self.entries.get(at..)).unwrap_or_default();
        let parts = entry.first().map_or(0, |&n| 2 * n as usize);
        let parts = entry.get(1..=parts).unwrap_or_default();
        parts.chunks_exact(2).map(|part| (part[0] as usize, u32::from(part[1])))
    }

    /// Adds what the last letter costs behind at most `length - 1` letters; the entry, if this run has one.
    fn short(&self, history: u64, length: usize, row: &mut [u16; CLASSES]) -> &'static [u8] {
        if length == 0 {
            row[..self.classes()].iter_mut().for_each(|cost| *cost += UNSEEN);
            return &[];
        }
        let found =
            self.place(tail(history, length)).and_then(|at| self.entries.get(at..at + 2 * self.classes()));
        if let Some(entry) = found {
            row.iter_mut().zip(&entry[..self.classes()]).for_each(|(cost, &own)| *cost += u16::from(own));
            return if length == SHORT { entry } else { &[] };
        }
        if length > 1 {
            let context = self
                .place(tail(history >> 8, length - 1))
                .and_then(|at| self.entries.get(at + self.classes()..));
            row[..self.classes()]
                .iter_mut()
                .zip(context.unwrap_or_default())
                .for_each(|(cost, &rest)| *cost += u16::from(rest));
        }
        self.short(history, length - 1, row);
        &[]
    }

    /// The parts of a long run: class, cost, cost of a shorter context; empty where nobody has it.
    fn long(&self, key: u64) -> &'static [u8] {
        let Some(at) = self.place(key) else { return &[] };
        let parts = self.entries.get(at).map_or(0, |&n| n as usize);
        self.entries.get(at + 1..at + 1 + 3 * parts).unwrap_or_default()
    }

    /// Where the entry of a run of letters stands.
    fn place(&self, key: u64) -> Option<usize> {
        let slots = self.slots.len() / 8;
        let mut slot = slot(key, slots);
        loop {
            let bytes = self.slots.get(slot * 8..slot * 8 + 8)?.try_into().ok()?;
            let value = u64::from_le_bytes(bytes);
            if value >> 24 == key {
                return Some((value & 0xFF_FFFF) as usize);
            }
            if value == 0 {
                return None;
            }
            slot = if slot + 1 == slots { 0 } else { slot + 1 };
        }
    }
}

/// The last letters of a run.
#[must_use]
pub fn tail(run: u64, length: usize) -> u64 {
    run & ((1 << (8 * length)) - 1)
}

/// The key of a whole word, among those of the runs of five letters.
#[must_use]
pub fn word_key(word: &[u8]) -> u64 {
    let hash = word.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &code| {
        (hash ^ u64::from(code)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ hash >> 41) & 0xFF_FFFF_FFFF | 1 << 39
}

/// A letter that a class does not have at all: e to the minus nine.
pub const UNSEEN: u16 = 9 * STEPS;

/// The first slot to look at for a run of letters.
#[must_use]
pub fn slot(key: u64, slots: usize) -> usize {
    let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((u128::from(hash ^ (hash >> 32)) * slots as u128) >> 64) as usize
}

fn take(rest: &mut &'static [u8], length: usize) -> Option<&'static [u8]> {
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

fn number(rest: &mut &'static [u8]) -> Option<u32> {
    take(rest, 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_model_is_refused() {
        assert!(Model::from_static(b"").is_none());
        assert!(Model::from_static(b"songngu1\x14\0\0\0").is_none());
    }
}
