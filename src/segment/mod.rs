//! Documents to sentences: candidates from marks, decisions from the data of the language.
