//! `songngu words`: word alignment in the interface of `fast_align` and `eflomal`.

use super::Outcome;
use crate::model::Lang;
use crate::words::aligner::Aligner;
use crate::words::settings::{Settings, THRESHOLD};
use crate::words::symmetrize::Symmetrize;
use anyhow::{Context, bail};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
The two files are parallel: line 7 of the one translates line 7 of the other. Tokens are what white space separates.
The output has a line for each pair of lines: links `i-j`, source token and target token, counted from 0.

Examples:
  songngu words text.en text.vi --from en --to vi > links
  songngu words text.fr text.pl --from fr --to pl --scores
  songngu words text.en text.fr --from en --to fr --symmetrize intersection";

/// Arguments of `words`.
#[derive(clap::Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Source text, tokenised, one sentence a line; `-` is standard input
    #[arg(value_name = "SRC")]
    source: PathBuf,
    /// Target text, tokenised, one sentence a line; `-` is standard input
    #[arg(value_name = "TGT")]
    target: PathBuf,
    /// Language of the source (BCP-47)
    #[arg(long, value_name = "CODE")]
    from: Lang,
    /// Language of the target (BCP-47)
    #[arg(long, value_name = "CODE")]
    to: Lang,
    /// How the two directions of alignment become one
    #[arg(long, value_enum, default_value_t = Way::Beliefs)]
    symmetrize: Way,
    /// Least mean belief of a link (with `--symmetrize beliefs`): less gives more links
    #[arg(long, value_name = "P", default_value_t = THRESHOLD)]
    threshold: f32,
    /// Write `i-j:p` with the probability of each link
    #[arg(long)]
    scores: bool,
    #[command(flatten)]
    words: super::WordArgs,
    /// Rounds of learning with the hidden Markov model
    #[arg(long, value_name = "N", default_value_t = Settings::default().rounds)]
    iterations: usize,
}

/// [`Symmetrize`] by its names on the command line.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Way {
    /// Links that both directions together believe in (best)
    Beliefs,
    /// Links that both directions choose: few and sure
    Intersection,
    /// Links that either direction chooses: many
    Union,
    /// Intersection, grown into the union
    GrowDiagFinalAnd,
    /// Each target token chooses its source token
    Forward,
    /// Each source token chooses its target token
    Backward,
}

impl From<Way> for Symmetrize {
    fn from(way: Way) -> Self {
        match way {
            Way::Beliefs => Self::Beliefs,
            Way::Intersection => Self::Intersection,
            Way::Union => Self::Union,
            Way::GrowDiagFinalAnd => Self::Grow,
            Way::Forward => Self::Forward,
            Way::Backward => Self::Backward,
        }
    }
}

/// Runs the verb.
///
/// # Errors
/// Unreadable files, text that is not UTF-8, files of different lengths.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let Args { source, target, from, to, .. } = args;
    let texts = (read(&source)?, read(&target)?);
    let pairs = (sentences(&texts.0), sentences(&texts.1));
    if pairs.0.len() != pairs.1.len() {
        bail!(
            "{} has {} lines and {} has {}; parallel files have as many lines as each other (`songngu align` pairs texts that are not parallel)",
            source.display(),
            pairs.0.len(),
            target.display(),
            pairs.1.len()
        );
    }
    let settings = Settings { rounds: args.iterations, ..Settings::default() };
    let lexicon = args.words.lexicon()?;
    let aligner = Aligner::learn(&pairs.0, &pairs.1, (from, to), &lexicon, settings);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for links in aligner.links(args.symmetrize.into(), args.threshold) {
        for (k, link) in links.iter().enumerate() {
            let gap = if k == 0 { "" } else { " " };
            if args.scores {
                write!(out, "{gap}{link}:{:.3}", link.probability)?;
            } else {
                write!(out, "{gap}{link}")?;
            }
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

fn read(path: &Path) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).context("reading standard input")?;
    } else {
        bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    }
    String::from_utf8(bytes).map_err(|e| {
        let good = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', good).count();
        anyhow::anyhow!("{}:{line}: not UTF-8; convert it, for example with iconv", path.display())
    })
}

/// The tokens of every line. Only a line feed ends a line, as in the tools of the field.
fn sentences(text: &str) -> Vec<Vec<&str>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let body = text.strip_suffix('\n').unwrap_or(text);
    if text.is_empty() {
        return Vec::new();
    }
    body.split('\n').map(|line| line.split_whitespace().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_counts() {
        assert_eq!(sentences("").len(), 0);
        assert_eq!(sentences("\n").len(), 1);
        assert_eq!(sentences("a b\n\nc"), [vec!["a", "b"], vec![], vec!["c"]]);
        assert_eq!(sentences("a\r\nb\r\n"), [["a"], ["b"]]);
    }
}
