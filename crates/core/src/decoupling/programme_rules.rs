//! What must hold for an act on a programme, and for a department's keeping the role of supervisory
//! unit (outline item 十三: 少数有特殊职能的部门，可暂时保留; and the house's rules on programmes).
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::NaiveDate;

use super::{
    Batch, Checklist, Programme, ProgrammeRequest, RetentionRequest, SignerInput, SignerRole,
    rules::near,
};
use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    unit::{Unit, UnitKind},
};

/// What the rules on programmes may ask about.
#[derive(Debug)]
pub struct ProgrammeSituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// The programme, once it is there.
    pub programme: Option<Programme>,
    /// What is handed in; none for next steps.
    pub request: Option<ProgrammeRequest>,
    /// The batches that stay beside those that are handed in.
    pub kept: Vec<Batch>,
    /// The leading group that is named, if the register knows it.
    pub leading_group: Option<Unit>,
    /// The checklist that is named, if there is one.
    pub checklist: Option<Checklist>,
    /// The units that are named to sign, as the register knows them.
    pub signers: Vec<(SignerInput, Option<Unit>)>,
}

/// What the rules on retained departments may ask about.
#[derive(Debug)]
pub struct RetentionSituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// The department.
    pub unit: Unit,
    /// What is handed in; none for next steps.
    pub request: Option<RetentionRequest>,
    /// The leading group that is named, if the register knows it.
    pub leading_group: Option<Unit>,
}

/// Every rule on programmes.
pub const PROGRAMME_RULES: &[&[Rule<ProgrammeSituation>]] = &[&[
    Rule { id: "TB-11", check: programme_is_whole },
    Rule { id: "TB-12", check: signers_are_named },
    Rule { id: "TB-15", check: programme_runs },
]];

/// Every rule on retained departments.
pub const RETENTION_RULES: &[&[Rule<RetentionSituation>]] = &[&[
    Rule { id: "GY-13d", check: a_department_with_a_special_function },
    Rule { id: "TB-16", check: retention_is_reviewed },
    Rule { id: "TB-18", check: the_leading_group_decides },
    Rule { id: "TB-17", check: it_was_retained },
]];

/// Whether this is the leading group of a place that contains the division, on the day.
fn leads(
    group: Option<&Unit>,
    division: Option<crate::identity::DivisionCode>,
    on: NaiveDate,
) -> bool {
    let fits = |unit: &Unit| {
        let here = division.is_none_or(|division| unit.division.contains(&division));
        unit.kind == UnitKind::LeadingGroup && unit.exists_on(on) && here
    };
    group.is_some_and(fits)
}

