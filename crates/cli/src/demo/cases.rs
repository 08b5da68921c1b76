//! Playing the cases: every step in the order of its day, by the one whose office it is.

use chrono::NaiveDate;
use shuniu_core::{
    access::Actor, act::ActRequest, case::CorrectionItem, identity::DivisionCode,
    organization::OrganizationKind, unit::UnitId,
};
use shuniu_registry::{ActCall, Registry, Target, personal::PersonalData};

use super::{
    DemoCase,
    accounts::Cast,
    application::{application, is_whole},
    perform,
    plan::{OPENING, Plan, Step, Way},
    units::{Department, HOME, division},
};
use crate::ports::{SettableClock, beijing};

/// Minutes between two steps of a day.
const APART: i64 = 4;

/// What the cases are played with.
pub(super) struct Stage<'a> {
    pub register: &'a Registry,
    pub clock: &'a SettableClock,
    pub vault: &'a PersonalData,
    pub cast: &'a Cast,
    pub departments: &'a [Department],
    pub department_ids: &'a [UnitId],
}

/// A case on its way.
struct Running<'a> {
    plan: &'a Plan,
    number: usize,
    id: String,
    name: String,
    organization: Option<String>,
}

impl Stage<'_> {
    /// Plays every case: the log is in the order of time, as in an office.
    pub(super) fn play(&self, plans: &[Plan]) -> anyhow::Result<Vec<DemoCase>> {
        let mut running: Vec<Running<'_>> = plans
            .iter()
            .enumerate()
            .map(|(number, plan)| Running {
                plan,
                number,
                id: String::new(),
                name: String::new(),
                organization: None,
            })
            .collect();
        let mut steps: Vec<(NaiveDate, usize, usize, Step)> = Vec::new();
        for (case, plan) in plans.iter().enumerate() {
            let of_case = plan.steps.iter().enumerate();
            steps.extend(of_case.map(|(n, (day, step))| (*day, case, n, *step)));
        }
        steps.sort_by_key(|(day, case, n, _)| (*day, *case, *n));
        let (mut today, mut minutes) = (NaiveDate::MIN, 0);
        for (day, case, _, step) in steps {
            minutes = if day == today { minutes + APART } else { OPENING + APART };
            today = day;
            self.clock.set(beijing(day, minutes));
            if let Some(case) = running.get_mut(case) {
                self.take(case, step, day)?;
            }
        }
        let ended = |case: Running<'_>| DemoCase {
            status: case.plan.way.status(),
            applicant: applicant(case.plan),
            id: case.id,
            name: case.name,
            organization: case.organization,
        };
        Ok(running.into_iter().map(ended).collect())
    }

    fn take(&self, case: &mut Running<'_>, step: Step, day: NaiveDate) -> anyhow::Result<()> {
        let actor = self.cast.actor(office(case.plan, step))?;
        let call = self.call(case, step, day, actor)?;
        let answer = perform(self.register, &call)
            .map_err(|e| e.context(format!("case {} {:?} {step:?}", case.number, case.plan.way)))?;
        match step {
            Step::Open => case.id = answer.subject.id,
            Step::Approve => case.organization = answer.organization,
            _ => {}
        }
        Ok(())
    }

    fn call(
        &self,
        case: &mut Running<'_>,
        step: Step,
        day: NaiveDate,
        actor: &Actor,
    ) -> anyhow::Result<ActCall> {
        let target = match (step, &case.organization) {
            (Step::Open, _) => Target::Register,
            (Step::Deliver, Some(organization)) => Target::Organization(organization.clone()),
            _ => Target::Case(case.id.clone()),
        };
        if !matches!(step, Step::Open | Step::Amend) {
            let division = division(case.plan.place)?;
            let request = request(case.plan, step, day, division, case.number);
            return Ok(ActCall::new(actor.clone(), target, request));
        }
        let whole = is_whole(case.plan, step);
        let supervisor = self.supervisor(case)?;
        let (application, sealed) =
            application(case.plan, case.number, whole, supervisor, self.vault)?;
        case.name.clone_from(&application.name);
        let application = Box::new(application);
        let request = match step {
            Step::Open => ActRequest::OpenEstablishment { application },
            _ => ActRequest::AmendApplication { application },
        };
        Ok(ActCall { sealed, ..ActCall::new(actor.clone(), target, request) })
    }

    /// The department that is asked: one of the place's own.
    fn supervisor(&self, case: &Running<'_>) -> anyhow::Result<&UnitId> {
        let own = self.departments.iter().zip(self.department_ids);
        let own: Vec<&UnitId> =
            own.filter(|(d, _)| d.place == case.plan.place).map(|(_, id)| id).collect();
        let chosen = own.get(case.number % own.len().max(1)).copied();
        chosen.ok_or_else(|| anyhow::anyhow!("no department for case {}", case.number))
    }
}

