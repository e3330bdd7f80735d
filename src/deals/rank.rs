//! Where a card stands in its column: a text between its neighbours' texts, so that moving one card writes one row.
//!
//! Fractional indexing in base 36: ranks are digits after an imagined point, compared byte by byte. A rank never ends in `0`, so
//! there is always room before it. Not floats, which run out of places after some fifty moves to the same spot.

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

fn digit(text: &[u8], place: usize) -> Option<usize> {
    text.get(place).and_then(|byte| DIGITS.iter().position(|letter| letter == byte))
}

/// A rank after `low` and before `high`; without one, there is no bound on that side. Bounds in the wrong order, or equal ones,
/// give a rank after `low`.
pub fn between(low: Option<&str>, high: Option<&str>) -> String {
    let low = low.unwrap_or_default().as_bytes();
    let high = high.filter(|high| high.as_bytes() > low).map(str::as_bytes);
    let mut rank = String::new();
    let mut bounded = high;
    for place in 0.. {
        let floor = digit(low, place).unwrap_or(0);
        let ceiling = match bounded {
            Some(high) => digit(high, place).unwrap_or(0),
            None => 36,
        };
        if ceiling > floor + 1 {
            // Near an open end step by one, so that appending does not use up the digits by halves.
            let step = if bounded.is_none() && !low.is_empty() { floor + 1 } else { floor.midpoint(ceiling) };
            rank.push(char::from(DIGITS[step.max(1)]));
            break;
        }
        rank.push(char::from(DIGITS[floor]));
        if ceiling == floor + 1 {
            bounded = None;
        }
    }
    rank
}

/// The rank of the card numbered `number` of a long row below `low`: all the same length, in order, and short however many.
/// Stepping with [`between`] would add a digit for every few dozen.
pub fn numbered(low: Option<&str>, number: usize) -> String {
    let mut digits = [b'0'; 5];
    let mut rest = number;
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[rest % 36];
        rest /= 36;
    }
    let mut rank = between(low, None);
    rank.extend(digits.map(char::from));
    rank.push('i');
    rank
}

#[cfg(test)]
mod tests {
    use super::{between, numbered};

    #[test]
    fn a_long_row_of_cards_stands_in_order_below_what_was_there() {
        for low in [None, Some("i"), Some("z"), Some("i00050i")] {
            let ranks: Vec<String> = [0, 1, 35, 36, 9_000].map(|number| numbered(low, number)).into();
            assert!(ranks.is_sorted() && ranks.iter().all(|rank| rank.len() < 10), "{ranks:?}");
            assert!(low.is_none_or(|low| low < ranks[0].as_str()), "{ranks:?}");
        }
    }

    #[test]
    fn a_rank_lies_between_its_neighbours_whatever_they_are() {
        let mut ranks = vec![between(None, None)];
        let mut seed = 7_usize;
        for _ in 0..2_000 {
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
            let place = seed % (ranks.len() + 1);
            let low = place.checked_sub(1).map(|below| ranks[below].as_str());
            let rank = between(low, ranks.get(place).map(String::as_str));
            assert!(low.is_none_or(|low| low < rank.as_str()), "{low:?} < {rank}");
            assert!(ranks.get(place).is_none_or(|high| rank < *high), "{rank} < {:?}", ranks.get(place));
            assert!(!rank.ends_with('0'), "{rank}");
            ranks.insert(place, rank);
        }
        assert!(ranks.iter().all(|rank| rank.len() < 24), "random inserts stay short");
    }

    #[test]
    fn many_moves_to_the_same_spot_still_find_room() {
        for _ in 0..3 {
            let (mut low, high) = (between(None, None), between(Some(&between(None, None)), None));
            for _ in 0..500 {
                let rank = between(Some(&low), Some(&high));
                assert!(low < rank && rank < high, "{low} {rank} {high}");
                low = rank;
            }
        }
    }
}
