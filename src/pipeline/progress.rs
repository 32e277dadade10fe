//! Progress on stderr, on a terminal only.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// A bar for `len` steps of a stage; hidden when stderr is no terminal.
pub fn bar(stage: &'static str, len: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() || len < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg:>10} {bar:30} {pos}/{len} {eta}");
    let bar = ProgressBar::new(len as u64).with_message(stage);
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
}
