//! `report.html`: one file for people, to read what was aligned and linked, what is doubtful, and what was left out.

use super::{Glossary, Job};

/// The whole report of a call, self-contained: no network, no other file.
///
/// `glossary.articles` are the articles of the jobs in order, those in no job behind them. `notes` is what else a reader should
/// know, a sentence each: files that could not be read, texts that are not translations, what a format could not hold.
#[must_use]
pub fn html(jobs: &[Job<'_>], glossary: &Glossary<'_>, notes: &[String]) -> String {
    let _ = (jobs, glossary, notes);
    "<!doctype html>\n<title>songngu</title>\n".to_owned()
}
