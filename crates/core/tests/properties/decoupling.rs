//! What the moves of a random walk ask for when departments leave: lawful, or with something wrong.

use chrono::{Days, NaiveDate};
use shuniu_core::{
    access::{Grant, Role},
    act::{ActKind, ActRequest},
    decoupling::{
        Batch, Checklists, DecouplingRequest, DestinationInput, Exemption, ItemEvidence,
        ItemFinding, Listing, PlanInput, ProgrammeInput, ProgrammeRequest, RecordedItem, Retention,
        RetentionRequest, SignerInput, SignerRole, StuckGround,
    },
    registration::{DirectBasis, UnitConsent},
};

use crate::{
    hubs::HUB,
    moves::Move,
    support::{LEADING_GROUP, On, SUPERVISOR, World, actor, day, staff, unit_id, usual},
};

const CHECKLIST: &str = "outline_2008";
const DIMENSIONS: [&str; 4] = ["organization", "staff", "assets", "finance"];

fn keys() -> Vec<String> {
    let lists = Checklists::built_in().expect("checklists");
    let list = lists.get(CHECKLIST).expect("the outline");
    list.dimensions.iter().flat_map(|d| d.items.iter().map(|i| d.key(i))).collect()
}

impl Move {
    fn later(&self, on: NaiveDate) -> NaiveDate {
        on.checked_add_days(Days::new(u64::from(self.which) + 1)).unwrap_or(on)
    }

    pub(super) fn on_programme(&self, kind: ActKind, on: NaiveDate) -> ActRequest {
        let batch = |number| Batch { number, target_on: self.later(on), share: None };
        let unit = if self.mutation % 24 == 11 { unit_id("dept-9") } else { unit_id(SUPERVISOR) };
        let signers = [SignerRole::Finance, SignerRole::Personnel]
            .map(|role| SignerInput { role, unit: unit.clone() })
            .to_vec();
        let request = match kind {
            ActKind::OpenProgramme => ProgrammeRequest::Open(ProgrammeInput {
                title: self.text.clone(),
                leading_group: unit_id(LEADING_GROUP),
                checklist: CHECKLIST.to_owned(),
                document_number: "领发1".to_owned(),
                dated: on,
                batches: vec![batch(1), batch(2)],
                signers,
            }),
            ActKind::AmendProgramme => ProgrammeRequest::Amend {
                batches: vec![batch(u32::from(self.which % 3) + 1)],
                signers,
                reasons: self.text.clone(),
            },
            _ => ProgrammeRequest::Close { summary: self.text.clone() },
        };
        ActRequest::Programme { request: Box::new(request) }
    }

    pub(super) fn on_retention(&self, kind: ActKind, on: NaiveDate) -> ActRequest {
        let (leading_group, reasons) = (unit_id(LEADING_GROUP), self.text.clone());
        let document_number = "领发2".to_owned();
        let request = match kind {
            ActKind::RetainDepartment => RetentionRequest::Retain {
                leading_group,
                retention: Retention {
                    function: "外事".to_owned(),
                    document_number,
                    dated: on,
                    reasons,
                    review_on: self.later(on),
                },
            },
            _ => RetentionRequest::End { leading_group, document_number, dated: on, reasons },
        };
        ActRequest::Retention { request: Box::new(request) }
    }

    pub(super) fn on_case_of(&self, kind: ActKind, on: NaiveDate, world: &World) -> ActRequest {
        let reasons = self.text.clone();
        let dimension = DIMENSIONS[usize::from(self.which) % DIMENSIONS.len()].to_owned();
        let keys = keys();
        let key = keys[usize::from(self.which) % keys.len()].clone();
        let finding = ItemFinding { item: key.clone(), reasons: reasons.clone() };
        let document_number = "函3".to_owned();
        let request = match kind {
            ActKind::ListForDecoupling => DecouplingRequest::List(Listing {
                programme: world.register.programmes.keys().next().cloned().unwrap_or_default(),
                batch: 1 + u32::from(self.mutation % 24 == 12) * 8,
                scope: None,
            }),
            ActKind::DelistFromDecoupling => DecouplingRequest::Delist { reasons },
            ActKind::ExemptFromDecoupling => DecouplingRequest::Exempt(Exemption {
                document_number,
                dated: on,
                reasons,
                review_on: self.later(on),
            }),
            ActKind::RescheduleDecoupling => {
                DecouplingRequest::Reschedule { batch: 2, due_on: Some(self.later(on)), reasons }
            }
            ActKind::PlanDecoupling => DecouplingRequest::Plan(PlanInput {
                document_number,
                dated: on,
                to: match self.mutation % 3 {
                    1 => DestinationInput::Hub {
                        unit: unit_id(HUB),
                        consent: UnitConsent { number: "3号".to_owned(), dated: on },
                    },
                    _ => DestinationInput::Direct {
                        basis: DirectBasis {
                            class: "trade_association".to_owned(),
                            field: "trade".to_owned(),
                            policy_document: "46号".to_owned(),
                        },
                    },
                },
                guidance: None,
                party_building: None,
            }),
            ActKind::ApproveDecouplingPlan => DecouplingRequest::ApprovePlan { document_number },
            ActKind::ReturnDecouplingPlan => DecouplingRequest::ReturnPlan { reasons },
            ActKind::RecordDecouplingItems => {
                let dated = if self.mutation % 24 == 13 { self.later(on) } else { on };
                let evidence = ItemEvidence { title: reasons, number: None, dated, sha256: None };
                let item =
                    RecordedItem { item: key, evidence: vec![evidence], not_applicable: None };
                DecouplingRequest::Record { items: vec![item] }
            }
            ActKind::SendBackDecouplingItems => {
                let of = key.split_once('.').map_or(dimension, |(of, _)| of.to_owned());
                DecouplingRequest::SendBack { dimension: of, findings: vec![finding] }
            }
            ActKind::SignDecouplingDimension => {
                DecouplingRequest::Sign { dimension, document_number, dated: on }
            }
            ActKind::MarkDecouplingStuck => {
                DecouplingRequest::MarkStuck { ground: StuckGround::Dispute, reasons }
            }
            ActKind::ClearDecouplingStuck => DecouplingRequest::ClearStuck { reasons },
            ActKind::CompleteDecoupling => {
                DecouplingRequest::Complete { document_number, dated: on }
            }
            ActKind::ReopenDecoupling => DecouplingRequest::Reopen {
                findings: vec![finding],
                due_on: self.later(on),
                reasons,
            },
            _ => DecouplingRequest::Conclude { remarks: reasons },
        };
        ActRequest::Decoupling { request: Box::new(request) }
    }
}

