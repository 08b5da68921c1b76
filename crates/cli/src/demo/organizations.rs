//! The organizations that the demo city has inherited: a CSV file, made in memory and brought
//! in by the same import that a registrar uses for its older register.

use std::collections::HashSet;

use chrono::{Datelike, Days, Months, NaiveDate};
use shuniu_core::{
    access::Actor,
    identity::{Department as Registering, DivisionCode, Uscc},
    organization::OrganizationKind,
    unit::UnitId,
};
use shuniu_registry::{Registry, import::COLUMNS};

use super::{
    names::{ASSOCIATION_FORMS, BRANDS, FIELDS, INSTITUTION_FORMS, MARKS},
    units::{CITY, Department, PLACES, SOURCE, place_name, registrar_name, segment},
};
use crate::ports::SeededRandom;

/// What came in.
pub(super) struct Inherited {
    pub organizations: usize,
    pub units: usize,
    /// Ids of the departments, in the order of [`super::units::departments`].
    pub departments: Vec<UnitId>,
}

/// Makes the file and imports it.
pub(super) fn enter(
    registry: &Registry,
    administrator: &Actor,
    departments: &[Department],
    count: usize,
    random: &SeededRandom,
) -> anyhow::Result<Inherited> {
    let csv = file(departments, count, registry.today(), random)?;
    let mut checked = registry.check_organizations(csv.as_bytes())?;
    if let Some(problem) = checked.problems.first() {
        anyhow::bail!("the demo's file, line {}: {}", problem.line, problem.text.en);
    }
    let mut ids = Vec::new();
    for department in departments {
        let planned = checked.units.iter_mut().find(|unit| unit.name == department.name);
        let unit = planned.ok_or_else(|| anyhow::anyhow!("{} is not named", department.name))?;
        // The import knows a supervisory unit by its name only; the demo knows the rest.
        unit.kind = department.kind;
        unit.division = super::units::division(department.place)?;
        unit.valid_from = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or(unit.valid_from);
        SOURCE.clone_into(&mut unit.source);
        ids.push(unit.id.clone());
    }
    let committed = registry.commit_organizations(administrator, &checked, &mut |_| {})?;
    Ok(Inherited {
        organizations: committed.organizations,
        units: committed.units,
        departments: ids,
    })
}

/// A row on its way into the file.
struct Row {
    kind: OrganizationKind,
    place: usize,
    supervisor: Option<String>,
    established: NaiveDate,
}

fn file(
    departments: &[Department],
    count: usize,
    today: NaiveDate,
    random: &SeededRandom,
) -> anyhow::Result<String> {
    let mut text = COLUMNS.join(",");
    text.push('\n');
    let mut names = HashSet::new();
    let mut used = [0_u64; PLACES.len()];
    // Each department supervises somebody, so that the import enters it.
    for index in 0..count.max(departments.len()) {
        let row = row(departments, index, today, random);
        let name = loop {
            let name = name(&row, random);
            if names.insert(name.clone()) {
                break name;
            }
        };
        let Some(number) = used.get_mut(row.place) else { continue };
        let body = segment(row.place)?.nth(*number);
        let body = body.ok_or_else(|| anyhow::anyhow!("a segment of the demo is used up"))?;
        *number += 1;
        let division = issued_in(&row, index)?;
        let code = Uscc::issue(Registering::CivilAffairs, row.kind.code_class(), division, body)?;
        text.push_str(&line(&row, &name, code, division, today, random));
    }
    Ok(text)
}

fn row(departments: &[Department], index: usize, today: NaiveDate, random: &SeededRandom) -> Row {
    const FIRST_YEAR: i32 = 1992;
    let days = u64::try_from((today.year() - FIRST_YEAR - 1) * 365).unwrap_or_default();
    let kind = match index % 20 {
        0 => OrganizationKind::Foundation,
        1..=9 => OrganizationKind::Association,
        _ => OrganizationKind::ServiceInstitution,
    };
    let forced = departments.get(index);
    let place = match forced {
        Some(department) => department.place,
        // One in five is the municipality's, and so are all foundations.
        None if kind == OrganizationKind::Foundation || random.below(5) == 0 => CITY,
        None => 1 + random.below(PLACES.len() - 1),
    };
    let near: Vec<&Department> = departments.iter().filter(|d| d.place == place).collect();
    let supervisor = forced.or_else(|| match random.below(4) {
        0 => None,
        _ => random.pick(&near).copied(),
    });
    let first = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap_or_default();
    let after = Days::new(random.next() % days.max(1));
    Row {
        kind,
        place,
        supervisor: supervisor.map(|d| d.name.clone()),
        established: first.checked_add_days(after).unwrap_or(first),
    }
}

fn name(row: &Row, random: &SeededRandom) -> String {
    let word = |words: &[&'static str]| random.pick(words).copied().unwrap_or_default();
    let (place, mark, field) = (place_name(row.place), word(&MARKS), word(&FIELDS));
    match row.kind {
        OrganizationKind::Association => {
            format!("{place}{mark}{field}{}", word(&ASSOCIATION_FORMS))
        }
        OrganizationKind::ServiceInstitution => {
            format!("{place}{mark}{}{field}{}", word(&BRANDS), word(&INSTITUTION_FORMS))
        }
        OrganizationKind::Foundation => {
            format!("{place}{mark}{}{field}公益基金会", word(&BRANDS))
        }
    }
}

/// The division in the code: two districts were merged into their neighbours in 2010, and
/// codes given there before still carry them.
fn issued_in(row: &Row, index: usize) -> anyhow::Result<DivisionCode> {
    const MERGED: i32 = 2010;
    let (code, _) = PLACES.get(row.place).copied().unwrap_or_default();
    let before = row.established.year() < MERGED && index.is_multiple_of(3);
    let code = match (code, before) {
        ("110101", true) => "110103",
        ("110102", true) => "110104",
        (code, _) => code,
    };
    Ok(DivisionCode::parse(code)?)
}

fn line(
    row: &Row,
    name: &str,
    code: Uscc,
    division: DivisionCode,
    today: NaiveDate,
    random: &SeededRandom,
) -> String {
    let kind = row.kind.text().zh;
    // In 万元: foundations start at two million yuan, associations at thirty thousand.
    let fund = match row.kind {
        OrganizationKind::Association => 3 + random.below(48),
        OrganizationKind::ServiceInstitution => 1 + random.below(100),
        OrganizationKind::Foundation => 200 + 10 * random.below(180),
    };
    let certificate = certificate(row.established, today, random);
    let (from, to) = certificate.map(|(f, t)| (f.to_string(), t.to_string())).unwrap_or_default();
    let cells = [
        code.to_string(),
        name.to_owned(),
        kind,
        division.to_string(),
        String::new(),
        row.established.to_string(),
        registrar_name(row.place),
        row.supervisor.clone().unwrap_or_default(),
        fund.to_string(),
        from,
        to,
        String::new(),
        SOURCE.to_owned(),
    ];
    // No cell holds a comma, a quote or a line break: all come from this program.
    let mut line = cells.join(",");
    line.push('\n');
    line
}

/// Six in seven have a certificate, of four years; some have run out.
fn certificate(
    established: NaiveDate,
    today: NaiveDate,
    random: &SeededRandom,
) -> Option<(NaiveDate, NaiveDate)> {
    const FIVE_YEARS: u64 = 5 * 365;
    if random.below(7) == 0 {
        return None;
    }
    let from = today.checked_sub_days(Days::new(random.next() % FIVE_YEARS))?.max(established);
    let to = from.checked_add_months(Months::new(48))?.pred_opt()?;
    Some((from, to))
}
