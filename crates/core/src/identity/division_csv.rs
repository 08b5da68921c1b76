//! Reads divisions from CSV text with a header, without quoting (no name has a comma).
//!
//! Serves the table of divisions. May not enter: judgements between records; each line is
//! read on its own.

use thiserror::Error;

use super::division::{Division, DivisionCode, DivisionCodeError};

/// A fault in a CSV text of divisions.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {kind}")]
pub struct DivisionError {
    /// The line, counted from 1, comments included.
    pub line: usize,
    /// What is wrong there.
    pub kind: DivisionErrorKind,
}

/// What is wrong in a line of divisions.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DivisionErrorKind {
    /// The header lacks a column.
    #[error("the header lacks the column {missing}")]
    Header {
        /// The missing column.
        missing: &'static str,
    },
    /// Another number of fields than the header.
    #[error("the header has {expected} columns, the line {found}")]
    Columns {
        /// Columns of the header.
        expected: usize,
        /// Fields of the line.
        found: usize,
    },
    /// A quotation mark: quoted fields are not read.
    #[error("quoted fields are not read: remove the quotation marks")]
    Quoted,
    /// A code, parent or successor that is no division code.
    #[error(transparent)]
    Code(#[from] DivisionCodeError),
    /// No name.
    #[error("the name is missing")]
    NameMissing,
    /// A year that is not a number from 0 to 65535.
    #[error("{found:?} is not a year")]
    Year {
        /// The text found.
        found: String,
    },
    /// The division ended before it began.
    #[error("the division ended in {ended}, before {from}, when it came into use")]
    YearsReversed {
        /// First year.
        from: u16,
        /// Last year.
        ended: u16,
    },
}

impl DivisionError {
    /// The text for officials in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        let fault = match &self.kind {
            DivisionErrorKind::Header { missing } => format!("表头缺少{missing}列"),
            DivisionErrorKind::Columns { expected, found } => {
                format!("表头有{expected}列，本行有{found}列")
            }
            DivisionErrorKind::Quoted => "不支持带引号的字段：请去掉引号".into(),
            DivisionErrorKind::Code(error) => error.zh(),
            DivisionErrorKind::NameMissing => "缺少名称".into(),
            DivisionErrorKind::Year { found } => format!("{found:?}不是年份"),
            DivisionErrorKind::YearsReversed { from, ended } => {
                format!("撤销年份{ended}早于启用年份{from}")
            }
        };
        format!("第{}行：{fault}", self.line)
    }
}

/// Reads all records; the parent is the one named or, without one, the one the digits show.
pub(super) fn parse(csv: &str) -> Result<Vec<Division>, DivisionError> {
    let text = csv.strip_prefix('\u{feff}').unwrap_or(csv);
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let Some((line, header)) = lines.next() else {
        return Err(DivisionError { line: 1, kind: DivisionErrorKind::Header { missing: "code" } });
    };
    let columns = Columns::read(header).map_err(|kind| DivisionError { line, kind })?;
    lines
        .map(|(line, text)| columns.record(text).map_err(|kind| DivisionError { line, kind }))
        .collect()
}

/// Where each column stands in a line.
struct Columns {
    count: usize,
    code: usize,
    name: usize,
    parent: Option<usize>,
    in_use_from: usize,
    ended: usize,
    successors: usize,
}

impl Columns {
    fn read(header: &str) -> Result<Self, DivisionErrorKind> {
        let names: Vec<&str> = header.split(',').map(str::trim).collect();
        let place = |column: &str| names.iter().position(|name| *name == column);
        let required =
            |missing: &'static str| place(missing).ok_or(DivisionErrorKind::Header { missing });
        Ok(Self {
            count: names.len(),
            code: required("code")?,
            name: required("name")?,
            parent: place("parent_code"),
            in_use_from: required("in_use_from_year")?,
            ended: required("ended_year")?,
            successors: required("successor_codes")?,
        })
    }

    fn record(&self, line: &str) -> Result<Division, DivisionErrorKind> {
        if line.contains('"') {
            return Err(DivisionErrorKind::Quoted);
        }
        let fields: Vec<&str> = line.split(',').map(str::trim).collect();
        if fields.len() != self.count {
            return Err(DivisionErrorKind::Columns { expected: self.count, found: fields.len() });
        }
        let field = |place: usize| fields.get(place).copied().unwrap_or_default();
        let code = DivisionCode::parse(field(self.code))?;
        let name = field(self.name).to_owned();
        if name.is_empty() {
            return Err(DivisionErrorKind::NameMissing);
        }
        let parent = match self.parent.map(field).filter(|parent| !parent.is_empty()) {
            Some(parent) => Some(DivisionCode::parse(parent)?),
            None => code.superior(),
        };
        let in_use_from = year(field(self.in_use_from))?;
        let ended = year(field(self.ended))?;
        if let (Some(from), Some(ended)) = (in_use_from, ended)
            && ended < from
        {
            return Err(DivisionErrorKind::YearsReversed { from, ended });
        }
        let mut successors = Vec::new();
        for text in field(self.successors).split(';').map(str::trim) {
            if text.is_empty() {
                continue;
            }
            let successor = DivisionCode::parse(text)?;
            if !successors.contains(&successor) {
                successors.push(successor);
            }
        }
        Ok(Division { code, name, level: code.level(), parent, in_use_from, ended, successors })
    }
}

fn year(text: &str) -> Result<Option<u16>, DivisionErrorKind> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| DivisionErrorKind::Year { found: text.to_owned() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const HEADER: &str = "code,name,in_use_from_year,ended_year,successor_codes";

    fn error(line: &str) -> DivisionError {
        parse(&format!("# comment\n{HEADER}\n{line}\n")).unwrap_err()
    }

    #[test]
    fn a_line_becomes_a_record() {
        let records =
            parse(&format!("{HEADER}\n130103,桥东区,,2014,130102;130104;130102\n")).unwrap();
        let record = records.first().unwrap();
        assert_eq!(record.name, "桥东区");
        assert_eq!(record.in_use_from, None);
        assert_eq!(record.ended, Some(2014));
        assert_eq!(record.successors.len(), 2);
        assert_eq!(record.parent.unwrap().to_string(), "130100");
    }

    #[test]
    fn faults_name_their_line() {
        for (line, text) in [
            ("130103,桥东区", "columns"),
            ("130103,\"桥东区\",,,", "quotation"),
            ("13010,桥东区,,,", "6 digits"),
            ("130103,,,,", "name"),
            ("130103,桥东区,MMXIV,,", "year"),
            ("130103,桥东区,-1,,", "year"),
            ("130103,桥东区,2014,2013,", "before"),
            ("130103,桥东区,,2014,13", "6 digits"),
        ] {
            let error = error(line);
            assert_eq!(error.line, 3);
            assert!(error.to_string().contains(text), "{error}");
            assert!(error.zh().starts_with("第3行："));
        }
        assert_eq!(parse("").unwrap_err().kind, DivisionErrorKind::Header { missing: "code" });
        assert_eq!(
            parse("code,name\n").unwrap_err().kind,
            DivisionErrorKind::Header { missing: "in_use_from_year" }
        );
    }
}
