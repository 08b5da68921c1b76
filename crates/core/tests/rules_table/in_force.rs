//! When each rule came into force, where it stands, and which version is cited on which day.

use shuniu_core::law::Verdict;

use crate::{
    Facts,
    support::{books, day, is_not_met, rules_asked_of},
};

/// Rule, article, first day in force: written down from the regulations, not from the code.
const RULES: &[(&str, &str, &str)] = &[
    ("ST-2", "2", "1998-10-25"),
    ("ST-4", "4", "1998-10-25"),
    ("ST-6", "6", "1998-10-25"),
    ("ST-7", "7", "1998-10-25"),
    ("ST-9", "9", "2016-02-06"),
    ("ST-10a", "10(1)", "1998-10-25"),
    ("ST-10b", "10(1)", "1998-10-25"),
    ("ST-10c", "10(1)", "1998-10-25"),
    ("ST-10d", "10(2)-(4)", "1998-10-25"),
    ("ST-10e", "10(5)", "1998-10-25"),
    ("ST-10f", "10(5)", "1998-10-25"),
    ("ST-10g", "10 ¶2", "1998-10-25"),
    ("ST-11", "11", "2016-02-06"),
    ("ST-12b", "12 ¶2", "2016-02-06"),
    ("ST-12c", "12 ¶3", "1998-10-25"),
    ("ST-13-1", "13(1)", "1998-10-25"),
    ("ST-13-2", "13(2)", "1998-10-25"),
    ("ST-13-3", "13(3)", "1998-10-25"),
    ("ST-13-4", "13(4)", "1998-10-25"),
    ("ST-13-5", "13(5)", "1998-10-25"),
    ("ST-14", "14", "1998-10-25"),
    ("MC-8a", "8 ¶1", "2024-05-01"),
    ("MC-8d", "8 ¶3", "2024-05-01"),
    ("MC-9", "9", "2024-05-01"),
    ("MC-12", "12", "2024-05-01"),
    ("MC-13", "13", "2024-05-01"),
    ("MC-16a", "16(1)", "2024-05-01"),
    ("ZD-1", "一", "2013-03-14"),
    ("ZD-3", "二", "2016-08-01"),
    ("ZZ-8", "7", "2013-03-14"),
    ("MC-11a", "11", "2024-05-01"),
    ("MC-11b", "11", "2024-05-01"),
];

/// The same for who may be an officer after decoupling, and who may take over.
const DECOUPLED: &[(&str, &str, &str)] = &[
    ("GY-13c-2", "十三", "2008-01-01"),
    ("QS-4b-2", "72 ¶1", "2021-01-01"),
    ("TB-19", "11", "2008-01-01"),
    ("TG-9", "三(四)", "2015-07-01"),
    ("RZ-11", "三(四)", "2015-07-01"),
    ("RZ-7", "1", "1998-07-02"),
    ("TG-30", "4", "2015-09-07"),
    ("TG-31", "4", "2015-09-07"),
    ("TG-32", "任期", "2015-09-07"),
    ("TG-33", "公职", "2015-09-07"),
    ("TG-22-2", "机构分离", "2019-06-14"),
];

/// The same for service institutions.
const INSTITUTIONS: &[(&str, &str, &str)] = &[
    ("MF-2b", "5", "1999-12-28"),
    ("MF-4", "4", "1998-10-25"),
    ("MF-5", "5", "1999-12-28"),
    ("MF-6", "6", "1998-10-25"),
    ("MF-8a", "8", "1998-10-25"),
    ("MF-8b", "8", "1998-10-25"),
    ("MF-8c", "8", "1998-10-25"),
    ("MF-8d", "5 ¶2", "1998-10-25"),
    ("MF-9", "9", "1998-10-25"),
    ("MF-9b", "6", "1999-12-28"),
    ("MF-10", "10", "1998-10-25"),
    ("MF-10b", "6", "1999-12-28"),
    ("MF-11-1", "11(1)", "1998-10-25"),
    ("MF-11-2", "11(3)", "1998-10-25"),
    ("MF-11-3", "11(4)", "1998-10-25"),
    ("MF-11-4", "11(2)", "1998-10-25"),
    ("MF-11-5", "11(5)", "1998-10-25"),
    ("MF-12b", "2", "1999-12-28"),
    ("MF-12c", "12 ¶1", "1998-10-25"),
];

