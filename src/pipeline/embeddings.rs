//! Embeddings of the user's own, from pairs of files.

use crate::align::{BadEmbeddings, Embeddings};
use std::path::{Path, PathBuf};

/// Files of embeddings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadVectors {
    /// The system refused.
    #[error("{file}: cannot be read ({source}); check the name and your rights to it")]
    Unreadable {
        /// Which.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// What they hold makes no sense.
    #[error("{overlaps} and {vectors}: {source}")]
    Bad {
        /// The strings.
        overlaps: String,
        /// Their vectors.
        vectors: String,
        /// Why.
        source: BadEmbeddings,
    },
}

/// Reads overlap files and the embedding file that follows each.
///
/// # Errors
/// [`BadVectors`]: files that cannot be read or do not belong together.
pub fn embeddings(files: &[PathBuf]) -> Result<Embeddings, BadVectors> {
    let read = |path: &Path| {
        std::fs::read(path)
            .map_err(|source| BadVectors::Unreadable { file: path.display().to_string(), source })
    };
    let mut all = Embeddings::default();
    for pair in files.chunks_exact(2) {
        let (strings, bytes) = (read(&pair[0])?, read(&pair[1])?);
        let [overlaps, vectors] = [0, 1].map(|k| pair[k].display().to_string());
        all.add(&String::from_utf8_lossy(&strings), &bytes).map_err(|source| BadVectors::Bad {
            overlaps,
            vectors,
            source,
        })?;
    }
    Ok(all)
}
