//! A statement on paper: a PDF (PDF/A-3b, for archives) with the Chinese font embedded, a QR code that can be checked
//! offline, and the whole statement with its proof as an attached file.
//!
//! `typeface.rs` holds the font, `rows.rs` what is said, `page.rs` where it stands on the page, `code.rs` the QR code.
//!
//! What may not enter: what an organization is, and what is signed (`statement.rs`).

mod code;
mod page;
mod rows;
mod typeface;

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use actix_web::http::StatusCode;
use krilla::{
    Document, SerializeSettings,
    configure::{Archival, ConfigurationBuilder, ConfigurationError},
    embed::{AssociationKind, EmbeddedFile, MimeType},
    error::KrillaError,
    metadata::{DateTime, Metadata},
};
use shuniu_core::{organization::PublicRecord, text::Text};
use shuniu_proof::Statement;
use thiserror::Error;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::problem::Problem;
use page::Writer;
use typeface::Typeface;

/// Where Debian's packages put fonts that have Chinese characters: `fonts-noto-cjk`, `fonts-wqy-microhei`,
/// `fonts-droid-fallback`.
const USUAL: [&str; 3] = [
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
];

/// Why a statement cannot be printed.
#[derive(Debug, Error)]
pub enum PaperError {
    /// There is no font.
    #[error("font_file: no font with Chinese characters is installed")]
    NoFont,
    /// The file cannot be read, or is no font.
    #[error("font_file {0}: {1}")]
    Font(PathBuf, String),
    /// The font has no such character.
    #[error("font_file: the font has no character {0:?} (U+{code:04X})", code = u32::from(*.0))]
    Character(char),
    /// The record or its brief is not as it should be.
    #[error("the statement cannot be laid out: {0}")]
    Content(String),
    /// What the PDF library says.
    #[error("PDF: {0}")]
    Pdf(String),
}

impl From<KrillaError> for PaperError {
    fn from(error: KrillaError) -> Self {
        Self::Pdf(error.to_string())
    }
}

impl From<ConfigurationError> for PaperError {
    fn from(error: ConfigurationError) -> Self {
        Self::Pdf(format!("{error:?}"))
    }
}

/// What is printed.
pub(super) struct Printed<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// The record in it.
    pub record: &'a PublicRecord,
    /// The brief as a signed note: what the QR code holds.
    pub brief: &'a str,
    /// The whole as a file for `shuniu verify-proof`.
    pub file: Vec<u8>,
    /// Name of that file.
    pub name: String,
    /// The name of the log.
    pub origin: &'a str,
    /// Where it can be asked whether it still holds.
    pub state: String,
}

/// How statements are printed: one after the other, for laying out a page with a large font costs more than a hundred reads.
pub struct Printing {
    font: Option<PathBuf>,
    public_url: String,
    /// Read when the first statement is printed.
    typeface: OnceLock<Typeface>,
    turn: Semaphore,
}

impl Printing {
    /// In the font of this file, or in the first of those that Debian installs; it is asked at `public_url` whether a
    /// statement still holds.
    ///
    /// # Errors
    /// [`PaperError::Font`], when a file is named that is no font.
    pub fn new(font: Option<PathBuf>, public_url: &str) -> Result<Self, PaperError> {
        let typeface = OnceLock::new();
        if let Some(path) = &font {
            let _ = typeface.set(Typeface::read(path)?);
        }
        let public_url = public_url.trim_end_matches('/').to_owned();
        Ok(Self { font, public_url, typeface, turn: Semaphore::new(1) })
    }

    /// Waits until nobody else prints; it is the caller's turn as long as this lives.
    pub(super) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        self.turn.acquire().await.ok()
    }

    /// Where it can be asked whether a statement still holds.
    pub(super) fn state_of(&self, statement: &Statement) -> String {
        let (id, position) = (&statement.organization, statement.position);
        format!("{}/api/v1/organizations/{id}/statement/state?position={position}", self.public_url)
    }

    fn typeface(&self) -> Result<&Typeface, PaperError> {
        if let Some(typeface) = self.typeface.get() {
            return Ok(typeface);
        }
        let usual = || USUAL.iter().map(Path::new).find(|path| path.exists());
        let read = Typeface::read(self.font.as_deref().or_else(usual).ok_or(PaperError::NoFont)?)?;
        Ok(self.typeface.get_or_init(|| read))
    }
}

/// The PDF of a statement.
pub(super) fn print(printed: Printed<'_>, printing: &Printing) -> Result<Vec<u8>, PaperError> {
    let typeface = printing.typeface()?;
    let archival = ConfigurationBuilder::new().with_archival_validator(Archival::A3_B);
    let settings =
        SerializeSettings { configuration: archival.finish()?, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut writer = Writer::new(&mut document, typeface);
    rows::write(&mut writer, &printed)?;
    writer.finish()?;
    document.set_metadata(metadata(printed.statement));
    let file = EmbeddedFile {
        path: printed.name,
        mime_type: MimeType::new("application/json"),
        description: Some("声明全文与证明 whole statement and proof".to_owned()),
        association_kind: AssociationKind::Source,
        data: printed.file.into(),
        modification_date: known_at(printed.statement),
        compress: Some(true),
        location: None,
    };
    document.embed_file(file).ok_or_else(|| PaperError::Pdf("attached file".to_owned()))?;
    Ok(document.finish()?)
}

fn metadata(statement: &Statement) -> Metadata {
    let title = format!("{} {} {}", rows::TITLE.0, statement.name, statement.as_of);
    let metadata = Metadata::new().title(title).language("zh-CN".to_owned());
    let metadata = metadata.creator("shuniu".to_owned());
    match known_at(statement) {
        Some(day) => metadata.creation_date(day),
        None => metadata,
    }
}

/// The instant of the statement, as PDF writes it.
fn known_at(statement: &Statement) -> Option<DateTime> {
    use chrono::{Datelike, Timelike};
    let at = chrono::DateTime::parse_from_rfc3339(&statement.known_at).ok()?.naive_utc();
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    Some(
        DateTime::new(u16::try_from(at.year()).ok()?)
            .month(small(at.month()))
            .day(small(at.day()))
            .hour(small(at.hour()))
            .minute(small(at.minute()))
            .second(small(at.second()))
            .utc_offset_hour(0)
            .utc_offset_minute(0),
    )
}

impl From<PaperError> for Problem {
    /// The operator mends it; the statement as JSON is there all the while.
    fn from(error: PaperError) -> Self {
        tracing::error!(%error, "a statement could not be printed");
        let title = Text::new("不能打印", "Cannot be printed");
        let detail = match &error {
            PaperError::NoFont | PaperError::Font(..) => Text::new(
                "服务器没有可用的中文字体（设置项 font_file）；可先取 JSON 格式的声明。",
                "The server has no font with Chinese characters (setting font_file); the statement can be had as JSON.",
            ),
            PaperError::Character(c) => Text::new(
                format!("服务器的字体没有“{c}”字（设置项 font_file）；可先取 JSON 格式的声明。"),
                format!(
                    "The server's font has no character {c} (setting font_file); the statement can be had as JSON."
                ),
            ),
            PaperError::Content(_) | PaperError::Pdf(_) => return Self::internal(),
        };
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "cannot-be-printed", title, detail)
    }
}