/// The same for foundations.
const FOUNDATIONS: &[(&str, &str, &str)] = &[
    ("JJ-4", "4", "2004-06-01"),
    ("JJ-8e", "8(3)-(4)", "2004-06-01"),
    ("JJ-6", "6", "2004-06-01"),
    ("JJ-6b", "6", "2004-06-01"),
    ("JJ-8a", "8(2)", "2004-06-01"),
    ("JJ-8b", "8(2)", "2004-06-01"),
    ("JJ-8c", "8(2)", "2004-06-01"),
    ("JJ-8d", "8(2)", "2004-06-01"),
    ("JJ-9", "9", "2004-06-01"),
    ("JJ-9b", "9", "2004-06-01"),
    ("JJ-9c", "7", "2004-06-01"),
    ("JJ-10a", "10", "2004-06-01"),
    ("JJ-10b", "10", "2004-06-01"),
    ("JJ-11b", "11 ¶2", "2004-06-01"),
    ("JJ-20a", "20 ¶1", "2004-06-01"),
    ("JJ-20b", "20 ¶1", "2004-06-01"),
    ("JJ-20c", "20 ¶2", "2004-06-01"),
    ("JJ-20d", "20 ¶2", "2004-06-01"),
    ("JJ-20e", "20 ¶3", "2004-06-01"),
    ("JJ-20f", "20 ¶4", "2004-06-01"),
    ("JJ-22", "22", "2004-06-01"),
    ("JJ-23a", "23 ¶1", "2004-06-01"),
    ("JJ-23b", "23 ¶1", "2004-06-01"),
    ("JJ-23c", "23 ¶1", "2004-06-01"),
    ("JJ-23d", "23 ¶2", "2004-06-01"),
    ("JJ-23f", "23 ¶4", "2004-06-01"),
    ("JJ-24", "24", "2004-06-01"),
    ("ZZ-9", "8", "2004-06-01"),
];

/// Rules that institutions and foundations share.
const WITH_BRAND: &[(&str, &str, &str)] =
    &[("MC-8c", "8 ¶2", "2024-05-01"), ("MC-10", "10", "2024-05-01")];

/// Rules on what an organization applies for.
const REQUESTED: &[(&str, &str, &str)] = &[
    ("ST-12b-2", "12 ¶2", "1998-10-25"),
    ("ST-18a", "18 ¶1", "1998-10-25"),
    ("ST-18a-2", "18 ¶1", "1998-10-25"),
    ("ST-18b", "18 ¶2", "1998-10-25"),
    ("ST-18b-2", "18 ¶2", "1998-10-25"),
    ("ST-27a", "27 ¶2", "1998-10-25"),
    ("MF-12c-2", "12 ¶1", "1998-10-25"),
    ("MF-15a", "15", "1998-10-25"),
    ("MF-15a-2", "15", "1998-10-25"),
    ("MF-15c", "15", "1998-10-25"),
    ("MF-15b", "15", "1999-12-28"),
    ("MF-15c-2", "15", "1998-10-25"),
    ("ZY-1", "6", "1998-10-25"),
    ("ZY-2", "responsibility", "2000-02-23"),
    ("ZY-3", "6", "1998-10-25"),
    ("ZY-4", "11", "1998-10-25"),
    ("MF-22", "22", "1998-10-25"),
    ("JJ-11b-2", "11 ¶2", "2004-06-01"),
    ("JJ-15", "15", "2004-06-01"),
    ("JJ-21b", "21 ¶1", "2004-06-01"),
    ("JJ-21d", "21 ¶3", "2004-06-01"),
    ("JJ-37a", "37", "2004-06-01"),
    ("MC-16b", "16(2)", "2024-05-01"),
    ("MC-16c", "16(3)", "2024-05-01"),
    ("MC-14", "14", "2024-05-01"),
    ("MC-15", "15", "2024-05-01"),
    ("RZ-1", "approval", "2014-06-25"),
    ("RZ-2", "posts", "2014-06-25"),
    ("RZ-3", "terms", "2014-06-25"),
    ("RZ-4", "age", "2014-06-25"),
    ("RZ-5", "representative", "2014-06-25"),
    ("RZ-6", "pay", "2014-06-25"),
    ("RZ-8", "44", "2019-06-01"),
    ("ST-19a", "19", "1998-10-25"),
    ("ST-21a", "21", "1998-10-25"),
    ("ST-21a-2", "21", "1998-10-25"),
    ("ST-21b", "21 ¶2", "1998-10-25"),
    ("MF-17", "17", "1998-10-25"),
    ("MF-17-2", "17", "1998-10-25"),
    ("JJ-18", "18", "2004-06-01"),
    ("JJ-18-2", "18", "2004-06-01"),
    ("TC-4b", "4", "1998-10-25"),
    ("TC-5", "5", "1998-10-25"),
    ("TC-6", "6", "1998-10-25"),
    ("TC-7b", "7", "1998-10-25"),
    ("MF-16", "16", "1998-10-25"),
    ("JJ-16", "16", "2004-06-01"),
    ("QS-3", "70 ¶1", "2021-01-01"),
    ("QS-10", "18 ¶3", "2016-09-01"),
    ("ZZ-17", "16", "1998-10-25"),
    ("ZZ-18", "17", "1998-10-25"),
    ("CS-3a", "10", "2016-09-01"),
    ("CS-4b", "10 ¶2", "2016-09-01"),
    ("CS-4", "10 ¶2", "2016-09-01"),
    ("CS-5a", "5", "2016-09-01"),
    ("CS-5b", "5", "2016-09-01"),
    ("CS-6", "16", "2016-09-01"),
    ("CS-7", "22", "2016-09-01"),
    ("CS-7b", "22", "2016-09-01"),
    ("CS-8", "8", "2016-09-01"),
    ("RD-6", "6", "2016-09-01"),
    ("RD-7", "7", "2016-09-01"),
    ("JJ-20f-2", "20 ¶4", "2004-06-01"),
    ("DJ-9", "charter", "2018-04-28"),
    ("ZZ-10", "9", "1998-10-25"),
    ("ST-15", "15", "1998-10-25"),
    ("ST-15a", "15", "1998-10-25"),
    ("ST-16", "16", "1998-10-25"),
    ("ST-27b", "27 ¶2", "1998-10-25"),
    ("JJ-37b", "37", "2004-06-01"),
    ("JJ-20b-2", "20 ¶1", "2004-06-01"),
    ("DJ-1", "own", "2015-09-28"),
    ("DJ-6", "registration", "2015-09-28"),
    ("ZZ-12", "11", "1998-10-25"),
    ("ZZ-13", "12", "1998-10-25"),
    ("ZZ-11", "10", "1998-10-25"),
];

