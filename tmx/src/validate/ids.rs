//! Which identifiers were seen before, in little memory: ids that count up take none, others eight bytes each.

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;

/// How many ids that do not count up are remembered: with the growth of the table about 30 MB.
const MAX: usize = 1_800_000;
/// How many different prefixes of counting ids are followed.
const MAX_RUNS: usize = 1000;

/// The ids of a file.
#[derive(Default)]
pub(super) struct Ids {
    /// Per prefix (`tu-` of `tu-17`) the numbers from … to that all occurred.
    runs: FxHashMap<String, (u64, u64)>,
    others: FxHashSet<u64>,
    /// There were more than can be remembered.
    pub full: bool,
}

/// What is known of an id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Seen {
    New,
    Before,
}

impl Ids {
    /// Has this id been seen? From now on it has.
    pub(super) fn add(&mut self, id: &str) -> Seen {
        let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (prefix, number) = id.split_at(id.len() - digits);
        let counting = digits > 0 && digits < 19 && (digits == 1 || !number.starts_with('0'));
        if counting && let Ok(number) = number.parse::<u64>() {
            if let Some((from, to)) = self.runs.get_mut(prefix) {
                if *to + 1 == number {
                    *to = number;
                    // It may have come out of turn before.
                    return self.look_up(id, false);
                }
                if (*from..=*to).contains(&number) {
                    return Seen::Before;
                }
            } else if self.runs.len() < MAX_RUNS {
                self.runs.insert(prefix.to_owned(), (number, number));
                return Seen::New;
            }
        }
        self.look_up(id, true)
    }

    fn look_up(&mut self, id: &str, remember: bool) -> Seen {
        if self.others.is_empty() && !remember {
            return Seen::New;
        }
        let mut hasher = FxHasher::default();
        hasher.write(id.as_bytes());
        let hash = hasher.finish();
        if self.others.contains(&hash) {
            return Seen::Before;
        }
        if remember {
            if self.others.len() < MAX {
                self.others.insert(hash);
            } else {
                self.full = true;
            }
        }
        Seen::New
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_and_other_ids() {
        let mut ids = Ids::default();
        for id in ["1", "2", "3", "a", "u-1", "u-2", "01", "9", "b-x"] {
            assert_eq!(ids.add(id), Seen::New, "{id}");
        }
        for id in ["2", "a", "u-1", "01", "9", "b-x"] {
            assert_eq!(ids.add(id), Seen::Before, "{id}");
        }
        for n in 4..9 {
            assert_eq!(ids.add(&n.to_string()), Seen::New);
        }
        assert_eq!(ids.add("9"), Seen::Before, "the run has reached a number that came early");
        assert_eq!(ids.others.len(), 4);
    }
}
