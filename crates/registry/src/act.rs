//! Performing an act: load, decide, append, project, answer — one transaction.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use chrono::{NaiveDate, NaiveDateTime};
use shuniu_core::{
    Books,
    access::{self, Actor},
    act::ActRequest,
    decide::{Decision, Given, Subject, decide},
    event::{
        Event, SCHEMA, case_stream, organization_stream, programme_stream, roll_stream, unit_stream,
    },
    identity::Uscc,
    register::Register,
};
use shuniu_store::{Entry, Known, NewEntry, Reader, StoreError, StoredAnswer, Verdict, Writer};

use crate::{
    ActAnswer, Answered, EventBrief, Registry, RegistryError, SubjectBrief, answer, local_date,
    micros,
    once::{Memory, Once},
    personal::Sealed,
    ports::Clock,
};

/// How often a lost race is tried again before it is answered.
pub(crate) const TRIES: usize = 4;

/// What an act is performed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The register: something new comes in.
    Register,
    /// A case by id.
    Case(String),
    /// An organization by id or code.
    Organization(String),
    /// A unit by id.
    Unit(String),
    /// An entry of the roll by id.
    Roll(String),
    /// A programme of decoupling by id.
    Programme(String),
}

/// A key under which a repeated request is answered and not done twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The client's key.
    pub key: String,
    /// Digest of the request.
    pub fingerprint: String,
}

/// A call for an act.
#[derive(Debug, Clone)]
pub struct ActCall {
    /// Who acts.
    pub actor: Actor,
    /// The act with its content.
    pub request: ActRequest,
    /// On what.
    pub target: Target,
    /// The version that the caller has seen, when it must not have moved on.
    pub expected_version: Option<i64>,
    /// The key under which the answer is kept.
    pub idempotency: Option<IdempotencyKey>,
    /// Whether only to tell what would happen.
    pub dry_run: bool,
    /// Identity numbers that came with the content, sealed.
    pub sealed: Vec<Sealed>,
}

impl ActCall {
    /// A plain call: no precondition, no key, for real.
    #[must_use]
    pub fn new(actor: Actor, target: Target, request: ActRequest) -> Self {
        Self {
            actor,
            request,
            target,
            expected_version: None,
            idempotency: None,
            dry_run: false,
            sealed: Vec::new(),
        }
    }
}

type Done = Box<dyn FnOnce(Result<Answered, RegistryError>) + Send>;

impl Registry {
    /// Performs an act. When this answers, the act is durable: decided, numbered, in the
    /// history and in the feed.
    ///
    /// # Errors
    /// [`RegistryError`]; on any error nothing has happened.
    pub fn perform(&self, call: &ActCall) -> Result<Answered, RegistryError> {
        let mut tries = 1;
        loop {
            let job = self.job(call.clone());
            match self.store.write(move |writer| job.run(writer)) {
                Err(RegistryError::Conflict | RegistryError::Busy) if tries < TRIES => tries += 1,
                other => return other,
            }
        }
    }

    /// What would be decided of an act now; nothing is written, and no writer waits.
    ///
    /// # Errors
    /// As [`Registry::perform`].
    pub(crate) fn judge(&self, call: &ActCall) -> Result<Decision, RegistryError> {
        let job = self.job(call.clone());
        self.store.read(|reader| {
            let Loaded { subject, .. } = job.subject(reader)?;
            job.decide(&mut Once::new(reader, &mut Memory::default()), &subject)
        })
    }

    /// Performs an act as [`Registry::perform`] does, without a thread that waits for it: `done`
    /// is called with the answer, on the thread that writes, so it must be brief. Acts that come
    /// together then share a durable commit, however few threads serve them.
    pub fn perform_then(
        &self,
        call: ActCall,
        done: impl FnOnce(Result<Answered, RegistryError>) + Send + 'static,
    ) {
        self.submit(call, TRIES, Box::new(done));
    }

    fn submit(&self, call: ActCall, tries: usize, done: Done) {
        let job = self.job(call.clone());
        let again = self.clone();
        let answered = move |answer| match answer {
            Err(RegistryError::Conflict | RegistryError::Busy) if tries > 1 => {
                again.submit(call, tries - 1, done);
            }
            other => done(other),
        };
        self.store.submit(move |writer| job.run(writer), answered);
    }

    fn job(&self, call: ActCall) -> Job {
        let (books, clock) = (Arc::clone(&self.books), Arc::clone(&self.clock));
        Job { books, call, clock, new_id: self.fresh_id() }
    }

