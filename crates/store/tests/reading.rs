//! The read models: what was put comes back, lists visit each row once, snapshots hold still.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod support;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shuniu_store::{
    CaseFilter, CaseRow, IdentityRow, NO_DUE_DATE, NameRow, NoticeFilter, NoticeRow,
    OrganizationFilter, OrganizationRow, PostRow, Reader, RelationFilter, RelationRow, Store,
    StoreError, UnitFilter, UnitRow,
};
use support::{day, each_store, second, write};

fn read<T>(store: &Store, f: impl FnOnce(&mut Reader<'_>) -> Result<T, StoreError>) -> T {
    store.read(f).expect("an answer")
}

/// A hundred organizations in five divisions, of two kinds; every tenth without a code.
fn organization(n: i64) -> OrganizationRow {
    OrganizationRow {
        id: format!("organization-{n}"),
        seq: n,
        uscc: (n % 10 != 0).then(|| format!("51{n:016}")),
        name: format!("第{}协会", n / 2),
        kind: if n % 2 == 0 { "association" } else { "foundation" }.into(),
        status: if n % 7 == 0 { "closed" } else { "registered" }.into(),
        division: format!("1101{:02}", n % 5),
        registrar: format!("registrar-{}", n % 3),
        supervisory_unit: (n % 4 != 0).then(|| format!("unit-{}", n % 4)),
        responsible: "none".to_owned(),
        established_on: (n % 6 != 0).then(|| day(n)),
        version: 1,
        position: n,
        updated_at: second(n),
        document: format!("{{\"n\": {n}}}"),
        state: "{}".into(),
    }
}

fn fill_organizations(store: &Store) {
    let fill = |writer: &mut shuniu_store::Writer<'_>| {
        (1..=100).try_for_each(|n| writer.add_organizations(&[organization(n)]))
    };
    write(store, fill).expect("organizations");
}

#[test]
fn an_organization_is_found_by_every_key() {
    each_store(|store| {
        fill_organizations(&store);
        let row = organization(42);
        let code = row.uscc.clone().expect("a code");
        read(&store, |reader| {
            assert_eq!(reader.organization(&row.id)?.as_ref(), Some(&row));
            assert_eq!(reader.organization_by_uscc(&code)?.as_ref(), Some(&row));
            assert_eq!(reader.organization("nobody")?, None);
            for key in [&row.id, &code] {
                let document = reader.organization_document(key)?.expect("a document");
                assert_eq!(
                    (document.id, document.document),
                    (row.id.clone(), "{\"n\": 42}".into())
                );
            }
            assert_eq!(reader.organization_document("nobody")?, None);
            Ok(())
        });
        let name = |n: i64| NameRow {
            id: n,
            organization: organization(n).id,
            name: "第21协会".into(),
            normal: "第21协会".into(),
            registrar: "r".into(),
            kind: "association".into(),
            valid_from: day(0),
            valid_to: None,
        };
        // The last of them bears another name now.
        let names = [42, 42, 43, 44].iter().zip(1..).map(|(n, id)| NameRow { id, ..name(*n) });
        let names: Vec<NameRow> = names.collect();
        write(&store, move |writer| writer.add_names(&names, &vec![Vec::new(); 4])).expect("names");
        read(&store, |reader| {
            let same_name = reader.organizations_by_name("第21协会")?;
            assert!(same_name.iter().map(|it| it.seq).eq([42, 43]));
            Ok(())
        });
    });
}

#[test]
fn a_change_replaces_every_column() {
    each_store(|store| {
        fill_organizations(&store);
        let mut row = organization(42);
        row.version = 2;
        row.uscc = None;
        row.established_on = None;
        row.supervisory_unit = None;
        row.state = "{\"a\": 1}".into();
        let put = row.clone();
        write(&store, move |writer| writer.change_organization(&put)).expect("a row");
        assert_eq!(read(&store, |reader| reader.organization(&row.id)), Some(row));
    });
}

#[test]
fn documents_come_by_the_thousand() {
    each_store(|store| {
        fill_organizations(&store);
        let mut codes: Vec<String> = (1..=50).filter_map(|n| organization(n).uscc).collect();
        codes.extend((51..=60).map(|n| organization(n).id));
        codes.extend((0..2000).map(|n| format!("unknown-{n}")));
        let found = read(&store, |reader| reader.organization_documents(&codes));
        assert_eq!(found.len(), 45 + 10);
        assert!(read(&store, |reader| reader.organization_documents(&[])).is_empty());
    });
}

