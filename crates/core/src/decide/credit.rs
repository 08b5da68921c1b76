//! Credit: the facts are gathered, the rules examined, the events made.
//!
//! What may not enter: conditions (`oversight/credit/`).

use chrono::NaiveDate;

use super::{
    DecideError, Decision, Given,
    approval::{cited, public_notice},
    guard, known_ahead, malformed,
};
use crate::{
    Books,
    act::{Act, ActKind},
    calendar::{Deadline, Period},
    event::Event,
    law::{Citation, Finding, examine},
    organization::Organization,
    oversight::credit::{
        CreditEvent, CreditList, CreditRequest, ListInput, ListedGround, ListingGround,
        ListingNotice, NotifyListing, Objection, RemovalApplication, RemoveFromList, repair_from,
        rules::{CreditSituation, RULES},
        time_passes,
    },
    text::Text,
};

/// Decides an act on an organization's credit.
pub(super) fn on_credit<E>(
    books: &Books,
    act: &Act,
    request: &CreditRequest,
    organization: &Organization,
    given: &Given<'_>,
) -> Result<Decision, DecideError<E>> {
    let situation = gather(books, organization, Some(request), given.on);
    let told = examined(books, act.told_rules, &situation);
    let findings = guard(act.kind, examined(books, act.procedure_rules, &situation), told)?;
    let events = events(books, request, &situation)?;
    Ok(Decision::on_organization(organization, events, findings))
}

/// How the rules on a step stand, before anything is handed in; none where there is nothing to take it on.
pub(crate) fn standing(
    books: &Books,
    act: &Act,
    organization: &Organization,
    on: NaiveDate,
) -> Option<Vec<Finding>> {
    let credit = &organization.credit;
    let listed = CreditList::ALL.into_iter().any(|list| credit.on(list).is_some());
    let there = match act.kind {
        ActKind::ObjectToListing => {
            credit.notices.iter().any(|notice| notice.answer_by.last_day >= on)
        }
        ActKind::WaiveListing => !credit.notices.is_empty(),
        ActKind::ApplyForRemoval | ActKind::RemoveFromList | ActKind::RepairCredit => listed,
        _ => true,
    };
    let situation = gather(books, organization, None, on);
    there.then(|| known_ahead(examined(books, act.procedure_rules, &situation)))
}

/// By when a step is due: the objection of the notice that ends first.
pub(crate) fn due(act: &Act, organization: &Organization, on: NaiveDate) -> Option<Deadline> {
    let notices = organization.credit.notices.iter().map(|notice| notice.answer_by);
    let open = notices.filter(|deadline| deadline.last_day >= on);
    open.min_by_key(|deadline| deadline.last_day).filter(|_| act.kind == ActKind::ObjectToListing)
}

fn examined(books: &Books, ids: &[&str], situation: &CreditSituation) -> Vec<Finding> {
    let place = situation.organization.division;
    examine(&books.law, RULES, ids, situation, situation.on, place)
}

fn gather(
    books: &Books,
    organization: &Organization,
    request: Option<&CreditRequest>,
    on: NaiveDate,
) -> CreditSituation {
    let credit = &organization.credit;
    let mut situation = CreditSituation {
        request: request.cloned(),
        ..CreditSituation::standing(organization, on)
    };
    let working = |id: &str, from| {
        let end = books.end_of(id, from, from, organization.division, Period::WorkingDays);
        end.ok().flatten()
    };
    match request {
        Some(CreditRequest::Notify(input)) => {
            situation.answer_by = working("credit.objection.working_days", input.delivered_on);
        }
        Some(CreditRequest::List(input)) => {
            let notice = credit.notice(input.list, input.ground);
            let from = notice.map(|notice| match &notice.objection {
                Some(objection) => objection.on,
                None => notice.answer_by.last_day,
            });
            let last = from.and_then(|from| working("credit.decision.working_days", from));
            situation.decide_by = last.map(|deadline| deadline.last_day);
        }
        Some(CreditRequest::Remove(input)) => {
            let last =
                input.verified_on.and_then(|day| working("credit.removal.working_days", day));
            situation.remove_by = last.map(|deadline| deadline.last_day);
            let entry = credit.on(input.list);
            situation.time_passes =
                entry.and_then(|entry| time_passes(books, organization, entry, on));
        }
        Some(CreditRequest::Repair(input)) => {
            let entry = credit.on(input.list);
            situation.repair_from =
                entry.and_then(|entry| repair_from(books, organization, entry, on));
        }
        _ => {}
    }
    situation
}

