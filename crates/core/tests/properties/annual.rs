//! The contents of the acts on annual reports, for the walk.

use chrono::{Datelike, Days, NaiveDate};
use shuniu_core::{
    act::{ActKind, ActRequest},
    oversight::annual::{
        AdjustInspection, AnnualRequest, CloseRectification, CloseWarning, ConcludeInspection,
        InspectionResult, MissedReport, Publication, PublishReport, RaiseWarning,
        RecordedInspection, ReturnReport, ReviewReport,
    },
};

use crate::{
    moves::Move,
    support::{annual_report, conclusion, of_year, unit_id},
};

impl Move {
    /// An act on a year, lawful in form for a move with nothing odd about it.
    pub(super) fn of_year(&self, kind: ActKind, on: NaiveDate) -> ActRequest {
        let back = match self.mutation % 4 {
            0 => 1,
            1 => 2,
            2 => 0,
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
        let ground = grounds[usize::from(self.act) % 3].to_owned();
        ConcludeInspection {
            result,
            grounds: bad.then_some(ground).into_iter().collect(),
            rectify_by: bad.then(|| on.checked_add_days(Days::new(30))).flatten(),
            ..conclusion(year)
        }
    }
}
