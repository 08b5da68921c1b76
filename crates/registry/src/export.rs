//! Export of all organizations as they stand, with the position of the log that it shows.
//!
//! One snapshot: whatever happens meanwhile is not in it. NDJSON has the public records as the
//! API gives them; CSV has the columns of the import, so that another register can read it, and
//! the status, version and position of each record.
//!
//! What may not enter: opening files (the caller hands in where to write).

use std::io::Write;

use serde::Serialize;
use shuniu_core::organization::PublicRecord;
use shuniu_store::{Head, OrganizationFilter, Reader};

use crate::{Registry, RegistryError, import::COLUMNS};

/// Organizations read at a time.
const PAGE: u32 = 1_000;

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
    let fail = |e: csv::Error| RegistryError::Internal(format!("the export: {e}"));
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS.iter().chain(&MORE)).map_err(fail)?;
    let position = position.to_string();
    let count = for_each(reader, progress, &mut |document| {
        let record: PublicRecord = serde_json::from_str(document)?;
        writer.write_record(row(&record, &position)).map_err(fail)
    })?;
    writer.flush().map_err(|e| unwritten(&e))?;
    Ok(count)
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
