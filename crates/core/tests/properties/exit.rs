//! Walks on the way out: an association in liquidation that has applied for its deregistration, with a
//! second application open; and the contents of the acts of exit.

use chrono::{Days, NaiveDate};
use shuniu_core::{
    access::{Actor, Grant},
    act::{ActKind, ActRequest},
    decoupling::Scope,
    exit::{
        AnnouncementInput, Appointment, BeginLiquidation, Collected, DemandGround, DemandInput,
        Demanded, Disposal, ExitGround, ExitRequest, Handed, Pledge, Recipient, Report,
    },
    registration::{Deregistration, Requested},
};

use crate::{
    moves::Move,
    support::{self, On, REGISTRAR, World, day, document, reception, unit_id},
};

/// The deregistration is examined, another is a draft.
pub(super) fn with_an_end(mut w: World) -> World {
    let case = w.case_in(shuniu_core::case::CaseStatus::Approved);
    let id = w.case(&case).organization.clone().expect("an organization");
    let agent = support::actor("applicant", vec![Grant::agent_of(&id)]);
    let plain = Move::plain();
    let act = |w: &mut World, request: &ActRequest, by: &Actor, on: &str| {
        w.act(&On::Organization(&id), request, by, on).expect("lawful").subject
    };
    for (kind, by, on) in [
        (ActKind::BeginLiquidation, &agent, "2026-07-01"),
        (ActKind::AnnounceLiquidation, &agent, "2026-07-02"),
        (ActKind::ConcludeLiquidation, &agent, "2026-07-20"),
        (ActKind::CollectCertificate, &reception(), "2026-07-20"),
    ] {
        act(&mut w, &plain.of_exit(kind, day(on)), by, on);
    }
    let request = Requested::Deregistration(Deregistration {
        signed_by: "清算组负责人".to_owned(),
        statement: None,
    });
    let documents = [
        shuniu_core::registration::DocumentKind::Application,
        shuniu_core::registration::DocumentKind::LiquidationReport,
    ];
    let open =
        ActRequest::OpenOnOrganization { request, documents: documents.map(document).to_vec() };
    act(&mut w, &open, &agent, "2026-07-21");
    let case = act(&mut w, &open, &agent, "2026-07-21");
    w.step(&case, &ActRequest::SubmitApplication, &agent, "2026-07-21");
    w.step(&case, &support::consent(), &support::officer(), "2026-07-21");
    w.step(&case, &ActRequest::AcceptApplication, &reception(), "2026-07-22");
    w.step(&case, &support::examination(), &support::examiner(), "2026-07-23");
    w
}

impl Move {
    /// An act of exit, lawful for a move with nothing odd about it.
    pub(super) fn of_exit(&self, kind: ActKind, on: NaiveDate) -> ActRequest {
        let odd = self.mutation % 4;
        let yuan = if odd == 1 { self.number } else { 0 };
        let request = match kind {
            ActKind::BeginLiquidation => ExitRequest::Begin(Box::new(BeginLiquidation {
                ground: match odd {
                    2 => ExitGround::RegistrationRescinded,
                    3 => ExitGround::PurposeUnattainable,
                    _ => ExitGround::SelfDissolution,
                },
                occurred_on: on,
                document_number: None,
                appointment: match odd {
                    1 => Appointment::Court { ruling: self.text.clone() },
                    _ => Appointment::Own {},
                },
                formed_on: on,
                head: self.text.clone(),
                members: 3,
                guided_by: unit_id(if odd == 3 { self.unit() } else { REGISTRAR }),
            })),
            ActKind::AnnounceLiquidation => ExitRequest::Announce(AnnouncementInput {
                published_on: on,
                place: self.text.clone(),
                claims_until: on.checked_add_days(Days::new(u64::from(odd))).unwrap_or(on),
            }),
            ActKind::ConcludeLiquidation => ExitRequest::Conclude(Report {
                dated: on,
                confirmed_by: self.text.clone(),
                assets_yuan: self.number,
                debts_yuan: if odd == 1 { i64::MIN } else { self.number },
                remaining_yuan: yuan,
                mutual_benefit: odd != 3,
                disposals: vec![Disposal {
                    recipient: Recipient::Members,
                    name: self.text.clone(),
                    yuan,
                    document_number: None,
                }],
            }),
            ActKind::DemandExit => ExitRequest::Demand(DemandInput {
                unit: unit_id(if odd == 3 { self.unit() } else { support::SUPERVISOR }),
                demands: if odd == 2 { Demanded::Merger } else { Demanded::Termination },
                grounds: vec![if odd == 1 {
                    DemandGround::TooSmall
                } else {
                    DemandGround::TaskDone
                }],
                scope: Scope { economic_members: true, by_nature: Some(self.text.clone()) },
                document_number: self.text.clone(),
                dated: on,
                into: None,
            }),
            ActKind::PledgeNoDebts => {
                let last = on.checked_sub_days(Days::new(1)).unwrap_or(on);
                ExitRequest::Pledge(Pledge {
                    ground: ExitGround::SelfDissolution,
                    occurred_on: last.checked_sub_days(Days::new(19)).unwrap_or(last),
                    signed_by: self.text.clone(),
                    notice_from: last.checked_sub_days(Days::new(19)).unwrap_or(last),
                    notice_until: last,
                    place: self.text.clone(),
                })
            }
            _ => {
                let void = || Handed::Void {
                    notice: self.text.clone(),
                    place: self.text.clone(),
                    reason: self.text.clone(),
                };
                ExitRequest::Collect(Collected {
                    certificate: (odd != 2).then_some(Handed::Returned {}),
                    seals: Some(if odd == 3 { void() } else { Handed::Returned {} }),
                    vouchers: Some(Handed::Returned {}),
                })
            }
        };
        ActRequest::Exit { request: Box::new(request) }
    }
}
