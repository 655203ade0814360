//! How far two names are from each other.

/// How many letters have to be changed, added or left out (Levenshtein).
pub(super) fn distance(one: &str, other: &str) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    // Names differ in length by no more than they differ at all.
    if one.len().abs_diff(other.len()) > 2 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let next = (diagonal + usize::from(a != b)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn counts_the_letters_that_differ() {
        for (one, other, expected) in [
            ("nginx", "nginx", 0),
            ("nginx", "ngnix", 2),
            ("nginx", "nginxx", 1),
            ("tinyurl", "tinurl", 1),
            ("a", "", 1),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }
}
