//! What the city's organizations do after they were established: changes at every step, a charter,
//! a charity, officers and certificates, branches; and the roll of bodies beside the register. All
//! on the last day that the city has lived, by the accounts of the home district.
//!
//! What may not enter: real bodies or persons.

use chrono::NaiveDate;
use shuniu_core::{
    access::Grant,
    act::{ActRequest, NewUnit},
    case::CaseStatus,
    identity::DivisionCode,
    organization::{Organization, OrganizationKind, ReissueGround},
    registration::{
        BankAccount, CharityOfficer, CharityParticulars, CharterAmendment, Document, DocumentKind,
        ItemChanges, Merger, NameParts, Officer, OfficersElected, Party, PartyBuilding, Post,
        Requested, Resolution, SealAndAccount, UnitConsent,
    },
    roll::{BranchForm, NewRollEntry, RollContent, Tier},
    unit::{UnitId, UnitKind},
};
use shuniu_registry::Target;

use super::{
    DemoCase, act,
    application::{CHARTER, CLEAN},
    cases::Stage,
    names::person,
    units::{HOME, SOURCE, registrar},
};
use crate::ports::beijing;

/// Minutes after midnight of the last day at which all this happens.
const CLOSING: i64 = 17 * 60;

/// How far an application about an organization is brought.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Upto {
    Draft,
    Filed,
    Accepted,
    Examined,
    Approved,
}

/// The organizations of the home district that its accounts handle.
pub(super) fn organizations(
    stage: &Stage<'_>,
    cases: &[DemoCase],
) -> anyhow::Result<Vec<Organization>> {
    let home = registrar(HOME)?;
    let departments = stage.departments.iter().zip(stage.department_ids);
    let department = departments.filter(|(d, _)| d.place == HOME).map(|(_, id)| id).next();
    let mut found = Vec::new();
    for id in cases.iter().filter_map(|case| case.organization.as_deref()) {
        let organization = stage.register.organization_state(id)?;
        let association = organization.kind == OrganizationKind::Association;
        let unit = organization.supervision.as_ref().map(|s| &s.unit.id);
        // Under nobody, or under the department of the printed account.
        let handled = organization.registrar.id == home && (unit.is_none() || unit == department);
        if association && handled {
            found.push(organization);
        }
    }
    anyhow::ensure!(!found.is_empty(), "no association of the home district was established");
    Ok(found)
}

/// The grants of whoever acts for these organizations.
pub(super) fn grants(organizations: &[Organization]) -> Vec<Grant> {
    organizations.iter().map(|o| Grant::agent_of(&o.id)).collect()
}

/// Plays the life of the organizations, one after the other, round and round.
pub(super) fn play(
    stage: &Stage<'_>,
    organizations: &[Organization],
    on: NaiveDate,
) -> anyhow::Result<()> {
    // After the last case of the day.
    stage.clock.set(beijing(on, CLOSING));
    let requests: [(Requested, Upto); 8] = [
        (rename("创新"), Upto::Approved),
        (domicile(1), Upto::Draft),
        (domicile(2), Upto::Filed),
        (domicile(3), Upto::Accepted),
        (rename("传承"), Upto::Examined),
        (charter(on), Upto::Approved),
        (charity(), Upto::Approved),
        (charity(), Upto::Accepted),
    ];
    for (number, (request, upto)) in requests.into_iter().enumerate() {
        let Some(organization) = organizations.get(number % organizations.len().max(1)) else {
            return Ok(());
        };
        bring(stage, organization, fitted(request, organization), upto, on)?;
    }
    for organization in organizations.iter().take(2) {
        filings(stage, organization, on)?;
    }
    // One merger is under way; of the last two, one has taken the other in.
    if let [stays, ends, .., taker, taken] = organizations {
        bring(stage, stays, merger(ends, on), Upto::Accepted, on)?;
        bring(stage, taker, merger(taken, on), Upto::Approved, on)?;
    }
    roll(stage, on)
}

/// A new name has the place and form of the old one.
fn fitted(request: Requested, organization: &Organization) -> Requested {
    let Requested::Change(mut changes) = request else { return request };
    if let Some(parts) = &mut changes.name_parts {
        let (_, place) = super::units::PLACES[HOME];
        place.clone_into(&mut parts.division);
        let field = organization.name.strip_prefix(place).unwrap_or(&organization.name);
        let form = ["协会", "商会", "学会", "研究会", "促进会", "联合会"];
        let form = form.into_iter().find(|form| field.ends_with(form)).unwrap_or("协会");
        parts.field = format!("{}{}", field.strip_suffix(form).unwrap_or(field), parts.field);
        form.clone_into(&mut parts.form);
    }
    Requested::Change(changes)
}

