//! Faults that were found in the core and mended: one minimal test for each, so that none comes
//! back. The first lines of each say what was wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod support;

use shuniu_core::{
    Books,
    access::{Grant, Role},
    act::{ActRequest, ExistingRecord},
    case::CaseStatus,
    decide::DecideError,
    identity::CodeSegment,
    organization::{OrganizationKind, RegisteredItems},
    registration::{EstablishmentApplication, Reach, Situation, rules::RULES},
};
use support::{
    CITY, NATIONAL, NEIGHBOUR, On, REGISTRAR, SUPERVISOR, World, administrator, applicant,
    application, books, brief, code, consent, day, decider, examination, examination_with_fraud,
    examiner, exclude, law_with_number, local, officer, place, reception, refuse, register,
    unit_id,
};

/// The rules that stand against `application` by its content alone, of those in `ids`.
fn against(application: &EstablishmentApplication, ids: &[&str]) -> Vec<String> {
    let on = day("2026-06-01");
    let Ok(situation) = Situation::of_founders(&mut register(), books(), None, application, on);
    let findings =
        shuniu_core::law::examine(&books().law, RULES, ids, &situation, on, place("110105"));
    findings.into_iter().filter(support::is_not_met).map(|f| f.rule).collect()
}

const NAME_RULES: [&str; 5] = ["ST-10g", "MC-8a", "MC-8d", "MC-9", "MC-12"];

/// Fault 1: An association that spans provinces is registered by the national registrar (art. 7),
/// whose names carry no division (name measures art. 8 ¶3); MC-8a asks for one, and MC-9 says
/// for ever that `reach` is missing.
#[test]
fn an_association_across_provinces_can_have_a_name() {
    let mut a = application();
    a.reach = Reach::CrossRegion { divisions: vec![place("110000"), place("320000")] };
    a.registrar = unit_id(NATIONAL);
    a.name_parts.division = String::new();
    a.name = a.name_parts.joined();
    assert_eq!(against(&a, &NAME_RULES), Vec::<String>::new());
}

/// Fault 2: A city is named without its province (苏州市相城区慈善基金会 is registered so); only names
/// that open with the province are accepted.
#[test]
fn a_city_stands_without_its_province() {
    for (code, division) in
        [("320500", "苏州市"), ("320500", "苏州"), ("320505", "苏州市虎丘区"), ("320583", "昆山市")]
    {
        let mut a = application();
        a.reach = Reach::Local { division: place(code) };
        a.name_parts.division = division.to_owned();
        a.name = a.name_parts.joined();
        assert_eq!(against(&a, &["MC-9"]), Vec::<String>::new(), "{code}: {division}");
    }
}

/// Fault 3: A national word at the head is not seen behind a mark, a blank or in another width,
/// although names are compared without those.
#[test]
fn a_national_word_at_the_head_is_seen_behind_a_mark() {
    for field in ["“中国”技艺", "中 国技艺", "（中华）技艺"] {
        let mut a = application();
        a.name_parts.field = field.to_owned();
        a.name = a.name_parts.joined();
        assert_eq!(against(&a, &["ST-10g"]), ["ST-10g"], "{}", a.name);
    }
}

/// Fault 4: Whoever examined may decide, once somebody else has examined again: ZZ-1 looks at the
/// last examination only.
#[test]
fn who_examined_first_does_not_decide_after_a_second_examination() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Accepted);
    let both = support::everybody("both");
    w.step(&id, &examination(), &both, "2026-06-10");
    w.step(&id, &examination(), &examiner(), "2026-06-11");
    w.refused(&id, &ActRequest::ApproveApplication, &both, "2026-06-15");
}

/// Fault 5: A refusal without any ground passes XK-38 when some rule happens to be violated, and
/// keeps no finding at all. (The API asks for one ground; the rule itself does not.)
#[test]
fn a_refusal_names_a_ground() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Accepted);
    w.step(&id, &examination_with_fraud(), &examiner(), "2026-06-10");
    w.refused(&id, &refuse(&[]), &decider(), "2026-06-15");
}

/// Fault 6: The body of a code is unique, whatever its class and division (GB 11714); the next free
/// code is looked for by the whole code only.
#[test]
fn an_organization_code_is_issued_once() {
    let mut w = World::default();
    let record = ExistingRecord {
        uscc: code('2', "110105", "MJ010000"),
        name: "北京市朝阳区某学校".to_owned(),
        kind: OrganizationKind::ServiceInstitution,
        division: place("110105"),
        registrar: unit_id(REGISTRAR),
        supervisory_unit: None,
        established_on: Some(day("2001-01-01")),
        items: RegisteredItems::default(),
        certificate: None,
        authority: "北京市朝阳区民政局".to_owned(),
        source: "旧登记簿".to_owned(),
    };
    let import = ActRequest::ImportOrganization { record: Box::new(record) };
    w.act(&On::Register, &import, &administrator(), "2026-06-01").unwrap();
    w.case_in(CaseStatus::Approved);
    let mut bodies: Vec<&str> =
        w.register.organizations.values().map(|o| o.uscc.organization_code()).collect();
    bodies.dedup();
    assert_eq!(bodies.len(), 2, "one organization code, two organizations");
}

