//! The moves of a random walk: sensible steps and senseless ones, by the right person and by
//! others, with lawful applications and with mutated ones.

use chrono::{Days, NaiveDate};
use proptest::{collection::vec, prelude::*};
use shuniu_core::{
    access::{Actor, Grant, Role},
    act::{ActKind, ActRequest, CATALOGUE, NewUnit, Target},
    case::{CaseStatus, NotMet},
    decoupling::DecouplingStatus,
    hub::HubStatus,
    identity::CodeSegment,
    organization::{DecidedAction, RecordedDecision, RecordedRename, ReissueGround},
    roll::RollClass,
    unit::UnitKind,
};

use crate::{
    hubs::HUB,
    support::{
        self, NEIGHBOUR, OTHER_SUPERVISOR, On, REGISTRAR, SUPERVISOR, World, day, place, unit_id,
    },
};

/// One move; what it means depends on the world that it meets.
#[derive(Debug, Clone)]
pub struct Move {
    /// Which act; four of five times one that the catalogue offers from the present state.
    pub(super) act: u8,
    sensible: bool,
    /// Whose account: the usual one, or any.
    actor: u8,
    /// On which of the cases, organizations, units.
    pub(super) which: u8,
    /// Days after 2026-06-01.
    days: u16,
    /// What is wrong with the application, if anything.
    pub(super) mutation: u8,
    /// Any text.
    pub(super) text: String,
    pub(super) number: i64,
}

pub fn moves(most: usize) -> impl Strategy<Value = Vec<Move>> {
    let date = prop_oneof![8 => 0u16..12, 2 => 0u16..400, 1 => any::<u16>()];
    let mutation = prop_oneof![5 => Just(0u8), 1 => Just(7u8), 2 => any::<u8>()];
    let text = prop_oneof![3 => "[\u{4e00}-\u{4e20}]{0,4}", 1 => ".{0,8}"];
    let actor = prop_oneof![6 => Just(0u8), 1 => any::<u8>()];
    let one = (any::<u8>(), prop::bool::weighted(0.85), actor, any::<u8>(), date, mutation, text);
    let one = (one, prop_oneof![0i64..200_000, any::<i64>()]).prop_map(
        |((act, sensible, actor, which, days, mutation, text), number)| Move {
            act,
            sensible,
            actor,
            which,
            days,
            mutation,
            text,
            number,
        },
    );
    vec(one, 1..most)
}

impl Move {
    /// A move with nothing odd about it.
    pub(super) fn plain() -> Self {
        Self {
            act: 0,
            sensible: true,
            actor: 0,
            which: 1,
            days: 0,
            mutation: 0,
            text: "说明".to_owned(),
            number: 0,
        }
    }
}

/// The item at `index`, counted round and round.
fn nth<T>(mut items: impl Iterator<Item = T> + Clone, index: u8) -> Option<T> {
    let count = items.clone().count();
    (count > 0).then(|| items.nth(usize::from(index) % count)).flatten()
}

