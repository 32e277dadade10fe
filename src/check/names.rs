//! Names that are missing, conflated, or written with and without marks.
use super::{Input, Report};
pub(super) fn diacritics(_: &Input<'_>, _: &mut Report) {}
pub(super) fn case(_: &Input<'_>, _: &mut Report) {}
pub(super) fn missing(_: &Input<'_>, _: &mut Report) {}
pub(super) fn conflated(_: &Input<'_>, _: &mut Report) {}
