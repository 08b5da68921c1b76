//! Moving data: a register copied into another database, exported, and read from a spreadsheet.

use std::io::Cursor;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::Value;
use shuniu_core::organization::OrganizationKind;
use shuniu_registry::{ExportForm, Registry, RegistryError};

use crate::support::{World, city::code, each_world, fresh::Fresh};

/// A register with records of existing law, cases under way and an establishment.
fn lived_in(world: &World) {
    world.import(&World::synthetic_rows(1_200)).unwrap();
    world.establish("技艺");
    let case = world.open(&crate::support::application::institution("安宁"));
    world.bring_to_registrar(&case);
    world.get_as("reception", &format!("/api/v1/cases/{case}")).expect(200);
}

fn copy(world: &World, to: &Fresh) {
    let mut reached = Vec::new();
    let copied = world.registry.copy_to(to.store(), &mut |p| reached.push(p)).unwrap();
    assert_eq!(copied.entries, world.registry.position().unwrap());
    assert_eq!(reached.last(), Some(&copied.position), "progress is told to the end");
    assert!(copied.accounts >= 15 && copied.identities >= 2 && copied.audit >= 1, "{copied:?}");

    let there = to.store();
    assert_eq!(there.read_one(|r| r.head()), world.registry.store().read_one(|r| r.head()));
    let digest = |s: &shuniu_registry::Store| s.read(|r| r.read_model_digest()).unwrap();
    assert_eq!(digest(there), digest(world.registry.store()), "the read models are the same");

    // What came meanwhile comes with the next call, and nothing twice.
    world.open(&crate::support::application::lawful("后来"));
    let again = world.registry.copy_to(there, &mut |_| {}).unwrap();
    assert_eq!((again.entries, again.accounts, again.audit), (1, 0, 0), "{again:?}");
}

#[test]
fn a_copy_has_the_same_head_and_the_same_read_models() {
    each_world(|world| {
        lived_in(world);
        copy(world, &Fresh::sqlite());
    });
    match Fresh::postgres() {
        // From one file to a server, and the other way above.
        Some(to) => {
            let world = World::sqlite();
            lived_in(&world);
            copy(&world, &to);
        }
        None => println!("skipped on PostgreSQL: SHUNIU_TEST_POSTGRES is not set"),
    }
}

/// What changed beside the log between a rehearsal and the real copy comes along: a shut account
/// stays shut, and the trail goes on.
#[test]
fn a_second_copy_brings_accounts_and_trail_up_to_date() {
    let (world, to) = (World::sqlite(), Fresh::sqlite());
    lived_in(&world);
    copy(&world, &to);
    world.post_as("administrator", "/api/v1/accounts/agency/disable", &serde_json::json!({}));
    let again = world.registry.copy_to(to.store(), &mut |_| {}).unwrap();
    assert!(again.accounts >= 1 && again.audit >= 1, "{again:?}");
    let shut = to.store().read_one(|r| r.account("agency")).unwrap().unwrap();
    assert!(shut.disabled);
    let trail = |s: &shuniu_registry::Store| s.read_one(|r| r.audit_after(0, 5_000)).unwrap().len();
    assert_eq!(trail(to.store()), trail(world.registry.store()));
}

#[test]
fn a_copy_over_a_trail_of_its_own_is_refused() {
    let (world, to) = (World::sqlite(), Fresh::sqlite());
    lived_in(&world);
    let other = Registry::new(
        to.store().clone(),
        shuniu_core::Books::built_in().unwrap(),
        world.clock.clone(),
        std::sync::Arc::new(crate::support::TestRandom(0.into())),
    );
    other.record_reading("somebody", "read_case", "another", "request").unwrap();
    let refused = world.registry.copy_to(to.store(), &mut |_| {}).unwrap_err();
    assert!(refused.to_string().contains("audit trail"), "{refused}");
}

