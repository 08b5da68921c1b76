//! Each rule by a table: at, below and above its limit, before and after its date in force.
//! Outcome, article and the number of the law are written here once more, independently of
//! the rulebook, so that a wrong number in the law or in the code fails.
//!
//! Serves design §8; the numbers are those of the association regulation art. 2–14, the name
//! measures (order 69) and the direct registration policy.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![allow(clippy::missing_panics_doc, clippy::must_use_candidate, clippy::ref_option)]

#[path = "../support/mod.rs"]
mod support;

mod asked;
mod cadres;
mod charities;
mod filings;
mod foundations;
mod in_force;
mod institutions;
mod lists;
mod members;
mod names;
mod papers;
mod persons;
mod procedure;
mod requested;
mod roll;
mod route;
mod statutory;
mod succession;

use chrono::NaiveDate;
use shuniu_core::{
    case::{Case, CaseStatus, Examination},
    law::{Finding, Law, Mark, Verdict, examine},
    organization::{Organization, OrganizationKind},
    register::InMemory,
    registration::{EstablishmentApplication, Situation, rules::RULES},
};
use support::{World, application, books, day, foundation, institution, place, unit_id};

pub const MET: Option<Verdict> = Some(Verdict::Met);
pub const VIOLATED: Option<Verdict> = Some(Verdict::Violated);
pub const NOT_APPLICABLE: Option<Verdict> = Some(Verdict::NotApplicable);
pub const UNKNOWN: Option<Verdict> = Some(Verdict::Unknown);
pub const NOT_IN_FORCE: Option<Verdict> = None;

/// A change to the facts, for tables.
pub type Change = fn(&mut Facts);

/// The facts that a row changes; at first those of a lawful application on 2026-06-01, before
/// the supervisory unit and the examiner have spoken.
pub struct Facts {
    pub application: EstablishmentApplication,
    pub register: InMemory,
    pub case: Option<Case>,
    pub on: NaiveDate,
}

impl Default for Facts {
    fn default() -> Self {
        let application = application();
        Self { application, register: support::register(), case: None, on: day("2026-06-01") }
    }
}

impl Facts {
    /// The case as it stands after the supervisory unit's consent.
    pub fn with_consent(&mut self) -> &mut Case {
        let mut world = World::default();
        if self.application.kind == OrganizationKind::Association {
            let id = world.case_of(&self.application, CaseStatus::Submitted);
            return self.case.insert(world.case(&id).clone());
        }
        // The offices of the world are an association's; here only the opinion matters.
        let id = world.case_in(CaseStatus::Submitted);
        let mut case = world.case(&id).clone();
        case.application = self.application.clone().into();
        let unit = self.application.supervisory_unit().expect("a supervisory unit");
        case.opinions.last_mut().expect("an opinion").unit.id = unit.clone();
        self.case.insert(case)
    }

    /// What the examiner found.
    pub fn examined(&mut self, change: impl FnOnce(&mut Examination)) {
        let mut examination = Examination {
            against_article_4: None,
            another_is_needed: None,
            fraud: None,
            other_prohibition: None,
            not_met: Vec::new(),
            report: "已审查".to_owned(),
            examined_by: "examiner".to_owned(),
        };
        change(&mut examination);
        self.with_consent().examination = Some(examination);
    }

    /// Enters an organization that already exists.
    pub fn exists(
        &mut self,
        kind: OrganizationKind,
        name: &str,
        registrar: &str,
    ) -> &mut Organization {
        let mut world = World::default();
        let id = world.case_in(CaseStatus::Approved);
        let organization = world.case(&id).organization.clone().expect("an organization");
        let mut organization = world.organization(&organization).clone();
        organization.id = format!("existing-{name}");
        name.clone_into(&mut organization.name);
        organization.kind = kind;
        organization.registrar.id = unit_id(registrar);
        organization.items.legal_representative = None;
        self.register.organizations.entry(organization.id.clone()).or_insert(organization)
    }

    pub fn finding(&mut self, law: &Law, rule: &str) -> Option<Finding> {
        let case = self.case.as_ref();
        let Ok(situation) =
            Situation::of_founders(&mut self.register, books(), case, &self.application, self.on);
        let mut findings = examine(law, RULES, &[rule], &situation, self.on, place("110105"));
        assert!(findings.len() <= 1);
        findings.pop()
    }
}

