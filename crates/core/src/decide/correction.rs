//! Corrections: the entries are read as they are known by now, the rules examined, the events made.
//!
//! What may not enter: conditions (`correction/rules.rs`).

use chrono::NaiveDate;

use super::{
    DecideError, Decision, Given,
    approval::{cited, public_notice},
    guard, known_ahead,
};
use crate::{
    Books,
    act::Act,
    calendar::Period,
    correction::{
        Consequences, CorrectionEvent, CorrectionGrounds, CorrectionRequest, CourtReference, Does,
        EntryCorrection, Recorded, RestingBecomes, TakenBack, as_corrected, corrected_event,
        of_same_act, reach, replay, room,
        rules::{CorrectionSituation, RULES},
        set_last,
    },
    event::Event,
    identity::normalize_name,
    law::{Finding, examine},
    organization::{Organization, OrganizationEvent},
    register::{NameHolder, Register},
    text::Text,
};

/// Decides a correction.
pub(super) fn on_correction<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &CorrectionRequest,
    organization: &Organization,
    given: &Given<'_>,
) -> Result<Decision, DecideError<R::Error>> {
    let entries = register.entries(&organization.id).map_err(DecideError::Register)?;
    let mut situation = gather(books, organization, entries, request, given);
    let event = event(&situation, request);
    situation.after = outlook(&situation, &event, given.on);
    situation.same_name = others(register, &situation).map_err(DecideError::Register)?;
    let told = examined(books, act.told_rules, &situation);
    let findings = guard(act.kind, examined(books, act.procedure_rules, &situation), told)?;
    let day = request.fact().map_or(given.on, |fact| fact.since);
    let mut events = vec![(Event::Correction(Box::new(event)), day)];
    if let Some(notice) = notice(books, &situation, request)? {
        events.push(notice);
    }
    Ok(Decision::on_organization(organization, events, findings))
}

/// How the rules on a correction stand before anything is handed in.
pub(crate) fn standing(
    books: &Books,
    act: &Act,
    organization: &Organization,
    on: NaiveDate,
) -> Vec<Finding> {
    known_ahead(examined(books, act.procedure_rules, &bare(organization, on)))
}

fn bare(organization: &Organization, on: NaiveDate) -> CorrectionSituation {
    CorrectionSituation {
        on,
        by: String::new(),
        organization: organization.clone(),
        request: None,
        entries: Vec::new(),
        entry: None,
        between: (None, None),
        resting: Vec::new(),
        after: None,
        same_name: Vec::new(),
        state_by: None,
    }
}

fn examined(books: &Books, ids: &[&str], situation: &CorrectionSituation) -> Vec<Finding> {
    let place = situation.organization.division;
    examine(&books.law, RULES, ids, situation, situation.on, place)
}

fn gather(
    books: &Books,
    organization: &Organization,
    entries: Vec<Recorded>,
    request: &CorrectionRequest,
    given: &Given<'_>,
) -> CorrectionSituation {
    let mut situation = CorrectionSituation {
        by: given.actor.account.clone(),
        request: Some(request.clone()),
        ..bare(organization, given.on)
    };
    if let Some(version) = request.entry() {
        let known = as_corrected(&entries);
        let of = known.into_iter().find(|known| known.entry.version == version && !known.annulled);
        situation.entry = of.map(|known| Recorded {
            event: known.event.into_owned(),
            effective_on: known.effective_on,
            ..known.entry.clone()
        });
        situation.between = room(&entries, version);
        let is_approval = matches!(request, CorrectionRequest::ApproveBackdating(_));
        if situation.entry.is_some() && !is_approval {
            situation.resting = reach(&entries, version, request.correction());
        }
    }
    if let Some(fact) = request.fact() {
        situation.between = (set_last(&entries, fact.item.item()), None);
    }
    if let CorrectionRequest::AnnulAct(input) = request {
        let (from, place) = (input.delivered_on, organization.division);
        let id = "correction.statement.working_days";
        let end = books.end_of(id, given.on, from, place, Period::WorkingDays).ok().flatten();
        situation.state_by = end.map(|deadline| deadline.last_day);
    }
    situation.entries = entries;
    situation
}

/// The organization as it would stand with the correction.
fn outlook(
    situation: &CorrectionSituation,
    event: &CorrectionEvent,
    on: NaiveDate,
) -> Option<Organization> {
    let request = situation.request.as_ref()?;
    if let (Some(correction), Some(entry)) = (request.correction(), &situation.entry) {
        corrected_event(&entry.event, &correction.fields)?;
    }
    let last = situation.entries.last()?;
    let mut entries = situation.entries.clone();
    entries.push(Recorded {
        version: last.version.saturating_add(1),
        act: request.kind().id().to_owned(),
        by: situation.by.clone(),
        case: None,
        recorded_at: last.recorded_at,
        effective_on: request.fact().map_or(on, |fact| fact.since),
        event: Event::Correction(Box::new(event.clone())),
    });
    replay(&entries, None)
}

/// Who else bears the name that it would bear, where that is another than now.
fn others<R: Register>(
    register: &mut R,
    situation: &CorrectionSituation,
) -> Result<Vec<NameHolder>, R::Error> {
    let (Some(after), now) = (&situation.after, &situation.organization) else {
        return Ok(Vec::new());
    };
    let bears = |o: &Organization| o.bears_its_name().then(|| normalize_name(&o.name));
    let Some(name) = bears(after).filter(|name| bears(now).as_ref() != Some(name)) else {
        return Ok(Vec::new());
    };
    let mut holders = register.namesakes(&after.registrar.id, after.kind, &[name])?.bear;
    holders.retain(|holder| holder.organization != after.id);
    Ok(holders)
}

