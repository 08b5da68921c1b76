//! Registrar, supervisory unit, direct registration (art. 6, 7, 9; policy of 2013 and 2016).

use shuniu_core::{
    hub::{Hub, HubStatus},
    registration::{Reach, Route},
    unit::UnitKind,
};

use crate::{
    Facts, MET, NOT_APPLICABLE, NOT_IN_FORCE, UNKNOWN, VIOLATED, row,
    support::{
        CITY, NATIONAL, NEIGHBOUR, OTHER_SUPERVISOR, REGISTRAR, SUPERVISOR, day, direct, hub,
        place, unit, unit_id,
    },
};

/// The four classes of 2013 as the finding names them.
const CLASSES: &str = "trade_association science_and_technology charity community_service";

/// What remains of each class since 2016, as the finding names it.
const FIELDS: &str = "science_and_technology:natural_science \
                      science_and_technology:engineering charity:poverty charity:elderly \
                      charity:orphans charity:sickness charity:disability charity:disaster \
                      charity:medical_aid charity:education_aid \
                      community_service:within_the_community";

fn supervised_by(id: &str) -> impl FnOnce(&mut Facts) {
    let id = unit_id(id);
    move |f| f.application.route = Route::Dual { supervisory_unit: id }
}

#[test]
fn who_may_supervise() {
    let (rule, article) = ("ST-6", "6");
    let table = [
        ("a department", SUPERVISOR, MET),
        ("an authorized body", "hub-110105", MET),
        // The civil affairs department is a department of its government.
        ("a registrar", REGISTRAR, MET),
        ("a leading group", "leading-110105", VIOLATED),
        ("a body nobody knows", "dept-999999", VIOLATED),
    ];
    for (what, id, outcome) in table {
        row(rule, what, supervised_by(id), outcome, article, "");
    }
    let change = |f: &mut Facts| f.application.route = direct("charity", "poverty");
    row(rule, "direct registration", change, NOT_APPLICABLE, article, "");
}

/// A hub whose own organization is wound up, or is to be, supervises nobody anew (civil code art. 72);
/// one that is no registered organization has nothing to be wound up.
#[test]
fn a_hub_that_is_wound_up() {
    use shuniu_core::organization::{OrganizationKind, OrganizationStatus as S};
    let table = [
        (S::Registered, MET),
        (S::CertificateRevoked, VIOLATED),
        (S::Rescinded, VIOLATED),
        (S::Liquidating, VIOLATED),
        (S::Deregistered, VIOLATED),
    ];
    for (status, outcome) in table {
        let change = |f: &mut Facts| {
            supervised_by("hub-110105")(f);
            let own = f.exists(OrganizationKind::Association, "北京市朝阳区联合会", REGISTRAR);
            own.status = status;
            let own = own.id.clone();
            let unit = f.register.units.get_mut(&unit_id("hub-110105")).unwrap();
            unit.hub = Some(Hub { organization: Some(own), ..hub(HubStatus::Authorized) });
        };
        row("QS-4b-2", status.id(), change, outcome, "72 ¶1", "");
    }
    for (what, id) in [("a department", SUPERVISOR), ("no organization", "hub-110105")] {
        row("QS-4b-2", what, supervised_by(id), NOT_APPLICABLE, "72 ¶1", "");
    }
}

/// Wherever it is asked whether a unit may supervise, it is asked whether that is wound up.
#[test]
fn every_matter_that_asks_for_a_unit_asks_whether_it_is_wound_up() {
    let mut asked = 0;
    for matter in shuniu_core::act::MATTERS {
        for rules in [matter.supervisor, matter.whole] {
            let has = |rule| rules.contains(&rule);
            assert_eq!(has("ST-6"), has("QS-4b-2"), "{:?}", matter.kind);
            asked += usize::from(has("ST-6"));
        }
    }
    assert_eq!(asked, 8, "four matters, at the unit's opinion and at the decision");
}

/// A supervisory unit is one of county level or above; a leading group is none at any level.
#[test]
fn the_level_of_a_supervisory_unit() {
    let kinds = [
        (UnitKind::Department, true),
        (UnitKind::AuthorizedBody, true),
        (UnitKind::Registrar, true),
        (UnitKind::LeadingGroup, false),
    ];
    let levels = [
        ("100000", true),
        ("320000", true),
        ("320500", true),
        ("320505", true),
        ("110105", true),
        ("110105001", false),
    ];
    for (kind, fits) in kinds {
        for (division, high_enough) in levels {
            let change = |f: &mut Facts| {
                let some = unit("unit-under-test", kind, "某单位", division);
                f.register.units.insert(some.id.clone(), some);
                supervised_by("unit-under-test")(f);
            };
            let outcome = if fits && high_enough { MET } else { VIOLATED };
            row("ST-6", &format!("{kind:?} of {division}"), change, outcome, "6", "");
        }
    }
}