/// Walks a list page by page and compares it with the rows that should be there.
fn walk(store: &Store, filter: &OrganizationFilter, keep: impl Fn(&OrganizationRow) -> bool) {
    let expected: Vec<i64> = (1..=100).map(organization).filter(keep).map(|row| row.seq).collect();
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = read(store, |reader| reader.list_organizations(filter, after, 7));
        let Some(last) = page.last() else { break };
        after = Some(last.seq);
        seen.extend(page.iter().map(|it| it.seq));
    }
    assert_eq!(seen, expected, "{filter:?}");
    let count = read(store, |reader| reader.count_organizations(filter));
    assert_eq!(count, i64::try_from(expected.len()).expect("few"));
}

#[test]
fn every_filter_of_organizations_narrows() {
    each_store(|store| {
        fill_organizations(&store);
        let all = OrganizationFilter::default;
        let some = |text: &str| Some(text.to_owned());
        walk(&store, &all(), |_| true);
        walk(&store, &OrganizationFilter { kind: some("foundation"), ..all() }, |row| {
            row.kind == "foundation"
        });
        walk(&store, &OrganizationFilter { status: some("closed"), ..all() }, |row| {
            row.status == "closed"
        });
        walk(&store, &OrganizationFilter { division_prefix: some("110103"), ..all() }, |row| {
            row.division == "110103"
        });
        walk(&store, &OrganizationFilter { division_prefix: some("11"), ..all() }, |_| true);
        walk(&store, &OrganizationFilter { division_prefix: some("12"), ..all() }, |_| false);
        walk(&store, &OrganizationFilter { registrar: some("registrar-2"), ..all() }, |row| {
            row.registrar == "registrar-2"
        });
        walk(&store, &OrganizationFilter { supervisory_unit: some("unit-1"), ..all() }, |row| {
            row.supervisory_unit.as_deref() == Some("unit-1")
        });
        walk(&store, &OrganizationFilter { established_from: Some(day(50)), ..all() }, |row| {
            row.established_on >= Some(day(50))
        });
        walk(&store, &OrganizationFilter { established_to: Some(day(50)), ..all() }, |row| {
            row.established_on.is_some_and(|on| on <= day(50))
        });
        walk(&store, &OrganizationFilter { uscc_absent: Some(true), ..all() }, |row| {
            row.uscc.is_none()
        });
        let both =
            OrganizationFilter { uscc_absent: Some(false), kind: some("association"), ..all() };
        walk(&store, &both, |row| row.uscc.is_some() && row.kind == "association");
    });
}

fn case(n: i64) -> CaseRow {
    CaseRow {
        id: format!("case-{n}"),
        seq: n,
        act: format!("act-{}", n % 2),
        status: ["submitted", "accepted", "decided"][usize::try_from(n % 3).expect("small")].into(),
        kind: "association".into(),
        registrar: "registrar-1".into(),
        supervisory_unit: Some(format!("unit-{}", n % 2)),
        division: format!("11010{}", n % 3),
        subject_name: "某某协会".into(),
        applicant: format!("applicant-{}", n % 5),
        organization: (n % 2 == 0).then(|| "organization-1".into()),
        opened_on: day(0),
        due_on: (n % 4 != 0).then(|| day(n * 7 % 10)),
        due_what: None,
        version: 1,
        position: n,
        updated_at: second(n),
        state: "{}".into(),
    }
}

fn worklist(store: &Store, filter: &CaseFilter) -> Vec<CaseRow> {
    let mut seen = Vec::new();
    let mut after: Option<(NaiveDate, i64)> = None;
    loop {
        let page = read(store, |reader| reader.list_cases(filter, after, 7));
        let Some(last) = page.last() else { break };
        after = Some(last.worklist_key());
        seen.extend(page);
    }
    let count = read(store, |reader| reader.count_cases(filter));
    assert_eq!(count, i64::try_from(seen.len()).expect("few"));
    seen
}

#[test]
fn the_worklist_shows_each_case_once_most_urgent_first() {
    each_store(|store| {
        let put = |writer: &mut shuniu_store::Writer<'_>| {
            (1..=80).try_for_each(|n| writer.add_cases(&[case(n)]))
        };
        write(&store, put).expect("cases");
        let check = |filter: CaseFilter, keep: fn(&CaseRow) -> bool| {
            let mut expected: Vec<_> = (1..=80).map(case).filter(keep).collect();
            expected.sort_by_key(CaseRow::worklist_key);
            assert_eq!(worklist(&store, &filter), expected, "{filter:?}");
        };
        let all = CaseFilter::default;
        check(all(), |_| true);
        let statuses = vec!["submitted".into(), "accepted".into()];
        check(CaseFilter { statuses, ..all() }, |row| row.status != "decided");
        check(CaseFilter { act: Some("act-1".into()), ..all() }, |row| row.act == "act-1");
        check(CaseFilter { registrar: Some("registrar-2".into()), ..all() }, |_| false);
        check(CaseFilter { supervisory_unit: Some("unit-0".into()), ..all() }, |row| {
            row.supervisory_unit.as_deref() == Some("unit-0")
        });
        check(CaseFilter { applicant: Some("applicant-3".into()), ..all() }, |row| {
            row.applicant == "applicant-3"
        });
        check(CaseFilter { organization: Some("organization-1".into()), ..all() }, |row| {
            row.organization.is_some()
        });
        check(CaseFilter { division_prefix: Some("110101".into()), ..all() }, |row| {
            row.division == "110101"
        });
        check(CaseFilter { due_before: Some(day(3)), ..all() }, |row| {
            row.due_on.is_some_and(|due| due < day(3))
        });
    });
}

