//! The steps of a case, one function per act.

use chrono::NaiveDate;

use super::{
    DecideError, Decision, Given, approval,
    assess::{Extra, asked_of, assess_with, decision_starts, jurisdiction},
    case_event, change, guard, malformed, speaks_for_all,
};
use crate::{
    Books,
    act::{Act, ActKind, ActRequest, Clock, CountsFrom},
    calendar::{Period, deadline},
    case::{
        Case, CaseEvent, CorrectionItem, Due, Examination, ExcludedPeriod, Opinion, Remedies,
        changed_fields, event::ITEMS, start_clock,
    },
    law::Finding,
    register::Register,
    registration::{About, Application, Document, OrganizationApplication, Requested},
    unit::UnitId,
};

type Decided<R> = Result<Decision, DecideError<<R as Register>::Error>>;

/// One step under way: the act, the case, who, when, under which books.
struct StepContext<'a, R: Register> {
    register: &'a mut R,
    books: &'a Books,
    act: &'a Act,
    case: &'a Case,
    given: &'a Given<'a>,
}

pub(super) fn take<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &ActRequest,
    case: &Case,
    given: &Given<'_>,
) -> Decided<R> {
    let mut step = StepContext { register, books, act, case, given };
    match request {
        ActRequest::AmendApplication { application } => {
            step.amend(Application::Establishment(application.clone()))
        }
        ActRequest::AmendRequest { request, documents } => step.amend_request(request, documents),
        ActRequest::SubmitApplication => step.submit(),
        ActRequest::GiveConsent { document_number, dated, reasons } => {
            step.consent(document_number.as_ref(), *dated, reasons.as_ref())
        }
        ActRequest::DeclineConsent { reasons, help } => step.decline(reasons, help.as_ref()),
        ActRequest::AcceptApplication => step.accept(),
        ActRequest::RequestCorrection { items } => step.request_correction(items),
        ActRequest::DeclineAcceptance { grounds, reasons } => {
            step.decline_acceptance(grounds, reasons)
        }
        ActRequest::ExcludePeriod { from, to, reason, notice_number } => {
            step.exclude(ExcludedPeriod {
                from: *from,
                to: *to,
                reason: reason.clone(),
                notice_number: notice_number.clone(),
            })
        }
        ActRequest::ExtendDecision { days, approved_by, document_number } => {
            step.extend(*days, approved_by, document_number)
        }
        ActRequest::ExamineApplication { .. } => step.examine(request),
        ActRequest::ApproveApplication => step.approve(),
        ActRequest::RefuseApplication { grounds, reasons } => step.refuse(grounds, reasons),
        ActRequest::WithdrawApplication { reason } => {
            let findings = step.findings(Extra::default())?;
            Ok(step.decision(CaseEvent::Withdrawn { reason: reason.clone() }, findings))
        }
        ActRequest::LapseApplication => {
            let findings = step.findings(Extra::default())?;
            Ok(step.decision(CaseEvent::Lapsed {}, findings))
        }
        _ => Err(malformed("act", "this act is not performed on a case")),
    }
}