    /// Performs several acts in one transaction, all or nothing; for imports.
    pub(crate) fn perform_together(&self, calls: Vec<ActCall>) -> Result<usize, RegistryError> {
        let books = Arc::clone(&self.books);
        let jobs: Vec<Job> = calls.into_iter().map(|call| self.job(call)).collect();
        let count = jobs.len();
        self.store.write(move |writer| {
            let mut memory = Memory::with_free_codes(free_codes(writer, &jobs)?);
            let (mut entries, mut decisions) = (Vec::new(), Vec::new());
            for job in &jobs {
                let Loaded { subject, version, .. } = job.subject(writer)?;
                let reader: &mut Reader<'_> = writer;
                let decision = job.decide(&mut Once::new(reader, &mut memory), &subject)?;
                entries.extend(job.entries(&decision, &subject, version)?);
                decisions.push(decision);
            }
            let events: Vec<&Event> =
                decisions.iter().flat_map(|d| &d.events).map(|e| &e.event).collect();
            writer.record(&books, entries, &events, Known::Nothing)?;
            Ok::<_, RegistryError>(Verdict::Commit(count))
        })
    }
}

/// One act on its way through the transaction.
struct Job {
    books: Arc<Books>,
    /// Read under the lock of the log, so that what is recorded later has a later time.
    clock: Arc<dyn Clock>,
    call: ActCall,
    new_id: String,
}

impl Job {
    fn now(&self) -> NaiveDateTime {
        micros(self.clock.now())
    }

    fn today(&self) -> NaiveDate {
        local_date(self.clock.now())
    }

