//! 假如: the day, the application, and what is already there.

use cucumber::{given, when};
use serde_json::{Value, json};
use shuniu_core::{
    access::{Actor, Grant, Role},
    act::{ActRequest, ExistingRecord},
    identity::{CodeSegment, Department, DivisionCode, Uscc},
    organization::{OrganizationKind, RegisteredItems},
    registration::Person,
    unit::UnitId,
};
use shuniu_registry::{ActCall, Target};

use super::{Scene, Stage, cast::Progress, words};
use crate::support::application::{foundation, identity, institution};

#[given(regex = r"^今天是(\d+年\d+月\d+日)$")]
#[given(regex = r"^到了(\d+年\d+月\d+日)$")]
#[when(regex = r"^到了(\d+年\d+月\d+日)$")]
async fn the_day_is(scene: &mut Scene, day: String) {
    use chrono::Datelike;
    let day = words::must_day(&day);
    scene.play(move |s| s.world.set_day(day.year(), day.month(), day.day())).await;
}

#[given(regex = r#"^一份符合条件的(全国性的|跨行政区域的|直接登记的|海淀区的|)"(.+)"协会申请$"#)]
async fn a_lawful_application(scene: &mut Scene, sort: String, field: String) {
    scene
        .play(move |s| {
            s.application = s.lawful(&sort, &field);
            s.case = None;
        })
        .await;
}

#[given(regex = r#"^一份符合条件的"(.+)"(社会服务机构|基金会)申请$"#)]
async fn a_lawful_application_of_another_kind(scene: &mut Scene, brand: String, kind: String) {
    scene
        .play(move |s| {
            s.application = match kind.as_str() {
                "基金会" => {
                    let unit = s.enter_unit("北京市示范教育部门", "department", "110000");
                    foundation(&brand, &unit)
                }
                _ => institution(&brand),
            };
            s.case = None;
        })
        .await;
}

/// So many of the directors, the first ones.
#[given(regex = r"^理事共(\d+)人，其中近亲属(\d+)人，领取报酬的(\d+)人$")]
async fn the_council_is(scene: &mut Scene, size: usize, kin: usize, paid: usize) {
    scene
        .play(move |s| {
            let council = s.application["foundation"]["council"].as_array_mut().unwrap();
            while council.len() < size {
                let mut another = council[2].clone();
                another["person"]["name"] = json!(format!("示例理事{}", council.len()));
                council.push(another);
            }
            council.truncate(size);
            for (n, director) in council.iter_mut().enumerate() {
                director["near_kin"] = json!(n < kin);
                director["paid"] = json!(n < paid);
                director["full_time"] = json!(n < paid);
            }
        })
        .await;
}

#[given(regex = r"^申请的([^、]+)改为(.+)$")]
#[when(regex = r"^申请的([^、]+)改为(.+)$")]
async fn the_application_states(scene: &mut Scene, word: String, text: String) {
    scene.play(move |s| s.state(&word, &text)).await;
}

#[given(regex = r#"^申请的名称由"(.*)"、"(.+)"、"(.+)"组成$"#)]
#[when(regex = r#"^申请的名称由"(.*)"、"(.+)"、"(.+)"组成$"#)]
async fn the_name_is_built(scene: &mut Scene, division: String, field: String, form: String) {
    scene.play(move |s| s.name(&division, &field, &form)).await;
}

/// How far it reaches: the nation, or divisions by their codes.
#[given(regex = r"^申请的活动范围为(.+)$")]
async fn it_reaches(scene: &mut Scene, text: String) {
    scene
        .play(move |s| {
            let codes: Vec<&str> = text.split('、').map(|c| c.trim_matches('"')).collect();
            s.application["reach"] = match codes[..] {
                ["全国"] => json!({"reach": "national"}),
                [one] => json!({"reach": "local", "division": one}),
                _ => json!({"reach": "cross_region", "divisions": codes}),
            };
        })
        .await;
}

#[given(regex = r"^申请的(会长|秘书长)换为他人$")]
#[when(regex = r"^申请的(会长|秘书长)换为他人$")]
async fn another_person(scene: &mut Scene, who: String) {
    let index = usize::from(who == "秘书长");
    let person = json!({"name": "示例丁", "identity_number": identity(970)});
    scene.play(move |s| s.application["officers"][index]["person"] = person).await;
}

