//! What an organization applies for: changes, charters, charity status, public fundraising; each
//! rule at, below and above its limit.

use chrono::NaiveDate;
use shuniu_core::{
    case::{Case, CaseStatus},
    law::{Finding, Verdict, examine},
    organization::{CharityStatus, Organization, OrganizationKind},
    register::InMemory,
    registration::{
        About, Application, CharityOfficer, CharityParticulars, CharterAmendment, CouncilVote,
        Document, DocumentKind, FundraisingParticulars, ItemChanges, LegalForm, NameParts,
        OrganizationApplication, Requested, Situation,
        rules::{RULES, is_about},
    },
};

use super::{MET, NOT_APPLICABLE, UNKNOWN, VIOLATED, fields, speaks};
use crate::support::{
    self, CHARTER, OTHER_SUPERVISOR, World, application, books, code, day, document, place, unit_id,
};

/// The facts of one row; at first an association that asks for another domicile, with the consent
/// of its unit.
struct Asked {
    organization: Organization,
    request: Requested,
    documents: Vec<Document>,
    register: InMemory,
    case: Case,
    on: NaiveDate,
}

impl Asked {
    fn new(kind: OrganizationKind, request: Requested) -> Self {
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

    fn changes(&mut self) -> &mut ItemChanges {
        match &mut self.request {
            Requested::Change(changes) => changes,
            _ => panic!("a change"),
        }
    }

    fn charter(&mut self) -> &mut CharterAmendment {
        match &mut self.request {
            Requested::Charter(amendment) => amendment,
            _ => panic!("a charter"),
        }
    }

    fn charity(&mut self) -> &mut CharityParticulars {
        match &mut self.request {
            Requested::CharityRecognition(stated) => stated,
            _ => panic!("a charity"),
        }
    }

    fn finding(mut self, rule: &str) -> Option<Finding> {
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

type Row = (&'static str, &'static str, fn(&mut Asked), Option<Verdict>, &'static str);

/// Examines each row on the facts that `new` gives, changed by the row.
fn table(new: fn() -> Asked, rows: &[Row]) {
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

fn change(kind: OrganizationKind) -> Asked {
    let domicile = Some("北京市朝阳区示范路9号".to_owned());
    Asked::new(
        kind,
        Requested::Change(Box::new(ItemChanges { domicile, ..ItemChanges::default() })),
    )
}

fn association() -> Asked {
    change(OrganizationKind::Association)
}

fn institution() -> Asked {
    change(OrganizationKind::ServiceInstitution)
}

fn foundation() -> Asked {
    change(OrganizationKind::Foundation)
}

#[test]
fn only_registered_items_change_and_really_do() {
    let nothing: fn(&mut Asked) = |a| *a.changes() = ItemChanges::default();
    let same: fn(&mut Asked) = |a| a.changes().domicile = a.organization.items.domicile.clone();
    let area: fn(&mut Asked) = |a| a.changes().activity_area = Some("北京市".to_owned());
    let kind: fn(&mut Asked) = |a| a.changes().public_raising = Some(true);
    table(
        association,
        &[
            ("ST-12b-2", "another domicile", |_| {}, MET, "12 ¶2"),
            ("ST-12b-2", "nothing", nothing, VIOLATED, "12 ¶2"),
            ("ST-12b-2", "the same", same, VIOLATED, "12 ¶2"),
            ("ST-12b-2", "its area", area, MET, "12 ¶2"),
            ("ST-12b-2", "a type", kind, VIOLATED, "12 ¶2"),
        ],
    );
    table(
        institution,
        &[
            ("MF-12c-2", "another domicile", |_| {}, MET, "12 ¶1"),
            ("MF-12c-2", "nothing", nothing, VIOLATED, "12 ¶1"),
            ("MF-12c-2", "an area", area, VIOLATED, "12 ¶1"),
        ],
    );
    table(
        foundation,
        &[
            ("JJ-11b-2", "another domicile", |_| {}, MET, "11 ¶2"),
            ("JJ-11b-2", "its type", kind, MET, "11 ¶2"),
            ("JJ-11b-2", "an area", area, VIOLATED, "11 ¶2"),
        ],
    );
}

/// Consent is that of the unit that supervises today; thirty days are counted from its date.
#[test]
fn consent_and_thirty_days() {
    fn dated(a: &mut Asked, consent: &str, received: &str) {
        a.case.opinions.last_mut().unwrap().dated = Some(day(consent));
        a.case.received_on = Some(day(received));
    }
    let rows: [Row; 7] = [
        ("a", "consent", |_| {}, MET, ""),
        ("a", "none", |a| a.case.opinions.clear(), UNKNOWN, ""),
        (
            "a",
            "another unit's",
            |a| a.case.opinions.last_mut().unwrap().unit.id = unit_id(OTHER_SUPERVISOR),
            VIOLATED,
            "",
        ),
        ("a", "no unit supervises", |a| a.organization.supervision = None, NOT_APPLICABLE, ""),
        ("b", "thirty days", |a| dated(a, "2026-05-08", "2026-06-08"), MET, ""),
        ("b", "a day more", |a| dated(a, "2026-05-08", "2026-06-09"), VIOLATED, ""),
        ("b", "no consent", |a| a.case.opinions.clear(), NOT_APPLICABLE, ""),
    ];
    // 2026-05-08 + 30 days is Sunday 2026-06-07; the last day moves to Monday (Civil Code art. 203).
    let of = |consent: &'static str, time: &'static str, article: &'static str| -> Vec<Row> {
        let named = |&(which, what, change, outcome, _): &Row| {
            (if which == "a" { consent } else { time }, what, change, outcome, article)
        };
        rows.iter().map(named).collect()
    };
    table(association, &of("ST-18a", "ST-18a-2", "18 ¶1"));
    table(association, &of("ST-18b", "ST-18b-2", "18 ¶2"));
    table(institution, &of("MF-15a", "MF-15a-2", "15"));
    table(institution, &of("MF-15c", "MF-15c-2", "15"));
    table(foundation, &of("JJ-15", "ST-18a-2", "15")[..4]);
}

#[test]
fn audit_and_papers() {
    fn without(a: &mut Asked, kind: DocumentKind) {
        a.documents.retain(|d| d.kind != kind);
    }
    fn audit(a: &mut Asked, dated: Option<&str>) {
        a.documents.last_mut().unwrap().dated = dated.map(day);
    }
    for (new, rule, article) in [
        (association as fn() -> Asked, "ST-27a", "27 ¶2"),
        (institution, "MF-22", "22"),
        (foundation, "JJ-37a", "37"),
    ] {
        table(
            new,
            &[
                (rule, "audited", |_| {}, MET, article),
                (rule, "today", |a| audit(a, Some("2026-07-01")), MET, article),
                (rule, "tomorrow", |a| audit(a, Some("2026-07-02")), VIOLATED, article),
                (rule, "undated", |a| audit(a, None), VIOLATED, article),
                (rule, "none", |a| drop(a.documents.pop()), VIOLATED, article),
            ],
        );
    }
    let funds: fn(&mut Asked) = |a| {
        *a.changes() = ItemChanges { funds_yuan: Some(60_000), ..ItemChanges::default() };
        without(a, DocumentKind::CapitalVerification);
    };
    table(
        association,
        &[
            ("ZZ-10", "all papers", |_| {}, MET, "9"),
            ("ZZ-10", "no resolution", |a| without(a, DocumentKind::Resolution), VIOLATED, "9"),
            ("ZZ-10", "no application", |a| without(a, DocumentKind::Application), VIOLATED, "9"),
            ("ZZ-10", "no premises", |a| without(a, DocumentKind::PremisesRight), VIOLATED, "9"),
            ("ZZ-10", "no capital", |a| without(a, DocumentKind::CapitalVerification), MET, "9"),
            ("ZZ-10", "funds without capital", funds, VIOLATED, "9"),
        ],
    );
}

/// A name that another gave up is barred for a year and a day (art. 16(2)); its own is not.
#[test]
fn a_name_lately_given_up() {
    fn rename(a: &mut Asked, given_up_to: &str, whose: &str) {
        let mut other = a.organization.clone();
        if whose == "another's" {
            other.id = "other".to_owned();
        }
        other.names = vec![shuniu_core::organization::NamePeriod {
            name: "北京市朝阳区旧名协会".to_owned(),
            from: day("2020-01-01"),
            to: Some(day(given_up_to)),
        }];
        a.register.organizations.insert(other.id.clone(), other.clone());
        if whose == "own" {
            a.organization = other;
        }
        let mut parts: NameParts = application().name_parts;
        "旧名".clone_into(&mut parts.field);
        *a.changes() = ItemChanges { name_parts: Some(parts), ..ItemChanges::default() };
    }
    // On 2026-07-01: given up on the day after the last one.
    table(
        association,
        &[
            ("MC-16b", "never borne", |a| rename(a, "2010-01-01", "nobody's"), MET, "16(2)"),
            ("MC-16b", "a year ago", |a| rename(a, "2025-06-30", "another's"), VIOLATED, "16(2)"),
            ("MC-16b", "a year and a day", |a| rename(a, "2025-06-29", "another's"), MET, "16(2)"),
            ("MC-16b", "lately", |a| rename(a, "2026-06-30", "another's"), VIOLATED, "16(2)"),
            ("MC-16b", "its own", |a| rename(a, "2026-06-30", "own"), MET, "16(2)"),
        ],
    );
    let mut asked = association();
    rename(&mut asked, "2025-06-30", "another's");
    let finding = asked.finding("MC-16b").unwrap();
    assert_eq!(finding.possible_from, Some(day("2026-07-02")), "the day after the year");
    assert_eq!(finding.parameters[0].value, "1");
}

fn charter_of(kind: OrganizationKind) -> Asked {
    Asked::new(
        kind,
        Requested::Charter(CharterAmendment {
            adopted_on: day("2026-06-15"),
            summary: "调整业务范围".to_owned(),
            charter_items: CHARTER.map(ToOwned::to_owned).to_vec(),
            party_clause: Some(true),
            names_beneficiaries: false,
            vote: Some(CouncilVote { directors: 9, present: 6, in_favour: 4 }),
        }),
    )
}

#[test]
fn an_amended_charter() {
    fn vote(a: &mut Asked, directors: u32, present: u32, in_favour: u32) {
        a.charter().vote = Some(CouncilVote { directors, present, in_favour });
    }
    table(
        || charter_of(OrganizationKind::Association),
        &[
            ("ST-14", "whole", |_| {}, MET, "14"),
            ("ST-14", "an item lacks", |a| drop(a.charter().charter_items.pop()), VIOLATED, "14"),
            ("DJ-9", "clause", |_| {}, MET, "charter"),
            ("DJ-9", "no clause", |a| a.charter().party_clause = Some(false), VIOLATED, "charter"),
            ("DJ-9", "not said", |a| a.charter().party_clause = None, UNKNOWN, "charter"),
            ("ZZ-11", "adopted today", |a| a.charter().adopted_on = a.on, MET, "10"),
            ("ZZ-11", "tomorrow", |a| a.charter().adopted_on = day("2026-07-02"), VIOLATED, "10"),
            ("ZZ-11", "no papers", |a| a.documents.clear(), VIOLATED, "10"),
        ],
    );
    table(
        || charter_of(OrganizationKind::Foundation),
        &[
            ("JJ-21b", "two thirds", |_| {}, MET, "21 ¶1"),
            ("JJ-21b", "one less", |a| vote(a, 9, 5, 5), VIOLATED, "21 ¶1"),
            ("JJ-21b", "of ten, seven", |a| vote(a, 10, 7, 7), MET, "21 ¶1"),
            ("JJ-21b", "of ten, six", |a| vote(a, 10, 6, 6), VIOLATED, "21 ¶1"),
            ("JJ-21b", "more than there are", |a| vote(a, 5, 6, 6), VIOLATED, "21 ¶1"),
            ("JJ-21b", "no vote", |a| a.charter().vote = None, UNKNOWN, "21 ¶1"),
            ("JJ-21d", "two thirds of those present", |_| {}, MET, "21 ¶3"),
            ("JJ-21d", "one less", |a| vote(a, 9, 6, 3), VIOLATED, "21 ¶3"),
            ("JJ-21d", "not of all", |a| vote(a, 9, 6, 4), MET, "21 ¶3"),
            ("JJ-10a", "beneficiaries", |a| a.charter().names_beneficiaries = true, VIOLATED, "10"),
        ],
    );
}

fn charity() -> Asked {
    let officer = CharityOfficer {
        name: "张三".to_owned(),
        full_capacity: Some(true),
        intentional_crime: Some(false),
        of_revoked_body: Some(false),
        ..CharityOfficer::default()
    };
    let stated = CharityParticulars {
        officers: vec![officer],
        charitable_purpose: Some(true),
        penalized: Some(false),
        penalized_on: None,
        on_abnormal_list: Some(false),
    };
    Asked::new(OrganizationKind::Association, Requested::CharityRecognition(stated))
}

/// Bars count from their day; on the last day of the years they still stand.
#[test]
fn recognition_as_a_charity() {
    fn penalized(a: &mut Asked, on: Option<&str>) {
        (a.charity().penalized, a.charity().penalized_on) = (Some(true), on.map(day));
    }
    fn crime(a: &mut Asked, ended: Option<&str>) {
        let officer = &mut a.charity().officers[0];
        (officer.intentional_crime, officer.sentence_ended_on) = (Some(true), ended.map(day));
    }
    fn revoked(a: &mut Asked, on: &str) {
        let officer = &mut a.charity().officers[0];
        (officer.of_revoked_body, officer.revoked_on) = (Some(true), Some(day(on)));
    }
    fn is_one(a: &mut Asked) {
        let basis = a.organization.origin.clone();
        let shuniu_core::organization::Origin::Established { basis, .. } = basis else { return };
        let since = day("2026-01-01");
        a.organization.charity = Some(CharityStatus { since, basis, fundraising_since: None });
    }
    table(
        charity,
        &[
            ("CS-3a", "charitable", |_| {}, MET, "10"),
            ("CS-3a", "not", |a| a.charity().charitable_purpose = Some(false), VIOLATED, "10"),
            ("CS-3a", "not said", |a| a.charity().charitable_purpose = None, UNKNOWN, "10"),
            ("CS-4b", "none yet", |_| {}, MET, "10 ¶2"),
            ("CS-4b", "a charity already", is_one, VIOLATED, "10 ¶2"),
            ("CS-5a", "never penalized", |_| {}, MET, "5"),
            ("CS-5a", "two years ago", |a| penalized(a, Some("2024-07-01")), VIOLATED, "5"),
            ("CS-5a", "a day more", |a| penalized(a, Some("2024-06-30")), MET, "5"),
            ("CS-5a", "no day", |a| penalized(a, None), VIOLATED, "5"),
            ("CS-5a", "not said", |a| a.charity().penalized = None, UNKNOWN, "5"),
            ("CS-5b", "not listed", |_| {}, MET, "5"),
            ("CS-5b", "listed", |a| a.charity().on_abnormal_list = Some(true), VIOLATED, "5"),
            ("CS-6", "free", |_| {}, MET, "16"),
            ("CS-6", "five years", |a| crime(a, Some("2021-07-01")), VIOLATED, "16"),
            ("CS-6", "a day more", |a| crime(a, Some("2021-06-30")), MET, "16"),
            ("CS-6", "serving", |a| crime(a, None), VIOLATED, "16"),
            ("CS-6", "revoked body", |a| revoked(a, "2021-07-01"), VIOLATED, "16"),
            ("CS-6", "long revoked", |a| revoked(a, "2021-06-30"), MET, "16"),
            (
                "CS-6",
                "no capacity",
                |a| a.charity().officers[0].full_capacity = Some(false),
                VIOLATED,
                "16",
            ),
            ("CS-6", "nobody", |a| a.charity().officers.clear(), UNKNOWN, "16"),
            ("CS-8", "an association", |_| {}, MET, "8"),
            (
                "CS-8",
                "a partnership",
                |a| a.organization.items.legal_form = Some(LegalForm::Partnership),
                VIOLATED,
                "8",
            ),
        ],
    );
    let mut asked = charity();
    penalized(&mut asked, Some("2024-07-01"));
    assert_eq!(asked.finding("CS-5a").unwrap().possible_from, Some(day("2026-07-02")));
}

/// Until 2024-09-04 only what was founded before the law was published (2016-03-16).
#[test]
fn who_could_be_recognized_before_2024() {
    fn founded(a: &mut Asked, on: &str, founded: Option<&str>) {
        (a.on, a.organization.established_on) = (day(on), founded.map(day));
    }
    table(
        charity,
        &[
            ("CS-4", "before", |a| founded(a, "2024-09-04", Some("2016-03-15")), MET, "10 ¶2"),
            (
                "CS-4",
                "that day",
                |a| founded(a, "2024-09-04", Some("2016-03-16")),
                VIOLATED,
                "10 ¶2",
            ),
            ("CS-4", "unknown", |a| founded(a, "2024-09-04", None), UNKNOWN, "10 ¶2"),
            ("CS-4", "since then any", |a| founded(a, "2024-09-05", Some("2020-01-01")), None, ""),
        ],
    );
}

fn fundraising() -> Asked {
    let stated = FundraisingParticulars { sound_governance: Some(true) };
    let mut asked = Asked::new(OrganizationKind::Foundation, Requested::Fundraising(stated));
    let shuniu_core::organization::Origin::Established { basis, .. } =
        asked.organization.origin.clone()
    else {
        panic!("established")
    };
    let since = day("2025-07-01");
    asked.organization.charity = Some(CharityStatus { since, basis, fundraising_since: None });
    asked
}

/// One year since 2024-09-05, two before.
#[test]
fn public_fundraising() {
    fn since(a: &mut Asked, since: &str, on: &str) {
        a.organization.charity.as_mut().unwrap().since = day(since);
        a.on = day(on);
    }
    table(
        fundraising,
        &[
            ("CS-7", "a year", |_| {}, MET, "22"),
            ("CS-7", "a day less", |a| since(a, "2025-07-02", "2026-07-01"), VIOLATED, "22"),
            ("CS-7", "two years then", |a| since(a, "2022-09-04", "2024-09-04"), MET, "22"),
            ("CS-7", "a day less then", |a| since(a, "2022-09-05", "2024-09-04"), VIOLATED, "22"),
            ("CS-7", "a year from then on", |a| since(a, "2023-09-05", "2024-09-05"), MET, "22"),
            ("CS-7", "no charity", |a| a.organization.charity = None, VIOLATED, "22"),
            (
                "CS-7",
                "qualified already",
                |a| a.organization.charity.as_mut().unwrap().fundraising_since = Some(a.on),
                VIOLATED,
                "22",
            ),
            ("CS-7b", "sound", |_| {}, MET, "22"),
            (
                "CS-7b",
                "not sound",
                |a| {
                    a.request = Requested::Fundraising(FundraisingParticulars {
                        sound_governance: Some(false),
                    });
                },
                VIOLATED,
                "22",
            ),
        ],
    );
    let mut asked = fundraising();
    since(&mut asked, "2025-07-02", "2026-07-01");
    assert_eq!(asked.finding("CS-7").unwrap().possible_from, Some(day("2026-07-02")));
}

/// What does not change is not asked about.
#[test]
fn only_rules_about_what_changes() {
    let asked = |changes: ItemChanges| Requested::Change(Box::new(changes));
    let domicile =
        asked(ItemChanges { domicile: Some("甲".to_owned()), ..ItemChanges::default() });
    let name =
        asked(ItemChanges { name_parts: Some(NameParts::default()), ..ItemChanges::default() });
    let funds = asked(ItemChanges { funds_yuan: Some(1), ..ItemChanges::default() });
    for (request, rule, about) in [
        (&domicile, "MC-16a", false),
        (&name, "MC-16a", true),
        (&name, "ST-10f", false),
        (&funds, "ST-10f", true),
        (&funds, "ST-27a", false),
        (&domicile, "ST-18a", true),
    ] {
        assert_eq!(is_about(request, rule), about, "{rule}");
    }
}

/// The changed item meets what it had to meet at establishment.
#[test]
fn the_changed_item_meets_the_rules_on_establishment() {
    fn funds(a: &mut Asked, yuan: i64) {
        *a.changes() = ItemChanges { funds_yuan: Some(yuan), ..ItemChanges::default() };
    }
    table(
        association,
        &[
            ("ST-10f", "enough", |a| funds(a, 30_000), MET, "10(5)"),
            ("ST-10f", "a yuan less", |a| funds(a, 29_999), VIOLATED, "10(5)"),
        ],
    );
    table(
        foundation,
        &[
            ("JJ-8c", "enough", |a| funds(a, 2_000_000), MET, "8(2)"),
            ("JJ-8c", "a yuan less", |a| funds(a, 1_999_999), VIOLATED, "8(2)"),
        ],
    );
    let mut asked = association();
    let mut parts = application().name_parts;
    "分公司".clone_into(&mut parts.form);
    *asked.changes() = ItemChanges { name_parts: Some(parts), ..ItemChanges::default() };
    let finding = asked.finding("MC-12");
    assert_eq!(fields(&finding), ["name_parts.form"]);
}
