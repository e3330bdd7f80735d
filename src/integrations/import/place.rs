//! Which of a file's lines are rows, and on which line one is: the reader counts line feeds as it reads them, which is not quite
//! that.

use csv::{Position, StringRecord};

/// Whether nothing stands in any column: spreadsheets end in such rows, and they are none.
pub fn is_blank(row: &StringRecord) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// How a file's lines are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    /// The reader leaves the line feed of a `\r\n` to the next row: in such a file every row would be told one line too early.
    behind: u64,
}

impl Lines {
    /// Of the file whose header ends with these two bytes.
    pub fn of(header_end: &[u8]) -> Self {
        Self { behind: u64::from(header_end == b"\r\n") }
    }

    /// Where a row that could not be read begins.
    pub fn begin(self, at: &Position) -> u64 {
        at.line() + self.behind
    }

    /// The line a row begins on, from what the reader stands at after it. Where the row was looked for is no answer: empty lines
    /// come before it.
    pub fn line(self, after: &Position, row: &StringRecord) -> u64 {
        let looked_for = row.position().map_or(0, |at| self.begin(at));
        let within = row.iter().flat_map(str::bytes).filter(|byte| *byte == b'\n').count();
        let within = u64::try_from(within).unwrap_or_default();
        // The row's own line feed was read, unless that of a `\r\n` is still to come. A last row without any falls back on where
        // it was looked for.
        (after.line() + self.behind).saturating_sub(within + 1).max(looked_for)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use csv::ReaderBuilder;

    #[test]
    fn rows_have_their_line_whatever_lines_end_with() {
        for (text, expected) in [
            ("a,b\n1,2\n3,4\n", [2, 3]),
            ("a,b\n1,2\n3,4", [2, 3]),
            ("a,b\r\n1,2\r\n3,4\r\n", [2, 3]),
            ("a,b\r\n1,2\r\n3,4", [2, 3]),
            ("\u{feff}a,b\r\n1,2\r\n3,4", [2, 3]),
            ("a,b\n\n1,2\n\n\n3,4\n", [3, 6]),
            ("a,b\r\n\r\n1,2\r\n\r\n\r\n3,4\r\n", [3, 6]),
            ("a,b\n\"1\n1\",2\n3,\"4\n\"\n", [2, 4]),
            ("a,b\r\n\"1\r\n1\",2\r\n\r\n3,4\r\n", [2, 5]),
        ] {
            let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
            assert!(reader.headers().is_ok());
            let at = usize::try_from(reader.position().byte()).unwrap_or_default();
            let lines = Lines::of(text.as_bytes().get(at - 1..=at).unwrap_or_default());
            let (mut row, mut found) = (StringRecord::new(), Vec::new());
            while reader.read_record(&mut row).unwrap_or_default() {
                found.push(lines.line(reader.position(), &row));
            }
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
