//! Record errors and changed facts.

use serde_json::{Value, json};
use shuniu_core::{
    act::ActRequest,
    correction::{
        ChangeFact, CorrectionKind, CorrectionRequest, FactChange, FactItem, RestingBecomes,
        correctable, reach,
    },
    event::Event,
    organization::{OrganizationEvent, ReissueGround},
    oversight::{ProposalKind, proposals},
    registration::ItemChanges,
};

use crate::{
    cast::{
        TODAY, act, agent, annul, annulment, answered, answers, as_of, asked, changed, correct,
        correction, entries, established, field, head, last, moved, moved_to, refused, renamed,
    },
    support::{World, day, examiner, guards_against, reception},
};

const WRONG: &str = "北京市朝阳区示范路1号";
const RIGHT: &str = "北京市朝阳区示范路10号";

fn domicile() -> Vec<shuniu_core::correction::CorrectedField> {
    vec![field("items.domicile", WRONG, RIGHT)]
}

#[test]
fn what_was_miscopied_counts_from_its_own_day() {
    let mut w = World::default();
    let id = established(&mut w);
    let by = head(&w, &id, "head");
    let input = answered(&w, &id, correction(1, domicile()));
    act(&mut w, &id, &correct(input), &by, TODAY);
    assert_eq!(w.organization(&id).items.domicile.as_deref(), Some(RIGHT));
    // As of the first day, too; the entry itself says what it said.
    assert_eq!(as_of(&w, &id, "2026-06-01").items.domicile.as_deref(), Some(RIGHT));
    let Event::Organization(OrganizationEvent::Registered { items, .. }) =
        &entries(&w, &id)[0].event
    else {
        panic!("the first entry")
    };
    assert_eq!(items.domicile.as_deref(), Some(WRONG));
    let made = &w.organization(&id).corrections.made;
    assert_eq!((made[0].kind, made[0].entry), (CorrectionKind::RecordError, Some(1)));
    let (register, _) = w.replayed();
    assert_eq!(register.organizations, w.register.organizations, "the log gives the record");
}

/// A change of something else, decided while the error stood, does not bring it back.
#[test]
fn a_later_change_of_something_else_keeps_the_correction() {
    let mut w = World::default();
    let id = established(&mut w);
    let purpose = Some("传承和推广示范技艺".to_owned());
    changed(&mut w, &id, ItemChanges { purpose, ..ItemChanges::default() }, "2026-07-06");
    let by = head(&w, &id, "head");
    let input = answered(&w, &id, correction(1, domicile()));
    act(&mut w, &id, &correct(input), &by, TODAY);
    let items = &w.organization(&id).items;
    assert_eq!(items.domicile.as_deref(), Some(RIGHT));
    assert_eq!(items.purpose.as_deref(), Some("传承和推广示范技艺"));
}

/// What was set anew meanwhile rests on it no more, and stays.
#[test]
fn a_later_change_of_the_same_stays() {
    let mut w = World::default();
    let id = established(&mut w);
    moved_to(&mut w, &id, "北京市朝阳区示范路9号", "2026-07-06");
    let by = head(&w, &id, "head");
    let corrected = correction(1, domicile());
    let resting = reach(&entries(&w, &id), 1, Some(&corrected));
    assert_eq!(resting.len(), 1, "the first certificate alone: {resting:?}");
    let input = answered(&w, &id, corrected);
    act(&mut w, &id, &correct(input), &by, TODAY);
    let organization = w.organization(&id);
    assert_eq!(organization.items.domicile.as_deref(), Some("北京市朝阳区示范路9号"));
    assert_eq!(as_of(&w, &id, "2026-07-05").items.domicile.as_deref(), Some(RIGHT));
}

