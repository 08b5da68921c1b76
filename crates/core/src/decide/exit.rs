//! Steps of a liquidation, what is collected, demands and pledges: the facts are gathered, the rules
//! examined, the events made.
//!
//! What may not enter: conditions (`exit/`) and deregistration itself (`deregistration.rs`).

use chrono::NaiveDate;

use super::{
    DecideError, Decision, Given,
    approval::{cited, public_notice},
    guard, known_ahead, malformed, organization_subject,
};
use crate::{
    Books,
    access::{self, Actor},
    act::{Act, ActKind, MatterKind},
    affiliation::{Relation, RelationKind},
    calendar::Deadline,
    case::start_clock,
    event::Event,
    exit::{
        Announcement, BeginLiquidation, Collected, Conclusion, Demand, DemandInput, ExitEvent,
        ExitRequest, Handed, Liquidation, Recipient, Report,
        rules::{ExitSituation, RULES},
    },
    law::{Finding, examine},
    organization::{Organization, OrganizationKind},
    register::Register,
    text::Text,
    unit::{Unit, UnitId},
};

type Outcome<T, R> = Result<T, DecideError<<R as Register>::Error>>;

/// Decides an act of exit.
pub(super) fn on_exit<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &ExitRequest,
    organization: &Organization,
    given: &Given<'_>,
) -> Outcome<Decision, R> {
    let situation = gather(register, books, organization, Some(request), given.actor, given.on)
        .map_err(DecideError::Register)?;
    let of = |ids: &[&str]| examined(books, ids, &situation);
    let findings = guard(act.kind, of(act.procedure_rules), of(act.told_rules))?;
    let events = match request {
        ExitRequest::Begin(input) => began(books, input, &situation)?,
        ExitRequest::Announce(input) => {
            let announcement = Announcement {
                published_on: input.published_on,
                place: input.place.clone(),
                claims_until: input.claims_until,
            };
            let announced = ExitEvent::LiquidationAnnounced { announcement };
            vec![(Event::Exit(Box::new(announced)), input.published_on)]
        }
        ExitRequest::Conclude(report) => {
            let event = concluded(books, act, organization, report)?;
            let mut events = vec![(Event::Exit(Box::new(event)), report.dated)];
            if let Some(text) = arranged_notice(organization, report) {
                events.push(public_notice(
                    "remaining_property",
                    text,
                    cited(books, "TC-2", given.on)?,
                    given.on,
                ));
            }
            events
        }
        ExitRequest::Collect(collected) => collect(books, organization, collected, given.on)?,
        ExitRequest::Demand(input) => vec![demanded(register, books, input, given)?],
        ExitRequest::Pledge(pledge) => {
            let basis = cited(books, "TC-7", given.on)?;
            let pledged = ExitEvent::NoDebtsPledged { pledge: pledge.clone(), basis };
            vec![(Event::Exit(Box::new(pledged)), given.on)]
        }
    };
    Ok(Decision::on_organization(organization, events, findings))
}

/// How the rules on a step stand, before anything is handed in.
pub(crate) fn standing<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    organization: &Organization,
    actor: &Actor,
    on: NaiveDate,
) -> Result<Vec<Finding>, R::Error> {
    let situation = gather(register, books, organization, None, actor, on)?;
    Ok(known_ahead(examined(books, act.procedure_rules, &situation)))
}

/// By when deregistration is to be applied for, once the liquidation has ended.
pub(crate) fn due(act: &Act, organization: &Organization) -> Option<Deadline> {
    let liquidation = organization.liquidation()?;
    let due = liquidation.concluded.as_ref()?.deregister_by.as_ref()?;
    (act.kind == ActKind::OpenDeregistration).then_some(due.deadline)
}

fn examined(books: &Books, ids: &[&str], situation: &ExitSituation) -> Vec<Finding> {
    let organization = &situation.organization;
    let ids = books.law.for_kind(ids, organization.kind);
    examine(&books.law, RULES, &ids, situation, situation.on, organization.division)
}

