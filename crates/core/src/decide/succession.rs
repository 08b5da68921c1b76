//! What a merger or split does to the organizations that it is about: those that end are
//! deregistered, each with its number and public notice, their branches end with them, and every
//! record names the others (association regulation art. 17, 19, 23; regulation on private
//! non-enterprise units art. 16, 18; foundation regulation art. 16, 17, 19).
//!
//! What may not enter: whether they may; that is `registration/rules/succession.rs`.

use chrono::NaiveDate;

use super::{DecideError, Given, approval, assess::jurisdiction, malformed};
use crate::{
    Books,
    case::Case,
    event::{Event, StreamEvent, organization_stream, roll_stream},
    law::Citation,
    organization::{Organization, OrganizationEvent, OrganizationKind, Relative, SuccessionKind},
    register::Register,
    registration::Party,
    roll::{RollEntry, RollEvent},
    text::Text,
};

/// What is decided of the parties.
pub(super) struct Succeeded {
    /// The events on their streams, before anything that takes their place.
    pub(super) events: Vec<StreamEvent>,
    /// Their streams with the versions that were decided on.
    pub(super) changed: Vec<(String, i64)>,
    /// The event on the one that takes their place.
    pub(super) successor: OrganizationEvent,
}

/// How the parties stand to the one that takes their place.
pub(super) struct Taking<'a> {
    /// By what.
    pub(super) how: SuccessionKind,
    /// Those that merge or are split.
    pub(super) parties: &'a [Party],
    /// Whether they end.
    pub(super) ends: bool,
    /// The one that takes their place.
    pub(super) successor: Relative,
}

/// The rule on the end of an organization by merger or split, of each kind's own regulation.
fn end_article(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Association => "ST-19a",
        OrganizationKind::ServiceInstitution => "MF-16",
        OrganizationKind::Foundation => "JJ-16",
    }
}

pub(super) fn succeed<R: Register>(
    register: &mut R,
    books: &Books,
    case: &Case,
    taking: &Taking<'_>,
    given: &Given<'_>,
) -> Result<Succeeded, DecideError<R::Error>> {
    let kind = case.application.kind();
    let basis = approval::cite(books, end_article(kind), given.on)
        .ok_or_else(|| malformed("on", "no regulation is in force on this date"))?;
    let (mut events, mut changed, mut predecessors) = (Vec::new(), Vec::new(), Vec::new());
    let first = approval::next_number(register, case, "deregistration", given.on)
        .map_err(DecideError::Register)?;
    for (number, party) in (first..).zip(taking.parties) {
        let organization =
            register.organization(&party.organization).map_err(DecideError::Register)?;
        let organization =
            organization.ok_or_else(|| malformed("parties", "no such organization"))?;
        let document_number =
            approval::document(jurisdiction(case), "deregistration", number, given.on);
        let mut of_party = vec![OrganizationEvent::SucceededBy {
            case: case.id.clone(),
            basis: basis.clone(),
            successor: taking.successor.clone(),
        }];
        if taking.ends {
            for (event, version) in branches(register, &organization, &document_number, given.on)? {
                changed.push((event.stream.clone(), version));
                events.push(event);
            }
            of_party.extend(end(case, taking, &organization, document_number, &basis, given.on));
        }
        let stream = organization_stream(&organization.id);
        let on_stream = |event| StreamEvent {
            stream: stream.clone(),
            event: Event::Organization(event),
            effective_on: given.on,
        };
        events.extend(of_party.into_iter().map(on_stream));
        changed.push((stream.clone(), organization.version));
        predecessors.push(Relative::of(&organization, taking.how, given.on));
    }
    let (how, case) = (taking.how, case.id.clone());
    let successor = OrganizationEvent::Succeeded { case, basis, how, predecessors };
    Ok(Succeeded { events, changed, successor })
}

/// Its end, and the public notice of it.
fn end(
    case: &Case,
    taking: &Taking<'_>,
    organization: &Organization,
    document_number: String,
    basis: &Citation,
    on: NaiveDate,
) -> [OrganizationEvent; 2] {
    let notice = approval::articles(organization.kind).notice;
    let (name, uscc, by) = (&organization.name, organization.uscc, &organization.registrar.name);
    let day = on.format("%Y年%-m月%-d日");
    let split = organization.successors.iter().filter(|_| taking.how == SuccessionKind::Split);
    let names: Vec<&str> =
        split.chain([&taking.successor]).map(|successor| successor.name.as_str()).collect();
    let (successors, several) = (names.join("、"), names.join(", "));
    let (zh, en) = match taking.how {
        SuccessionKind::Merger => ("因合并", "merged"),
        SuccessionKind::Split => ("因分立", "split"),
    };
    let text = Text::new(
        format!(
            "{name}（统一社会信用代码{uscc}）{zh}，经{by}审查，于{day}准予注销登记，由{successors}承继，现予公告。"
        ),
        format!("{by} deregistered {name} (code {uscc}), {en}, on {on}; succeeded by {several}."),
    );
    [
        OrganizationEvent::Ended {
            case: case.id.clone(),
            basis: basis.clone(),
            ground: taking.how,
            document_number,
        },
        OrganizationEvent::NoticePublished {
            subject: "deregistration".to_owned(),
            text,
            basis: Citation { article: notice.to_owned(), ..basis.clone() },
        },
    ]
}

/// A branch is part of the organization and ends with it; each with the version of its record.
pub(super) fn branches<R: Register>(
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
