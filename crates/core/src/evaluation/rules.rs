//! Who may be evaluated and when, and the steps of an evaluation (order 82 art. 9, 10, 15, 19, 27–29; order 39
//! art. 6, 7, 11, 29; and the house's own rules where the law is silent).
//!
//! What may not enter: numbers; they stand in the rulebook. The committee's ballot is in `ballot.rs`, what a grade is
//! good for in `effects.rs`.

use chrono::{Datelike, NaiveDate};

use super::{
    EvaluationCase, EvaluationKind, EvaluationRequest, EvaluationStage, GradeRecord, Round, Sheet,
    SheetError, SiteReportInput, ballot, effects,
    eligibility::{self, first_of},
};
use crate::{
    calendar::years_after,
    law::{Fact, Numbers, Outcome, Rule},
    organization::Organization,
};

/// What the rules may ask about.
#[derive(Debug)]
pub struct EvaluationSituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// The organization.
    pub organization: Organization,
    /// What is handed in; none for next steps and for what a grade is good for.
    pub request: Option<EvaluationRequest>,
    /// The round that it names, or that the case under way is of.
    pub round: Option<Round>,
    /// The sheet of that round for this kind.
    pub sheet: Option<Sheet>,
}

/// Every rule on an organization's evaluation.
pub const RULES: &[&[Rule<EvaluationSituation>]] = &[
    ballot::RULES,
    effects::RULES,
    eligibility::RULES,
    &[
        Rule { id: "EN-2", check: round_takes_it },
        Rule { id: "EN-3", check: at_this_stage },
        Rule { id: "EN-4", check: report_is_whole },
        Rule { id: "EN-7", check: publicized_as_announced },
        Rule { id: "EN-8", check: publicity_is_over },
        Rule { id: "EN-9", check: existing_grade_is_whole },
        Rule { id: "EN-10", check: certificate_is_out },
        Rule { id: "PG-9e", check: visit_may_be_simplified },
        Rule { id: "PG-15", check: review_in_time },
        Rule { id: "PG-23", check: |s, n| experts_without_ties(s, n, "evaluation.ties.years") },
        Rule { id: "PG-29a", check: returned_in_time },
    ],
];

impl EvaluationSituation {
    /// The situation without anything handed in.
    #[must_use]
    pub fn standing(organization: &Organization, on: NaiveDate) -> Self {
        let organization = organization.clone();
        Self { on, organization, request: None, round: None, sheet: None }
    }

    /// The case under way.
    pub(super) fn case(&self) -> Option<&EvaluationCase> {
        self.organization.evaluation.open()
    }

    /// The grade that runs.
    pub(super) fn grade(&self) -> Option<&GradeRecord> {
        self.organization.evaluation.grade_on(self.on)
    }

    pub(super) fn report(&self) -> Option<&SiteReportInput> {
        match &self.request {
            Some(EvaluationRequest::Report(input)) => Some(input),
            _ => None,
        }
    }

    /// Why it is to be evaluated: as it is handed in, or as the case under way was begun.
    pub(super) fn kind(&self) -> Option<EvaluationKind> {
        match &self.request {
            Some(EvaluationRequest::Apply(input)) => Some(input.kind),
            Some(EvaluationRequest::Begin(input)) => Some(input.kind),
            _ => self.case().map(|case| case.kind),
        }
    }

    /// Whether the last year that is known of was missed: the one before, or where nothing is known of that the
    /// one before it.
    pub(super) fn last_missed(&self) -> Option<i32> {
        let annual = &self.organization.annual;
        let years = annual.years.range(..self.on.year()).rev();
        let (year, known) = years.map(|(year, known)| (*year, known)).next()?;
        known.missed.is_some().then_some(year)
    }
}

