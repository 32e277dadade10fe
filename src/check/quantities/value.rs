//! Decimal numbers by value: a mantissa and a power of ten, exact.

use std::cmp::Ordering;
use std::fmt;

/// A number that is not negative: `mantissa · 10^exponent`, without trailing zeros in the mantissa.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Value {
    mantissa: u64,
    exponent: i16,
}

impl Value {
    /// One half.
    pub const HALF: Self = Self { mantissa: 5, exponent: -1 };

    /// A whole number.
    #[must_use]
    pub fn whole(n: u64) -> Self {
        Self { mantissa: n, exponent: 0 }.normal()
    }

    /// Reads digits with at most one dot; `None` when there are more digits than fit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let mantissa = format!("{whole}{decimals}").parse().ok()?;
        Some(Self { mantissa, exponent: -(i16::try_from(decimals.len()).ok()?) }.normal())
    }

    fn normal(mut self) -> Self {
        if self.mantissa == 0 {
            return Self { mantissa: 0, exponent: 0 };
        }
        while self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.exponent += 1;
        }
        self
    }

    /// The product; `None` when it does not fit.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let mantissa = self.mantissa.checked_mul(other.mantissa)?;
        Some(Self { mantissa, exponent: self.exponent.checked_add(other.exponent)? }.normal())
    }

    /// The sum; `None` when it does not fit.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let mantissa = self.at(exponent)?.checked_add(other.at(exponent)?)?;
        Some(Self { mantissa, exponent }.normal())
    }

    /// The mantissa for a smaller exponent.
    fn at(self, exponent: i16) -> Option<u64> {
        let shift = u32::try_from(self.exponent - exponent).ok()?;
        self.mantissa.checked_mul(10u64.checked_pow(shift)?)
    }

    /// As a whole number, if it is one.
    #[must_use]
    pub fn to_whole(self) -> Option<u64> {
        if self.exponent < 0 { None } else { self.at(0) }
    }

    /// Whether it is a whole number below `n`.
    #[must_use]
    pub fn is_below(self, n: u64) -> bool {
        self.to_whole().is_some_and(|v| v < n)
    }

    /// As a decimal number, rounded.
    #[must_use]
    pub fn to_float(self) -> f64 {
        self.mantissa as f64 * 10f64.powi(i32::from(self.exponent))
    }

    /// Whether the two differ by a power of a thousand only: 5 and 5 million.
    #[must_use]
    pub fn same_but_scale(self, other: Self) -> bool {
        let apart = (self.exponent - other.exponent).abs();
        self.mantissa == other.mantissa && matches!(apart, 2 | 3 | 6 | 9 | 12)
    }

    /// As a floating-point number, for rough comparisons.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 * 10f64.powi(i32::from(self.exponent))
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.to_f64().total_cmp(&other.to_f64()))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.exponent >= 0 {
            return write!(f, "{}{}", self.mantissa, "0".repeat(self.exponent.unsigned_abs().into()));
        }
        let digits = self.mantissa.to_string();
        let decimals = usize::from(self.exponent.unsigned_abs());
        let padded = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, rest) = padded.split_at(padded.len() - decimals);
        write!(f, "{whole}.{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_is_exact() {
        let v = |t: &str| Value::parse(t);
        assert_eq!(v("12400.50"), v("12400.5"));
        assert_eq!(v("2.5").and_then(|a| a.times(v("1000000")?)), v("2500000"));
        assert_eq!(v("200000").and_then(|a| a.plus(v("0.5")?)), v("200000.5"));
        assert_eq!(v("0.05").map(|a| a.to_string()).as_deref(), Some("0.05"));
        assert_eq!(v("1200").map(|a| a.to_string()).as_deref(), Some("1200"));
        assert_eq!(v("99999999999999999999999"), None);
    }
}
