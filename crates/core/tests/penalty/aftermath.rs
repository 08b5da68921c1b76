//! What delivery takes and starts, what is owed, and what an annulment gives back.

use shuniu_core::{
    access::Role,
    act::ActKind,
    exit::ExitGround,
    law::Verdict,
    organization::OrganizationStatus as S,
    oversight::{
        credit::{Purpose, credit_standing},
        penalty::{
            AnnulPenalty, AnnulledBy, BreachGround as G, EndRemedy, FineBase, Measure as M,
            PayPenalty, PenaltyBasis as B, PenaltyStage, PenaltyStep as P, RecordedPenalty,
            RemedyKind, RemedyOutcome, ResumeActivity, SealAway, SeekRemedy, dues,
        },
    },
};

use crate::{
    cast::{
        DECIDED, SERVED, act, agent, at, breach, case, decided, decision, of, old, outcome,
        refused, serve, served, staff_at, usual,
    },
    support::{World, application, books, day, foundation, guards_against, institution},
};

fn fine(yuan: i64) -> M {
    M::Fine { yuan, base: FineBase::Turnover, base_yuan: yuan }
}

fn annul(case: u32, by: AnnulledBy, on: &str) -> shuniu_core::act::ActRequest {
    of(
        case,
        P::Annul(AnnulPenalty {
            by,
            annulled_on: day(on),
            reasons: "程序违法".to_owned(),
            document_number: "撤1号".to_owned(),
        }),
    )
}

fn seek(case: u32, kind: RemedyKind, on: &str) -> shuniu_core::act::ActRequest {
    of(
        case,
        P::Seek(SeekRemedy {
            kind,
            filed_on: day(on),
            authority: "示范市人民政府".to_owned(),
            document_number: "复1号".to_owned(),
        }),
    )
}

fn pay(case: u32, on: &str, yuan: i64) -> shuniu_core::act::ActRequest {
    of(case, P::Pay(PayPenalty { paid_on: day(on), yuan, receipt: "票1号".to_owned() }))
}

/// Decided is not in force: certificate and status go with the delivery, and the two dates stay apart.
#[test]
fn a_decision_takes_effect_with_its_delivery() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let number = decided(&mut w, &id, usual(), decision(vec![M::Revocation {}]));
    assert_eq!(w.organization(&id).status, S::Registered);
    assert!(w.organization(&id).certificate.is_some());
    let (investigator, _, _) = staff_at(&w, &id);
    act(&mut w, &id, &serve(number, SERVED), &investigator, SERVED);
    let organization = w.organization(&id);
    assert_eq!(organization.status, S::CertificateRevoked);
    assert!(organization.certificate.is_none());
    let leaving = organization.leaving().unwrap();
    assert_eq!(leaving.ground, Some(ExitGround::CertificateRevoked));
    assert_eq!(leaving.since, Some(day(SERVED)), "existence goes on until it is deregistered");
    assert_eq!(organization.name_on(day("2026-08-01")), Some(organization.name.as_str()));
    // What it was before can be asked for, and the log makes it anew.
    let (replayed, _) = w.replayed();
    assert_eq!(replayed.organizations[&id].penalties, organization.penalties);
}

/// A rescission takes the name, too.
#[test]
fn a_rescission_gives_up_the_name() {
    let mut w = World::default();
    let id = old(&mut w, &institution());
    served(&mut w, &id, breach(B::Rescission, G::Fraud), decision(vec![M::Rescission {}]));
    let organization = w.organization(&id);
    assert_eq!(organization.status, S::Rescinded);
    assert_eq!(organization.rescinded_on, Some(day(SERVED)));
    assert_eq!(organization.names.last().unwrap().to, Some(day("2026-07-15")));
}

