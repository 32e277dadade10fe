//! The house style of a project: how its Vietnamese names, dates, numbers, quotation marks and headlines are written.
//!
//! A profile says only what it cares for. Ready-made ones stand in `profiles.toml`.

mod figures;
mod marks;
mod names;

use super::{Input, Report, Text};
use crate::settings::{Profile, Settings};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static READY: LazyLock<BTreeMap<String, Profile>> = LazyLock::new(|| {
    // A test reads the file; a damaged one can only come from a damaged binary.
    Settings::parse(&include_str!("profiles.toml").replace("\n[", "\n[check.profiles."))
        .map(|s| s.check.profiles)
        .unwrap_or_default()
});

/// The ready-made profiles by name.
#[must_use]
pub fn profiles() -> &'static BTreeMap<String, Profile> {
    &READY
}

/// `house-style`.
pub(super) fn check(input: &Input<'_>, report: &mut Report) {
    for profile in input.profiles {
        for text in input.checked().filter(|t| profile.lang.holds(t.lang())) {
            names::check(input, text, profile, report);
            figures::check(text, profile, report);
            marks::quotes(text, profile, report);
            marks::headlines(text, profile, report);
        }
    }
}

/// The blocks of a text in its own language.
fn own<'a>(text: &Text<'a>) -> impl Iterator<Item = (&'a crate::model::Block, &'a str)> {
    let main = text.lang().primary();
    text.blocks().filter(move |b| b.1.primary() == main).map(|(block, _, content)| (block, content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    #[test]
    fn every_home_language_has_a_ready_made_profile() {
        for lang in Lang::HOME {
            let profile = &profiles()[&format!("{lang}-news")];
            assert!(profile.lang.holds(lang) && profile.decimal.is_some(), "{lang}");
        }
    }
}
