//! The accounts of the demo. Passwords come from the demo's own deterministic randomness, so
//! that the same city has the same ones; they are made when it runs, stand in no code, and
//! open nothing but a demo.

use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use shuniu_core::{
    access::{Actor, Grant, Role},
    unit::UnitId,
};
use shuniu_registry::{
    Registry,
    accounts::{AccountKind, Accounts, NewAccount, SignInRules, Trace},
    ports::Random,
};

use super::units::{HOME, PLACES, registrar};
use crate::{password::password, ports::SeededRandom};

/// An account of the demo, with its secret.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    /// Login name; for a system its client id.
    pub login: &'static str,
    /// Name to show.
    pub name: &'static str,
    /// What it does, for whoever tries it.
    pub role: &'static str,
    /// A person or a system.
    pub kind: AccountKind,
    /// Its secret.
    pub secret: SecretString,
}

/// One account of each office, and one beside it for the rest of the city, because nobody
/// takes two successive steps of a case.
/// Who acts for organizations; made when there are some.
pub(super) const AGENT: &str = "agent";

const CAST: [(&str, &str, &str); 24] = [
    ("applicant", "申请人（示例）", "applicant 申请人"),
    ("officer", "业务主管单位经办人（示例）", "officer of a department 业务主管单位"),
    ("reception", "受理人员（示例）", "reception 受理"),
    ("examiner", "审查人员（示例）", "examiner 审查"),
    ("decider", "决定人员（示例）", "decider 决定"),
    ("admin", "系统管理员（示例）", "administrator 管理员"),
    ("agency", "其他政府系统（示例）", "agency system 政府部门系统"),
    ("auditor", "审计人员（示例）", "auditor 审计"),
    (AGENT, "社会组织经办人（示例）", "acts for organizations 社会组织经办人"),
    ("street", "街道办事处经办人（示例）", "officer of a sub-district 街道办事处"),
    ("hub", "枢纽经办人（示例）", "officer of a hub 枢纽型社会组织"),
    ("group", "领导小组办公室经办人（示例）", "leading group's office 领导小组办公室"),
    ("group.reviewer", "领导小组办公室审核人员（示例）", "reviewer of the leading group's office"),
    ("government", "区政府经办人（示例）", "officer of the government 区政府"),
    ("signer", "业务主管单位签核人员（示例）", "signs for departments 签核"),
    ("officer.sports", "体育局经办人（示例）", "officer of a department 业务主管单位"),
    ("finance", "财政局签核人员（示例）", "signs for finance 财政部门"),
    ("personnel", "组织部签核人员（示例）", "signs for personnel 干部人事部门"),
    ("applicant.two", "申请人乙（示例）", "another applicant 申请人"),
    ("applicant.three", "申请人丙（示例）", "another applicant 申请人"),
    ("officer.city", "各业务主管单位经办人（示例）", "officer of the other departments"),
    ("reception.city", "各区受理人员（示例）", "reception of the other registrars"),
    ("examiner.city", "各区审查人员（示例）", "examiner of the other registrars"),
    ("decider.city", "各区决定人员（示例）", "decider of the other registrars"),
];

/// Every account with its secret; the same for the same seed.
#[must_use]
pub fn accounts(seed: u64) -> Vec<DemoAccount> {
    CAST.iter()
        .map(|(login, name, role)| {
            let random = SeededRandom::new(seed, &format!("password of {login}"));
            let kind = if *login == "agency" { AccountKind::System } else { AccountKind::Staff };
            let secret = match kind {
                AccountKind::Staff => password(&random),
                AccountKind::System => format!("{}-{}", password(&random), password(&random)),
            };
            DemoAccount { login, name, role, kind, secret: secret.into() }
        })
        .collect()
}

