//! Who may be an officer of an organization that was decoupled, and of an industry association: asked
//! at establishment, when officers are filed, and when a case is completed, each from its day.

use chrono::NaiveDate;
use shuniu_core::{
    act::ActRequest,
    decoupling::Decoupled,
    law::{Finding, Verdict},
    registration::{
        Ballot, CadrePost, CadreStanding, IndustryOfficer, OfficersElected, Post, Requested,
        UnitConsent,
    },
};

use crate::{
    cast::{
        act, agent, complete, decoupled, direct, in_progress, officers_filed, separated, world,
    },
    support::{On, World, application, day, decider},
};

fn cadre(standing: CadreStanding) -> CadrePost {
    CadrePost {
        standing,
        approval: Some(UnitConsent {
            number: "朝组〔2026〕1号".to_owned(),
            dated: day("2026-05-01"),
        }),
        posts: Some(1),
        term: Some(1),
        age: Some(66),
        paid: Some(false),
        left_office_on: None,
    }
}

fn retired(left_office_on: &str) -> CadrePost {
    CadrePost { left_office_on: Some(day(left_office_on)), ..cadre(CadreStanding::Retired) }
}

fn elected(change: impl FnOnce(&mut OfficersElected)) -> OfficersElected {
    let mut elected = OfficersElected {
        elected_on: day("2026-10-10"),
        term_from: day("2026-10-16"),
        term_until: day("2031-10-15"),
        officers: application().officers,
        ballot: None,
    };
    change(&mut elected);
    elected
}

/// What the rules say when officers are filed on a day.
fn filing(w: &mut World, id: &str, elected: OfficersElected, on: &str) -> Vec<Finding> {
    let audit = shuniu_core::registration::Document {
        dated: Some(day("2026-10-01")),
        ..crate::support::document(shuniu_core::registration::DocumentKind::FinancialAudit)
    };
    let request =
        ActRequest::File { request: Requested::Officers(elected), documents: vec![audit] };
    match w.clone().act(&On::Organization(id), &request, &agent(id), on) {
        Ok(decision) => decision.findings,
        Err(shuniu_core::decide::DecideError::Refused(refusal)) => refusal.findings,
        other => panic!("{other:?}"),
    }
}

fn of<'f>(findings: &'f [Finding], rule: &str) -> Option<&'f Finding> {
    findings.iter().find(|f| f.rule == rule)
}

fn blocks(findings: &[Finding], rule: &str) -> bool {
    of(findings, rule).is_some_and(Finding::blocks)
}

