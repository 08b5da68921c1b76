//! Approval: the case ends, the organization begins, code, certificate and notice are issued,
//! all in one decision (association regulation art. 12, 23; regulation on private non-enterprise
//! units art. 12, 18; foundation regulation art. 11, 19).

use chrono::{Datelike, NaiveDate};

use super::{
    DecideError, Decision, Given,
    assess::jurisdiction,
    case_event, certificate, change, malformed,
    succession::{self, Taking},
};
use crate::{
    Books,
    act::{Act, MATTERS},
    case::{Case, CaseEvent},
    event::{Event, StreamEvent, organization_stream},
    identity::{Department, DivisionCode, Uscc},
    law::{Citation, Finding},
    organization::{OrganizationEvent, OrganizationKind, Origin, RegisteredItems, Relative},
    register::Register,
    registration::{EstablishmentApplication, Route},
    text::Text,
    unit::UnitRef,
};

pub(super) fn approve<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    case: &Case,
    application: &EstablishmentApplication,
    given: &Given<'_>,
    findings: Vec<Finding>,
) -> Result<Decision, DecideError<R::Error>> {
    let place = jurisdiction(case);
    let registrar = case.registrar.as_ref();
    let registrar = registrar.ok_or_else(|| malformed("registrar", "no such unit"))?.reference();
    let uscc = next_code(register, application, place).map_err(DecideError::Register)?;
    let uscc = uscc.ok_or_else(|| malformed("registrar", "no code is left in its segments"))?;
    let word = case.application.matter().row().map_or("", |row| row.word.0);
    let document_number =
        next_document(register, case, word, given.on).map_err(DecideError::Register)?;
    let issued = certificate::issue(register, books, act, application.kind, place, given.on)?;
    let articles = articles(application.kind);
    let basis = cited(books, articles.items, given.on)?;

    let organization = given.new_id.to_owned();
    let mut events = vec![case_event(
        &case.id,
        CaseEvent::Approved {
            document_number,
            organization: organization.clone(),
            findings: findings.clone(),
        },
        given.on,
    )];
    let about = |event| StreamEvent {
        stream: organization_stream(&organization),
        event: Event::Organization(event),
        effective_on: given.on,
    };
    let notice_basis = Citation { article: articles.notice.to_owned(), ..basis.clone() };
    let notice = notice(application, &uscc, &registrar, given.on, notice_basis);
    let mut changed = Vec::new();
    let mut succeeded = None;
    if let Some(succession) = &application.succession {
        let taking = Taking {
            how: succession.how,
            parties: &succession.parties,
            ends: succession.ends(),
            successor: Relative {
                organization: organization.clone(),
                uscc: uscc.to_string(),
                name: application.name.clone(),
                how: succession.how,
                since: given.on,
            },
        };
        // What ends, ends first: its name may go over to the one that takes its place.
        let of_parties = succession::succeed(register, books, case, &taking, given)?;
        (changed, succeeded) = (of_parties.changed, Some(of_parties.successor));
        events.extend(of_parties.events);
    }
    let origin = Origin::Established { case: case.id.clone(), basis };
    events.push(about(registered(application, given, uscc, registrar, place, origin)));
    events.extend(succeeded.map(about));
    events.extend(
        supervision(register, case, application).map_err(DecideError::Register)?.map(about),
    );
    events.push(about(issued));
    events.push(about(notice));
    if application.charity.is_some() {
        let named = (application.name.as_str(), uscc);
        events.extend(change::became_charity(books, case, named, given.on)?.into_iter().map(about));
    }
    Ok(Decision { events, findings, subject: case.id.clone(), changed })
}

fn registered(
    a: &EstablishmentApplication,
    given: &Given<'_>,
    uscc: Uscc,
    registrar: UnitRef,
    division: DivisionCode,
    origin: Origin,
) -> OrganizationEvent {
    let direct = match &a.route {
        Route::Direct { basis } => Some(basis.clone()),
        Route::Dual { .. } => None,
    };
    OrganizationEvent::Registered {
        id: given.new_id.to_owned(),
        uscc,
        name: a.name.clone(),
        kind: a.kind,
        division,
        registrar,
        // A legal person by statute exists since its approval (association regulation art. 15).
        established_on: Some(a.statutory.as_ref().map_or(given.on, |s| s.approved_on)),
        items: RegisteredItems {
            domicile: Some(a.domicile.clone()),
            purpose: Some(a.purpose.clone()),
            business_scope: Some(a.business_scope.clone()),
            activity_area: Some(a.activity_area.clone()).filter(|area| !area.is_empty()),
            legal_representative: a.legal_representative().map(|o| o.person.clone()),
            funds_yuan: Some(a.funds_yuan),
            legal_form: a.institution.as_ref().map(|i| i.legal_form),
            public_raising: a.foundation.as_ref().map(|f| f.public_raising),
        },
        direct,
        origin,
    }
}

/// The unit that consented; of a legal person by statute the one that it names, by its approval.
fn supervision<R: Register>(
    register: &mut R,
    case: &Case,
    application: &EstablishmentApplication,
) -> Result<Option<OrganizationEvent>, R::Error> {
    if let (Some(approval), Some(named)) = (&application.statutory, application.supervisory_unit())
    {
        let unit = register.unit(named)?.map(|unit| unit.reference());
        let basis = approval.number.clone();
        return Ok(unit.map(|unit| OrganizationEvent::SupervisionBegan { unit, basis }));
    }
    let opinion = case.opinions.last().filter(|o| o.consents);
    let asked = case.application.supervisory_unit().and(opinion);
    Ok(asked.map(|opinion| {
        let basis = opinion.document_number.clone().unwrap_or_else(|| format!("case {}", case.id));
        OrganizationEvent::SupervisionBegan { unit: opinion.unit.clone(), basis }
    }))
}

