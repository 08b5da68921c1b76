//! What must hold for filing, review, publication of an annual report, for finding that none came, and for
//! warnings (association regulation art. 28; regulation on private non-enterprise units art. 23;
//! foundation regulation art. 36, 38; the three measures on annual inspection; measures on the
//! disclosure of charities art. 6; and the house's own rules where the law is silent).
//!
//! What may not enter: numbers; they stand in the rulebook. Conclusions are in `conclusion.rs`, what the
//! figures show in `figures.rs` and `spending.rs`.

use chrono::NaiveDate;

use super::{
    AnnualDuty, AnnualReport, AnnualRequest, AnnualYear, InspectionResult, NoDuty, conclusion,
    figures, spending, year_end,
};
use crate::{
    calendar::Deadline,
    law::{Fact, Numbers, Outcome, Rule},
    organization::{Organization, OrganizationKind},
};

/// What the rules may ask about.
#[derive(Debug)]
pub struct AnnualSituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// The organization.
    pub organization: Organization,
    /// What is handed in; none for next steps.
    pub request: Option<AnnualRequest>,
    /// The year that is meant: of what is handed in, else the last one that is over.
    pub year: Option<i32>,
    /// What the organization has to do for that year.
    pub duty: Option<Result<AnnualDuty, NoDuty>>,
    /// The account.
    pub account: String,
    /// The last day to rectify by the law of the kind.
    pub rectify_by: Option<Deadline>,
    /// The last day to publish conclusions, in principle.
    pub conclude_by: Option<NaiveDate>,
}

/// Every rule on annual reports and inspections.
pub const RULES: &[&[Rule<AnnualSituation>]] = &[
    conclusion::RULES,
    figures::RULES,
    spending::RULES,
    &[
        Rule { id: "NB-1", check: year_is_over },
        Rule { id: "NB-2", check: not_concluded },
        Rule { id: "NB-3", check: figures_agree },
        Rule { id: "NJ-6", check: signed_with_party_work },
        Rule { id: "NJ-M3", check: takes_part },
        Rule { id: "NJ-4", check: may_skip },
        Rule { id: "JJ-36-2", check: foundation_is_audited },
        Rule { id: "CS-9b", check: fundraiser_is_audited },
        Rule { id: "ST-28a", check: with_unit_in_time },
        Rule { id: "MF-23", check: with_unit_in_time },
        Rule { id: "ST-28b", check: with_registrar_in_time },
        Rule { id: "MF-23-2", check: with_registrar_in_time },
        Rule { id: "JJ-36", check: with_registrar_in_time },
        Rule { id: "NB-5", check: is_before_us },
        Rule { id: "NB-6", check: reasons_are_given },
        Rule { id: "NB-11", check: publication_in_order },
        Rule { id: "JJ-38", check: published_after_inspection },
        Rule { id: "CS-9", check: published_in_time },
        Rule { id: "NB-12", check: nothing_came },
        Rule { id: "NB-13", check: warning_is_whole },
        Rule { id: "NB-14", check: warning_is_open },
        Rule { id: "NB-15", check: existing_conclusion_is_whole },
    ],
];

impl AnnualSituation {
    /// The report that is handed in, or the one that is on record for the year.
    pub(super) fn report(&self) -> Option<&AnnualReport> {
        match &self.request {
            Some(AnnualRequest::File(report)) => Some(report),
            _ => self.known()?.report.as_deref(),
        }
    }

    /// What is known of the year.
    pub(super) fn known(&self) -> Option<&AnnualYear> {
        self.organization.annual.of(self.year?)
    }

    /// What it has to do for the year, if it has.
    fn due(&self) -> Option<&AnnualDuty> {
        self.duty.as_ref()?.as_ref().ok()
    }

    fn filed(&self) -> Option<&AnnualReport> {
        match &self.request {
            Some(AnnualRequest::File(report)) => Some(report),
            _ => None,
        }
    }
}

fn year_is_over(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let Some(end) = s.year.and_then(year_end) else {
        return Outcome::missing("year");
    };
    let year = s.year.unwrap_or_default();
    if matches!(s.duty, Some(Err(NoDuty::NotYet))) {
        let established = s.organization.established_on.map(|day| day.to_string());
        let since = established.unwrap_or_default();
        return Outcome::when(false, || vec![Fact::against("year", year, format!("≥ {since}"))]);
    }
    if s.on > end {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::against("year", year, format!("< {}", s.on))],
        possible_from: end.succ_opt(),
    }
}

fn not_concluded(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let concluded = s.year.and_then(|year| s.organization.annual.result(year));
    Outcome::when(concluded.is_none(), || {
        concluded.map(|result| Fact::new("conclusion", result.id())).into_iter().collect()
    })
}

