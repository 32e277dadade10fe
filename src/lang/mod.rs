//! What is true of one language: data files a linguist can edit, and the little code that data cannot say.
pub mod stem;