#[test]
fn the_days_of_a_supervisory_unit() {
    // It exists from 2026-05-01 to 2026-05-31, both days included.
    let table = [
        ("2026-04-30", VIOLATED),
        ("2026-05-01", MET),
        ("2026-05-31", MET),
        ("2026-06-01", VIOLATED),
    ];
    for (on, outcome) in table {
        let change = |f: &mut Facts| {
            let unit = f.register.units.get_mut(&unit_id(SUPERVISOR)).expect("the unit");
            unit.valid_from = day("2026-05-01");
            unit.valid_to = Some(day("2026-05-31"));
            f.on = day(on);
        };
        row("ST-6", on, change, outcome, "6", "");
    }
}

#[test]
fn the_competent_registrar() {
    let (rule, article) = ("ST-7", "7");
    let local = |code: &str| Reach::Local { division: place(code) };
    let across =
        |codes: &[&str]| Reach::CrossRegion { divisions: codes.iter().map(|c| place(c)).collect() };
    let table = [
        ("its place", local("110105"), REGISTRAR, MET),
        ("the neighbour", local("110105"), NEIGHBOUR, VIOLATED),
        ("the city for a district's", local("110105"), CITY, VIOLATED),
        ("the nation for a district's", local("110105"), NATIONAL, VIOLATED),
        ("a department", local("110105"), SUPERVISOR, VIOLATED),
        ("a registrar nobody knows", local("110105"), "registrar-999999", VIOLATED),
        ("the city for the city's", local("110000"), CITY, MET),
        ("the nation for a national", Reach::National, NATIONAL, MET),
        ("a district for a national", Reach::National, REGISTRAR, VIOLATED),
        ("two districts, their city", across(&["110105", "110101"]), CITY, MET),
        ("two districts, one of them", across(&["110105", "110101"]), REGISTRAR, VIOLATED),
        ("two districts, the nation", across(&["110105", "110101"]), NATIONAL, VIOLATED),
        ("two provinces, the nation", across(&["110000", "320000"]), NATIONAL, MET),
        ("two provinces, one of them", across(&["110000", "320000"]), CITY, VIOLATED),
        ("districts of two provinces", across(&["110105", "320505"]), NATIONAL, MET),
        ("no place at all", across(&[]), NATIONAL, UNKNOWN),
        // One place is not several, and the whole nation is no local area.
        ("one district across", across(&["110105"]), REGISTRAR, UNKNOWN),
        ("one province across", across(&["110000"]), CITY, UNKNOWN),
        ("the nation as a place, the nation", local("100000"), NATIONAL, UNKNOWN),
        ("the nation as a place, a district", local("100000"), REGISTRAR, UNKNOWN),
        // A sub-district has no registrar of its own.
        ("a sub-district, its district", local("110105001"), REGISTRAR, MET),
        ("a sub-district, the neighbour", local("110105001"), NEIGHBOUR, VIOLATED),
        ("a sub-district, the city", local("110105001"), CITY, VIOLATED),
    ];
    for (what, reach, registrar, outcome) in table {
        let change = |f: &mut Facts| {
            f.application.reach = reach;
            f.application.registrar = unit_id(registrar);
        };
        row(rule, what, change, outcome, article, "");
    }
}

#[test]
fn a_registrar_that_has_ended_or_is_none() {
    for (what, ended, outcome) in
        [("on its last day", "2026-06-01", MET), ("the day after", "2026-05-31", VIOLATED)]
    {
        let change = |f: &mut Facts| {
            let unit = f.register.units.get_mut(&unit_id(REGISTRAR)).expect("the unit");
            unit.valid_to = Some(day(ended));
        };
        row("ST-7", what, change, outcome, "7", "");
    }
    let change = |f: &mut Facts| {
        let hub = unit(REGISTRAR, UnitKind::AuthorizedBody, "某枢纽", "110105");
        f.register.units.insert(hub.id.clone(), hub);
    };
    row("ST-7", "a hub in the place of a registrar", change, VIOLATED, "7", "");
}

