//! What is filed for the record, and the extension of a decision.

use shuniu_core::{
    case::{CaseStatus, rules::RULES as PROCEDURE},
    law::examine,
    organization::{OfficersTerm, OrganizationKind, Origin},
    registration::{
        BankAccount, OfficersElected, PartyBuilding, PartyForm, Requested, SealAndAccount,
    },
};

use super::{
    MET, NOT_APPLICABLE, UNKNOWN, VIOLATED,
    asked::{Asked, table},
    procedure::facts_of,
};
use crate::support::{World, application, books, day, place};

fn elected(kind: OrganizationKind) -> Asked {
    let mut asked = Asked::new(
        kind,
        Requested::Officers(OfficersElected {
            elected_on: day("2026-06-25"),
            term_from: day("2026-07-01"),
            term_until: day("2031-06-30"),
            officers: application().officers,
            ballot: None,
        }),
    );
    asked.organization.term = Some(OfficersTerm {
        from: day("2021-07-01"),
        until: day("2026-06-30"),
        officers: Vec::new(),
    });
    asked
}

fn officers(a: &mut Asked) -> &mut OfficersElected {
    match &mut a.request {
        Requested::Officers(elected) => elected,
        _ => panic!("officers"),
    }
}

#[test]
fn officers_of_a_term() {
    table(
        || elected(OrganizationKind::Association),
        &[
            ("ST-27b", "audited before", |_| {}, MET, "27 ¶2"),
            ("ST-27b", "that day", |a| officers(a).elected_on = day("2026-06-20"), MET, "27 ¶2"),
            ("ST-27b", "after", |a| officers(a).elected_on = day("2026-06-19"), VIOLATED, "27 ¶2"),
            ("ST-27b", "no audit", |a| a.documents.clear(), VIOLATED, "27 ¶2"),
            ("ST-27b", "the first term", |a| a.organization.term = None, NOT_APPLICABLE, "27 ¶2"),
            (
                "ST-27b",
                "an older register's, whose terms nobody knows",
                |a| {
                    a.documents.clear();
                    a.organization.term = None;
                    a.organization.origin =
                        Origin::ExistingLaw { authority: String::new(), source: String::new() };
                },
                VIOLATED,
                "27 ¶2",
            ),
            (
                "ST-27b",
                "within the term",
                |a| officers(a).term_until = day("2026-06-30"),
                NOT_APPLICABLE,
                "27 ¶2",
            ),
            ("ZZ-12", "in order", |_| {}, MET, "11"),
            ("ZZ-12", "nobody", |a| officers(a).officers.clear(), VIOLATED, "11"),
            ("ZZ-12", "today", |a| officers(a).elected_on = a.on, MET, "11"),
            (
                "ZZ-12",
                "to be elected",
                |a| officers(a).elected_on = day("2026-07-02"),
                VIOLATED,
                "11",
            ),
            ("ZZ-12", "last day", |a| officers(a).term_until = day("2026-07-01"), MET, "11"),
            ("ZZ-12", "over", |a| officers(a).term_until = day("2026-06-30"), VIOLATED, "11"),
        ],
    );
    table(
        || elected(OrganizationKind::Foundation),
        &[
            ("JJ-37b", "audited before", |_| {}, MET, "37"),
            ("JJ-37b", "no audit", |a| a.documents.clear(), VIOLATED, "37"),
            ("JJ-20b-2", "five years", |_| {}, MET, "20 ¶1"),
            (
                "JJ-20b-2",
                "a day more",
                |a| officers(a).term_until = day("2031-07-01"),
                VIOLATED,
                "20 ¶1",
            ),
            ("JJ-23a", "nothing declared", |_| {}, UNKNOWN, "23 ¶1"),
        ],
    );
}

