//! What is true of any text: normal forms, folding for comparison, tokens, offsets, numbers.

pub mod fold;
pub mod normal;
pub mod numbers;
pub mod offsets;
pub mod tokens;
