//! Every rule, parameter and article hangs together: rulebook, catalogue and code.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shuniu_core::{
    act::{ActRequest, CATALOGUE, Clock, ExistingRecord, MATTERS},
    affiliation, case,
    decide::DecideError,
    decoupling::{
        self,
        programme_rules::{PROGRAMME_RULES, RETENTION_RULES},
    },
    evaluation, exit, hub,
    identity::{CodeSegment, DivisionCode},
    law::Finding,
    organization::{
        DecidedAction, OrganizationKind, RecordedDecision, RecordedRename, RegisteredItems,
    },
    oversight, registration,
};

use crate::support::{
    NEIGHBOUR, On, REGISTRAR, World, administrator, books, code, day, law_of, place,
    rulebook_files, unit_id,
};

/// Rules whose code is private to the acts of office; proved by behaviour below.
const OFFICE: [&str; 6] = ["ZZ-4", "ZZ-5", "ZZ-6", "ZZ-14", "ZZ-15", "ZZ-19"];

/// Parameters that no rule and no clock of the catalogue uses: the remedies of a refusal.
const REMEDIES: [&str; 2] = ["remedy.reconsideration.days", "remedy.suit.months"];

/// Parameters that a decision reads beside its rules: what is announced, how long a certificate is
/// valid, how long an entry is displayed.
const DECIDED_WITH: [&str; 11] = [
    "evaluation.grade.years",
    "evaluation.2010.grade.years",
    "proposals.days_before",
    "proposals.days_escalated",
    "credit.display.abnormal.max.months",
    "credit.display.serious.max.months",
    "hub.withdrawal.days",
    "association.notice.items",
    "service_institution.notice.items",
    "foundation.notice.items",
    "service_institution.certificate.years",
];

/// Every clock that some act starts for some matter.
fn clocks() -> impl Iterator<Item = Clock> {
    CATALOGUE.iter().flat_map(|a| MATTERS.iter().filter_map(|m| a.clock_for(m.kind)))
}

/// When each regulation's present text is surely in force.
fn today() -> NaiveDate {
    day("2026-06-01")
}

fn content_rules() -> BTreeSet<&'static str> {
    registration::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id).collect()
}

fn roll_rules() -> impl Iterator<Item = &'static str> {
    shuniu_core::roll::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id)
}

fn unit_rules() -> impl Iterator<Item = &'static str> {
    let hubs = hub::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let relations = affiliation::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let cases = decoupling::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let programmes = PROGRAMME_RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let retained = RETENTION_RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let leaving = exit::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let annual = oversight::annual::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let offices = hubs.chain(relations).chain(cases).chain(programmes).chain(retained);
    let credit = oversight::credit::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let penalty =
        oversight::penalty::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let graded = evaluation::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let rounds = evaluation::round_rules::ROUND_RULES;
    let rounds = rounds.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let corrected = shuniu_core::correction::rules::RULES.iter().flat_map(|room| room.iter());
    let corrected = corrected.map(|r| r.id);
    let overseen = offices.chain(leaving).chain(annual).chain(credit).chain(penalty);
    overseen.chain(graded).chain(rounds).chain(corrected)
}

fn procedure_rules() -> BTreeSet<&'static str> {
    let coded = case::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    coded.chain(roll_rules()).chain(unit_rules()).chain(OFFICE).collect()
}

fn rulebook_rules() -> BTreeSet<&'static str> {
    books().law.regulations().iter().flat_map(|r| &r.rules).map(|r| r.id.as_str()).collect()
}

#[test]
fn every_file_of_the_folder_is_compiled_in() {
    let folder = law_of(&rulebook_files()).unwrap();
    let ids = |law: &shuniu_core::law::Law| {
        law.regulations().iter().map(|r| r.id.clone()).collect::<BTreeSet<_>>()
    };
    assert_eq!(ids(&folder), ids(&books().law));
    for regulation in folder.regulations() {
        let built_in = books().law.regulations().iter().find(|r| r.id == regulation.id);
        assert_eq!(built_in, Some(regulation));
    }
}

#[test]
fn every_content_rule_of_the_catalogue_has_text_and_code() {
    for act in CATALOGUE {
        for matter in MATTERS {
            let (guards, advice) =
                (act.content_rules(matter.kind), act.advisory_rules(matter.kind));
            for id in guards.iter().chain(advice).chain(matter.told) {
                assert!(content_rules().contains(id), "{:?}: {id} has no code", act.kind);
                assert!(books().law.rule(id).is_some(), "{:?}: {id} has no text", act.kind);
            }
        }
    }
}

