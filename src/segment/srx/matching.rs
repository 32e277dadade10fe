//! Matches expressions forwards from a place, or backwards to it.
//!
//! A rule asks two questions at a place: does its first expression match some text that ends here, and its second one some text that
//! begins here? Backwards matching answers the first without trying every beginning.

use super::pattern::Node;
use super::set::Set;
use crate::segment::marks::{char_at, char_before};

/// Steps after which an expression counts as not matching: no rule file may hang the program.
const STEPS: u32 = 200_000;

/// Nested repetitions of groups that are followed.
const DEPTH: u32 = 400;

/// A place in a text, and how much work may still be done there.
pub(super) struct Matcher<'t> {
    text: &'t str,
    steps: u32,
    depth: u32,
}

type Then<'k, 't> = &'k mut dyn FnMut(&mut Matcher<'t>, usize) -> bool;

impl<'t> Matcher<'t> {
    /// Whether `node` matches a text that begins at `at`.
    pub fn begins(text: &'t str, node: &Node, at: usize) -> bool {
        Matcher { text, steps: STEPS, depth: 0 }.go(node, at, true, &mut |_, _| true)
    }

    /// Whether `node` matches a text that ends at `at`.
    pub fn ends(text: &'t str, node: &Node, at: usize) -> bool {
        Matcher { text, steps: STEPS, depth: 0 }.go(node, at, false, &mut |_, _| true)
    }

    /// The place behind one character of the set.
    fn step(&self, set: &Set, at: usize, forward: bool) -> Option<usize> {
        if forward {
            char_at(self.text, at).filter(|&c| set.has(c)).map(|c| at + c.len_utf8())
        } else {
            char_before(self.text, at).filter(|&c| set.has(c)).map(|c| at - c.len_utf8())
        }
    }

    fn go(&mut self, node: &Node, at: usize, forward: bool, then: Then<'_, 't>) -> bool {
        self.steps = self.steps.saturating_sub(1);
        if self.steps == 0 {
            return false;
        }
        match node {
            Node::Empty => then(self, at),
            Node::One(set) => self.step(set, at, forward).is_some_and(|next| then(self, next)),
            Node::Seq(nodes) => self.sequence(nodes, at, forward, then),
            Node::Alt(nodes) => nodes.iter().any(|n| self.go(n, at, forward, then)),
            Node::Repeat { node, min, max } => match &**node {
                Node::One(set) => self.run(set, (*min, *max), at, forward, then),
                node => self.again(node, (*min, *max), at, forward, then),
            },
            Node::Look { node, ahead, wanted } => {
                let found = self.go(node, at, *ahead, &mut |_, _| true);
                found == *wanted && then(self, at)
            }
            Node::Edge(wanted) => (self.is_edge(at) == *wanted) && then(self, at),
            Node::Limit { end, lines } => self.is_limit(at, *end, *lines) && then(self, at),
        }
    }

    fn sequence(&mut self, nodes: &[Node], at: usize, forward: bool, then: Then<'_, 't>) -> bool {
        let split = if forward { nodes.split_first() } else { nodes.split_last() };
        match split {
            None => then(self, at),
            Some((first, rest)) => {
                self.go(first, at, forward, &mut |m, next| m.sequence(rest, next, forward, then))
            }
        }
    }

    /// A repeated character: no recursion, however long the run.
    fn run(
        &mut self,
        set: &Set,
        (min, max): (u32, u32),
        at: usize,
        forward: bool,
        then: Then<'_, 't>,
    ) -> bool {
        let mut place = at;
        let mut count = 0;
        loop {
            if count >= min && then(self, place) {
                return true;
            }
            self.steps = self.steps.saturating_sub(1);
            if count == max || self.steps == 0 {
                return false;
            }
            match self.step(set, place, forward) {
                Some(next) => place = next,
                None => return false,
            }
            count += 1;
        }
    }