#[test]
fn a_case_without_a_clock_moves_to_the_end() {
    each_store(|store| {
        write(&store, |writer| writer.add_cases(&[case(1), case(2)])).expect("cases");
        let done = CaseRow { due_on: None, due_what: None, ..case(2) };
        let row = done.clone();
        write(&store, move |writer| writer.change_case(&row)).expect("a case");
        assert_eq!(done.worklist_key(), (NO_DUE_DATE, 2));
        assert_eq!(read(&store, |reader| reader.case("case-2")), Some(done.clone()));
        assert_eq!(worklist(&store, &CaseFilter::default()), [case(1), done]);
    });
}

#[test]
fn units_are_listed_by_what_they_are_and_when() {
    each_store(|store| {
        let unit = |n: i64| UnitRow {
            id: format!("unit-{n}"),
            seq: n,
            kind: format!("kind-{}", n % 2),
            name: format!("第{}局", n / 2),
            division: format!("11{}", n % 3),
            valid_from: day(n),
            valid_to: (n % 4 == 0).then(|| day(n + 5)),
            review_on: None,
            version: 1,
            position: n,
            updated_at: second(n),
            state: "{}".into(),
        };
        write(&store, move |writer| (1..=30).try_for_each(|n| writer.put_unit(&unit(n))))
            .expect("units");
        let list = |filter: &UnitFilter| -> Vec<i64> {
            let first = read(&store, |reader| reader.list_units(filter, None, 4));
            let rest =
                read(&store, |reader| reader.list_units(filter, first.last().map(|it| it.seq), 99));
            first.iter().chain(&rest).map(|it| it.seq).collect()
        };
        let all = UnitFilter::default;
        assert!(list(&all()).into_iter().eq(1..=30));
        let odd = list(&UnitFilter { kind: Some("kind-1".into()), ..all() });
        assert!(odd.into_iter().eq((1..=30).filter(|n| n % 2 == 1)));
        let there = list(&UnitFilter { division_prefix: Some("112".into()), ..all() });
        assert!(there.into_iter().eq((1..=30).filter(|n| n % 3 == 2)));
        assert_eq!(list(&UnitFilter { name: Some("第3局".into()), ..all() }), [6, 7]);
        // Unit 4 exists from day 4 and no longer on day 9.
        assert_eq!(list(&UnitFilter { on: Some(day(4)), ..all() }), [1, 2, 3, 4]);
        assert!(!list(&UnitFilter { on: Some(day(9)), ..all() }).contains(&4));
        assert_eq!(read(&store, |reader| reader.unit("unit-7")), Some(unit(7)));
        assert_eq!(read(&store, |reader| reader.units_by_name("第3局")).len(), 2);
    });
}

#[test]
fn relations_hold_until_they_end() {
    each_store(|store| {
        let relation = |id: i64| {
            let organization = format!("organization-{}", 1 + id % 2);
            let kind = if id % 3 == 0 { "liaison" } else { "supervision" };
            RelationRow::begun((id, day(id)), &organization, "unit-1", kind, "b")
        };
        write(&store, move |writer| {
            writer.add_organizations(&[organization(1), organization(2)])?;
            (1..=20).try_for_each(|id| writer.add_relations(&[relation(id)]))?;
            writer.end_relation(4, day(10))?;
            let notified = RelationRow {
                notified_on: Some(day(12)),
                due_on: Some(day(15)),
                plan: Some("{}".into()),
                ..relation(7)
            };
            writer.change_relation(&notified)
        })
        .expect("relations");
        let of = |on| read(&store, |reader| reader.relations_of("organization-1", on)).len();
        assert_eq!((of(None), of(Some(day(9))), of(Some(day(10)))), (10, 4, 4));
        let mut seen = BTreeSet::new();
        let mut after = None;
        let of_unit = RelationFilter {
            unit: Some("unit-1".into()),
            kind: Some("supervision".into()),
            on: Some(day(12)),
            ..RelationFilter::default()
        };
        loop {
            let page = read(&store, |reader| reader.list_relations(&of_unit, after, 3));
            let Some(last) = page.last() else { break };
            after = Some(last.relation.id);
            assert!(page.iter().all(|member| !member.name.is_empty()));
            seen.extend(page.iter().map(|member| member.relation.id));
        }
        assert!(seen.into_iter().eq([1, 2, 5, 7, 8, 10, 11]));
        let ids = |filter: RelationFilter| -> Vec<i64> {
            let page = read(&store, |reader| reader.list_relations(&filter, None, 50));
            page.iter().map(|member| member.relation.id).collect()
        };
        let gaps = RelationFilter { gaps: true, ..RelationFilter::default() };
        assert_eq!(ids(gaps.clone()), [7]);
        assert_eq!(ids(RelationFilter { due_before: Some(day(16)), ..gaps.clone() }), [7]);
        assert!(ids(RelationFilter { due_before: Some(day(15)), ..gaps }).is_empty());
        let unplanned = RelationFilter { without_plan: true, ..of_unit.clone() };
        assert!(ids(unplanned).into_iter().eq([1, 2, 5, 8, 10, 11]));
        let counts = |on| read(&store, |reader| reader.count_relations("unit-1", on));
        let of = |on, kind: &str| counts(on).get(kind).copied().unwrap_or_default();
        assert_eq!((of(None, "supervision"), of(None, "liaison")), (13, 6));
        assert_eq!((of(Some(day(12)), "supervision"), of(Some(day(12)), "liaison")), (7, 4));
    });
}

