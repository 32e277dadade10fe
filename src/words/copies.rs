//! Copies: words that two languages write alike: numbers, names, cognates.

use super::vocabulary::{TypeKind, Vocabulary, WordType};
use rustc_hash::FxHashMap;

/// For every source type, the target types it may be a copy of, with a strength in 0..=1.
pub type Copies = Vec<Vec<(u32, f32)>>;

/// A letter prefix shared by this share of the longer word makes two words cognates.
const COGNATE: f32 = 0.6;

/// Finds the copies of each source type among the target types, by a table of the first letters.
#[must_use]
pub fn copies(source: &Vocabulary, target: &Vocabulary) -> Copies {
    let mut table: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for (id, t) in target.types.iter().enumerate() {
        table.entry(prefix(t)).or_default().push(id as u32);
    }
    source
        .types
        .iter()
        .map(|s| {
            let Some(list) = table.get(&prefix(s)) else { return Vec::new() };
            let strength = |&id: &u32| {
                let v = copy(s, &target.types[id as usize]);
                (v > 0.0).then_some((id, v))
            };
            list.iter().filter_map(strength).collect()
        })
        .collect()
}

fn prefix(t: &WordType) -> String {
    match t.kind {
        TypeKind::Word => t.folded.chars().take(4).collect(),
        TypeKind::Number => format!("#{}", t.key),
        TypeKind::Mark => t.key.to_string(),
    }
}

/// How much two words look like copies of each other, 0 to 1.
fn copy(s: &WordType, t: &WordType) -> f32 {
    if s.kind != t.kind {
        return 0.0;
    }
    match s.kind {
        TypeKind::Number => f32::from(s.key == t.key),
        TypeKind::Mark => 0.5 * f32::from(s.key == t.key),
        TypeKind::Word => {
            let (a, b) = (s.folded.as_bytes(), t.folded.as_bytes());
            if a == b {
                return match a.len() {
                    0 => 0.0,
                    1 | 2 => 0.15,
                    3 => 0.5,
                    _ => 1.0,
                };
            }
            let common = a.iter().zip(b).take_while(|(x, y)| x == y).count() as f32;
            let longer = a.len().max(b.len()) as f32;
            if common >= 4.0 && common >= COGNATE * longer { (common / longer).powi(2) } else { 0.0 }
        }
    }
}
