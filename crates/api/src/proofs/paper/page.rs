//! Where things stand: A4, margins, lines one below the other, a new page where one is full.

use krilla::{
    Document,
    color::luma,
    geom::{Path, PathBuilder, Point, Size},
    page::{Page, PageSettings},
    paint::{Fill, Stroke},
    surface::Surface,
};

use super::{PaperError, Typeface};

/// A4 in points.
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 56.0;
/// Where the values of a row begin, and the part of the size that a line takes.
const VALUES: f32 = 200.0;
const LEADING: f32 = 1.5;

/// What is drawn, and where.
enum Mark {
    Line { x: f32, y: f32, size: f32, text: String },
    Rule { y: f32 },
    Filled(Path),
}

/// Writes one line below the other. Pages are laid out first and drawn at the end.
pub(super) struct Writer<'a> {
    document: &'a mut Document,
    typeface: &'a Typeface,
    pages: Vec<Vec<Mark>>,
    y: f32,
}

impl<'a> Writer<'a> {
    pub(super) fn new(document: &'a mut Document, typeface: &'a Typeface) -> Self {
        Self { document, typeface, pages: vec![Vec::new()], y: MARGIN }
    }

    /// A paragraph over the whole width.
    pub(super) fn paragraph(&mut self, text: &str, size: f32) -> Result<(), PaperError> {
        let lines = self.typeface.lines(text, size, WIDTH - 2.0 * MARGIN)?;
        self.block(lines, MARGIN, size);
        Ok(())
    }

    /// A label and its value beside it.
    pub(super) fn row(&mut self, label: &str, value: &str, size: f32) -> Result<(), PaperError> {
        let labels = self.typeface.lines(label, size, VALUES - MARGIN - size)?;
        let values = self.typeface.lines(value, size, WIDTH - MARGIN - VALUES)?;
        let height = |lines: &[String]| line_height(size) * count(lines.len());
        // A row that fits on a page is not torn.
        let both = height(&labels).max(height(&values));
        if both <= HEIGHT - 2.0 * MARGIN {
            self.room(both);
        }
        let (page, top) = (self.pages.len(), self.y);
        self.block(labels, MARGIN, size);
        let after_label = self.y;
        if self.pages.len() == page {
            self.y = top;
        }
        self.block(values, VALUES, size);
        if self.pages.len() == page {
            self.y = self.y.max(after_label);
        }
        self.y += size * 0.4;
        self.mark(|y| Mark::Rule { y });
        self.y += size * 0.4;
        Ok(())
    }

    /// An empty space.
    pub(super) fn space(&mut self, height: f32) {
        self.y += height;
    }

    /// A filled square figure of this side, with lines to its left; both stay on one page.
    pub(super) fn figure(
        &mut self,
        side: f32,
        draw: impl FnOnce(f32, f32) -> Result<Path, PaperError>,
        lines: &str,
        size: f32,
    ) -> Result<(), PaperError> {
        let lines = self.typeface.lines(lines, size, WIDTH - 2.0 * MARGIN - side - size)?;
        self.room(side.max(line_height(size) * count(lines.len())));
        let top = self.y;
        let path = draw(WIDTH - MARGIN - side, top)?;
        self.mark(|_| Mark::Filled(path));
        self.block(lines, MARGIN, size);
        self.y = self.y.max(top + side);
        Ok(())
    }

    /// Draws the pages.
    pub(super) fn finish(self) -> Result<(), PaperError> {
        let settings = PageSettings::new(
            Size::from_wh(WIDTH, HEIGHT).ok_or_else(|| PaperError::Pdf("A4".to_owned()))?,
        );
        let all = self.pages.len();
        for (number, marks) in self.pages.into_iter().enumerate() {
            let mut page: Page<'_> = self.document.start_page_with(settings.clone());
            let mut surface = page.surface();
            surface.set_fill(Some(Fill { paint: luma::Color::black().into(), ..Fill::default() }));
            for mark in marks {
                draw(&mut surface, self.typeface, mark)?;
            }
            let foot = format!("{} / {all}", number + 1);
            let y = HEIGHT - MARGIN / 2.0;
            draw(&mut surface, self.typeface, Mark::Line { x: MARGIN, y, size: 8.0, text: foot })?;
            surface.finish();
            page.finish();
        }
        Ok(())
    }

    fn block(&mut self, lines: Vec<String>, x: f32, size: f32) {
        for text in lines {
            self.room(line_height(size));
            // The foot of the letters is a size below the top of the line.
            self.mark(|y| Mark::Line { x, y: y + size, size, text });
            self.y += line_height(size);
        }
    }

    /// Goes to the next page where so much does not fit on this one.
    fn room(&mut self, height: f32) {
        if self.y + height > HEIGHT - MARGIN {
            self.pages.push(Vec::new());
            self.y = MARGIN;
        }
    }

    fn mark(&mut self, mark: impl FnOnce(f32) -> Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark(self.y));
        }
    }
}

fn draw(surface: &mut Surface<'_>, typeface: &Typeface, mark: Mark) -> Result<(), PaperError> {
    match mark {
        Mark::Line { x, y, size, text } => {
            let glyphs = typeface.glyphs(&text)?;
            let font = typeface.font.clone();
            surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font, &text, size, false);
        }
        Mark::Filled(path) => surface.draw_path(&path),
        Mark::Rule { y } => {
            let mut line = PathBuilder::new();
            line.move_to(MARGIN, y);
            line.line_to(WIDTH - MARGIN, y);
            if let Some(path) = line.finish() {
                let fill = surface.get_fill().cloned();
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke {
                    paint: luma::Color::new(190).into(),
                    width: 0.5,
                    ..Stroke::default()
                }));
                surface.draw_path(&path);
                surface.set_stroke(None);
                surface.set_fill(fill);
            }
        }
    }
    Ok(())
}

fn line_height(size: f32) -> f32 {
    size * LEADING
}

fn count(lines: usize) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX))
}