#[test]
fn consent() {
    let (rule, article) = ("ST-9", "9");
    row(rule, "not asked yet", |_| {}, UNKNOWN, article, "");
    let given = |f: &mut Facts| {
        f.with_consent();
    };
    row(rule, "given", given, MET, article, "");
    let declined = |f: &mut Facts| {
        let opinion = f.with_consent().opinions.last_mut().expect("an opinion");
        opinion.consents = false;
    };
    row(rule, "declined", declined, VIOLATED, article, "");
    let moved = |f: &mut Facts| {
        f.with_consent();
        supervised_by(OTHER_SUPERVISOR)(f);
    };
    row(rule, "given by another unit", moved, VIOLATED, article, "");
    let twice = |f: &mut Facts| {
        let case = f.with_consent();
        let mut second = case.opinions[0].clone();
        second.consents = false;
        case.opinions.push(second);
    };
    row(rule, "given, then declined", twice, VIOLATED, article, "");
    let change = |f: &mut Facts| f.application.route = direct("charity", "poverty");
    row(rule, "direct registration", change, NOT_APPLICABLE, article, "");
}

fn directly(class: &str, field: &str, on: &str) -> impl FnOnce(&mut Facts) {
    let (route, on) = (direct(class, field), day(on));
    move |f| (f.application.route, f.on) = (route, on)
}

/// Trap 28: the basis is policy; four classes since 2013.
#[test]
fn classes_of_direct_registration() {
    let (rule, article) = ("ZD-1", "一");
    row(rule, "dual administration", |_| {}, NOT_APPLICABLE, article, "");
    for class in CLASSES.split(' ') {
        for on in ["2013-03-14", "2016-07-31", "2016-08-01", "2026-06-01"] {
            row(rule, class, directly(class, "any", on), MET, article, CLASSES);
        }
        row(rule, class, directly(class, "any", "2013-03-13"), NOT_IN_FORCE, article, CLASSES);
    }
    for class in ["political", "legal", "religion", "foreign_ngo", "", "charity ", "Charity"] {
        row(rule, class, directly(class, "any", "2026-06-01"), VIOLATED, article, CLASSES);
    }
}

/// The classes were narrowed on 2016-08-01.
#[test]
fn fields_of_direct_registration() {
    let (rule, article) = ("ZD-3", "二");
    row(rule, "dual administration", |_| {}, NOT_APPLICABLE, article, "");
    let table = [
        // Trade associations were not narrowed.
        ("trade_association", "trade", NOT_APPLICABLE),
        ("trade_association", "agriculture", NOT_APPLICABLE),
        ("trade_association", "", NOT_APPLICABLE),
        ("science_and_technology", "natural_science", MET),
        ("science_and_technology", "engineering", MET),
        ("science_and_technology", "social_science", VIOLATED),
        ("charity", "poverty", MET),
        ("charity", "elderly", MET),
        ("charity", "orphans", MET),
        ("charity", "sickness", MET),
        ("charity", "disability", MET),
        ("charity", "disaster", MET),
        ("charity", "medical_aid", MET),
        ("charity", "education_aid", MET),
        ("charity", "culture", VIOLATED),
        ("community_service", "within_the_community", MET),
        ("community_service", "city_wide", VIOLATED),
        // The field of one class does not open another.
        ("charity", "trade", VIOLATED),
        ("charity", "", VIOLATED),
        ("science_and_technology", "poverty", VIOLATED),
        // Of what is no class at all, ZD-1 speaks.
        ("", "charity:poverty", NOT_APPLICABLE),
        ("char", "poverty", NOT_APPLICABLE),
        ("religion", "any", NOT_APPLICABLE),
    ];
    for (class, field, outcome) in table {
        let what = format!("{class}:{field}");
        row(rule, &what, directly(class, field, "2016-08-01"), outcome, article, FIELDS);
        row(rule, &what, directly(class, field, "2016-07-31"), NOT_IN_FORCE, article, FIELDS);
    }
}

#[test]
fn the_policy_document() {
    for (document, outcome) in [("中办发〔2016〕46号", MET), ("", VIOLATED), (" ", VIOLATED)]
    {
        let change = |f: &mut Facts| {
            directly("charity", "poverty", "2026-06-01")(f);
            if let Route::Direct { basis } = &mut f.application.route {
                basis.policy_document = document.to_owned();
            }
        };
        row("ZZ-8", document, change, outcome, "7", "");
    }
    row("ZZ-8", "dual administration", |_| {}, NOT_APPLICABLE, "7", "");
}
