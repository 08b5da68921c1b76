//! The ledger of an older register: imported whole, told with every problem, and answered for any day;
//! and a confirmation list from a file.

use serde_json::json;
use shuniu_core::{
    affiliation::{ConfirmationList, TransferHow},
    organization::OrganizationKind,
    unit::UnitId,
};
use shuniu_registry::{
    RowOutcome,
    import::{ListLetter, ReadList},
};

use crate::support::{World, city::code, each_world, hubs::SCIENCE};

/// Two associations of an older register under the education department since 2005.
fn older(world: &World) -> [String; 2] {
    let codes = [(901, "甲"), (902, "乙")].map(|(serial, name)| {
        let uscc = code(serial, OrganizationKind::Association, "110105");
        (uscc.to_string(), format!("北京市朝阳区示例{name}学会"))
    });
    let rows: String = codes
        .iter()
        .map(|(uscc, name)| format!("{uscc},{name},社会团体,110105,2000-01-01,\n"))
        .collect();
    let file = format!("uscc,name,kind,region_code,established,business_supervisor\n{rows}");
    let administrator = world.accounts.actor("administrator").unwrap().unwrap();
    let checked = world.registry.check_organizations(file.as_bytes()).unwrap();
    assert!(checked.problems.is_empty(), "{:?}", checked.problems);
    world.registry.commit_organizations(&administrator, &checked, &mut |_| {}).unwrap();
    codes.map(|(uscc, _)| uscc)
}

/// A source without codes is found by its names, where exactly one organization bears the name.
#[test]
fn a_ledger_without_codes_goes_by_names() {
    each_world(|world| {
        let [first, _] = older(world);
        let record = world.get(&format!("/api/v1/organizations/{first}")).expect(200).json();
        let name = record["name"].as_str().unwrap();
        let education = "北京市朝阳区示范教育委员会";
        let ledger = format!(
            "uscc,name,relation,unit,since\n\
             ,{name},业务主管,{education},2010-01-01\n\
             ,无此名称的学会,业务主管,{education},2010-01-01\n\
             ,,业务主管,{education},2010-01-01\n"
        );
        let checked = world.registry.check_relations(ledger.as_bytes()).unwrap();
        let told: Vec<(u64, &str)> =
            checked.problems.iter().map(|p| (p.line, p.column.as_str())).collect();
        assert_eq!(told, [(3, "name"), (4, "uscc")]);
        assert_eq!(checked.rows[0].uscc, first.to_string());
        let administrator = world.accounts.actor("administrator").unwrap().unwrap();
        world.registry.commit_relations(&administrator, &checked, &mut |_| {}).unwrap();
        let found = world.get(&format!("/api/v1/organizations/{first}")).expect(200).json();
        assert_eq!(found["supervision"]["unit"]["name"], education);
    });
}