#[test]
fn every_procedure_rule_of_the_catalogue_has_text_and_code() {
    for act in CATALOGUE {
        for id in act.procedure_rules.iter().chain(act.told_rules) {
            // Who completes a decoupling looks at the officers with the rules on registration.
            let of_content = act.kind == shuniu_core::act::ActKind::CompleteDecoupling
                && content_rules().contains(id);
            let coded = of_content || procedure_rules().contains(id);
            assert!(coded, "{:?}: {id} has no code", act.kind);
            assert!(books().law.rule(id).is_some(), "{:?}: {id} has no text", act.kind);
        }
    }
}

#[test]
fn no_rule_has_code_twice_or_without_a_text() {
    let content = registration::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let procedure = case::rules::RULES.iter().flat_map(|room| room.iter()).map(|r| r.id);
    let coded = content.chain(procedure).chain(roll_rules()).chain(unit_rules()).chain(OFFICE);
    let coded: Vec<&str> = coded.collect();
    let distinct: BTreeSet<&str> = coded.iter().copied().collect();
    assert_eq!(coded.len(), distinct.len(), "a rule has code twice");
    assert_eq!(distinct, rulebook_rules(), "rules with code, and rules of the rulebook");
}

#[test]
fn every_rule_of_the_rulebook_is_named_by_the_catalogue() {
    let procedure = CATALOGUE.iter().flat_map(|a| [a.procedure_rules, a.told_rules]);
    let matters = MATTERS.iter().flat_map(|m| [m.supervisor, m.formal, m.whole, m.told]);
    // What others are told who ask for an organization's standing is no act.
    let asked = oversight::credit::STANDING_RULES.iter().chain(evaluation::EFFECT_RULES);
    let named: BTreeSet<&str> = procedure.chain(matters).flatten().chain(asked).copied().collect();
    assert_eq!(named, rulebook_rules());
}

#[test]
fn every_parameter_is_used() {
    let law = &books().law;
    let by_rules = law.regulations().iter().flat_map(|r| &r.rules).flat_map(|r| &r.parameters);
    let by_clocks: Vec<String> = clocks().flat_map(|c| c.parameters()).collect();
    let by_clocks = by_clocks.iter().map(String::as_str);
    let used: BTreeSet<&str> =
        by_rules.map(String::as_str).chain(by_clocks).chain(REMEDIES).chain(DECIDED_WITH).collect();
    let written: BTreeSet<&str> =
        law.regulations().iter().flat_map(|r| &r.parameters).map(|p| p.id.as_str()).collect();
    assert_eq!(used, written);
}

#[test]
fn every_clock_counts_in_the_unit_of_its_parameter() {
    for clock in clocks() {
        for id in clock.parameters() {
            let (_, parameter) = books().law.parameter(&id).expect("its parameter");
            let unit = if clock.working_days { "working_days" } else { "days" };
            assert_eq!(parameter.unit, unit, "{id}");
            assert!(books().law.number(&parameter.id, today(), DivisionCode::NATION) > Some(0));
        }
    }
}

#[test]
fn every_rule_and_parameter_speaks_both_languages() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let english = |text: &str| text.chars().any(|c| c.is_ascii_alphabetic());
    for regulation in books().law.regulations() {
        assert!(chinese(&regulation.zh) && english(&regulation.en), "{}", regulation.id);
        for rule in &regulation.rules {
            assert!(chinese(&rule.zh) && english(&rule.en), "{}", rule.id);
            assert!(chinese(&rule.remedy_zh) && english(&rule.remedy_en), "{}: remedy", rule.id);
        }
        for parameter in &regulation.parameters {
            assert!(chinese(&parameter.zh) && english(&parameter.en), "{}", parameter.id);
        }
    }
    for act in CATALOGUE {
        assert!(chinese(act.title.0) && english(act.title.1), "{:?}", act.kind);
        assert_eq!(shuniu_core::act::ActKind::from_id(act.kind.id()), Some(act.kind));
    }
}

/// A rule or number whose first day lies before its regulation's first version would never be
/// cited and so never be examined.
#[test]
fn everything_can_be_cited_from_its_first_day_on() {
    let law = &books().law;
    for regulation in law.regulations() {
        let first_days: Vec<NaiveDate> = regulation.versions.iter().map(|v| v.from).collect();
        assert!(first_days.is_sorted(), "{}: versions in order", regulation.id);
        for rule in &regulation.rules {
            let (_, citation) = law.rule_in_force(&rule.id, rule.from).expect("in force");
            assert_eq!((&citation.regulation, &citation.article), (&regulation.id, &rule.article));
            let before = rule.from.pred_opt().unwrap();
            assert!(law.rule_in_force(&rule.id, before).is_none(), "{}", rule.id);
        }
        for p in &regulation.parameters {
            for value in &p.values {
                let found = law.value_in_force(&p.id, value.from, DivisionCode::NATION);
                assert_eq!(found.map(|(v, _)| v).as_ref(), Some(value), "{}", p.id);
                assert!(value.number.is_some() == value.list.is_empty(), "{}", p.id);
            }
        }
    }
}

