//! A spreadsheet (xlsx) as the CSV that the import reads: one row a line, so that a problem's line
//! is the row that the hub or office sees in its spreadsheet.
//!
//! What may not enter: what a cell means. A number in the place of a code stays a number, and the
//! check of the code says what is wrong with it.

use std::io::{Read, Seek};

use calamine::{Data, DataType, Range, Reader, Xlsx, open_workbook_from_rs};

use crate::RegistryError;

/// The first sheet, row by row, from its first row on.
pub(super) fn as_csv(file: impl Read + Seek) -> Result<Vec<u8>, RegistryError> {
    // calamine wants to read the file more than once.
    let mut file = file;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|e| no_sheet(&e.to_string()))?;
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
/// ends, which would count as lines.
fn cell(data: &Data) -> String {
    if let Some(day) =
        data.as_date().filter(|_| matches!(data, Data::DateTime(_) | Data::DateTimeIso(_)))
    {
        return day.to_string();
    }
    data.to_string().replace(['\r', '\n'], " ").trim().to_owned()
}

fn no_sheet(message: &str) -> RegistryError {
    RegistryError::Malformed {
        field: "file".to_owned(),
        message: format!("not a spreadsheet (xlsx) that can be read: {message}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use calamine::{Cell, ExcelDateTime, ExcelDateTimeType};

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

    #[test]
    fn what_is_no_spreadsheet_is_said_to_be_none() {
        let error = as_csv(std::io::Cursor::new(b"uscc,name,kind".to_vec())).unwrap_err();
        assert!(matches!(error, RegistryError::Malformed { field, .. } if field == "file"));
    }
}
