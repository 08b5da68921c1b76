//! Associations of the home district on their way out: one in liquidation, one that has applied for its
//! deregistration, one that is no more, one whose certificate an older register revoked and who has
//! no liquidation yet. All was inherited; the steps are dated before the last day that the city has
//! lived.
//!
//! What may not enter: real bodies or persons.

use chrono::{Days, NaiveDate};
use shuniu_core::{
    access::{Actor, Grant},
    act::{ActRequest, ExistingRecord},
    exit::{
        AnnouncementInput, Appointment, BeginLiquidation, Collected, Disposal, ExitGround,
        ExitRequest, Handed, Recipient, Report,
    },
    identity::{Department, Uscc},
    organization::{DecidedAction, OrganizationKind, RecordedDecision, RegisteredItems},
    registration::{Deregistration, Requested},
    unit::UnitId,
};
use shuniu_registry::{Registry, Target};

use super::{
    act,
    cases::Stage,
    life::{self, Upto},
    units::{HOME, SOURCE, division, place_name, registrar, segment},
};

/// Their fields: no case of the city is in one of these.
const FIELDS: [&str; 4] = ["旧式算盘", "旧式油印", "旧式寻呼", "旧式胶片"];

/// Enters them from an older register.
pub(super) fn enter(
    register: &Registry,
    administrator: &Actor,
    home: &UnitId,
) -> anyhow::Result<Vec<String>> {
    inherit(register, administrator, home, &FIELDS, 0)
}

/// Associations of the home district in these fields, from an older register; their codes are taken from
/// the end of the segment, `skipped` of which are taken already: new organizations are given codes from
/// its beginning.
pub(super) fn inherit(
    register: &Registry,
    administrator: &Actor,
    home: &UnitId,
    fields: &[&str],
    skipped: u64,
) -> anyhow::Result<Vec<String>> {
    let codes = segment(HOME)?;
    let kind = OrganizationKind::Association;
    let mut ids = Vec::new();
    for (at, field) in (skipped..).zip(fields) {
        let body = codes.nth(codes.len().saturating_sub(at + 1));
        let body = body.ok_or_else(|| anyhow::anyhow!("the segment of the demo is used up"))?;
        let record = ExistingRecord {
            uscc: Uscc::issue(Department::CivilAffairs, kind.code_class(), division(HOME)?, body)?,
            name: format!("{}示例{field}协会", place_name(HOME)),
            kind,
            division: division(HOME)?,
            registrar: registrar(HOME)?,
            supervisory_unit: Some(home.clone()),
            established_on: NaiveDate::from_ymd_opt(1998, 12, 1),
            items: RegisteredItems::default(),
            certificate: None,
            authority: SOURCE.to_owned(),
            source: SOURCE.to_owned(),
        };
        let request = ActRequest::ImportOrganization { record: Box::new(record) };
        ids.push(act(register, administrator, Target::Register, request)?.subject.id);
    }
    Ok(ids)
}

/// The grants of whoever acts for them.
pub(super) fn grants(ids: &[String]) -> Vec<Grant> {
    ids.iter().map(|id| Grant::agent_of(id)).collect()
}

/// Brings each to its place.
pub(super) fn play(
    stage: &Stage<'_>,
    administrator: &Actor,
    ids: &[String],
    on: NaiveDate,
) -> anyhow::Result<()> {
    let [liquidating, applied, gone, revoked] = ids else {
        anyhow::bail!("the demo has four organizations on their way out");
    };
    begun(stage, liquidating, on)?;
    for (id, upto) in [(applied, Upto::Accepted), (gone, Upto::Approved)] {
        begun(stage, id, on)?;
        of(stage, "agent", id, ExitRequest::Conclude(report(on)))?;
        if upto == Upto::Approved {
            let back = || Some(Handed::Returned {});
            let collected = Collected { certificate: back(), seals: back(), vouchers: back() };
            of(stage, "reception", id, ExitRequest::Collect(collected))?;
        }
        let organization = stage.register.organization_state(id)?;
        let signed_by = "示例清算组负责人".to_owned();
        let request = Requested::Deregistration(Deregistration { signed_by, statement: None });
        life::bring(stage, &organization, request, upto, on)?;
    }
    let decision = RecordedDecision {
        document_number: "示民罚〔2026〕2号".to_owned(),
        action: Some(DecidedAction::Revocation),
        decided_on: before(on, 30),
        authority: SOURCE.to_owned(),
    };
    let request = ActRequest::ImportDecision { decision, source: SOURCE.to_owned() };
    act(stage.register, administrator, Target::Organization(revoked.clone()), request)?;
    Ok(())
}

fn before(on: NaiveDate, days: u64) -> NaiveDate {
    on.checked_sub_days(Days::new(days)).unwrap_or(on)
}

/// A group was formed ninety days ago, and creditors had fifty days.
fn begun(stage: &Stage<'_>, id: &str, on: NaiveDate) -> anyhow::Result<()> {
    let input = BeginLiquidation {
        ground: ExitGround::PurposeAchieved,
        occurred_on: before(on, 95),
        document_number: Some("会员代表大会决议（示例）".to_owned()),
        appointment: Appointment::Own {},
        formed_on: before(on, 90),
        head: "示例清算组负责人".to_owned(),
        members: 3,
        guided_by: registrar(HOME)?,
    };
    of(stage, "agent", id, ExitRequest::Begin(Box::new(input)))?;
    let announcement = AnnouncementInput {
        published_on: before(on, 88),
        place: "示例日报".to_owned(),
        claims_until: before(on, 38),
    };
    of(stage, "agent", id, ExitRequest::Announce(announcement))
}

fn report(on: NaiveDate) -> Report {
    let rest = Disposal {
        recipient: Recipient::PublicBenefit,
        name: "示例公益基金会".to_owned(),
        yuan: 12_000,
        document_number: None,
    };
    Report {
        dated: before(on, 5),
        confirmed_by: "会员代表大会（示例）".to_owned(),
        assets_yuan: 30_000,
        debts_yuan: 18_000,
        remaining_yuan: 12_000,
        mutual_benefit: false,
        disposals: vec![rest],
    }
}

fn of(stage: &Stage<'_>, login: &str, id: &str, request: ExitRequest) -> anyhow::Result<()> {
    let request = ActRequest::Exit { request: Box::new(request) };
    act(stage.register, stage.cast.actor(login)?, Target::Organization(id.to_owned()), request)?;
    Ok(())
}