#[test]
fn posts_are_found_by_person_and_by_organization() {
    each_store(|store| {
        let post = |id: i64| PostRow {
            id,
            organization: format!("organization-{id}"),
            organization_kind: "association".into(),
            person: "digest".into(),
            post: "legal representative".into(),
            valid_from: day(id),
            valid_to: None,
        };
        write(&store, move |writer| {
            (1..=3).try_for_each(|id| writer.add_posts(&[post(id)]))?;
            writer.end_post(1, day(2))
        })
        .expect("posts");
        let held = |on| read(&store, |reader| reader.posts_of("digest", on)).len();
        assert_eq!((held(None), held(Some(day(1))), held(Some(day(2)))), (3, 1, 1));
        assert_eq!(read(&store, |reader| reader.posts_in("organization-3", None)), [post(3)]);
    });
}

#[test]
fn notices_are_listed_newest_first() {
    each_store(|store| {
        let notice = |id: i64| NoticeRow {
            id,
            organization: format!("organization-{}", id % 2),
            organization_name: "某某协会".into(),
            kind: format!("kind-{}", id % 3),
            registrar: "registrar-1".into(),
            division: format!("11{}", id % 2),
            text_zh: "公告".into(),
            text_en: "notice".into(),
            published_on: day(id),
        };
        write(&store, move |writer| (1..=20).try_for_each(|id| writer.add_notices(&[notice(id)])))
            .expect("notices");
        let all = NoticeFilter::default;
        let list = |filter: &NoticeFilter, after| -> Vec<i64> {
            let page = read(&store, |reader| reader.list_notices(filter, after, 5));
            page.iter().map(|row| row.id).collect()
        };
        assert_eq!(list(&all(), None), [20, 19, 18, 17, 16]);
        assert_eq!(list(&all(), Some(16)), [15, 14, 13, 12, 11]);
        let kind = NoticeFilter { kind: Some("kind-0".into()), ..all() };
        assert_eq!(list(&kind, None), [18, 15, 12, 9, 6]);
        let narrow = NoticeFilter {
            organization: Some("organization-1".into()),
            registrar: Some("registrar-1".into()),
            division_prefix: Some("111".into()),
            published_from: Some(day(5)),
            published_to: Some(day(9)),
            ..all()
        };
        assert_eq!(list(&narrow, None), [9, 7, 5]);
    });
}

#[test]
fn an_identity_is_stored_once() {
    each_store(|store| {
        let row = |cipher: &str| IdentityRow {
            digest: "digest".into(),
            cipher: cipher.into(),
            created_at: second(0),
        };
        let put = |row| write(&store, move |writer| writer.put_identity(&row));
        assert_eq!(put(row("first")), Ok(true));
        assert_eq!(put(row("second")), Ok(false));
        assert_eq!(read(&store, |reader| reader.identity("digest")), Some(row("first")));
        assert_eq!(read(&store, |reader| reader.identity("unknown")), None);
    });
}

#[test]
fn a_snapshot_holds_still() {
    each_store(|store| {
        read(&store, |reader| {
            assert_eq!(reader.counter("n")?, 0);
            write(&store, |writer| writer.raise_counters(&[("n".to_string(), 1)].into()))?;
            assert_eq!(reader.counter("n")?, 0);
            let now: i64 = store.read_one(|reader| reader.counter("n"))?;
            assert_eq!(now, 1);
            Ok(())
        });
    });
}