/// Seven working days for delivery; told.
#[test]
fn delivery_within_seven_working_days() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let number = decided(&mut w, &id, usual(), decision(vec![M::Warning {}]));
    let (investigator, _, _) = staff_at(&w, &id);
    let in_time = serve(number, "2026-07-23");
    let found = act(&mut w.clone(), &id, &in_time, &investigator, "2026-07-23");
    assert_eq!(outcome(&found.findings, "XF-61"), Some(Verdict::Met));
    let late = act(&mut w, &id, &serve(number, "2026-07-24"), &investigator, "2026-07-24");
    assert_eq!(outcome(&late.findings, "XF-61"), Some(Verdict::Violated));
    let refusal = refused(&mut w, &id, &serve(number, SERVED), &investigator, "2026-07-24");
    assert!(guards_against(&refusal).contains(&"CN-1"), "once");
}

/// The clocks of delivery: fifteen days to pay, sixty to ask for reconsideration, six months to sue.
#[test]
fn delivery_starts_three_clocks() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let number = served(&mut w, &id, usual(), decision(vec![fine(20_000)]));
    let service = case(&w, &id, number).service.unwrap();
    assert_eq!(service.pay_by.unwrap().last_day, day("2026-07-31"));
    assert_eq!(service.reconsider_by.unwrap().last_day, day("2026-09-14"));
    assert_eq!(service.sue_by.unwrap().last_day, day("2027-01-18"), "16 January is a Saturday");
    let investigator = staff_at(&w, &id).0;
    let request = seek(number, RemedyKind::Reconsideration, "2026-09-15");
    let late = act(&mut w, &id, &request, &investigator, "2026-09-15");
    assert_eq!(outcome(&late.findings, "FY-1"), Some(Verdict::Violated));
    assert_eq!(outcome(&late.findings, "FY-2"), Some(Verdict::NotApplicable));
}

/// Three per cent a day on a late fine, at most the fine, and not while it is challenged.
#[test]
fn a_late_fine_costs_three_per_cent_a_day() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let number =
        served(&mut w, &id, usual(), decision(vec![fine(20_000), M::Confiscation { yuan: 500 }]));
    let place = w.organization(&id).division;
    let owed = |w: &World, on: &str| dues(books(), &case(w, &id, number), place, day(on));
    assert_eq!(
        (owed(&w, "2026-07-31").surcharge_yuan, owed(&w, "2026-07-31").open_yuan),
        (0, 20_500)
    );
    assert_eq!(owed(&w, "2026-08-01").surcharge_yuan, 600);
    assert_eq!(owed(&w, "2026-08-10").surcharge_yuan, 6_000);
    assert_eq!(owed(&w, "2026-12-31").surcharge_yuan, 20_000, "as much as the fine");
    let (investigator, _, _) = staff_at(&w, &id);
    // Half of it is paid on the tenth day: from then on half of it runs.
    let mut paid = w.clone();
    act(&mut paid, &id, &pay(number, "2026-08-10", 10_000), &investigator, "2026-08-10");
    assert_eq!(owed(&paid, "2026-08-11").surcharge_yuan, 6_300);
    assert_eq!(owed(&paid, "2026-08-11").open_yuan, 16_800);
    let refusal =
        refused(&mut paid, &id, &pay(number, "2026-08-11", 16_801), &investigator, "2026-08-11");
    assert_eq!(guards_against(&refusal), ["CN-9"]);
    let earlier = pay(number, "2026-08-09", 1);
    let refusal = refused(&mut paid, &id, &earlier, &investigator, "2026-08-11");
    assert_eq!(guards_against(&refusal), ["CN-9"], "payments come in order");
    let last = act(&mut paid, &id, &pay(number, "2026-08-11", 16_800), &investigator, "2026-08-11");
    assert_eq!(outcome(&last.findings, "XF-67"), Some(Verdict::Violated), "late, and told");
    assert_eq!(owed(&paid, "2026-12-31").open_yuan, 0);
    // A challenge stops the count from its day to its end.
    act(&mut w, &id, &seek(number, RemedyKind::Suit, "2026-08-03"), &investigator, "2026-08-03");
    assert_eq!(owed(&w, "2026-12-31").late_days, 2);
    let twice = seek(number, RemedyKind::Suit, "2026-08-04");
    let refusal = refused(&mut w, &id, &twice, &investigator, "2026-08-04");
    assert_eq!(guards_against(&refusal), ["CN-10"], "it is under way");
    let end = |remedy, outcome| {
        of(
            number,
            P::EndRemedy(EndRemedy {
                remedy,
                ended_on: day("2026-08-20"),
                outcome,
                document_number: "判1号".to_owned(),
            }),
        )
    };
    for wrong in [end(2, RemedyOutcome::Upheld), end(1, RemedyOutcome::Annulled)] {
        let refusal = refused(&mut w, &id, &wrong, &investigator, "2026-08-20");
        assert!(guards_against(&refusal).contains(&"CN-10"));
    }
    act(&mut w, &id, &end(1, RemedyOutcome::Upheld), &investigator, "2026-08-20");
    assert_eq!(owed(&w, "2026-08-21").late_days, 4, "the day on which it ended counts again");
}

