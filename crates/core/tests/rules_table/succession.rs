//! Merger and split: the parties, what they resolved, whose unit consented.

use shuniu_core::{
    organization::{CharityStatus, OrganizationKind, OrganizationStatus, Relative, SuccessionKind},
    registration::{
        CouncilVote, ItemChanges, LegalForm, Merger, Party, Requested, Resolution, Succession,
        UnitConsent,
    },
};

use crate::{
    Facts, MET, NOT_APPLICABLE, UNKNOWN, VIOLATED,
    asked::{Asked, Row, table},
    fields, row,
    support::{application, day, unit_id},
};

fn party(organization: &str) -> Party {
    let vote = Some(CouncilVote { directors: 9, present: 6, in_favour: 4 });
    Party {
        organization: organization.to_owned(),
        resolution: Resolution { adopted_on: day("2026-06-20"), vote },
        consent: Some(UnitConsent {
            number: "示函〔2026〕3号".to_owned(),
            dated: day("2026-06-25"),
        }),
    }
}

/// An organization of the kind that takes another in.
fn merger(kind: OrganizationKind) -> Asked {
    let merger = Merger {
        resolution: party("").resolution,
        parties: vec![party("other")],
        changes: ItemChanges::default(),
    };
    let mut asked = Asked::new(kind, Requested::Merger(Box::new(merger)));
    let mut other = asked.organization.clone();
    "other".clone_into(&mut other.id);
    "北京市朝阳区另一协会".clone_into(&mut other.name);
    asked.register.organizations.insert(other.id.clone(), other);
    asked
}

fn stated(a: &mut Asked) -> &mut Merger {
    match &mut a.request {
        Requested::Merger(merger) => merger,
        _ => panic!("a merger"),
    }
}

fn first(a: &mut Asked) -> &mut Party {
    &mut stated(a).parties[0]
}

fn other(a: &mut Asked) -> &mut shuniu_core::organization::Organization {
    a.register.organizations.get_mut("other").unwrap()
}

fn associations() -> Asked {
    merger(OrganizationKind::Association)
}

fn institutions() -> Asked {
    merger(OrganizationKind::ServiceInstitution)
}

fn foundations() -> Asked {
    merger(OrganizationKind::Foundation)
}

#[test]
fn resolved_and_consented() {
    let rows: [Row; 6] = [
        ("", "in order", |_| {}, MET, ""),
        ("", "no consent", |a| first(a).consent = None, VIOLATED, ""),
        ("", "no unit", |a| (first(a).consent, other(a).supervision) = (None, None), MET, ""),
        ("", "tomorrow", |a| first(a).resolution.adopted_on = day("2026-07-02"), VIOLATED, ""),
        (
            "",
            "consent tomorrow",
            |a| first(a).consent.as_mut().unwrap().dated = day("2026-07-02"),
            VIOLATED,
            "",
        ),
        (
            "",
            "own, tomorrow",
            |a| stated(a).resolution.adopted_on = day("2026-07-02"),
            VIOLATED,
            "",
        ),
    ];
    let of = |rule: &'static str, article: &'static str| -> Vec<Row> {
        rows.iter()
            .map(|&(_, what, change, outcome, _)| (rule, what, change, outcome, article))
            .collect()
    };
    table(associations, &of("ST-19a", "19"));
    table(institutions, &of("MF-16", "16"));
    // The foundation regulation asks for no consent here.
    let resolved = of("JJ-16", "16");
    table(foundations, &[resolved[0], resolved[3], resolved[5]]);
    table(foundations, &[("JJ-16", "no consent", |a| first(a).consent = None, MET, "16")]);
    let mut late = associations();
    first(&mut late).consent = None;
    assert_eq!(fields(&late.finding("ST-19a")), ["merger.parties.0.consent"]);
}

/// Two thirds of the directors, and two thirds of those present, in every council.
#[test]
fn the_vote_of_each_council() {
    fn own(a: &mut Asked, present: u32, in_favour: u32) {
        stated(a).resolution.vote = Some(CouncilVote { directors: 9, present, in_favour });
    }
    fn of_party(a: &mut Asked, present: u32, in_favour: u32) {
        first(a).resolution.vote = Some(CouncilVote { directors: 9, present, in_favour });
    }
    table(
        foundations,
        &[
            ("JJ-21b", "both", |_| {}, MET, "21 ¶1"),
            ("JJ-21b", "own too few", |a| own(a, 5, 5), VIOLATED, "21 ¶1"),
            ("JJ-21b", "the party's too few", |a| of_party(a, 5, 5), VIOLATED, "21 ¶1"),
            (
                "JJ-21b",
                "the party's unknown",
                |a| first(a).resolution.vote = None,
                UNKNOWN,
                "21 ¶1",
            ),
            ("JJ-21d", "both", |_| {}, MET, "21 ¶3"),
            ("JJ-21d", "own too few", |a| own(a, 6, 3), VIOLATED, "21 ¶3"),
            ("JJ-21d", "the party's too few", |a| of_party(a, 6, 3), VIOLATED, "21 ¶3"),
        ],
    );
}

