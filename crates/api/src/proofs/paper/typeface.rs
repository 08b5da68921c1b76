//! The font: its characters, how wide they are, and how lines are broken.
//!
//! What may not enter: shaping. Names are Chinese characters, Latin letters and digits, which need none; what the font
//! does not have is refused by name, never printed as an empty box.

use std::{fs, path::Path, sync::Arc};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
    raw::FileRef,
    string::StringId,
};

use super::PaperError;

/// A font that is ready.
pub(super) struct Typeface {
    data: Arc<Vec<u8>>,
    face: u32,
    /// The font as the PDF library takes it.
    pub font: Font,
}

impl Typeface {
    /// Reads a TrueType or OpenType font, or the face for simplified Chinese of a collection.
    pub(super) fn read(path: &Path) -> Result<Self, PaperError> {
        let wrong = |why: &str| PaperError::Font(path.to_owned(), why.to_owned());
        let data = Arc::new(fs::read(path).map_err(|e| wrong(&e.to_string()))?);
        let face = match FileRef::new(&data).map_err(|e| wrong(&e.to_string()))? {
            FileRef::Font(_) => 0,
            FileRef::Collection(faces) => {
                let simplified =
                    (0..faces.len()).find(|i| faces.get(*i).is_ok_and(|face| is_simplified(&face)));
                simplified.unwrap_or(0)
            }
        };
        let font = Font::new(data.clone().into(), face).ok_or_else(|| wrong("not a font"))?;
        Ok(Self { data, face, font })
    }

    fn reference(&self) -> Result<FontRef<'_>, PaperError> {
        FontRef::from_index(&self.data, self.face).map_err(|e| PaperError::Pdf(e.to_string()))
    }

    /// The glyphs of a line, with their widths as parts of the size.
    pub(super) fn glyphs(&self, line: &str) -> Result<Vec<KrillaGlyph>, PaperError> {
        let font = self.reference()?;
        let (map, metrics) =
            (font.charmap(), font.glyph_metrics(Size::unscaled(), LocationRef::default()));
        let em = self.font.units_per_em();
        let glyph = |(at, c): (usize, char)| {
            let glyph = map.map(c).ok_or(PaperError::Character(c))?;
            let width = metrics.advance_width(glyph).unwrap_or(em) / em;
            let id = GlyphId::new(glyph.to_u32());
            Ok(KrillaGlyph::new(id, width, 0.0, 0.0, 0.0, at..at + c.len_utf8(), None))
        };
        line.char_indices().map(glyph).collect()
    }

    /// A text in lines that are no wider than `width` points at this size. Latin words stay whole where they fit.
    pub(super) fn lines(
        &self,
        text: &str,
        size: f32,
        width: f32,
    ) -> Result<Vec<String>, PaperError> {
        let mut lines = Vec::new();
        for paragraph in text.lines().map(printable) {
            let (mut line, mut used) = (String::new(), 0.0);
            for word in words(&paragraph) {
                let long: f32 = self.glyphs(word)?.iter().map(|g| g.x_advance * size).sum();
                if used + long <= width {
                    line.push_str(word);
                    used += long;
                    continue;
                }
                if used > 0.0 {
                    lines.push(std::mem::take(&mut line).trim_end().to_owned());
                    used = 0.0;
                }
                // A word that is wider than the line is broken where the line ends.
                for (glyph, c) in self.glyphs(word)?.iter().zip(word.chars()) {
                    if used + glyph.x_advance * size > width && used > 0.0 {
                        lines.push(std::mem::take(&mut line));
                        used = 0.0;
                    }
                    line.push(c);
                    used += glyph.x_advance * size;
                }
            }
            lines.push(line.trim_end().to_owned());
        }
        Ok(lines)
    }
}

/// Control characters become spaces: none has a glyph.
fn printable(paragraph: &str) -> String {
    paragraph.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text in pieces between which a line may end: each Chinese character, each Latin word with the space after it.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut begin = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let breaks = before.is_some_and(|b: char| b == ' ' || !b.is_ascii() || !c.is_ascii());
        if breaks && at > begin && c != ' ' && !closes(c) {
            words.push(&text[begin..at]);
            begin = at;
        }
        before = Some(c);
    }
    words.push(&text[begin..]);
    words
}

/// Punctuation that does not begin a line (避头).
fn closes(c: char) -> bool {
    "，。；：、！？）》」』”’】,.;:)".contains(c)
}

fn is_simplified(face: &FontRef<'_>) -> bool {
    let mut names = face.localized_strings(StringId::FAMILY_NAME);
    names.any(|name| name.chars().collect::<String>().ends_with(" SC"))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_line_may_end_between_characters_and_after_words_but_not_before_punctuation() {
        assert_eq!(
            words("北京市，示例（A）of the city."),
            ["北", "京", "市，", "示", "例", "（", "A）", "of ", "the ", "city."]
        );
        assert_eq!(words(""), [""]);
    }
}