fn notice(
    application: &EstablishmentApplication,
    uscc: &Uscc,
    registrar: &UnitRef,
    on: NaiveDate,
    basis: Citation,
) -> OrganizationEvent {
    let (by, name) = (&registrar.name, &application.name);
    // What exists already is registered, not founded.
    let (zh, en) = match &application.statutory {
        Some(_) => ("依法准予登记", "registered"),
        None => ("准予成立登记", "registered the establishment of"),
    };
    OrganizationEvent::NoticePublished {
        subject: "establishment".to_owned(),
        text: Text::new(
            format!(
                "{name}（统一社会信用代码{uscc}）经{by}审查，于{}{zh}，现予公告。",
                on.format("%Y年%-m月%-d日")
            ),
            format!("{by} {en} {name} (code {uscc}) on {on}."),
        ),
        basis,
    }
}

/// Where the regulation of a kind names the registered items, and where the public notice.
pub(super) struct Articles {
    /// The rule on the registered items.
    pub(super) items: &'static str,
    /// The article on public notice, of the same regulation.
    pub(super) notice: &'static str,
}

pub(super) fn articles(kind: OrganizationKind) -> Articles {
    match kind {
        OrganizationKind::Association => Articles { items: "ST-12b", notice: "23" },
        OrganizationKind::ServiceInstitution => Articles { items: "MF-12c", notice: "18" },
        OrganizationKind::Foundation => Articles { items: "JJ-11b", notice: "19" },
    }
}

/// The next free code of the registrar's segments, for the kind that is applied for.
pub(super) fn next_code<R: Register>(
    register: &mut R,
    application: &EstablishmentApplication,
    division: DivisionCode,
) -> Result<Option<Uscc>, R::Error> {
    let class = application.kind.code_class();
    let registrar = register.unit(&application.registrar)?;
    for segment in registrar.iter().flat_map(|unit| &unit.segments) {
        let mut index = register.last_number(&segment_series(segment.first().as_str()))?;
        // Imported records may already hold codes of the segment; the search ends with it.
        while let Some(body) = u64::try_from(index).ok().and_then(|i| segment.nth(i)) {
            if let Ok(code) = Uscc::issue(Department::CivilAffairs, class, division, body)
                && !register.body_in_use(&body)?
            {
                return Ok(Some(code));
            }
            index = index.saturating_add(1);
        }
    }
    Ok(None)
}

/// The running series of a code segment.
#[must_use]
pub fn segment_series(first: &str) -> String {
    format!("codes/{first}")
}

/// A running series of a place and year.
#[must_use]
pub fn series(what: &str, place: DivisionCode, on: NaiveDate) -> String {
    format!("{what}/{place}/{}", on.year())
}

/// The next number of a series of documents, as registrars write it: `110105准成字〔2026〕3号`.
pub(super) fn next_document<R: Register>(
    register: &mut R,
    case: &Case,
    what: &str,
    on: NaiveDate,
) -> Result<String, R::Error> {
    let place = jurisdiction(case);
    let number = next_number(register, case, what, on)?;
    Ok(document(place, what, number, on))
}

/// The next running number of a series of documents.
pub(super) fn next_number<R: Register>(
    register: &mut R,
    case: &Case,
    what: &str,
    on: NaiveDate,
) -> Result<i64, R::Error> {
    Ok(register.last_number(&series(what, jurisdiction(case), on))?.saturating_add(1))
}

/// The number of a document in full.
pub(super) fn document(place: DivisionCode, what: &str, number: i64, on: NaiveDate) -> String {
    let word = document_words().find(|(w, _)| *w == what).map_or("", |(_, zh)| zh);
    format!("{place}{word}字〔{}〕{number}号", on.year())
}

/// The word in the number of each kind of document: those of every matter, and the approvals.
fn document_words() -> impl Iterator<Item = (&'static str, &'static str)> {
    const SHARED: [(&str, &str); 3] =
        [("acceptance", "受理"), ("non_acceptance", "不受"), ("refusal", "不准")];
    let of_matters = MATTERS.iter().map(|matter| matter.word);
    SHARED.into_iter().chain(of_matters.filter(|(series, _)| !series.is_empty()))
}

/// The series and running number that a document number belongs to, for counting on.
#[must_use]
pub fn document_series(number: &str) -> Option<(String, i64)> {
    let (head, tail) = number.split_once("字〔")?;
    let (year, running) = tail.strip_suffix('号')?.split_once('〕')?;
    let (what, word) = document_words().find(|(_, zh)| head.ends_with(zh))?;
    let place = head.strip_suffix(word)?;
    Some((format!("{what}/{place}/{year}"), running.parse().ok()?))
}

/// The article of a rule in the version of that day, as what is decided cites it.
pub(super) fn cited<E>(
    books: &Books,
    rule: &str,
    on: NaiveDate,
) -> Result<Citation, DecideError<E>> {
    let in_force = books.law.rule_in_force(rule, on).map(|(_, citation)| citation);
    in_force.ok_or_else(|| malformed("on", "no regulation is in force on this date"))
}

/// A public notice of anything that is no registration.
pub(super) fn public_notice(
    subject: &str,
    text: Text,
    basis: Citation,
    on: NaiveDate,
) -> (Event, NaiveDate) {
    let subject = subject.to_owned();
    (Event::Organization(OrganizationEvent::NoticePublished { subject, text, basis }), on)
}