/// What the rule `id` says when the act is decided, allowed or refused.
fn verdict(world: &mut World, target: &On<'_>, request: &ActRequest, id: &str) -> Finding {
    let findings = match world.act(target, request, &administrator(), "2026-06-01") {
        Ok(decision) => decision.findings,
        Err(DecideError::Refused(refusal)) => refusal.findings,
        other => panic!("{other:?}"),
    };
    findings.into_iter().find(|f| f.rule == id).unwrap_or_else(|| panic!("{id} was not examined"))
}

fn record(established_on: &str) -> ActRequest {
    ActRequest::ImportOrganization {
        record: Box::new(ExistingRecord {
            uscc: code('1', "110000", "MJ009000"),
            name: "北京市某旧会".to_owned(),
            kind: OrganizationKind::Association,
            division: place("110000"),
            registrar: unit_id("registrar-110000"),
            supervisory_unit: None,
            established_on: Some(day(established_on)),
            items: RegisteredItems::default(),
            certificate: None,
            authority: "北京市民政局".to_owned(),
            source: "旧登记簿".to_owned(),
        }),
    }
}

#[test]
fn the_rules_for_acts_of_office_have_code() {
    let mut world = World::default();
    let future = record("2026-06-02");
    assert!(verdict(&mut world, &On::Register, &future, "ZZ-4").blocks());
    assert!(!verdict(&mut world, &On::Register, &record("2026-06-01"), "ZZ-4").blocks());

    let case = world.case_in(shuniu_core::case::CaseStatus::Approved);
    let id = world.case(&case).organization.clone().unwrap();
    let decision = |on| ActRequest::ImportDecision {
        decision: RecordedDecision {
            document_number: "示民许〔2017〕1号".to_owned(),
            action: Some(DecidedAction::Change),
            decided_on: day(on),
            authority: "北京市民政局".to_owned(),
        },
        source: "旧登记簿".to_owned(),
    };
    let on = On::Organization(&id);
    assert!(verdict(&mut world, &on, &decision("2026-06-02"), "ZZ-15").blocks());
    assert!(!verdict(&mut world, &on, &decision("2026-06-01"), "ZZ-15").blocks());
    assert!(verdict(&mut world, &on, &decision("2026-06-01"), "ZZ-15").blocks(), "once");

    let rename = |old: &str, new: &str, on| ActRequest::ImportRename {
        rename: RecordedRename {
            old_name: old.to_owned(),
            new_name: new.to_owned(),
            changed_on: day(on),
            year_only: false,
        },
        source: "旧登记簿".to_owned(),
    };
    // Only of what an older register had registered.
    let here = world.organization(&id).name.clone();
    let own = rename("北京市朝阳区旧名协会", &here, "2026-06-01");
    assert!(verdict(&mut world, &on, &own, "ZZ-19").blocks());
    let older = world.register.organizations.values().find(|o| o.id != id).expect("imported");
    let (older, name) = (older.id.clone(), older.name.clone());
    if let Some(known) = world.register.organizations.get_mut(&older) {
        known.names[0].from = day("2020-01-01");
    }
    let on = On::Organization(&older);
    for (old, new, when, blocks) in [
        ("北京市朝阳区旧名协会", name.as_str(), "2026-06-02", true),
        ("北京市朝阳区旧名协会", "北京市朝阳区别名协会", "2026-06-01", true),
        (name.as_str(), name.as_str(), "2026-06-01", true),
        ("北京市朝阳区旧名协会", name.as_str(), "2026-06-01", false),
        ("北京市朝阳区旧名协会", name.as_str(), "2026-06-01", true),
    ] {
        let verdict = verdict(&mut world, &on, &rename(old, new, when), "ZZ-19");
        assert_eq!(verdict.blocks(), blocks, "{old} → {new} on {when}");
    }

    let assign = |first, last| ActRequest::AssignCodeSegment {
        segment: CodeSegment::parse(first, last).unwrap(),
    };
    let overlapping = assign("MJ010999", "MJ011999");
    assert!(verdict(&mut world, &On::Unit(NEIGHBOUR), &overlapping, "ZZ-5").blocks());
    let free = assign("MJ011000", "MJ011999");
    assert!(!verdict(&mut world, &On::Unit(NEIGHBOUR), &free, "ZZ-5").blocks());

    let end = |day_text| ActRequest::EndUnit { valid_to: day(day_text), successor: None };
    assert!(verdict(&mut world, &On::Unit(REGISTRAR), &end("1998-10-24"), "ZZ-6").blocks());
    assert!(!verdict(&mut world, &On::Unit(REGISTRAR), &end("2026-06-30"), "ZZ-6").blocks());
}