#[given(regex = r"^申请中没有(.+)$")]
async fn the_application_lacks(scene: &mut Scene, word: String) {
    scene.play(move |s| s.leave_out(&word)).await;
}

#[given(regex = r"^申请附有(.+)$")]
#[when(regex = r"^申请附有(.+)$")]
async fn the_application_has_a_document(scene: &mut Scene, word: String) {
    scene
        .play(move |s| {
            let kind = words::document(&word).expect("a kind of document");
            let documents = s.application["documents"].as_array_mut().unwrap();
            documents.push(json!({"kind": kind, "title": word}));
        })
        .await;
}

#[given(regex = r"^申请已经(起草|提交|取得同意|受理|审查|准予登记)$")]
#[when(regex = r"^申请已经(起草|提交|取得同意|受理|审查|准予登记)$")]
async fn the_application_has_come_to(scene: &mut Scene, word: String) {
    scene
        .play(move |s| {
            let application = s.application.clone();
            let (case, last) = s.bring(&application, Progress::of(&word));
            s.case = Some(case);
            s.uscc = last.json()["uscc"].as_str().map(ToOwned::to_owned).or(s.uscc.take());
            s.answer = Some(last);
        })
        .await;
}

#[given(regex = r#"^(海淀区的|)"(.+)"协会已经成立$"#)]
async fn another_is_registered(scene: &mut Scene, sort: String, field: String) {
    scene
        .play(move |s| {
            let other = s.lawful(&sort, &field);
            s.bring(&other, Progress::Approved);
        })
        .await;
}

#[given(regex = r#"^(会长|秘书长)已是"(.+)"协会的(法定代表人|秘书长)$"#)]
async fn holds_a_post(scene: &mut Scene, who: String, field: String, post: String) {
    let place = |word: &str| usize::from(word == "秘书长");
    let (from, to) = (place(&who), place(&post));
    scene
        .play(move |s| {
            let mut other = s.lawful("", &field);
            other["officers"][to]["person"] = s.application["officers"][from]["person"].clone();
            s.bring(&other, Progress::Approved);
        })
        .await;
}

/// A foundation comes in as a record of an older register; the digest of the person is the one
/// that the register made of a draft that names them.
#[given(regex = r"^会长已是一家基金会的法定代表人$")]
async fn represents_a_foundation(scene: &mut Scene) {
    scene
        .play(|s| {
            let application = s.application.clone();
            let (case, _) = s.bring(&application, Progress::Drafted);
            let state = s.world.registry.store().read_one(|r| r.case_state(&case)).unwrap();
            let person =
                state.unwrap().application.establishment().unwrap().officers[0].person.clone();
            assert!(person.identity_digest.is_some());
            s.import("示范公益基金会", OrganizationKind::Foundation, "110105", Some(person));
        })
        .await;
}

#[given(regex = r#"^"(.+)"是(北京市朝阳区|北京市海淀区)既有登记的社会团体$"#)]
async fn is_existing_law(scene: &mut Scene, name: String, place: String) {
    let division = if place.ends_with("朝阳区") { "110105" } else { "110108" };
    scene.play(move |s| s.import(&name, OrganizationKind::Association, division, None)).await;
}

#[given(
    regex = r#"^"(.+)"是(北京市|北京市朝阳区|街道)(政府部门|人民政府授权的组织|工作领导小组|办事机构)$"#
)]
async fn is_a_unit(scene: &mut Scene, name: String, place: String, kind: String) {
    let division = match place.as_str() {
        "北京市" => "110000",
        "街道" => "110105001",
        _ => "110105",
    };
    let kind = match kind.as_str() {
        "政府部门" | "办事机构" => "department",
        "工作领导小组" => "leading_group",
        _ => "authorized_body",
    };
    scene
        .play(move |s| {
            s.enter_unit(&name, kind, division);
        })
        .await;
}

#[given(regex = r#"^"(.+)"于(\d+年\d+月\d+日)终止$"#)]
#[when(regex = r#"^"(.+)"于(\d+年\d+月\d+日)终止$"#)]
async fn a_unit_ends(scene: &mut Scene, name: String, day: String) {
    scene
        .play(move |s| {
            let id = s.unit_id(&name).unwrap();
            let body = json!({"valid_to": words::must_day(&day)});
            s.world.post_as("administrator", &format!("/api/v1/units/{id}/end"), &body).expect(201);
        })
        .await;
}

