//! The shapes a bead may have, and what each costs before anything is read.

/// A shape of bead: how many sentences it takes from each side, and which of them belong to it.
///
/// With a gap (`mask` 101) the middle sentence has no counterpart: a caption between the halves of a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// Source sentences passed.
    pub source: usize,
    /// Target sentences passed.
    pub target: usize,
    /// Bit k: source sentence k of the passed ones is in the bead.
    pub source_mask: u8,
    /// The same for the target.
    pub target_mask: u8,
    /// Log prior; for an empty-sided bead what is added to the prior of all such beads.
    pub prior: f32,
}

impl Move {
    /// Whether the beads of this shape have an empty side.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.source == 0 || self.target == 0
    }
}

const fn plain(source: usize, target: usize, prior: f32) -> Move {
    Move { source, target, source_mask: (1 << source) - 1, target_mask: (1 << target) - 1, prior }
}

/// All shapes. Priors (natural logarithms) fitted on the development half of the news alignment set, each article on
/// its own (`bench/align/run.py --single`); the empty-sided ones depend on what is known, see [`super::score::Weights`].
pub const MOVES: [Move; 17] = [
    plain(1, 1, -0.1),
    plain(1, 0, 0.0),
    plain(0, 1, 0.0),
    plain(1, 2, -2.7),
    plain(2, 1, -2.7),
    plain(2, 2, -4.5),
    plain(1, 3, -4.5),
    plain(3, 1, -4.5),
    plain(1, 4, -6.5),
    plain(4, 1, -6.5),
    plain(2, 3, -7.5),
    plain(3, 2, -7.5),
    plain(3, 3, -9.0),
    Move { source: 3, target: 1, source_mask: 0b101, target_mask: 0b1, prior: -6.5 },
    Move { source: 1, target: 3, source_mask: 0b1, target_mask: 0b101, prior: -6.5 },
    Move { source: 3, target: 2, source_mask: 0b101, target_mask: 0b11, prior: -8.5 },
    Move { source: 2, target: 3, source_mask: 0b11, target_mask: 0b101, prior: -8.5 },
];

/// The most sentences of one side a move passes.
pub const REACH: usize = 4;
