//! The demo city (示例市): registrars, departments, hubs, about two thousand organizations and
//! a hundred applications in every status, all invented.
//!
//! The same options give the same city every time: identifiers, names, dates, and so the
//! hashes of the log. Everything comes in through the public ways, as it would in an office:
//! units by acts, older organizations by the import, new ones by complete cases with a person
//! for each step.
//!
//! What may not enter: real bodies or persons, and ways around the register.

mod accounts;
mod application;
mod cases;
mod correction;
mod decoupling;
mod evaluation;
mod exit;
mod hubs;
mod kinds;
mod life;
mod names;
mod organizations;
mod oversight;
mod penalties;
mod plan;
mod statutory;
mod units;

use std::sync::Arc;

use chrono::NaiveDate;
use shuniu_core::{
    access::{Actor, Grant, Role},
    act::ActRequest,
    case::CaseStatus,
};
use shuniu_registry::{
    ActAnswer, ActCall, Answered, Registry, RegistryError, Target,
    personal::{PersonalData, PersonalKeyError, PersonalKeys},
};

pub use accounts::{DemoAccount, accounts};

use crate::ports::{SeededRandom, SettableClock, beijing};

/// The last day that the city has lived, unless another is asked for.
pub const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2026, 11, 20) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The seed of everything that looks random in the demo.
pub const SEED: u64 = 0x7368_756e_6975;

/// Which city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoOptions {
    /// The last day that it has lived.
    pub last_day: NaiveDate,
    /// Organizations that come in as existing law; at least one for each department.
    pub inherited: usize,
    /// Where its names, numbers, identifiers and passwords come from.
    pub seed: u64,
}

impl Default for DemoOptions {
    fn default() -> Self {
        Self { last_day: LAST_DAY, inherited: 1_950, seed: SEED }
    }
}

/// A case of the city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCase {
    /// Identifier.
    pub id: String,
    /// Proposed name.
    pub name: String,
    /// The status that it was brought to.
    pub status: CaseStatus,
    /// Login of the applicant.
    pub applicant: &'static str,
    /// The organization that came of it.
    pub organization: Option<String>,
}

/// A city that was loaded.
#[derive(Debug, Clone)]
pub struct DemoCity {
    /// Accounts with their secrets.
    pub accounts: Vec<DemoAccount>,
    /// Administrative bodies.
    pub units: usize,
    /// Organizations of all kinds.
    pub organizations: usize,
    /// Cases, open and ended.
    pub cases: Vec<DemoCase>,
    /// Position of the last entry in the log.
    pub position: i64,
}

/// The keys under which the identity numbers of the demo are sealed: the server that shows it
/// needs the same. They protect nothing, for nobody has these numbers.
///
/// # Errors
/// Never for a seed that was tried; the randomness of another could be refused.
pub fn personal_keys(seed: u64) -> Result<PersonalKeys, PersonalKeyError> {
    PersonalKeys::generate(&SeededRandom::new(seed, "personal keys"))
}

/// Loads the city into an empty register, whose store and books are used; its clock and
/// randomness are not, so that the city comes out the same.
///
/// # Errors
/// When the register is not empty or refuses an act, which would be a fault of the demo.
pub fn load_city(registry: &Registry, options: &DemoOptions) -> anyhow::Result<DemoCity> {
    if registry.position()? != 0 {
        anyhow::bail!("the register is not empty: a demo city needs one of its own");
    }
    let plans = plan::plans(registry.books(), options.last_day);
    let clock = Arc::new(SettableClock::at(beijing(plan::first_day(&plans), plan::OPENING)));
    let random = Arc::new(SeededRandom::new(options.seed, "identifiers"));
    let store = registry.store().clone();
    let register = Registry::new(store, registry.books().clone(), clock.clone(), random.clone());

    let secrets = accounts(options.seed);
    let mut maker = accounts::Maker::new(&register, random);
    let bootstrap = [Grant::of(Role::Administrator)];
    let (admin, others): (Vec<_>, Vec<_>) = secrets.iter().partition(|a| a.login == "admin");
    let admin = admin.first().ok_or_else(|| anyhow::anyhow!("no administrator"))?;
    let administrator = maker.make(&register, admin, &bootstrap)?;

    let entered = units::enter(&register, &administrator)?;
    let departments = units::departments();
    let words = SeededRandom::new(options.seed, "organizations");
    let count = options.inherited;
    let inherited = organizations::enter(&register, &administrator, &departments, count, &words)?;
    let home = departments.iter().zip(&inherited.departments).find(|(d, _)| d.place == units::HOME);
    let (_, home) = home.ok_or_else(|| anyhow::anyhow!("no department at home"))?;
    life::street(&register, &administrator)?;
    let bodies =
        hubs::enter(&register, &administrator)? + decoupling::enter(&register, &administrator)?;
    let leaving = exit::enter(&register, &administrator, home)?;
    let watched = oversight::enter(&register, &administrator, home)?;
    let punished = penalties::enter(&register, &administrator, home)?;
    let graded = evaluation::enter(&register, &administrator, home)?;
    for account in others.iter().filter(|account| account.login != accounts::AGENT) {
        let grants = accounts::grants(account.login, &inherited.departments, home)?;
        maker.make(&register, account, &grants)?;
    }

    let vault = PersonalData::new(&personal_keys(options.seed)?)?;
    let cast = maker.cast();
    let stage = cases::Stage {
        register: &register,
        clock: &clock,
        vault: &vault,
        cast: &cast,
        departments: &departments,
        department_ids: &inherited.departments,
    };
    // What took its days before the cases of the city begin.
    let first = plan::first_day(&plans);
    penalties::before(&stage, &punished, first)?;
    evaluation::before(&stage, &administrator, &graded, register.today())?;
    let cases = stage.play(&plans)?;
    let mine = life::organizations(&stage, &cases)?;
    for account in others.iter().filter(|account| account.login == accounts::AGENT) {
        let entered = [leaving.as_slice(), &watched, &punished, &graded].concat();
        let grants = [life::grants(&mine), exit::grants(&entered)].concat();
        maker.make(&register, account, &grants)?;
    }
    let cast = maker.cast();
    let stage = cases::Stage { cast: &cast, ..stage };
    life::play(&stage, &mine, options.last_day)?;
    // Before the department lets others go.
    exit::play(&stage, &administrator, &leaving, options.last_day)?;
    penalties::play(&stage, &administrator, &punished, options.last_day)?;
    evaluation::play(&stage, &graded, options.last_day)?;
    // With the sweep of the last day.
    oversight::play(&stage, home, &watched, options.last_day)?;
    hubs::play(&stage, home, options.last_day)?;
    decoupling::play(&stage, home, options.last_day)?;
    statutory::play(&stage, home, options.last_day)?;
    let established: Vec<String> = cases.iter().filter_map(|c| c.organization.clone()).collect();
    if let Some(older) = watched.first() {
        let at = units::registrar(units::HOME)?;
        correction::play(&stage, &at, &established, older, options.last_day)?;
    }
    let established = cases.iter().filter(|case| case.organization.is_some()).count();
    Ok(DemoCity {
        accounts: secrets,
        units: entered + bodies + inherited.units,
        // One legal person by statute was registered beside the cases.
        organizations: inherited.organizations
            + leaving.len()
            + watched.len()
            + punished.len()
            + graded.len()
            + established
            + 1,
        cases,
        position: register.position()?,
    })
}