/// One row: what the rule says of the changed facts, under which article, by which number.
/// An empty `number` means that the finding names none.
pub fn row(
    rule: &str,
    what: &str,
    change: impl FnOnce(&mut Facts),
    outcome: Option<Verdict>,
    article: &str,
    number: &str,
) -> Option<Finding> {
    let mut facts = Facts::default();
    change(&mut facts);
    let finding = facts.finding(&books().law, rule);
    assert_eq!(finding.as_ref().map(|f| f.outcome), outcome, "{rule}, {what}: {finding:?}");
    let finding = finding?;
    assert_eq!(finding.rule, rule);
    assert_eq!(finding.citation.article, article, "{rule}, {what}");
    let numbers: Vec<&str> = finding.parameters.iter().map(|p| p.value.as_str()).collect();
    let wanted: Vec<&str> = if number.is_empty() { Vec::new() } else { vec![number] };
    assert_eq!(numbers, wanted, "{rule}, {what}");
    assert!(finding.parameters.iter().all(|p| p.citation.article == article));
    speaks(&finding, what);
    Some(finding)
}

/// A table of one kind of organization: rule, what, change, outcome, article.
pub type KindRow = (&'static str, &'static str, support::Change, Option<Verdict>, &'static str);

/// Examines each row of a table on the lawful application of a kind, changed by the row.
pub fn kind_table(application: fn() -> EstablishmentApplication, rows: &[KindRow]) {
    for (rule, what, change, outcome, article) in rows {
        let mut facts = Facts { application: application(), ..Facts::default() };
        change(&mut facts.application);
        let finding = facts.finding(&books().law, rule);
        assert_eq!(finding.as_ref().map(|f| f.outcome), *outcome, "{rule}, {what}: {finding:?}");
        let Some(finding) = finding else { continue };
        assert_eq!(finding.citation.article, *article, "{rule}, {what}");
        speaks(&finding, what);
    }
}

/// The rules whose articles are only remembered: they are told and block nothing.
const REMEMBERED: [&str; 10] =
    ["MC-9", "MC-10", "MC-11a", "MC-11b", "MC-12", "MC-14", "ZD-3", "DJ-6", "DJ-9", "CS-8"];

/// A finding that is not met says why and what to do; one that is met has nothing to say.
fn speaks(finding: &Finding, what: &str) {
    let rule = &finding.rule;
    let not_met = support::is_not_met(finding);
    assert_eq!(not_met, finding.remedy.is_some(), "{rule}, {what}: remedy");
    let remembered = REMEMBERED.contains(&rule.as_str());
    assert_eq!(finding.mark == Mark::Memory, remembered, "{rule}, {what}: mark");
    assert_eq!(finding.blocks(), not_met && !remembered, "{rule}, {what}: blocks");
    if let Some(remedy) = &finding.remedy {
        // A rule's own remedy says what is wrong; of a missing fact nobody knows that yet.
        let general = remedy.en.starts_with("Supply the facts listed in missing");
        let unknown = finding.outcome == Verdict::Unknown;
        assert_eq!(general, unknown, "{rule}, {what}: {remedy:?}");
        assert_eq!(remedy.zh.contains("missing"), unknown, "{rule}, {what}: {remedy:?}");
        let (_, own) = books().law.rule(rule).expect("the rule");
        assert_eq!(remedy.zh == own.remedy_zh, !unknown, "{rule}, {what}: {remedy:?}");
    }
    match finding.outcome {
        Verdict::Met | Verdict::NotApplicable => {
            assert!(finding.facts.is_empty() && finding.missing.is_empty(), "{rule}, {what}");
        }
        Verdict::Violated => assert!(!finding.facts.is_empty(), "{rule}, {what}: facts"),
        Verdict::Unknown => assert!(!finding.missing.is_empty(), "{rule}, {what}: missing"),
    }
}

/// The fields that the finding's facts name.
pub fn fields(finding: &Option<Finding>) -> Vec<&str> {
    finding.iter().flat_map(|f| &f.facts).map(|f| f.field.as_str()).collect()
}

/// What the finding's facts ask for.
pub fn required(finding: &Option<Finding>) -> Vec<&str> {
    finding.iter().flat_map(|f| &f.facts).filter_map(|f| f.required.as_deref()).collect()
}