/// A suspension is a period: sealed away, resumed by a report once it is over; its duties go on.
#[test]
fn a_suspension_ends_by_a_report() {
    for (kind, rule) in
        [(application(), "ST-33"), (institution(), "MF-28"), (foundation(), "JJ-44")]
    {
        let mut w = World::default();
        let id = old(&mut w, &kind);
        let number = served(&mut w, &id, usual(), decision(vec![M::Suspension { months: 3 }]));
        let (investigator, _, _) = staff_at(&w, &id);
        let organization = w.organization(&id);
        assert_eq!(organization.status, S::Registered);
        assert_eq!(organization.penalties.suspended_until(), Some(day("2026-10-16")));
        let standing = credit_standing(books(), organization, Purpose::Funding, day("2026-08-01"));
        assert_eq!(outcome(&standing.against, "XN-7"), Some(Verdict::Violated));
        let seal = |vouchers| {
            let on = day(SERVED);
            of(number, P::Seal(SealAway { on, certificate: true, seals: true, vouchers }))
        };
        let refusal = refused(&mut w, &id, &seal(false), &investigator, SERVED);
        assert_eq!(guards_against(&refusal), [rule]);
        act(&mut w, &id, &seal(true), &investigator, SERVED);
        let refusal = refused(&mut w, &id, &seal(true), &investigator, SERVED);
        assert_eq!(guards_against(&refusal), ["CN-8"], "once");
        let resume = of(number, P::Resume(ResumeActivity { report: "整改1号".to_owned() }));
        let refusal = refused(&mut w, &id, &resume, &investigator, "2026-10-16");
        assert_eq!(guards_against(&refusal), ["CF-32"]);
        // Its time is over, and still it is suspended until it resumes.
        assert!(w.organization(&id).penalties.suspended_until().is_some());
        act(&mut w, &id, &resume, &investigator, "2026-10-17");
        assert_eq!(w.organization(&id).penalties.suspended_until(), None);
        let refusal = refused(&mut w, &id, &resume, &investigator, "2026-10-17");
        assert!(guards_against(&refusal).contains(&"CN-8"));
    }
}

/// What is annulled gives certificate, status and name back; only what was challenged before others is annulled by
/// them.
#[test]
fn an_annulment_gives_back_what_was_taken() {
    let mut w = World::default();
    let id = old(&mut w, &institution());
    let before = w.organization(&id).clone();
    let filed = breach(B::Rescission, G::Fraud);
    let number = served(&mut w, &id, filed, decision(vec![M::Rescission {}]));
    let (investigator, _, head) = staff_at(&w, &id);
    let refusal =
        refused(&mut w, &id, &annul(number, AnnulledBy::Court, "2026-09-01"), &head, "2026-09-01");
    assert_eq!(guards_against(&refusal), ["CN-10"]);
    act(&mut w, &id, &seek(number, RemedyKind::Suit, "2026-08-03"), &investigator, "2026-08-03");
    act(&mut w, &id, &annul(number, AnnulledBy::Court, "2026-09-01"), &head, "2026-09-01");
    let after = w.organization(&id);
    assert_eq!(after.status, S::Registered);
    assert_eq!((&after.certificate, &after.names), (&before.certificate, &before.names));
    assert_eq!(after.rescinded_on, None);
    assert!(after.leaving().is_none());
    let known = case(&w, &id, number);
    assert_eq!(known.stage(), PenaltyStage::Annulled);
    assert_eq!(known.remedies[0].ended, Some((day("2026-09-01"), RemedyOutcome::Annulled)));
    assert!(known.in_force().is_none());
    let refusal = refused(
        &mut w,
        &id,
        &annul(number, AnnulledBy::Registrar, "2026-09-02"),
        &head,
        "2026-09-02",
    );
    assert!(guards_against(&refusal).contains(&"CN-1"), "once");
}