/// The applicant of a case; three in five are the first one's, who is printed.
fn applicant(plan: &Plan) -> &'static str {
    match plan.applicant {
        0..=2 => "applicant",
        3 => "applicant.two",
        _ => "applicant.three",
    }
}

/// Whose office a step is.
fn office(plan: &Plan, step: Step) -> &'static str {
    let home = plan.place == HOME;
    match step {
        Step::Open | Step::Submit | Step::Amend | Step::Withdraw => applicant(plan),
        Step::Consent | Step::Decline if home => "officer",
        Step::Consent | Step::Decline => "officer.city",
        Step::Examine | Step::FindFraud | Step::Exclude if home => "examiner",
        Step::Examine | Step::FindFraud | Step::Exclude => "examiner.city",
        Step::Approve | Step::Refuse if home => "decider",
        Step::Approve | Step::Refuse => "decider.city",
        _ if home => "reception",
        _ => "reception.city",
    }
}

/// What is asked for in a step other than opening and amending.
fn request(
    plan: &Plan,
    step: Step,
    day: NaiveDate,
    place: DivisionCode,
    number: usize,
) -> ActRequest {
    let number = number + 1;
    match step {
        Step::Open | Step::Amend | Step::Submit => ActRequest::SubmitApplication,
        Step::Consent => ActRequest::GiveConsent {
            dated: None,
            document_number: Some(format!("{place}示例函〔{}〕{number}号", day.format("%Y"))),
            reasons: None,
        },
        Step::Decline => ActRequest::DeclineConsent {
            reasons: "业务范围不属于本部门职责".to_owned(),
            help: Some("建议向业务相近的枢纽型社会组织提出".to_owned()),
        },
        Step::Accept => ActRequest::AcceptApplication,
        Step::AskCorrection => ActRequest::RequestCorrection {
            items: vec![CorrectionItem {
                field: "documents".to_owned(),
                what: "请补交验资报告".to_owned(),
                rule: Some(rules(plan.kind).documents.to_owned()),
            }],
        },
        Step::DeclineAcceptance => ActRequest::DeclineAcceptance {
            grounds: vec![rules(plan.kind).documents.to_owned()],
            reasons: "经告知补正，仍未提交验资报告".to_owned(),
        },
        Step::Exclude => ActRequest::ExcludePeriod {
            from: day,
            to: day,
            reason: "听证".to_owned(),
            notice_number: format!("{place}示例告〔{}〕{number}号", day.format("%Y")),
        },
        Step::Examine | Step::FindFraud => ActRequest::ExamineApplication {
            against_article_4: None,
            another_is_needed: (plan.way == Way::Similar).then_some(true),
            fraud: (step == Step::FindFraud).then(|| "验资报告经核实系伪造".to_owned()),
            other_prohibition: None,
            not_met: Vec::new(),
            report: match step {
                Step::FindFraud => "申请材料弄虚作假，建议不予登记".to_owned(),
                _ => "申请材料齐全，符合条件，建议准予登记".to_owned(),
            },
        },
        Step::Approve => ActRequest::ApproveApplication,
        Step::Refuse => ActRequest::RefuseApplication {
            grounds: vec![rules(plan.kind).fraud.to_owned()],
            reasons: "申请时弄虚作假".to_owned(),
        },
        Step::Withdraw => ActRequest::WithdrawApplication {
            reason: Some("发起人协商后暂缓成立".to_owned()),
        },
        Step::Lapse => ActRequest::LapseApplication,
        Step::Deliver => {
            ActRequest::DeliverCertificate { received_by: super::names::person(number * 3 - 3) }
        }
    }
}

/// The rules by which the demo's cases fail, of each kind's own regulation.
struct Rules {
    documents: &'static str,
    fraud: &'static str,
}

fn rules(kind: OrganizationKind) -> Rules {
    match kind {
        OrganizationKind::Association => Rules { documents: "ST-11", fraud: "ST-13-4" },
        OrganizationKind::ServiceInstitution => Rules { documents: "MF-9", fraud: "MF-11-4" },
        OrganizationKind::Foundation => Rules { documents: "JJ-9", fraud: "ZZ-9" },
    }
}
