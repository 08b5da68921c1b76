//! Entries of existing law: exempt from today's rules, not from integrity.

use chrono::NaiveDate;
use shuniu_core::{
    act::{ActRequest, ExistingRecord},
    case::CaseStatus,
    decide::{DecideError, Decision},
    event::StreamEvent,
    organization::{OrganizationKind, Origin, RegisteredItems},
};

use crate::support::{
    CITY, Failed, On, REGISTRAR, SUPERVISOR, World, administrator, application, code, day, place,
    reception, unit_id,
};

/// An association of 1995 whose name today's rules would not allow.
pub(crate) fn record() -> ExistingRecord {
    ExistingRecord {
        uscc: code('1', "110105", "MJ010007"),
        name: "中华某旧会".to_owned(),
        kind: OrganizationKind::Association,
        division: place("110105"),
        registrar: unit_id(REGISTRAR),
        supervisory_unit: Some(unit_id(SUPERVISOR)),
        established_on: Some(day("1995-05-05")),
        items: RegisteredItems { domicile: Some("某胡同".to_owned()), ..Default::default() },
        certificate: Some((Some(day("2024-01-01")), Some(day("2028-12-31")))),
        authority: "北京市朝阳区民政局".to_owned(),
        source: "旧登记簿第7号".to_owned(),
    }
}

pub(crate) fn enter(w: &mut World, record: ExistingRecord) -> Result<Decision, Failed> {
    let request = ActRequest::ImportOrganization { record: Box::new(record) };
    w.act(&On::Register, &request, &administrator(), "2026-06-01")
}

#[test]
fn existing_law_enters_as_it_was() {
    let mut w = World::default();
    let decision = enter(&mut w, record()).unwrap();
    let o = w.organization(&decision.subject);
    assert_eq!(o.name, "中华某旧会");
    assert_eq!((o.established_on, o.names[0].from), (Some(day("1995-05-05")), day("1995-05-05")));
    assert_eq!(o.supervision.as_ref().map(|s| s.unit.id.as_str()), Some(SUPERVISOR));
    assert!(matches!(&o.origin, Origin::ExistingLaw { authority, source }
        if authority == "北京市朝阳区民政局" && source == "旧登记簿第7号"));
    let certificate = o.certificate.clone().expect("its certificate");
    assert_eq!(certificate.valid_to, Some(day("2028-12-31")));
    // The legal date is that of the establishment, not of the entry; that of the certificate is
    // its own. Who supervises is known from the entry on, not since when.
    let of = |e: &StreamEvent| (e.event.to_stored().unwrap().0, e.effective_on);
    let dated: Vec<(String, NaiveDate)> = decision.events.iter().map(of).collect();
    let wanted = [
        ("organization.registered", "1995-05-05"),
        ("organization.supervision_began", "2026-06-01"),
        ("organization.certificate_issued", "2024-01-01"),
    ];
    assert_eq!(dated, wanted.map(|(kind, on)| (kind.to_owned(), day(on))));
    assert!(decision.findings.iter().any(|f| f.rule == "ZZ-4" && !f.blocks()));
}

/// What the source does not date, is dated by what it does.
#[test]
fn a_certificate_without_its_first_day() {
    for (established, dates) in [
        (Some(day("1995-05-05")), ["1995-05-05", "2026-06-01", "1995-05-05"]),
        (None, ["2026-06-01", "2026-06-01", "2026-06-01"]),
    ] {
        let mut w = World::default();
        let undated = ExistingRecord {
            established_on: established,
            certificate: Some((None, Some(day("2028-12-31")))),
            ..record()
        };
        let decision = enter(&mut w, undated).unwrap();
        let on: Vec<NaiveDate> = decision.events.iter().map(|e| e.effective_on).collect();
        assert_eq!(on, dates.map(day));
    }
}

#[test]
fn an_entry_may_lack_what_the_source_lacks() {
    let mut w = World::default();
    let bare = ExistingRecord {
        supervisory_unit: None,
        established_on: None,
        certificate: None,
        items: RegisteredItems::default(),
        ..record()
    };
    let decision = enter(&mut w, bare).unwrap();
    let o = w.organization(&decision.subject);
    assert_eq!((o.established_on, o.version), (None, 1));
    assert_eq!(decision.events[0].effective_on, day("2026-06-01"), "the day of the entry");
}