/// Run by a leading group, by a checklist that was there on the day of its document, in batches that
/// are numbered once, come after each other and are parts of a whole.
fn programme_is_whole(s: &ProgrammeSituation, _: &Numbers<'_>) -> Outcome {
    let (mut facts, batches) = match &s.request {
        Some(ProgrammeRequest::Open(input)) => {
            let mut facts = Vec::new();
            if !leads(s.leading_group.as_ref(), None, s.on) {
                facts.push(Fact::new("leading_group", &input.leading_group));
            }
            match &s.checklist {
                None => facts.push(Fact::new("checklist", &input.checklist)),
                Some(list) if list.from > input.dated => {
                    facts.push(Fact::against("dated", input.dated, format!("≥ {}", list.from)));
                }
                Some(_) => {}
            }
            if input.dated > s.on {
                facts.push(Fact::against("dated", input.dated, format!("≤ {}", s.on)));
            }
            if input.batches.is_empty() {
                facts.push(Fact::new("batches", ""));
            }
            (facts, &input.batches)
        }
        Some(ProgrammeRequest::Amend { batches, .. }) => (Vec::new(), batches),
        _ => return Outcome::NotApplicable,
    };
    let dated = match &s.request {
        Some(ProgrammeRequest::Open(input)) => Some(input.dated),
        _ => s.programme.as_ref().map(|programme| programme.dated),
    };
    for (at, batch) in batches.iter().enumerate() {
        facts.extend(out_of_order(at, batch, (batches, &s.kept), dated));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// What is wrong with a batch beside the others: those that are handed in with it, and those that stay.
fn out_of_order(
    at: usize,
    batch: &Batch,
    (named, kept): (&[Batch], &[Batch]),
    dated: Option<NaiveDate>,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    if named.iter().take(at).any(|other| other.number == batch.number) {
        facts.push(Fact::new(&format!("batches.{at}.number"), batch.number));
    }
    let field = format!("batches.{at}.target_on");
    let all = || named.iter().chain(kept);
    let before = all().filter(|other| other.number < batch.number).map(|other| other.target_on);
    if let Some(last) = before.chain(dated).max().filter(|last| batch.target_on < *last) {
        facts.push(Fact::against(&field, batch.target_on, format!("≥ {last}")));
    }
    let after = all().filter(|other| other.number > batch.number).map(|other| other.target_on);
    if let Some(first) = after.min().filter(|first| batch.target_on > *first) {
        facts.push(Fact::against(&field, batch.target_on, format!("≤ {first}")));
    }
    if batch.share.is_some_and(|share| !share.is_a_part()) {
        facts.push(Fact::new(&format!("batches.{at}.share"), ""));
    }
    facts
}

/// Every role that the checklist lets sign has a unit that exists, but for the department itself.
fn signers_are_named(s: &ProgrammeSituation, _: &Numbers<'_>) -> Outcome {
    let mut facts = Vec::new();
    for (at, (named, unit)) in s.signers.iter().enumerate() {
        let again = s.signers.iter().take(at).any(|(other, _)| other.role == named.role);
        let itself = named.role == SignerRole::SupervisoryUnit;
        if again || itself {
            facts.push(Fact::new(&format!("signers.{at}.role"), named.role.id()));
        }
        if !unit.as_ref().is_some_and(|unit| unit.exists_on(s.on)) {
            facts.push(Fact::new(&format!("signers.{at}.unit"), &named.unit));
        }
    }
    if let (Some(ProgrammeRequest::Open(_)), Some(list)) = (&s.request, &s.checklist) {
        let named = |role: &SignerRole| s.signers.iter().any(|(signer, _)| signer.role == *role);
        let wanted = list.roles().into_iter().filter(|role| *role != SignerRole::SupervisoryUnit);
        let lacking = wanted.filter(|role| !named(role));
        facts.extend(lacking.map(|role| Fact::against("signers", "", role.id())));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Of a programme that is closed only the signers are named anew: its open cases go on.
fn programme_runs(s: &ProgrammeSituation, _: &Numbers<'_>) -> Outcome {
    match &s.request {
        Some(ProgrammeRequest::Amend { batches, .. }) if batches.is_empty() => return Outcome::Met,
        None => return Outcome::NotApplicable,
        _ => {}
    }
    let closed = s.programme.as_ref().and_then(|programme| programme.closed.as_ref());
    Outcome::when(closed.is_none(), || {
        closed.map(|closure| Fact::new("closed", closure.on)).into_iter().collect()
    })
}

/// A department keeps the role; one that is no more keeps none.
fn a_department_with_a_special_function(s: &RetentionSituation, _: &Numbers<'_>) -> Outcome {
    let fits = s.unit.kind == UnitKind::Department && s.unit.exists_on(s.on);
    Outcome::when(fits, || {
        let until = s.unit.valid_to.map(|day| day.to_string()).unwrap_or_default();
        vec![
            Fact::against("unit.kind", s.unit.kind.id(), UnitKind::Department.id()),
            Fact::new("unit.valid_to", until),
        ]
    })
}

/// The leading group of the place decides, by a document that is not of a day to come.
fn the_leading_group_decides(s: &RetentionSituation, _: &Numbers<'_>) -> Outcome {
    let Some(request) = &s.request else {
        return Outcome::NotApplicable;
    };
    let mut facts = Vec::new();
    if !leads(s.leading_group.as_ref(), Some(s.unit.division), s.on) {
        facts.push(Fact::new("leading_group", request.leading_group()));
    }
    let dated = match request {
        RetentionRequest::Retain { retention, .. } => retention.dated,
        RetentionRequest::End { dated, .. } => *dated,
    };
    if dated > s.on {
        facts.push(Fact::against("dated", dated, format!("≤ {}", s.on)));
    }
    // A decision that follows another is not older than it.
    if let Some(former) = s.unit.retention.as_ref().filter(|former| dated < former.dated) {
        facts.push(Fact::against("dated", dated, format!("≥ {}", former.dated)));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// For now: it is looked at again, after today and before long.
fn retention_is_reviewed(s: &RetentionSituation, n: &Numbers<'_>) -> Outcome {
    match &s.request {
        Some(RetentionRequest::Retain { retention, .. }) if retention.review_on <= s.on => {
            Outcome::when(false, || {
                vec![Fact::against("review_on", retention.review_on, format!("> {}", s.on))]
            })
        }
        Some(RetentionRequest::Retain { retention, .. }) => near(s.on, retention.review_on, n),
        _ => Outcome::NotApplicable,
    }
}

fn it_was_retained(s: &RetentionSituation, _: &Numbers<'_>) -> Outcome {
    Outcome::when(s.unit.retention.is_some(), || vec![Fact::new("retention", "")])
}
