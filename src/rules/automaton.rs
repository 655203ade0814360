//! All shapes of addresses in one automaton, made when the rules are compiled.

/// States with where each byte leads, in rows of numbers of 16 bits: a column for each class of
/// bytes that are never told apart, and a last one for the end of the text.
///
/// A number is a state's plus one, in the last column a pattern's plus one; 0 leads nowhere.
#[derive(Clone, Copy, Debug)]
pub struct Automaton<'a> {
    /// The class of each byte.
    classes: &'a [u8; 256],
    /// The last column, behind those of so many classes.
    end: usize,
    rows: &'a [[u8; 2]],
}

impl<'a> Automaton<'a> {
    /// Looks at `section` as the class of each byte, how many there are, and the rows.
    pub(super) fn new(section: &'a [u8]) -> Option<Self> {
        let (classes, rest) = section.split_first_chunk()?;
        let (end, rows) = rest.split_first()?;
        Some(Self { classes, end: usize::from(*end), rows: rows.as_chunks().0 })
    }

    /// The number of the first pattern that is all of `text`.
    pub fn pattern(&self, text: &str) -> Option<usize> {
        let state = text
            .bytes()
            .try_fold(0, |state, byte| self.behind(state, usize::from(self.classes[usize::from(byte)])))?;
        self.behind(state, self.end)
    }

    fn behind(&self, state: usize, class: usize) -> Option<usize> {
        let number = self.rows.get(state * (self.end + 1) + class)?;
        usize::from(u16::from_le_bytes(*number)).checked_sub(1)
    }
}

#[cfg(all(test, feature = "cli"))]
#[allow(clippy::unwrap_used, reason = "a failing helper is a failing test")]
mod tests {
    use crate::rules::{Artefact, BUILT};
    use proptest::prelude::*;
    use regex_automata::{Anchored, Input, MatchKind, dfa::Automaton as _, dfa::dense, util::syntax};
    use std::sync::LazyLock;

    /// The expressions of the shapes, in their order.
    static EXPRESSIONS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let rows = include_str!("../../rules/shapes.tsv")
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        rows.map(|row| row.split('\t').nth(2).unwrap()).collect()
    });

    /// What reads expressions as they are written.
    static ENGINE: LazyLock<dense::DFA<Vec<u32>>> = LazyLock::new(|| {
        let whole: Vec<String> = EXPRESSIONS.iter().map(|one| format!("^(?:{one})$")).collect();
        dense::Builder::new()
            .configure(dense::Config::new().match_kind(MatchKind::LeftmostFirst))
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .build_many(&whole)
            .unwrap()
    });

    /// Addresses of a shape, whole, cut, or with something in front, within or behind.
    fn address() -> impl Strategy<Value = String> {
        let shaped = proptest::sample::select(EXPRESSIONS.clone())
            .prop_flat_map(|one| proptest::string::string_regex(one).unwrap());
        (shaped, any::<proptest::sample::Index>(), "[a-zA-Z0-9./:?=é-]{0,3}", 0..4).prop_map(
            |(shaped, at, other, how)| {
                let (before, behind) =
                    shaped.split_at(shaped.floor_char_boundary(at.index(shaped.len() + 1)));
                match how {
                    0 => shaped,
                    1 => format!("{before}{other}{behind}"),
                    2 => before.to_owned(),
                    _ => format!("{other}{shaped}"),
                }
            },
        )
    }

    proptest! {
        /// The table says what the engine says that it was made by.
        #[test]
        fn a_table_is_its_expressions(address in address()) {
            let found = ENGINE.try_search_fwd(&Input::new(&address).anchored(Anchored::Yes)).unwrap();
            let expected = found.map(|found| found.pattern().as_usize());
            let automaton = Artefact::read(BUILT).unwrap().automaton;
            prop_assert_eq!(automaton.pattern(&address), expected, "{}", address);
        }
    }

    #[test]
    fn a_shape_is_the_whole_address() {
        let automaton = Artefact::read(BUILT).unwrap().automaton;
        for (address, pattern) in [
            ("https://tinurll.com/2A0TbB", Some(0)),
            ("https://tinurll.com/2A0TbB/", Some(0)),
            ("https://tinurll.com/2A0TbB/x", None),
            ("xhttps://tinurll.com/2A0TbB", None),
            ("https://some.blogspot.com/?key=2A0TbB", Some(1)),
            ("https://media.cloud123.cfd/any/thing?at=all", Some(2)),
            ("", None),
        ] {
            assert_eq!(automaton.pattern(address), pattern, "{address}");
        }
    }
}
