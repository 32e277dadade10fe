//! Which documents of a folder belong together.
