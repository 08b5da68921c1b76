//! Cases of establishment brought to a state, and organizations brought about, by the steps that lead there.

use shuniu_core::{
    access::Role,
    act::{ActKind, ActRequest},
    case::{CaseEvent, CaseStatus, CorrectionItem},
    event::{Event, StreamEvent, case_stream},
    registration::{EstablishmentApplication, Reach},
};

use super::{
    On, World, applicant, application, consent, day, decider, decline, examination,
    examination_with_fraud, examiner, officer, place, reception, refuse, staff_of, withdraw,
};

impl World {
    pub fn open(&mut self, application: &EstablishmentApplication, on: &str) -> String {
        let request = ActRequest::OpenEstablishment { application: Box::new(application.clone()) };
        self.act(&On::Register, &request, &applicant(), on).expect("a draft can be opened").subject
    }

    /// A case of the usual application: received 2026-06-02, accepted 06-03, examined 06-10.
    pub fn case_in(&mut self, status: CaseStatus) -> String {
        self.case_of(&application(), status)
    }

    /// An organization established under the offices that its application names; registered since a day.
    pub fn established(&mut self, application: &EstablishmentApplication, since: &str) -> String {
        let case = self.open(application, "2026-06-01");
        let registrar = application.registrar.to_string();
        let at = |role| staff_of(role, &registrar);
        self.step(&case, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
        if let Some(unit) = application.supervisory_unit() {
            let officer = staff_of(Role::SupervisorOfficer, unit.as_str());
            self.step(&case, &consent(), &officer, "2026-06-01");
        }
        self.step(&case, &ActRequest::AcceptApplication, &at(Role::Reception), "2026-06-01");
        self.step(&case, &examination(), &at(Role::Examiner), "2026-06-01");
        self.step(&case, &ActRequest::ApproveApplication, &at(Role::Decider), "2026-06-01");
        let id = self.case(&case).organization.clone().expect("an organization");
        let organization = self.register.organizations.get_mut(&id).expect("the organization");
        organization.established_on = Some(day(since));
        id
    }

    /// A case in the given state. An application for direct registration skips the consent.
    pub fn case_of(
        &mut self,
        application: &EstablishmentApplication,
        status: CaseStatus,
    ) -> String {
        use CaseStatus as S;
        let id = self.open(application, "2026-06-01");
        let dual = application.supervisory_unit().is_some();
        let correction = ActRequest::RequestCorrection { items: corrections() };
        let nothing = ActRequest::DeclineAcceptance {
            grounds: vec!["ST-7".to_owned()],
            reasons: "不属于本机关登记管辖".to_owned(),
        };
        let filed = |w: &mut Self| {
            w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-02");
            if dual {
                w.step(&id, &consent(), &officer(), "2026-06-02");
            }
        };
        let accepted = |w: &mut Self| {
            filed(w);
            w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-06-03");
        };
        let examined = |w: &mut Self, request: &ActRequest| {
            accepted(w);
            w.step(&id, request, &examiner(), "2026-06-09");
        };
        match status {
            S::Draft => {}
            S::WithSupervisoryUnit | S::Declined => {
                self.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-02");
                if status == S::Declined {
                    self.step(&id, &decline(), &officer(), "2026-06-02");
                }
            }
            S::Submitted => filed(self),
            S::CorrectionRequested | S::Lapsed => {
                filed(self);
                self.step(&id, &correction, &reception(), "2026-06-03");
                if status == S::Lapsed {
                    self.step(&id, &ActRequest::LapseApplication, &reception(), "2026-07-03");
                }
            }
            S::NotAccepted => {
                let mut amended = application.clone();
                // The registrar of 110105 is not the one for the neighbouring district (art. 7).
                amended.reach = Reach::Local { division: place("110101") };
                let amend = ActRequest::AmendApplication { application: Box::new(amended) };
                self.step(&id, &amend, &applicant(), "2026-06-01");
                filed(self);
                self.step(&id, &nothing, &reception(), "2026-06-03");
            }
            S::Accepted => accepted(self),
            S::Examined => examined(self, &examination()),
            S::Approved => {
                examined(self, &examination());
                self.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
            }
            S::Refused => {
                examined(self, &examination_with_fraud());
                self.step(&id, &refuse(&["ST-13-4"]), &decider(), "2026-06-15");
            }
            S::Withdrawn => {
                self.step(&id, &withdraw(), &applicant(), "2026-06-02");
            }
            // What is about an organization ends with it; here as if this were.
            S::Closed => {
                let closed = CaseEvent::Closed { document_number: "准注1号".to_owned() };
                let event = StreamEvent {
                    stream: case_stream(&id),
                    event: Event::Case(Box::new(closed)),
                    effective_on: day("2026-06-02"),
                };
                self.store(&event, ActKind::ApproveApplication, "decider");
            }
        }
        assert_eq!(self.case(&id).status, status);
        id
    }
}

/// One thing to correct.
pub fn corrections() -> Vec<CorrectionItem> {
    let (field, what) = ("documents".to_owned(), "请补交验资报告".to_owned());
    vec![CorrectionItem { field, what, rule: Some("ST-11".to_owned()) }]
}