    fn again(
        &mut self,
        node: &Node,
        (min, max): (u32, u32),
        at: usize,
        forward: bool,
        then: Then<'_, 't>,
    ) -> bool {
        if min == 0 && then(self, at) {
            return true;
        }
        if max == 0 || self.depth > DEPTH {
            return false;
        }
        self.depth += 1;
        let rest = (min.saturating_sub(1), if max == u32::MAX { max } else { max - 1 });
        // A repetition that consumes nothing would go on for ever.
        let found = self.go(node, at, forward, &mut |m, next| {
            (next != at || min > 0)
                && m.again(node, if next == at { (0, 0) } else { rest }, next, forward, then)
        });
        self.depth -= 1;
        found
    }

    fn is_edge(&self, at: usize) -> bool {
        let word = |c: Option<char>| {
            c.is_some_and(|c| c.is_alphanumeric() || c == '_' || ('\u{300}'..'\u{370}').contains(&c))
        };
        word(char_before(self.text, at)) != word(char_at(self.text, at))
    }

    fn is_limit(&self, at: usize, end: bool, lines: bool) -> bool {
        if end {
            at == self.text.len() || (lines && self.text[at..].starts_with(['\n', '\r']))
        } else {
            at == 0 || (lines && self.text[..at].ends_with(['\n', '\r']))
        }
    }
}

/// The characters that may stand last in what `node` matches: ASCII as bits, and whether others may. All when it may match nothing.
pub(super) fn last_chars(node: &Node) -> (u128, bool) {
    edge(node).unwrap_or((u128::MAX, true))
}

/// None when the node may match nothing.
fn edge(node: &Node) -> Option<(u128, bool)> {
    match node {
        Node::Empty | Node::Look { .. } | Node::Edge(_) | Node::Limit { .. } => None,
        Node::One(set) => Some((set.ascii(), true)),
        Node::Alt(nodes) => {
            nodes.iter().map(edge).try_fold((0, false), |sum, e| e.map(|e| (sum.0 | e.0, sum.1 | e.1)))
        }
        Node::Repeat { node, min, .. } => {
            if *min == 0 {
                None
            } else {
                edge(node)
            }
        }
        Node::Seq(nodes) => {
            // Parts that may be empty let what stands before them be last.
            let mut sum = (0, false);
            for node in nodes.iter().rev() {
                match node {
                    Node::Repeat { node: inner, min: 0, .. } => {
                        let e = edge(inner)?;
                        sum = (sum.0 | e.0, sum.1 | e.1);
                    }
                    Node::Look { .. } | Node::Edge(_) | Node::Limit { .. } | Node::Empty => {}
                    node => {
                        let e = edge(node)?;
                        return Some((sum.0 | e.0, sum.1 | e.1));
                    }
                }
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::srx::pattern::parse;

    fn ends(pattern: &str, text: &str) -> bool {
        Matcher::ends(text, &parse(pattern).expect("a pattern"), text.len())
    }

    #[test]
    fn matches_backwards() {
        for (pattern, text, wanted) in [
            (r"\bMr\.", "see Mr.", true),
            (r"\bMr\.", "xMr.", false),
            (r"\bw\.", "ów.", false),
            (r"[\.\?!]+", "what?!", true),
            (r"(?i)mr\.", "MR.", true),
            (r"(ab|c)+d", "ababcd", true),
            (r"(?<!\d)\d{1,2}\.", "on 12.", true),
            (r"(?<!\d)\d{1,2}\.", "1234.", false),
            (r"\Qa.b\E", "a.b", true),
            (r"[\p{L}&&[^a-z]]", "É", true),
            (r"[^\s]\u00A0", "x\u{a0}", true),
            (r"\p{Lu}\.\h?", "A. ", true),
            (r"^\s*\d+\.", " 12.", true),
            (r"(a*)*b", "aaaa", false),
            ("", "x", true),
        ] {
            assert_eq!(ends(pattern, text), wanted, "{pattern} on {text}");
        }
    }

    #[test]
    fn says_what_it_cannot_read() {
        for pattern in [r"(a)\1", "(a", "a)", "*a", r"\p{Nonsense}", "(?x)a", "a{3,2}"] {
            assert!(parse(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn nothing_hangs() {
        let text = "a".repeat(5000);
        assert!(!ends("(a+)+(a+)+b", &text));
        assert!(ends("(?:a|b)*a", &text));
    }
}
