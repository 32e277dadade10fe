//! Which cells of the table are looked at: for every source sentence a range of target sentences.

/// A band through an n × m table: row i (0..=n) holds columns `lo[i]..=hi[i]`; both ends never fall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    lo: Vec<u32>,
    hi: Vec<u32>,
}

impl Band {
    /// The whole table.
    #[must_use]
    pub fn full(n: usize, m: usize) -> Self {
        Self { lo: vec![0; n + 1], hi: vec![m as u32; n + 1] }
    }

    /// A band of `width` sentences around straight lines through `points`, ascending (source, target) pairs.
    #[must_use]
    pub fn around(points: &[(u32, u32)], n: usize, m: usize, width: u32) -> Self {
        let mut knots = vec![(0, 0)];
        knots.extend(points.iter().copied().filter(|&(i, j)| (i as usize) < n && (j as usize) < m));
        knots.push((n as u32, m as u32));
        let mut lo = vec![m as u32; n + 1];
        let mut hi = vec![0; n + 1];
        for pair in knots.windows(2) {
            let ((i0, j0), (i1, j1)) = (pair[0], pair[1]);
            let steps = i1.saturating_sub(i0);
            for i in i0..=i1 {
                // A rectangle between close knots, a slanted band between far ones.
                let (from, to) = if steps <= 2 * width && j1.saturating_sub(j0) <= 2 * width {
                    (j0, j1)
                } else {
                    // To the next row's place, so that a steep line stays connected.
                    let at = |step: u32| {
                        j0 + (u64::from(j1 - j0) * u64::from(step.min(steps)) / u64::from(steps.max(1)))
                            as u32
                    };
                    (at(i - i0), at(i - i0 + 1))
                };
                let slot = i as usize;
                lo[slot] = lo[slot].min(from.saturating_sub(width));
                hi[slot] = hi[slot].max((to + width).min(m as u32));
            }
        }
        for i in 1..=n {
            hi[i] = hi[i].max(hi[i - 1]);
        }
        for i in (0..n).rev() {
            lo[i] = lo[i].min(lo[i + 1]);
        }
        lo[0] = 0;
        hi[n] = m as u32;
        Self { lo, hi }
    }

    /// The part of this band that lies within `reach` rows and columns of `ranges`, the columns to keep of every row.
    #[must_use]
    pub fn within(&self, ranges: &[Option<(usize, usize)>], reach: usize) -> Self {
        let rows = self.rows();
        let (mut lo, mut hi) = (self.hi.clone(), self.lo.clone());
        for (i, range) in ranges.iter().enumerate() {
            let Some((from, to)) = range else { continue };
            for row in i.saturating_sub(reach)..=(i + reach).min(rows - 1) {
                lo[row] = lo[row].min(from.saturating_sub(reach) as u32);
                hi[row] = hi[row].max((to + reach) as u32);
            }
        }
        for i in 0..rows {
            lo[i] = lo[i].max(self.lo[i]);
            hi[i] = hi[i].min(self.hi[i]);
        }
        for i in 1..rows {
            hi[i] = hi[i].max(hi[i - 1]);
        }
        for i in (0..rows - 1).rev() {
            lo[i] = lo[i].min(lo[i + 1]);
        }
        Self { lo, hi }
    }

    /// Number of rows: sentences of the source and one.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.lo.len()
    }

    /// The columns of row `i`.
    #[must_use]
    pub fn columns(&self, i: usize) -> std::ops::RangeInclusive<usize> {
        self.lo[i] as usize..=self.hi[i] as usize
    }

    /// Place of cell (i, j) in row i, if the band holds it.
    #[must_use]
    pub fn slot(&self, i: usize, j: usize) -> Option<usize> {
        let j = j as u32;
        (self.lo[i] <= j && j <= self.hi[i]).then(|| (j - self.lo[i]) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_joins_both_corners_and_never_steps_back() {
        for band in [
            Band::around(&[(10, 30), (50, 31)], 80, 90, 5),
            Band::around(&[(2, 700), (40, 701)], 80, 90, 3),
            Band::around(&[], 80, 4000, 3),
        ] {
            check(&band);
        }
    }

    fn check(band: &Band) {
        assert_eq!(band.slot(0, 0), Some(0));
        assert_eq!(band.rows(), 81);
        for i in 1..band.rows() {
            assert!(band.columns(i - 1).start() <= band.columns(i).start());
            assert!(band.columns(i - 1).end() <= band.columns(i).end());
            assert!(band.columns(i).start() <= band.columns(i - 1).end(), "row {i} can be reached");
        }
    }
}