impl Move {
    /// What this move does in `world`, if it can do anything there.
    pub fn on<'a>(&self, world: &'a World) -> Option<(On<'a>, ActRequest, Actor, NaiveDate)> {
        let open = world.cases.values().filter(|c| !c.status.is_final());
        let case = nth(open, self.which).or_else(|| nth(world.cases.values(), self.which));
        let hub = world.register.units[&unit_id(HUB)].hub.as_ref();
        let first = nth(world.register.organizations.values(), self.which);
        let separated = first.and_then(|o| o.decoupling.as_ref()).map(|case| case.status);
        let kind = self.kind(case.map(|c| c.status), hub.map(|hub| hub.status), separated);
        let target = match kind.row()?.target {
            Target::Register => On::Register,
            Target::Case => On::Case(&case?.id),
            Target::Organization => {
                On::Organization(nth(world.register.organizations.keys(), self.which)?)
            }
            Target::Programme => On::Programme(nth(world.register.programmes.keys(), self.which)?),
            Target::Roll => On::Roll(nth(world.register.roll.keys(), self.which)?),
            // Mostly the one body that can become a hub.
            Target::Unit if !kind.row()?.hub_from.is_empty() && self.mutation < 200 => {
                On::Unit(HUB)
            }
            Target::Unit if kind == ActKind::EndRetention && self.mutation < 200 => {
                On::Unit(SUPERVISOR)
            }
            Target::Unit if kind == ActKind::RetainDepartment && self.mutation < 100 => {
                On::Unit(SUPERVISOR)
            }
            Target::Unit if kind == ActKind::OpenRound && self.mutation < 100 => {
                On::Unit(REGISTRAR)
            }
            Target::Unit => On::Unit(nth(world.register.units.keys(), self.which)?.as_str()),
        };
        let target = match self.mutation {
            // Now and then an act is performed on what it is not about.
            250.. => On::Register,
            _ => target,
        };
        // Time mostly goes on from the last step; now and then an act is dated before it.
        let start = match &target {
            On::Case(id) if !self.which.is_multiple_of(16) && self.days < 400 => {
                world.case(id).steps.iter().map(|step| step.on).max()
            }
            _ => None,
        };
        let start = start.unwrap_or_else(|| day("2026-06-01"));
        let on = start.checked_add_days(Days::new(self.days.into()))?;
        let request = self.request(kind, on, &target, world);
        Some((target, request, self.actor(kind, world), on))
    }

    fn kind(
        &self,
        status: Option<CaseStatus>,
        stands: Option<HubStatus>,
        separated: Option<DecouplingStatus>,
    ) -> ActKind {
        let fits = |a: &&'static shuniu_core::act::Act| {
            !self.sensible
                || match a.target {
                    Target::Case => status.is_some_and(|s| a.from.contains(&s)),
                    // New cases come in while few are open, acts of office now and then.
                    Target::Register => {
                        a.kind == ActKind::OpenEstablishment
                            && status.is_none_or(CaseStatus::is_final)
                            || self.which > 200
                    }
                    Target::Organization if !a.decoupling_from.is_empty() => {
                        self.which > 150
                            && separated.map_or(a.kind == ActKind::ListForDecoupling, |s| {
                                a.decoupling_from.contains(&s)
                            })
                    }
                    Target::Organization => self.which > 100,
                    Target::Programme => self.which > 200,
                    Target::Roll => self.which > 180,
                    Target::Unit if a.hub_from.is_empty() => self.which > 220,
                    Target::Unit => {
                        self.which > 60
                            && stands
                                .map_or(a.kind == ActKind::NominateHub, |s| a.hub_from.contains(&s))
                    }
                }
        };
        let kinds = CATALOGUE.iter().filter(fits).map(|a| a.kind);
        // Leaving is always possible; it should not end most walks.
        let stay = kinds.clone().filter(|k| *k != ActKind::WithdrawApplication);
        let kind = if self.act < 240 { nth(stay, self.act) } else { nth(kinds, self.act) };
        kind.unwrap_or(ActKind::OpenEstablishment)
    }

    /// The usual actor; an applicant also acts for every organization that there is.
    fn usual(kind: ActKind, world: &World) -> Actor {
        let mut actor = support::usual(kind);
        // Whoever supervises gives notice for itself.
        if actor.has(Role::SupervisorOfficer) {
            actor.grants.push(Grant::at(Role::SupervisorOfficer, unit_id(HUB)));
        }
        if actor.has(Role::Applicant) {
            actor.grants.extend(world.register.organizations.keys().map(|o| Grant::agent_of(o)));
        }
        actor
    }

    fn actor(&self, kind: ActKind, world: &World) -> Actor {
        let kinds = CATALOGUE.iter().map(|a| a.kind);
        match self.actor {
            0..=3 => Self::usual(kind, world),
            4..=80 => support::everybody("applicant"),
            81..=160 => support::everybody("examiner"),
            161..=200 => support::everybody("somebody"),
            201..=220 => support::actor("nobody", Vec::new()),
            _ => nth(kinds, self.actor).map_or_else(support::applicant, support::usual),
        }
    }

    pub(super) fn unit(&self) -> &'static str {
        let units = [SUPERVISOR, OTHER_SUPERVISOR, REGISTRAR, NEIGHBOUR, "hub-110105", "dept-9"];
        units[usize::from(self.which) % units.len()]
    }

    fn grounds(&self) -> Vec<String> {
        let named: [&[&str]; 6] =
            [&[], &["ST-7"], &["ST-11"], &["ST-13-4"], &["ST-11", "ST-13-4"], &["ST-10a", "XX"]];
        let index = usize::try_from(self.number.rem_euclid(6)).unwrap_or_default();
        named[index].iter().map(|r| (*r).to_owned()).collect()
    }

    /// Rules that the examiner found not met: of the content, of none.
    fn not_met(&self) -> Vec<NotMet> {
        let named: [&[&str]; 8] = [&[], &[], &[], &[], &["ST-10a"], &["MC-13"], &["MC-9"], &["XX"]];
        let found = |rule: &&str| NotMet { rule: (*rule).to_owned(), reason: self.text.clone() };
        named[usize::from(self.which) % 8].iter().map(found).collect()
    }

    fn found(&self, bit: u8) -> Option<String> {
        (self.mutation & bit != 0).then(|| self.text.clone())
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each act of the catalogue")]
    fn request(&self, kind: ActKind, on: NaiveDate, target: &On<'_>, world: &World) -> ActRequest {
        let text = self.text.clone();
        let later = on.checked_add_days(Days::new(self.number.unsigned_abs() % 90)).unwrap_or(on);
        match kind {
            ActKind::OpenEstablishment => {
                ActRequest::OpenEstablishment { application: Box::new(self.application()) }
            }
            ActKind::OpenChange
            | ActKind::OpenMerger
            | ActKind::OpenDeregistration
            | ActKind::OpenSupervisionTransfer
            | ActKind::OpenCharterApproval
            | ActKind::OpenCharityRecognition
            | ActKind::OpenFundraising => self.requested(kind, on),
            ActKind::FileOfficers | ActKind::FileSealAndAccount | ActKind::FilePartyBuilding => {
                self.filed(kind, on)
            }
            ActKind::ReportCertificateLoss => ActRequest::ReportCertificateLoss { statement: text },
            ActKind::ReissueCertificate => ActRequest::ReissueCertificate {
                ground: [ReissueGround::Lost, ReissueGround::Damaged, ReissueGround::Expiring]
                    [usize::from(self.act) % 3],
            },
            ActKind::IssueDuplicate => ActRequest::IssueDuplicate,
            ActKind::ExtendDecision => ActRequest::ExtendDecision {
                days: u32::from(self.act) % 20,
                approved_by: text,
                document_number: "延1".to_owned(),
            },
            ActKind::AmendApplication => {
                ActRequest::AmendApplication { application: Box::new(self.application()) }
            }
            ActKind::SubmitApplication => ActRequest::SubmitApplication,
            ActKind::GiveConsent => {
                ActRequest::GiveConsent { document_number: Some(text), dated: None, reasons: None }
            }
            ActKind::DeclineConsent => ActRequest::DeclineConsent { reasons: text, help: None },
            ActKind::AcceptApplication => ActRequest::AcceptApplication,
            ActKind::RequestCorrection => {
                ActRequest::RequestCorrection { items: support::corrections() }
            }
            ActKind::DeclineAcceptance => {
                ActRequest::DeclineAcceptance { grounds: self.grounds(), reasons: text }
            }
            ActKind::ExcludePeriod => ActRequest::ExcludePeriod {
                from: on,
                to: if self.mutation == 255 { NaiveDate::MAX } else { later },
                reason: text,
                notice_number: "告1".to_owned(),
            },
            ActKind::ExamineApplication => ActRequest::ExamineApplication {
                against_article_4: self.found(1),
                another_is_needed: [None, Some(true), Some(false)][usize::from(self.act) % 3],
                fraud: self.found(2),
                other_prohibition: self.found(4),
                not_met: self.not_met(),
                report: text,
            },
            ActKind::ApproveApplication => ActRequest::ApproveApplication,
            ActKind::RefuseApplication => {
                ActRequest::RefuseApplication { grounds: self.grounds(), reasons: text }
            }
            ActKind::WithdrawApplication => ActRequest::WithdrawApplication { reason: Some(text) },
            ActKind::LapseApplication => ActRequest::LapseApplication,
            ActKind::DeliverCertificate => ActRequest::DeliverCertificate { received_by: text },
            ActKind::ImportOrganization => {
                ActRequest::ImportOrganization { record: Box::new(self.record()) }
            }
            ActKind::ImportDecision => ActRequest::ImportDecision {
                decision: RecordedDecision {
                    document_number: format!("京民社许准成字〔2017〕{}号", self.number % 4),
                    action: Some(DecidedAction::Establishment),
                    decided_on: on,
                    authority: "北京市民政局".to_owned(),
                },
                source: text,
            },
            ActKind::ImportRename => ActRequest::ImportRename {
                rename: RecordedRename {
                    old_name: match target {
                        On::Organization(id) if self.number % 2 == 0 => {
                            world.organization(id).name.clone()
                        }
                        _ => text.clone(),
                    },
                    new_name: match self.number % 2 {
                        0 => text.clone(),
                        _ => support::application().name,
                    },
                    changed_on: on,
                    year_only: self.number % 2 == 0,
                },
                source: text,
            },
            ActKind::EnterExemptBody
            | ActKind::FileCommunityOrganization
            | ActKind::FileBranch
            | ActKind::RecordIllegalOrganization => self.entered(kind, on, target, world),
            ActKind::EndRollEntry | ActKind::EndCommunityOrganization | ActKind::EndBranch => {
                let class = match kind {
                    ActKind::EndBranch => RollClass::Branch,
                    ActKind::EndCommunityOrganization => RollClass::CommunityOrganization,
                    _ => RollClass::ExemptBody,
                };
                ActRequest::EndRollEntry { class, until: on, reason: text, became: None }
            }
            ActKind::RegisterUnit => ActRequest::RegisterUnit {
                unit: NewUnit {
                    id: unit_id(&format!("dept-{}", self.number.unsigned_abs() % 5)),
                    kind: UnitKind::Department,
                    name: text,
                    division: place("110105"),
                    valid_from: on,
                    source: "方案".to_owned(),
                },
            },
            ActKind::EndUnit => ActRequest::EndUnit {
                valid_to: later,
                successor: (self.mutation > 0).then(|| unit_id(self.unit())),
            },
            ActKind::NominateHub
            | ActKind::ReviewHub
            | ActKind::PublicizeHub
            | ActKind::RecognizeHub
            | ActKind::DeclineHub
            | ActKind::AuthorizeHub
            | ActKind::AssessHub
            | ActKind::OrderHubRectification
            | ActKind::CloseHubRectification
            | ActKind::WithdrawHub
            | ActKind::CompleteHubWithdrawal => self.on_hub(kind, on),
            ActKind::BeginRelation
            | ActKind::EndRelation
            | ActKind::SuspendRelation
            | ActKind::ResumeRelation
            | ActKind::NotifySupervisionEnding
            | ActKind::RescindSupervisionEnding
            | ActKind::TransferByList
            | ActKind::PlanMember
            | ActKind::CarryOutMemberPlan
            | ActKind::ImportRelation => self.on_relation(kind, on),
            ActKind::BeginLiquidation
            | ActKind::AnnounceLiquidation
            | ActKind::ConcludeLiquidation
            | ActKind::CollectCertificate
            | ActKind::DemandExit
            | ActKind::PledgeNoDebts => self.of_exit(kind, on),
            ActKind::FileAnnualReport
            | ActKind::ReviewAnnualReport
            | ActKind::ReturnAnnualReport
            | ActKind::ConcludeInspection
            | ActKind::CloseRectification
            | ActKind::AdjustInspection
            | ActKind::PublishAnnualReport
            | ActKind::RecordMissedReport
            | ActKind::RaiseWarning
            | ActKind::CloseWarning
            | ActKind::ImportInspection => self.of_year(kind, on),
            ActKind::SendLetter
            | ActKind::NotifyListing
            | ActKind::ObjectToListing
            | ActKind::WaiveListing
            | ActKind::ListOrganization
            | ActKind::ApplyForRemoval
            | ActKind::RemoveFromList
            | ActKind::RepairCredit
            | ActKind::ImportListing => self.of_credit(kind, on),
            ActKind::FilePenaltyCase
            | ActKind::RegisterEvidence
            | ActKind::SettleEvidence
            | ActKind::NotifyPenalty
            | ActKind::StateOnPenalty
            | ActKind::HoldHearing
            | ActKind::ReviewPenalty
            | ActKind::ExtendPenaltyCase
            | ActKind::ExcludePenaltyTime
            | ActKind::DecidePenalty
            | ActKind::DropPenaltyCase
            | ActKind::ServePenalty
            | ActKind::SealAway
            | ActKind::ResumeActivity
            | ActKind::PayPenalty
            | ActKind::SeekRemedy
            | ActKind::EndRemedy
            | ActKind::AnnulPenalty
            | ActKind::ImportPenalty => self.of_penalty(kind, on, world),
            ActKind::CorrectRecord
            | ActKind::ChangeFact
            | ActKind::AnnulAct
            | ActKind::EnforceCourtOrder
            | ActKind::ApproveBackdating => self.of_correction(kind, on, world),
            ActKind::OpenRound => self.round(on),
            ActKind::ApplyForEvaluation
            | ActKind::BeginCheckEvaluation
            | ActKind::CheckEligibility
            | ActKind::RecordSiteReport
            | ActKind::DecideGrade
            | ActKind::PublicizeGrade
            | ActKind::RequestGradeReview
            | ActKind::ConfirmGrade
            | ActKind::CloseEvaluation
            | ActKind::ReturnGradeCertificate
            | ActKind::ImportGrade => self.of_evaluation(kind, on),
            ActKind::OpenProgramme | ActKind::AmendProgramme | ActKind::CloseProgramme => {
                self.on_programme(kind, on)
            }
            ActKind::RetainDepartment | ActKind::EndRetention => self.on_retention(kind, on),
            ActKind::ListForDecoupling
            | ActKind::DelistFromDecoupling
            | ActKind::ExemptFromDecoupling
            | ActKind::RescheduleDecoupling
            | ActKind::PlanDecoupling
            | ActKind::ApproveDecouplingPlan
            | ActKind::ReturnDecouplingPlan
            | ActKind::RecordDecouplingItems
            | ActKind::SendBackDecouplingItems
            | ActKind::SignDecouplingDimension
            | ActKind::MarkDecouplingStuck
            | ActKind::ClearDecouplingStuck
            | ActKind::CompleteDecoupling
            | ActKind::ReopenDecoupling
            | ActKind::ConcludeDecoupling => self.on_case_of(kind, on, world),
            ActKind::AssignCodeSegment => {
                let (first, last) =
                    [("MJ010002", "MJ010005"), ("MJ040000", "MJ040001")][usize::from(self.act) % 2];
                let segment = CodeSegment::parse(first, last).expect("a segment");
                ActRequest::AssignCodeSegment { segment }
            }
        }
    }
}