#[test]
fn parties_of_a_merger() {
    let rule = "ZZ-17";
    table(
        associations,
        &[
            (rule, "another", |_| {}, MET, "16"),
            (rule, "none", |a| stated(a).parties.clear(), VIOLATED, "16"),
            (rule, "unknown", |a| first(a).organization = "nobody".to_owned(), VIOLATED, "16"),
            (rule, "itself", |a| first(a).organization = a.organization.id.clone(), VIOLATED, "16"),
            (rule, "twice", |a| stated(a).parties.push(party("other")), VIOLATED, "16"),
            (rule, "kind", |a| other(a).kind = OrganizationKind::Foundation, VIOLATED, "16"),
            (rule, "ended", |a| other(a).status = OrganizationStatus::Deregistered, VIOLATED, "16"),
            (rule, "elsewhere", |a| other(a).registrar.id = unit_id("mca-110101"), VIOLATED, "16"),
        ],
    );
}

/// Two or more found one; one that is split ends with its second successor.
#[test]
fn parties_of_a_new_organization() {
    fn succeeding(
        how: SuccessionKind,
        parties: &[&str],
        split_ends: bool,
        split_off: Option<&'static str>,
    ) -> impl FnOnce(&mut Facts) {
        let parties: Vec<Party> = parties.iter().map(|id| party(id)).collect();
        move |f: &mut Facts| {
            let mut asked = associations();
            for id in ["one", "two"] {
                let mut o = asked.organization.clone();
                id.clone_into(&mut o.id);
                let relative = split_off.map(|on| Relative::of(&o, SuccessionKind::Split, day(on)));
                o.successors = relative.into_iter().collect();
                f.register.organizations.insert(id.to_owned(), o);
            }
            asked.register.organizations.clear();
            f.application = application();
            f.application.succession = Some(Succession { how, parties, split_ends });
        }
    }
    use SuccessionKind::{Merger, Split};
    let rule = "ZZ-17";
    row(rule, "two merge", succeeding(Merger, &["one", "two"], false, None), MET, "16", "2");
    row(rule, "one cannot merge", succeeding(Merger, &["one"], false, None), VIOLATED, "16", "2");
    let both = succeeding(Merger, &["one", "two"], true, None);
    row(rule, "a merger is no split", both, VIOLATED, "16", "2");
    row(rule, "one is split", succeeding(Split, &["one"], false, None), MET, "16", "2");
    row(rule, "two are not", succeeding(Split, &["one", "two"], false, None), VIOLATED, "16", "2");
    let ends =
        row(rule, "ends alone", succeeding(Split, &["one"], true, None), VIOLATED, "16", "2");
    assert_eq!(fields(&ends), ["succession.split_ends"]);
    // The other successor is of this split, not of one that was resolved earlier.
    let second = succeeding(Split, &["one"], true, Some("2026-06-20"));
    row(rule, "ends with the second", second, MET, "16", "2");
    let earlier = succeeding(Split, &["one"], true, Some("2026-06-19"));
    row(rule, "an earlier split", earlier, VIOLATED, "16", "2");
}

#[test]
fn no_liquidation_of_a_legal_person() {
    table(
        institutions,
        &[
            ("QS-3", "a legal person", |_| {}, MET, "70 ¶1"),
            (
                "QS-3",
                "a partnership",
                |a| other(a).items.legal_form = Some(LegalForm::Partnership),
                VIOLATED,
                "70 ¶1",
            ),
        ],
    );
}

/// What is left of a charity stays charitable (charity law art. 18 ¶3).
#[test]
fn a_charity_is_succeeded_by_a_charity() {
    fn charity(o: &mut shuniu_core::organization::Organization) {
        let (_, basis) =
            crate::support::books().law.rule_in_force("CS-3a", day("2026-07-01")).unwrap();
        let since = day("2026-06-01");
        o.charity = Some(CharityStatus { since, basis, fundraising_since: None });
    }
    table(
        foundations,
        &[
            ("QS-10", "no charity ends", |a| charity(&mut a.organization), NOT_APPLICABLE, "18 ¶3"),
            ("QS-10", "into none", |a| charity(other(a)), VIOLATED, "18 ¶3"),
            (
                "QS-10",
                "into a charity",
                |a| {
                    charity(other(a));
                    charity(&mut a.organization);
                },
                MET,
                "18 ¶3",
            ),
        ],
    );
}

#[test]
fn only_a_registered_organization_applies() {
    for status in OrganizationStatus::ALL {
        let mut asked = associations();
        asked.organization.status = status;
        let finding = asked.finding("ZZ-18").unwrap();
        let outcome = if status == OrganizationStatus::Registered { MET } else { VIOLATED };
        assert_eq!(Some(finding.outcome), outcome, "{status:?}");
    }
}

/// What is not about parties is not asked for them.
#[test]
fn rules_on_parties_are_asked_only_where_there_are_any() {
    use shuniu_core::registration::{Application, rules::is_about};
    let alone = Application::from(application());
    let mut of_two = application();
    of_two.succession =
        Some(Succession { how: SuccessionKind::Merger, parties: Vec::new(), split_ends: false });
    let of_two = Application::from(of_two);
    for rule in ["ST-19a", "MF-16", "JJ-16", "QS-3", "QS-10", "ZZ-17", "JJ-21b", "JJ-21d"] {
        assert!(!is_about(&alone, rule) && is_about(&of_two, rule), "{rule}");
    }
    assert!(is_about(&alone, "ST-10a"));
}
