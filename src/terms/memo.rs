//! What was worked out about a word is kept for the next time it occurs: texts repeat their words, and Polish endings are costly
//! to undo.

use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Words that are kept; past them everything is forgotten and learnt again.
const MOST: usize = 40_000;

/// Words and what was worked out about them, in one thread.
#[derive(Debug, Default)]
pub(super) struct Memo(RefCell<FxHashMap<String, Vec<String>>>);

impl Memo {
    /// What is known of a word, or what `make` says of it.
    pub(super) fn get(&self, word: &str, make: impl FnOnce() -> Vec<String>) -> Vec<String> {
        if let Some(known) = self.0.borrow().get(word) {
            return known.clone();
        }
        let made = make();
        let mut map = self.0.borrow_mut();
        if map.len() >= MOST {
            map.clear();
        }
        map.insert(word.to_owned(), made.clone());
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_worked_out_once() {
        let memo = Memo::default();
        let mut calls = 0;
        for _ in 0..3 {
            let got = memo.get("most", || {
                calls += 1;
                vec!["most".to_owned()]
            });
            assert_eq!(got, ["most"]);
        }
        assert_eq!(calls, 1);
    }
}
