//! Annual reports in their usual form: nothing stands against them.

use shuniu_core::{
    act::ActRequest,
    oversight::annual::{
        Activities, AnnualReport, AnnualRequest, Audit, AuditOpinion, Before, ConcludeInspection,
        Governance, InspectionResult, ReviewReport, YearAccounts,
    },
    registration::PartyBuilding,
    unit::UnitId,
};

/// A report on a year: income 1,000,000, spending 900,000, of it 800,000 for its purpose.
pub fn annual_report(year: i32) -> AnnualReport {
    AnnualReport {
        year,
        signed: true,
        sealed: true,
        activities: Activities { held: 12, summary: "按章程开展活动".to_owned() },
        governance: Governance {
            general_meetings: 1,
            council_meetings: 2,
            directors: 9,
            directors_kin: 0,
            directors_paid: 3,
            privately_funded: false,
            staff: 4,
            members: 60,
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
            income: 1_000_000,
            donations: 400_000,
            spending: 900_000,
            charity_spending: 800_000,
            pay: 50_000,
            administration: 40_000,
            management: 90_000,
            fundraising: 9_000,
            assets: 5_000_000,
            debts: 1_000_000,
            net_assets: 4_000_000,
        },
        before: Before {
            income: Some(1_000_000),
            net_assets: Some(4_000_000),
            fund_balance: Some(4_000_000),
            average_income: None,
            average_net_assets: None,
            average_donations: Some(400_000),
        },
        exception: None,
        audit: Some(Audit {
            firm: "示范会计师事务所".to_owned(),
            number: "示审〔2026〕1号".to_owned(),
            opinion: AuditOpinion::Unqualified,
        }),
        documents: Vec::new(),
    }
}

pub fn of_year(request: AnnualRequest) -> ActRequest {
    ActRequest::Annual { request: Box::new(request) }
}

pub fn file(report: AnnualReport) -> ActRequest {
    of_year(AnnualRequest::File(Box::new(report)))
}

/// The unit proposes: qualified.
pub fn review(year: i32, unit: &UnitId) -> ActRequest {
    let proposes = InspectionResult::Qualified;
    let unit = unit.clone();
    of_year(AnnualRequest::Review(ReviewReport { year, unit, proposes, reasons: None }))
}

/// Concluded as qualified.
pub fn conclusion(year: i32) -> ConcludeInspection {
    ConcludeInspection {
        year,
        result: InspectionResult::Qualified,
        grounds: Vec::new(),
        remarks: None,
        rectify_by: None,
        document_number: format!("示民检〔{year}〕1号"),
    }
}

pub fn conclude(input: ConcludeInspection) -> ActRequest {
    of_year(AnnualRequest::Conclude(input))
}
