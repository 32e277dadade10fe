//! What formats call a status, a kind of thing, a part of speech. Sources: ISO 30042:2019 and its dialect TBX-Basic, TBX-Min,
//! UTX 1.20, MultiTerm's usual picklists.

use super::Status;
use crate::model::Kind;

/// The status that a word of some format names; `None` for a word that names none.
///
/// ```
/// use songngu::glossary::{Status, status};
/// assert_eq!(status("deprecatedTerm-admn-sts"), Some(Status::Forbidden));
/// assert_eq!(status("not recommended"), Some(Status::Forbidden));
/// assert_eq!(status("approved"), Some(Status::Preferred));
/// assert_eq!(status("fine"), None);
/// ```
#[must_use]
pub fn status(word: &str) -> Option<Status> {
    let lower = key(word);
    let bare = lower.strip_suffix("admnsts").unwrap_or(&lower);
    let bare = bare.strip_suffix("term").unwrap_or(bare);
    Some(match bare {
        "preferred" | "approved" | "standardized" | "standardised" | "recommended" | "legal"
        | "regulated" | "main" => Status::Preferred,
        "admitted" | "allowed" | "permitted" | "acceptable" | "accepted" | "variant" | "nonstandard"
        | "synonym" => Status::Admitted,
        "doubtful" | "provisional" | "proposed" | "draft" | "new" | "unverified" | "working" => {
            Status::Doubtful
        }
        "superseded" | "obsolete" | "archaic" | "outdated" => Status::Superseded,
        "forbidden" | "deprecated" | "notrecommended" | "prohibited" | "rejected" | "donotuse" | "banned"
        | "unapproved" => Status::Forbidden,
        _ => return None,
    })
}

/// The kind that a subject field names: the contract's `PER`, or the word of songngu's own exports.
#[must_use]
pub fn kind(subject: &str) -> Option<Kind> {
    Some(match key(subject).as_str() {
        "per" | "person" | "people" => Kind::Per,
        "loc" | "place" | "location" => Kind::Loc,
        "org" | "organisation" | "organization" | "body" => Kind::Org,
        "title" | "rankoroffice" => Kind::Title,
        "event" => Kind::Event,
        "law" | "legaltext" => Kind::Law,
        "term" => Kind::Term,
        _ => return None,
    })
}

/// A name of a category, value or column without case, blanks and marks: `Part of Speech` is `partofspeech`.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