/// Every act that rests on it is answered for, once; a certificate that prints it is issued anew.
#[test]
fn what_rests_on_it_is_answered_for() {
    let mut w = World::default();
    let id = established(&mut w);
    let by = head(&w, &id, "head");
    let silent = correct(correction(1, domicile()));
    let refusal = refused(&mut w, &id, &silent, &by, TODAY);
    assert_eq!(guards_against(&refusal), ["GZ-4"]);
    let mut twice = answered(&w, &id, correction(1, domicile()));
    twice.resting.extend(twice.resting.clone());
    assert_eq!(guards_against(&refused(&mut w, &id, &correct(twice), &by, TODAY)), ["GZ-4"]);
    let mut beside = answered(&w, &id, correction(1, domicile()));
    beside.resting[0].entry = 1;
    assert_eq!(guards_against(&refused(&mut w, &id, &correct(beside), &by, TODAY)), ["GZ-4"]);

    let renew = ActRequest::ReissueCertificate { ground: ReissueGround::Corrected };
    assert_eq!(guards_against(&refused(&mut w, &id, &renew, &reception(), TODAY)), ["ZZ-14"]);
    let input = answered(&w, &id, correction(1, domicile()));
    assert_eq!(input.resting[0].becomes, RestingBecomes::Reissued);
    act(&mut w, &id, &correct(input), &by, TODAY);
    let proposed = |w: &World| {
        let all = proposals(&w.books, w.organization(&id), day(TODAY));
        all.iter().any(|p| p.kind == ProposalKind::RenewCertificate && p.due_on == day(TODAY))
    };
    assert!(proposed(&w), "nobody forgets the paper");
    act(&mut w, &id, &renew, &reception(), TODAY);
    assert!(!proposed(&w));
    assert_eq!(guards_against(&refused(&mut w, &id, &renew, &reception(), TODAY)), ["ZZ-14"]);
    // What prints nothing of it needs no new paper.
    let purpose = vec![field("items.purpose", "传承示范技艺", "传承示范技艺文化")];
    act(&mut w, &id, &correct(correction(1, purpose)), &by, TODAY);
    assert_eq!(guards_against(&refused(&mut w, &id, &renew, &reception(), TODAY)), ["ZZ-14"]);
}

#[test]
fn only_what_can_be_miscopied_is_corrected() {
    let mut w = World::default();
    let id = established(&mut w);
    let by = head(&w, &id, "head");
    for fields in [
        vec![field("uscc", "x", "y")],
        vec![field("kind", "association", "foundation")],
        vec![field("items.domicile", "别处", RIGHT)],
        vec![field("items.domicile", WRONG, WRONG)],
        [domicile(), domicile()].concat(),
        Vec::new(),
    ] {
        let input = answered(&w, &id, correction(1, fields.clone()));
        let refusal = refused(&mut w, &id, &correct(input), &by, TODAY);
        assert!(guards_against(&refusal).contains(&"GZ-2"), "{fields:?}: {:?}", refusal.against);
    }
    // What is no value of its kind leaves no record.
    for fields in [
        vec![field("items.funds_yuan", 30_000, "三万")],
        vec![field("established_on", "2026-06-01", "昨天")],
        vec![field("established_on", "2026-06-01", "2026-09-02")],
        vec![field("name", "北京市朝阳区示范技艺协会", "")],
        vec![field("name", "北京市朝阳区示范技艺协会", Value::Null)],
    ] {
        let input = answered(&w, &id, correction(1, fields.clone()));
        let refusal = refused(&mut w, &id, &correct(input), &by, TODAY);
        assert_eq!(guards_against(&refusal), ["GZ-3"], "{fields:?}");
    }
    for entry in [0, 99] {
        let refusal = refused(&mut w, &id, &correct(correction(entry, domicile())), &by, TODAY);
        assert!(guards_against(&refusal).contains(&"GZ-1"));
    }
    let notice = last(&w, &id, "organization.notice_published");
    assert!(correctable(&entries(&w, &id)[usize::try_from(notice).unwrap() - 1].event).is_empty());
}