/// What is stated is neither more than its whole nor below nought.
fn figures_agree(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let Some(report) = s.filed() else {
        return Outcome::missing("accounts");
    };
    let (accounts, governance) = (&report.accounts, &report.governance);
    let mut facts = Vec::new();
    let net = accounts.assets.saturating_sub(accounts.debts);
    if accounts.net_assets != net {
        facts.push(Fact::against("accounts/net_assets", accounts.net_assets, net));
    }
    for (field, part, whole) in [
        ("accounts/donations", accounts.donations, accounts.income),
        ("accounts/charity_spending", accounts.charity_spending, accounts.spending),
        ("accounts/management", accounts.management, accounts.spending),
        ("accounts/fundraising", accounts.fundraising, accounts.spending),
        ("accounts/pay", accounts.pay, accounts.spending),
        ("accounts/administration", accounts.administration, accounts.spending),
    ] {
        if part > whole {
            facts.push(Fact::against(field, part, format!("≤ {whole}")));
        }
    }
    for (field, part) in [
        ("governance/directors_kin", governance.directors_kin),
        ("governance/directors_paid", governance.directors_paid),
    ] {
        if part > governance.directors {
            facts.push(Fact::against(field, part, format!("≤ {}", governance.directors)));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn signed_with_party_work(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let Some(report) = s.filed() else {
        return Outcome::missing("signed");
    };
    let stated = [
        ("signed", report.signed),
        ("sealed", report.sealed),
        ("party_work", report.party_work.is_some()),
    ];
    let lacking = stated.into_iter().filter(|(_, there)| !there);
    let facts: Vec<Fact> = lacking.map(|(field, there)| Fact::new(field, there)).collect();
    Outcome::when(facts.is_empty(), || facts)
}

fn takes_part(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    // Whether it is too new was counted with the calendar; the number is noted for the finding.
    if n.number("service_institution.annual.skip.months").is_none() {
        return Outcome::missing("service_institution.annual.skip.months");
    }
    let new = matches!(s.duty, Some(Err(NoDuty::TooNew)));
    Outcome::when(!new, || registered_since(s))
}

fn registered_since(s: &AnnualSituation) -> Vec<Fact> {
    let established = s.organization.established_on;
    established.map(|day| Fact::new("established_on", day)).into_iter().collect()
}

/// Told: nobody is late who need not file.
fn may_skip(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let counted = n.number("association.annual.skip.months");
    match s.due() {
        Some(duty) if duty.may_skip.is_some() && counted.is_some() => Outcome::Met,
        _ => Outcome::NotApplicable,
    }
}

fn foundation_is_audited(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let Some(report) = s.filed() else {
        return Outcome::missing("audit");
    };
    Outcome::when(report.audit.is_some(), || vec![Fact::new("audit", "")])
}

fn fundraiser_is_audited(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let charity = s.organization.charity.as_ref();
    if charity.is_none_or(|charity| charity.fundraising_since.is_none()) {
        return Outcome::NotApplicable;
    }
    foundation_is_audited(s, n)
}

/// The day that it reaches the unit: today, or the day on which it was filed first.
fn in_time(s: &AnnualSituation, by: Option<NaiveDate>) -> Outcome {
    let (Some(by), Some(duty)) = (by, s.due()) else {
        return Outcome::NotApplicable;
    };
    if duty.may_skip.is_some() {
        return Outcome::NotApplicable;
    }
    let filed_on = s.known().and_then(|known| known.first_filed_on).unwrap_or(s.on);
    Outcome::when(filed_on <= by, || vec![Fact::against("filed_on", filed_on, format!("≤ {by}"))])
}

/// Told: the report is filed once, for everybody who reads it.
fn with_unit_in_time(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    // The last day was counted with the calendar; the number is noted for the finding.
    let _ = n.number(&format!("{}.annual.supervisor.by", s.organization.kind.id()));
    let by = s.due().and_then(|duty| duty.supervisor_by.as_ref());
    in_time(s, by.map(|due| due.deadline.last_day))
}

/// Told.
fn with_registrar_in_time(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let _ = n.number(&format!("{}.annual.registrar.by", s.organization.kind.id()));
    in_time(s, s.due().map(|duty| duty.registrar_by.deadline.last_day))
}

/// There is a report to look at.
fn is_before_us(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let Some(known) = s.known().filter(|known| known.report.is_some()) else {
        return Outcome::when(false, || vec![Fact::new("report", "")]);
    };
    let mut facts = Vec::new();
    if let Some(sent_back) = &known.sent_back {
        facts.push(Fact::new("sent_back", sent_back.on));
    }
    if let Some(conclusion) = &known.conclusion {
        facts.push(Fact::new("conclusion", conclusion.result.id()));
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn reasons_are_given(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let given = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
    let (field, holds) = match &s.request {
        Some(AnnualRequest::Review(input)) => {
            let good = input.proposes == InspectionResult::Qualified;
            ("reasons", good || given(input.reasons.as_deref()))
        }
        Some(AnnualRequest::Return(input)) => ("what", given(Some(&input.what))),
        _ => return Outcome::missing("reasons"),
    };
    Outcome::when(holds, || vec![Fact::new(field, "")])
}

fn publication_in_order(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let filed_on = s.known().and_then(|known| known.filed_on);
    let Some(filed_on) = filed_on else {
        return Outcome::when(false, || vec![Fact::new("report", "")]);
    };
    let Some(AnnualRequest::Publish(input)) = &s.request else {
        return Outcome::Met;
    };
    let published_on = input.publication.published_on;
    let mut facts = Vec::new();
    if published_on > s.on {
        facts.push(Fact::against("published_on", published_on, format!("≤ {}", s.on)));
    }
    if published_on < filed_on {
        facts.push(Fact::against("published_on", published_on, format!("≥ {filed_on}")));
    }
    if input.publication.place.trim().is_empty() {
        facts.push(Fact::new("place", ""));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// A charity publishes by its own day, whether the inspection is over or not.
fn published_after_inspection(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    if s.organization.charity.is_some() {
        return Outcome::NotApplicable;
    }
    let concluded = s.known().is_some_and(|known| known.conclusion.is_some());
    Outcome::when(concluded, || vec![Fact::new("conclusion", "")])
}

/// Told.
fn published_in_time(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let by = s.due().and_then(|duty| duty.publish_by.as_ref());
    let (Some(by), Some(_)) = (by, n.number("charity.disclosure.annual.by")) else {
        return Outcome::NotApplicable;
    };
    let Some(AnnualRequest::Publish(input)) = &s.request else {
        return Outcome::missing("published_on");
    };
    let (day, last) = (input.publication.published_on, by.deadline.last_day);
    Outcome::when(day <= last, || vec![Fact::against("published_on", day, format!("≤ {last}"))])
}

fn nothing_came(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let duty = match &s.duty {
        Some(Ok(duty)) if duty.may_skip.is_none() => duty,
        Some(Err(why)) => return Outcome::when(false, || vec![Fact::new("duty", why.id())]),
        _ => return Outcome::when(false, || vec![Fact::new("duty", "may_skip")]),
    };
    let known = s.known();
    // What was sent back and did not come again is not there.
    if let Some(filed_on) = known.filter(|k| k.is_filed()).and_then(|known| known.filed_on) {
        return Outcome::when(false, || vec![Fact::new("filed_on", filed_on)]);
    }
    if let Some(missed) = known.and_then(|known| known.missed.as_ref()) {
        return Outcome::when(false, || vec![Fact::new("missed", missed.found_on)]);
    }
    if let Some(result) = s.organization.annual.result(duty.year) {
        return Outcome::when(false, || vec![Fact::new("conclusion", result.id())]);
    }
    let last = duty.registrar_by.deadline.last_day;
    if s.on > last {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::against("due_on", last, format!("< {}", s.on))],
        possible_from: last.succ_opt(),
    }
}

fn warning_is_whole(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let Some(AnnualRequest::Warn(input)) = &s.request else {
        return Outcome::missing("what");
    };
    let mut facts = Vec::new();
    for (field, text) in [("what", &input.what), ("owner", &input.owner)] {
        if text.trim().is_empty() {
            facts.push(Fact::new(field, ""));
        }
    }
    if input.due_on < s.on {
        facts.push(Fact::against("due_on", input.due_on, format!("≥ {}", s.on)));
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn warning_is_open(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let open = s.organization.annual.open_warnings();
    let open: Vec<u32> = open.map(|warning| warning.number).collect();
    let Some(AnnualRequest::CloseWarning(input)) = &s.request else {
        return Outcome::when(!open.is_empty(), || vec![Fact::new("number", "")]);
    };
    let mut facts = Vec::new();
    if !open.contains(&input.number) {
        let all: Vec<String> = open.iter().map(ToString::to_string).collect();
        facts.push(Fact::against("number", input.number, all.join(" / ")));
    }
    if input.note.trim().is_empty() {
        facts.push(Fact::new("note", ""));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Told once; a source that names no year can be entered once for each result and source.
fn existing_conclusion_is_whole(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let Some(AnnualRequest::Import(recorded)) = &s.request else {
        return Outcome::missing("result");
    };
    let mut facts = Vec::new();
    if let Some(day) = recorded.concluded_on.filter(|day| *day > s.on) {
        facts.push(Fact::against("concluded_on", day, format!("≤ {}", s.on)));
    }
    if let Some(end) = recorded.year.and_then(year_end).filter(|end| *end >= s.on) {
        facts.push(Fact::against("year", end, format!("< {}", s.on)));
    }
    let twice = |other: &super::RecordedInspection| match (other.year, recorded.year) {
        (Some(known), Some(year)) => known == year,
        _ => other == recorded,
    };
    if s.organization.annual.recorded.iter().any(twice) {
        facts.push(Fact::new("recorded", recorded.result.id()));
    }
    if s.known().is_some_and(|known| known.conclusion.is_some()) {
        facts.push(Fact::new("conclusion", ""));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Whether a rule is on what the figures of a year show: those are judged by the law of its last day.
#[must_use]
pub fn told_by_the_year(id: &str) -> bool {
    figures::RULES.iter().chain(spending::RULES).any(|rule| rule.id == id)
}

/// Whether the organization is of a kind.
pub(super) fn is(s: &AnnualSituation, kind: OrganizationKind) -> bool {
    s.organization.kind == kind
}