#[test]
fn a_ledger_is_imported_and_answers_for_any_day() {
    each_world(|world| {
        let [first, second] = older(world);
        let (education, sports) = ("北京市朝阳区示范教育委员会", "北京市朝阳区示范体育局");
        let ledger = format!(
            "uscc,relation,unit,since,until\n\
             {first},业务主管,{sports},2000-01-01,2010-01-01\n\
             {first},业务主管,{education},2010-01-01,\n\
             {first},业务指导,{sports},2010-01-01,\n\
             {second},主管,{education},2001-05-05,\n\
             {second},朋友,{education},2001-05-05,\n\
             {second},业务联系,无此单位,2001-05-05,\n\
             51110105MJ9999999X,业务主管,{education},2001-05-05,\n\
             {second},党建领导,{education},2027-01-01,\n\
             {second},业务指导,{education},1999-12-31,\n"
        );
        let checked = world.registry.check_relations(ledger.as_bytes()).unwrap();
        let lines: Vec<(u64, &str)> =
            checked.problems.iter().map(|p| (p.line, p.column.as_str())).collect();
        let expected = [(6, "relation"), (7, "unit"), (8, "uscc"), (9, "since"), (10, "relation")];
        assert_eq!(lines, expected);
        let refused = checked.problems.last().unwrap();
        assert!(refused.text.zh.starts_with("GX-12："), "older than the organization: {refused:?}");
        let administrator = world.accounts.actor("administrator").unwrap().unwrap();
        let done = world.registry.commit_relations(&administrator, &checked, &mut |_| {}).unwrap();
        assert_eq!(done, 4);
        let again = world.registry.check_relations(ledger.as_bytes()).unwrap();
        assert_eq!((again.rows.len(), again.already), (0, 4), "nothing is entered twice");

        let supervisors = |on: &str| {
            let path = format!("/api/v1/organizations/{first}/relations?on={on}");
            let relations = world.get_as("agency", &path).expect(200).json();
            let told = relations.as_array().unwrap().iter().map(|r| {
                format!("{}:{}", r["kind"].as_str().unwrap(), r["unit"]["id"].as_str().unwrap())
            });
            let mut told: Vec<String> = told.collect();
            told.sort();
            told
        };
        assert!(supervisors("1999-12-31").is_empty());
        assert_eq!(supervisors("2009-12-31"), ["supervision:dept-sports"]);
        assert_eq!(
            supervisors("2010-01-01"),
            ["guidance:dept-sports", "supervision:dept-education"]
        );
        let record = world.get(&format!("/api/v1/organizations/{first}")).expect(200).json();
        assert_eq!(record["supervision"]["unit"]["id"], "dept-education");
        assert_eq!(record["supervision"]["since"], "2010-01-01");
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "rebuilt equals live");
    });
}

#[test]
fn a_confirmation_list_from_a_file() {
    each_world(|world| {
        world.with_hub_bodies();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        let [first, second] = older(world);
        let education = "北京市朝阳区示范教育委员会";
        let ledger = format!(
            "uscc,relation,unit,since\n{first},业务主管,{education},2001-01-01\n\
             {second},业务主管,{education},2001-01-01\n"
        );
        let administrator = world.accounts.actor("administrator").unwrap().unwrap();
        let checked = world.registry.check_relations(ledger.as_bytes()).unwrap();
        world.registry.commit_relations(&administrator, &checked, &mut |_| {}).unwrap();

        let list = format!(
            "uscc,name,release_number,release_dated\n\
             {first},甲,示教函〔2026〕1号,2026-05-01\n\
             {second},乙,,\n\
             {second},乙,示教函〔2026〕1号,\n\
             ,丙,,\n"
        );
        let read = ReadList::read(list.as_bytes()).unwrap();
        let lines: Vec<u64> = read.problems.iter().map(|p| p.line).collect();
        assert_eq!(lines, [4, 5], "half a letter; no code");
        let letter = ListLetter {
            to: UnitId::parse(SCIENCE).unwrap(),
            how: TransferHow::Transfer,
            list: ConfirmationList {
                number: "示科协函〔2026〕5号".to_owned(),
                dated: world.registry.today(),
            },
            release: None,
        };
        let decider = world.accounts.actor("decider").unwrap().unwrap();
        let requests = read.requests(&letter);
        let outcomes = |dry| {
            let results = world.registry.perform_many(&decider, &requests, dry).unwrap();
            results.rows.iter().map(|row| row.outcome).collect::<Vec<_>>()
        };
        let expected = [RowOutcome::Done, RowOutcome::Refused];
        assert_eq!(outcomes(true), expected);
        assert_eq!(outcomes(false), expected);
        assert_eq!(outcomes(false), [RowOutcome::Already, RowOutcome::Refused]);
        let record = world.get(&format!("/api/v1/organizations/{first}")).expect(200).json();
        assert_eq!(record["supervision"]["unit"]["id"], json!(SCIENCE));
    });
}