fn events<E>(
    books: &Books,
    request: &CreditRequest,
    situation: &CreditSituation,
) -> Result<Vec<(Event, NaiveDate)>, DecideError<E>> {
    let on = situation.on;
    let (event, effective_on) = match request {
        CreditRequest::Letter(letter) => {
            (CreditEvent::LetterSent { letter: letter.clone() }, letter.sent_on)
        }
        CreditRequest::Notify(input) => {
            let notice = Box::new(notified(input, situation)?);
            (CreditEvent::ListingNotified { notice }, input.delivered_on)
        }
        CreditRequest::Object(input) => {
            let objection = Objection { on, text: input.text.clone() };
            let (list, ground) = (input.list, input.ground);
            (CreditEvent::ListingObjected { list, ground, objection }, on)
        }
        CreditRequest::Waive(input) => {
            let (reasons, proof) = (input.reasons.clone(), input.proof.clone());
            let (list, ground) = (input.list, input.ground);
            (CreditEvent::ListingWaived { list, ground, reasons, proof }, on)
        }
        CreditRequest::List(input) => return listed(books, input, situation),
        CreditRequest::Apply(input) => {
            let application = RemovalApplication { on, statement: input.statement.clone() };
            (CreditEvent::RemovalApplied { list: input.list, application }, on)
        }
        CreditRequest::Remove(input) => return removed(books, input, situation),
        CreditRequest::Repair(input) => {
            let document_number = input.document_number.clone();
            let event =
                CreditEvent::CreditRepaired { list: input.list, since: on, document_number };
            (event, on)
        }
        CreditRequest::Import(existing) => {
            let day = existing.listed_on.or(existing.removed_on).unwrap_or(on);
            (existing.recorded(on), day.min(on))
        }
    };
    Ok(vec![(Event::Credit(Box::new(event)), effective_on)])
}

fn notified<E>(
    input: &NotifyListing,
    situation: &CreditSituation,
) -> Result<ListingNotice, DecideError<E>> {
    let answer_by = situation.answer_by;
    Ok(ListingNotice {
        list: input.list,
        ground: input.ground,
        facts: input.facts.clone(),
        year: input.year,
        document_number: input.document_number.clone(),
        delivered_on: input.delivered_on,
        delivered_by: input.delivered_by.clone(),
        answer_by: answer_by.ok_or_else(|| malformed("delivered_on", "no law on that day"))?,
        objection: None,
    })
}

fn basis<E>(books: &Books, list: CreditList, on: NaiveDate) -> Result<Citation, DecideError<E>> {
    let rule = match list {
        CreditList::Abnormal => "XY-11",
        CreditList::Serious => "XY-15",
    };
    cited(books, rule, on)
}

/// The listing and its public notice; whoever moves for its years leaves the other list at once.
fn listed<E>(
    books: &Books,
    input: &ListInput,
    situation: &CreditSituation,
) -> Result<Vec<(Event, NaiveDate)>, DecideError<E>> {
    let (organization, on) = (&situation.organization, situation.on);
    let basis = basis(books, input.list, on)?;
    let moves = input.ground == ListingGround::YearsAbnormal;
    let ground = ListedGround {
        ground: input.ground,
        since: on,
        facts: input.facts.clone(),
        year: input.year,
        penalties: input.penalties.clone(),
        document_number: Some(input.document_number.clone()),
        basis: Some(basis.clone()),
    };
    let event = CreditEvent::Listed {
        list: input.list,
        ground: Box::new(ground),
        restarts: organization.credit.on(input.list).is_some(),
        left: moves.then_some(CreditList::Abnormal),
    };
    let (list, why) = (input.list.text(), input.ground.text());
    let (name, uscc, number) = (&organization.name, organization.uscc, &input.document_number);
    let text = Text::new(
        format!(
            "{name}（统一社会信用代码{uscc}）因{}被列入{}（{number}），现予公告。",
            why.zh, list.zh
        ),
        format!("{name} (code {uscc}) was put on the {} ({number}): {}.", list.en, why.en),
    );
    Ok(vec![(Event::Credit(Box::new(event)), on), public_notice("credit_listing", text, basis, on)])
}

fn removed<E>(
    books: &Books,
    input: &RemoveFromList,
    situation: &CreditSituation,
) -> Result<Vec<(Event, NaiveDate)>, DecideError<E>> {
    let (organization, on) = (&situation.organization, situation.on);
    let event = CreditEvent::Removed {
        list: input.list,
        removed_on: on,
        reason: input.reason,
        note: input.note.clone(),
        document_number: input.document_number.clone(),
    };
    let (list, number) = (input.list.text(), &input.document_number);
    let (name, uscc) = (&organization.name, organization.uscc);
    let text = Text::new(
        format!("{name}（统一社会信用代码{uscc}）被移出{}（{number}），现予公告。", list.zh),
        format!("{name} (code {uscc}) was taken off the {} ({number}).", list.en),
    );
    let basis = basis(books, input.list, on)?;
    Ok(vec![(Event::Credit(Box::new(event)), on), public_notice("credit_removal", text, basis, on)])
}
