//! Rows: sentences of several languages that beads connect. The pairwise beads stay the truth; rows only group them.

use super::collection::JobAlignment;
use crate::model::Row;

/// The connected sentences of a job of texts with so many sentences each, in reading order.
///
/// A row's score is that of its weakest bead; a sentence without counterpart is a row of its own with the score of its
/// surest empty bead.
#[must_use]
pub fn rows(job: &JobAlignment, sizes: &[usize]) -> Vec<Row> {
    let starts: Vec<usize> = sizes
        .iter()
        .scan(0, |at, n| {
            let start = *at;
            *at += n;
            Some(start)
        })
        .collect();
    let total: usize = sizes.iter().sum();
    let mut forest = Forest((0..total).collect());
    let mut alone = vec![1.0_f32; total];
    let mut weakest = vec![1.0_f32; total];
    for (a, b, alignment) in &job.pairs {
        for bead in alignment.beads() {
            let nodes = bead
                .source
                .iter()
                .map(|&i| starts[*a] + i as usize)
                .chain(bead.target.iter().map(|&j| starts[*b] + j as usize));
            let paired = !bead.source.is_empty() && !bead.target.is_empty();
            let mut first = None;
            for node in nodes {
                if !paired {
                    alone[node] = alone[node].min(bead.score);
                    continue;
                }
                weakest[node] = weakest[node].min(bead.score);
                forest.join(*first.get_or_insert(node), node);
            }
        }
    }
    let order = reading_order(&mut forest, &starts, sizes);
    order
        .into_iter()
        .map(|nodes| {
            let score = match nodes[..] {
                [one] => alone[one],
                _ => nodes.iter().map(|&n| weakest[n]).fold(1.0, f32::min),
            };
            let mut cells = vec![Vec::new(); sizes.len()];
            for node in nodes {
                let text = starts.partition_point(|&s| s <= node) - 1;
                // Empty texts share their start with the next one: take the one that holds the sentence.
                cells[text].push((node - starts[text]) as u32);
            }
            Row { cells, score }
        })
        .collect()
}

/// The groups in the order of the first text; groups without it follow the one their own text has just left.
fn reading_order(forest: &mut Forest, starts: &[usize], sizes: &[usize]) -> Vec<Vec<usize>> {
    let total: usize = sizes.iter().sum();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); total];
    for node in 0..total {
        let root = forest.root(node);
        members[root].push(node);
    }
    let mut next = vec![usize::MAX; total + 1];
    let mut placed = vec![false; total];
    // A linked list of roots; `total` is its head.
    for (text, &start) in starts.iter().enumerate() {
        let mut last = total;
        for node in start..start + sizes[text] {
            let root = forest.root(node);
            if !placed[root] {
                placed[root] = true;
                next[root] = next[last];
                next[last] = root;
            }
            last = root;
        }
    }
    let mut out = Vec::new();
    let mut at = next[total];
    while at != usize::MAX {
        out.push(std::mem::take(&mut members[at]));
        at = next[at];
    }
    out
}

struct Forest(Vec<usize>);

impl Forest {
    fn root(&mut self, mut node: usize) -> usize {
        while self.0[node] != node {
            self.0[node] = self.0[self.0[node]];
            node = self.0[node];
        }
        node
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.0[high] = low;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Alignment, Bead};

    #[test]
    fn every_sentence_is_in_one_row_and_rows_follow_the_texts() {
        let bead = |s: &[u32], t: &[u32], score| Bead { source: s.to_vec(), target: t.to_vec(), score };
        let make = |beads, n, m| Alignment::new(beads, n, m).unwrap_or_default();
        let job = JobAlignment {
            gains: vec![1.0; 3],
            kinships: vec![1.0; 3],
            explained: Vec::new(),
            pairs: vec![
                (0, 1, make(vec![bead(&[0], &[0], 0.9), bead(&[1], &[], 0.8), bead(&[], &[1], 0.7)], 2, 2)),
                (0, 2, make(vec![bead(&[0], &[0, 1], 0.6), bead(&[1], &[], 0.9)], 2, 2)),
                (1, 2, make(vec![bead(&[0], &[0, 1], 0.95), bead(&[1], &[], 0.4)], 2, 2)),
            ],
        };
        let rows = rows(&job, &[2, 2, 2]);
        let cells: Vec<_> = rows.iter().map(|r| r.cells.clone()).collect();
        assert_eq!(
            cells,
            [
                vec![vec![0], vec![0], vec![0, 1]],
                vec![vec![], vec![1], vec![]],
                vec![vec![1], vec![], vec![]]
            ]
        );
        assert!((rows[0].score - 0.6).abs() < 1e-6 && (rows[1].score - 0.4).abs() < 1e-6);
    }
}
