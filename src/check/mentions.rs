//! Names and terms of the texts, as rules want to see them.
