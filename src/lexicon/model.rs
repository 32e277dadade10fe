//! The compact form of the lexicon: keys, irregular forms, compounds and translation counts in one block of bytes.
//!
//! Layout, little-endian: magic `SNL1`, fingerprint of the sources (u64), then sections, each preceded by its length in
//! bytes (u32): compounds; for each home language its keys and its irregular forms; for each ordered pair of home
//! languages its rows. A list of strings is sorted and stored as count (u32), ends (u32 each), bytes. Rows are
//! count + 1 starts (u32) into entries of three bytes: target key (u16) and count (u8, logarithmic).

use super::rows::column;
use crate::model::Lang;
use std::borrow::Cow;

const MAGIC: &[u8; 4] = b"SNL1";
/// Steps of the logarithmic count: 255 = 3,000, 1 = 0.05.
const STEP: f32 = 23.0;
const LEAST: f32 = 0.05;

/// Bytes that are not a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a lexicon model, or a damaged one; make it again with the learn_lexicon example")]
pub struct BadModel;

/// A section: first byte and one past the last.
type Section = (usize, usize);

/// A lexicon in its compact form.
#[derive(Clone, Debug)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    compounds: Section,
    keys: [Section; 4],
    irregular: [Section; 4],
    pairs: [Section; 16],
    /// What the model was made of.
    pub fingerprint: u64,
}

impl Model {
    /// Uses bytes that are built into the program.
    ///
    /// # Errors
    /// [`BadModel`].
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, BadModel> {
        Self::open(Cow::Borrowed(bytes))
    }

    /// Uses bytes just made.
    ///
    /// # Errors
    /// [`BadModel`].
    pub fn from_vec(bytes: Vec<u8>) -> Result<Self, BadModel> {
        Self::open(Cow::Owned(bytes))
    }

    fn open(bytes: Cow<'static, [u8]>) -> Result<Self, BadModel> {
        if bytes.get(..4) != Some(MAGIC) || bytes.len() < 12 {
            return Err(BadModel);
        }
        let fingerprint = u64::from_le_bytes(bytes[4..12].try_into().map_err(|_| BadModel)?);
        let mut at = 12;
        let mut next = || -> Result<Section, BadModel> {
            let len = bytes.get(at..at + 4).ok_or(BadModel)?;
            let len = u32::from_le_bytes(len.try_into().map_err(|_| BadModel)?) as usize;
            let section = (at + 4, at + 4 + len);
            at = section.1;
            if at > bytes.len() { Err(BadModel) } else { Ok(section) }
        };
        let compounds = next()?;
        let mut keys = [(0, 0); 4];
        let mut irregular = [(0, 0); 4];
        for l in 0..4 {
            keys[l] = next()?;
            irregular[l] = next()?;
        }
        let mut pairs = [(0, 0); 16];
        for pair in &mut pairs {
            *pair = next()?;
        }
        Ok(Self { bytes, compounds, keys, irregular, pairs, fingerprint })
    }

    fn strings(&self, section: Section) -> Strings<'_> {
        let bytes = &self.bytes[section.0..section.1];
        let count = if bytes.len() < 4 { 0 } else { word(bytes, 0) as usize };
        Strings { bytes, count }
    }

    /// The Vietnamese compounds.
    pub fn compounds(&self) -> impl Iterator<Item = &str> {
        let list = self.strings(self.compounds);
        (0..list.count).map(move |i| list.get(i))
    }

    /// Irregular forms of a language with the key of their base form.
    pub fn irregular(&self, lang: Lang) -> impl Iterator<Item = (&str, &str)> {
        let section = column(lang).map_or((0, 0), |l| self.irregular[l]);
        let list = self.strings(section);
        (0..list.count).filter_map(move |i| list.get(i).split_once('\t'))
    }

    /// The number of a key.
    #[must_use]
    pub fn id(&self, key: &str, lang: Lang) -> Option<u32> {
        let list = self.strings(self.keys[column(lang)?]);
        let (mut lo, mut hi) = (0, list.count);
        while lo < hi {
            let mid = usize::midpoint(lo, hi);
            match list.get(mid).cmp(key) {
                std::cmp::Ordering::Less => lo = mid + 1,
                std::cmp::Ordering::Greater => hi = mid,
                std::cmp::Ordering::Equal => return Some(mid as u32),
            }
        }
        None
    }

    /// How many keys a language has; their numbers are those below it.
    #[must_use]
    pub fn count(&self, lang: Lang) -> u32 {
        column(lang).map_or(0, |l| self.strings(self.keys[l]).count as u32)
    }

    /// The key of a number.
    #[must_use]
    pub fn key(&self, id: u32, lang: Lang) -> &str {
        column(lang).map_or("", |l| self.strings(self.keys[l]).get(id as usize))
    }

    /// Translations of a word with their counts.
    pub fn row(&self, id: u32, from: Lang, to: Lang) -> impl Iterator<Item = (u32, f32)> {
        let section = match (column(from), column(to)) {
            (Some(f), Some(t)) => self.pairs[f * 4 + t],
            _ => (0, 0),
        };
        let bytes = &self.bytes[section.0..section.1];
        let entries = if bytes.len() < 4 {
            &[][..]
        } else {
            let count = word(bytes, 0) as usize;
            let (from, to) = (word(bytes, 4 + 4 * id as usize), word(bytes, 8 + 4 * id as usize));
            let base = 4 + 4 * (count + 1);
            &bytes[base + 3 * from as usize..base + 3 * to as usize]
        };
        entries.chunks_exact(3).map(|e| (u32::from(u16::from_le_bytes([e[0], e[1]])), decode(e[2])))
    }
}

