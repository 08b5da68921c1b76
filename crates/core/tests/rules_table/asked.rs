//! The facts on which what an organization applies for or files is judged, changed row by row.

use chrono::NaiveDate;
use shuniu_core::{
    case::{Case, CaseStatus},
    law::{Finding, Verdict, examine},
    organization::{Organization, OrganizationKind},
    register::InMemory,
    registration::{
        About, Application, CharityParticulars, CharterAmendment, Document, DocumentKind,
        ItemChanges, LegalForm, OrganizationApplication, Requested, Situation, rules::RULES,
    },
};

use super::speaks;
use crate::support::{self, World, books, code, day, document, place};

/// The facts of one row; at first an association that asks for another domicile, with the consent
/// of its unit.
pub struct Asked {
    pub organization: Organization,
    pub request: Requested,
    pub documents: Vec<Document>,
    pub register: InMemory,
    pub case: Case,
    pub on: NaiveDate,
}

impl Asked {
    pub fn new(kind: OrganizationKind, request: Requested) -> Self {
        let mut world = World::default();
        let established = world.case_in(CaseStatus::Approved);
        let id = world.case(&established).organization.clone().unwrap();
        let mut organization = world.organization(&id).clone();
        organization.kind = kind;
        organization.uscc = code(kind.code_class(), "110105", "MJ010500");
        match kind {
            OrganizationKind::Association => {}
            OrganizationKind::ServiceInstitution => {
                organization.items.legal_form = Some(LegalForm::LegalPerson);
            }
            OrganizationKind::Foundation => organization.items.public_raising = Some(false),
        }
        let filed = world.case_of(&support::application_in_field("摄影"), CaseStatus::Submitted);
        let case = world.case(&filed).clone();
        let mut documents = support::DOCUMENTS.map(document).to_vec();
        documents.push(document(DocumentKind::Resolution));
        let audit = document(DocumentKind::FinancialAudit);
        documents.push(Document { dated: Some(day("2026-06-20")), ..audit });
        let (register, on) = (world.register, day("2026-07-01"));
        Self { organization, request, documents, register, case, on }
    }

    pub fn changes(&mut self) -> &mut ItemChanges {
        match &mut self.request {
            Requested::Change(changes) => changes,
            _ => panic!("a change"),
        }
    }

    pub fn charter(&mut self) -> &mut CharterAmendment {
        match &mut self.request {
            Requested::Charter(amendment) => amendment,
            _ => panic!("a charter"),
        }
    }

    pub fn charity(&mut self) -> &mut CharityParticulars {
        match &mut self.request {
            Requested::CharityRecognition(stated) => stated,
            _ => panic!("a charity"),
        }
    }

    pub fn finding(mut self, rule: &str) -> Option<Finding> {
        let asked = OrganizationApplication {
            about: About::from(&self.organization),
            request: self.request,
            documents: self.documents,
        };
        let id = self.organization.id.clone();
        self.register.organizations.insert(id, self.organization);
        let application = Application::Organization(Box::new(asked));
        let mut case = self.case;
        case.application = application.clone();
        let Ok(situation) =
            Situation::gather(&mut self.register, books(), Some(&case), &application, self.on);
        examine(&books().law, RULES, &[rule], &situation, self.on, place("110105")).pop()
    }
}

pub type Row = (&'static str, &'static str, fn(&mut Asked), Option<Verdict>, &'static str);

/// Examines each row on the facts that `new` gives, changed by the row.
pub fn table(new: fn() -> Asked, rows: &[Row]) {
    for (rule, what, change, outcome, article) in rows {
        let mut asked = new();
        change(&mut asked);
        let finding = asked.finding(rule);
        assert_eq!(finding.as_ref().map(|f| f.outcome), *outcome, "{rule}, {what}: {finding:?}");
        let Some(finding) = finding else { continue };
        assert_eq!(finding.citation.article, *article, "{rule}, {what}");
        speaks(&finding, what);
    }
}

pub fn change(kind: OrganizationKind) -> Asked {
    let domicile = Some("北京市朝阳区示范路9号".to_owned());
    Asked::new(
        kind,
        Requested::Change(Box::new(ItemChanges { domicile, ..ItemChanges::default() })),
    )
}

pub fn association() -> Asked {
    change(OrganizationKind::Association)
}

pub fn institution() -> Asked {
    change(OrganizationKind::ServiceInstitution)
}

pub fn foundation() -> Asked {
    change(OrganizationKind::Foundation)
}
