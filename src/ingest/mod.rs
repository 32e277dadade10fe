//! Bytes to documents with tagged blocks; one file per format.