fn gather<R: Register>(
    register: &mut R,
    books: &Books,
    organization: &Organization,
    request: Option<&ExitRequest>,
    actor: &Actor,
    on: NaiveDate,
) -> Result<ExitSituation, R::Error> {
    let last_day =
        |parameter: &str, from: NaiveDate| books.last_day(parameter, from, organization.division);
    let (mut guide, mut form_by, mut claims_from, mut into) = (None, None, None, None);
    match request {
        Some(ExitRequest::Begin(input)) => {
            guide = register.unit(&input.guided_by)?;
            form_by = last_day("charity.liquidation.days", input.occurred_on);
        }
        Some(ExitRequest::Announce(input)) => {
            claims_from = last_day("liquidation.creditors.claims.days", input.published_on);
        }
        Some(ExitRequest::Demand(DemandInput { into: Some(other), .. })) => {
            into = register.organization(other)?;
        }
        _ => {}
    }
    Ok(ExitSituation {
        on,
        organization: organization.clone(),
        request: request.cloned(),
        guide,
        into,
        demands_from: books.law.rule("ST-19b").map(|(_, rule)| rule.from),
        by_registrar: access::is_staff_of(actor, &organization_subject(organization)),
        form_by,
        announce_by: organization
            .liquidation()
            .and_then(|l| last_day("liquidation.creditors.announcement.days", l.formed_on)),
        claims_from,
    })
}

/// The rule on liquidation, of each kind's own regulation.
fn article(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Association => "ST-20a",
        OrganizationKind::ServiceInstitution => "MF-16b",
        OrganizationKind::Foundation => "JJ-18a",
    }
}

fn began<E>(
    books: &Books,
    input: &BeginLiquidation,
    situation: &ExitSituation,
) -> Result<Vec<(Event, NaiveDate)>, DecideError<E>> {
    let basis = cited(books, article(situation.organization.kind), situation.on)?;
    let guided_by = situation.guide.as_ref().map(Unit::reference);
    let liquidation = Liquidation {
        ground: input.ground,
        occurred_on: input.occurred_on,
        document_number: input.document_number.clone(),
        appointment: input.appointment.clone(),
        formed_on: input.formed_on,
        head: input.head.clone(),
        members: input.members,
        guided_by: guided_by.ok_or_else(|| malformed("guided_by", "no such unit"))?,
        announced: None,
        concluded: None,
    };
    let began = ExitEvent::LiquidationBegan { liquidation: Box::new(liquidation), basis };
    let mut events = vec![(Event::Exit(Box::new(began)), input.formed_on)];
    let organization = &situation.organization;
    if organization.charity.is_some() {
        // Of a charity the public is told (charity law art. 18 ¶2).
        let (name, uscc, day) = (&organization.name, organization.uscc, input.formed_on);
        let text = Text::new(
            format!(
                "{name}（统一社会信用代码{uscc}）已于{}成立清算组，现予公告。",
                day.format("%Y年%-m月%-d日")
            ),
            format!("A liquidation group of {name} (code {uscc}) was formed on {day}."),
        );
        let basis = cited(books, "QS-8", situation.on)?;
        events.push(public_notice("liquidation", text, basis, situation.on));
    }
    Ok(events)
}

/// Whom the registrar has what is left given to.
fn arranged_notice(organization: &Organization, report: &Report) -> Option<Text> {
    let arranged = report.disposals.iter().filter(|part| part.recipient == Recipient::Arranged);
    let parts: Vec<(String, String)> = arranged
        .map(|part| {
            let number = part.document_number.as_deref().unwrap_or_default();
            let (name, yuan) = (&part.name, part.yuan);
            (format!("{name}{yuan}元（{number}）"), format!("{yuan} yuan to {name} ({number})"))
        })
        .collect();
    let (zh, en): (Vec<String>, Vec<String>) = parts.into_iter().unzip();
    let (name, uscc) = (&organization.name, organization.uscc);
    (!zh.is_empty()).then(|| {
        Text::new(
            format!(
                "{name}（统一社会信用代码{uscc}）的剩余财产经安排转给{}，现予公告。",
                zh.join("、")
            ),
            format!(
                "Of what is left of {name} (code {uscc}) goes by arrangement: {}.",
                en.join(", ")
            ),
        )
    })
}

