//! Associations of the home district under oversight: one whose report waits for the department, one that was
//! concluded, one that is to rectify, one that never filed and stands on the list of abnormal
//! activity, one on the list of serious violations. All was inherited; then the sweep of the last day
//! proposes what is to be done in the whole city.
//!
//! What may not enter: real bodies or persons.

use chrono::{Datelike, Days, NaiveDate};
use shuniu_core::{
    access::Actor,
    act::ActRequest,
    oversight::{
        annual::{
            Activities, AnnualReport, AnnualRequest, Before, ConcludeInspection, Governance,
            InspectionResult, MissedReport, RaiseWarning, ReviewReport, YearAccounts,
        },
        credit::{
            CreditList, CreditRequest, ListInput, ListingGround, NotifyListing, StatedPenalty,
            StatedPenaltyKind,
        },
    },
    registration::PartyBuilding,
    unit::UnitId,
};
use shuniu_registry::{Registry, Target};

use super::{act, cases::Stage, exit, units::SOURCE};

/// Their fields: no case of the city is in one of these.
const FIELDS: [&str; 5] = ["旧式年报", "旧式年检", "旧式整改", "旧式失联", "旧式收费"];
/// Codes at the end of the segment that others have.
const TAKEN: u64 = 4;

/// Enters them from an older register.
pub(super) fn enter(
    register: &Registry,
    administrator: &Actor,
    home: &UnitId,
) -> anyhow::Result<Vec<String>> {
    exit::inherit(register, administrator, home, &FIELDS, TAKEN)
}

/// Brings each to its place; `home` is their supervisory unit.
pub(super) fn play(
    stage: &Stage<'_>,
    home: &UnitId,
    ids: &[String],
    on: NaiveDate,
) -> anyhow::Result<()> {
    let [filed, concluded, rectifying, missing, serious] = ids else {
        anyhow::bail!("the demo has five organizations under oversight");
    };
    let year = on.year().saturating_sub(1);
    for id in [filed, concluded, rectifying] {
        of_year(stage, "agent", id, AnnualRequest::File(Box::new(report(year))))?;
    }
    for (id, result) in [
        (concluded, InspectionResult::Qualified),
        (rectifying, InspectionResult::BasicallyQualified),
    ] {
        of_year(stage, "officer", id, review(year, home, result))?;
        of_year(stage, "decider", id, conclusion(year, result, on))?;
    }
    of_year(stage, "examiner", rectifying, warning(year, on))?;
    of_year(stage, "examiner", missing, AnnualRequest::Missed(MissedReport { year }))?;
    let (list, ground) = (CreditList::Abnormal, ListingGround::NoAnnualReport);
    let told = NotifyListing {
        list,
        ground,
        facts: format!("未报送{year}年度工作报告（示例）"),
        year: Some(year),
        document_number: "示民信告〔2026〕1号".to_owned(),
        delivered_on: before(on, 30),
        delivered_by: "直接送达".to_owned(),
    };
    of_credit(stage, "examiner", missing, CreditRequest::Notify(told))?;
    let listed = ListInput {
        list,
        ground,
        facts: format!("未报送{year}年度工作报告（示例）"),
        year: Some(year),
        penalties: Vec::new(),
        document_number: "示民信〔2026〕1号".to_owned(),
    };
    of_credit(stage, "decider", missing, CreditRequest::List(listed))?;
    of_credit(stage, "decider", serious, CreditRequest::List(fined(on)))?;
    stage.register.sweep(on, &mut |_| {})?;
    Ok(())
}

fn before(on: NaiveDate, days: u64) -> NaiveDate {
    on.checked_sub_days(Days::new(days)).unwrap_or(on)
}

fn of_year(stage: &Stage<'_>, login: &str, id: &str, request: AnnualRequest) -> anyhow::Result<()> {
    let request = ActRequest::Annual { request: Box::new(request) };
    act(stage.register, stage.cast.actor(login)?, Target::Organization(id.to_owned()), request)?;
    Ok(())
}

fn of_credit(
    stage: &Stage<'_>,
    login: &str,
    id: &str,
    request: CreditRequest,
) -> anyhow::Result<()> {
    let request = ActRequest::Credit { request: Box::new(request) };
    act(stage.register, stage.cast.actor(login)?, Target::Organization(id.to_owned()), request)?;
    Ok(())
}

fn review(year: i32, unit: &UnitId, proposes: InspectionResult) -> AnnualRequest {
    AnnualRequest::Review(ReviewReport {
        year,
        unit: unit.clone(),
        proposes,
        reasons: Some("经初审（示例）".to_owned()),
    })
}

fn conclusion(year: i32, result: InspectionResult, on: NaiveDate) -> AnnualRequest {
    let bad = result != InspectionResult::Qualified;
    AnnualRequest::Conclude(ConcludeInspection {
        year,
        result,
        grounds: bad.then(|| "change_not_filed".to_owned()).into_iter().collect(),
        remarks: None,
        rectify_by: bad.then(|| on.checked_add_days(Days::new(20))).flatten(),
        document_number: format!("示民检〔{year}〕1号"),
    })
}

fn warning(year: i32, on: NaiveDate) -> AnnualRequest {
    AnnualRequest::Warn(RaiseWarning {
        what: "住所变更未办理登记（示例）".to_owned(),
        year: Some(year),
        owner: "社会组织管理科".to_owned(),
        due_on: on,
    })
}

fn fined(on: NaiveDate) -> ListInput {
    ListInput {
        list: CreditList::Serious,
        ground: ListingGround::LargeFine,
        facts: "违规收费（示例）".to_owned(),
        year: None,
        penalties: vec![StatedPenalty {
            kind: StatedPenaltyKind::Fine,
            yuan: Some(60_000),
            document_number: "示罚〔2026〕3号".to_owned(),
            authority: SOURCE.to_owned(),
            decided_on: before(on, 40),
        }],
        document_number: "示民信〔2026〕2号".to_owned(),
    }
}

fn report(year: i32) -> AnnualReport {
    AnnualReport {
        year,
        signed: true,
        sealed: true,
        activities: Activities { held: 8, summary: "展览、培训（示例）".to_owned() },
        governance: Governance {
            general_meetings: 1,
            council_meetings: 2,
            directors: 9,
            directors_kin: 0,
            directors_paid: 0,
            privately_funded: false,
            staff: 2,
            members: 66,
            branches: 0,
        },
        party_work: Some(PartyBuilding {
            form: None,
            since: None,
            full_members: 1,
            reason_for_none: None,
            planned_on: None,
            survey: Some(true),
            pledge: Some(true),
        }),
        accounts: YearAccounts {
            income: 300_000,
            spending: 260_000,
            management: 40_000,
            assets: 120_000,
            debts: 20_000,
            net_assets: 100_000,
            ..YearAccounts::default()
        },
        before: Before::default(),
        exception: None,
        audit: None,
        documents: Vec::new(),
    }
}
