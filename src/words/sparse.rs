//! Sparse rows: values by key, one entry a key, sorted by key.

/// Sorts a row and adds up the values of equal keys.
pub fn add_up<K: Ord + Copy>(row: &mut Vec<(K, f32)>) {
    row.sort_by_key(|e| e.0);
    row.dedup_by(|b, a| {
        let same = a.0 == b.0;
        if same {
            a.1 += b.1;
        }
        same
    });
}

#[cfg(test)]
mod tests {
    #[test]
    fn equal_keys_are_one_entry() {
        let mut row = vec![(3, 0.5), (1, 1.0), (3, 0.25)];
        super::add_up(&mut row);
        assert_eq!(row, [(1, 1.0), (3, 0.75)]);
    }
}
