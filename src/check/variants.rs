//! One thing rendered in two ways.
use super::{Input, Report};
pub(super) fn names(_: &Input<'_>, _: &mut Report) {}
pub(super) fn truncated(_: &Input<'_>, _: &mut Report) {}
pub(super) fn titles(_: &Input<'_>, _: &mut Report) {}
pub(super) fn terms(_: &Input<'_>, _: &mut Report) {}