fn rename(added: &str) -> Requested {
    let name_parts = NameParts { field: added.to_owned(), ..NameParts::default() };
    let name_parts = Some(name_parts);
    Requested::Change(Box::new(ItemChanges { name_parts, ..ItemChanges::default() }))
}

fn domicile(number: usize) -> Requested {
    let domicile = Some(format!("北京市朝阳区示例新路{number}号"));
    Requested::Change(Box::new(ItemChanges { domicile, ..ItemChanges::default() }))
}

/// The other is taken in; its unit, where it has one, has consented.
fn merger(ends: &Organization, on: NaiveDate) -> Requested {
    let resolution = Resolution { adopted_on: on, vote: None };
    let consent = UnitConsent { number: "示例函〔2026〕2号".to_owned(), dated: on };
    let party = Party { organization: ends.id.clone(), resolution, consent: Some(consent) };
    let changes = ItemChanges::default();
    Requested::Merger(Box::new(Merger { resolution, parties: vec![party], changes }))
}

fn charter(on: NaiveDate) -> Requested {
    Requested::Charter(CharterAmendment {
        adopted_on: on,
        summary: "增加党建条款（示例）".to_owned(),
        charter_items: CHARTER.map(ToOwned::to_owned).to_vec(),
        party_clause: Some(true),
        names_beneficiaries: false,
        vote: None,
    })
}

fn charity() -> Requested {
    let officer = CharityOfficer {
        name: person(0),
        full_capacity: Some(true),
        intentional_crime: Some(false),
        of_revoked_body: Some(false),
        ..CharityOfficer::default()
    };
    Requested::CharityRecognition(CharityParticulars {
        officers: vec![officer],
        charitable_purpose: Some(true),
        penalized: Some(false),
        penalized_on: None,
        on_abnormal_list: Some(false),
    })
}

pub(super) fn papers(on: NaiveDate) -> Vec<Document> {
    let paper = |kind: DocumentKind, title: &str| Document {
        kind,
        title: title.to_owned(),
        number: None,
        issuer: None,
        dated: Some(on),
        sha256: None,
    };
    vec![
        paper(DocumentKind::Application, "申请书"),
        paper(DocumentKind::Resolution, "会员代表大会决议"),
        paper(DocumentKind::PremisesRight, "住所使用权证明"),
        paper(DocumentKind::DraftCharter, "章程"),
        paper(DocumentKind::FinancialAudit, "财务审计报告"),
        paper(DocumentKind::LiquidationReport, "清算报告"),
    ]
}

pub(super) fn bring(
    stage: &Stage<'_>,
    organization: &Organization,
    request: Requested,
    upto: Upto,
    on: NaiveDate,
) -> anyhow::Result<()> {
    let by = |login: &str| stage.cast.actor(login);
    let target = Target::Organization(organization.id.clone());
    let open = ActRequest::OpenOnOrganization { request, documents: papers(on) };
    let case = act(stage.register, by("agent")?, target, open)?.subject.id;
    let submitted =
        (upto > Upto::Draft).then(|| (Target::Case(case.clone()), ActRequest::SubmitApplication));
    if let Some((target, submit)) = submitted {
        act(stage.register, by("agent")?, target, submit)?;
        let with_unit = CaseStatus::WithSupervisoryUnit;
        if stage.register.case(&case, by("agent")?)?.status == with_unit {
            let consent = ActRequest::GiveConsent {
                document_number: Some("示例函〔2026〕1号".to_owned()),
                dated: None,
                reasons: None,
            };
            act(stage.register, by("officer")?, Target::Case(case.clone()), consent)?;
        }
    }
    decide(stage, &case, upto)
}

/// The registrar's steps, as far as the case is brought.
pub(super) fn decide(stage: &Stage<'_>, case: &str, upto: Upto) -> anyhow::Result<()> {
    let steps = [
        (Upto::Accepted, "reception", ActRequest::AcceptApplication),
        (Upto::Examined, "examiner", examination()),
        (Upto::Approved, "decider", ActRequest::ApproveApplication),
    ];
    for (reached, login, step) in steps {
        if reached <= upto {
            let by = stage.cast.actor(login)?;
            act(stage.register, by, Target::Case(case.to_owned()), step)?;
        }
    }
    Ok(())
}

fn examination() -> ActRequest {
    ActRequest::ExamineApplication {
        against_article_4: None,
        another_is_needed: None,
        fraud: None,
        other_prohibition: None,
        not_met: Vec::new(),
        report: "材料齐全，符合规定（示例）".to_owned(),
    }
}

