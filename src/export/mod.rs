//! What songngu writes: one file per format.

pub mod beads;
