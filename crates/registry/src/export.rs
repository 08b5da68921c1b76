//! Export of all organizations as they stand, with the position of the log that it shows.
//!
//! One snapshot: whatever happens meanwhile is not in it. NDJSON has the public records as the
//! API gives them; CSV has the columns of the import, so that another register can read it, and
//! the status, version and position of each record.
//!
//! What may not enter: opening files (the caller hands in where to write).

use std::io::Write;

use chrono::SecondsFormat;
use serde::{Deserialize, Serialize};
use shuniu_core::organization::PublicRecord;
use shuniu_store::{Head, OrganizationFilter, Reader};

use crate::{ChangeFilter, Registry, RegistryError, import::COLUMNS};

/// Organizations read at a time.
const PAGE: u32 = 1_000;
/// Positions of the log that are read at a time.
const CHANGES: u32 = 500;

/// Columns of the CSV beyond those of the import.
const MORE: [&str; 3] = ["status", "version", "position"];

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportForm {
    /// One JSON object a line.
    Ndjson,
    /// Comma-separated values with a header, UTF-8.
    Csv,
}

/// What a file of changes holds: to be kept beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangesManifest {
    /// The position of the log after which they begin.
    pub after: i64,
    /// The position up to which they go; the feed goes on after it.
    pub position: i64,
    /// Hash of the log's entry at that position.
    pub head: String,
    /// Changes in it: fewer than positions, for not all are public.
    pub changes: u64,
}

/// What an export shows: to be kept beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// The form.
    pub form: ExportForm,
    /// The position of the log that it shows; the feed goes on after it.
    pub position: i64,
    /// Hash of the log's head at that position.
    pub head: String,
    /// Organizations in it.
    pub organizations: u64,
}

impl Registry {
    /// Writes all organizations in the order of entry. `progress` is told how many are written.
    ///
    /// # Errors
    /// [`RegistryError`] when the register cannot be read or `out` cannot be written; what was
    /// written so far is then no export.
    pub fn export_organizations(
        &self,
        form: ExportForm,
        out: &mut dyn Write,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Manifest, RegistryError> {
        self.store.read(|reader| {
            let head = reader.head()?;
            let organizations = match form {
                ExportForm::Ndjson => ndjson(reader, out, progress)?,
                ExportForm::Csv => csv(reader, head.position, out, progress)?,
            };
            let Head { position, hash: head } = head;
            Ok(Manifest { form, position, head, organizations })
        })
    }
}

/// What a snapshot shows: stands beside its files and tells from which position the feed goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Snapshot {
    /// The position of the log that it shows; the feed goes on after it.
    pub position: i64,
    /// Hash of the entry at that position.
    pub hash: String,
    /// Root of the tree over the log up to there, base64.
    pub root: String,
    /// Organizations in it.
    pub organizations: u64,
    /// When it was made (UTC, RFC 3339).
    pub made_at: String,
    /// The position of the snapshot before it, from which its file of changes leads here.
    pub previous: Option<i64>,
    /// Its files.
    pub files: Vec<SnapshotFile>,
}

/// A file of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SnapshotFile {
    /// Its name: `GET /snapshots/{name}`.
    pub name: String,
    /// What it has: `organizations`, as the API gives them (NDJSON) or with the columns of the import (CSV);
    /// `changes`, as the feed gives them.
    pub content: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256, 64 hexadecimal digits.
    pub sha256: String,
}