/// Performs an act that must be lawful.
fn act(
    registry: &Registry,
    actor: &Actor,
    target: Target,
    request: ActRequest,
) -> anyhow::Result<ActAnswer> {
    perform(registry, &ActCall::new(actor.clone(), target, request))
}

/// Performs a call that must be lawful; a refusal names its rules.
fn perform(registry: &Registry, call: &ActCall) -> anyhow::Result<ActAnswer> {
    let kind = call.request.kind().id();
    match registry.perform(call) {
        Ok(Answered::Fresh(answer)) => Ok(*answer),
        Ok(Answered::Repeated(_)) => anyhow::bail!("{kind} was answered before"),
        Err(RegistryError::Refused(refusal)) => {
            let blocking = refusal.findings.iter().filter(|f| f.blocks());
            let rules: Vec<&str> = blocking.map(|f| f.rule.as_str()).collect();
            anyhow::bail!("{kind} was refused by {}", rules.join(", "))
        }
        Err(error) => Err(anyhow::Error::from(error).context(kind)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use shuniu_core::Books;
    use shuniu_registry::{Options, Store, Verification};

    use super::*;
    use crate::ports::{OsRandom, SystemClock};

    fn loaded(options: &DemoOptions) -> (DemoCity, Verification) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("register.db").display());
        let options_of_store = Options { url, read_url: None, connections: 2, group_commit: 1 };
        let store = Store::open(&options_of_store).unwrap();
        store.migrate().unwrap();
        let books = Books::built_in().unwrap();
        let registry = Registry::new(store, books, Arc::new(SystemClock), Arc::new(OsRandom));
        let city = load_city(&registry, options).unwrap();
        assert!(load_city(&registry, options).is_err(), "a second city");
        (city, registry.verify(&mut |_| {}).unwrap())
    }

    /// However many organizations are there already, none is in the field of a case: only the case
    /// that shall show it meets a similar one.
    #[test]
    fn every_case_has_a_field_of_its_own_whatever_its_kind() {
        let books = Books::built_in().unwrap();
        let vault = PersonalData::new(&personal_keys(1).unwrap()).unwrap();
        let unit = shuniu_core::unit::UnitId::parse("unit").unwrap();
        let mut kinds = BTreeSet::new();
        for (number, plan) in plan::plans(&books, LAST_DAY).iter().enumerate() {
            let (a, _) = application::application(plan, number, true, &unit, &vault).unwrap();
            assert!(a.name_parts.field.starts_with(names::CASE_MARK), "{}", a.name);
            kinds.insert(a.kind);
        }
        assert_eq!(kinds.len(), 3, "all kinds are shown");
    }

    #[test]
    fn the_city_comes_out_the_same_and_whole() {
        let small = DemoOptions { inherited: 60, ..DemoOptions::default() };
        let ((one, verified), (two, again)) = (loaded(&small), loaded(&small));
        assert!(verified.holds(), "{verified:?}");
        // Five entries of its own and two branches.
        assert_eq!(verified.rows.get("roll"), Some(&7), "{verified:?}");
        assert_eq!(verified.head, again.head);
        assert_eq!(one.cases, two.cases);
        let statuses: BTreeSet<CaseStatus> = one.cases.iter().map(|c| c.status).collect();
        // What ends with its organization is not planned.
        let planned = CaseStatus::ALL.into_iter().filter(|status| *status != CaseStatus::Closed);
        assert_eq!(statuses, planned.collect());
        // In liquidation, liquidated, gone, and to be liquidated; and the two that merged.
        assert_eq!(verified.rows.get("exits"), Some(&5), "{verified:?}");
        // Filed, concluded, to be rectified, missed; one on each list of credit.
        assert_eq!(verified.rows.get("annual_years"), Some(&4), "{verified:?}");
        assert_eq!(verified.rows.get("listings"), Some(&2), "{verified:?}");
        let open = one.cases.iter().filter(|c| !c.status.is_final()).count();
        assert!((36..=44).contains(&open), "{open}");
    }
}