fn all() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    RULES
        .iter()
        .chain(DECOUPLED)
        .chain(INSTITUTIONS)
        .chain(FOUNDATIONS)
        .chain(WITH_BRAND)
        .chain(REQUESTED)
}

#[test]
fn a_rule_speaks_from_its_first_day_on() {
    let mut facts = Facts::default();
    for (rule, article, first) in all() {
        facts.on = day(first);
        let finding = facts.finding(&books().law, rule).unwrap_or_else(|| panic!("{rule}"));
        assert_eq!(finding.citation.article, *article, "{rule}");
        facts.on = day(first).pred_opt().unwrap();
        assert_eq!(facts.finding(&books().law, rule), None, "{rule} on the day before");
    }
}

#[test]
fn the_table_has_every_content_rule() {
    let coded = shuniu_core::registration::rules::RULES.iter().flat_map(|room| room.iter());
    let mut coded: Vec<&str> = coded.map(|r| r.id).collect();
    let mut listed: Vec<&str> = all().map(|(id, _, _)| *id).collect();
    coded.sort_unstable();
    listed.sort_unstable();
    assert_eq!(coded, listed);
}

/// The version in force on the act's date is the one that is cited.
#[test]
fn the_version_of_the_day_is_cited() {
    let table = [
        ("ST-10a", "1998-10-25", "1998"),
        ("ST-10a", "2016-02-05", "1998"),
        ("ST-10a", "2016-02-06", "2016"),
        ("ST-10a", "2026-03-11", "2016"),
        ("ST-10a", "2026-03-12", "2026"),
        ("ST-9", "2016-02-06", "2016"),
        ("ST-9", "2026-03-12", "2026"),
        ("MC-12", "2024-05-01", "2024"),
        ("ZD-1", "2016-07-31", "2013"),
        ("ZD-1", "2016-08-01", "2016"),
    ];
    let mut facts = Facts::default();
    for (rule, on, version) in table {
        facts.on = day(on);
        let finding = facts.finding(&books().law, rule).expect("in force");
        assert_eq!(finding.citation.version, version, "{rule} on {on}");
        assert!(finding.citation.version_from <= facts.on);
        for parameter in &finding.parameters {
            assert_eq!(parameter.citation.version, version, "{rule} on {on}: its number");
        }
    }
}

