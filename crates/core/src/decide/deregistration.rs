//! The end of an organization (注销登记): by deregistration after its liquidation, or by merger or
//! split. Its branches and open cases end with it, and the public is told (association regulation
//! art. 17, 21, 23; regulation on private non-enterprise units art. 17, 18; foundation regulation art.
//! 17–19).
//!
//! What may not enter: whether it may; that is `registration/rules/`.

use chrono::NaiveDate;

use super::{DecideError, approval, case_event};
use crate::{
    case::{Case, CaseEvent},
    event::{Event, StreamEvent, case_stream, organization_stream, roll_stream},
    exit::ExitGround,
    law::Citation,
    organization::{Organization, OrganizationEvent},
    register::Register,
    roll::{RollEntry, RollEvent},
    text::Text,
};

/// How an organization ends.
pub(super) struct Ending<'a> {
    /// The case in which that was approved.
    pub(super) case: &'a Case,
    /// The article that it rests on.
    pub(super) basis: &'a Citation,
    /// Why.
    pub(super) ground: ExitGround,
    /// Number of the deregistration.
    pub(super) document_number: String,
    /// Who takes its place, where somebody does.
    pub(super) successors: Vec<&'a str>,
    /// The first day on which it is no more.
    pub(super) on: NaiveDate,
}

/// What ends with an organization, and the streams that are continued beside its own.
pub(super) struct Ended {
    pub(super) events: Vec<StreamEvent>,
    pub(super) changed: Vec<(String, i64)>,
}

pub(super) fn end<R: Register>(
    register: &mut R,
    organization: &Organization,
    ending: &Ending<'_>,
) -> Result<Ended, DecideError<R::Error>> {
    let number = &ending.document_number;
    let mut beside = beside(register, organization, number, ending.on, ending.on)?;
    let own = case_stream(&ending.case.id);
    beside.retain(|(event, _)| event.stream != own);
    let changed = beside.iter().map(|(event, version)| (event.stream.clone(), *version)).collect();
    let mut events: Vec<StreamEvent> = beside.into_iter().map(|(event, _)| event).collect();
    let on_stream = |event| StreamEvent {
        stream: organization_stream(&organization.id),
        event: Event::Organization(event),
        effective_on: ending.on,
    };
    let ended = OrganizationEvent::Ended {
        case: ending.case.id.clone(),
        basis: ending.basis.clone(),
        ground: ending.ground,
        document_number: number.clone(),
    };
    events.extend([ended, notice(organization, ending)].map(on_stream));
    Ok(Ended { events, changed })
}

/// The public notice of it.
fn notice(organization: &Organization, ending: &Ending<'_>) -> OrganizationEvent {
    let (name, uscc, by) = (&organization.name, organization.uscc, &organization.registrar.name);
    let (on, day) = (ending.on, ending.on.format("%Y年%-m月%-d日"));
    let ground = ending.ground.text();
    let (zh, en) = match ending.successors.as_slice() {
        [] => (String::new(), String::new()),
        several => (
            format!("，由{}承继", several.join("、")),
            format!("; succeeded by {}", several.join(", ")),
        ),
    };
    let text = Text::new(
        format!(
            "{name}（统一社会信用代码{uscc}）因{}，经{by}审查，于{day}准予注销登记{zh}，现予公告。",
            ground.zh
        ),
        format!("{by} deregistered {name} (code {uscc}), {}, on {on}{en}.", ground.en),
    );
    let article = approval::articles(organization.kind).notice.to_owned();
    let basis = Citation { article, ..ending.basis.clone() };
    OrganizationEvent::NoticePublished { subject: "deregistration".to_owned(), text, basis }
}

/// What ends with an organization that ended on a day, as it was entered on another: its branches and
/// its open cases, each with the version of its record.
pub(super) fn beside<R: Register>(
    register: &mut R,
    organization: &Organization,
    document_number: &str,
    ended_on: NaiveDate,
    entered_on: NaiveDate,
) -> Result<Vec<(StreamEvent, i64)>, DecideError<R::Error>> {
    let mut beside = branches(register, organization, document_number, ended_on)?;
    beside.extend(open_cases(register, organization, document_number, entered_on)?);
    Ok(beside)
}

/// Nobody is left who could go on with its cases.
fn open_cases<R: Register>(
    register: &mut R,
    organization: &Organization,
    document_number: &str,
    on: NaiveDate,
) -> Result<Vec<(StreamEvent, i64)>, DecideError<R::Error>> {
    let open = register.open_cases(&organization.id).map_err(DecideError::Register)?;
    let closed = |(id, version): (String, i64)| {
        let document_number = document_number.to_owned();
        (case_event(&id, CaseEvent::Closed { document_number }, on), version)
    };
    Ok(open.into_iter().map(closed).collect())
}

/// A branch is part of the organization and ends with it.
fn branches<R: Register>(
    register: &mut R,
    organization: &Organization,
    because: &str,
    on: NaiveDate,
) -> Result<Vec<(StreamEvent, i64)>, DecideError<R::Error>> {
    let branches = register.branches(&organization.id).map_err(DecideError::Register)?;
    let last = on.pred_opt().unwrap_or(on);
    let ended = |branch: RollEntry| {
        let until = last.max(branch.since);
        let reason = format!("{}：{because}", organization.name);
        let event = RollEvent::Ended { until, reason, became: None };
        let stream = roll_stream(&branch.id);
        (StreamEvent { stream, event: Event::Roll(event), effective_on: until }, branch.version)
    };
    Ok(branches.into_iter().filter(|branch| branch.until.is_none()).map(ended).collect())
}
