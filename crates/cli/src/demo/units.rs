//! The bodies of the demo city: registrars with their code segments, departments, hubs, the
//! leading group. Divisions are those of Beijing, because names and codes need real ones;
//! every body is marked （示例）.

use chrono::NaiveDate;
use shuniu_core::{
    access::Actor,
    act::{ActRequest, NewUnit},
    identity::{CodeSegment, DivisionCode},
    unit::{UnitId, UnitKind},
};
use shuniu_registry::{Registry, Target};

use super::act;

/// Where the facts about units of the demo stand.
pub(super) const SOURCE: &str = "合成数据（仅供演示） synthetic data for the demo";

/// Bodies in the segment of each registrar.
const SEGMENT: usize = 500;

/// The municipality and its districts: code, name in full.
pub(super) const PLACES: [(&str, &str); 17] = [
    ("110000", "北京市"),
    ("110101", "北京市东城区"),
    ("110102", "北京市西城区"),
    ("110105", "北京市朝阳区"),
    ("110106", "北京市丰台区"),
    ("110107", "北京市石景山区"),
    ("110108", "北京市海淀区"),
    ("110109", "北京市门头沟区"),
    ("110111", "北京市房山区"),
    ("110112", "北京市通州区"),
    ("110113", "北京市顺义区"),
    ("110114", "北京市昌平区"),
    ("110115", "北京市大兴区"),
    ("110116", "北京市怀柔区"),
    ("110117", "北京市平谷区"),
    ("110118", "北京市密云区"),
    ("110119", "北京市延庆区"),
];

/// The municipality in [`PLACES`].
pub(super) const CITY: usize = 0;
/// The district in [`PLACES`] whose offices the printed accounts belong to.
pub(super) const HOME: usize = 3;

/// Departments of the municipality.
const CITY_DEPARTMENTS: [&str; 9] = [
    "教育委员会",
    "科学技术委员会",
    "经济和信息化局",
    "文化和旅游局",
    "卫生健康委员会",
    "商务局",
    "农业农村局",
    "生态环境局",
    "体育局",
];

/// Hubs (枢纽型社会组织) that the municipality has authorized to supervise.
const HUBS: [&str; 3] = ["工商业联合会", "科学技术协会", "志愿服务联合会"];

/// The department of each district.
const DISTRICT_DEPARTMENT: &str = "教育和文化委员会";

/// A body that may supervise.
#[derive(Debug, Clone)]
pub(super) struct Department {
    /// Its name; the import knows it by that.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Its place in [`PLACES`].
    pub place: usize,
}

/// Every body that may supervise, in a fixed order.
pub(super) fn departments() -> Vec<Department> {
    let of = |place: usize, kind, name: &str| Department {
        name: format!("{}{name}（示例）", place_name(place)),
        kind,
        place,
    };
    let mut all: Vec<Department> =
        CITY_DEPARTMENTS.iter().map(|name| of(CITY, UnitKind::Department, name)).collect();
    all.extend(HUBS.iter().map(|name| of(CITY, UnitKind::AuthorizedBody, name)));
    let districts = 1..PLACES.len();
    all.extend(districts.map(|place| of(place, UnitKind::Department, DISTRICT_DEPARTMENT)));
    all
}

/// The name of a place.
pub(super) fn place_name(place: usize) -> &'static str {
    PLACES.get(place).map_or("", |(_, name)| name)
}

/// The division of a place.
pub(super) fn division(place: usize) -> anyhow::Result<DivisionCode> {
    let (code, _) = PLACES.get(place).copied().unwrap_or_default();
    Ok(DivisionCode::parse(code)?)
}

/// The id of a place's registrar, as the import forms it.
pub(super) fn registrar(place: usize) -> anyhow::Result<UnitId> {
    Ok(UnitId::parse(&format!("registrar-{}", division(place)?))?)
}

/// The name of a place's registrar.
pub(super) fn registrar_name(place: usize) -> String {
    format!("{}民政局（示例）", place_name(place))
}

/// The codes of a place's registrar: MJ090000 to MJ090499 and so on.
pub(super) fn segment(place: usize) -> anyhow::Result<CodeSegment> {
    let first = place * SEGMENT;
    let last = first + SEGMENT - 1;
    Ok(CodeSegment::parse(&format!("MJ09{first:04}"), &format!("MJ09{last:04}"))?)
}

/// Enters the registrars, gives them codes, and enters the leading group. Departments come in
/// with the import, which names them.
pub(super) fn enter(registry: &Registry, administrator: &Actor) -> anyhow::Result<usize> {
    let since = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default();
    let unit = |id: UnitId, kind, name: String, place| -> anyhow::Result<NewUnit> {
        let division = division(place)?;
        Ok(NewUnit { id, kind, name, division, valid_from: since, source: SOURCE.to_owned() })
    };
    let enter = |unit: NewUnit| {
        act(registry, administrator, Target::Register, ActRequest::RegisterUnit { unit })
    };
    for place in 0..PLACES.len() {
        let id = registrar(place)?;
        enter(unit(id.clone(), UnitKind::Registrar, registrar_name(place), place)?)?;
        let request = ActRequest::AssignCodeSegment { segment: segment(place)? };
        act(registry, administrator, Target::Unit(id.to_string()), request)?;
    }
    let group = UnitId::parse("leading-group-110000")?;
    let name = "北京市社会建设工作领导小组（示例）".to_owned();
    enter(unit(group, UnitKind::LeadingGroup, name, CITY)?)?;
    Ok(PLACES.len() + 1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shuniu_core::identity::Divisions;

    use super::*;

    #[test]
    fn places_are_in_the_table_and_segments_apart() {
        let divisions = Divisions::built_in();
        for place in 0..PLACES.len() {
            let full = divisions.full_name(division(place).unwrap()).unwrap();
            assert_eq!(full, place_name(place));
            let mine = segment(place).unwrap();
            assert!((0..place).all(|other| !segment(other).unwrap().overlaps(&mine)));
        }
    }
}
