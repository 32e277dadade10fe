//! Ids of findings that stay the same while the rest of the text changes, so that a team can keep a list of ignored ones.

use super::Told;
use crate::text::normal::clean;
use rustc_hash::FxHashMap;

/// Letters of context on both sides that go into an id.
const CONTEXT: usize = 24;

/// Gives every finding its id: twelve hexadecimal digits of rule, file name, marked text and the words around it in its line; a
/// number behind it when several are alike.
pub fn identify(findings: &mut [Told]) {
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    for told in findings {
        let place = &told.place;
        let name = place.file.rsplit(['/', '\\']).next().unwrap_or_default();
        let mut before: Vec<char> = place.lead.chars().rev().take(CONTEXT).collect();
        before.reverse();
        let before: String = before.into_iter().collect();
        let after: String = place.tail.chars().take(CONTEXT).collect();
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for part in [told.rule, name, &clean(&before), &clean(&place.text), &clean(&after)] {
            for byte in part.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        let hash = hash >> 16;
        let n = seen.entry(hash).or_default();
        *n += 1;
        told.id = if *n == 1 { format!("{hash:012x}") } else { format!("{hash:012x}-{n}") };
    }
}
