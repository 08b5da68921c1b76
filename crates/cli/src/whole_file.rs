//! Files that are there whole or not at all: written under another name, compressed, counted and hashed on the way,
//! brought to the disk, and only then given their name.
//!
//! What may not enter: what is in them.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use flate2::{Compression, GzBuilder, read::MultiGzDecoder, write::GzEncoder};
use sha2::{Digest, Sha256};

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Whoever the folder lets in.
    All,
    /// Its owner.
    Owner,
}

/// A compressed file that is being written.
pub struct Part {
    path: PathBuf,
    encoder: GzEncoder<Hashed<BufWriter<File>>>,
}

/// A file that was written.
pub struct Written {
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256, 64 hexadecimal digits.
    pub sha256: String,
}

/// Counts and hashes what passes through.
struct Hashed<T> {
    inner: T,
    hash: Sha256,
    bytes: u64,
}

impl<T> Hashed<T> {
    fn new(inner: T) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    fn count(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }
}

impl<T: Write> Write for Hashed<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.count(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Read for Hashed<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.count(bytes.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl Part {
    /// Begins a file in `folder`; `what` tells it from others that are being written there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(folder: &Path, what: &str, readers: Readers) -> io::Result<Self> {
        let path = folder.join(format!("{what}.part"));
        let hashed = Hashed::new(BufWriter::new(create(&path, readers)?));
        // No time in the header: the same content has the same bytes.
        let encoder = GzBuilder::new().mtime(0).write(hashed, Compression::default());
        Ok(Self { path, encoder })
    }

    /// Ends it and gives it its name.
    ///
    /// # Errors
    /// When it cannot be brought to the disk.
    pub fn close(self, folder: &Path, name: &str) -> io::Result<Written> {
        let mut hashed = self.encoder.finish()?;
        hashed.flush()?;
        hashed.inner.get_ref().sync_all()?;
        named(&self.path, &folder.join(name))?;
        Ok(Written { bytes: hashed.bytes, sha256: hex::encode(hashed.hash.finalize()) })
    }

    /// Takes away what was written.
    ///
    /// # Errors
    /// When it cannot be taken away.
    pub fn abandon(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.encoder.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.encoder.flush()
    }
}

/// Writes a small file whole.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, text: &[u8], readers: Readers) -> io::Result<()> {
    let part = path.with_extension("part");
    let mut file = create(&part, readers)?;
    file.write_all(text)?;
    file.sync_all()?;
    named(&part, path)
}

/// SHA-256 and length of a file, read from its beginning to its end.
///
/// # Errors
/// When it cannot be read.
pub fn measured(path: &Path) -> io::Result<Written> {
    let mut hashed = Hashed::new(File::open(path)?);
    io::copy(&mut hashed, &mut io::sink())?;
    Ok(Written { bytes: hashed.bytes, sha256: hex::encode(hashed.hash.finalize()) })
}

/// Reads a compressed file.
///
/// # Errors
/// When it cannot be opened.
pub fn open(path: &Path) -> io::Result<impl io::BufRead> {
    Ok(BufReader::new(MultiGzDecoder::new(BufReader::new(File::open(path)?))))
}

fn create(path: &Path, readers: Readers) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    if readers == Readers::Owner {
        // What was left by one that broke off may be readable by others.
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => options.mode(0o600),
        };
    }
    options.open(path)
}

/// The name is on the disk too when this is done.
fn named(part: &Path, path: &Path) -> io::Result<()> {
    fs::rename(part, path)?;
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