/// The accounts once they are made: who acts in the cases.
#[derive(Debug, Default, Clone)]
pub(super) struct Cast {
    actors: Vec<(&'static str, Actor)>,
}

impl Cast {
    /// Who acts under a login.
    pub(super) fn actor(&self, login: &str) -> anyhow::Result<&Actor> {
        let found = self.actors.iter().find(|(known, _)| *known == login);
        found.map(|(_, actor)| actor).ok_or_else(|| anyhow::anyhow!("no account {login}"))
    }
}

/// Makes accounts in the register.
pub(super) struct Maker {
    accounts: Accounts,
    cast: Cast,
}

impl Maker {
    pub(super) fn new(registry: &Registry, random: Arc<dyn Random>) -> Self {
        let accounts = Accounts::new(registry.store().clone(), random, SignInRules::default());
        Self { accounts, cast: Cast::default() }
    }

    /// Makes one account.
    pub(super) fn make(
        &mut self,
        registry: &Registry,
        account: &DemoAccount,
        grants: &[Grant],
    ) -> anyhow::Result<Actor> {
        let id = registry.fresh_id();
        let new = NewAccount {
            id: &id,
            login: account.login,
            display_name: account.name,
            kind: account.kind,
            grants,
            secret: account.secret.expose_secret(),
        };
        let trace = Trace { by: "demo", request: &id, now: registry.now() };
        let actor = self.accounts.create(new, trace)?.actor();
        self.cast.actors.push((account.login, actor.clone()));
        Ok(actor)
    }

    pub(super) fn cast(&self) -> Cast {
        self.cast.clone()
    }
}

/// What an account may be. `departments` are the ids of all departments, `home` that of the
/// home district.
pub(super) fn grants(
    login: &str,
    departments: &[UnitId],
    home: &UnitId,
) -> anyhow::Result<Vec<Grant>> {
    let at_home = |role| Ok(vec![Grant::at(role, registrar(HOME)?)]);
    let elsewhere = |role| {
        let others = (0..PLACES.len()).filter(|place| *place != HOME);
        others.map(|place| Ok(Grant::at(role, registrar(place)?))).collect()
    };
    if let Some(of_hubs) = super::hubs::grants(login)? {
        return Ok(of_hubs);
    }
    if let Some(of_signers) = super::decoupling::grants(login, home)? {
        return Ok(of_signers);
    }
    match login {
        "officer" => Ok(vec![Grant::at(Role::SupervisorOfficer, home.clone())]),
        "officer.city" => {
            let others = departments.iter().filter(|id| *id != home);
            Ok(others.map(|id| Grant::at(Role::SupervisorOfficer, id.clone())).collect())
        }
        "street" => {
            Ok(vec![Grant::at(Role::SupervisorOfficer, UnitId::parse(super::life::STREET)?)])
        }
        "reception" => at_home(Role::Reception),
        "examiner" => at_home(Role::Examiner),
        "decider" => at_home(Role::Decider),
        "reception.city" => elsewhere(Role::Reception),
        "examiner.city" => elsewhere(Role::Examiner),
        "decider.city" => elsewhere(Role::Decider),
        "admin" => Ok(vec![Grant::of(Role::Administrator)]),
        "agency" => Ok(vec![Grant::of(Role::Agency)]),
        "auditor" => Ok(vec![Grant::of(Role::Auditor)]),
        _ => Ok(vec![Grant::of(Role::Applicant)]),
    }
}

#[cfg(test)]
mod tests {
    use shuniu_registry::accounts::check_strength;

    use super::*;

    #[test]
    fn secrets_are_strong_and_repeat_themselves() {
        for (one, two) in accounts(1).iter().zip(accounts(1)) {
            assert_eq!(one.secret.expose_secret(), two.secret.expose_secret());
            let secret = one.secret.expose_secret();
            assert_eq!(check_strength(one.kind, one.login, secret), Ok(()), "{}", one.login);
        }
        let (one, two) = (accounts(1), accounts(2));
        assert!(
            one.iter()
                .zip(&two)
                .all(|(a, b)| { a.secret.expose_secret() != b.secret.expose_secret() })
        );
    }
}
