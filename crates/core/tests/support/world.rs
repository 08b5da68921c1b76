//! A world: a register in memory, the cases under way, and the log of what was stored. It
//! performs an act as the store does: decide, fold the events, raise the running numbers.

use std::{
    collections::BTreeMap,
    convert::Infallible,
    sync::{Arc, LazyLock},
};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use shuniu_core::{
    Books,
    access::Actor,
    act::{ActKind, ActRequest, NextStep, organization_next_steps},
    case::{self, Case, CaseEvent},
    correction::{Recorded, replay},
    decide::{
        DecideError, Decision, Given, NotAvailable, Refusal, Subject, decide, document_series,
        segment_series, series,
    },
    event::{Event, SCHEMA, StreamEvent, case_stream},
    law::Finding,
    organization::{self, Organization, OrganizationEvent, Origin},
    register::InMemory,
    unit::{self, UnitId},
};

use super::{books, day, guards_against, register};

pub type Failed = DecideError<Infallible>;

/// What an act is performed on.
#[derive(Debug, Clone)]
pub enum On<'a> {
    Register,
    Case(&'a str),
    Organization(&'a str),
    Unit(&'a str),
    Roll(&'a str),
    Programme(&'a str),
}

/// A line of the log, as the store keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub stream: String,
    pub kind: String,
    pub payload: String,
    pub act: ActKind,
    pub by: String,
    pub effective_on: NaiveDate,
    pub at: NaiveDateTime,
}

#[derive(Debug, Clone)]
pub struct World {
    pub books: Arc<Books>,
    pub register: InMemory,
    pub cases: BTreeMap<String, Case>,
    pub log: Vec<Entry>,
    ids: u32,
}

impl Default for World {
    fn default() -> Self {
        static BOOKS: LazyLock<Arc<Books>> = LazyLock::new(|| Arc::new(books().clone()));
        Self::under(BOOKS.clone())
    }
}

impl World {
    pub fn with_books(books: Books) -> Self {
        Self::under(Arc::new(books))
    }

    fn under(books: Arc<Books>) -> Self {
        Self { books, register: register(), cases: BTreeMap::new(), log: Vec::new(), ids: 0 }
    }

    /// Performs an act. On any error the world is as it was.
    pub fn act(
        &mut self,
        target: &On<'_>,
        request: &ActRequest,
        actor: &Actor,
        on: &str,
    ) -> Result<Decision, Failed> {
        self.act_on(target, request, actor, day(on))
    }

    pub fn act_on(
        &mut self,
        target: &On<'_>,
        request: &ActRequest,
        actor: &Actor,
        on: NaiveDate,
    ) -> Result<Decision, Failed> {
        let subject = self.subject(target);
        let new_id = format!("00000000-0000-7000-8000-{:012}", self.ids + 1);
        let given = Given { actor, on, new_id: &new_id };
        let decision = decide(&mut self.register, &self.books, request, &subject, &given)?;
        self.ids += 1;
        for event in &decision.events {
            self.store(event, request.kind(), &actor.account);
        }
        Ok(decision)
    }

    /// Performs an act on a case that must succeed.
    pub fn step(&mut self, id: &str, request: &ActRequest, actor: &Actor, on: &str) -> Decision {
        self.act(&On::Case(id), request, actor, on).unwrap_or_else(|e| {
            panic!("{:?} by {}: {}", request.kind(), actor.account, brief(&Err(e)))
        })
    }

    /// Performs an act on a case that rules must refuse.
    pub fn refused(&mut self, id: &str, request: &ActRequest, actor: &Actor, on: &str) -> Refusal {
        match self.act(&On::Case(id), request, actor, on) {
            Err(DecideError::Refused(refusal)) => *refusal,
            other => panic!("{:?} should be refused: {}", request.kind(), brief(&other)),
        }
    }

    /// Performs an act on a case that must not be available.
    pub fn unavailable(
        &mut self,
        id: &str,
        request: &ActRequest,
        actor: &Actor,
        on: &str,
    ) -> NotAvailable {
        match self.act(&On::Case(id), request, actor, on) {
            Err(DecideError::NotAvailable(why)) => *why,
            other => panic!("{:?} should not be available: {}", request.kind(), brief(&other)),
        }
    }

    pub fn subject(&self, target: &On<'_>) -> Subject {
        match target {
            On::Register => Subject::Register,
            On::Case(id) => Subject::Case(Box::new(self.case(id).clone())),
            On::Organization(id) => Subject::Organization(Box::new(self.organization(id).clone())),
            On::Programme(id) => {
                let programme = self.register.programmes.get(*id).expect("the programme");
                Subject::Programme(Box::new(programme.clone()))
            }
            On::Roll(id) => {
                Subject::Roll(Box::new(self.register.roll.get(*id).expect("the entry").clone()))
            }
            On::Unit(id) => {
                let id = UnitId::parse(id).expect("a unit id");
                Subject::Unit(Box::new(self.register.units.get(&id).expect("the unit").clone()))
            }
        }
    }

    pub fn case(&self, id: &str) -> &Case {
        self.cases.get(id).expect("the case")
    }

    /// The findings that the last examination or decision of a case rests on.
    pub fn findings(&self, id: &str) -> Vec<Finding> {
        let of = |entry: &Entry| {
            let event = Event::from_stored(&entry.kind, SCHEMA, &entry.payload).expect("an event");
            let Event::Case(event) = event else { return None };
            event.findings().map(<[Finding]>::to_vec)
        };
        let stream = case_stream(id);
        self.log.iter().rev().filter(|e| e.stream == stream).find_map(of).expect("findings")
    }

    pub fn organization(&self, id: &str) -> &Organization {
        self.register.organizations.get(id).expect("the organization")
    }

    /// The steps that an account is offered on an organization.
    pub fn steps_on(&mut self, id: &str, actor: &Actor, on: &str) -> Vec<NextStep> {
        let organization = self.organization(id).clone();
        let steps =
            organization_next_steps(&mut self.register, &self.books, &organization, actor, day(on));
        steps.expect("a register in memory")
    }

    pub(super) fn store(&mut self, event: &StreamEvent, act: ActKind, by: &str) {
        let (kind, payload) = event.event.to_stored().expect("an event can be stored");
        let effective_on = event.effective_on;
        let (stream, by) = (event.stream.clone(), by.to_owned());
        // One instant for each act.
        let at = effective_on.and_time(NaiveTime::MIN) + TimeDelta::seconds(self.ids.into());
        let entry = Entry { stream, kind, payload, act, by, effective_on, at };
        fold(&mut self.register, &mut self.cases, &entry, &event.event);
        self.count(event);
        self.log.push(entry);
    }

    /// Raises the running numbers, as the store does beside its read models.
    fn count(&mut self, event: &StreamEvent) {
        let mut raised = Vec::new();
        match &event.event {
            Event::Case(e) => {
                let number = match &**e {
                    CaseEvent::Accepted { receipt, .. } => receipt.as_deref(),
                    CaseEvent::NotAccepted { document_number, .. }
                    | CaseEvent::Approved { document_number, .. }
                    | CaseEvent::Refused { document_number, .. } => Some(document_number.as_str()),
                    _ => None,
                };
                raised.extend(number.map(|n| document_series(n).expect("a document number")));
            }
            Event::Organization(OrganizationEvent::Registered {
                uscc,
                registrar,
                origin: Origin::Established { .. },
                ..
            }) => {
                let unit = self.register.units.get(&registrar.id).expect("the registrar");
                for segment in &unit.segments {
                    if let Some(index) = segment.index_of(uscc) {
                        let next = i64::try_from(index + 1).expect("a small number");
                        raised.push((segment_series(segment.first().as_str()), next));
                    }
                }
            }
            Event::Organization(OrganizationEvent::CertificateIssued {
                serial: Some(serial),
                ..
            }) => {
                let id = event.stream.strip_prefix("organization/").expect("its stream");
                let place = self.organization(id).division;
                raised.push((series("certificate", place, event.effective_on), *serial));
            }
            Event::Organization(OrganizationEvent::Ended { document_number, .. }) => {
                raised.push(document_series(document_number).expect("a document number"));
            }
            _ => {}
        }
        for (series, number) in raised {
            let last = self.register.numbers.entry(series).or_default();
            *last = number.max(*last);
        }
    }

    /// The state that the stored log gives, read back from its JSON from the first line on.
    pub fn replayed(&self) -> (InMemory, BTreeMap<String, Case>) {
        let (mut register, mut cases) = (register(), BTreeMap::new());
        // Units that a test put there by hand are there from the first line on.
        for (id, unit) in &self.register.units {
            if !register.units.contains_key(id) && !self.entered(id) {
                let bare = unit::Unit { hub: None, retention: None, version: 1, ..unit.clone() };
                register.units.insert(id.clone(), bare);
            }
        }
        for entry in &self.log {
            let event = Event::from_stored(&entry.kind, SCHEMA, &entry.payload);
            let event = event.expect("a stored event can be read");
            fold(&mut register, &mut cases, entry, &event);
        }
        register.numbers.clone_from(&self.register.numbers);
        assert_eq!(register.roll, self.register.roll, "the log gives the roll");
        assert_eq!(register.programmes, self.register.programmes, "and the programmes");
        (register, cases)
    }

    /// Whether a unit came by an act.
    fn entered(&self, id: &UnitId) -> bool {
        let stream = format!("unit/{id}");
        self.log.iter().any(|e| e.stream == stream && e.kind == "unit.registered")
    }
}

/// How an act came out, in one line.
pub fn brief(result: &Result<Decision, Failed>) -> String {
    match result {
        Ok(decision) => {
            let kinds = decision.events.iter().map(|e| e.event.to_stored().expect("an event").0);
            format!("allowed: {}", kinds.collect::<Vec<_>>().join(", "))
        }
        Err(DecideError::Refused(refusal)) => {
            format!("refused by {}", guards_against(refusal).join(", "))
        }
        Err(other) => format!("{other:?}"),
    }
}

fn fold(register: &mut InMemory, cases: &mut BTreeMap<String, Case>, entry: &Entry, event: &Event) {
    let (_, id) = entry.stream.split_once('/').expect("a stream of something");
    let on = entry.effective_on;
    match event {
        Event::Case(e) => {
            let case = case::evolve(cases.remove(id), e, entry.act, &entry.by, on);
            remember(register, case.as_ref());
            cases.extend(case.map(|c| (id.to_owned(), c)));
        }
        event if event.is_of_organization() => {
            let entries = register.entries.entry(id.to_owned()).or_default();
            entries.push(Recorded {
                version: i64::try_from(entries.len()).expect("a small number") + 1,
                act: entry.act.id().to_owned(),
                by: entry.by.clone(),
                case: None,
                recorded_at: entry.at,
                effective_on: on,
                event: event.clone(),
            });
            let before = register.organizations.remove(id);
            let organization = match event {
                Event::Correction(_) => replay(entries, None),
                event => event.fold(before, on),
            };
            register.organizations.extend(organization.map(|o| (id.to_owned(), o)));
        }
        Event::Programme(e) => {
            let state = register.programmes.remove(id);
            let programme = shuniu_core::decoupling::evolve_programme(state, e, on);
            register.programmes.extend(programme.map(|p| (id.to_owned(), p)));
        }
        Event::Hub(e) => {
            let unit = register.units.get_mut(&UnitId::parse(id).expect("a unit id"));
            let unit = unit.expect("the unit");
            unit.hub = shuniu_core::hub::evolve(unit.hub.take(), e, on);
            unit.version += 1;
        }
        Event::Roll(e) => {
            let entry = shuniu_core::roll::evolve(register.roll.remove(id), e);
            register.roll.extend(entry.map(|entry| (id.to_owned(), entry)));
        }
        Event::Unit(e) => {
            let id = UnitId::parse(id).expect("a unit id");
            let unit = unit::evolve(register.units.remove(&id), e);
            register.units.extend(unit.map(|u| (id, u)));
        }
        other => panic!("{other:?} is folded by nothing"),
    }
}

/// The cases about an organization that are open.
fn remember(register: &mut InMemory, case: Option<&Case>) {
    let Some((case, organization)) = case.and_then(|c| Some((c, c.organization.clone()?))) else {
        return;
    };
    let open = register.open_cases.entry(organization).or_default();
    if case.status.is_final() {
        open.remove(&case.id);
    } else {
        open.insert(case.id.clone(), case.version);
    }
}
