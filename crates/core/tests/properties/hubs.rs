//! What the moves of a random walk ask for on hubs and relations: lawful, or with something wrong.

use chrono::NaiveDate;
use shuniu_core::{
    act::{ActKind, ActRequest},
    affiliation::{
        AffiliationRequest, ConfirmationList, MemberPlanInput, RelationKind, TransferHow,
    },
    hub::{
        AssessmentOutcome, AuthorizationInput, Decided, Evidence, HubCondition, HubLevel,
        HubRequest, HubRoute, Nomination, Power, WithdrawalGround,
    },
    registration::{DirectBasis, UnitConsent},
    unit::UnitId,
};

use crate::{
    moves::Move,
    support::{GOVERNMENT, LEADING_GROUP, SUPERVISOR, World, decider, officer, unit_id, usual},
};

/// The body that becomes a hub in these walks.
pub const HUB: &str = "hub-110105";

const CONDITIONS: [HubCondition; 4] = [
    HubCondition::Leadership,
    HubCondition::LeadingPosition,
    HubCondition::PartyOrganization,
    HubCondition::LegalPersonality,
];

impl Move {
    fn nomination(&self, on: NaiveDate) -> Nomination {
        let evidence = CONDITIONS.into_iter().map(|condition| Evidence {
            condition,
            title: self.text.clone(),
            number: None,
            dated: on,
            sha256: None,
        });
        // Now and then something is lacking.
        let lacking = if self.mutation % 24 == 3 { 3 } else { 4 };
        Nomination {
            leading_group: unit_id(LEADING_GROUP),
            route: HubRoute::Existing,
            level: if self.mutation % 24 == 4 { HubLevel::City } else { HubLevel::District },
            fields: vec!["科学技术".to_owned(), self.text.clone()],
            parent: (self.mutation % 24 == 5).then(|| unit_id(HUB)),
            uscc: None,
            evidence: evidence.take(lacking).collect(),
        }
    }

    pub(super) fn on_hub(&self, kind: ActKind, on: NaiveDate) -> ActRequest {
        let (text, decided_on) = (self.text.clone(), on);
        let decided = Decided { document_number: "朝社领发1".to_owned(), decided_on };
        let later = on.checked_add_days(chrono::Days::new(u64::from(self.which))).unwrap_or(on);
        let request = match kind {
            ActKind::NominateHub => HubRequest::Nominate(self.nomination(on)),
            ActKind::ReviewHub => {
                HubRequest::Review { supports: self.mutation % 24 != 6, reasons: text }
            }
            ActKind::PublicizeHub => HubRequest::Publicize { from: on, until: later, place: text },
            ActKind::RecognizeHub => HubRequest::Recognize { decided, batch: None },
            ActKind::DeclineHub => HubRequest::Decline { decided, reasons: text },
            ActKind::AuthorizeHub => HubRequest::Authorize(AuthorizationInput {
                government: unit_id(GOVERNMENT),
                document_number: text,
                dated: on,
                from: on,
                until: (self.mutation % 24 == 7).then_some(later),
                fields: vec!["科学技术".to_owned()],
                powers: vec![Power::Supervise],
            }),
            ActKind::AssessHub => HubRequest::Assess {
                year: 2026 + i32::from(self.which % 3),
                outcome: AssessmentOutcome::Passed,
                remarks: text,
            },
            ActKind::OrderHubRectification => {
                HubRequest::OrderRectification { until: later, what: text }
            }
            ActKind::CloseHubRectification => HubRequest::CloseRectification { remarks: text },
            ActKind::WithdrawHub => HubRequest::Withdraw {
                ground: WithdrawalGround::OwnRequest,
                decided,
                reasons: text,
                successor: (self.mutation % 24 == 8).then(|| unit_id(HUB)),
            },
            _ => HubRequest::CompleteWithdrawal,
        };
        ActRequest::Hub { request: Box::new(request) }
    }

    /// The unit that takes over: the hub, a department, the registrar.
    fn taker(&self) -> UnitId {
        match self.which % 3 {
            0 => unit_id(self.unit()),
            _ => unit_id(HUB),
        }
    }

    pub(super) fn on_relation(&self, kind: ActKind, on: NaiveDate) -> ActRequest {
        let (reason, unit) = (self.text.clone(), unit_id(SUPERVISOR));
        let which =
            [RelationKind::Guidance, RelationKind::PartyBuilding, RelationKind::Supervision];
        let relation = which[usize::from(self.mutation % 8 == 7) * 2];
        let request = match kind {
            ActKind::BeginRelation => AffiliationRequest::Begin {
                kind: relation,
                unit,
                basis: reason,
                document_number: None,
            },
            ActKind::EndRelation => {
                AffiliationRequest::End { kind: relation, unit, reason, document_number: None }
            }
            ActKind::SuspendRelation => {
                AffiliationRequest::Suspend { kind: relation, unit, reason }
            }
            ActKind::ResumeRelation => AffiliationRequest::Resume { kind: relation, unit, reason },
            ActKind::NotifySupervisionEnding => AffiliationRequest::NotifyEnding {
                document_number: "函1".to_owned(),
                dated: on,
                reasons: reason,
            },
            ActKind::RescindSupervisionEnding => {
                AffiliationRequest::RescindEnding { reasons: reason }
            }
            ActKind::TransferByList => AffiliationRequest::TransferByList {
                to: self.taker(),
                how: match self.mutation % 24 {
                    9 => TransferHow::Succession,
                    _ => TransferHow::Transfer,
                },
                list: ConfirmationList { number: "名单1".to_owned(), dated: on },
                release: self
                    .mutation
                    .is_multiple_of(3)
                    .then(|| UnitConsent { number: "函1".to_owned(), dated: on }),
            },
            ActKind::PlanMember => AffiliationRequest::Plan {
                plan: match self.which % 3 {
                    0 => MemberPlanInput::Successor { unit: self.taker() },
                    1 => MemberPlanInput::Registrar {},
                    _ => MemberPlanInput::Direct {
                        basis: DirectBasis {
                            class: "trade_association".to_owned(),
                            field: "trade".to_owned(),
                            policy_document: reason,
                        },
                    },
                },
            },
            ActKind::CarryOutMemberPlan => {
                AffiliationRequest::CarryOut { document_number: "函2".to_owned() }
            }
            _ => AffiliationRequest::Import {
                kind: relation,
                unit,
                since: on,
                until: None,
                source: reason,
            },
        };
        ActRequest::Affiliation { request: Box::new(request) }
    }
}

/// A world in which the hub is authorized and supervises an association; every step is in the log.
pub fn with_a_member(mut world: World) -> World {
    let m = Move::plain();
    let on = crate::support::day("2026-06-01");
    for kind in
        [ActKind::NominateHub, ActKind::ReviewHub, ActKind::RecognizeHub, ActKind::AuthorizeHub]
    {
        let request = m.on_hub(kind, on);
        let target = crate::support::On::Unit(HUB);
        world.act_on(&target, &request, &usual(kind), on).expect("a step of the hub");
    }
    let case = world.case_in(shuniu_core::case::CaseStatus::Approved);
    let id = world.case(&case).organization.clone().expect("an organization");
    let on = crate::support::day("2026-06-20");
    let target = crate::support::On::Organization(&id);
    let notice = m.on_relation(ActKind::NotifySupervisionEnding, on);
    world.act_on(&target, &notice, &officer(), on).expect("a notice");
    let transfer = m.on_relation(ActKind::TransferByList, on);
    world.act_on(&target, &transfer, &decider(), on).expect("a transfer");
    world
}