    fn run(&self, writer: &mut Writer<'_>) -> Result<Verdict<Answered>, RegistryError> {
        if let Some(answer) = self.answered_before(writer)? {
            return Ok(Verdict::Rollback(Answered::Repeated(answer)));
        }
        let Loaded { subject, version, seq } = self.subject(writer)?;
        let (reader, mut memory): (&mut Reader<'_>, _) = (writer, Memory::default());
        let decided = self.decide(&mut Once::new(reader, &mut memory), &subject);
        let moved_on = self.call.expected_version.is_some_and(|expected| expected != version);
        let decision = match decided {
            // Whoever may not act learns nothing of the record's version.
            Err(denied @ RegistryError::Denied(_)) => return Err(denied),
            _ if moved_on => return Err(RegistryError::VersionMismatch { current: version }),
            other => other?,
        };
        let entries = self.entries(&decision, &subject, version)?;
        let events: Vec<&Event> = decision.events.iter().map(|e| &e.event).collect();
        let known = match &subject {
            Subject::Case(case) => Known::Case(case, seq),
            Subject::Organization(organization) => Known::Organization(organization, seq),
            Subject::Register | Subject::Unit(_) | Subject::Roll(_) | Subject::Programme(_) => {
                Known::Nothing
            }
        };
        let appended = writer.record(&self.books, entries, &events, known)?;
        for sealed in &self.call.sealed {
            writer.put_identity(&sealed.row(self.now()))?;
        }
        let mut answer = self.answer(decision, &appended);
        if self.call.dry_run {
            answer.position = 0;
            answer.events.iter_mut().for_each(|e| e.position = 0);
            return Ok(Verdict::Rollback(Answered::Fresh(Box::new(answer))));
        }
        self.keep(writer, &answer)?;
        Ok(Verdict::Commit(Answered::Fresh(Box::new(answer))))
    }

    /// The subject as it stands. Whoever never performs this act is told so, whether or not there is one.
    fn subject(&self, reader: &mut Reader<'_>) -> Result<Loaded, RegistryError> {
        if let Some(act) = self.call.request.kind().row() {
            access::performs(&self.call.actor, act).map_err(RegistryError::Denied)?;
        }
        load(reader, &self.call.target)
    }

    fn answered_before(&self, writer: &mut Writer<'_>) -> Result<Option<String>, RegistryError> {
        let Some(key) = &self.call.idempotency else {
            return Ok(None);
        };
        match writer.idempotent_answer(&self.call.actor.account, &key.key)? {
            None => Ok(None),
            Some(stored) if stored.fingerprint == key.fingerprint => Ok(Some(stored.body)),
            Some(_) => Err(RegistryError::KeyReused),
        }
    }

    fn keep(&self, writer: &mut Writer<'_>, answer: &ActAnswer) -> Result<(), RegistryError> {
        const CREATED: i32 = 201;
        let Some(key) = &self.call.idempotency else {
            return Ok(());
        };
        let stored = StoredAnswer {
            fingerprint: key.fingerprint.clone(),
            status: CREATED,
            headers: None,
            body: serde_json::to_string(answer)?,
        };
        Ok(writer.store_answer(&self.call.actor.account, &key.key, &stored, self.now())?)
    }

    fn decide<R: Register<Error = StoreError>>(
        &self,
        register: &mut R,
        subject: &Subject,
    ) -> Result<Decision, RegistryError> {
        let given = Given { actor: &self.call.actor, on: self.today(), new_id: &self.new_id };
        Ok(decide(register, &self.books, &self.call.request, subject, &given)?)
    }

    fn entries(
        &self,
        decision: &Decision,
        subject: &Subject,
        version: i64,
    ) -> Result<Vec<NewEntry>, RegistryError> {
        let mut versions: BTreeMap<&str, i64> = BTreeMap::new();
        let of_subject = stream_of(subject);
        let case_id = match &self.call.target {
            Target::Case(id) => Some(id.clone()),
            _ => None,
        };
        let mut entries = Vec::with_capacity(decision.events.len());
        // One instant for all that one act enters: it is known as one.
        let now = self.now();
        for event in &decision.events {
            let start = if of_subject.as_deref() == Some(&event.stream) {
                version
            } else {
                let mut changed = decision.changed.iter();
                changed.find(|(stream, _)| *stream == event.stream).map_or(0, |(_, at)| *at)
            };
            let next = versions.entry(event.stream.as_str()).or_insert(start);
            *next += 1;
            let stored = event.event.to_stored();
            let (kind, payload) = stored.map_err(|e| RegistryError::Internal(e.to_string()))?;
            entries.push(NewEntry {
                stream: event.stream.clone(),
                version: *next,
                kind,
                schema: SCHEMA,
                payload,
                effective_on: event.effective_on,
                recorded_at: now,
                actor: self.call.actor.account.clone(),
                act: self.call.request.kind().id().to_owned(),
                case_id: case_id.clone(),
            });
        }
        Ok(entries)
    }

    fn answer(&self, decision: Decision, appended: &[Entry]) -> ActAnswer {
        let act = self.call.request.kind();
        let (organization, uscc, documents, due) = answer::told(&decision);
        // The events say what the act was about, and at which version it stands now.
        let about = appended.iter().rev().find_map(|e| {
            let (kind, id) = e.stream.split_once('/')?;
            (id == decision.subject).then(|| (kind.to_owned(), e.version))
        });
        let (kind, version) = about.unwrap_or_default();
        ActAnswer {
            act,
            on: self.today(),
            dry_run: self.call.dry_run,
            position: appended.last().map_or(0, |e| e.position),
            subject: SubjectBrief { kind, id: decision.subject, version },
            organization,
            uscc,
            documents,
            due,
            events: appended
                .iter()
                .map(|e| EventBrief {
                    position: e.position,
                    stream: e.stream.clone(),
                    kind: e.kind.clone(),
                    effective_on: e.effective_on,
                })
                .collect(),
            findings: decision.findings,
        }
    }
}

/// The subject of an act.
struct Loaded {
    subject: Subject,
    /// The version of its stream.
    version: i64,
    /// Of a case or organization, its number in the order of entry.
    seq: i64,
}

fn load(reader: &mut Reader<'_>, target: &Target) -> Result<Loaded, RegistryError> {
    let (subject, version, seq) = match target {
        Target::Register => (Subject::Register, 0, 0),
        Target::Case(id) => {
            let (case, seq) = reader.numbered_case(id)?.ok_or(RegistryError::NotFound("case"))?;
            let version = case.version;
            (Subject::Case(Box::new(case)), version, seq)
        }
        Target::Organization(id) => {
            let found = reader.numbered_organization(id)?;
            let (organization, seq) = found.ok_or(RegistryError::NotFound("organization"))?;
            let version = organization.version;
            (Subject::Organization(Box::new(organization)), version, seq)
        }
        Target::Roll(id) => {
            let entry = reader.roll_state(id)?.ok_or(RegistryError::NotFound("roll entry"))?;
            let version = entry.version;
            (Subject::Roll(Box::new(entry)), version, 0)
        }
        Target::Programme(id) => {
            let programme = reader.programme_state(id)?;
            let programme = programme.ok_or(RegistryError::NotFound("programme"))?;
            let version = programme.version;
            (Subject::Programme(Box::new(programme)), version, 0)
        }
        Target::Unit(id) => {
            let unit = reader.unit_state(id)?.ok_or(RegistryError::NotFound("unit"))?;
            let version = unit.version;
            (Subject::Unit(Box::new(unit)), version, 0)
        }
    };
    Ok(Loaded { subject, version, seq })
}

/// Codes of records to be entered that nobody bears, asked for in one question.
fn free_codes(reader: &mut Reader<'_>, jobs: &[Job]) -> Result<Vec<Uscc>, RegistryError> {
    let code = |job: &Job| match &job.call.request {
        ActRequest::ImportOrganization { record } => Some(record.uscc),
        _ => None,
    };
    let wanted: Vec<Uscc> = jobs.iter().filter_map(code).collect();
    let texts: Vec<String> = wanted.iter().map(ToString::to_string).collect();
    let used: HashSet<String> = reader.codes_in_use(&texts)?.into_iter().collect();
    Ok(wanted.into_iter().filter(|code| !used.contains(code.as_str())).collect())
}

fn stream_of(subject: &Subject) -> Option<String> {
    match subject {
        Subject::Register => None,
        Subject::Case(case) => Some(case_stream(&case.id)),
        Subject::Organization(organization) => Some(organization_stream(&organization.id)),
        Subject::Unit(unit) => Some(unit_stream(unit.id.as_str())),
        Subject::Roll(entry) => Some(roll_stream(&entry.id)),
        Subject::Programme(programme) => Some(programme_stream(&programme.id)),
    }
}
