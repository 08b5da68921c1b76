//! Deciding: from the register, the law and an act to events and findings, or to a refusal.
//!
//! `mod.rs` checks who acts and from where, `case_steps.rs` takes the steps of a case,
//! `approval.rs` turns an approved establishment into an organization, `change.rs` an approved
//! change into what is then registered, `succession.rs` takes those that merge or are split together,
//! `deregistration.rs` ends an organization, `exit.rs` holds the steps of a liquidation,
//! `organizations.rs` holds the acts on an organization,
//! `office.rs` those by virtue of office, `hub.rs` those on hubs,
//! `annual.rs` those on annual reports, `credit.rs` those on credit, `penalty/` those on penalties, `evaluation.rs` those of evaluation,
//! `correction.rs` corrections,
//! `affiliation.rs` those on relations, `decoupling/` those on cases of decoupling,
//! `programme.rs` those on their programmes. Nothing is written here: the caller appends the events.
//!
//! What may not enter: conditions (rules) and numbers (rulebook).

pub(crate) mod affiliation;
pub(crate) mod annual;
mod approval;
mod assess;
mod case_steps;
mod certificate;
mod change;
pub(crate) mod correction;
pub(crate) mod credit;
pub(crate) mod decoupling;
mod deregistration;
pub(crate) mod evaluation;
pub(crate) mod exit;
pub(crate) mod hub;
mod office;
mod organizations;
pub(crate) mod penalty;
pub(crate) mod programme;
mod roll;
mod succession;

pub use approval::{document_series, segment_series, series};
pub use assess::{Assessment, assess_case, settle_silence};
pub use decoupling::{signers as decoupling_signers, whose_turn as decoupling_turn};
pub use hub::present;
pub(crate) use organizations::{bearing, undelivered};
pub(crate) use roll::may_have_branches;

use chrono::NaiveDate;

use crate::{
    Books,
    access::{self, Actor, Denied},
    act::{Act, ActKind, ActRequest, Target},
    affiliation::AffiliationRequest,
    calendar::PeriodError,
    case::{Case, CaseEvent, CaseStatus},
    decoupling::{Programme, ProgrammeRequest},
    event::{Event, StreamEvent, case_stream},
    identity::DivisionCode,
    law::{Finding, Verdict},
    organization::Organization,
    register::Register,
    registration::Application,
    roll::{RollClass, RollEntry},
    text::Text,
    unit::{Unit, UnitId},
};

/// What an act is performed on, with its state.
#[derive(Debug, Clone)]
pub enum Subject {
    /// Nothing yet: the act brings something new.
    Register,
    /// A case.
    Case(Box<Case>),
    /// An organization.
    Organization(Box<Organization>),
    /// A unit.
    Unit(Box<Unit>),
    /// An entry of the roll.
    Roll(Box<RollEntry>),
    /// A programme of decoupling.
    Programme(Box<Programme>),
}

/// What is handed in with an act.
#[derive(Debug, Clone)]
pub struct Given<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// The date of the act (a local date, Asia/Shanghai).
    pub on: NaiveDate,
    /// A fresh identifier, for the case or organization that the act may create.
    pub new_id: &'a str,
}

/// An act that was found lawful.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The events to append, in order.
    pub events: Vec<StreamEvent>,
    /// Every rule that was examined.
    pub findings: Vec<Finding>,
    /// The case, organization or unit that the act was about.
    pub subject: String,
    /// Streams beside the subject's that it continues, each with the version that was decided on.
    pub changed: Vec<(String, i64)>,
}

/// An act that was refused by rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The act.
    pub act: ActKind,
    /// The rules that stand in the way.
    pub against: Vec<String>,
    /// Every rule that was examined.
    pub findings: Vec<Finding>,
}

/// An act that is not available in the present state.
#[derive(Debug, Clone, PartialEq)]
pub struct NotAvailable {
    /// The act.
    pub act: ActKind,
    /// The present state.
    pub state: Text,
    /// The states from which the act may be performed.
    pub from: Vec<CaseStatus>,
}

