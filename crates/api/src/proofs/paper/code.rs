//! The QR code, as a path (ISO/IEC 18004).

use krilla::geom::{Path, PathBuilder, Rect};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

use super::PaperError;

/// The quiet zone on each side, in modules.
const QUIET: f32 = 4.0;

/// The extended channel interpretation of UTF-8 (AIM ECI 26).
const UTF_8: u32 = 26;

/// The code of a text, as a path whose left upper corner (of the quiet zone) is at (x, y) and whose side is `side`.
pub(super) fn path(text: &str, x: f32, y: f32, side: f32) -> Result<Path, PaperError> {
    let too_long = |e| PaperError::Content(format!("QR code: {e}"));
    // Said to be UTF-8: scanners at counters take bytes for another encoding otherwise.
    let segments = [QrSegment::make_eci(UTF_8), QrSegment::make_bytes(text.as_bytes())];
    // A creased page can be read at medium correction; it is not raised, so that the modules stay large.
    let code = QrCode::encode_segments_advanced(
        &segments,
        QrCodeEcc::Medium,
        Version::MIN,
        Version::MAX,
        None,
        false,
    )
    .map_err(too_long)?;
    let size = u16::try_from(code.size()).unwrap_or(u16::MAX);
    let module = side / (f32::from(size) + 2.0 * QUIET);
    let mut path = PathBuilder::new();
    for row in 0..size {
        for column in (0..size).filter(|column| code.get_module((*column).into(), row.into())) {
            let (left, top) = (f32::from(column) + QUIET, f32::from(row) + QUIET);
            let square = Rect::from_xywh(x + left * module, y + top * module, module, module);
            path.push_rect(square.ok_or_else(|| PaperError::Pdf("QR code".to_owned()))?);
        }
    }
    path.finish().ok_or_else(|| PaperError::Pdf("QR code".to_owned()))
}
