//! The contents of the acts on annual reports, for the walk, and an organization under oversight.

use chrono::{Datelike, Days, NaiveDate};
use shuniu_core::{
    access::{Actor, Grant, Role},
    act::{ActKind, ActRequest},
    oversight::{
        annual::{
            AdjustInspection, AnnualRequest, CloseRectification, CloseWarning, ConcludeInspection,
            InspectionResult, MissedReport, Publication, PublishReport, RaiseWarning,
            RecordedInspection, ReturnReport, ReviewReport,
        },
        credit::ListingGround,
    },
};

use crate::{
    moves::Move,
    support::{
        self, LEADING_GROUP, On, SUPERVISOR, World, annual_report, conclusion, day, of_year,
        organizations::old_association, staff_of, unit_id,
    },
};

impl Move {
    /// An act on a year, lawful in form for a move with nothing odd about it.
    pub(super) fn of_year(&self, kind: ActKind, on: NaiveDate) -> ActRequest {
        let back = match self.number.rem_euclid(8) {
            0..4 => 1,
            4..7 => 2,
            _ => i32::from(self.mutation),
        };
        let year = on.year().saturating_sub(back);
        let text = self.text.clone();
        of_year(match kind {
            ActKind::FileAnnualReport => {
                let mut report = annual_report(year);
                report.accounts.assets = report.accounts.assets.wrapping_add(self.number);
                if self.mutation.is_multiple_of(2) {
                    report.accounts = annual_report(year).accounts;
                }
                report.before.income = (!self.which.is_multiple_of(3)).then_some(self.number);
                AnnualRequest::File(Box::new(report))
            }
            ActKind::ReviewAnnualReport => AnnualRequest::Review(ReviewReport {
                year,
                unit: unit_id(self.unit()),
                proposes: self.result(),
                reasons: Some(text),
            }),
            ActKind::ReturnAnnualReport => AnnualRequest::Return(ReturnReport { year, what: text }),
            ActKind::ConcludeInspection => AnnualRequest::Conclude(self.concluding(year, on)),
            ActKind::AdjustInspection => AnnualRequest::Adjust(Box::new(AdjustInspection {
                conclusion: self.concluding(year, on),
                reasons: text,
            })),
            ActKind::CloseRectification => {
                let done = self.number % 2 == 0;
                AnnualRequest::Close(CloseRectification { year, done, note: text })
            }
            ActKind::PublishAnnualReport => AnnualRequest::Publish(PublishReport {
                year,
                publication: Publication { published_on: on, place: text },
            }),
            ActKind::RecordMissedReport => AnnualRequest::Missed(MissedReport { year }),
            ActKind::RaiseWarning => AnnualRequest::Warn(RaiseWarning {
                what: text.clone(),
                year: Some(year),
                owner: text,
                due_on: on,
            }),
            ActKind::CloseWarning => {
                let number = u32::from(self.which % 3);
                AnnualRequest::CloseWarning(CloseWarning { number, note: text })
            }
            _ => AnnualRequest::Import(RecordedInspection {
                year: (self.number % 2 == 0).then_some(year),
                result: self.result(),
                concluded_on: Some(on),
                authority: "示范民政局".to_owned(),
                source: text,
            }),
        })
    }

    fn result(&self) -> InspectionResult {
        use InspectionResult::{BasicallyQualified, Qualified, Unqualified};

        [Qualified, BasicallyQualified, Unqualified][usize::from(self.which) % 3]
    }

    fn concluding(&self, year: i32, on: NaiveDate) -> ConcludeInspection {
        let result = self.result();
        let bad = result != InspectionResult::Qualified;
        let grounds = ["no_activity", "change_not_filed", "nonsense"];
        let at = usize::try_from(self.number.rem_euclid(3)).unwrap_or_default();
        let ground = grounds[at].to_owned();
        ConcludeInspection {
            result,
            grounds: bad.then_some(ground).into_iter().collect(),
            rectify_by: bad.then(|| on.checked_add_days(Days::new(30))).flatten(),
            ..conclusion(year)
        }
    }
}

/// An association of an older register whose year 2024 is to be rectified and whose year 2025 was reviewed,
/// that was told of every ground of the list of abnormal activity; its department keeps its role for now.
pub(super) fn under_oversight(mut w: World) -> World {
    let retain = Move::plain().on_retention(ActKind::RetainDepartment, day("2026-06-01"));
    let office = staff_of(Role::LeadingGroupOffice, LEADING_GROUP);
    w.act(&On::Unit(SUPERVISOR), &retain, &office, "2026-06-01").expect("kept for now");
    let id = old_association(&mut w, ("MJ010099", "北京市朝阳区旧艺协会"), "2026-06-01");
    let agent = support::actor("agent", vec![Grant::agent_of(&id)]);
    let mut act = |request: &ActRequest, by: &Actor| {
        w.act(&On::Organization(&id), request, by, "2026-06-01").expect("lawful");
    };
    for year in [2024, 2025] {
        act(&support::file(annual_report(year)), &agent);
        act(&support::review(year, &unit_id(SUPERVISOR)), &support::officer());
    }
    let bad = ConcludeInspection {
        result: InspectionResult::BasicallyQualified,
        grounds: vec!["change_not_filed".to_owned()],
        rectify_by: Some(day("2026-06-03")),
        ..conclusion(2024)
    };
    act(&support::conclude(bad), &support::decider());
    for ground in ListingGround::ALL {
        let mut plain = Move::plain();
        plain.which = ground_at(ground);
        let request = plain.of_credit(ActKind::NotifyListing, day("2026-06-01"));
        let known = w.act(&On::Organization(&id), &request, &support::examiner(), "2026-06-01");
        // Grounds of the other list are refused.
        drop(known);
    }
    w
}

/// What a move needs to mean this ground.
fn ground_at(ground: ListingGround) -> u8 {
    let at = ListingGround::ALL.iter().position(|known| *known == ground);
    u8::try_from(at.unwrap_or_default()).unwrap_or_default()
}
