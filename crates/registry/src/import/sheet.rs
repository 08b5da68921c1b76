//! A spreadsheet (xlsx) as the CSV that the import reads: one row a line, so that a problem's line
//! is the row that the hub or office sees in its spreadsheet.
//!
//! What may not enter: what a cell means. A number in the place of a code stays a number, and the
//! check of the code says what is wrong with it.

use calamine::{
    Data, ExcelDateTime, ExcelDateTimeType, Range, Reader, Xlsx, open_workbook_from_rs,
};

use crate::RegistryError;

/// Whether a file is a spreadsheet: xlsx is a zip archive, and no CSV begins as one does.
pub(super) fn is_sheet(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The first sheet, row by row, from its first row on.
pub(super) fn as_csv(bytes: Vec<u8>) -> Result<Vec<u8>, RegistryError> {
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes))
        .map_err(|e: calamine::XlsxError| no_sheet(&e.to_string()))?;
    let range = book.worksheet_range_at(0).ok_or_else(|| no_sheet("it has no sheet"))?;
    lines(&range.map_err(|e| no_sheet(&e.to_string()))?)
}

fn lines(range: &Range<Data>) -> Result<Vec<u8>, RegistryError> {
    let fail = |e: csv::Error| RegistryError::Internal(format!("the spreadsheet: {e}"));
    // Empty rows, also those above the first one that has something in it, are empty lines: they
    // count, and are no records.
    let above = range.start().map_or(0, |(row, _)| row);
    let mut text = vec![b'\n'; usize::try_from(above).unwrap_or_default()];
    for row in range.rows() {
        let cells: Vec<String> = row.iter().map(cell).collect();
        if cells.iter().all(String::is_empty) {
            text.push(b'\n');
            continue;
        }
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(&mut text);
        writer.write_record(&cells).and_then(|()| Ok(writer.flush()?)).map_err(fail)?;
    }
    Ok(text)
}

/// The text of a cell: dates as the import reads them, whole numbers without a point, and no line
/// ends, which would count as lines. A formula that failed keeps its sign (#N/A), and the check of
/// the row names it.
fn cell(data: &Data) -> String {
    let text = match data {
        Data::DateTime(date) => day(date.as_f64()).unwrap_or_else(|| data.to_string()),
        Data::DateTimeIso(text) => text.chars().take(DATE).collect(),
        _ => data.to_string(),
    };
    text.replace(['\r', '\n'], " ").trim().to_owned()
}

/// Characters of a date as text: 2026-01-31.
const DATE: usize = 10;

/// The day of a spreadsheet's number. Below 1 it is a time of day, or an empty cell that a formula
/// points to; above a million it is none that anybody was registered on.
fn day(number: f64) -> Option<String> {
    if !(1.0..1_000_000.0).contains(&number) {
        return None;
    }
    ExcelDateTime::new(number, ExcelDateTimeType::DateTime, false)
        .as_datetime()
        .map(|instant| instant.date().to_string())
}

fn no_sheet(message: &str) -> RegistryError {
    RegistryError::malformed(
        "file",
        format!("不是可以读取的电子表格（xlsx）：{message}"),
        format!("not a spreadsheet (xlsx) that can be read: {message}"),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use calamine::{Cell, CellErrorType};

    use super::*;

    #[test]
    fn rows_are_lines_and_dates_are_dates() {
        let date = ExcelDateTime::new(42_736.0, ExcelDateTimeType::DateTime, false);
        let range = Range::from_sparse(vec![
            Cell::new((0, 0), Data::String("uscc".into())),
            Cell::new((0, 1), Data::String("established".into())),
            Cell::new((2, 0), Data::String(" a\nb ".into())),
            Cell::new((2, 1), Data::DateTime(date)),
            Cell::new((3, 0), Data::Float(5.0)),
        ]);
        let text = String::from_utf8(lines(&range).unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines, ["uscc,established", "", "a b,2017-01-01", "5,"]);
    }

    /// An empty cell that a formula points to is no day of 1899, a failed formula no name, and no
    /// number makes the reading stop.
    #[test]
    fn what_a_formula_left_is_no_fact() {
        let date = |n| Data::DateTime(ExcelDateTime::new(n, ExcelDateTimeType::DateTime, false));
        for n in [0.0, 0.33, -200_000_000_000.0, f64::NAN, 1e15] {
            let text = cell(&date(n));
            assert!(chrono::NaiveDate::parse_from_str(&text, "%Y-%m-%d").is_err(), "{n}: {text}");
            assert!(!cell(&Data::Float(n)).is_empty());
        }
        assert_eq!(cell(&date(1.0)), "1900-01-01");
        assert_eq!(cell(&Data::Error(CellErrorType::NA)), "#N/A");
    }

    #[test]
    fn what_is_no_spreadsheet_is_said_to_be_none() {
        let error = as_csv(b"uscc,name,kind".to_vec()).unwrap_err();
        assert!(matches!(error, RegistryError::Malformed { field, .. } if field == "file"));
    }
}
