//! Beads between two languages, then all languages together.
