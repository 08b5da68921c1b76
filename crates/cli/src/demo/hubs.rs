//! The hubs of the home district: one that is authorized and takes members over by list, one that is
//! being withdrawn with its member planned, one that is recognized only, one nominated; and a
//! department half way out of supervision. All on the last day that the city has lived.
//!
//! What may not enter: real bodies or persons.

use chrono::NaiveDate;
use shuniu_core::{
    access::{Actor, Grant, Role},
    act::{ActRequest, NewUnit},
    affiliation::{
        AffiliationRequest, ConfirmationList, MemberPlanInput, RelationKind, TransferHow,
    },
    hub::{
        AuthorizationInput, Decided, Evidence, HubCondition, HubLevel, HubRequest, HubRoute,
        Nomination, Power, WithdrawalGround,
    },
    organization::Origin,
    unit::{UnitId, UnitKind},
};
use shuniu_registry::{ListQuery, OrganizationFilter, Registry, Target};

use super::{
    act,
    cases::Stage,
    units::{HOME, SOURCE, division, place_name},
};

pub(super) const GROUP: &str = "leading-110105";
const GOVERNMENT: &str = "government-110105";
/// The hub of the printed account.
pub(super) const SCIENCE: &str = "hub-science";
const ARTS: &str = "hub-arts";
const VOLUNTEERS: &str = "hub-volunteers";
const WOMEN: &str = "hub-women";

/// How far a body is brought.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Upto {
    Nominated,
    Recognized,
    Authorized,
}

const BODIES: [(&str, &str, &str, Upto); 4] = [
    (SCIENCE, "科学技术协会", "科学技术", Upto::Authorized),
    (ARTS, "文学艺术界联合会", "文化艺术", Upto::Authorized),
    (VOLUNTEERS, "志愿服务联合会", "志愿服务", Upto::Recognized),
    (WOMEN, "妇女联合会", "妇女儿童", Upto::Nominated),
];

/// Enters the leading group, the government and the bodies of the home district.
pub(super) fn enter(register: &Registry, administrator: &Actor) -> anyhow::Result<usize> {
    let place = place_name(HOME);
    let mut all = vec![
        (GROUP, UnitKind::LeadingGroup, format!("{place}社会建设工作领导小组（示例）")),
        (GOVERNMENT, UnitKind::Government, format!("{place}人民政府（示例）")),
    ];
    all.extend(BODIES.map(|(id, name, _, _)| {
        (id, UnitKind::PeoplesOrganization, format!("{place}{name}（示例）"))
    }));
    let count = all.len();
    for (id, kind, name) in all {
        let unit = NewUnit {
            id: UnitId::parse(id)?,
            kind,
            name,
            division: division(HOME)?,
            valid_from: NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default(),
            source: SOURCE.to_owned(),
        };
        act(register, administrator, Target::Register, ActRequest::RegisterUnit { unit })?;
    }
    Ok(count)
}

/// What the accounts of hubs may be; none for other logins.
pub(super) fn grants(login: &str) -> anyhow::Result<Option<Vec<Grant>>> {
    let at = |role, unit: &str| Ok(Some(vec![Grant::at(role, UnitId::parse(unit)?)]));
    match login {
        "group" | "group.reviewer" => at(Role::LeadingGroupOffice, GROUP),
        "government" => at(Role::GovernmentOffice, GOVERNMENT),
        "hub" => at(Role::SupervisorOfficer, SCIENCE),
        _ => Ok(None),
    }
}

/// Brings each body as far as it goes, and lets the department at home give its members over.
pub(super) fn play(stage: &Stage<'_>, home: &UnitId, on: NaiveDate) -> anyhow::Result<()> {
    for (id, _, field, upto) in BODIES {
        body(stage, id, field, upto, on)?;
    }
    let members = inherited(stage, home)?;
    // Of the department's members: most have gone to the science hub, one to the hub that falls
    // away, one waits, the rest is still with the department.
    for (index, id) in members.iter().take(6).enumerate() {
        notify(stage, id, on)?;
        match index {
            0 => transfer(stage, id, ARTS, on)?,
            1 => {}
            _ => transfer(stage, id, SCIENCE, on)?,
        }
    }
    if let Some(liaison) = members.get(7) {
        let request = AffiliationRequest::Begin {
            kind: RelationKind::Liaison,
            unit: UnitId::parse(SCIENCE)?,
            basis: "章程（示例）".to_owned(),
            document_number: None,
        };
        relate(stage, "hub", liaison, request)?;
    }
    withdraw(stage, on)?;
    if let Some(id) = members.first() {
        let plan = MemberPlanInput::Successor { unit: UnitId::parse(SCIENCE)? };
        relate(stage, "decider", id, AffiliationRequest::Plan { plan })?;
    }
    Ok(())
}