#[test]
fn no_serving_civil_servant_is_left_when_a_case_is_completed() {
    for checklist in ["outline_2008", "plan_2015"] {
        let mut w = world();
        let id = in_progress(&mut w, checklist, direct());
        separated(&mut w, &id);
        let with = |w: &mut World, post: CadrePost| {
            let mut w = w.clone();
            officers_filed(&mut w, &id, |e| e.officers[1].cadre = Some(post));
            act(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01")
        };
        let told = with(&mut w, cadre(CadreStanding::CivilServant));
        assert_eq!(told, "refused by TB-19", "{checklist}");
        assert!(with(&mut w, retired("2020-01-01")).starts_with("allowed"), "{checklist}");
    }
}

#[test]
fn officers_are_filed_before_a_case_is_completed() {
    let mut w = world();
    let id = in_progress(&mut w, "outline_2008", direct());
    separated(&mut w, &id);
    let term = w.register.organizations.get_mut(&id).unwrap().term.take();
    let told = act(&mut w, &id, complete("2026-08-20"), &decider(), "2026-09-01");
    assert_eq!(told, "refused by TB-14");
    let until = |w: &mut World, until: &str| {
        let mut term = term.clone().unwrap();
        term.until = day(until);
        w.register.organizations.get_mut(&id).unwrap().term = Some(term);
        act(&mut w.clone(), &id, complete("2026-08-20"), &decider(), "2026-09-01")
    };
    assert_eq!(until(&mut w, "2026-08-31"), "refused by TB-14");
    assert!(until(&mut w, "2026-09-01").starts_with("allowed"));
}

#[test]
fn three_years_after_retirement_and_not_before() {
    let mut w = world();
    let id = decoupled(&mut w, "plan_2015", direct());
    let mut filed = |left: &str, on: &str| {
        let e = elected(|e| e.officers[0].cadre = Some(retired(left)));
        filing(&mut w, &id, e, on)
    };
    let early = filed("2023-10-21", "2026-10-20");
    // Of the plan's part on staff only local copies were read: it is told, and bars nobody.
    let told = of(&early, "RZ-11").unwrap();
    assert_eq!((told.outcome, told.blocks()), (Verdict::Violated, false));
    assert_eq!(told.possible_from, Some(day("2026-10-21")));
    let free = filed("2023-10-20", "2026-10-20");
    assert_eq!(of(&free, "RZ-11").unwrap().outcome, Verdict::Met);
    // When it was is asked of the retired only.
    let silent = elected(|e| e.officers[0].cadre = Some(cadre(CadreStanding::Retired)));
    let told = filing(&mut w, &id, silent, "2026-10-20");
    assert_eq!(of(&told, "RZ-11").unwrap().outcome, Verdict::Unknown);
    // Civil servants law art. 107 is about enterprises: no rule of this register cites it.
    let law = &crate::support::books().law;
    let articles =
        law.regulations().iter().filter(|r| r.id == "GWY").flat_map(|r| r.articles.keys());
    assert_eq!(articles.collect::<Vec<_>>(), ["44"]);
}

/// Whoever was not decoupled, and is no industry association, is asked nothing of the kind.
#[test]
fn others_are_not_asked() {
    let mut w = world();
    let id = crate::cast::association(&mut w);
    let servant = || elected(|e| e.officers[1].cadre = Some(cadre(CadreStanding::CivilServant)));
    let told = filing(&mut w, &id, servant(), "2026-10-20");
    for rule in ["TB-19", "TG-9", "TG-33", "RZ-11"] {
        assert_eq!(of(&told, rule).map(|f| f.outcome), Some(Verdict::NotApplicable), "{rule}");
    }
    let decoupled = decoupled_by_outline(&mut w);
    assert!(blocks(&filing(&mut w, &decoupled, servant(), "2026-10-20"), "TB-19"));
}

fn decoupled_by_outline(w: &mut World) -> String {
    let id = w.register.organizations.keys().next().unwrap().clone();
    let organization = w.register.organizations.get_mut(&id).unwrap();
    let department = organization.supervision.take().unwrap().unit;
    organization.decoupled.push(Decoupled {
        department,
        on: day("2026-09-01"),
        document_number: "朝社领函〔2026〕20号".to_owned(),
        industry_association: false,
    });
    id
}

/// Of the serving leading cadre the notice of 1998 is only remembered: told, and in nobody's way.
#[test]
fn a_serving_cadre_without_approval_is_told() {
    let mut w = world();
    let id = crate::cast::association(&mut w);
    let mut serving = cadre(CadreStanding::ServingCadre);
    serving.approval = None;
    let told = filing(&mut w, &id, elected(|e| e.officers[0].cadre = Some(serving)), "2026-10-20");
    let finding = of(&told, "RZ-7").unwrap();
    assert_eq!((finding.outcome, finding.blocks()), (Verdict::Unknown, false));
    let approved = elected(|e| e.officers[0].cadre = Some(cadre(CadreStanding::ServingCadre)));
    let told = filing(&mut w, &id, approved, "2026-10-20");
    assert_eq!(of(&told, "RZ-7").unwrap().outcome, Verdict::Met);
}

/// A national industry association that was decoupled.
fn national() -> (World, String) {
    let mut w = world();
    let id = decoupled(&mut w, "plan_2015", direct());
    let organization = w.register.organizations.get_mut(&id).unwrap();
    organization.division = crate::support::place("100000");
    (w, id)
}

fn industry(age: u32, term: u32, unit: &str) -> IndustryOfficer {
    IndustryOfficer {
        age: Some(age),
        term: Some(term),
        member_unit: Some(unit.to_owned()),
        leads_another_association: Some(false),
    }
}

/// Officers of a national industry association against whom nothing stands.
fn lawful(e: &mut OfficersElected) {
    e.ballot = Some(Ballot { secret: true, present: 2, entitled: 3 });
    e.officers[0].industry = Some(industry(70, 2, "甲公司"));
    e.officers[1].industry = Some(industry(50, 1, "乙公司"));
}

#[test]
fn officers_of_a_national_industry_association() {
    let (mut w, id) = national();
    let on = "2026-10-20";
    let mut filed = |change: fn(&mut OfficersElected)| {
        let e = elected(|e| {
            lawful(e);
            change(e);
        });
        let findings = filing(&mut w, &id, e, on);
        let own = ["TG-30", "TG-31", "TG-32", "TG-33"];
        own.into_iter().filter(|rule| blocks(&findings, rule)).collect::<Vec<_>>()
    };
    assert_eq!(filed(|_| {}), Vec::<&str>::new());
    assert_eq!(filed(|e| e.officers[0].industry.as_mut().unwrap().age = Some(71)), ["TG-30"]);
    assert_eq!(filed(|e| e.officers[0].industry.as_mut().unwrap().age = None), ["TG-30"]);
    assert_eq!(filed(|e| e.officers[0].industry.as_mut().unwrap().term = Some(3)), ["TG-32"]);
    assert_eq!(filed(|e| e.term_until = day("2031-10-16")), ["TG-32"]);
    assert_eq!(filed(|e| e.ballot = None), ["TG-32"]);
    assert_eq!(filed(|e| e.ballot.as_mut().unwrap().entitled = 4), ["TG-32"]);
    assert_eq!(filed(|e| e.ballot.as_mut().unwrap().present = 4), ["TG-32"]);
    assert_eq!(filed(|e| e.ballot.as_mut().unwrap().secret = false), ["TG-32"]);
    assert_eq!(filed(|e| e.ballot.as_mut().unwrap().entitled = 0), ["TG-32"]);
    let another = |e: &mut OfficersElected| {
        e.officers[1].industry.as_mut().unwrap().leads_another_association = Some(true);
    };
    assert_eq!(filed(another), ["TG-31"]);
    let same_unit = |e: &mut OfficersElected| {
        e.officers[1].industry.as_mut().unwrap().member_unit = Some("甲公司".to_owned());
    };
    assert_eq!(filed(same_unit), ["TG-31"]);
    let same_person = |e: &mut OfficersElected| e.officers[1].person = e.officers[0].person.clone();
    assert_eq!(filed(same_person), ["TG-31"]);
    // Of a vice-president nothing is asked about other associations.
    let vice = |e: &mut OfficersElected| {
        e.officers[1].post = Post::VicePresident;
        e.officers[1].industry.as_mut().unwrap().leads_another_association = None;
    };
    assert_eq!(filed(vice), Vec::<&str>::new());
    // Whoever has left the post and is not yet retired is no officer, either.
    let left = |e: &mut OfficersElected| {
        e.officers[1].cadre = Some(cadre(CadreStanding::LeftPost));
    };
    assert_eq!(filed(left), ["TG-33"]);
}

/// A local one is asked none of this, but no civil servant, either.
#[test]
fn the_measures_on_national_ones_are_not_asked_of_local_ones() {
    let mut w = world();
    let id = decoupled(&mut w, "plan_2015", direct());
    let left = elected(|e| e.officers[1].cadre = Some(cadre(CadreStanding::LeftPost)));
    let told = filing(&mut w, &id, left, "2026-10-20");
    for rule in ["TG-30", "TG-31", "TG-32", "TG-33", "TG-9"] {
        assert!(!blocks(&told, rule), "{rule}");
    }
    let servant = elected(|e| e.officers[1].cadre = Some(cadre(CadreStanding::CivilServant)));
    let told = filing(&mut w, &id, servant, "2026-10-20");
    assert_eq!(of(&told, "TG-9").unwrap().outcome, Verdict::Violated);
    assert!(blocks(&told, "TB-19"), "the house's own rule stands in the way");
}

/// Each rule on people from its day on.
#[test]
fn each_from_its_day() {
    let law = &crate::support::books().law;
    for (rule, from) in [
        ("RZ-7", "1998-07-02"),
        ("TB-19", "2008-01-01"),
        ("TG-9", "2015-07-01"),
        ("RZ-11", "2015-07-01"),
        ("TG-30", "2015-09-07"),
        ("TG-31", "2015-09-07"),
        ("TG-32", "2015-09-07"),
        ("TG-33", "2015-09-07"),
    ] {
        let from: NaiveDate = day(from);
        assert!(law.rule_in_force(rule, from.pred_opt().unwrap()).is_none(), "{rule}");
        assert!(law.rule_in_force(rule, from).is_some(), "{rule}");
    }
}

/// At establishment, too: who applies for direct registration in the class of industry associations.
#[test]
fn at_establishment_as_well() {
    let mut w = world();
    let mut application = crate::support::direct_application();
    application.officers[1].cadre = Some(cadre(CadreStanding::CivilServant));
    application.officers[0].cadre = Some(retired("2024-01-01"));
    let request = ActRequest::OpenEstablishment { application: Box::new(application) };
    let opened = w.act(&On::Register, &request, &crate::support::applicant(), "2026-06-01");
    let findings = opened.expect("a draft").findings;
    for rule in ["TG-9", "RZ-11"] {
        assert_eq!(of(&findings, rule).unwrap().outcome, Verdict::Violated, "{rule}");
    }
    assert_eq!(of(&findings, "TB-19").unwrap().outcome, Verdict::NotApplicable);
}