/// Where another decision took it as well, it stays taken.
#[test]
fn another_decision_keeps_what_it_took() {
    let mut w = World::default();
    let id = old(&mut w, &institution());
    let first = served(&mut w, &id, usual(), decision(vec![M::Rescission {}]));
    let other = {
        let mut input = decision(vec![M::Rescission {}]);
        input.document_number = "示民罚〔2026〕2号".to_owned();
        served(&mut w, &id, breach(B::Rescission, G::Fraud), input)
    };
    let (_, _, head) = staff_at(&w, &id);
    act(&mut w, &id, &annul(first, AnnulledBy::Registrar, "2026-09-01"), &head, "2026-09-01");
    assert_eq!(w.organization(&id).status, S::Rescinded);
    assert!(case(&w, &id, other).in_force().is_some());
}

/// So it does where an older register told of such a decision.
#[test]
fn an_older_decision_keeps_what_it_took() {
    let mut w = World::default();
    let id = old(&mut w, &institution());
    let number = served(&mut w, &id, usual(), decision(vec![M::Rescission {}]));
    let told = shuniu_core::organization::RecordedDecision {
        document_number: "示民撤〔2019〕1号".to_owned(),
        action: Some(shuniu_core::organization::DecidedAction::Rescission),
        decided_on: day("2019-05-01"),
        authority: "示范区民政局".to_owned(),
    };
    crate::cast::change(&mut w, &id, |o| o.decisions.push(told));
    let (_, _, head) = staff_at(&w, &id);
    act(&mut w, &id, &annul(number, AnnulledBy::Registrar, "2026-09-01"), &head, "2026-09-01");
    assert_eq!(w.organization(&id).status, S::Rescinded);
}

/// A suspension is published: everybody who deals with it has to know.
#[test]
fn a_suspension_is_published() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let number = crate::cast::told(&mut w, &id, usual(), vec![M::Suspension { months: 3 }]);
    let (_, _, head) = staff_at(&w, &id);
    let mut input = decision(vec![M::Suspension { months: 3 }]);
    input.publish = false;
    let request = crate::cast::decide(number, input);
    let refusal = refused(&mut w, &id, &request, &head, DECIDED);
    assert_eq!(guards_against(&refusal), ["XF-48"]);
}

/// A liquidation that rested on nothing else ends with the decision.
#[test]
fn an_annulment_ends_the_liquidation_that_rests_on_it() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let number = served(&mut w, &id, usual(), decision(vec![M::Revocation {}]));
    let begin = shuniu_core::act::ActRequest::Exit {
        request: Box::new(shuniu_core::exit::ExitRequest::Begin(Box::new(
            shuniu_core::exit::BeginLiquidation {
                ground: ExitGround::CertificateRevoked,
                occurred_on: day(SERVED),
                document_number: None,
                appointment: shuniu_core::exit::Appointment::Own {},
                formed_on: day("2026-07-20"),
                head: "组长甲".to_owned(),
                members: 3,
                guided_by: w.organization(&id).registrar.id.clone(),
            },
        ))),
    };
    act(&mut w, &id, &begin, &agent(&id), "2026-07-20");
    assert_eq!(w.organization(&id).status, S::Liquidating);
    let (_, _, head) = staff_at(&w, &id);
    act(&mut w, &id, &annul(number, AnnulledBy::Registrar, "2026-09-01"), &head, "2026-09-01");
    assert_eq!(w.organization(&id).status, S::Registered);
    assert!(w.organization(&id).liquidation().is_none());
}

