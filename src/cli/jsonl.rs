//! JSON lines in, JSON lines out: same order, one line out per line in, worked on in parallel.

use anyhow::Context;
use memchr::{memchr, memchr_iter, memrchr};
use rayon::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use std::io::{Read, Write};

/// Bytes read before they are worked on together; bounds the memory (a longer line is still taken whole).
const BATCH_BYTES: usize = 4 << 20;

/// Bytes that one task works on.
const PIECE_BYTES: usize = 128 << 10;

/// Reads a JSON object a line, applies `work`, writes its answers in the same order.
///
/// # Errors
/// A line that is not the JSON object wanted (with its number), or a failed read or write.
pub fn map<I, O, F>(input: impl Read, output: impl Write, work: F) -> anyhow::Result<()>
where
    I: DeserializeOwned,
    O: Serialize,
    F: Fn(I) -> O + Sync,
{
    map_lines(input, output, |line, out| {
        let item = serde_json::from_slice(line).context("not the JSON object expected")?;
        serde_json::to_writer(&mut *out, &work(item))?;
        out.push(b'\n');
        Ok(())
    })
}

/// The same for work that reads the line itself and appends its answer, with the line end, to a buffer: nothing is copied.
/// Empty lines are left out.
///
/// # Errors
/// What `work` says (with the number of the line), or a failed read or write.
pub fn map_lines<F>(mut input: impl Read, mut output: impl Write, work: F) -> anyhow::Result<()>
where
    F: Fn(&[u8], &mut Vec<u8>) -> anyhow::Result<()> + Sync,
{
    let mut buffer = Vec::with_capacity(2 * BATCH_BYTES);
    let mut first_line = 1;
    let mut more = true;
    while more {
        let wanted = BATCH_BYTES as u64;
        more = input.by_ref().take(wanted).read_to_end(&mut buffer).context("reading the input")? as u64
            == wanted;
        let end = if more {
            match memrchr(b'\n', &buffer) {
                Some(at) => at + 1,
                None => continue,
            }
        } else {
            buffer.len()
        };
        let block = &buffer[..end];
        let answers: Vec<Result<Vec<u8>, (usize, anyhow::Error)>> =
            pieces(block).into_par_iter().map(|piece| answer(block, piece, &work)).collect();
        for answer in answers {
            match answer {
                Ok(bytes) => output.write_all(&bytes)?,
                Err((at, error)) => {
                    let line = first_line + memchr_iter(b'\n', &block[..at]).count();
                    return Err(error.context(format!("input line {line}")));
                }
            }
        }
        first_line += memchr_iter(b'\n', block).count();
        buffer.drain(..end);
    }
    output.flush()?;
    Ok(())
}

/// Cuts a block at line ends into ranges of about [`PIECE_BYTES`].
fn pieces(block: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < block.len() {
        let least = (start + PIECE_BYTES).min(block.len());
        let end = memchr(b'\n', &block[least..]).map_or(block.len(), |at| least + at + 1);
        out.push(start..end);
        start = end;
    }
    out
}

/// The answers to the lines of a piece, or the place in the block of the line that failed.
fn answer<F>(block: &[u8], piece: std::ops::Range<usize>, work: &F) -> Result<Vec<u8>, (usize, anyhow::Error)>
where
    F: Fn(&[u8], &mut Vec<u8>) -> anyhow::Result<()>,
{
    let mut out = Vec::with_capacity(piece.len() / 2);
    let mut start = piece.start;
    while start < piece.end {
        let end = memchr(b'\n', &block[start..piece.end]).map_or(piece.end, |at| start + at);
        let line = block[start..end].trim_ascii();
        if !line.is_empty() {
            work(line, &mut out).map_err(|error| (start, error))?;
        }
        start = end + 1;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_order_and_errors_their_number() {
        let mut out = Vec::new();
        map(&b"1\n2\n\n3"[..], &mut out, |n: u32| n + 1).expect("numbers");
        assert_eq!(out, b"2\n3\n4\n");
        let error = map(&b"1\n2\nx\n"[..], &mut out, |n: u32| n).expect_err("not a number");
        assert!(format!("{error:#}").starts_with("input line 3: not the JSON object expected"), "{error:#}");
    }

    #[test]
    fn long_lines_are_taken_whole() {
        let line = format!("\"{}\"\n", "x".repeat(BATCH_BYTES + 10));
        let input = line.repeat(2);
        let mut out = Vec::new();
        map(input.as_bytes(), &mut out, |s: String| s.len()).expect("strings");
        assert_eq!(String::from_utf8_lossy(&out), format!("{0}\n{0}\n", BATCH_BYTES + 10));
    }
}
