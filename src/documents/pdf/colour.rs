//! The few colours of a page, and whether they can be read. Contrast is WCAG's: 1 (none) to 21 (black on white).

use super::document::Colour;

/// Text.
pub const INK: Colour = rgb(0x1b, 0x22, 0x2b);
/// Labels and what stands beside the matter.
pub const GREY: Colour = rgb(0x5a, 0x65, 0x72);
/// Rules between rows.
pub const HAIRLINE: Colour = rgb(0xd5, 0xda, 0xe0);
/// Behind everything, on a draft.
pub const WATERMARK: Colour = rgb(0xea, 0xed, 0xf0);
/// Where the seller has chosen none.
const DEFAULT_ACCENT: Colour = rgb(0x1f, 0x5a, 0x96);
/// What WCAG asks of text of this size (AA).
const READABLE: f64 = 4.5;

const fn rgb(red: u8, green: u8, blue: u8) -> Colour {
    Colour { red, green, blue }
}

/// The seller's accent, darkened step by step until it can be read on white; its hue stays.
pub fn accent(chosen: Option<Colour>) -> Colour {
    let mut colour = chosen.unwrap_or(DEFAULT_ACCENT);
    while contrast_on_white(colour) < READABLE {
        let darker = |part: u8| (u16::from(part) * 15 / 16) as u8;
        colour = rgb(darker(colour.red), darker(colour.green), darker(colour.blue));
    }
    colour
}

/// The contrast of text in `colour` on a white page.
fn contrast_on_white(colour: Colour) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let luminance =
        0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    1.05 / (luminance + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_is_darkened_only_as_far_as_reading_asks() {
        let navy = rgb(0x10, 0x20, 0x60);
        assert_eq!(accent(Some(navy)), navy);
        for pale in [rgb(255, 255, 255), rgb(255, 230, 0), rgb(0, 255, 160), rgb(255, 120, 0)] {
            let readable = accent(Some(pale));
            let contrast = contrast_on_white(readable);
            assert!((4.5..5.6).contains(&contrast), "{readable:?}: {contrast}");
        }
        assert_eq!(accent(Some(rgb(255, 230, 0))).blue, 0, "the hue stays");
        assert!(contrast_on_white(GREY) > 4.5 && contrast_on_white(INK) > 12.0);
    }
}