/// A world in which an association is being separated from its department: all is shown, and all but
/// the last signature is there; every step is in the log.
pub fn with_a_case(mut world: World) -> World {
    let m = Move::plain();
    let on = day("2026-06-01");
    let open = m.on_programme(ActKind::OpenProgramme, on);
    world.act_on(&On::Register, &open, &usual(ActKind::OpenProgramme), on).expect("a programme");
    let case = world.case_in(shuniu_core::case::CaseStatus::Approved);
    let id = world.case(&case).organization.clone().expect("an organization");
    let on = day("2026-06-20");
    let agent = actor("agent", vec![Grant::agent_of(&id)]);
    world
        .act_on(&On::Organization(&id), &m.filed(ActKind::FileOfficers, on), &agent, on)
        .expect("officers");
    for kind in
        [ActKind::ListForDecoupling, ActKind::PlanDecoupling, ActKind::ApproveDecouplingPlan]
    {
        let request = m.on_case_of(kind, on, &world);
        world.act_on(&On::Organization(&id), &request, &usual(kind), on).expect("a step");
    }
    let evidence =
        ItemEvidence { title: "证明".to_owned(), number: None, dated: on, sha256: None };
    let shown =
        |item| RecordedItem { item, evidence: vec![evidence.clone()], not_applicable: None };
    let items = keys().into_iter().map(shown).collect();
    decide(&mut world, &id, DecouplingRequest::Record { items }, "clerk", on);
    for (at, dimension) in
        ["organization", "staff", "staff", "assets", "assets", "finance"].into_iter().enumerate()
    {
        let (dimension, document_number) = (dimension.to_owned(), "函4".to_owned());
        let request = DecouplingRequest::Sign { dimension, document_number, dated: on };
        decide(&mut world, &id, request, &format!("signer-{at}"), on);
    }
    world
}

/// The same, completed, opened again for one item, and mended.
pub fn with_a_case_reopened(world: World) -> World {
    let mut world = with_a_case(world);
    let id = world.register.organizations.keys().next().cloned().expect("an organization");
    let on = day("2026-07-01");
    let sign = |of: &str| DecouplingRequest::Sign {
        dimension: of.to_owned(),
        document_number: "函5".to_owned(),
        dated: on,
    };
    decide(&mut world, &id, sign("finance"), "signer-6", on);
    let m = Move::plain();
    for kind in [ActKind::CompleteDecoupling, ActKind::ReopenDecoupling] {
        let request = m.on_case_of(kind, on, &world);
        world.act_on(&On::Organization(&id), &request, &usual(kind), on).expect("a step");
    }
    let mended = m.on_case_of(ActKind::RecordDecouplingItems, on, &world);
    let clerk = staff("clerk", Role::SupervisorOfficer, SUPERVISOR);
    world.act_on(&On::Organization(&id), &mended, &clerk, on).expect("mended");
    decide(&mut world, &id, sign("organization"), "signer-7", on);
    world
}

fn decide(w: &mut World, id: &str, request: DecouplingRequest, by: &str, on: NaiveDate) {
    let by = staff(by, Role::SupervisorOfficer, SUPERVISOR);
    let request = ActRequest::Decoupling { request: Box::new(request) };
    w.act_on(&On::Organization(id), &request, &by, on).expect("a step of the case");
}