fn concluded<E>(
    books: &Books,
    act: &Act,
    organization: &Organization,
    report: &Report,
) -> Result<ExitEvent, DecideError<E>> {
    let (kind, place) = (organization.kind, organization.division);
    let deregister_by = match act.clock_for(MatterKind::Deregistration) {
        Some(clock) => start_clock(books, &clock, kind, report.dated, &[], place, 0)?,
        None => None,
    };
    let conclusion = Conclusion { report: report.clone(), deregister_by };
    Ok(ExitEvent::LiquidationConcluded { conclusion })
}

fn demanded<R: Register>(
    register: &mut R,
    books: &Books,
    input: &DemandInput,
    given: &Given<'_>,
) -> Outcome<(Event, NaiveDate), R> {
    let unit = register.unit(&input.unit).map_err(DecideError::Register)?;
    // By its identifier, however it was named.
    let into = match &input.into {
        Some(other) => register.organization(other).map_err(DecideError::Register)?.map(|o| o.id),
        None => None,
    };
    let demand = Demand {
        by: unit.ok_or_else(|| malformed("unit", "no such unit"))?.reference(),
        demands: input.demands,
        grounds: input.grounds.clone(),
        document_number: input.document_number.clone(),
        dated: input.dated,
        into,
    };
    let basis = cited(books, "ST-19b", given.on)?;
    let event = ExitEvent::ExitDemanded { demand, basis };
    Ok((Event::Exit(Box::new(event)), given.on))
}

/// Whether some unit of the account may demand the end of this organization.
pub(crate) fn may_demand(act: &Act, organization: &Organization, actor: &Actor) -> bool {
    let mut units = actor.grants.iter().filter_map(|grant| grant.unit.as_ref());
    organization.kind == OrganizationKind::Association
        && units.any(|unit| access::allow(actor, act, &demanding(organization, unit)).is_ok())
}

/// An organization as access sees it for a step on its way out.
pub(super) fn subject(organization: &Organization, request: &ExitRequest) -> access::Subject {
    match request {
        ExitRequest::Demand(input) => demanding(organization, &input.unit),
        _ => organization_subject(organization),
    }
}

/// The same for a demand by a unit: the department that guides acts like the unit that supervises, and
/// nobody in another's name.
fn demanding(organization: &Organization, unit: &UnitId) -> access::Subject {
    let subject = organization_subject(organization);
    let guides = |r: &Relation| r.kind == RelationKind::Guidance && r.unit.id == *unit;
    let supervises = subject.supervisory_unit.as_ref() == Some(unit);
    let own = supervises || organization.relations.iter().any(guides);
    let registrar = subject.registrar.clone().filter(|registrar| registrar == unit);
    access::Subject { supervisory_unit: own.then(|| unit.clone()), registrar, ..subject }
}

/// What is collected; what is void is announced to everybody.
fn collect<E>(
    books: &Books,
    organization: &Organization,
    collected: &Collected,
    on: NaiveDate,
) -> Result<Vec<(Event, NaiveDate)>, DecideError<E>> {
    let event = ExitEvent::CertificateCollected { collected: collected.clone() };
    let mut events = vec![(Event::Exit(Box::new(event)), on)];
    if let Some(text) = void_notice(organization, collected) {
        let basis = cited(books, "TC-4", on)?;
        events.push(public_notice("certificate_void", text, basis, on));
    }
    Ok(events)
}

fn void_notice(organization: &Organization, collected: &Collected) -> Option<Text> {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for (field, handed) in collected.each() {
        if let Some(Handed::Void { notice, place, .. }) = handed {
            let (what_zh, what_en) = match field {
                "certificate" => ("登记证书", "certificate"),
                "seals" => ("印章", "seals"),
                _ => ("财务凭证", "accounting vouchers"),
            };
            zh.push(format!("{what_zh}（{notice}，{place}）"));
            en.push(format!("{what_en} ({notice}, {place})"));
        }
    }
    let (name, uscc) = (&organization.name, organization.uscc);
    (!zh.is_empty()).then(|| {
        Text::new(
            format!("{name}（统一社会信用代码{uscc}）的{}作废，现予公告。", zh.join("、")),
            format!("Of {name} (code {uscc}) are void: {}.", en.join(", ")),
        )
    })
}
