//! The seller's logo: what may be one, told before a page is set, so that no letter goes out with a hole in its head.

use super::Error;
use krilla::Document;
use krilla::geom::Size;
use krilla::image::Image;
use krilla::page::PageSettings;

/// The most a side may have, in pixels.
const LONGEST_SIDE: u32 = 4_000;
/// The most there may be in all: a picture is unpacked in memory.
const MOST_PIXELS: u32 = 8_000_000;

/// Why a file is no logo. The texts are for the person who chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    #[error("the logo must be a PNG or JPEG file")]
    Kind,
    #[error("the logo's file is broken; save it again as PNG or JPEG")]
    Broken,
    #[error("the logo is too large; it may have 4000 pixels a side and 8 million in all")]
    TooLarge,
}

/// Whether `file` can stand on a proposal, tried as it will be used.
pub fn check_logo(file: &[u8]) -> Result<(), Error> {
    let image = read(file)?;
    let mut document = Document::new();
    let settings = PageSettings::from_wh(10.0, 10.0).ok_or(LogoError::Broken)?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface.draw_image(image, Size::from_wh(10.0, 10.0).ok_or(LogoError::Broken)?);
    surface.finish();
    page.finish();
    document.finish().map(|_| ()).map_err(|_| Error::Logo(LogoError::Broken))
}

/// The picture in `file`. Its pixels are unpacked only when the document is written.
pub fn read(file: &[u8]) -> Result<Image, LogoError> {
    let image = if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        Image::from_png(file.to_vec().into(), true)
    } else if file.starts_with(&[0xff, 0xd8, 0xff]) {
        if !ends(file) {
            return Err(LogoError::Broken);
        }
        Image::from_jpeg(file.to_vec().into(), true)
    } else {
        return Err(LogoError::Kind);
    };
    let image = image.map_err(|_| LogoError::Broken)?;
    let (width, height) = image.size();
    if width == 0 || height == 0 {
        return Err(LogoError::Broken);
    }
    if width.max(height) > LONGEST_SIDE || width.saturating_mul(height) > MOST_PIXELS {
        return Err(LogoError::TooLarge);
    }
    Ok(image)
}

/// Whether a JPEG has its end: its pixels go into the document as they are, nobody else would notice.
fn ends(file: &[u8]) -> bool {
    file[file.len().saturating_sub(4_096)..].windows(2).any(|pair| pair == [0xff, 0xd9])
}
