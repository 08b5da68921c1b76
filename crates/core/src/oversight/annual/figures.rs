//! What the figures of a report show of a foundation (foundation regulation art. 20, 21, 29). Told, and no
//! ground to refuse a report.
//!
//! What may not enter: numbers; they stand in the rulebook. Spending of charities is in `spending.rs`.

use super::{
    AnnualReport,
    rules::{AnnualSituation, is},
    year_before, year_end,
};
use crate::{
    law::{Fact, Numbers, Outcome, Rule, share},
    organization::OrganizationKind,
};

/// The rules on what the figures show.
pub(super) const RULES: &[Rule<AnnualSituation>] = &[
    Rule { id: "NB-4", check: as_reported_before },
    Rule { id: "JJ-21a", check: council_met },
    Rule { id: "JJ-20c-2", check: few_kin },
    Rule { id: "JJ-20e-2", check: few_paid },
    Rule { id: "JJ-29a", check: public_raising_spent },
    Rule { id: "JJ-29b", check: non_public_spent },
    Rule { id: "JJ-29c", check: administration_is_small },
];

/// A share that was missed, as a fact.
pub(super) fn missed(field: &str, part: i64, bound: &str, percent: i64, whole: i64) -> Fact {
    Fact::against(field, part, format!("{bound} {percent}% × {whole}"))
}

/// What is stated of the year before is what was reported of it.
fn as_reported_before(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let before = s.year.and_then(|year| s.organization.annual.of(year_before(year)?));
    let before = before.and_then(|known| known.report.as_deref());
    let (Some(report), Some(before)) = (s.report(), before) else {
        return Outcome::NotApplicable;
    };
    let stated = [
        ("before/income", report.before.income, before.accounts.income),
        ("before/net_assets", report.before.net_assets, before.accounts.net_assets),
    ];
    let mut facts = Vec::new();
    for (field, stated, reported) in stated {
        if let Some(stated) = stated.filter(|stated| *stated != reported) {
            facts.push(Fact::against(field, stated, reported));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn council_met(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let (Some(report), Some(least)) = (s.report(), n.number("foundation.council.meetings.min"))
    else {
        return Outcome::missing("governance/council_meetings");
    };
    let met = report.governance.council_meetings;
    Outcome::when(i64::from(met) >= least, || {
        vec![Fact::against("governance/council_meetings", met, format!("≥ {least}"))]
    })
}

fn public_raising(s: &AnnualSituation) -> bool {
    s.organization.items.public_raising == Some(true)
}

fn few_kin(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let Some(report) = s.report() else {
        return Outcome::missing("governance/directors_kin");
    };
    let governance = &report.governance;
    let (kin, directors) = (i64::from(governance.directors_kin), i64::from(governance.directors));
    let (holds, allowed) = if governance.privately_funded && !public_raising(s) {
        let parts = n.number("foundation.council.kin.parts");
        let (Some(parts), Some(of)) = (parts, n.number("foundation.council.kin.of")) else {
            return Outcome::missing("foundation.council.kin.of");
        };
        (kin * of <= parts * directors, format!("≤ {parts}/{of} × {directors}"))
    } else {
        let Some(others) = n.number("foundation.council.kin.others") else {
            return Outcome::missing("foundation.council.kin.others");
        };
        (kin <= others, format!("≤ {others}"))
    };
    Outcome::when(holds, || vec![Fact::against("governance/directors_kin", kin, allowed)])
}

fn few_paid(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let parts = n.number("foundation.council.paid.parts");
    let (Some(report), Some(parts), Some(of)) =
        (s.report(), parts, n.number("foundation.council.paid.of"))
    else {
        return Outcome::missing("governance/directors_paid");
    };
    let (paid, directors) =
        (i64::from(report.governance.directors_paid), i64::from(report.governance.directors));
    Outcome::when(paid * of <= parts * directors, || {
        let allowed = format!("≤ {parts}/{of} × {directors}");
        vec![Fact::against("governance/directors_paid", paid, allowed)]
    })
}

/// The income of the year before: as stated, else as it was reported.
pub(super) fn income_before(s: &AnnualSituation, report: &AnnualReport) -> Option<i64> {
    report.before.income.or_else(|| {
        let before = s.organization.annual.of(year_before(report.year)?)?;
        Some(before.report.as_ref()?.accounts.income)
    })
}

/// The regulation's own shares are for foundations that were no charities at the end of the year.
fn of_no_charity(s: &AnnualSituation) -> bool {
    let charity = s.organization.charity.as_ref().map(|charity| charity.since);
    let end = s.year.and_then(year_end);
    let was = charity.is_some_and(|since| end.is_none_or(|end| since <= end));
    is(s, OrganizationKind::Foundation) && !was
}

fn public_raising_spent(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    if !of_no_charity(s) || !public_raising(s) {
        return Outcome::NotApplicable;
    }
    let (Some(report), Some(percent)) =
        (s.report(), n.number("foundation.spending.public.percent"))
    else {
        return Outcome::missing("accounts/charity_spending");
    };
    let Some(income) = income_before(s, report) else {
        return Outcome::missing("before/income");
    };
    let spent = report.accounts.charity_spending;
    Outcome::when(share::at_least(spent, percent, income), || {
        vec![missed("accounts/charity_spending", spent, "≥", percent, income)]
    })
}

fn non_public_spent(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    if !of_no_charity(s) || public_raising(s) {
        return Outcome::NotApplicable;
    }
    let percent = n.number("foundation.spending.non_public.percent");
    let (Some(report), Some(percent)) = (s.report(), percent) else {
        return Outcome::missing("accounts/charity_spending");
    };
    let Some(balance) = report.before.fund_balance else {
        return Outcome::missing("before/fund_balance");
    };
    let spent = report.accounts.charity_spending;
    Outcome::when(share::at_least(spent, percent, balance), || {
        vec![missed("accounts/charity_spending", spent, "≥", percent, balance)]
    })
}

/// Pay of all staff and the costs of offices (trap 34: not the management costs of the accounting rules).
fn administration_is_small(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    if !of_no_charity(s) {
        return Outcome::NotApplicable;
    }
    let (Some(report), Some(percent)) = (s.report(), n.number("foundation.administration.percent"))
    else {
        return Outcome::missing("accounts/administration");
    };
    let accounts = &report.accounts;
    let costs = accounts.pay.saturating_add(accounts.administration);
    Outcome::when(share::at_most(costs, percent, accounts.spending), || {
        vec![missed("accounts/pay + administration", costs, "≤", percent, accounts.spending)]
    })
}
