//! Grants as they are typed and shown: `ROLE[@UNIT][:DIVISION][#ORGANIZATION]`, or JSON for the rest.

use shuniu_core::{
    access::{Grant, Role},
    identity::DivisionCode,
    unit::UnitId,
};

use crate::exit;

/// Every grant, or the first that is not understood.
pub(super) fn parse_all(texts: &[String]) -> anyhow::Result<Vec<Grant>> {
    texts.iter().map(|text| parse(text)).collect()
}

fn parse(text: &str) -> anyhow::Result<Grant> {
    let refused = |why: &str| exit::usage(format!("grant {text:?}: {why}"));
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text).map_err(|e| refused(&e.to_string()));
    }
    let (text, organization) = match text.split_once('#') {
        Some((_, "")) => return Err(refused("after # stands the organization's id")),
        Some((text, organization)) => (text, Some(organization.to_owned())),
        None => (text, None),
    };
    let (rest, division) = match text.split_once(':') {
        Some((rest, division)) => (rest, Some(division)),
        None => (text, None),
    };
    let (role, unit) = match rest.split_once('@') {
        Some((role, unit)) => (role, Some(unit)),
        None => (rest, None),
    };
    let unit = unit.map(UnitId::parse).transpose().map_err(|e| refused(&e.to_string()))?;
    let jurisdiction =
        division.map(DivisionCode::parse).transpose().map_err(|e| refused(&e.to_string()))?;
    let role = Role::ALL.into_iter().find(|known| name(*known) == role);
    let role = role.ok_or_else(|| {
        let known: Vec<String> = Role::ALL.into_iter().map(name).collect();
        refused(&format!("the role is one of {}", known.join(", ")))
    })?;
    Ok(Grant { unit, jurisdiction, organization, ..Grant::of(role) })
}

/// The role's name as everywhere outside.
fn name(role: Role) -> String {
    match serde_json::to_value(role) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The first grants, and how many more there are: for a line of a list.
pub(super) fn in_short(grants: &[Grant]) -> String {
    const FIRST: usize = 2;
    match grants.split_at_checked(FIRST) {
        Some((first, more)) if !more.is_empty() => format!("{},+{}", shown(first), more.len()),
        _ => shown(grants),
    }
}

/// Grants as they are typed; the acts that one is limited to are told by their number.
pub(super) fn shown(grants: &[Grant]) -> String {
    if grants.is_empty() {
        return "-".to_owned();
    }
    let one = |grant: &Grant| {
        let unit = grant.unit.as_ref().map(|unit| format!("@{unit}"));
        let division = grant.jurisdiction.map(|division| format!(":{division}"));
        let organization = grant.organization.as_ref().map(|id| format!("#{id}"));
        let acts = (!grant.acts.is_empty()).then(|| format!("({} acts)", grant.acts.len()));
        let limits = [unit, division, organization, acts].into_iter().flatten().collect::<String>();
        format!("{}{limits}", name(grant.role))
    };
    grants.iter().map(one).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn grants_are_shown_as_they_are_typed() {
        for text in [
            "administrator",
            "examiner@registrar-110105",
            "agency:110000",
            "auditor@ab:110105",
            "applicant#org-1",
        ] {
            assert_eq!(shown(&[parse(text).unwrap()]), text);
        }
        assert_eq!(parse("applicant#org-1").unwrap(), Grant::agent_of("org-1"));
        let json = r#"{"role":"examiner","unit":"r-1","acts":["examine_application"]}"#;
        assert_eq!(shown(&[parse(json).unwrap()]), "examiner@r-1(1 acts)");
        assert_eq!(shown(&[]), "-");
        let many = ["agency", "auditor", "applicant", "administrator"].map(|t| parse(t).unwrap());
        assert_eq!(in_short(&many), "agency,auditor,+2");
        assert_eq!(in_short(&many[..2]), "agency,auditor");
        for text in
            ["boss", "examiner@", "applicant#", "agency:1101", "{", "Examiner@registrar-110105"]
        {
            let error = parse(text).unwrap_err().to_string();
            assert!(error.contains("grant"), "{error}");
        }
    }
}