impl Registry {
    /// Writes all organizations in both forms from one view of the register, and gives what they show; the files
    /// are for the caller to name.
    ///
    /// # Errors
    /// As [`Registry::export_organizations`].
    pub fn export_snapshot(
        &self,
        ndjson: &mut dyn Write,
        csv: &mut dyn Write,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Snapshot, RegistryError> {
        self.store.read(|reader| {
            let head = reader.head()?;
            let mut table = Table::begin(head.position, csv)?;
            let organizations = for_each(reader, progress, &mut |document| {
                table.add(document)?;
                writeln!(ndjson, "{document}").map_err(|e| unwritten(&e))
            })?;
            table.writer.flush().and_then(|()| ndjson.flush()).map_err(|e| unwritten(&e))?;
            let size = u64::try_from(head.position).unwrap_or_default();
            Ok(Snapshot {
                position: head.position,
                hash: head.hash,
                root: shuniu_proof::root(reader, size)?.to_string(),
                organizations,
                made_at: self.now().and_utc().to_rfc3339_opts(SecondsFormat::Secs, true),
                previous: None,
                files: Vec::new(),
            })
        })
    }

    /// Writes the public changes after a position up to another, or to the end of the log, one JSON object a line, as the
    /// feed gives them.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] for positions that the log does not have or that are the wrong way round; else as
    /// [`Registry::export_organizations`].
    pub fn export_changes(
        &self,
        after: i64,
        upto: Option<i64>,
        out: &mut dyn Write,
    ) -> Result<ChangesManifest, RegistryError> {
        let end = self.store.read_one(|reader| reader.head())?.position;
        let upto = upto.unwrap_or(end);
        for (field, position, most) in [("upto", upto, end), ("after", after, upto)] {
            if position < 0 || position > most {
                return Err(RegistryError::malformed(
                    field,
                    format!("请填写 0 至 {most} 之间的位置"),
                    format!("choose a position from 0 to {most}"),
                ));
            }
        }
        let (mut last, mut changes) = (after, 0);
        while last < upto {
            let page = self.changes(last, CHANGES, &ChangeFilter::default())?;
            for change in page.changes.iter().filter(|change| change.position <= upto) {
                let line = serde_json::to_string(change)?;
                writeln!(out, "{line}").map_err(|e| unwritten(&e))?;
                changes += 1;
            }
            if page.last <= last {
                break;
            }
            last = page.last;
        }
        out.flush().map_err(|e| unwritten(&e))?;
        let hash = self.store.read_one(|reader| reader.entry_hashes((upto - 1).max(0), upto))?;
        let head = hash.first().map_or_else(|| Head::genesis().hash, |hash| hex::encode(hash.0));
        Ok(ChangesManifest { after, position: upto, head, changes })
    }
}

/// Hands every organization's public document to `each`, in the order of entry.
fn for_each(
    reader: &mut Reader<'_>,
    progress: &mut dyn FnMut(u64),
    each: &mut dyn FnMut(&str) -> Result<(), RegistryError>,
) -> Result<u64, RegistryError> {
    let (filter, mut after, mut count) = (OrganizationFilter::default(), None, 0);
    loop {
        let rows = reader.list_organizations(&filter, after, PAGE)?;
        let Some(last) = rows.last() else { return Ok(count) };
        after = Some(last.seq);
        for row in &rows {
            each(&row.document)?;
            count += 1;
        }
        progress(count);
    }
}

fn ndjson(
    reader: &mut Reader<'_>,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, RegistryError> {
    let count = for_each(reader, progress, &mut |document| {
        out.write_all(document.as_bytes())
            .and_then(|()| out.write_all(b"\n"))
            .map_err(|e| unwritten(&e))
    })?;
    out.flush().map_err(|e| unwritten(&e))?;
    Ok(count)
}

fn csv(
    reader: &mut Reader<'_>,
    position: i64,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, RegistryError> {
    let mut table = Table::begin(position, out)?;
    let count = for_each(reader, progress, &mut |document| table.add(document))?;
    table.writer.flush().map_err(|e| unwritten(&e))?;
    Ok(count)
}

/// A CSV of organizations that is being written.
struct Table<'o> {
    writer: csv::Writer<&'o mut dyn Write>,
    position: String,
}

impl<'o> Table<'o> {
    /// With its header.
    fn begin(position: i64, out: &'o mut dyn Write) -> Result<Self, RegistryError> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(COLUMNS.iter().chain(&MORE)).map_err(|e| untabled(&e))?;
        Ok(Self { writer, position: position.to_string() })
    }

    /// The line of an organization, from its public document.
    fn add(&mut self, document: &str) -> Result<(), RegistryError> {
        let record: PublicRecord = serde_json::from_str(document)?;
        self.writer.write_record(row(&record, &self.position)).map_err(|e| untabled(&e))
    }
}

fn untabled(error: &csv::Error) -> RegistryError {
    RegistryError::Internal(format!("the export: {error}"))
}

/// The cells of a record, in the order of the columns.
fn row(record: &PublicRecord, position: &str) -> Vec<String> {
    let text = |value: Option<String>| value.unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| text(day.map(|d| d.to_string()));
    let certificate = record.certificate.as_ref();
    let former: Vec<&str> =
        record.names.iter().filter(|n| n.to.is_some()).map(|n| n.name.as_str()).collect();
    vec![
        record.uscc.to_string(),
        record.name.clone(),
        record.kind.zh.clone(),
        record.division.id.clone(),
        record.division.zh.clone(),
        day(record.established_on),
        record.registrar.name.clone(),
        text(record.supervision.as_ref().map(|s| s.unit.name.clone())),
        text(record.funds_yuan.map(in_wan)),
        day(certificate.and_then(|c| c.valid_from)),
        day(certificate.and_then(|c| c.valid_to)),
        former.join("；"),
        format!("shuniu export of {}", record.registrar.id),
        record.status.id.clone(),
        record.version.to_string(),
        position.to_owned(),
    ]
}

/// Yuan as the import reads them: in 万元, with as many decimals as are needed.
fn in_wan(yuan: i64) -> String {
    const WAN: i64 = 10_000;
    let (whole, rest) = (yuan / WAN, (yuan % WAN).abs());
    let decimals = format!("{rest:04}");
    match decimals.trim_end_matches('0') {
        "" => whole.to_string(),
        decimals => format!("{whole}.{decimals}"),
    }
}

fn unwritten(error: &std::io::Error) -> RegistryError {
    RegistryError::Internal(format!("the export cannot be written: {error}"))
}

#[cfg(test)]
mod tests {
    use super::in_wan;

    #[test]
    fn funds_are_written_as_the_import_reads_them() {
        for (yuan, wan) in
            [(30_000, "3"), (0, "0"), (35_000, "3.5"), (1, "0.0001"), (2_000_100, "200.01")]
        {
            assert_eq!(in_wan(yuan), wan);
        }
    }
}
