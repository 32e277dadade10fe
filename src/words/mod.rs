//! Statistical word translation (shared by `align` and `terms`) and word alignment.