/// The numbers did not change in 2016 and 2026 (section 1 of the rules).
#[test]
fn the_numbers_are_the_same_in_every_version() {
    for on in ["1998-10-25", "2016-02-05", "2016-02-06", "2026-03-11", "2026-03-12"] {
        let number = |id| books().law.number(id, day(on), crate::place("110105"));
        assert_eq!(number("association.members.persons.min"), Some(50), "{on}");
        assert_eq!(number("association.members.units.min"), Some(30), "{on}");
        assert_eq!(number("association.members.mixed.min"), Some(50), "{on}");
        assert_eq!(number("association.funds.national.min"), Some(100_000), "{on}");
        assert_eq!(number("association.funds.local.min"), Some(30_000), "{on}");
        assert_eq!(number("association.staff.min"), Some(1), "{on}");
        let days = (day(on) >= day("2016-02-06")).then_some(60);
        assert_eq!(number("association.decision.days"), days, "{on}");
    }
}

/// The clocks and remedies of the procedure.
#[test]
fn the_numbers_of_the_procedure() {
    let table = [
        ("licensing.acceptance.working_days", "2004-06-30", None),
        ("licensing.acceptance.working_days", "2004-07-01", Some(5)),
        ("licensing.delivery.working_days", "2026-06-01", Some(10)),
        ("operating.correction.working_days", "2026-06-01", Some(20)),
        ("remedy.reconsideration.days", "2026-06-01", Some(60)),
        ("remedy.suit.months", "2015-04-30", None),
        ("remedy.suit.months", "2015-05-01", Some(6)),
        ("association.decision.days", "2016-02-05", None),
        ("association.decision.days", "2016-02-06", Some(60)),
        ("service_institution.decision.days", "2026-06-01", Some(60)),
        ("foundation.decision.days", "2026-06-01", Some(60)),
        ("licensing.decision.working_days", "2004-06-30", None),
        ("licensing.decision.working_days", "2004-07-01", Some(20)),
        ("charity.registration.days", "2016-08-31", None),
        ("charity.registration.days", "2016-09-01", Some(30)),
        ("charity.recognition.days", "2026-06-01", Some(20)),
        ("charity.fundraising.days", "2026-06-01", Some(20)),
        ("charity.extension.days", "2026-06-01", Some(60)),
        ("licensing.extension.working_days", "2026-06-01", Some(10)),
        ("operating.certificate.renewal.days", "2026-06-01", Some(90)),
        ("service_institution.certificate.years", "1999-12-27", None),
        ("service_institution.certificate.years", "1999-12-28", Some(4)),
    ];
    for (id, on, number) in table {
        let found = books().law.number(id, day(on), crate::place("110105"));
        assert_eq!(found, number, "{id} on {on}");
    }
}

/// A lawful application meets every rule that can be told before consent and examination.
#[test]
fn a_lawful_application_meets_every_rule() {
    let open = ["ST-9", "ST-13-1", "ST-13-4", "ST-13-5", "MC-13"];
    for (rule, _, _) in RULES {
        let finding = Facts::default().finding(&books().law, rule).expect("in force");
        let unknown = finding.outcome == Verdict::Unknown;
        assert_eq!(unknown, open.contains(rule), "{rule}: {finding:?}");
        assert_ne!(finding.outcome, Verdict::Violated, "{rule}: {finding:?}");
    }
    let mut examined = Facts::default();
    examined.examined(|_| {});
    for (rule, _, _) in RULES {
        let finding = examined.finding(&books().law, rule).expect("in force");
        assert!(!is_not_met(&finding), "{rule}: {finding:?}");
    }
}

/// The same of the other kinds: each is asked what its own regulation asks, and nothing else.
#[test]
fn lawful_applications_of_the_other_kinds_meet_every_rule() {
    let kinds = [
        (crate::institution as fn() -> _, INSTITUTIONS, "MF-"),
        (crate::foundation as fn() -> _, FOUNDATIONS, "JJ-"),
    ];
    for (application, rules, own) in kinds {
        let mut facts = Facts { application: application(), ..Facts::default() };
        facts.examined(|_| {});
        let asked = rules_asked_of(&facts.application);
        let listed: Vec<&str> = rules.iter().map(|(id, _, _)| *id).collect();
        for rule in &asked {
            let finding = facts.finding(&books().law, rule).expect("in force");
            assert!(!is_not_met(&finding), "{rule}: {finding:?}");
            let foreign = ["ST-", "MF-", "JJ-"].iter().any(|f| *f != own && rule.starts_with(f));
            assert!(!foreign, "{rule} is not asked of {own}");
        }
        assert!(listed.iter().all(|rule| asked.contains(rule)), "{own}: {asked:?}");
    }
}