/// Fault 7: Amending to another registrar is examined under the local law of the former one.
#[test]
fn an_amended_application_is_examined_where_it_goes() {
    let persons = "association.members.persons.min";
    let law = books().law.clone().with_local("x", &local("110105", persons, "2026-01-01", 60));
    let mut w = World::with_books(Books { law: law.unwrap(), ..books().clone() });
    let id = w.open(&application(), "2026-06-01");
    let mut moved = application();
    moved.registrar = unit_id(NEIGHBOUR);
    let amend = ActRequest::AmendApplication { application: Box::new(moved) };
    let told = w.step(&id, &amend, &applicant(), "2026-06-01").findings;
    let members = told.iter().find(|f| f.rule == "ST-10a").expect("examined");
    assert_eq!(members.parameters[0].value, "50", "the neighbour has no number of its own");
}

/// Fault 8: `Grant.unit` is "only for this unit", but a grant of administrator, applicant, agency or
/// auditor with a unit reaches everything.
#[test]
fn a_unit_limits_every_grant() {
    let mut w = World::default();
    let limited = support::staff("limited", Role::Administrator, NEIGHBOUR);
    let end = ActRequest::EndUnit { valid_to: day("2026-06-30"), successor: None };
    let result = w.act(&On::Unit(REGISTRAR), &end, &limited, "2026-06-01");
    assert!(matches!(result, Err(DecideError::Denied(_))), "{}", brief(&result));
}

/// Fault 9: An administrator of a city may do nothing in it: `decide` shows access an empty subject
/// for units, for what is new, and for imports.
#[test]
fn an_administrator_of_a_city_administers_it() {
    let mut w = World::default();
    let city = Grant { jurisdiction: Some(place("110000")), ..Grant::of(Role::Administrator) };
    let segment = CodeSegment::parse("MJ040000", "MJ040999").unwrap();
    let assign = ActRequest::AssignCodeSegment { segment };
    let of_the_city = support::actor("city", vec![city]);
    assert!(w.act(&On::Unit(CITY), &assign, &of_the_city, "2026-06-01").is_ok());
}

/// Fault 10: Time is taken out "not before acceptance" (XK-45); what is compared is the day of receipt.
#[test]
fn no_time_is_taken_out_before_acceptance() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Submitted);
    // Received on 2026-06-02.
    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-06-08");
    w.refused(&id, &exclude("2026-06-03", "2026-06-07"), &examiner(), "2026-06-09");
}

/// Fault 11: A foundation is established under the rules for associations, with a code of class 3.
#[test]
fn a_foundation_is_not_established_as_an_association() {
    let mut w = World::default();
    let foundation =
        EstablishmentApplication { kind: OrganizationKind::Foundation, ..application() };
    let request = ActRequest::OpenEstablishment { application: Box::new(foundation) };
    let Ok(opened) = w.act(&On::Register, &request, &applicant(), "2026-06-01") else { return };
    let steps: [(ActRequest, _); 4] = [
        (ActRequest::SubmitApplication, applicant()),
        (consent(), officer()),
        (ActRequest::AcceptApplication, reception()),
        (examination(), examiner()),
    ];
    for (request, by) in steps {
        let _ = w.act(&On::Case(&opened.subject), &request, &by, "2026-06-02");
    }
    let approve = ActRequest::ApproveApplication;
    let result = w.act(&On::Case(&opened.subject), &approve, &decider(), "2026-06-03");
    assert!(result.is_err(), "{:?}", w.register.organizations.values().next().map(|o| o.uscc));
}

/// Fault 12: "Once the registrar has asked for corrections, the case stays with that registrar": not
/// when the applicant names another supervisory unit and that one declines.
#[test]
fn the_case_stays_with_the_registrar_that_asked_for_corrections() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::CorrectionRequested);
    let mut other = application();
    other.route =
        shuniu_core::registration::Route::Dual { supervisory_unit: unit_id("hub-110105") };
    let amend = |a: &EstablishmentApplication| ActRequest::AmendApplication {
        application: Box::new(a.clone()),
    };
    w.step(&id, &amend(&other), &applicant(), "2026-06-04");
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-04");
    let hub = support::staff("hub", Role::SupervisorOfficer, "hub-110105");
    w.step(&id, &support::decline(), &hub, "2026-06-04");
    other.registrar = unit_id(NEIGHBOUR);
    let result = w.act(&On::Case(&id), &amend(&other), &applicant(), "2026-06-05");
    assert!(result.is_err(), "the neighbour can then not ask for corrections of its own");
}