fn event(situation: &CorrectionSituation, request: &CorrectionRequest) -> CorrectionEvent {
    let grounds = grounds(request);
    match request.does() {
        Does::Correct(correction) => corrected(situation, correction, grounds),
        Does::Annul(annulment) => annulled(situation, request, annulment, grounds),
        Does::Change(fact) => CorrectionEvent::FactChanged { fact: fact.clone(), grounds },
        Does::Approve(input) => CorrectionEvent::BackdatingApproved {
            entry: input.entry,
            reaches_to: input.reaches_to,
            grounds,
            by: situation.by.clone(),
        },
    }
}

fn grounds(request: &CorrectionRequest) -> CorrectionGrounds {
    let (reasons, number) = match request {
        CorrectionRequest::CorrectRecord(input) => (Some(&input.reasons), &input.document_number),
        CorrectionRequest::ChangeFact(input) => (Some(&input.reasons), &input.document_number),
        CorrectionRequest::AnnulAct(input) => (Some(&input.reasons), &input.document_number),
        CorrectionRequest::ApproveBackdating(input) => {
            (Some(&input.reasons), &input.document_number)
        }
        // The document of the court says why.
        CorrectionRequest::EnforceCourtOrder(input) => (None, &input.document_number),
    };
    let court = match request {
        CorrectionRequest::EnforceCourtOrder(input) => Some(CourtReference {
            court: input.court.clone(),
            dated: input.dated,
            received_on: input.received_on,
        }),
        _ => None,
    };
    CorrectionGrounds { court, reasons: reasons.cloned(), document_number: number.clone() }
}

fn corrected(
    situation: &CorrectionSituation,
    correction: &EntryCorrection,
    grounds: CorrectionGrounds,
) -> CorrectionEvent {
    let stands = situation.entry.as_ref().map(|entry| entry.effective_on);
    CorrectionEvent::RecordCorrected {
        entry: correction.entry,
        fields: correction.fields.clone(),
        dates: stands.zip(correction.effective_on),
        consequences: consequences(situation, Vec::new()),
        grounds,
    }
}

fn annulled(
    situation: &CorrectionSituation,
    request: &CorrectionRequest,
    annulment: &TakenBack,
    grounds: CorrectionGrounds,
) -> CorrectionEvent {
    let entries = &situation.entries;
    let own = of_same_act(entries, annulment.entry).filter(|e| !is_notice(e)).map(at).collect();
    let input = match request {
        CorrectionRequest::AnnulAct(input) => Some(input),
        _ => None,
    };
    CorrectionEvent::ActAnnulled {
        entry: annulment.entry,
        consequences: consequences(situation, own),
        ground: input.map(|input| input.ground),
        told: input.map(|input| (input.delivered_on, input.statement.clone())),
        grounds,
    }
}

fn at(entry: &Recorded) -> i64 {
    entry.version
}

/// A notice that was published stays published.
fn is_notice(entry: &Recorded) -> bool {
    matches!(entry.event, Event::Organization(OrganizationEvent::NoticePublished { .. }))
}

fn is_certificate(entry: &Recorded) -> bool {
    matches!(entry.event, Event::Organization(OrganizationEvent::CertificateIssued { .. }))
}

/// What becomes of what rests on it: acts that fall too, and certificates that print what was wrong or fell.
fn consequences(situation: &CorrectionSituation, own: Vec<i64>) -> Consequences {
    let entries = &situation.entries;
    let resting = situation.request.as_ref().map(CorrectionRequest::resting).unwrap_or_default();
    let falls = resting.iter().filter(|answer| answer.becomes == RestingBecomes::Annulled);
    let fallen = falls
        .flat_map(|answer| of_same_act(entries, answer.entry).filter(|e| !is_notice(e)).map(at));
    let annulled: Vec<i64> = own.into_iter().chain(fallen).collect();
    let reprinted = resting.iter().any(|answer| answer.becomes == RestingBecomes::Reissued);
    let fell = |entry: &Recorded| is_certificate(entry) && annulled.contains(&entry.version);
    let reissue = reprinted || entries.iter().any(fell);
    Consequences { annulled, resting: resting.to_vec(), reissue }
}

/// What was announced and is taken back is announced, too.
fn notice<E>(
    books: &Books,
    situation: &CorrectionSituation,
    request: &CorrectionRequest,
) -> Result<Option<(Event, NaiveDate)>, DecideError<E>> {
    let Some(annulment) = request.annulment() else { return Ok(None) };
    let announced = of_same_act(&situation.entries, annulment.entry).any(is_notice);
    if !announced {
        return Ok(None);
    }
    let (why, number, rule) = match request {
        CorrectionRequest::AnnulAct(input) => {
            (input.ground.text(), &input.document_number, "XK-69")
        }
        CorrectionRequest::EnforceCourtOrder(input) => {
            let court = &input.court;
            let why = Text::new(format!("执行{court}裁判"), format!("by order of {court}"));
            (why, &input.document_number, "GZ-9")
        }
        _ => return Ok(None),
    };
    let (organization, on) = (&situation.organization, situation.on);
    let (name, uscc) = (&organization.name, organization.uscc);
    let text = Text::new(
        format!(
            "{name}（统一社会信用代码{uscc}）此前公告的登记事项已被撤销（{}，{number}），现予公告。",
            why.zh
        ),
        format!("What was announced of {name} (code {uscc}) was annulled ({}, {number}).", why.en),
    );
    Ok(Some(public_notice("annulment", text, cited(books, rule, on)?, on)))
}
