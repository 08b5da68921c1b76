//! What is left: the report at, below and above each limit, and who may be given what of which
//! organization.

use shuniu_core::{
    decide::DecideError,
    exit::{ExitGround, ExitRequest, Recipient, Report},
    registration::EstablishmentApplication,
};

use crate::{
    cast::{
        act, agent, announcement, begin, beginning, established, given, in_liquidation, notices,
        of, refused, report,
    },
    support::{
        On, REGISTRAR, World, application, day, foundation, guards_against, institution, unit_id,
    },
};

/// The rules against a report of an organization of this kind, on 09-01.
fn report_against(application: &EstablishmentApplication, report: Report) -> Vec<String> {
    let mut w = World::default();
    let id = in_liquidation(&mut w, application);
    let request = of(ExitRequest::Conclude(report));
    match w.act(&On::Organization(&id), &request, &agent(&id), "2026-09-01") {
        Ok(_) => Vec::new(),
        Err(DecideError::Refused(refusal)) => refusal.against,
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn the_amounts_add_up() {
    let a = application();
    assert!(report_against(&a, report()).is_empty());
    let odd = |change: fn(&mut Report)| {
        let mut report = report();
        change(&mut report);
        report_against(&a, report)
    };
    assert_eq!(odd(|r| r.remaining_yuan = 599), ["TC-2"]);
    assert_eq!(odd(|r| r.disposals[0].yuan = 599), ["TC-2"]);
    assert_eq!(odd(|r| r.disposals.clear()), ["TC-2"]);
    assert_eq!(odd(|r| r.debts_yuan = 1_001), ["TC-2"], "insolvent");
    assert_eq!(odd(|r| r.debts_yuan = i64::MIN), ["TC-2"]);
    assert_eq!(odd(|r| (r.assets_yuan, r.remaining_yuan) = (400, 0)), ["TC-2"]);
    let nothing_left: fn(&mut Report) = |r| {
        (r.assets_yuan, r.remaining_yuan) = (400, 0);
        r.disposals.clear();
    };
    assert!(odd(nothing_left).is_empty());
    assert_eq!(odd(|r| r.dated = day("2026-08-20")), ["TC-3"], "the last day for claims is theirs");
    assert!(odd(|r| r.dated = day("2026-08-21")).is_empty());
    assert_eq!(odd(|r| r.dated = day("2026-09-02")), ["TC-1"], "a day to come");
}

#[test]
fn creditors_are_told_before_the_end() {
    let mut w = World::default();
    let id = established(&mut w, &application());
    act(
        &mut w,
        &id,
        &begin(beginning(ExitGround::SelfDissolution, &unit_id(REGISTRAR))),
        &agent(&id),
        "2026-07-03",
    );
    let conclude = of(ExitRequest::Conclude(report()));
    let refusal = refused(&mut w, &id, &conclude, &agent(&id), "2026-09-01");
    assert_eq!(guards_against(&refusal), ["TC-3"]);
}

/// A recipient with the rules that stand against it.
type Refused = (Recipient, &'static [&'static str]);

/// Who may be given what is left: an association without charity status follows its charter.
#[test]
fn what_is_left_stays_in_public_benefit() {
    use Recipient as R;
    let all = [R::Charity, R::PublicBenefit, R::Arranged, R::Members, R::Founders, R::Others];
    let mut charity = foundation();
    charity.charity = Some(crate::support::charity());
    let table: [(&str, EstablishmentApplication, &[Refused]); 4] = [
        (
            "association",
            application(),
            &[(R::Members, &["QS-5"]), (R::Founders, &["QS-5"]), (R::Others, &["QS-5"])],
        ),
        (
            "institution",
            institution(),
            &[(R::Members, &["QS-5"]), (R::Founders, &["QS-5"]), (R::Others, &["QS-5"])],
        ),
        (
            "foundation",
            foundation(),
            &[
                (R::Members, &["QS-5", "JJ-33"]),
                (R::Founders, &["QS-5", "JJ-33"]),
                (R::Others, &["QS-5", "JJ-33"]),
            ],
        ),
        (
            "charity",
            charity,
            &[
                (R::PublicBenefit, &["QS-10b"]),
                (R::Members, &["QS-5", "QS-10b", "JJ-33"]),
                (R::Founders, &["QS-5", "QS-10b", "JJ-33"]),
                (R::Others, &["QS-5", "QS-10b", "JJ-33"]),
            ],
        ),
    ];
    for (what, application, not) in table {
        for recipient in all {
            let disposals = vec![given(recipient, 600)];
            let found = report_against(&application, Report { disposals, ..report() });
            let wanted =
                not.iter().find(|(r, _)| *r == recipient).map_or(&[][..], |(_, rules)| rules);
            assert_eq!(found, wanted, "{what}: {recipient:?}");
        }
    }
}

/// An association for the common benefit of its members says so, and follows its charter; nobody else.
#[test]
fn common_benefit_is_stated() {
    let mut charity = application();
    charity.charity = Some(crate::support::charity());
    let to_members = || Report {
        mutual_benefit: true,
        disposals: vec![given(Recipient::Members, 600)],
        ..report()
    };
    assert!(report_against(&application(), to_members()).is_empty());
    assert_eq!(report_against(&institution(), to_members()), ["QS-5"]);
    assert_eq!(report_against(&charity, to_members()), ["QS-5", "QS-10b"]);
}

/// What the registrar arranges has its document, and the public is told.
#[test]
fn what_is_arranged_is_announced() {
    let arranged = || Report { disposals: vec![given(Recipient::Arranged, 600)], ..report() };
    let mut bare = arranged();
    bare.disposals[0].document_number = None;
    assert_eq!(report_against(&foundation(), bare), ["TC-2"]);
    let mut w = World::default();
    let id = in_liquidation(&mut w, &foundation());
    let request = of(ExitRequest::Conclude(arranged()));
    let done = act(&mut w, &id, &request, &agent(&id), "2026-09-01");
    assert!(notices(&done).iter().any(|(subject, text)| {
        subject == "remaining_property" && text.contains("示民函〔2026〕8号")
    }));
}

#[test]
fn a_report_is_filed_anew() {
    let mut w = World::default();
    let id = in_liquidation(&mut w, &application());
    let conclude = of(ExitRequest::Conclude(report()));
    act(&mut w, &id, &conclude, &agent(&id), "2026-09-01");
    let mended = Report { confirmed_by: "示范民政局".to_owned(), ..report() };
    let mended = of(ExitRequest::Conclude(mended));
    act(&mut w, &id, &mended, &agent(&id), "2026-09-02");
    let kept = w.organization(&id).liquidation().unwrap().concluded.clone().unwrap();
    assert_eq!(kept.report.confirmed_by, "示范民政局");
    let announce = of(ExitRequest::Announce(announcement()));
    let refusal = refused(&mut w, &id, &announce, &agent(&id), "2026-09-02");
    assert_eq!(guards_against(&refusal), ["TC-5b"]);
}
