//! JSON lines in, JSON lines out: same order, one line out per line in, worked on in parallel.

use anyhow::Context;
use rayon::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use std::io::{BufRead, Write};

/// Lines read before they are worked on together; bounds the memory.
const BATCH_BYTES: usize = 4 << 20;

/// Reads a JSON object a line, applies `work`, writes its answers in the same order.
///
/// # Errors
/// A line that is not the JSON object wanted (with its number), or a failed read or write.
pub fn map<I, O, F>(mut input: impl BufRead, output: impl Write, work: F) -> anyhow::Result<()>
where
    I: DeserializeOwned,
    O: Serialize,
    F: Fn(I) -> O + Sync,
{
    let mut output = std::io::BufWriter::with_capacity(1 << 16, output);
    let mut first_line = 1;
    loop {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while bytes < BATCH_BYTES {
            let mut line = Vec::new();
            if input.read_until(b'\n', &mut line).context("reading the input")? == 0 {
                break;
            }
            bytes += line.len();
            batch.push(line);
        }
        if batch.is_empty() {
            break;
        }
        let answers: Vec<anyhow::Result<Vec<u8>>> = batch
            .par_iter()
            .enumerate()
            .map(|(i, line)| {
                let item = serde_json::from_slice(line).with_context(|| {
                    format!("input line {}: not the JSON object expected", first_line + i)
                })?;
                let mut out = serde_json::to_vec(&work(item))?;
                out.push(b'\n');
                Ok(out)
            })
            .collect();
        for answer in answers {
            output.write_all(&answer?)?;
        }
        first_line += batch.len();
    }
    output.flush()?;
    Ok(())
}
