//! The roll of bodies beside the register: each rule at and beside its limit.

use chrono::NaiveDate;
use shuniu_core::{
    law::{Mark, Verdict, examine},
    organization::OrganizationKind,
    roll::{BranchForm, Entering, NewRollEntry, RULES, RollContent, RollEntry, Tier},
};

use super::{Facts, MET, NOT_APPLICABLE, VIOLATED};
use crate::support::{REGISTRAR, STREET, SUPERVISOR, books, day, place, unit_id};

fn entering(unit: &str, name: &str, content: RollContent) -> Entering {
    let facts = Facts::default();
    let unit = unit_id(unit);
    Entering {
        on: day("2026-06-01"),
        unit: facts.register.units.get(&unit).cloned(),
        entry: Some(NewRollEntry {
            name: name.to_owned(),
            unit,
            since: day("2026-06-01"),
            source: "名录".to_owned(),
            content,
        }),
        parent: None,
        regions: Vec::new(),
        places: vec!["北京市朝阳区".to_owned(), "北京市".to_owned()],
        ending: None,
    }
}

fn check(rule: &str, what: &str, facts: &Entering, outcome: Option<Verdict>) {
    let found = examine(&books().law, RULES, &[rule], facts, facts.on, place("110105")).pop();
    assert_eq!(found.as_ref().map(|f| f.outcome), outcome, "{rule}, {what}: {found:?}");
    let Some(finding) = found else { return };
    assert_eq!(finding.outcome == Verdict::Violated, !finding.facts.is_empty(), "{rule}, {what}");
    let remembered = rule == "JJ-12";
    assert_eq!(finding.mark == Mark::Memory, remembered, "{rule}");
}

fn exempt(name: &str) -> Entering {
    entering(REGISTRAR, name, RollContent::ExemptBody { uscc: None })
}

#[test]
fn the_exempt_lists_are_closed() {
    for name in [
        "北京市朝阳区总工会",
        "北京市残疾人联合会",
        "中华全国妇女联合会",
        "中国共产主义青年团北京市委员会",
        "北京市朝阳区总工会（示例）",
    ] {
        check("ST-3b", name, &exempt(name), MET);
    }
    for name in
        ["北京市朝阳区示范联合会", "北京市朝阳区网络作家协会", "示范大学法学会", "总工会之友"]
    {
        check("ST-3b", name, &exempt(name), VIOLATED);
    }
}

/// Each entry of the lists, written down once more.
#[test]
fn every_exempt_body_is_listed() {
    let bodies = [
        "总工会",
        "共产主义青年团",
        "妇女联合会",
        "科学技术协会",
        "归国华侨联合会",
        "台湾同胞联谊会",
        "青年联合会",
        "工商业联合会",
        "文学艺术界联合会",
        "作家协会",
        "新闻工作者协会",
        "人民对外友好协会",
        "人民外交学会",
        "国际贸易促进委员会",
        "残疾人联合会",
        "宋庆龄基金会",
        "法学会",
        "红十字会",
        "职工思想政治工作研究会",
        "欧美同学会",
        "黄埔军校同学会",
        "中华职业教育社",
    ];
    for body in bodies {
        check("ST-3b", body, &exempt(&format!("北京市{body}")), MET);
    }
    let law = &books().law;
    let listed = ["exempt.consultative_conference", "exempt.state_council"]
        .map(|list| law.list(list, day("2026-06-01"), place("110105")).len());
    assert_eq!(listed, [8, 14]);
}

fn community(unit: &str, tier: Tier) -> Entering {
    let content = RollContent::CommunityOrganization { tier, members: 20, community: None };
    entering(unit, "示范路棋友队", content)
}

#[test]
fn community_organizations_by_tier() {
    check("ZD-10", "a sub-district", &community(STREET, Tier::Guided), MET);
    check("ZD-10", "a district's department", &community(SUPERVISOR, Tier::Guided), VIOLATED);
    check("ZD-10", "the registrar", &community(REGISTRAR, Tier::Guided), VIOLATED);
    for (tier, outcome) in
        [(Tier::Guided, MET), (Tier::Managed, MET), (Tier::Registrable, VIOLATED)]
    {
        check("ZD-10b", "tier", &community(STREET, tier), outcome);
    }
}

fn branch(kind: OrganizationKind, own: &str, form: BranchForm) -> Entering {
    let mut facts = Facts::default();
    let parent = facts.exists(kind, "北京市朝阳区示范技艺协会", REGISTRAR).clone();
    let content = RollContent::Branch {
        form,
        decided_on: day("2026-06-01"),
        minutes: "理事会纪要第3号".to_owned(),
        parent: parent.id.clone(),
    };
    let name = format!("北京市朝阳区示范技艺协会{own}");
    Entering { parent: Some(parent), ..entering(REGISTRAR, &name, content) }
}