fn zz4(result: Result<Decision, Failed>) -> Vec<String> {
    let Err(DecideError::Refused(refusal)) = result else { panic!("{result:?}") };
    let finding = refusal.findings.iter().find(|f| f.rule == "ZZ-4").expect("the rule");
    assert!(finding.blocks());
    finding.facts.iter().map(|f| f.field.clone()).collect()
}

#[test]
fn a_code_enters_once() {
    let mut w = World::default();
    enter(&mut w, record()).unwrap();
    let again = ExistingRecord { name: "另一会".to_owned(), ..record() };
    assert_eq!(zz4(enter(&mut w, again)), ["uscc"]);
    assert_eq!(w.register.organizations.len(), 1);
}

#[test]
fn dates_are_in_order() {
    let mut w = World::default();
    let future = ExistingRecord { established_on: Some(day("2026-06-02")), ..record() };
    assert_eq!(zz4(enter(&mut w, future)), ["established_on"]);
    let reversed = ExistingRecord {
        certificate: Some((Some(day("2028-12-31")), Some(day("2024-01-01")))),
        ..record()
    };
    assert_eq!(zz4(enter(&mut w, reversed)), ["certificate_to"]);
    let both = ExistingRecord {
        established_on: Some(day("2027-01-01")),
        certificate: Some((Some(day("2028-12-31")), Some(day("2024-01-01")))),
        ..record()
    };
    assert_eq!(zz4(enter(&mut w, both)), ["established_on", "certificate_to"]);
    assert!(w.register.organizations.is_empty());
    let today = ExistingRecord { established_on: Some(day("2026-06-01")), ..record() };
    enter(&mut w, today).unwrap();
}

#[test]
fn its_units_are_in_the_register() {
    let mut w = World::default();
    let nobody = ExistingRecord { registrar: unit_id("registrar-999999"), ..record() };
    let result = enter(&mut w, nobody);
    assert!(matches!(result, Err(DecideError::Malformed { field: "registrar", .. })));
    let nobody = ExistingRecord { supervisory_unit: Some(unit_id("dept-999999")), ..record() };
    let result = enter(&mut w, nobody);
    assert!(matches!(result, Err(DecideError::Malformed { field: "supervisory_unit", .. })));
}

/// A code of the segment that an old record holds is passed over.
#[test]
fn codes_of_existing_law_are_not_issued_again() {
    let mut w = World::default();
    for body in ["MJ010000", "MJ010001", "MJ010003"] {
        let uscc = code('1', "110105", body);
        enter(&mut w, ExistingRecord { uscc, name: format!("旧会{body}"), ..record() }).unwrap();
    }
    let mut bodies = Vec::new();
    for field in ["示范技艺", "摄影"] {
        let a = crate::support::application_in_field(field);
        let id = w.case_of(&a, CaseStatus::Approved);
        let id = w.case(&id).organization.clone().unwrap();
        bodies.push(w.organization(&id).uscc.organization_code()[..8].to_owned());
    }
    assert_eq!(bodies, ["MJ010002", "MJ010004"]);
}

/// Its certificate was handed over long ago: nothing waits.
#[test]
fn nothing_is_to_be_handed_over() {
    let mut w = World::default();
    let id = enter(&mut w, record()).unwrap().subject;
    let deliver = ActRequest::DeliverCertificate { received_by: "某人".to_owned() };
    let result = w.act(&On::Organization(&id), &deliver, &reception(), "2026-06-02");
    assert!(matches!(result, Err(DecideError::NotAvailable(_))));
}

/// An old name is a name: it bars a new one at the same registrar.
#[test]
fn existing_law_holds_its_name() {
    let mut w = World::default();
    let same = ExistingRecord { name: application().name, ..record() };
    enter(&mut w, same.clone()).unwrap();
    let id = w.open(&application(), "2026-06-01");
    let submit = ActRequest::SubmitApplication;
    let told = w.step(&id, &submit, &crate::support::applicant(), "2026-06-01").findings;
    assert!(told.iter().any(|f| f.rule == "MC-16a" && f.blocks()));

    let mut w = World::default();
    let (uscc, division) = (code('1', "110000", "MJ030000"), place("110000"));
    enter(&mut w, ExistingRecord { uscc, division, registrar: unit_id(CITY), ..same }).unwrap();
    let id = w.open(&application(), "2026-06-01");
    let told = w.step(&id, &submit, &crate::support::applicant(), "2026-06-01").findings;
    assert!(told.iter().any(|f| f.rule == "MC-16a" && !f.blocks()), "another registrar");
}
