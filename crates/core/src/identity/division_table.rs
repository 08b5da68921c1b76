//! The table of administrative divisions: which exist, which existed, what took their place.
//!
//! Serves GB/T 2260 and the choice of the registrar (association regulation art. 7: across
//! divisions the registrar of the common superior). The built-in facts are compiled in; other
//! history comes as text from the caller. May not enter: reading files, guesses about codes
//! that the table does not know.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::division::{Division, DivisionCode};
use super::division_csv::parse;
pub use super::division_csv::{DivisionError, DivisionErrorKind};

const BUILT_IN: &str = include_str!("../../data/divisions.csv");
static TABLE: OnceLock<Divisions> = OnceLock::new();

/// More levels than any chain of divisions has; ends the walk if a loaded table is circular.
const DEEPEST: usize = 8;

/// Divisions of today and of the past, in the order of their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Divisions {
    /// Ordered by code, then by time.
    records: Vec<Division>,
}

impl Divisions {
    /// The table compiled into the program: the nation's divisions at county level and above,
    /// those abolished in recent decades, and the sub-districts of Beijing.
    #[must_use]
    pub fn built_in() -> &'static Self {
        // A test proves that the built-in text parses, so the empty table is never taken.
        TABLE.get_or_init(|| parse(BUILT_IN).map_or_else(|_| Self::default(), Self::from_records))
    }

    /// This table with the records of a CSV text added. A code that occurs in the text loses
    /// all its former records. Columns by header: `code`, `name`, `in_use_from_year`,
    /// `ended_year`, `successor_codes` (separated by semicolons) and, optionally,
    /// `parent_code`; others are ignored; lines beginning with # are comments.
    ///
    /// # Errors
    /// [`DivisionError`] with the line of the first fault; nothing is taken over then.
    pub fn extended_with(&self, csv: &str) -> Result<Self, DivisionError> {
        let mut records = parse(csv)?;
        let replaced: BTreeSet<_> = records.iter().map(|record| record.code).collect();
        let kept = |record: &&Division| !replaced.contains(&record.code);
        records.extend(self.records.iter().filter(kept).cloned());
        Ok(Self::from_records(records))
    }

    fn from_records(mut records: Vec<Division>) -> Self {
        let known: BTreeSet<_> = records.iter().map(|record| record.code).collect();
        for record in &mut records {
            // Some counties have the digits of a prefecture that never was (4290xx, 4690xx).
            while let Some(parent) = record.parent
                && !known.contains(&parent)
                && !parent.is_national()
            {
                record.parent = parent.superior();
            }
        }
        records.sort_by(|one, other| {
            let key = |record: &Division| {
                (record.code, record.in_use_from, record.ended.unwrap_or(u16::MAX))
            };
            key(one).cmp(&key(other))
        });
        Self { records }
    }

    /// All records in the order of their codes, abolished ones included.
    pub fn iter(&self) -> impl Iterator<Item = &Division> {
        self.records.iter()
    }

    /// Number of records, abolished ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether the table has no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The division in use under a code or, if it is abolished, its last record. `None` for a
    /// code that the table does not know, which proves nothing about the code.
    #[must_use]
    pub fn get(&self, code: DivisionCode) -> Option<&Division> {
        let records = self.records_of(code);
        records
            .iter()
            .rev()
            .find(|record| record.is_in_use())
            .or_else(|| records.iter().max_by_key(|record| record.ended))
    }

    /// The division in use under a code in a calendar year. In a year of change, in which two
    /// were in use, the later one.
    #[must_use]
    pub fn at(&self, code: DivisionCode, year: u16) -> Option<&Division> {
        let records = self.records_of(code);
        records.iter().rev().find(|record| record.is_in_use_in(year))
    }

    /// The divisions in use directly below a division.
    pub fn children(&self, code: DivisionCode) -> impl Iterator<Item = &Division> {
        self.iter().filter(move |record| record.parent == Some(code) && record.is_in_use())
    }

    /// Whether the table knows the code and it is no longer in use.
    #[must_use]
    pub fn is_abolished(&self, code: DivisionCode) -> bool {
        self.get(code).is_some_and(|record| !record.is_in_use())
    }

    /// The divisions that directly took the place of a division; empty if it is in use and
    /// whole, or if the table does not tell.
    #[must_use]
    pub fn successors_of(&self, code: DivisionCode) -> &[DivisionCode] {
        self.get(code).map_or(&[], |record| record.successors.as_slice())
    }

    /// The divisions in use today where a code of any time leads: the code itself while in
    /// use, else its successors and theirs. Empty if the table does not tell.
    #[must_use]
    pub fn resolve(&self, code: DivisionCode) -> Vec<DivisionCode> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![code];
        while let Some(code) = open.pop() {
            if !seen.insert(code) {
                continue;
            }
            match self.get(code) {
                Some(record) if record.is_in_use() => {
                    found.insert(code);
                }
                Some(record) => open.extend_from_slice(&record.successors),
                None => {}
            }
        }
        found.into_iter().collect()
    }

    /// The name with those of the divisions above, without the nation's, e.g. 北京市朝阳区.
    /// For an abolished division the last names count. `None` for an unknown code.
    #[must_use]
    pub fn full_name(&self, code: DivisionCode) -> Option<String> {
        Some(self.full_name_of(self.get(code)?))
    }

    /// The nearest division in use that contains all the given ones (association regulation
    /// art. 7). One division alone is its own answer, be it abolished or unknown. `None` for
    /// no division at all.
    #[must_use]
    pub fn common_superior(&self, codes: &[DivisionCode]) -> Option<DivisionCode> {
        let (first, rest) = codes.split_first()?;
        if rest.iter().all(|code| code == first) {
            return Some(*first);
        }
        let mut candidate = Some(*first);
        while let Some(code) = candidate {
            let in_use = self.get(code).is_some_and(Division::is_in_use);
            if code.is_national() || (in_use && codes.iter().all(|other| code.contains(other))) {
                return Some(code);
            }
            candidate = code.superior();
        }
        None
    }

    /// All records, abolished ones included, with a name, short (朝阳区) or full (北京市朝阳区).
    /// Many short names occur more than once.
    pub fn by_name<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Division> {
        self.iter().filter(move |record| {
            record.name == name
                || (name.ends_with(&record.name) && self.full_name_of(record) == name)
        })
    }

    fn full_name_of(&self, record: &Division) -> String {
        let mut names = vec![record.name.as_str()];
        let mut parent = record.parent;
        while let Some(code) = parent
            && !code.is_national()
            && names.len() < DEEPEST
        {
            let above = self.get(code);
            names.extend(above.map(|above| above.name.as_str()));
            parent = above.and_then(|above| above.parent);
        }
        names.reverse();
        names.concat()
    }

    fn records_of(&self, code: DivisionCode) -> &[Division] {
        let start = self.records.partition_point(|record| record.code < code);
        let end = self.records.partition_point(|record| record.code <= code);
        self.records.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::division::DivisionLevel;
    use super::*;

    fn code(text: &str) -> DivisionCode {
        DivisionCode::parse(text).unwrap()
    }

    fn names<'a>(found: impl Iterator<Item = &'a Division>) -> Vec<&'a str> {
        found.map(|record| record.name.as_str()).collect()
    }

    #[test]
    fn the_built_in_table_parses() {
        assert!(parse(BUILT_IN).is_ok());
        let table = Divisions::built_in();
        let current = |level| {
            table.iter().filter(|record| record.level == level && record.is_in_use()).count()
        };
        assert_eq!(current(DivisionLevel::Nation), 1);
        assert_eq!(current(DivisionLevel::Province), 34);
        assert_eq!(current(DivisionLevel::Prefecture), 333);
        assert!((2840..=2850).contains(&current(DivisionLevel::County)));
        assert!(current(DivisionLevel::Township) > 300);
    }

    #[test]
    fn beijing_has_sixteen_districts_and_abolished_ones() {
        let table = Divisions::built_in();
        assert_eq!(table.children(code("110000")).count(), 16);
        for (old, new) in [
            ("110103", "110101"),
            ("110104", "110102"),
            ("110110", "110111"),
            ("110223", "110112"),
            ("110229", "110119"),
        ] {
            assert!(table.is_abolished(code(old)), "{old}");
            assert_eq!(table.successors_of(code(old)), [code(new)], "{old}");
            assert_eq!(table.resolve(code(old)), [code(new)], "{old}");
        }
        assert_eq!(table.get(code("110103")).unwrap().ended, Some(2010));
        assert_eq!(table.at(code("110103"), 2010).unwrap().name, "崇文区");
        assert_eq!(table.at(code("110103"), 2011), None);
        assert!(!table.is_abolished(code("110105")));
        assert!(!table.is_abolished(code("999999")));
        // The counties had other codes until 1981; the chain is followed to today's district.
        assert_eq!(table.resolve(code("110209")), [code("110119")]);
    }

    #[test]
    fn full_names() {
        let name = |text| Divisions::built_in().full_name(code(text));
        assert_eq!(name("100000").as_deref(), Some("全国"));
        assert_eq!(name("110105").as_deref(), Some("北京市朝阳区"));
        assert_eq!(name("110103").as_deref(), Some("北京市崇文区"));
        assert_eq!(name("130102").as_deref(), Some("河北省石家庄市长安区"));
        assert_eq!(name("110101001").as_deref(), Some("北京市东城区东华门街道"));
        assert_eq!(name("659001").as_deref(), Some("新疆维吾尔自治区石河子市"));
        assert_eq!(name("999999"), None);
    }

    #[test]
    fn the_common_superior_is_the_nearest() {
        let of = |codes: &[&str]| {
            let codes: Vec<_> = codes.iter().map(|text| code(text)).collect();
            Divisions::built_in().common_superior(&codes).map(|code| code.to_string())
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["110105"]).as_deref(), Some("110105"));
        assert_eq!(of(&["110105", "110105"]).as_deref(), Some("110105"));
        assert_eq!(of(&["110105", "110108"]).as_deref(), Some("110000"));
        assert_eq!(of(&["130102", "130104"]).as_deref(), Some("130100"));
        assert_eq!(of(&["110105001", "110105"]).as_deref(), Some("110105"));
        assert_eq!(of(&["659001", "659002"]).as_deref(), Some("650000"));
        assert_eq!(of(&["110105", "130102"]).as_deref(), Some("100000"));
        assert_eq!(of(&["110105", "100000"]).as_deref(), Some("100000"));
    }

    #[test]
    fn by_short_and_full_name() {
        let table = Divisions::built_in();
        assert!(table.by_name("朝阳区").count() >= 2);
        let found: Vec<_> = table.by_name("北京市朝阳区").collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found.first().unwrap().code, code("110105"));
        assert_eq!(table.by_name("").count(), 0);
        assert_eq!(table.by_name("没有这个地方").count(), 0);
    }

    #[test]
    fn extending_replaces_the_codes_it_names() {
        let csv = "\u{feff}code,name,tree_level,parent_code,in_use_from_year,ended_year,successor_codes\r\n\
                   110105,东郊区,2,110000,1950,1958,110105\r\n\
                   110105,朝阳区,2,110000,1958,,\r\n";
        let table = Divisions::built_in().extended_with(csv).unwrap();
        assert_eq!(table.at(code("110105"), 1955).unwrap().name, "东郊区");
        assert_eq!(table.at(code("110105"), 1958).unwrap().name, "朝阳区");
        assert_eq!(table.get(code("110105")).unwrap().in_use_from, Some(1958));
        assert_eq!(table.len(), Divisions::built_in().len() + 1);
        assert_eq!(names(table.by_name("东郊区")), ["东郊区"]);
    }

    #[test]
    fn a_circular_table_ends() {
        let csv = "code,name,parent_code,in_use_from_year,ended_year,successor_codes\n\
                   990100,甲,990200,,2000,990200\n\
                   990200,乙,990100,,2000,990100\n";
        let table = Divisions::default().extended_with(csv).unwrap();
        assert!(table.full_name(code("990100")).unwrap().ends_with('甲'));
        assert!(table.resolve(code("990100")).is_empty());
        assert_eq!(
            table.common_superior(&[code("990100"), code("990200")]),
            Some(DivisionCode::NATION)
        );
    }
}