/// Fault 13: An act that is not performed on a case is "not available, from no state at all";
/// `DecideError::Malformed` is documented for it, and comes for every other subject.
#[test]
fn an_act_on_the_wrong_subject_is_malformed() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Draft);
    let end = ActRequest::EndUnit { valid_to: day("2026-06-30"), successor: None };
    let result = w.act(&On::Case(&id), &end, &administrator(), "2026-06-01");
    assert!(matches!(result, Err(DecideError::Malformed { .. })), "{}", brief(&result));
}

/// Fault 14: The code shown as an example in the published schema is not a code.
#[test]
fn the_example_of_a_code_is_a_code() {
    let record = include_str!("../src/organization/public.rs");
    let example = record.split("example = \"").nth(1).and_then(|rest| rest.split('"').next());
    let example = example.expect("an example");
    assert!(shuniu_core::identity::Uscc::parse(example).is_ok(), "{example}");
}

/// Fault 15: A unit that is entered after a draft was opened stays unknown to it: the receipt then
/// bears the nation's division, and approval fails although every rule is met.
#[test]
fn a_registrar_entered_after_the_draft_is_known() {
    let mut w = World::default();
    let registrar = w.register.units.remove(&unit_id(REGISTRAR)).unwrap();
    let id = w.open(&application(), "2026-06-01");
    w.register.units.insert(registrar.id.clone(), registrar);
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
    w.step(&id, &consent(), &officer(), "2026-06-02");
    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-06-03");
    assert_eq!(w.case(&id).receipt.as_deref(), Some("110105受理字〔2026〕1号"));
    w.step(&id, &examination(), &examiner(), "2026-06-04");
    w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-05");
}

/// A city's number is measured against the nation's on its own first day only; when the nation
/// becomes stricter later, the city's laxer number goes on to be used.
#[test]
fn a_local_number_never_undercuts_the_nation() {
    let persons = "association.members.persons.min";
    let mut files = support::rulebook_files();
    let text = files.iter_mut().find(|(n, _)| n == "associations").map(|(_, t)| t).unwrap();
    let old = "values = [{ from = \"1998-10-25\", number = 50 }]";
    let new = "values = [{ from = \"1998-10-25\", to = \"2026-12-31\", number = 50 }, \
               { from = \"2027-01-01\", number = 70 }]";
    *text = text.replacen(old, new, 1);
    let law = support::law_of(&files).unwrap();
    let law = law.with_local("x", &local("110105", persons, "2026-01-01", 60)).unwrap();
    assert_eq!(law.number(persons, day("2027-06-01"), place("110105")), Some(70));
    // With the number changed outright the file is refused, as it should be.
    let stricter = law_with_number("associations", persons, 50, 70);
    assert!(stricter.with_local("x", &local("110105", persons, "2026-01-01", 60)).is_err());
}

#[test]
fn an_association_has_founders() {
    let mut w = World::default();
    let mut a = application();
    a.founders.clear();
    let id = w.case_of(&a, CaseStatus::Submitted);
    w.refused(&id, &ActRequest::AcceptApplication, &reception(), "2026-06-03");
}

#[test]
fn a_request_for_corrections_names_some() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Submitted);
    let nothing = ActRequest::RequestCorrection { items: Vec::new() };
    assert!(w.act(&On::Case(&id), &nothing, &reception(), "2026-06-03").is_err());
}

#[test]
fn an_ended_registrar_is_given_no_codes() {
    let mut w = World::default();
    let end = ActRequest::EndUnit { valid_to: day("2026-05-31"), successor: None };
    w.act(&On::Unit(NEIGHBOUR), &end, &administrator(), "2026-06-01").unwrap();
    let segment = CodeSegment::parse("MJ040000", "MJ040999").unwrap();
    let assign = ActRequest::AssignCodeSegment { segment };
    assert!(w.act(&On::Unit(NEIGHBOUR), &assign, &administrator(), "2026-06-01").is_err());
}

#[test]
fn an_act_is_not_dated_before_the_one_it_follows() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Submitted);
    // Received on 2026-06-02; a day before that would also undo the silence of the registrar.
    let result = w.act(&On::Case(&id), &ActRequest::AcceptApplication, &reception(), "2026-06-01");
    assert!(result.is_err(), "{:?}", w.case(&id).steps.last());
    assert_eq!(w.case(&id).application.supervisory_unit(), Some(&unit_id(SUPERVISOR)));
}
