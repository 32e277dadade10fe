//! Names and terms: mentions, variants, concepts across languages.
