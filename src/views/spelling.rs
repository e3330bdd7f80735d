//! What was meant by a word that no name has.

use std::collections::BTreeMap;
use strsim::osa_distance;

/// The most spellings a word is looked for in.
const SPELLINGS: usize = 5;
/// From this many letters on two mistakes are forgiven.
const LONG: usize = 8;

/// The words of a text as names are split into words: at whatever is neither letter nor digit.
pub fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Each typed word with what may have been meant by it: itself, or the known words nearest to it. `unknown` are the words no name
/// has, by their place among those typed (from 1), folded, each with known words that may be near. None when there is no unknown
/// word, or nothing near to one: then no name has all of them, however they are spelt.
pub fn meant(typed: &[String], unknown: Vec<(i64, String, Option<String>)>) -> Option<Vec<Vec<String>>> {
    let mut candidates: BTreeMap<i64, (String, Vec<String>)> = BTreeMap::new();
    for (place, folded, word) in unknown {
        candidates.entry(place).or_insert_with(|| (folded, Vec::new())).1.extend(word);
    }
    if candidates.is_empty() {
        return None;
    }
    let spelt = typed.iter().zip(1_i64..).map(|(word, place)| match candidates.get(&place) {
        None => Some(vec![word.clone()]),
        Some((folded, known)) => Some(nearest(folded, known)).filter(|nearest| !nearest.is_empty()),
    });
    spelt.collect()
}

/// Those of the known words that are nearest to the typed one, or begin with what is, shorter ones first. A letter missing, doubled,
/// mistaken or swapped with its neighbour is one mistake (optimal string alignment).
fn nearest(typed: &str, known: &[String]) -> Vec<String> {
    let length = typed.chars().count();
    let forgiven = if length < LONG { 1 } else { 2 };
    let mut near: Vec<(usize, &String)> = Vec::new();
    for word in known {
        let begin: String = word.chars().take(length).collect();
        let mistakes = osa_distance(typed, word).min(osa_distance(typed, &begin));
        if mistakes <= forgiven {
            near.push((mistakes, word));
        }
    }
    let fewest = near.iter().map(|(mistakes, _)| *mistakes).min();
    near.retain(|(mistakes, _)| Some(*mistakes) == fewest);
    near.sort_by_key(|(_, word)| (word.chars().count(), word.as_str()));
    near.dedup();
    near.into_iter().take(SPELLINGS).map(|(_, word)| word.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn one_mistake_is_forgiven_in_a_short_word_and_two_in_a_long_one() {
        for (typed, expected) in [
            ("sokda", Some("skoda")),        // swapped
            ("skda", Some("skoda")),         // missing
            ("skoodda", None),               // two too many
            ("skora", Some("skoda")),        // mistaken
            ("logitsic", Some("logistics")), // missing and swapped, and still being typed
            ("logitcsi", None),
        ] {
            let found = nearest(typed, &known(&["skoda", "logistics"]));
            assert_eq!(found.first().map(String::as_str), expected, "{typed}");
        }
    }

    #[test]
    fn a_word_still_being_typed_is_meant_by_its_beginning() {
        assert_eq!(nearest("nrodw", &known(&["nordwind", "nordic"])), ["nordwind"]);
    }

    #[test]
    fn only_the_nearest_are_meant() {
        assert_eq!(nearest("praga", &known(&["prague", "praha", "prago"])), ["prago", "praha", "prague"]);
        assert_eq!(nearest("vistulla", &known(&["vistule", "vistula"])), ["vistula"]);
    }

    #[test]
    fn words_that_names_have_stay_as_they_are() {
        let typed = words("Nrodwind, Rail & 2021");
        assert_eq!(typed, ["Nrodwind", "Rail", "2021"]);
        let unknown = vec![(1, "nrodwind".to_owned(), Some("nordwind".to_owned()))];
        let expected = vec![known(&["nordwind"]), known(&["Rail"]), known(&["2021"])];
        assert_eq!(meant(&typed, unknown), Some(expected));
    }

    #[test]
    fn nothing_is_meant_when_all_is_known_or_nothing_is_near() {
        let typed = words("Nordwind qqqqq");
        assert_eq!(meant(&typed, Vec::new()), None);
        assert_eq!(meant(&typed, vec![(2, "qqqqq".to_owned(), None)]), None);
        assert_eq!(meant(&typed, vec![(2, "qqqqq".to_owned(), Some("nordwind".to_owned()))]), None);
    }
}