/// A past date is corrected within what it follows and what follows it.
#[test]
fn a_past_date_keeps_its_place() {
    let mut w = World::default();
    let id = established(&mut w);
    moved_to(&mut w, &id, "北京市朝阳区示范路9号", "2026-07-06");
    let entry = last(&w, &id, "organization.items_changed");
    let by = head(&w, &id, "head");
    for (on, fits) in [
        ("2026-05-31", false),
        ("2026-06-01", true),
        ("2026-07-05", true),
        ("2026-07-06", false),
        ("2026-07-07", false),
    ] {
        let mut w = w.clone();
        let input = answered(&w, &id, moved(entry, day(on)));
        if fits {
            act(&mut w, &id, &correct(input), &by, TODAY);
            assert_eq!(as_of(&w, &id, on).items.domicile.as_deref(), Some("北京市朝阳区示范路9号"));
            let before = day(on).pred_opt().unwrap().to_string();
            if day(on) > day("2026-06-01") {
                assert_eq!(as_of(&w, &id, &before).items.domicile.as_deref(), Some(WRONG));
            }
        } else {
            assert!(
                refused(&mut w, &id, &correct(input), &by, TODAY).against[0].starts_with("GZ-"),
                "{on}"
            );
        }
    }
    // A later day than that of its certificate is out of order.
    let input = answered(&w, &id, moved(entry, day("2026-07-07")));
    assert_eq!(guards_against(&refused(&mut w, &id, &correct(input), &by, TODAY)), ["GZ-3"]);
}

/// A name that was mistyped is borne as it should be from its first day on, and must be free.
#[test]
fn a_mistyped_name() {
    let mut w = World::default();
    let id = established(&mut w);
    renamed(&mut w, &id, "新枝艺", "2026-07-06");
    let entry = last(&w, &id, "organization.items_changed");
    let by = head(&w, &id, "head");
    let (typed, meant) = ("北京市朝阳区新枝艺协会", "北京市朝阳区新技艺协会");
    let fields = || vec![field("name", typed, meant)];
    let mut taken = w.clone();
    let other = crate::support::application_in_field("新技艺");
    taken.established(&other, "2026-06-01");
    let input = answered(&taken, &id, correction(entry, fields()));
    let refusal = refused(&mut taken, &id, &correct(input), &by, TODAY);
    assert_eq!(guards_against(&refusal), ["GZ-8"]);
    let input = answered(&w, &id, correction(entry, fields()));
    act(&mut w, &id, &correct(input), &by, TODAY);
    let names: Vec<&str> =
        w.organization(&id).names.iter().map(|name| name.name.as_str()).collect();
    assert_eq!(names, ["北京市朝阳区示范技艺协会", meant]);
    assert_eq!(as_of(&w, &id, "2026-07-06").name, meant);
    // The change tells the right value, too.
    let known = shuniu_core::correction::as_corrected(&w.register.entries[&id]).into_iter();
    let told: Vec<Value> = known
        .filter_map(|known| match known.event.into_owned() {
            Event::Organization(OrganizationEvent::ItemsChanged { changes, .. }) => {
                Some(changes[0].new.clone())
            }
            _ => None,
        })
        .collect();
    assert_eq!(told, [json!(meant)]);
}

/// A correction that was wrong is corrected again, or taken back: the newest word holds.
#[test]
fn a_correction_is_corrected_or_taken_back() {
    let mut w = World::default();
    let id = established(&mut w);
    let by = head(&w, &id, "head");
    let input = answered(&w, &id, correction(1, domicile()));
    act(&mut w, &id, &correct(input), &by, TODAY);
    let first = last(&w, &id, "correction.record_corrected");
    let again = vec![field("items.domicile", RIGHT, "北京市朝阳区示范路11号")];
    let input = answered(&w, &id, correction(1, again));
    act(&mut w, &id, &correct(input), &by, TODAY);
    assert_eq!(w.organization(&id).items.domicile.as_deref(), Some("北京市朝阳区示范路11号"));
    let second = last(&w, &id, "correction.record_corrected");
    let resting = answers(&w, &id, second, None);
    act(&mut w, &id, &annul(annulment(second, resting)), &by, TODAY);
    assert_eq!(w.organization(&id).items.domicile.as_deref(), Some(RIGHT));
    let resting = answers(&w, &id, first, None);
    act(&mut w, &id, &annul(annulment(first, resting)), &by, TODAY);
    assert_eq!(w.organization(&id).items.domicile.as_deref(), Some(WRONG));
    // What does not hold is not corrected.
    let more = correct(correction(second, Vec::new()));
    assert!(guards_against(&refused(&mut w, &id, &more, &by, TODAY)).contains(&"GZ-1"));
}

