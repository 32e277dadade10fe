//! Fingerprints: 128 bits that are equal for equal units, on every machine and run.
//!
//! Two different units of a memory of ten million share one with a probability of about 10⁻²⁵; equality is not
//! checked further.

use crate::model::{Attributes, Content, Remark, Segment, Unit, Variant};
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;

/// 128 bits; two halves take less room in a table than one `u128`.
pub(crate) type Print = (u64, u64);

fn done(hasher: &SipHasher13) -> Print {
    let hash = hasher.finish128();
    (hash.h1, hash.h2)
}

fn text(hasher: &mut SipHasher13, text: &str) {
    hasher.write(text.as_bytes());
    hasher.write_u8(0xFF);
}

fn attributes(hasher: &mut SipHasher13, all: &Attributes) {
    for (name, value) in all.iter() {
        text(hasher, name);
        text(hasher, value);
    }
    hasher.write_u8(0xFE);
}

fn content(hasher: &mut SipHasher13, pieces: &[Content]) {
    for piece in pieces {
        match piece {
            Content::Text(t) => text(hasher, t),
            Content::Code(code) => {
                hasher.write_u8(code.kind as u8);
                attributes(hasher, &code.attributes);
                content(hasher, &code.content);
            }
        }
    }
    hasher.write_u8(0xFD);
}

/// Of a segment with its codes.
pub(crate) fn segment(segment: &Segment) -> Print {
    let mut hasher = SipHasher13::new();
    content(&mut hasher, &segment.content);
    done(&hasher)
}

/// Of language and segment.
pub(crate) fn variant(variant: &Variant) -> Print {
    let mut hasher = SipHasher13::new();
    for byte in variant.lang.bytes() {
        hasher.write_u8(byte.to_ascii_lowercase());
    }
    hasher.write_u8(0xFF);
    content(&mut hasher, &variant.segment.content);
    done(&hasher)
}

/// Of the languages and segments of a unit, in whatever order.
pub(crate) fn variants(unit: &Unit) -> Print {
    unit.variants.iter().map(variant).fold((0, 0), |sum, print| {
        let wide = |p: Print| u128::from(p.0) << 64 | u128::from(p.1);
        let sum = wide(sum).wrapping_add(wide(print));
        ((sum >> 64) as u64, sum as u64)
    })
}

/// Of everything but languages and segments.
pub(crate) fn metadata(unit: &Unit) -> Print {
    let mut hasher = SipHasher13::new();
    let remarks = |hasher: &mut SipHasher13, all: &[Remark]| {
        for remark in all {
            let (a, t) = remark.parts();
            attributes(hasher, a);
            text(hasher, t);
        }
        hasher.write_u8(0xFC);
    };
    attributes(&mut hasher, &unit.attributes);
    remarks(&mut hasher, &unit.remarks);
    for variant in &unit.variants {
        attributes(&mut hasher, &variant.attributes);
        remarks(&mut hasher, &variant.remarks);
    }
    done(&hasher)
}

/// Of a text.
pub(crate) fn string(value: &str) -> Print {
    let mut hasher = SipHasher13::new();
    text(&mut hasher, value);
    done(&hasher)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_variants_does_not_matter_and_all_else_does() {
        let (vi, en) = (Variant::new("vi", "a".into()), Variant::new("en", "b".into()));
        let unit = |variants: Vec<Variant>| Unit { variants, ..Unit::new() };
        let one = variants(&unit(vec![vi.clone(), en.clone()]));
        assert_eq!(one, variants(&unit(vec![en.clone(), vi.clone()])));
        assert_ne!(one, variants(&unit(vec![vi.clone()])));
        assert_ne!(
            one,
            variants(&unit(vec![Variant::new("vi", "b".into()), Variant::new("en", "a".into())]))
        );
        assert_eq!(variant(&Variant::new("EN", "b".into())), variant(&en));
    }
}
