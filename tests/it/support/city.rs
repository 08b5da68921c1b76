//! Synthetic organizations for the import: no real bodies, codes that are valid and ours.

use shuniu_core::{
    access::{Grant, Role},
    identity::{Department, DivisionCode, OrganizationBody, Uscc},
    organization::OrganizationKind,
};
use shuniu_registry::{
    RegistryError,
    core::access::Actor,
    import::{Checked, Committed},
};

use super::World;

const DISTRICTS: [(&str, &str); 3] =
    [("110105", "北京市朝阳区"), ("110108", "北京市海淀区"), ("110000", "北京市")];
const FORMS: [(OrganizationKind, &str, &str); 3] = [
    (OrganizationKind::Association, "社会团体", "协会"),
    (OrganizationKind::ServiceInstitution, "民办非企业单位", "服务中心"),
    (OrganizationKind::Foundation, "基金会", "基金会"),
];

/// A code of a synthetic organization.
pub fn code(serial: usize, kind: OrganizationKind, division: &str) -> Uscc {
    // Six digits are not enough for a million: what is more has letters of its own.
    let body = match serial.checked_sub(100_000) {
        None => format!("MJ8{serial:05}"),
        Some(rest) => format!("MK{rest:06}"),
    };
    let body = OrganizationBody::parse(&body).unwrap();
    let division = DivisionCode::parse(division).unwrap();
    Uscc::issue(Department::CivilAffairs, kind.code_class(), division, body).unwrap()
}

impl World {
    /// A CSV file with so many synthetic organizations.
    pub fn synthetic_rows(count: usize) -> String {
        let mut file = String::from("uscc,name,kind,region_code,established,initial_fund_wan\n");
        for serial in 0..count {
            let (division, place) = DISTRICTS[serial % DISTRICTS.len()];
            let (kind, chinese, form) = FORMS[serial / 3 % FORMS.len()];
            let code = code(serial, kind, division);
            let year = 1995 + serial % 30;
            file += &format!(
                "{code},{place}样例{serial}号{form},{chinese},{division},{year}-03-01,{}\n",
                3 + serial % 200
            );
        }
        file
    }

    /// Checks and commits a file.
    pub fn import(&self, file: &str) -> Result<(Checked, Committed), RegistryError> {
        let administrator = Actor {
            account: "administrator".to_owned(),
            grants: vec![Grant::of(Role::Administrator)],
        };
        let checked = self.registry.check_organizations(file.as_bytes())?;
        let done = self.registry.commit_organizations(&administrator, &checked, &mut |_| {})?;
        Ok((checked, done))
    }
}