#[test]
fn seal_and_account() {
    fn filed() -> Asked {
        let account =
            Some(BankAccount { bank: "示例银行".to_owned(), number: "0001".to_owned() });
        let filed = SealAndAccount { seals: Vec::new(), account };
        Asked::new(OrganizationKind::Association, Requested::SealAndAccount(filed))
    }
    let nothing: fn(&mut Asked) = |a| {
        a.request = Requested::SealAndAccount(SealAndAccount { seals: Vec::new(), account: None });
    };
    table(
        filed,
        &[
            ("ST-16", "an account", |_| {}, MET, "16"),
            ("ST-16", "nothing", nothing, VIOLATED, "16"),
        ],
    );
}

#[test]
fn party_building() {
    fn stated() -> Asked {
        let stated = PartyBuilding {
            form: Some(PartyForm::Own),
            since: Some(day("2026-06-01")),
            full_members: 3,
            reason_for_none: None,
            planned_on: None,
            survey: Some(true),
            pledge: Some(true),
        };
        Asked::new(OrganizationKind::Association, Requested::PartyBuilding(stated))
    }
    fn of(a: &mut Asked) -> &mut PartyBuilding {
        match &mut a.request {
            Requested::PartyBuilding(stated) => stated,
            _ => panic!("party building"),
        }
    }
    table(
        stated,
        &[
            ("DJ-1", "of its own", |_| {}, MET, "own"),
            (
                "DJ-1",
                "three and a joint one",
                |a| of(a).form = Some(PartyForm::Joint),
                VIOLATED,
                "own",
            ),
            ("DJ-1", "two", |a| of(a).full_members = 2, NOT_APPLICABLE, "own"),
            ("DJ-6", "both papers", |_| {}, MET, "registration"),
            ("DJ-6", "no pledge", |a| of(a).pledge = Some(false), VIOLATED, "registration"),
            ("DJ-6", "not said", |a| of(a).survey = None, UNKNOWN, "registration"),
            ("ZZ-13", "set up", |_| {}, MET, "12"),
            ("ZZ-13", "no day", |a| of(a).since = None, VIOLATED, "12"),
            ("ZZ-13", "to come", |a| of(a).since = Some(day("2026-07-02")), VIOLATED, "12"),
            ("ZZ-13", "none, no reason", |a| of(a).form = None, VIOLATED, "12"),
            (
                "ZZ-13",
                "none, with a reason",
                |a| (of(a).form, of(a).reason_for_none) = (None, Some("没有党员".to_owned())),
                MET,
                "12",
            ),
        ],
    );
}

/// Sixty days for a charity, ten working days where the licensing law speaks, none for an
/// establishment; once.
#[test]
fn extensions() {
    let mut world = World::default();
    let id = world.case_in(CaseStatus::Accepted);
    let establishment = world.case(&id).clone();
    let mut charity = establishment.clone();
    let stated = crate::support::charity();
    let founders = shuniu_core::registration::EstablishmentApplication {
        charity: Some(stated),
        ..application()
    };
    charity.application = founders.into();
    let over = {
        let mut over = charity.clone();
        over.due.as_mut().unwrap().deadline.last_day = day("2026-06-09");
        over
    };
    let again = shuniu_core::case::Case { extended_by: Some(1), ..charity.clone() };
    let rows = [
        (&establishment, "XK-42", 1, VIOLATED),
        (&establishment, "CS-3", 1, NOT_APPLICABLE),
        (&charity, "XK-42", 60, NOT_APPLICABLE),
        (&charity, "CS-3", 60, MET),
        (&charity, "CS-3", 61, VIOLATED),
        (&again, "CS-3", 1, VIOLATED),
        (&over, "CS-3", 1, VIOLATED),
    ];
    for (case, rule, days, outcome) in rows {
        let on = day("2026-06-10");
        let facts = shuniu_core::case::rules::Procedure {
            extend: Some(days),
            on,
            ..facts_of(case.clone())
        };
        let found = examine(&books().law, PROCEDURE, &[rule], &facts, on, place("110105")).pop();
        assert_eq!(found.map(|f| f.outcome), outcome, "{rule}, {days}");
    }
}