/// What is told is what is public: nothing before delivery, nothing that is not published.
#[test]
fn only_what_was_delivered_and_published_is_public() {
    let divisions = &books().divisions;
    for publish in [true, false] {
        let mut w = World::default();
        let id = old(&mut w, &application());
        let mut input = decision(vec![fine(20_000)]);
        input.publish = publish;
        let number = decided(&mut w, &id, usual(), input);
        assert!(w.organization(&id).public_record(divisions).penalties.is_empty());
        let (investigator, _, head) = staff_at(&w, &id);
        let done = act(&mut w, &id, &serve(number, SERVED), &investigator, SERVED);
        let public = done.events.iter().filter(|e| e.event.is_public()).count();
        assert_eq!(public, if publish { 2 } else { 0 }, "the delivery and its notice");
        let shown = w.organization(&id).public_record(divisions).penalties;
        assert_eq!(shown.len(), usize::from(publish));
        act(&mut w, &id, &annul(number, AnnulledBy::Registrar, "2026-09-01"), &head, "2026-09-01");
        let shown = w.organization(&id).public_record(divisions).penalties;
        assert!(shown.is_empty(), "the publication is withdrawn with it");
    }
}

/// Steps are offered where there is something to take them on.
#[test]
fn next_steps_know_where_a_case_stands() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let (investigator, reviewer, _) = staff_at(&w, &id);
    let offered = |w: &mut World, actor| -> Vec<ActKind> {
        w.steps_on(&id, actor, DECIDED).iter().map(|step| step.act).collect()
    };
    let before = offered(&mut w, &investigator);
    assert!(before.contains(&ActKind::FilePenaltyCase));
    assert!(!before.contains(&ActKind::NotifyPenalty) && !before.contains(&ActKind::ServePenalty));
    decided(&mut w, &id, usual(), decision(vec![M::Warning {}]));
    let made = offered(&mut w, &reviewer);
    assert!(made.contains(&ActKind::ServePenalty) && !made.contains(&ActKind::NotifyPenalty));
    let head = at(&w, &id, "head", Role::Decider);
    let steps = w.steps_on(&id, &head, DECIDED);
    assert!(steps.iter().any(|step| step.act == ActKind::AnnulPenalty));
    let steps = w.steps_on(&id, &investigator, DECIDED);
    let serve = steps.iter().find(|step| step.act == ActKind::ServePenalty).unwrap();
    assert_eq!(serve.due_by.unwrap().last_day, day("2026-07-23"));
}

/// Penalties of other departments are facts, each once.
#[test]
fn other_departments_are_entered_as_they_are() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let import = |on: &str| shuniu_core::act::ActRequest::Penalty {
        request: Box::new(shuniu_core::oversight::penalty::PenaltyRequest::Import(
            RecordedPenalty {
                document_number: "示卫罚〔2025〕1号".to_owned(),
                authority: "示范市卫生健康委员会".to_owned(),
                decided_on: day(on),
                kinds: vec!["警告".to_owned()],
                yuan: None,
                facts: None,
                basis: None,
                source: "公示信息".to_owned(),
            },
        )),
    };
    let administrator = crate::support::administrator();
    let refusal = refused(&mut w, &id, &import("2026-07-02"), &administrator, "2026-07-01");
    assert_eq!(guards_against(&refusal), ["CN-11"]);
    act(&mut w, &id, &import("2025-07-01"), &administrator, "2026-07-01");
    let refusal = refused(&mut w, &id, &import("2025-07-01"), &administrator, "2026-07-01");
    assert_eq!(guards_against(&refusal), ["CN-11"]);
    let recorded = &w.organization(&id).penalties.recorded[0];
    assert!(!recorded.is_fine_or_heavier());
    let fined = RecordedPenalty { yuan: Some(1), ..recorded.clone() };
    let stopped = RecordedPenalty { kinds: vec!["责令停业".to_owned()], ..recorded.clone() };
    assert!(fined.is_fine_or_heavier() && stopped.is_fine_or_heavier());
}