/// The round is there and open, the kind takes part, nothing is under way; for what the registrar begins it is there.
fn round_takes_it(s: &EvaluationSituation, _: &Numbers<'_>) -> Outcome {
    let mut facts = Vec::new();
    if let Some(open) = s.case() {
        facts.push(Fact::new("case", open.number));
    }
    if s.request.is_none() {
        return Outcome::when(facts.is_empty(), || facts);
    }
    let Some(round) = &s.round else {
        facts.push(Fact::new("round", ""));
        return Outcome::when(false, || facts);
    };
    if s.sheet.is_none() {
        facts.push(Fact::new("kind", s.organization.kind.id()));
    }
    if let Some(EvaluationRequest::Apply(input)) = &s.request {
        if s.on < round.apply_from || s.on > round.apply_until {
            let open = format!("{}–{}", round.apply_from, round.apply_until);
            facts.push(Fact::against("date", s.on, open));
        }
        if matches!(input.kind, EvaluationKind::FollowUp | EvaluationKind::Check) {
            facts.push(Fact::against("kind", input.kind.id(), "ordinary / again"));
        }
    }
    if let Some(EvaluationRequest::Begin(input)) = &s.request
        && !matches!(input.kind, EvaluationKind::FollowUp | EvaluationKind::Check)
    {
        facts.push(Fact::against("kind", input.kind.id(), "follow_up / check"));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// The stages from which a step is taken.
fn stages(request: &EvaluationRequest) -> &'static [EvaluationStage] {
    use EvaluationStage as E;
    match request {
        EvaluationRequest::Eligible(_) => &[E::Applied],
        EvaluationRequest::Report(_) => &[E::Eligible, E::ReviewAsked],
        EvaluationRequest::Decide(_) => &[E::Reported, E::ReviewAsked],
        EvaluationRequest::Publicize(_) => &[E::Voted],
        EvaluationRequest::Object(_) | EvaluationRequest::Confirm(_) => &[E::Publicized],
        EvaluationRequest::Close(_) => &[E::Applied, E::Eligible, E::Reported, E::Voted],
        EvaluationRequest::Apply(_)
        | EvaluationRequest::Begin(_)
        | EvaluationRequest::Return(_)
        | EvaluationRequest::Import(_) => &[],
    }
}

fn at_this_stage(s: &EvaluationSituation, _: &Numbers<'_>) -> Outcome {
    let Some(request) = &s.request else {
        return Outcome::missing("case");
    };
    let from = stages(request);
    let stage = s.case().map(EvaluationCase::stage);
    let mut fits = stage.is_some_and(|stage| from.contains(&stage));
    if let Some(case) = s.case().filter(|case| case.stage() == EvaluationStage::ReviewAsked) {
        let reported = case.second_report.is_some();
        fits &= reported == matches!(request, EvaluationRequest::Decide(_));
    }
    if let Some(case) = s.case().filter(|case| case.objected.is_some()) {
        fits &= !matches!(request, EvaluationRequest::Object(_)) || case.second_ballot.is_none();
    }
    Outcome::when(fits, || {
        let wanted: Vec<&str> = from.iter().map(|stage| stage.id()).collect();
        vec![Fact::against("stage", stage.map_or("", EvaluationStage::id), wanted.join(" / "))]
    })
}

/// Each leaf of the sheet scored, within its points; days in order.
fn report_is_whole(s: &EvaluationSituation, _: &Numbers<'_>) -> Outcome {
    let Some(input) = s.report() else {
        return Outcome::missing("scores");
    };
    let Some(sheet) = &s.sheet else {
        return Outcome::missing("sheet");
    };
    let fact = |fault: SheetError| match fault {
        SheetError::Unknown(key) => Fact::against(&format!("scores/{key}"), "", &sheet.id),
        SheetError::Missing(key) => Fact::new(&format!("scores/{key}"), ""),
        SheetError::OutOfRange { key, points, most } => {
            Fact::against(&format!("scores/{key}"), points, format!("0–{most}"))
        }
    };
    let mut facts: Vec<Fact> = sheet.faults(&input.scores).into_iter().map(fact).collect();
    let begun = s.case().map(|case| case.begun_on);
    if let Some(day) = input.visited_on {
        if day > s.on {
            facts.push(Fact::against("visited_on", day, format!("≤ {}", s.on)));
        }
        if let Some(begun) = begun.filter(|begun| day < *begun) {
            facts.push(Fact::against("visited_on", day, format!("≥ {begun}")));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// For as many days as the notice of the round says, after the ballot.
fn publicized_as_announced(s: &EvaluationSituation, _: &Numbers<'_>) -> Outcome {
    let (Some(EvaluationRequest::Publicize(input)), Some(round)) = (&s.request, &s.round) else {
        return Outcome::missing("from");
    };
    let mut facts = Vec::new();
    let days = (input.until - input.from).num_days().saturating_add(i64::from(true));
    if days < i64::from(round.publicity_days) {
        let least = format!("≥ {}", round.publicity_days);
        facts.push(Fact::against("until", days, least));
    }
    let voted = s.case().and_then(EvaluationCase::last_ballot).map(|ballot| ballot.met_on);
    if let Some(voted) = voted.filter(|voted| input.from < *voted) {
        facts.push(Fact::against("from", input.from, format!("≥ {voted}")));
    }
    if input.from > s.on {
        facts.push(Fact::against("from", input.from, format!("≤ {}", s.on)));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Confirmed once publicity is over.
fn publicity_is_over(s: &EvaluationSituation, _: &Numbers<'_>) -> Outcome {
    let Some((_, until)) = s.case().and_then(|case| case.publicity) else {
        return Outcome::missing("publicity");
    };
    if s.on > until {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::against("date", s.on, format!("> {until}"))],
        possible_from: until.succ_opt(),
    }
}

/// Within publicity.
fn review_in_time(s: &EvaluationSituation, _: &Numbers<'_>) -> Outcome {
    let Some((_, until)) = s.case().and_then(|case| case.publicity) else {
        return Outcome::missing("publicity");
    };
    Outcome::when(s.on <= until, || vec![Fact::against("date", s.on, format!("≤ {until}"))])
}

/// Of no day to come, days in order, not in the register yet.
fn existing_grade_is_whole(s: &EvaluationSituation, _: &Numbers<'_>) -> Outcome {
    let Some(EvaluationRequest::Import(existing)) = &s.request else {
        return Outcome::missing("grade");
    };
    let mut facts = Vec::new();
    if let Some(day) = existing.announced_on.filter(|day| *day > s.on) {
        facts.push(Fact::against("announced_on", day, format!("≤ {}", s.on)));
    }
    let from = existing.announced_on;
    for (field, until) in
        [("valid_until", existing.valid_until), ("barred_until", existing.barred_until)]
    {
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            facts.push(Fact::against(field, until, format!("≥ {from}")));
        }
    }
    let known = s.organization.evaluation.grades.iter();
    let mut same = known.filter(|known| known.announced_on == from && known.source.is_some());
    if existing.grade.is_some() && same.any(|known| Some(known.grade) == existing.grade) {
        facts.push(Fact::new("grade", existing.grade.map_or("", super::Grade::id)));
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn certificate_is_out(s: &EvaluationSituation, _: &Numbers<'_>) -> Outcome {
    let Some(EvaluationRequest::Return(input)) = &s.request else {
        return Outcome::missing("grade");
    };
    let known = s.organization.evaluation.grades.iter().find(|known| known.number == input.grade);
    let out = known.is_some_and(|known| known.return_by.is_some() && known.returned_on.is_none());
    let mut facts = Vec::new();
    if !out {
        facts.push(Fact::new("grade", input.grade));
    }
    if input.on > s.on {
        facts.push(Fact::against("on", input.on, format!("≤ {}", s.on)));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Told: within the set days from the announcement.
fn returned_in_time(s: &EvaluationSituation, n: &Numbers<'_>) -> Outcome {
    let _ = n.number("evaluation.return.days");
    let Some(EvaluationRequest::Return(input)) = &s.request else {
        return Outcome::NotApplicable;
    };
    let known = s.organization.evaluation.grades.iter().find(|known| known.number == input.grade);
    let Some(by) = known.and_then(|known| known.return_by) else {
        return Outcome::NotApplicable;
    };
    Outcome::when(input.on <= by.last_day, || {
        vec![Fact::against("on", input.on, format!("≤ {}", by.last_day))]
    })
}

/// Without a visit only where it is evaluated again within the first so many years.
fn visit_may_be_simplified(s: &EvaluationSituation, n: &Numbers<'_>) -> Outcome {
    let Some(input) = s.report() else {
        return Outcome::missing("visited_on");
    };
    if input.visited_on.is_some() {
        return Outcome::NotApplicable;
    }
    let Some(years) = n.number("evaluation.simplified.years") else {
        return Outcome::missing("evaluation.simplified.years");
    };
    let from = s.grade().and_then(|grade| first_of(s, grade));
    let begun = s.case().map(|case| case.begun_on);
    let early = from.and_then(|from| years_after(from, years)).zip(begun);
    let early = early.is_some_and(|(last, begun)| begun < last);
    let again = s.kind() == Some(EvaluationKind::Again);
    Outcome::when(again && early, || vec![Fact::new("visited_on", "")])
}

/// No expert with an interest, or who left the organization less than so many years ago.
pub(super) fn tied(expert: &super::Expert, on: NaiveDate, years: i64) -> bool {
    let until = expert.left_on.and_then(|left| years_after(left, years));
    expert.interest || until.is_some_and(|until| on < until)
}

fn experts_without_ties(s: &EvaluationSituation, n: &Numbers<'_>, years: &str) -> Outcome {
    let Some(years) = n.number(years) else {
        return Outcome::missing("evaluation.ties.years");
    };
    let facts: Vec<Fact> = match &s.request {
        Some(EvaluationRequest::Report(input)) => {
            let with_ties = input.experts.iter().filter(|expert| tied(expert, s.on, years));
            with_ties.map(|expert| Fact::new("experts", &expert.name)).collect()
        }
        Some(EvaluationRequest::Decide(input)) => ballot::unrecused(input, s.on, years),
        _ => return Outcome::missing("experts"),
    };
    Outcome::when(facts.is_empty(), || facts)
}