#[test]
fn branches_by_kind_and_name() {
    use BranchForm::{Branch, RepresentativeOffice};
    use OrganizationKind::{Association, Foundation, ServiceInstitution};
    for (own, form, outcome) in [
        ("青年分会", Branch, MET),
        ("雕刻专业委员会", Branch, MET),
        ("标准工作委员会", Branch, MET),
        ("鉴定专家委员会", Branch, MET),
        ("工艺技术委员会", Branch, MET),
        ("", Branch, VIOLATED),
        ("代表处", Branch, VIOLATED),
        ("青年分会", RepresentativeOffice, VIOLATED),
        ("代表处", RepresentativeOffice, MET),
        ("办事处", RepresentativeOffice, MET),
        ("联络处", RepresentativeOffice, MET),
    ] {
        check("MC-17", own, &branch(Association, own, form), outcome);
    }
    let mut other = branch(Association, "青年分会", Branch);
    other.entry.as_mut().unwrap().name = "北京市示范技艺协会青年分会".to_owned();
    check("MC-17", "another's name in front", &other, VIOLATED);
    check("MC-17", "a fund", &branch(Foundation, "示范专项基金管理委员会", Branch), MET);
    for ending in ["中心", "联盟", "研究会", "促进会", "研究院"] {
        check("MC-17b", ending, &branch(Association, &format!("工艺{ending}"), Branch), VIOLATED);
    }
    check("MC-17b", "a branch", &branch(Association, "青年分会", Branch), MET);
    check("MF-13", "an institution", &branch(ServiceInstitution, "分会", Branch), VIOLATED);
    check("MF-13", "an association", &branch(Association, "青年分会", Branch), MET);
    check("JJ-12", "told", &branch(Foundation, "示范专项基金管理委员会", Branch), VIOLATED);
}

#[test]
fn branches_are_decided_and_not_regional() {
    let lawful = || branch(OrganizationKind::Association, "青年分会", BranchForm::Branch);
    check("ST-17b", "no place", &lawful(), MET);
    let regional = Entering { regions: vec!["上海".to_owned()], ..lawful() };
    check("ST-17b", "a place", &regional, VIOLATED);
    check("ST-17c", "decided", &lawful(), MET);
    let decided = |on: &str, minutes: &str| {
        let mut facts = lawful();
        if let Some(RollContent::Branch { decided_on, minutes: m, .. }) =
            facts.entry.as_mut().map(|e| &mut e.content)
        {
            (*decided_on, *m) = (day(on), minutes.to_owned());
        }
        facts
    };
    check("ST-17c", "to be decided", &decided("2026-06-02", "纪要"), VIOLATED);
    check("ST-17c", "no minutes", &decided("2026-06-01", " "), VIOLATED);
    // Before 2013-11-08 branches were registered.
    let before = Entering { on: day("2013-11-07"), ..lawful() };
    check("ST-17c", "not in force", &before, None);
}

fn illegal(list: &str, published_on: NaiveDate) -> Entering {
    let list = list.to_owned();
    let content = RollContent::IllegalOrganization { list, published_on, similar_to: None };
    entering(REGISTRAR, "中国示范技艺联盟", content)
}

#[test]
fn what_was_published_says_where_and_when() {
    check("IL-5", "published", &illegal("第一批名单", day("2026-06-01")), MET);
    check("IL-5", "to come", &illegal("第一批名单", day("2026-06-02")), VIOLATED);
    check("IL-5", "nowhere", &illegal("", day("2026-06-01")), VIOLATED);
    check("IL-5", "not one", &exempt("北京市总工会"), NOT_APPLICABLE);
    check("ZZ-16", "today", &exempt("北京市总工会"), MET);
    let mut tomorrow = exempt("北京市总工会");
    tomorrow.entry.as_mut().unwrap().since = day("2026-06-02");
    check("ZZ-16", "tomorrow", &tomorrow, VIOLATED);
    for (until, outcome) in
        [("2026-06-01", MET), ("2026-06-02", VIOLATED), ("2026-05-31", VIOLATED)]
    {
        let facts = exempt("北京市总工会");
        let entry = RollEntry {
            id: "e".to_owned(),
            name: "北京市总工会".to_owned(),
            division: place("110105"),
            unit: facts.unit.as_ref().unwrap().reference(),
            since: day("2026-06-01"),
            until: None,
            ended_because: None,
            became: None,
            source: String::new(),
            content: RollContent::ExemptBody { uscc: None },
            version: 1,
        };
        let ended = RollEntry { until: Some(day("2026-06-01")), ..entry.clone() };
        let ending = Entering { entry: None, ending: Some((entry, day(until))), ..facts };
        check("ZZ-16", until, &ending, outcome);
        let twice = Entering { ending: Some((ended, day("2026-06-01"))), ..ending };
        check("ZZ-16", "twice", &twice, VIOLATED);
    }
}
