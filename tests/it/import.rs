//! Import as existing law: all problems at once, the good rows once, and the real data.

use std::path::PathBuf;

use serde_json::json;

use crate::support::{World, application::lawful, city::code, each_world};
use shuniu_core::organization::OrganizationKind;
use shuniu_registry::import::RowNote;

const DIVISIONS: [&str; 3] = ["110105", "110108", "110000"];

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
pub fn real_data() -> Option<PathBuf> {
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

        // The decisions of the same offices, in four styles of brackets.
        let administrator = world.accounts.actor("administrator").unwrap().unwrap();
        let file = std::fs::read_to_string(folder.join("licence_decisions.csv")).unwrap();
        let decisions = file.lines().count() - 1;
        let checked = world.registry.check_decisions(file.as_bytes()).unwrap();
        assert!(checked.problems.is_empty(), "{:?}", checked.problems);
        let done = world.registry.commit_decisions(&administrator, &checked, &mut |_| {});
        assert_eq!(done.unwrap(), decisions);
        let again = world.registry.check_decisions(file.as_bytes()).unwrap();
        assert_eq!((again.rows.len(), again.already), (0, decisions));
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

/// Decisions of an older register go to the organizations that bear their codes: every problem is
/// told with its line, the year may stand in any brackets, and nothing is entered twice.
#[test]
fn decisions_are_entered_as_existing_law() {
    each_world(|world| {
        world.import(&World::synthetic_rows(3)).unwrap();
        let codes: Vec<String> = (0..3)
            .map(|serial| {
                code(serial, OrganizationKind::Association, DIVISIONS[serial]).to_string()
            })
            .collect();
        let name = "北京市朝阳区样例0号协会";
        let file = format!(
            "uscc,name,document_number,action,decision_date,authority\n\
             {a},{name},示社许准成字﹝2017﹞642号,成立登记,2017-10-13,北京市朝阳区民政局\n\
             {a},{name},示社许准变字[2019]3号,变更登记,2019-02-01,北京市朝阳区民政局\n\
             {b},,示社许准变字（2020）4号,,2020-02-01,\n\
             {c},别的名称,示社字2020第4号,延续,2020-02-02,\n\
             51110105MJ9999999X,,示社许准变字〔2020〕5号,,2020-02-01,\n\
             {a},,,成立登记,2017-13-13,\n\
             {b},,示社许准变字【2020】4号,,2020-02-01,\n\
             {c},,示社许准变字〔2020〕9号,变更登记,2126-02-01,\n\
             {c},,示社许准注字〔2021〕1号,注销登记,2021-02-01,\n",
            a = codes[0],
            b = codes[1],
            c = codes[2],
        );
        let administrator = world.accounts.actor("administrator").unwrap().unwrap();
        let checked = world.registry.check_decisions(file.as_bytes()).unwrap();
        let lines = |notes: &[RowNote]| {
            notes.iter().map(|n| (n.line, n.column.clone())).collect::<Vec<_>>()
        };
        let of = |line: u64, column: &str| (line, column.to_owned());
        let problems = [
            of(6, "uscc"),
            of(7, "document_number"),
            of(7, "decision_date"),
            of(8, "document_number"),
            of(9, "decision_date"),
        ];
        assert_eq!(lines(&checked.problems), problems);
        let warnings = [of(5, "document_number"), of(5, "action"), of(5, "name")];
        assert_eq!(lines(&checked.warnings), warnings);
        let entered = world.registry.commit_decisions(&administrator, &checked, &mut |_| {});
        assert_eq!(entered.unwrap(), 5);

        // The deregistered one is no more from that day, its name is borne no longer.
        let gone = world.get(&format!("/api/v1/organizations/{}", codes[2])).expect(200).json();
        assert_eq!(gone["status"]["id"], "deregistered");
        assert_eq!(
            gone["ended"],
            json!({"on": "2021-02-01", "document_number": "示社许准注字〔2021〕1号"})
        );
        assert_eq!(gone["names"][0]["to"], "2021-01-31");
        let before =
            world.get(&format!("/api/v1/organizations/{}?as_of=2021-01-31", codes[2])).expect(200);
        assert_eq!(before.json()["status"]["id"], "registered");
        let listed = world.get("/api/v1/organizations?status=deregistered").expect(200).json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);

        let record = world.get(&format!("/api/v1/organizations/{}", codes[0])).expect(200).json();
        let decisions = record["decisions"].as_array().unwrap();
        let numbers: Vec<&str> =
            decisions.iter().map(|d| d["document_number"].as_str().unwrap()).collect();
        assert_eq!(numbers, ["示社许准成字〔2017〕642号", "示社许准变字〔2019〕3号"]);
        let then = world.get(&format!("/api/v1/organizations/{}?as_of=2018-01-01", codes[0]));
        assert_eq!(then.expect(200).json()["decisions"].as_array().unwrap().len(), 1);

        let again = world.registry.check_decisions(file.as_bytes()).unwrap();
        assert_eq!((again.rows.len(), again.already), (0, 5));
        let moved = file.replace("2017-10-13", "2017-10-14");
        let moved = world.registry.check_decisions(moved.as_bytes()).unwrap();
        assert_eq!(moved.problems[0].line, 2, "the same number with another date");
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}

/// Old names enter as they are, and each rule of today that they would not meet is told with its
/// article; what a national name has by an approval is not held against it.
#[test]
fn old_names_are_told_what_today_would_refuse() {
    let world = World::sqlite();
    let row = |serial, name: &str, division: &str| {
        let code = code(serial, OrganizationKind::Association, division);
        format!("{code},{name},社会团体,{division}\n")
    };
    let file = String::from("uscc,name,kind,region_code\n")
        + &row(1, "北京市朝阳区样例协会", "110105")
        + &row(2, "中国样例协会", "110105")
        + &row(3, "中国样例协会", "100000")
        + &row(4, "北京市朝阳区样例社", "110105");
    let (checked, done) = world.import(&file).unwrap();
    assert_eq!((checked.problems.len(), done.organizations), (0, 4));
    let told: Vec<(u64, &str)> = checked
        .warnings
        .iter()
        .map(|w| (w.line, w.text.zh.split(['（', '）']).nth(1).unwrap()))
        .collect();
    assert_eq!(told, [(3, "ST-10g"), (3, "MC-8a"), (3, "MC-9"), (5, "MC-8a"), (5, "MC-12"),]);
    assert!(checked.warnings[0].text.zh.contains("第10 ¶2条"), "{:?}", checked.warnings[0].text);
}

/// Where an older source doesn't tell the day of establishment, its decisions tell from when on the
/// organization was there, whenever it was entered.
#[test]
fn what_was_decided_before_the_entry_is_read_on_its_day() {
    each_world(|world| {
        let code = code(0, OrganizationKind::Association, "110105");
        let row =
            format!("uscc,name,kind,region_code\n{code},北京市朝阳区样例协会,社会团体,110105\n");
        world.import(&row).unwrap();
        let read = |day: &str| {
            let answer = world.get(&format!("/api/v1/organizations/{code}?as_of={day}"));
            (answer.status == 200)
                .then(|| answer.json()["status"]["id"].as_str().unwrap().to_owned())
        };
        assert_eq!(read("2019-01-01"), None, "nothing is known of that day");
        let file = format!(
            "uscc,document_number,decision_date,action\n\
             {code},示社许准成字〔2017〕1号,2017-10-13,成立登记\n\
             {code},示民罚〔2020〕1号,2020-03-01,吊销登记证书\n"
        );
        let administrator = world.accounts.actor("administrator").unwrap().unwrap();
        let checked = world.registry.check_decisions(file.as_bytes()).unwrap();
        world.registry.commit_decisions(&administrator, &checked, &mut |_| {}).unwrap();
        for (day, status) in [
            ("2017-10-12", None),
            ("2017-10-13", Some("registered")),
            ("2020-02-29", Some("registered")),
            ("2020-03-01", Some("certificate_revoked")),
        ] {
            assert_eq!(read(day).as_deref(), status, "{day}");
        }
        let waiting = world.items("agency", "/api/v1/exits?stage=to_liquidate");
        assert_eq!(waiting[0]["since"], "2020-03-01");
    });
}

/// Older registers hold some names twice: the first in the file holds the claim, whether few rows or many are written together,
/// and the register made anew says the same.
#[test]
fn of_two_that_bear_one_name_the_first_holds_it() {
    each_world(|world| {
        for (serials, others) in [([1, 2], 0), ([3, 4], 20)] {
            let mut file = String::from("uscc,name,kind,established\n");
            let mut row = |serial: usize, name: &str| {
                let code = code(serial, OrganizationKind::Association, "110105");
                file += &format!("{code},{name},社会团体,2001-01-01\n");
            };
            let name = format!("样例{others}协会");
            serials.iter().for_each(|serial| row(*serial, &name));
            (0..others).for_each(|n| row(100 + n, &format!("别的{n}协会")));
            world.import(&file).unwrap();
        }
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}