/// Officers, seal and account, party building; a lost certificate; a branch.
fn filings(stage: &Stage<'_>, organization: &Organization, on: NaiveDate) -> anyhow::Result<()> {
    let agent = stage.cast.actor("agent")?;
    let target = || Target::Organization(organization.id.clone());
    let elected = OfficersElected {
        elected_on: on,
        term_from: on,
        term_until: shuniu_core::calendar::years_after(on, 4).unwrap_or(on),
        officers: vec![officer(1, Post::President), officer(2, Post::SecretaryGeneral)],
        ballot: None,
    };
    let account = BankAccount { bank: "示例银行".to_owned(), number: "0000 0001".to_owned() };
    let stated = PartyBuilding {
        form: None,
        since: None,
        full_members: 1,
        reason_for_none: Some("正式党员不足三名（示例）".to_owned()),
        planned_on: None,
        survey: Some(true),
        pledge: Some(true),
    };
    for filed in [
        Requested::Officers(elected),
        Requested::SealAndAccount(SealAndAccount { seals: Vec::new(), account: Some(account) }),
        Requested::PartyBuilding(stated),
    ] {
        let request = ActRequest::File { request: filed, documents: papers(on) };
        act(stage.register, agent, target(), request)?;
    }
    let statement =
        ActRequest::ReportCertificateLoss { statement: "示例日报遗失声明".to_owned() };
    act(stage.register, agent, target(), statement)?;
    let reissue = ActRequest::ReissueCertificate { ground: ReissueGround::Lost };
    act(stage.register, stage.cast.actor("reception")?, target(), reissue)?;

    let now = stage.register.organization_state(&organization.id)?;
    let minutes = "理事会纪要（示例）".to_owned();
    let entry = NewRollEntry {
        name: format!("{}青年工作委员会", now.name),
        unit: now.registrar.id,
        since: on,
        source: minutes.clone(),
        content: RollContent::Branch {
            form: BranchForm::Branch,
            decided_on: on,
            minutes,
            parent: organization.id.clone(),
        },
    };
    let request = ActRequest::EnterRoll { entry: Box::new(entry) };
    act(stage.register, agent, target(), request)?;
    Ok(())
}

/// An officer against whom nothing stands.
pub(super) fn officer(n: usize, post: Post) -> Officer {
    Officer {
        person: shuniu_core::registration::Person {
            name: person(n),
            identity_digest: None,
            identity_masked: None,
        },
        post,
        legal_representative: false,
        declaration: CLEAN,
        foundation: None,
        cadre: None,
        industry: None,
    }
}

/// The sub-district office whose community organizations are filed.
pub(super) const STREET: &str = "street-110105-demo";

/// Enters the sub-district office.
pub(super) fn street(
    register: &shuniu_registry::Registry,
    administrator: &shuniu_core::access::Actor,
) -> anyhow::Result<()> {
    let unit = NewUnit {
        id: UnitId::parse(STREET)?,
        kind: UnitKind::Department,
        name: "北京市朝阳区示例街道办事处（示例）".to_owned(),
        division: DivisionCode::parse("110105001").map_err(|e| anyhow::anyhow!("{e}"))?,
        valid_from: NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default(),
        source: SOURCE.to_owned(),
    };
    act(register, administrator, Target::Register, ActRequest::RegisterUnit { unit })?;
    Ok(())
}

fn roll(stage: &Stage<'_>, on: NaiveDate) -> anyhow::Result<()> {
    let (home, street) = (registrar(HOME)?, UnitId::parse(STREET)?);
    let community = |tier, members| {
        let community = Some("示例社区".to_owned());
        RollContent::CommunityOrganization { tier, members, community }
    };
    let illegal = || RollContent::IllegalOrganization {
        list: "示例名单（合成数据）".to_owned(),
        published_on: on,
        similar_to: None,
    };
    let entries = [
        ("decider", &home, "北京市朝阳区总工会（示例）", RollContent::ExemptBody { uscc: None }),
        ("street", &street, "示例街道合唱队", community(Tier::Guided, 18)),
        ("street", &street, "示例街道志愿服务队", community(Tier::Managed, 45)),
        ("decider", &home, "中国示例技艺促进会", illegal()),
        ("decider", &home, "全球示例养老联盟", illegal()),
    ];
    for (login, unit, name, content) in entries {
        let entry = NewRollEntry {
            name: name.to_owned(),
            unit: unit.clone(),
            since: on,
            source: SOURCE.to_owned(),
            content,
        };
        let request = ActRequest::EnterRoll { entry: Box::new(entry) };
        act(stage.register, stage.cast.actor(login)?, Target::Register, request)?;
    }
    Ok(())
}