fn body(stage: &Stage<'_>, id: &str, field: &str, upto: Upto, on: NaiveDate) -> anyhow::Result<()> {
    let conditions = [
        HubCondition::Leadership,
        HubCondition::LeadingPosition,
        HubCondition::PartyOrganization,
        HubCondition::LegalPersonality,
    ];
    let evidence = conditions.map(|condition| Evidence {
        condition,
        title: "证明材料（示例）".to_owned(),
        number: None,
        dated: on,
        sha256: None,
    });
    let fields = vec![field.to_owned()];
    let nomination = Nomination {
        leading_group: UnitId::parse(GROUP)?,
        route: HubRoute::Existing,
        level: HubLevel::District,
        fields: fields.clone(),
        parent: None,
        uscc: None,
        evidence: evidence.to_vec(),
    };
    hub(stage, "group", id, HubRequest::Nominate(nomination))?;
    if upto < Upto::Recognized {
        return Ok(());
    }
    let reasons = "符合四项条件（示例）".to_owned();
    hub(stage, "group.reviewer", id, HubRequest::Review { supports: true, reasons })?;
    hub(stage, "group", id, HubRequest::Recognize { decided: decided(on), batch: Some(1) })?;
    if upto < Upto::Authorized {
        return Ok(());
    }
    let authorization = AuthorizationInput {
        government: UnitId::parse(GOVERNMENT)?,
        document_number: "示政函〔2026〕1号".to_owned(),
        dated: on,
        from: on,
        until: None,
        fields,
        powers: vec![Power::Supervise, Power::PreReview],
    };
    hub(stage, "government", id, HubRequest::Authorize(authorization))
}

fn decided(on: NaiveDate) -> Decided {
    Decided { document_number: "示社领发〔2026〕1号".to_owned(), decided_on: on }
}

/// Organizations of an older register that the department supervises, the oldest first.
pub(super) fn inherited(stage: &Stage<'_>, home: &UnitId) -> anyhow::Result<Vec<String>> {
    let filter = OrganizationFilter {
        supervisory_unit: Some(home.to_string()),
        status: Some("registered".to_owned()),
        ..OrganizationFilter::default()
    };
    let query = ListQuery { filter, limit: 50, ..ListQuery::default() };
    let mut found = Vec::new();
    for document in stage.register.list_organizations(&query)?.documents {
        let record: shuniu_core::organization::PublicRecord = serde_json::from_str(&document)?;
        if matches!(record.origin, Origin::ExistingLaw { .. }) {
            found.push(record.id);
        }
    }
    Ok(found)
}

fn notify(stage: &Stage<'_>, id: &str, on: NaiveDate) -> anyhow::Result<()> {
    let request = AffiliationRequest::NotifyEnding {
        document_number: "示函〔2026〕9号".to_owned(),
        dated: on,
        reasons: "政社分开（示例）".to_owned(),
    };
    relate(stage, "officer", id, request)
}

fn transfer(stage: &Stage<'_>, id: &str, to: &str, on: NaiveDate) -> anyhow::Result<()> {
    let request = AffiliationRequest::TransferByList {
        to: UnitId::parse(to)?,
        how: TransferHow::Transfer,
        list: ConfirmationList { number: "示函〔2026〕5号".to_owned(), dated: on },
        release: None,
    };
    relate(stage, "decider", id, request)
}

fn withdraw(stage: &Stage<'_>, on: NaiveDate) -> anyhow::Result<()> {
    let request = HubRequest::Withdraw {
        ground: WithdrawalGround::OwnRequest,
        decided: decided(on),
        reasons: "申请退出（示例）".to_owned(),
        successor: Some(UnitId::parse(SCIENCE)?),
    };
    hub(stage, "group", ARTS, request)
}

fn hub(stage: &Stage<'_>, login: &str, id: &str, request: HubRequest) -> anyhow::Result<()> {
    let request = ActRequest::Hub { request: Box::new(request) };
    act(stage.register, stage.cast.actor(login)?, Target::Unit(id.to_owned()), request)?;
    Ok(())
}

fn relate(
    stage: &Stage<'_>,
    login: &str,
    id: &str,
    request: AffiliationRequest,
) -> anyhow::Result<()> {
    let request = ActRequest::Affiliation { request: Box::new(request) };
    act(stage.register, stage.cast.actor(login)?, Target::Organization(id.to_owned()), request)?;
    Ok(())
}