/// A paper that was issued for a correction prints it: it rests on the correction, and on an annulment, as on any act.
#[test]
fn a_paper_rests_on_the_correction_that_it_prints() {
    let mut w = World::default();
    let id = established(&mut w);
    let by = head(&w, &id, "head");
    let renew = ActRequest::ReissueCertificate { ground: ReissueGround::Corrected };
    let input = answered(&w, &id, correction(1, domicile()));
    act(&mut w, &id, &correct(input), &by, TODAY);
    act(&mut w, &id, &renew, &reception(), TODAY);
    let first = last(&w, &id, "correction.record_corrected");
    let resting = reach(&entries(&w, &id), first, None);
    assert!(resting.len() == 1 && resting[0].certificate.is_some(), "{resting:?}");
    let resting = answers(&w, &id, first, None);
    act(&mut w, &id, &annul(annulment(first, resting)), &by, TODAY);
    act(&mut w, &id, &renew, &reception(), TODAY);
    let annulled = last(&w, &id, "correction.act_annulled");
    let resting = reach(&entries(&w, &id), annulled, None);
    assert!(resting.len() == 1 && resting[0].certificate.is_some(), "{resting:?}");
}

fn fact(item: FactItem, old: &str, new: &str, since: &str) -> ActRequest {
    let (old, new) = (old.to_owned(), new.to_owned());
    let fact = FactChange { item, old, new, since: day(since) };
    let (reasons, document_number) = ("地名办通知".to_owned(), "示地〔2026〕3号".to_owned());
    asked(CorrectionRequest::ChangeFact(ChangeFact { fact, reasons, document_number }))
}

/// The same place is called something else from a day on, and was not before.
#[test]
fn a_fact_changes_from_its_day_on() {
    let mut w = World::default();
    let id = established(&mut w);
    moved_to(&mut w, &id, "北京市朝阳区示范路9号", "2026-07-06");
    let place = FactItem::Domicile;
    let (old, new) = ("北京市朝阳区示范路9号", "北京市朝阳区新示范路9号");
    for (request, rule) in [
        (fact(place, WRONG, new, "2026-08-01"), "GZ-10"),
        (fact(place, old, old, "2026-08-01"), "GZ-10"),
        (fact(place, old, " ", "2026-08-01"), "GZ-10"),
        (fact(place, old, new, "2026-07-05"), "GZ-3"),
        (fact(place, old, new, "2026-09-02"), "GZ-3"),
    ] {
        assert_eq!(guards_against(&refused(&mut w, &id, &request, &examiner(), TODAY)), [rule]);
    }
    act(&mut w, &id, &fact(place, old, new, "2026-08-01"), &examiner(), TODAY);
    assert_eq!(w.organization(&id).items.domicile.as_deref(), Some(new));
    assert_eq!(as_of(&w, &id, "2026-07-31").items.domicile.as_deref(), Some(old));
    assert_eq!(as_of(&w, &id, "2026-08-01").items.domicile.as_deref(), Some(new));
    let person = fact(FactItem::LegalRepresentative, "张三", "张山", "2026-08-01");
    act(&mut w, &id, &person, &examiner(), TODAY);
    let representative = w.organization(&id).items.legal_representative.clone().unwrap();
    assert_eq!(
        (representative.name.as_str(), representative.identity_digest.as_deref()),
        ("张山", Some("d-zhang"))
    );
    // Whoever acts for the organization applies for a change, and states no facts.
    let denied = w.act(
        &crate::support::On::Organization(&id),
        &fact(place, new, old, "2026-08-02"),
        &agent(&id),
        TODAY,
    );
    assert!(matches!(denied, Err(shuniu_core::decide::DecideError::Denied(_))));
}
