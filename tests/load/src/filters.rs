//! A list of filter rules for advertisements, of the size and the shapes of EasyList
//! (<https://easylist.to/>: about 70,000 rules, most of them hosts).

use crate::random::Random;

/// How many rules the list has.
const RULES: usize = 70_000;

/// The rules, a line each.
pub fn rules() -> String {
    let mut random = Random::new(11);
    let mut word = |letters: usize| -> String {
        (0..letters).map(|_| char::from(b"abcdefghijklmnopqrstuvwxyz"[random.below(26)])).collect()
    };
    (0..RULES)
        .map(|at| match at % 20 {
            0 => format!("/{}/{}-ad.", word(5), word(4)),
            1 => format!("-{}-banner.", word(6)),
            2 => format!("&{}_ad=", word(5)),
            3 => format!("||{}.com/{}/*/ads/$script", word(8), word(4)),
            4 => format!("@@||{}.net^$image,domain={}.org", word(7), word(6)),
            5..=8 => format!("||{}.{}.com^$third-party", word(4), word(8)),
            _ => format!("||{}.com^", word(9)),
        })
        .collect::<Vec<String>>()
        .join("\n")
}
