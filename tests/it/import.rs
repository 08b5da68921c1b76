//! Import as existing law: all problems at once, the good rows once, and the real data.

use std::path::PathBuf;

use serde_json::json;

use crate::support::{World, application::lawful, city::code, each_world};
use shuniu_core::organization::OrganizationKind;

#[test]
fn all_problems_are_told_at_once_with_their_lines() {
    each_world(|world| {
        let good = code(1, OrganizationKind::Association, "110105");
        let twice = code(2, OrganizationKind::Association, "110105");
        let file = format!(
            "\u{feff}uscc,name,kind,established,initial_fund_wan,certificate_from,certificate_to\n\
             {good},样例协会,社会团体,2001-01-01,3.5,,\n\
             51110105MJ8000010X,样例二协会,社会团体,,,,\n\
             {twice},样例三协会,社会团体,2001-13-01,many,,\n\
             {twice},,俱乐部,2030-01-01,,2020-01-01,2019-01-01\n\
             {twice},样例四协会,社会团体,,,,\n\
             {twice},样例五协会,社会团体,,,,\n"
        );
        let checked = world.registry.check_organizations(file.as_bytes()).unwrap();
        let told: Vec<(u64, &str)> =
            checked.problems.iter().map(|p| (p.line, p.column.as_str())).collect();
        assert_eq!(
            told,
            [
                (3, "uscc"),
                (4, "established"),
                (4, "initial_fund_wan"),
                (5, "name"),
                (5, "kind"),
                (5, "established"),
                (5, "certificate_to"),
                (7, "uscc")
            ]
        );
        assert_eq!(checked.rows.len(), 2);
        assert_eq!(checked.rows[0].funds_yuan, Some(35_000));
        let missing = world.registry.check_organizations("uscc,kind\n".as_bytes());
        assert!(missing.unwrap_err().to_string().contains("name"));
    });
}

/// Lines are those that an editor shows, whatever stands empty between the rows.
#[test]
fn empty_lines_count_and_are_no_rows() {
    let world = World::sqlite();
    let file = "uscc,name,kind\n\r\n,,\n\nx,样例协会,社会团体\n\"y\",\"样例\n二\",社会团体\n\nz,三,社会团体";
    let checked = world.registry.check_organizations(file.as_bytes()).unwrap();
    let told: Vec<u64> =
        checked.problems.iter().filter(|p| p.column == "uscc").map(|p| p.line).collect();
    assert_eq!(told, [5, 6, 9]);
}

#[test]
fn a_formula_that_failed_is_no_name() {
    let world = World::sqlite();
    let good = code(3, OrganizationKind::Association, "110105");
    let file = format!("uscc,name,kind,business_supervisor\n{good},#N/A,社会团体,#REF!\n");
    let checked = world.registry.check_organizations(file.as_bytes()).unwrap();
    let told: Vec<&str> = checked.problems.iter().map(|p| p.column.as_str()).collect();
    assert_eq!((told, checked.rows.len()), (vec!["name", "business_supervisor"], 0));
}

#[test]
fn a_file_run_again_writes_nothing_twice() {
    each_world(|world| {
        let file = World::synthetic_rows(300);
        let (_, first) = world.import(&file).unwrap();
        assert_eq!(first.organizations, 300);
        let position = world.registry.position().unwrap();
        let (checked, second) = world.import(&file).unwrap();
        assert_eq!((checked.already, second.organizations, second.units), (300, 0, 0));
        assert_eq!(world.registry.position().unwrap(), position);
        let renamed = file.replacen("样例0号", "改名0号", 1);
        let (checked, _) = world.import(&renamed).unwrap();
        assert_eq!(checked.problems.len(), 1, "a change of name is an act, not an import");
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
        world.registry.rebuild(|_| {}).unwrap();
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds());
    });
}

/// The folder with the real public data beside the clone, where there is one.
fn real_data() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var("SHUNIU_SHARED").map_or(beside, PathBuf::from).join("data");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: there is no real public data beside this clone");
    None
}

#[test]
fn the_main_job_on_real_input() {
    let Some(folder) = real_data() else { return };
    each_world(|world| {
        let file = std::fs::read_to_string(folder.join("organizations.csv")).unwrap();
        let rows = file.lines().count() - 1;
        let (checked, done) = world.import(&file).unwrap();
        assert!(checked.problems.is_empty(), "{:?}", checked.problems);
        assert_eq!(done.organizations, rows);
        let total = world.get("/api/v1/organizations?limit=1&total=true").expect(200).json();
        assert_eq!(total["total"], rows);

        // A founder under a department, refused for too few members, then approved.
        let mut application = lawful("技艺");
        application["members_persons"] = json!(49);
        let case = world.open(&application);
        world.bring_to_decision(&case);
        let refused = world.step("decider", &case, "approve", &json!({})).expect(422);
        assert_eq!(refused.against(), [("ST-10a".to_owned(), "10(1)".to_owned())]);
        let body = json!({"grounds": ["ST-10a"], "reasons": "会员不足五十人。"});
        world.must("decider", &case, "refuse", &body);
        world.establish("技艺");
        let (again, nothing) = world.import(&file).unwrap();
        assert_eq!((again.already, nothing.organizations), (rows, 0));
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}

#[test]
fn an_imported_name_stands_against_a_new_one() {
    let Some(folder) = real_data() else { return };
    each_world(|world| {
        let file = std::fs::read_to_string(folder.join("organizations.csv")).unwrap();
        world.import(&file).unwrap();
        let listed = world
            .get("/api/v1/organizations?kind=association&registrar=registrar-110000&limit=200")
            .expect(200)
            .json();
        let fits = |name: &str| name.starts_with("北京") && name.ends_with("协会");
        let name = listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .find_map(|o| o["name"].as_str().filter(|n| fits(n)).map(ToOwned::to_owned));
        let name = name.unwrap();
        let field = name.trim_start_matches("北京市").trim_start_matches("北京");
        let field = field.trim_end_matches("协会");
        let division = name.strip_suffix(&format!("{field}协会")).unwrap();
        let mut application = lawful("技艺");
        application["name"] = json!(name);
        application["name_parts"] = json!({"division": division, "field": field, "form": "协会"});
        application["registrar"] = json!("registrar-110000");
        application["reach"] = json!({"reach": "local", "division": "110000"});
        let path = "/api/v1/cases?dry_run=true";
        let told = world.post_as("applicant", path, &application).expect(200).json();
        let taken = told["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "MC-16a");
        assert_eq!(taken.unwrap()["outcome"], "violated", "{name}");
    });
}