impl<R: Register> StepContext<'_, R> {
    fn on(&self) -> NaiveDate {
        self.given.on
    }

    /// The findings of the act, or the refusal.
    fn findings(&mut self, extra: Extra) -> Result<Vec<Finding>, DecideError<R::Error>> {
        let assessment = assess_with(
            self.register,
            self.books,
            self.act,
            self.case,
            &self.given.actor.account,
            self.given.on,
            extra,
        )
        .map_err(DecideError::Register)?;
        guard(self.act.kind, assessment.guards, assessment.advice)
    }

    fn decision(&self, event: CaseEvent, findings: Vec<Finding>) -> Decision {
        let event = case_event(&self.case.id, event, self.on());
        Decision {
            events: vec![event],
            findings,
            subject: self.case.id.clone(),
            changed: Vec::new(),
        }
    }

    /// The act's clock, started on `start`.
    fn due(&self, start: NaiveDate) -> Result<Option<Due>, DecideError<R::Error>> {
        match self.act.clock_for(self.case.application.matter()) {
            None => Ok(None),
            Some(clock) => self.started(&clock, start, &self.case.excluded),
        }
    }

    fn started(
        &self,
        clock: &Clock,
        start: NaiveDate,
        excluded: &[ExcludedPeriod],
    ) -> Result<Option<Due>, DecideError<R::Error>> {
        let (kind, place) = (self.case.application.kind(), jurisdiction(self.case));
        // What the decision was extended by stays with it when time is taken out later.
        let more = self.case.extended_by.unwrap_or_default();
        let more = if clock.decision { more } else { 0 };
        Ok(start_clock(self.books, clock, kind, start, excluded, place, more)?)
    }

    fn next_document(&mut self, series: &str) -> Result<String, DecideError<R::Error>> {
        approval::next_document(self.register, self.case, series, self.given.on)
            .map_err(DecideError::Register)
    }

    fn amend_request(&mut self, request: &Requested, documents: &[Document]) -> Decided<R> {
        let Some(asked) = self.case.application.about() else {
            return Err(malformed("request", "this case is about an establishment"));
        };
        // As it stands now: it may have been renamed since the draft was opened.
        let organization = self.register.organization(&asked.about.organization);
        let organization = organization.map_err(DecideError::Register)?;
        self.amend(Application::Organization(Box::new(OrganizationApplication {
            about: organization.as_ref().map_or_else(|| asked.about.clone(), About::from),
            request: request.clone(),
            documents: documents.to_vec(),
        })))
    }

    fn amend(&mut self, application: Application) -> Decided<R> {
        if !application.same_matter(&self.case.application) {
            return Err(malformed("request", "a case stays about what it was opened for"));
        }
        speaks_for_all(self.register, self.given.actor, self.act, &application)?;
        // Once the registrar has asked for corrections, the case stays with that registrar.
        if self.case.corrections.is_some()
            && application.registrar() != self.case.application.registrar()
        {
            return Err(malformed("registrar", "cannot change once corrections were requested"));
        }
        let registrar =
            self.register.unit(application.registrar()).map_err(DecideError::Register)?;
        let changes = changed_fields(&self.case.application, &application);
        let amended = Case {
            application: application.clone(),
            registrar: registrar.clone(),
            consent_stands: self.case.consent_stands
                && !changes.iter().any(|c| ITEMS.contains(&c.field.as_str())),
            ..self.case.clone()
        };
        let assessment = assess_with(
            self.register,
            self.books,
            self.act,
            &amended,
            &self.given.actor.account,
            self.given.on,
            Extra::default(),
        )
        .map_err(DecideError::Register)?;
        let findings = guard(self.act.kind, assessment.guards, assessment.advice)?;
        let event = CaseEvent::Amended { application, registrar, changes };
        Ok(self.decision(event, findings))
    }

    /// A draft goes to the supervisory unit first (art. 9); with direct registration, and once
    /// the unit that is still named has consented, it goes to the registrar.
    fn submit(&mut self) -> Decided<R> {
        speaks_for_all(self.register, self.given.actor, self.act, &self.case.application)?;
        let findings = self.findings(Extra::default())?;
        let consented = |unit: &UnitId| {
            self.case.standing_opinion().is_some_and(|o| o.consents && o.unit.id == *unit)
        };
        let event = match self.case.application.supervisory_unit() {
            Some(unit) if !consented(unit) => CaseEvent::SentToSupervisoryUnit {},
            _ => CaseEvent::Received { due: self.due(self.on())? },
        };
        Ok(self.decision(event, findings))
    }

    fn opinion(
        &mut self,
        consents: bool,
        reasons: Option<&String>,
    ) -> Result<Opinion, DecideError<R::Error>> {
        let id = self.case.application.supervisory_unit();
        let id = id.ok_or_else(|| malformed("route", "no supervisory unit is named"))?;
        let unit = self.register.unit(id).map_err(DecideError::Register)?;
        let unit = unit.ok_or_else(|| malformed("route.supervisory_unit", "no such unit"))?;
        Ok(Opinion {
            unit: unit.reference(),
            consents,
            reasons: reasons.cloned(),
            help: None,
            document_number: None,
            dated: None,
            given_on: self.on(),
        })
    }

    /// Consent sends the case on to the registrar on the same day: the founders file once.
    fn consent(
        &mut self,
        document: Option<&String>,
        dated: Option<NaiveDate>,
        reasons: Option<&String>,
    ) -> Decided<R> {
        if dated.is_some_and(|day| day > self.on()) {
            return Err(malformed("dated", "a document is not dated after today"));
        }
        let findings = self.findings(Extra::default())?;
        let opinion =
            Opinion { document_number: document.cloned(), dated, ..self.opinion(true, reasons)? };
        let due = self.due(self.on())?;
        let mut decision = self.decision(CaseEvent::OpinionGiven { opinion }, findings);
        decision.events.push(case_event(&self.case.id, CaseEvent::Received { due }, self.on()));
        Ok(decision)
    }

    fn decline(&mut self, reasons: &String, help: Option<&String>) -> Decided<R> {
        let findings = self.findings(Extra::default())?;
        let opinion = Opinion { help: help.cloned(), ..self.opinion(false, Some(reasons))? };
        Ok(self.decision(CaseEvent::OpinionGiven { opinion }, findings))
    }

    /// The decision's clock runs from the receipt of all valid documents (art. 12 ¶1), which is
    /// the last day on which the registrar received something; or from this day, where the law of
    /// the matter counts from acceptance.
    fn accept(&mut self) -> Decided<R> {
        let findings = self.findings(Extra::default())?;
        let complete_on = self.case.received_on.unwrap_or_else(|| self.on());
        let from_today = self.case.application.matter().row().map(|m| m.counts_from)
            == Some(CountsFrom::Acceptance);
        let due = self.due(if from_today { self.on() } else { complete_on })?;
        let receipt = Some(self.next_document("acceptance")?);
        let event = CaseEvent::Accepted { by_silence: false, complete_on, receipt, due };
        Ok(self.decision(event, findings))
    }

    fn request_correction(&mut self, items: &[CorrectionItem]) -> Decided<R> {
        if items.is_empty() {
            return Err(malformed("items", "name what must be corrected"));
        }
        let findings = self.findings(Extra::default())?;
        let due = self.due(self.on())?;
        let event = CaseEvent::CorrectionRequested { items: items.to_vec(), due };
        Ok(self.decision(event, findings))
    }

    fn decline_acceptance(&mut self, grounds: &[String], reasons: &str) -> Decided<R> {
        let findings =
            self.findings(Extra { grounds: Some(grounds.to_vec()), ..Extra::default() })?;
        let event = CaseEvent::NotAccepted {
            document_number: self.next_document("non_acceptance")?,
            reasons: reasons.to_owned(),
            findings: on_grounds(&findings, grounds),
            remedies: self.remedies()?,
        };
        Ok(self.decision(event, findings))
    }

    fn exclude(&mut self, period: ExcludedPeriod) -> Decided<R> {
        let extra = Extra { exclude: Some(period.clone()), ..Extra::default() };
        let findings = self.findings(extra)?;
        let mut excluded = self.case.excluded.clone();
        excluded.push(period.clone());
        let start = decision_starts(self.case).unwrap_or_else(|| self.on());
        let due = match self.act.clock_for(self.case.application.matter()) {
            Some(clock) => self.started(&clock, start, &excluded)?,
            None => None,
        };
        Ok(self.decision(CaseEvent::PeriodExcluded { period, due }, findings))
    }

    fn extend(&mut self, days: u32, approved_by: &str, document_number: &str) -> Decided<R> {
        if days == 0 {
            return Err(malformed("days", "name by how many days"));
        }
        let findings = self.findings(Extra { extend: Some(days), ..Extra::default() })?;
        let start = decision_starts(self.case).unwrap_or_else(|| self.on());
        let (kind, place) = (self.case.application.kind(), jurisdiction(self.case));
        let due = match self.act.clock_for(self.case.application.matter()) {
            Some(clock) => {
                let excluded = &self.case.excluded;
                start_clock(self.books, &clock, kind, start, excluded, place, days)?
            }
            None => None,
        };
        let event = CaseEvent::DecisionExtended {
            days,
            approved_by: approved_by.to_owned(),
            document_number: document_number.to_owned(),
            due,
        };
        Ok(self.decision(event, findings))
    }

    fn examine(&mut self, request: &ActRequest) -> Decided<R> {
        let ActRequest::ExamineApplication {
            against_article_4,
            another_is_needed,
            fraud,
            other_prohibition,
            not_met,
            report,
        } = request
        else {
            return Err(malformed("act", "not an examination"));
        };
        let matter = self.case.application.matter();
        let content =
            ActKind::ApproveApplication.row().map_or(&[][..], |a| a.content_rules(matter));
        let content = asked_of(&self.books.law, content, &self.case.application);
        if let Some(unknown) = not_met.iter().find(|n| !content.contains(&n.rule.as_str())) {
            return Err(malformed("not_met", format!("{} is no rule of this kind", unknown.rule)));
        }
        if not_met.iter().any(|n| n.reason.trim().is_empty()) {
            return Err(malformed("not_met", "give the reason for each rule"));
        }
        let examination = Examination {
            against_article_4: against_article_4.clone(),
            another_is_needed: *another_is_needed,
            fraud: fraud.clone(),
            other_prohibition: other_prohibition.clone(),
            not_met: not_met.clone(),
            report: report.clone(),
            examined_by: self.given.actor.account.clone(),
        };
        // The rules are told as they stand with what the examiner found.
        let examined = Case { examination: Some(examination.clone()), ..self.case.clone() };
        let mut with = StepContext {
            register: &mut *self.register,
            books: self.books,
            act: self.act,
            case: &examined,
            given: self.given,
        };
        let findings = with.findings(Extra::default())?;
        let event = CaseEvent::Examined { examination, findings: findings.clone() };
        Ok(self.decision(event, findings))
    }

    fn approve(&mut self) -> Decided<R> {
        let findings = self.findings(Extra::default())?;
        let (register, books, case) = (&mut *self.register, self.books, self.case);
        match &case.application {
            Application::Establishment(a) => {
                approval::approve(register, books, self.act, case, a, self.given, findings)
            }
            Application::Organization(a) => {
                change::approve(register, books, self.act, case, a, self.given, findings)
            }
        }
    }

    fn refuse(&mut self, grounds: &[String], reasons: &str) -> Decided<R> {
        let findings =
            self.findings(Extra { grounds: Some(grounds.to_vec()), ..Extra::default() })?;
        let event = CaseEvent::Refused {
            document_number: self.next_document("refusal")?,
            reasons: reasons.to_owned(),
            findings: on_grounds(&findings, grounds),
            remedies: self.remedies()?,
        };
        Ok(self.decision(event, findings))
    }

    /// Until when the decision can be challenged, counted from its date.
    fn remedies(&self) -> Result<Remedies, DecideError<R::Error>> {
        let number = |id| {
            let n = self.books.law.number(id, self.on(), jurisdiction(self.case));
            n.and_then(|n| u32::try_from(n).ok())
        };
        let until = |period: Option<Period>| -> Result<Option<NaiveDate>, DecideError<R::Error>> {
            let Some(period) = period else { return Ok(None) };
            Ok(Some(deadline(self.on(), period, &self.books.calendar)?.last_day))
        };
        Ok(Remedies {
            reconsideration_until: until(number("remedy.reconsideration.days").map(Period::Days))?,
            suit_until: until(number("remedy.suit.months").map(Period::Months))?,
        })
    }
}

fn on_grounds(findings: &[Finding], grounds: &[String]) -> Vec<Finding> {
    findings.iter().filter(|f| grounds.contains(&f.rule)).cloned().collect()
}
