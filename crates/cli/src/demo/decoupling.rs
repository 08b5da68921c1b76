//! Departments on their way out, in the home district: a batch under way. The sports bureau has let all
//! its organizations go, the department of education and culture is half way, the foreign affairs
//! office keeps the role for now. All on the last day that the city has lived.
//!
//! What may not enter: real bodies or persons.

use chrono::{Days, NaiveDate};
use shuniu_core::{
    access::{Actor, Grant, Role},
    act::{ActRequest, NewUnit},
    affiliation::{AffiliationRequest, ConfirmationList, TransferHow},
    calendar::years_after,
    decoupling::{
        Batch, Checklist, DecouplingRequest, DestinationInput, Exemption, ItemEvidence, Listing,
        PlanInput, ProgrammeInput, ProgrammeRequest, RecordedItem, Retention, RetentionRequest,
        Share, ShareOf, SignerInput, SignerRole, StuckGround,
    },
    registration::{OfficersElected, Post, Requested, UnitConsent},
    unit::{UnitId, UnitKind},
};
use shuniu_registry::{Registry, Target};

use super::{
    act,
    cases::Stage,
    hubs::{GROUP, SCIENCE, inherited},
    life,
    units::{HOME, SOURCE, division, place_name},
};

const SPORTS: &str = "dept-sports-demo";
const FOREIGN_AFFAIRS: &str = "dept-foreign-affairs-demo";
const FINANCE: &str = "dept-finance-demo";
const PERSONNEL: &str = "dept-personnel-demo";
const CHECKLIST: &str = "outline_2008";

const BODIES: [(&str, &str); 4] = [
    (SPORTS, "体育局"),
    (FOREIGN_AFFAIRS, "外事办公室"),
    (FINANCE, "财政局"),
    (PERSONNEL, "委组织部"),
];

/// Enters the departments that this needs.
pub(super) fn enter(register: &Registry, administrator: &Actor) -> anyhow::Result<usize> {
    for (id, name) in BODIES {
        let unit = NewUnit {
            id: UnitId::parse(id)?,
            kind: UnitKind::Department,
            name: format!("{}{name}（示例）", place_name(HOME)),
            division: division(HOME)?,
            valid_from: NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default(),
            source: SOURCE.to_owned(),
        };
        act(register, administrator, Target::Register, ActRequest::RegisterUnit { unit })?;
    }
    Ok(BODIES.len())
}

/// What the accounts of those who sign may be; none for other logins.
pub(super) fn grants(login: &str, home: &UnitId) -> anyhow::Result<Option<Vec<Grant>>> {
    let at = |unit: &str| anyhow::Ok(Grant::at(Role::SupervisorOfficer, UnitId::parse(unit)?));
    match login {
        "signer" => Ok(Some(vec![Grant::at(Role::SupervisorOfficer, home.clone()), at(SPORTS)?])),
        "officer.sports" => Ok(Some(vec![at(SPORTS)?])),
        "finance" => Ok(Some(vec![at(FINANCE)?])),
        "personnel" => Ok(Some(vec![at(PERSONNEL)?])),
        _ => Ok(None),
    }
}

/// How far an organization is brought.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Upto {
    Listed,
    Planned,
    Shown,
    Completed,
}

/// Plays the batch under way.
pub(super) fn play(stage: &Stage<'_>, home: &UnitId, on: NaiveDate) -> anyhow::Result<()> {
    let programme = programme(stage, on)?;
    let members = inherited(stage, home)?;
    let mut members = members.iter().skip(3);
    let sports = UnitId::parse(SPORTS)?;
    for id in members.by_ref().take(2) {
        given_over(stage, id, &sports, on)?;
        brought(stage, id, (&programme, 1), "officer.sports", Upto::Completed, on)?;
    }
    for (id, upto) in members.by_ref().zip([Upto::Completed, Upto::Shown, Upto::Planned]) {
        brought(stage, id, (&programme, 1), "officer", upto, on)?;
    }
    if let Some(id) = members.next() {
        brought(stage, id, (&programme, 2), "officer", Upto::Listed, on)?;
        let reasons = "代管资产权属有争议（示例）".to_owned();
        let request = DecouplingRequest::MarkStuck { ground: StuckGround::Dispute, reasons };
        step(stage, "officer", id, request)?;
    }
    if let Some(id) = members.next() {
        brought(stage, id, (&programme, 2), "officer", Upto::Listed, on)?;
        exempt(stage, id, on)?;
    }
    retained(stage, on)
}

fn exempt(stage: &Stage<'_>, id: &str, on: NaiveDate) -> anyhow::Result<()> {
    let exemption = Exemption {
        document_number: "示社领发〔2026〕11号".to_owned(),
        dated: on,
        reasons: "承担专项任务（示例）".to_owned(),
        review_on: years_after(on, 1).unwrap_or(on),
    };
    step(stage, "group", id, DecouplingRequest::Exempt(exemption))
}

/// Two batches: the first was due a month ago, so that something is late.
fn programme(stage: &Stage<'_>, on: NaiveDate) -> anyhow::Result<String> {
    let before = |days| on.checked_sub_days(Days::new(days)).unwrap_or(on);
    let share = |parts, of_parts, of| Some(Share { parts, of_parts, of });
    let signer = |role, unit| anyhow::Ok(SignerInput { role, unit: UnitId::parse(unit)? });
    let input = ProgrammeInput {
        title: "政社分开工作方案（示例）".to_owned(),
        leading_group: UnitId::parse(GROUP)?,
        checklist: CHECKLIST.to_owned(),
        document_number: "示社领发〔2026〕3号".to_owned(),
        dated: before(180),
        batches: vec![
            Batch { number: 1, target_on: before(30), share: share(1, 2, ShareOf::All) },
            Batch {
                number: 2,
                target_on: on.checked_add_days(Days::new(180)).unwrap_or(on),
                share: share(1, 1, ShareOf::Remainder),
            },
        ],
        signers: vec![
            signer(SignerRole::Finance, FINANCE)?,
            signer(SignerRole::Personnel, PERSONNEL)?,
        ],
    };
    let request = ActRequest::Programme { request: Box::new(ProgrammeRequest::Open(input)) };
    Ok(act(stage.register, stage.cast.actor("group")?, Target::Register, request)?.subject.id)
}

