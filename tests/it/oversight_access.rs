//! The permission matrix of oversight over HTTP: each act and each reading, by every account.

use serde_json::{Value, json};
use shuniu_core::access::Grant;

use crate::{
    access::LOGINS,
    support::{
        World,
        annual::{annual_report, conclusion},
        each_world,
    },
};

const AGENT: &[&str] = &["its-agent"];
const UNIT: &[&str] = &["supervisor"];
const EXAMINER: &[&str] = &["examiner", "all-roles"];
const DECIDER: &[&str] = &["decider", "all-roles"];
const REGISTRAR: &[&str] = &["examiner", "decider", "all-roles"];
const WATCH: &[&str] = &["supervisor", "examiner", "decider", "all-roles"];

type Row = (&'static str, Value, &'static [&'static str]);

/// Each act on a year, with a body in form, and who may take it.
fn of_years() -> Vec<Row> {
    let returned: &[&str] = &["supervisor", "examiner", "all-roles"];
    let review = json!({"year": 2025, "unit": "dept-education", "proposes": "qualified"});
    let adjusted = json!({"conclusion": conclusion(2025), "reasons": "复核"});
    let published =
        json!({"year": 2025, "publication": {"published_on": "2026-05-05", "place": "网站"}});
    vec![
        ("annual-reports", annual_report(2025), AGENT),
        ("annual-reports/review", review, UNIT),
        ("annual-reports/return", json!({"year": 2025, "what": "补正"}), returned),
        ("annual-reports/conclude", conclusion(2025), DECIDER),
        ("annual-reports/adjust", adjusted, DECIDER),
        (
            "annual-reports/close-rectification",
            json!({"year": 2025, "done": true, "note": "已核查"}),
            REGISTRAR,
        ),
        ("annual-reports/publish", published, AGENT),
        ("annual-reports/record-missed", json!({"year": 2025}), REGISTRAR),
        ("warnings/close", json!({"number": 1, "note": "已办结"}), WATCH),
    ]
}

/// The same of each act on credit.
fn of_credit() -> Vec<Row> {
    let ground = |mut body: Value| {
        body["list"] = json!("abnormal");
        body["ground"] = json!("no_party_organization");
        body
    };
    let told = json!({"facts": "经查实", "document_number": "1号", "delivered_on": "2026-05-05",
        "delivered_by": "直接送达"});
    let removed = json!({"list": "abnormal", "reason": "rectified", "verified_on": "2026-05-05",
        "note": "已核实", "document_number": "2号"});
    let repaired =
        json!({"list": "abnormal", "corrected": true, "pledged": true, "document_number": "3号"});
    vec![
        (
            "credit/letters",
            json!({"mail_number": "示例1", "sent_on": "2026-05-05", "signed_for": false}),
            EXAMINER,
        ),
        ("credit/notify", ground(told), EXAMINER),
        ("credit/object", ground(json!({"text": "异议"})), AGENT),
        ("credit/waive", ground(json!({"reasons": "不可归责"})), DECIDER),
        ("credit/list", ground(json!({"facts": "经查实", "document_number": "1号"})), DECIDER),
        ("credit/apply-for-removal", json!({"list": "abnormal", "statement": "已整改"}), AGENT),
        ("credit/remove", removed, DECIDER),
        ("credit/repair", repaired, DECIDER),
    ]
}

/// The same of each act on penalties.
fn of_penalties() -> Vec<Row> {
    let on = "2026-05-05";
    let told = json!({"measures": [{"measure": "warning"}], "facts": "事实", "document_number": "1号",
        "delivered_on": on, "delivered_by": "直接送达", "hearing": true});
    let decided = json!({"measures": [{"measure": "warning"}], "reasons": "经查实", "document_number": "1号"});
    let sealed = json!({"on": on, "certificate": true, "seals": true, "vouchers": true});
    let challenged =
        json!({"kind": "suit", "filed_on": on, "authority": "法院", "document_number": "1号"});
    let ended = json!({"remedy": 1, "ended_on": on, "outcome": "upheld", "document_number": "1号"});
    let annulled =
        json!({"by": "registrar", "annulled_on": on, "reasons": "有误", "document_number": "1号"});
    vec![
        ("penalties", filed_penalty(), EXAMINER),
        ("penalties/1/evidence", json!({"item": "账册", "document_number": "1号"}), EXAMINER),
        ("penalties/1/settle-evidence", json!({"evidence": 1, "outcome": "退还"}), EXAMINER),
        ("penalties/1/notify", told, EXAMINER),
        ("penalties/1/state", json!({"text": "陈述", "hearing": false}), AGENT),
        (
            "penalties/1/hearing",
            json!({"notified_on": on, "held_on": on, "record_number": "1号"}),
            EXAMINER,
        ),
        ("penalties/1/review", json!({"opinion": "同意", "agrees": true}), REGISTRAR),
        ("penalties/1/extend", json!({"days": 30, "document_number": "1号"}), DECIDER),
        ("penalties/1/exclude", json!({"from": on, "to": on, "why": "audit"}), EXAMINER),
        ("penalties/1/decide", decided, DECIDER),
        ("penalties/1/drop", json!({"reasons": "不成立", "document_number": "1号"}), DECIDER),
        ("penalties/1/serve", json!({"delivered_on": on, "delivered_by": "直接送达"}), EXAMINER),
        ("penalties/1/seal", sealed, EXAMINER),
        ("penalties/1/resume", json!({"report": "1号"}), EXAMINER),
        ("penalties/1/pay", json!({"paid_on": on, "yuan": 1, "receipt": "1号"}), EXAMINER),
        ("penalties/1/challenges", challenged, EXAMINER),
        ("penalties/1/end-challenge", ended, EXAMINER),
        ("penalties/1/annul", annulled, DECIDER),
    ]
}

/// The same of each act of evaluation.
fn of_evaluations() -> Vec<Row> {
    let report = json!({"report_number": "1号", "experts": [{"name": "专家甲"}], "scores": {}});
    let ballot = json!({"met_on": "2026-05-05", "grade": "3A", "document_number": "1号",
        "votes": [{"member": {"name": "委员1"}, "vote": "for"}]});
    let check = json!({"round": 1, "kind": "follow_up", "facts": "抽样"});
    let shown = json!({"from": "2026-05-05", "until": "2026-05-05", "place": "网站"});
    vec![
        ("evaluation/apply", json!({"round": 1, "kind": "ordinary"}), AGENT),
        ("evaluation/check", check, DECIDER),
        ("evaluation/eligible", json!({"note": "符合"}), EXAMINER),
        ("evaluation/report", report, EXAMINER),
        ("evaluation/decide", ballot, DECIDER),
        ("evaluation/publicize", shown, EXAMINER),
        ("evaluation/request-review", json!({"reasons": "评分有误"}), AGENT),
        ("evaluation/confirm", json!({"document_number": "1号"}), DECIDER),
        ("evaluation/close", json!({"reasons": "撤回"}), DECIDER),
        ("evaluation/return-certificate", json!({"grade": 1, "on": "2026-05-05"}), EXAMINER),
    ]
}

/// The same of each correction.
fn of_corrections() -> Vec<Row> {
    let on = "2026-05-05";
    let grounds = |mut body: Value| {
        body["reasons"] = json!("与批准文件不符");
        body["document_number"] = json!("示更1号");
        body
    };
    let domicile = json!({"entry": 1, "fields":
        [{"field": "items.domicile", "old": "甲", "new": "乙"}]});
    let fact = json!({"item": "domicile", "old": "甲", "new": "乙", "since": on});
    let annulled = json!({"annulment": {"entry": 1}, "ground": "beyond_authority",
        "delivered_on": on, "statement": "无异议"});
    let order = json!({"court": "示例市人民法院", "document_number": "（2026）示行初1号", "dated": on,
        "received_on": on, "order": {"orders": "annul", "entry": 1}});
    vec![
        ("corrections/record-error", grounds(json!({"correction": domicile})), DECIDER),
        ("corrections/fact", grounds(json!({"fact": fact})), REGISTRAR),
        ("corrections/annulment", grounds(annulled), DECIDER),
        ("corrections/court-order", order, DECIDER),
        ("corrections/backdating", grounds(json!({"entry": 1, "reaches_to": on})), DECIDER),
    ]
}

fn filed_penalty() -> Value {
    json!({"breach": {"basis": "regulation", "ground": "outside_scope", "facts": "经查实",
        "from": "2026-04-01", "until": "2026-04-02", "found_on": "2026-04-03"}, "source": "检查发现",
        "officers": ["执法0001", "执法0002"], "document_number": "1号"})
}

fn with_agents(world: &World) -> (String, Vec<&'static str>) {
    let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
    world.account("its-agent", &[Grant::agent_of(&id)]);
    world.account("agent-of-another", &[Grant::agent_of("another")]);
    (id, LOGINS.iter().copied().chain(["its-agent", "agent-of-another"]).collect())
}

#[test]
fn each_act_of_oversight_is_for_its_roles_and_their_own_organizations_only() {
    each_world(|world| {
        let (id, logins) = with_agents(world);
        let acts = of_years().into_iter().chain(of_credit()).chain(of_penalties());
        for (act, body, allowed) in acts.chain(of_evaluations()).chain(of_corrections()) {
            let path = format!("/api/v1/organizations/{id}/{act}?dry_run=true");
            for login in &logins {
                let answer = world.post_as(login, &path, &body);
                if allowed.contains(login) {
                    let taken = [200, 409, 422].contains(&answer.status);
                    assert!(taken, "{act} by {login}: {}", answer.text);
                } else {
                    assert_eq!(answer.status, 403, "{act} by {login}: {}", answer.text);
                }
            }
            let nobody = world.send("POST", &path, None, &[], Some(&body));
            assert_eq!(nobody.status, 401, "{act} by nobody");
        }
    });
}

#[test]
fn what_oversight_knows_is_for_whom_it_concerns() {
    each_world(|world| {
        let (id, logins) = with_agents(world);
        // Its own people, its unit, every registrar and agency; no other unit, applicant or administrator.
        let outside = [
            "applicant",
            "other-applicant",
            "other-supervisor",
            "administrator",
            "auditor",
            "agent-of-another",
        ];
        for login in logins {
            for view in ["annual-reports", "credit", "penalties", "evaluation"] {
                let answer = world.get_as(login, &format!("/api/v1/organizations/{id}/{view}"));
                let expected = if outside.contains(&login) { 403 } else { 200 };
                assert_eq!(answer.status, expected, "{view} by {login}");
            }
            let reach = format!("/api/v1/organizations/{id}/history/1/reach");
            let expected = if DECIDER.contains(&login) { 200 } else { 403 };
            assert_eq!(world.get_as(login, &reach).status, expected, "reach by {login}");
        }
    });
}