struct Strings<'a> {
    bytes: &'a [u8],
    count: usize,
}

impl<'a> Strings<'a> {
    fn get(&self, i: usize) -> &'a str {
        let base = 4 + 4 * self.count;
        let from = if i == 0 { 0 } else { word(self.bytes, 4 * i) as usize };
        let to = word(self.bytes, 4 * (i + 1)) as usize;
        std::str::from_utf8(&self.bytes[base + from..base + to]).unwrap_or_default()
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn decode(code: u8) -> f32 {
    LEAST * (f32::from(code - 1) / STEP).exp()
}

fn encode(count: f32) -> u8 {
    (1.0 + STEP * (count / LEAST).ln()).round().clamp(1.0, 255.0) as u8
}

/// Translation counts of one ordered pair: row by source key, (target key, count).
pub type PairRows = Vec<Vec<(u32, f32)>>;

/// What a model is written from. Lists of strings must be sorted and distinct.
#[derive(Debug, Default)]
pub struct Parts {
    /// Fingerprint of the sources.
    pub fingerprint: u64,
    /// Vietnamese compounds.
    pub compounds: Vec<String>,
    /// Keys of each home language.
    pub keys: [Vec<String>; 4],
    /// `form TAB key` of each home language.
    pub irregular: [Vec<String>; 4],
    /// Rows of each ordered pair, `from * 4 + to`; may be empty.
    pub pairs: [PairRows; 16],
}

impl Parts {
    /// The bytes of the model. Counts below 0.05 are left out.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&self.fingerprint.to_le_bytes());
        section(&mut out, &strings(&self.compounds));
        for l in 0..4 {
            section(&mut out, &strings(&self.keys[l]));
            section(&mut out, &strings(&self.irregular[l]));
        }
        for pair in &self.pairs {
            section(&mut out, &if pair.is_empty() { Vec::new() } else { rows(pair) });
        }
        out
    }
}

fn section(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out.extend_from_slice(bytes);
}

fn strings(list: &[String]) -> Vec<u8> {
    let mut out = (list.len() as u32).to_le_bytes().to_vec();
    let mut end = 0;
    for s in list {
        end += s.len() as u32;
        out.extend_from_slice(&end.to_le_bytes());
    }
    list.iter().for_each(|s| out.extend_from_slice(s.as_bytes()));
    out
}

fn rows(pair: &PairRows) -> Vec<u8> {
    let mut out = (pair.len() as u32).to_le_bytes().to_vec();
    let mut entries = Vec::new();
    out.extend_from_slice(&0_u32.to_le_bytes());
    for row in pair {
        for &(t, n) in row.iter().filter(|e| e.1 >= LEAST) {
            entries.extend_from_slice(&(t as u16).to_le_bytes());
            entries.push(encode(n));
        }
        out.extend_from_slice(&((entries.len() / 3) as u32).to_le_bytes());
    }
    out.extend(entries);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut parts = Parts { fingerprint: 7, compounds: vec!["ba lan".into()], ..Parts::default() };
        parts.keys[0] = vec!["ba lan".into(), "người".into()];
        parts.keys[1] = vec!["man".into(), "poland".into()];
        parts.irregular[1] = vec!["men\tman".into()];
        parts.pairs[1] = vec![vec![(1, 2.0)], vec![(0, 1.0), (1, 0.01)]];
        let model = Model::from_vec(parts.write());
        let Ok(model) = model else { panic!("{model:?}") };
        assert_eq!(model.fingerprint, 7);
        assert_eq!(model.compounds().collect::<Vec<_>>(), ["ba lan"]);
        assert_eq!(model.irregular(Lang::EN).collect::<Vec<_>>(), [("men", "man")]);
        let id = model.id("người", Lang::VI);
        assert_eq!(id, Some(1));
        let row: Vec<_> = model.row(1, Lang::VI, Lang::EN).collect();
        assert_eq!(row.len(), 1);
        assert!(row[0].0 == 0 && (row[0].1 - 1.0).abs() < 0.03, "{row:?}");
        assert_eq!(model.row(0, Lang::EN, Lang::PL).count(), 0);
        assert_eq!(Model::from_static(b"nonsense").err(), Some(BadModel));
    }
}