/// Why an act was not decided.
#[derive(Debug, thiserror::Error)]
pub enum DecideError<E> {
    /// The actor may not.
    #[error("denied")]
    Denied(Denied),
    /// Not from this state.
    #[error("not available")]
    NotAvailable(Box<NotAvailable>),
    /// Rules stand against it.
    #[error("refused")]
    Refused(Box<Refusal>),
    /// The act does not belong to this subject, or a needed unit is not in the register.
    #[error("{field}: {message}")]
    Malformed {
        /// The field.
        field: &'static str,
        /// What is wrong.
        message: String,
    },
    /// A date ran out of the calendar's range.
    #[error(transparent)]
    Period(#[from] PeriodError),
    /// The register could not be read.
    #[error("the register could not be read")]
    Register(E),
}

/// Decides an act.
///
/// # Errors
/// [`DecideError`]: who may not, from where not, or which rules stand against it. On any error
/// nothing has happened.
pub fn decide<R: Register>(
    register: &mut R,
    books: &Books,
    request: &ActRequest,
    subject: &Subject,
    given: &Given<'_>,
) -> Result<Decision, DecideError<R::Error>> {
    let kind = request.kind();
    let act = kind.row().ok_or_else(|| malformed("act", "not in the catalogue"))?;
    if act.target != subject.target() {
        return Err(malformed("act", "this act is performed on something else"));
    }
    match subject {
        Subject::Register => {
            allow(given.actor, act, &coming(register, request).map_err(DecideError::Register)?)?;
            office::on_register(register, books, act, request, given)
        }
        Subject::Roll(entry) => {
            allow(given.actor, act, &roll_subject(entry))?;
            roll::end(register, books, act, request, entry, given)
        }
        Subject::Unit(unit) => {
            hub::must_be_nominated(act, unit)?;
            let subject = acted_on(register, unit, request, given.on);
            allow(given.actor, act, &subject.map_err(DecideError::Register)?)?;
            office::on_unit(register, books, act, request, unit, given)
        }
        Subject::Organization(organization) => {
            let subject = acted_for(register, books, organization, request, given);
            allow(given.actor, act, &subject.map_err(DecideError::Register)?)?;
            still_there(act, organization)?;
            organizations::on_organization(register, books, act, request, organization, given)
        }
        Subject::Programme(programme) => {
            let subject = programme::programme_subject(register, programme, given.on);
            allow(given.actor, act, &subject.map_err(DecideError::Register)?)?;
            let ActRequest::Programme { request } = request else {
                return Err(malformed("act", "this act is not performed on a programme"));
            };
            programme::on_programme(register, books, act, request, programme, given)
        }
        Subject::Case(case) => {
            let case = with_registrar(register, case).map_err(DecideError::Register)?;
            allow(given.actor, act, &case.subject())?;
            let (case, settled) = settle_silence(books, &case, given.on)?;
            available(act, &case)?;
            if case.has_step_after(given.on) {
                return Err(malformed("date", "lies before a step of the case"));
            }
            let mut decision = case_steps::take(register, books, act, request, &case, given)?;
            decision.events.splice(0..0, settled);
            Ok(decision)
        }
    }
}

impl Subject {
    fn target(&self) -> Target {
        match self {
            Self::Register => Target::Register,
            Self::Case(_) => Target::Case,
            Self::Organization(_) => Target::Organization,
            Self::Unit(_) => Target::Unit,
            Self::Roll(_) => Target::Roll,
            Self::Programme(_) => Target::Programme,
        }
    }
}

/// The case with its registrar as the register knows it today; it may have been entered, or
/// renamed, after the draft was opened.
pub(crate) fn with_registrar<R: Register>(register: &mut R, case: &Case) -> Result<Case, R::Error> {
    let registrar = register.unit(case.application.registrar())?;
    Ok(Case { registrar, ..case.clone() })
}

/// Something that comes into the register, as access sees it: by the place it belongs to.
fn coming<R: Register>(
    register: &mut R,
    request: &ActRequest,
) -> Result<access::Subject, R::Error> {
    let division = match request {
        ActRequest::EnterRoll { entry } => {
            let unit = register.unit(&entry.unit)?;
            let (class, unit) = (entry.content.class(), (&entry.unit, unit.map(|u| u.division)));
            return Ok(answered_for(class, unit, None));
        }
        ActRequest::Programme { request } => {
            let ProgrammeRequest::Open(input) = request.as_ref() else {
                return Ok(access::Subject::default());
            };
            let division = register.unit(&input.leading_group)?.map(|unit| unit.division);
            let authority = Some(input.leading_group.clone());
            return Ok(access::Subject { division, authority, ..access::Subject::default() });
        }
        ActRequest::RegisterUnit { unit } => Some(unit.division),
        ActRequest::ImportOrganization { record } => Some(record.division),
        ActRequest::OpenEstablishment { application } => {
            register.unit(&application.registrar)?.map(|unit| unit.division)
        }
        _ => None,
    };
    Ok(access::Subject { division, ..access::Subject::default() })
}

/// An entry of the roll as access sees it: by who answers for it.
fn answered_for(
    class: RollClass,
    (unit, division): (&UnitId, Option<DivisionCode>),
    parent: Option<&str>,
) -> access::Subject {
    let subject = access::Subject { division, ..access::Subject::default() };
    match class {
        RollClass::ExemptBody | RollClass::IllegalOrganization => {
            access::Subject { registrar: Some(unit.clone()), ..subject }
        }
        RollClass::CommunityOrganization => {
            access::Subject { supervisory_unit: Some(unit.clone()), ..subject }
        }
        RollClass::Branch => {
            access::Subject { organization: parent.map(ToOwned::to_owned), ..subject }
        }
    }
}

fn roll_subject(entry: &RollEntry) -> access::Subject {
    let unit = (&entry.unit.id, Some(entry.division));
    answered_for(entry.content.class(), unit, entry.content.parent())
}

/// A unit as access sees it, with the leading group or government that acts on its standing.
fn acted_on<R: Register>(
    register: &mut R,
    unit: &Unit,
    request: &ActRequest,
    on: NaiveDate,
) -> Result<access::Subject, R::Error> {
    let authority = match request {
        ActRequest::Hub { request } => hub::authority(register, request, unit, on)?,
        ActRequest::Retention { request } => Some(request.leading_group().clone()),
        _ => None,
    };
    // A round is its registrar's own.
    let own = matches!(request, ActRequest::Round { .. }).then(|| unit.id.clone());
    Ok(access::Subject { authority, registrar: own, ..unit_subject(unit) })
}

pub(crate) fn unit_subject(unit: &Unit) -> access::Subject {
    access::Subject {
        unit: Some(unit.id.clone()),
        division: Some(unit.division),
        ..access::Subject::default()
    }
}

/// An organization as access sees it for an act on it. An act on a case of decoupling is taken from
/// where the case stands, or nobody could be told whose turn it is.
fn acted_for<R: Register>(
    register: &mut R,
    books: &Books,
    organization: &Organization,
    request: &ActRequest,
    given: &Given<'_>,
) -> Result<access::Subject, R::Error> {
    match request {
        ActRequest::Decoupling { request } => {
            let (actor, on) = (given.actor, given.on);
            decoupling::subject(register, books, organization, request, actor, on)
        }
        ActRequest::Exit { request } => Ok(exit::subject(organization, request)),
        ActRequest::Annual { request } => Ok(annual::subject(organization, request)),
        _ => Ok(related_by(organization, request)),
    }
}

/// An organization as access sees it for an act on a relation: the unit that the act names acts for
/// itself, and so the present supervisor is not asked.
fn related_by(organization: &Organization, request: &ActRequest) -> access::Subject {
    let subject = organization_subject(organization);
    let ActRequest::Affiliation { request } = request else {
        return subject;
    };
    match request.as_ref() {
        AffiliationRequest::Begin { unit, .. }
        | AffiliationRequest::End { unit, .. }
        | AffiliationRequest::Suspend { unit, .. }
        | AffiliationRequest::Resume { unit, .. } => {
            access::Subject { supervisory_unit: Some(unit.clone()), ..subject }
        }
        _ => subject,
    }
}

/// An organization as access sees it.
#[must_use]
pub fn organization_subject(organization: &Organization) -> access::Subject {
    access::Subject {
        registrar: Some(organization.registrar.id.clone()),
        supervisory_unit: organization.supervision.as_ref().map(|s| s.unit.id.clone()),
        division: Some(organization.division),
        organization: Some(organization.id.clone()),
        related: organization.relations.iter().map(|r| r.unit.id.clone()).collect(),
        ..access::Subject::default()
    }
}

fn allow<E>(actor: &Actor, act: &Act, subject: &access::Subject) -> Result<(), DecideError<E>> {
    access::allow(actor, act, subject).map_err(DecideError::Denied)
}

fn available<E>(act: &Act, case: &Case) -> Result<(), DecideError<E>> {
    if act.from.contains(&case.status) {
        return Ok(());
    }
    Err(DecideError::NotAvailable(Box::new(NotAvailable {
        act: act.kind,
        state: case.status.text(),
        from: act.from.to_vec(),
    })))
}

/// Whether the catalogue lets this act be taken on an organization of this status.
pub(crate) fn is_open_to(act: &Act, organization: &Organization) -> bool {
    act.organization_from.contains(&organization.status)
}

/// Of what the rules say before anything is handed in, what is known: what depends on that stands in
/// nobody's way yet.
fn known_ahead(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.retain(|finding| finding.outcome != Verdict::Unknown);
    findings
}

fn still_there<E>(act: &Act, organization: &Organization) -> Result<(), DecideError<E>> {
    if is_open_to(act, organization) {
        return Ok(());
    }
    Err(DecideError::NotAvailable(Box::new(NotAvailable {
        act: act.kind,
        state: organization.status.text(),
        from: Vec::new(),
    })))
}

/// Whoever applies for a merger or split acts for every party that the register knows.
fn speaks_for_all<R: Register>(
    register: &mut R,
    actor: &Actor,
    act: &Act,
    application: &Application,
) -> Result<(), DecideError<R::Error>> {
    let mut parties = Vec::new();
    for party in application.parties() {
        let known = register.organization(&party.organization).map_err(DecideError::Register)?;
        parties.extend(known.map(|o| (organization_subject(&o), o.name)));
    }
    access::acts_for(actor, act, &parties).map_err(DecideError::Denied)
}

fn malformed<E>(field: &'static str, message: impl Into<String>) -> DecideError<E> {
    DecideError::Malformed { field, message: message.into() }
}

/// Refuses when a guarding rule blocks; otherwise gives all findings back.
fn guard<E>(
    act: ActKind,
    guards: Vec<Finding>,
    advice: Vec<Finding>,
) -> Result<Vec<Finding>, DecideError<E>> {
    let against: Vec<String> =
        guards.iter().filter(|f| f.blocks()).map(|f| f.rule.clone()).collect();
    let mut findings = guards;
    for finding in advice {
        if !findings.iter().any(|f| f.rule == finding.rule) {
            findings.push(finding);
        }
    }
    if !against.is_empty() {
        return Err(DecideError::Refused(Box::new(Refusal { act, against, findings })));
    }
    Ok(findings)
}

fn case_event(case: &str, event: CaseEvent, on: NaiveDate) -> StreamEvent {
    StreamEvent { stream: case_stream(case), event: Event::Case(Box::new(event)), effective_on: on }
}