#[when(regex = r#"^"(.+)"领到代码段"(.+)"至"(.+)"$"#)]
async fn codes_are_assigned(scene: &mut Scene, name: String, first: String, last: String) {
    scene
        .play(move |s| {
            let path = format!("/api/v1/units/{}/code-segments", s.unit_id(&name).unwrap());
            let body = json!({"segment": {"first": first, "last": last}});
            s.world.post_as("administrator", &path, &body).expect(201);
        })
        .await;
}

#[given(regex = r"^申请人同时是登记管理机关的(受理人员|审查人员|决定人员)$")]
async fn the_applicant_works_there(scene: &mut Scene, role: String) {
    let role = match role.as_str() {
        "受理人员" => Role::Reception,
        "审查人员" => Role::Examiner,
        _ => Role::Decider,
    };
    scene
        .play(move |s| {
            let unit = UnitId::parse("registrar-110105").unwrap();
            let grants = [Grant::of(Role::Applicant), Grant::at(role, unit)];
            s.world.account("insider", &grants);
            s.applicant = "insider".to_owned();
        })
        .await;
}

impl Stage {
    /// Builds the name of its parts.
    pub fn name(&mut self, division: &str, field: &str, form: &str) {
        self.application["name"] = json!(format!("{division}{field}{form}"));
        self.application["name_parts"] =
            json!({"division": division, "field": field, "form": form});
    }

    /// Sets a field; units go by their names.
    pub fn state(&mut self, word: &str, text: &str) {
        let mut value = words::value(text);
        if let Some(id) = value.as_str().and_then(|name| self.unit_id(name)) {
            value = json!(id);
        }
        words::put(&mut self.application, &words::pointer(word), value);
    }

    /// Takes away a field, a document or an item of the charter.
    pub fn leave_out(&mut self, word: &str) {
        let mut drop_from = |list: &str, fits: &dyn Fn(&Value) -> bool| {
            let items = self.application[list].as_array_mut().unwrap();
            let before = items.len();
            items.retain(|item| !fits(item));
            assert_eq!(items.len() + 1, before, "{word} was there");
        };
        if let Some(kind) = words::document(word) {
            drop_from("documents", &|d| d["kind"] == kind);
        } else if let Some(key) = word.strip_prefix("章程事项“").and_then(|w| w.strip_suffix('”'))
        {
            let key = words::charter_item(key).expect("an item of the charter");
            drop_from("charter_items", &|item| item == key);
        } else {
            words::take(&mut self.application, &words::pointer(word));
        }
    }

    /// Enters a record of an older register. Imports come by the command line, not over HTTP.
    pub(super) fn import(
        &mut self,
        name: &str,
        kind: OrganizationKind,
        division: &str,
        representative: Option<Person>,
    ) {
        let place = DivisionCode::parse(division).unwrap();
        let body = CodeSegment::parse("MJ990000", "MJ990999").unwrap().nth(7).unwrap();
        let class = kind.code_class();
        let record = ExistingRecord {
            uscc: Uscc::issue(Department::CivilAffairs, class, place, body).unwrap(),
            name: name.to_owned(),
            kind,
            division: place,
            registrar: UnitId::parse(&format!("registrar-{division}")).unwrap(),
            supervisory_unit: None,
            established_on: Some(crate::support::day(2010, 1, 1)),
            items: RegisteredItems {
                legal_representative: Some(representative.unwrap_or(Person {
                    name: "示例丙".to_owned(),
                    identity_digest: None,
                    identity_masked: Some(identity(998)),
                })),
                ..RegisteredItems::default()
            },
            certificate: None,
            authority: "示范登记机关".to_owned(),
            source: "示范名录".to_owned(),
        };
        let actor = Actor {
            account: "administrator".to_owned(),
            grants: vec![Grant::of(Role::Administrator)],
        };
        let request = ActRequest::ImportOrganization { record: Box::new(record) };
        self.world.registry.perform(&ActCall::new(actor, Target::Register, request)).unwrap();
    }
}
