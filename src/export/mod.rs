//! What songngu writes: one file per format.