/// The department at home gives an organization to another department.
fn given_over(stage: &Stage<'_>, id: &str, to: &UnitId, on: NaiveDate) -> anyhow::Result<()> {
    let request = AffiliationRequest::TransferByList {
        to: to.clone(),
        how: TransferHow::Transfer,
        list: ConfirmationList { number: "示体函〔2026〕2号".to_owned(), dated: on },
        release: Some(shuniu_core::registration::UnitConsent {
            number: "示教文函〔2026〕3号".to_owned(),
            dated: on,
        }),
    };
    let request = ActRequest::Affiliation { request: Box::new(request) };
    let decider = stage.cast.actor("decider")?;
    act(stage.register, decider, Target::Organization(id.to_owned()), request)?;
    Ok(())
}

/// Brings an organization as far as it goes.
fn brought(
    stage: &Stage<'_>,
    id: &str,
    (programme, batch): (&str, u32),
    officer: &str,
    upto: Upto,
    on: NaiveDate,
) -> anyhow::Result<()> {
    let listing = Listing { programme: programme.to_owned(), batch, scope: None };
    step(stage, "group", id, DecouplingRequest::List(listing))?;
    if upto < Upto::Planned {
        return Ok(());
    }
    let plan = PlanInput {
        document_number: "示协〔2026〕8号".to_owned(),
        dated: on,
        to: DestinationInput::Hub {
            unit: UnitId::parse(SCIENCE)?,
            consent: UnitConsent { number: "示科协函〔2026〕3号".to_owned(), dated: on },
        },
        guidance: None,
        party_building: None,
    };
    step(stage, officer, id, DecouplingRequest::Plan(plan))?;
    let document_number = "示社领发〔2026〕9号".to_owned();
    step(stage, "group", id, DecouplingRequest::ApprovePlan { document_number })?;
    if upto < Upto::Shown {
        return Ok(());
    }
    let checklist = stage.register.books().checklists.get(CHECKLIST);
    let checklist = checklist.ok_or_else(|| anyhow::anyhow!("no checklist"))?;
    step(stage, officer, id, DecouplingRequest::Record { items: shown(checklist, on) })?;
    if upto < Upto::Completed {
        return Ok(());
    }
    for dimension in &checklist.dimensions {
        for role in &dimension.signed_by {
            let login = match role {
                SignerRole::Finance => "finance",
                SignerRole::Personnel => "personnel",
                _ => "signer",
            };
            let request = DecouplingRequest::Sign {
                dimension: dimension.id.clone(),
                document_number: "示函〔2026〕4号".to_owned(),
                dated: on,
            };
            step(stage, login, id, request)?;
        }
    }
    officers(stage, id, on)?;
    let document_number = "示社领函〔2026〕20号".to_owned();
    step(stage, "decider", id, DecouplingRequest::Complete { document_number, dated: on })
}

fn shown(checklist: &Checklist, on: NaiveDate) -> Vec<RecordedItem> {
    let keys = checklist.dimensions.iter().flat_map(|d| d.items.iter().map(|item| d.key(item)));
    let recorded = |item| RecordedItem {
        item,
        evidence: vec![ItemEvidence {
            title: "证明材料（示例）".to_owned(),
            number: None,
            dated: on,
            sha256: None,
        }],
        not_applicable: None,
    };
    keys.map(recorded).collect()
}

/// Who completes a case has filed its officers.
fn officers(stage: &Stage<'_>, id: &str, on: NaiveDate) -> anyhow::Result<()> {
    let elected = OfficersElected {
        elected_on: on,
        term_from: on,
        term_until: years_after(on, 4).unwrap_or(on),
        officers: vec![life::officer(1, Post::President), life::officer(2, Post::SecretaryGeneral)],
        ballot: None,
    };
    let request =
        ActRequest::File { request: Requested::Officers(elected), documents: life::papers(on) };
    // The printed account of whoever acts for organizations acts for this one, too.
    let agent = stage.cast.actor("agent")?;
    let agent = Actor { account: agent.account.clone(), grants: vec![Grant::agent_of(id)] };
    act(stage.register, &agent, Target::Organization(id.to_owned()), request)?;
    Ok(())
}

fn retained(stage: &Stage<'_>, on: NaiveDate) -> anyhow::Result<()> {
    let request = RetentionRequest::Retain {
        leading_group: UnitId::parse(GROUP)?,
        retention: Retention {
            function: "外事管理（示例）".to_owned(),
            document_number: "示社领发〔2026〕12号".to_owned(),
            dated: on,
            reasons: "承担特殊职能，正在创造条件（示例）".to_owned(),
            review_on: years_after(on, 1).unwrap_or(on),
        },
    };
    let request = ActRequest::Retention { request: Box::new(request) };
    let group = stage.cast.actor("group")?;
    act(stage.register, group, Target::Unit(FOREIGN_AFFAIRS.to_owned()), request)?;
    Ok(())
}

fn step(
    stage: &Stage<'_>,
    login: &str,
    id: &str,
    request: DecouplingRequest,
) -> anyhow::Result<()> {
    let request = ActRequest::Decoupling { request: Box::new(request) };
    act(stage.register, stage.cast.actor(login)?, Target::Organization(id.to_owned()), request)?;
    Ok(())
}