#[test]
fn a_copy_into_another_register_is_refused_and_changes_nothing() {
    let (one, other) = (World::sqlite(), World::sqlite());
    other.open(&crate::support::application::lawful("别家"));
    let store = other.registry.store();
    let before = store.read_one(|r| r.head()).unwrap();
    let refused = one.registry.copy_to(store, &mut |_| {}).unwrap_err();
    assert!(
        matches!(refused, RegistryError::Malformed { ref field, .. } if field == "to"),
        "{refused}"
    );
    assert_eq!(store.read_one(|r| r.head()).unwrap(), before);
}

fn export(registry: &Registry, form: ExportForm) -> (String, i64, u64) {
    let mut out = Vec::new();
    let manifest = registry.export_organizations(form, &mut out, &mut |_| {}).unwrap();
    (String::from_utf8(out).unwrap(), manifest.position, manifest.organizations)
}

#[test]
fn an_export_names_its_position_and_is_read_again_by_the_import() {
    each_world(|world| {
        lived_in(world);
        let here = world.registry.position().unwrap();
        let (text, position, count) = export(&world.registry, ExportForm::Ndjson);
        assert_eq!((position, count, text.lines().count()), (here, 1_201, 1_201));
        let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        let code = last["uscc"].as_str().unwrap();
        let shown = world.get(&format!("/api/v1/organizations/{code}")).expect(200).json();
        assert_eq!(last, shown, "the export has what the API gives");

        let (text, _, _) = export(&world.registry, ExportForm::Csv);
        let other = World::sqlite();
        let (checked, done) = other.import(&text).unwrap();
        assert_eq!(
            (checked.problems.len(), done.organizations),
            (0, 1_201),
            "{:?}",
            checked.problems
        );
        let list = other.get("/api/v1/organizations?limit=1&total=true").expect(200).json();
        assert_eq!(list["total"], 1_201);
        let there = other.get(&format!("/api/v1/organizations/{code}")).expect(200).json();
        for field in ["name", "kind", "division", "established_on", "funds_yuan"] {
            assert_eq!(there[field], shown[field], "{field}");
        }
        assert_eq!(there["supervision"]["unit"]["name"], shown["supervision"]["unit"]["name"]);
    });
}

/// As a hub keeps it: a title line above left empty, dates as dates, a code that became a number.
#[test]
fn a_spreadsheet_is_read_row_by_row() {
    let good = code(7, OrganizationKind::Association, "110105").to_string();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in (0..).zip(["uscc", "name", "kind", "established", "initial_fund_wan"]) {
        sheet.write(1, column, title).unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(2, 0, &good).unwrap();
    sheet.write(2, 1, "样例七协会").unwrap();
    sheet.write(2, 2, "社会团体").unwrap();
    sheet.write_with_format(2, 3, ExcelDateTime::from_ymd(2003, 4, 5).unwrap(), &day).unwrap();
    sheet.write(2, 4, 3.5).unwrap();
    sheet.write(5, 0, 5.11e17).unwrap();
    sheet.write(5, 1, "样例八协会").unwrap();
    sheet.write(5, 2, "社会团体").unwrap();
    let bytes = book.save_to_buffer().unwrap();

    let world = World::sqlite();
    let checked = world.registry.check_organizations(Cursor::new(bytes)).unwrap();
    assert_eq!(checked.rows.len(), 1);
    let row = &checked.rows[0];
    assert_eq!((row.line, row.uscc.as_str()), (3, good.as_str()));
    assert_eq!(row.established_on, Some(crate::support::day(2003, 4, 5)));
    assert_eq!(row.funds_yuan, Some(35_000));
    let told: Vec<(u64, &str)> =
        checked.problems.iter().map(|p| (p.line, p.column.as_str())).collect();
    assert_eq!(told, [(6, "uscc")], "the row of the sheet is named");
    let none = world.registry.check_organizations(Cursor::new(b"uscc,name".to_vec()));
    assert!(matches!(none, Err(RegistryError::Malformed { .. })));
}
