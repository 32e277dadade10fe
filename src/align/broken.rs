//! Sentences that a line break cut in two: the first line has no end mark, the second goes on in lower case.
//!
//! Beads rarely end there when the other side's sentence does not go on as well.

/// The share of lines that may go on before lower case at the start of a line tells nothing (lists, verse, text without
/// capitals).
const OFTEN: f32 = 0.25;

/// For every segment of a text whether it goes on with the sentence of the one before it.
#[must_use]
pub fn goes_on(segments: &[&str]) -> Vec<bool> {
    let cut = |pair: &[&str]| is_open(pair[0]) && pair[1].trim_start().starts_with(char::is_lowercase);
    let mut out = Vec::with_capacity(segments.len());
    out.extend(segments.first().map(|_| false));
    out.extend(segments.windows(2).map(cut));
    let on = out.iter().filter(|&&on| on).count();
    if on > 2 && on as f32 > OFTEN * segments.len() as f32 {
        out.fill(false);
    }
    out
}

/// Whether no mark ends the sentence, be it before a closing quotation mark.
fn is_open(segment: &str) -> bool {
    let bare = segment.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]".contains(c));
    bare.chars().next_back().is_some_and(|c| !".!?…".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_sentence_is_told_from_a_heading_and_a_list() {
        let text =
            ["Lũ rút", "Sáng nay nước rút, nhưng", "đường vẫn ngập.", "« Non. »", "a-t-il dit", "Fin."];
        assert_eq!(goes_on(&text), [false, false, true, false, false, false]);
        let list = ["Rules:", "bring water,", "wear a helmet,", "stay together,", "call us."];
        assert_eq!(goes_on(&list), [false; 5], "every line goes on");
        assert!(goes_on(&[]).is_empty());
    }
}
