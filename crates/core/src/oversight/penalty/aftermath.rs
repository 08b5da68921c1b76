//! What comes after the decision: delivery, publication, suspension, payment, challenges (administrative penalty law
//! art. 48, 61, 67, 73; provisions on the procedure; laws on reconsideration and suits).
//!
//! What may not enter: numbers; they stand in the rulebook. What is owed is counted in `money.rs`.

use super::{
    AnnulledBy, Measure, PenaltyCase, PenaltyStep, RemedyKind, RemedyOutcome,
    rules::{PenaltySituation, in_time, nth},
};
use crate::law::{Fact, Numbers, Outcome, Rule};

pub(super) const RULES: &[Rule<PenaltySituation>] = &[
    Rule { id: "CN-8", check: is_suspended },
    Rule { id: "CN-9", check: not_more_than_owed },
    Rule { id: "CN-10", check: challenge_is_open },
    Rule { id: "XF-48", check: taking_away_is_published },
    Rule { id: "XF-61", check: served_in_time },
    Rule { id: "XF-67", check: paid_in_time },
    Rule { id: "CF-32", check: suspension_is_over },
    Rule { id: "FY-1", check: |s, _| challenged_in_time(s, RemedyKind::Reconsideration) },
    Rule { id: "FY-2", check: |s, _| challenged_in_time(s, RemedyKind::Suit) },
];

fn is_suspended(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(case) = s.case() else {
        return Outcome::missing("case");
    };
    let sealed = matches!(s.step(), Some(PenaltyStep::Seal(_))) && case.sealed_on.is_some();
    Outcome::when(case.suspended_until().is_some() && !sealed, || {
        vec![Fact::new("suspended_until", "")]
    })
}

/// Only once its time is over.
fn suspension_is_over(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(last) = s.case().and_then(PenaltyCase::suspended_until) else {
        return Outcome::missing("suspended_until");
    };
    if s.on > last {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::against("date", s.on, format!("> {last}"))],
        possible_from: last.succ_opt(),
    }
}

fn not_more_than_owed(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let (Some(PenaltyStep::Pay(input)), Some(dues)) = (s.step(), s.dues) else {
        return Outcome::missing("yuan");
    };
    // A payment that is entered late must not make those after it too much.
    let last = s.case().and_then(|case| case.payments.last()).map(|payment| payment.on);
    let fits = (i64::from(true)..=dues.open_yuan).contains(&input.yuan);
    Outcome::when(fits && last.is_none_or(|last| input.paid_on >= last), || {
        vec![Fact::against("yuan", input.yuan, format!("≤ {}", dues.open_yuan))]
    })
}

/// A challenge that is ended is there and open; an annulment by others follows a challenge before them; the
/// same way is not taken twice at a time.
fn challenge_is_open(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(case) = s.case() else {
        return Outcome::missing("case");
    };
    let open = |kind: RemedyKind| {
        case.remedies.iter().any(|remedy| remedy.kind == kind && remedy.ended.is_none())
    };
    let fits = match s.step() {
        Some(PenaltyStep::Seek(input)) => !open(input.kind),
        Some(PenaltyStep::EndRemedy(input)) => {
            let known = nth(&case.remedies, input.remedy);
            input.outcome != RemedyOutcome::Annulled
                && known.is_some_and(|remedy| remedy.ended.is_none())
        }
        Some(PenaltyStep::Annul(input)) => match input.by {
            AnnulledBy::Registrar => true,
            AnnulledBy::Reconsideration => open(RemedyKind::Reconsideration),
            AnnulledBy::Court => open(RemedyKind::Suit),
        },
        _ => return Outcome::missing("remedy"),
    };
    Outcome::when(fits, || vec![Fact::new("remedy", case.remedies.len())])
}

/// Told: within the days for reconsideration, or the months for a suit.
fn challenged_in_time(s: &PenaltySituation, kind: RemedyKind) -> Outcome {
    let Some(PenaltyStep::Seek(input)) = s.step() else {
        return Outcome::NotApplicable;
    };
    let service = s.case().and_then(|case| case.service.as_ref());
    let by = service.and_then(|service| match kind {
        RemedyKind::Reconsideration => service.reconsider_by,
        RemedyKind::Suit => service.sue_by,
    });
    in_time("filed_on", input.filed_on, by.filter(|_| input.kind == kind))
}

/// Whoever deals with the organization has to know.
fn taking_away_is_published(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(PenaltyStep::Decide(input)) = s.step() else {
        return Outcome::missing("publish");
    };
    let grave = |m: &Measure| m.takes_away() || matches!(m, Measure::Suspension { .. });
    if !input.measures.iter().any(grave) {
        return Outcome::NotApplicable;
    }
    Outcome::when(input.publish, || vec![Fact::against("publish", "false", "true")])
}

/// Told: delivered within the set working days.
fn served_in_time(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let _ = n.number("penalty.service.working_days");
    let (Some(PenaltyStep::Serve(input)), Some(case)) = (s.step(), s.case()) else {
        return Outcome::NotApplicable;
    };
    let by = case.decision.as_ref().and_then(|decision| decision.serve_by);
    in_time("delivered_on", input.delivered_on, by)
}

/// Told: paid within the set days.
fn paid_in_time(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let _ = (n.number("penalty.payment.days"), n.number("penalty.surcharge.permille"));
    let (Some(PenaltyStep::Pay(input)), Some(case)) = (s.step(), s.case()) else {
        return Outcome::NotApplicable;
    };
    let by = case.service.as_ref().and_then(|service| service.pay_by);
    in_time("paid_on", input.paid_on, by)
}
