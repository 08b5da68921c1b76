//! What is proposed of penalties: what is due in a case, what a decision in force lists, what an annulled one
//! leaves behind (administrative penalty law art. 56, 61, 67; measures on credit information art. 11, 15).
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::NaiveDate;

use super::{Proposal, ProposalKind};
use crate::{
    Books,
    calendar::years_after,
    law::Citation,
    organization::Organization,
    oversight::{
        credit::{CreditList, ListingGround},
        penalty::{Measure, PenaltyCase, PenaltyStage, dues},
    },
};

/// What is proposed of an organization's penalties on a day.
pub(super) fn of_penalty(
    books: &Books,
    organization: &Organization,
    on: NaiveDate,
    until: NaiveDate,
) -> Vec<Proposal> {
    let mut all = Vec::new();
    for case in &organization.penalties.cases {
        all.extend(of_case(books, organization, case, on, until));
        all.extend(listing(books, organization, case, on));
        all.extend(left_behind(organization, case));
    }
    all.extend(repeated(books, organization, on));
    all
}

fn cite(books: &Books, rule: &str, on: NaiveDate) -> Option<Citation> {
    books.law.rule_in_force(rule, on).map(|(_, citation)| citation)
}

/// What is due in a case.
fn of_case(
    books: &Books,
    organization: &Organization,
    case: &PenaltyCase,
    on: NaiveDate,
    until: NaiveDate,
) -> Vec<Proposal> {
    let mut all = Vec::new();
    let mut due = |kind, day: Option<NaiveDate>, rule: &str| {
        let near = day.filter(|day| *day <= until);
        all.extend(near.map(|due_on| Proposal {
            kind,
            about: case.number.to_string(),
            due_on,
            citation: cite(books, rule, on),
        }));
    };
    match case.stage() {
        PenaltyStage::Filed | PenaltyStage::Notified => {
            let decide_by = case.decide_by.map(|by| by.last_day);
            due(ProposalKind::DecideCase, decide_by, "CF-31");
            let open = case.evidence.iter().filter(|evidence| evidence.settled.is_none());
            let settle_by = open.filter_map(|evidence| Some(evidence.settle_by?.last_day)).min();
            due(ProposalKind::SettleEvidence, settle_by, "XF-56");
        }
        PenaltyStage::Decided => {
            let serve_by = case.decision.as_ref().and_then(|decision| decision.serve_by);
            due(ProposalKind::DeliverDecision, serve_by.map(|by| by.last_day), "XF-61");
        }
        PenaltyStage::Served => {
            let pay_by = case.service.as_ref().and_then(|service| service.pay_by);
            let late = pay_by.map(|by| by.last_day).filter(|last| *last < on);
            let open = dues(books, case, organization.division, on).open_yuan;
            due(ProposalKind::CollectPayment, late.filter(|_| open > 0), "XF-67");
            due(ProposalKind::EndSuspension, case.suspended_until(), "CF-32");
        }
        PenaltyStage::Dropped | PenaltyStage::Transferred | PenaltyStage::Annulled => {}
    }
    all
}

/// The list and ground of a decision in force; none where it only orders to correct or confiscates.
fn ground_of(
    books: &Books,
    organization: &Organization,
    case: &PenaltyCase,
    on: NaiveDate,
) -> Option<(CreditList, ListingGround, &'static str)> {
    let (decision, _) = case.in_force()?;
    let large = books.law.number("credit.fine.large.from", on, organization.division)?;
    let has = |wanted: fn(&Measure) -> bool| decision.measures.iter().any(wanted);
    let fines = decision.measures.iter().filter(|m| matches!(m, Measure::Fine { .. }));
    let fine = fines.filter_map(Measure::yuan).max();
    if has(Measure::takes_away) {
        Some((CreditList::Serious, ListingGround::Revoked, "XY-15g"))
    } else if has(|m| matches!(m, Measure::Suspension { .. })) {
        Some((CreditList::Serious, ListingGround::Suspended, "XY-15"))
    } else if fine.is_some_and(|fine| fine >= large) {
        Some((CreditList::Serious, ListingGround::LargeFine, "XY-15d"))
    } else if fine.is_some() || has(|m| matches!(m, Measure::Warning {})) {
        Some((CreditList::Abnormal, ListingGround::MinorPenalty, "XY-11e"))
    } else {
        None
    }
}

/// A decision in force lists, once; one that lay there before the entry of the organization in a list by another
/// way is not held against it twice.
fn listing(
    books: &Books,
    organization: &Organization,
    case: &PenaltyCase,
    on: NaiveDate,
) -> Option<Proposal> {
    let (list, ground, rule) = ground_of(books, organization, case, on)?;
    let (decision, service) = case.in_force()?;
    let number = &decision.document_number;
    let mut listed = organization.credit.grounds(list);
    let known = listed.any(|known| {
        known.ground == ground && known.penalties.iter().any(|p| &p.document_number == number)
    });
    (!known).then(|| Proposal {
        kind: ProposalKind::ListPenalty,
        about: format!("{}/{}/{}", list.id(), ground.id(), case.number),
        due_on: service.on,
        citation: cite(books, rule, on),
    })
}

/// So many smaller penalties within the set years list once more.
fn repeated(books: &Books, organization: &Organization, on: NaiveDate) -> Option<Proposal> {
    let place = organization.division;
    let least = books.law.number("credit.repeated.count", on, place)?;
    let years = books.law.number("credit.repeated.years", on, place)?;
    let (list, ground) = (CreditList::Serious, ListingGround::RepeatedPenalties);
    let minor = organization.penalties.cases.iter().filter(|case| {
        let found = ground_of(books, organization, case, on);
        found.is_some_and(|(_, ground, _)| ground == ListingGround::MinorPenalty)
    });
    let decided: Vec<_> = minor.filter_map(|case| case.in_force()).collect();
    let (last, service) = decided.iter().max_by_key(|(decision, _)| decision.on)?;
    let within = decided.iter().filter(|(decision, _)| {
        years_after(decision.on, years).is_some_and(|until| until >= last.on)
    });
    let count = i64::try_from(within.count()).unwrap_or(i64::MAX);
    let mut listed = organization.credit.grounds(list);
    let known = listed.any(|known| {
        let of_it = known.penalties.iter().any(|p| p.document_number == last.document_number);
        known.ground == ground && of_it
    });
    (count >= least && !known).then(|| Proposal {
        kind: ProposalKind::ListPenalty,
        about: format!("{}/{}/{}", list.id(), ground.id(), last.document_number),
        due_on: service.on,
        citation: cite(books, "XY-15e", on),
    })
}

/// A listing that rests on a decision which was annulled.
fn left_behind(organization: &Organization, case: &PenaltyCase) -> Option<Proposal> {
    let annulled = case.annulled.as_ref()?;
    let number = &case.decision.as_ref()?.document_number;
    let list = CreditList::ALL.into_iter().find(|list| {
        let entry = organization.credit.on(*list);
        entry.is_some_and(|entry| {
            let mut penalties = entry.grounds.iter().flat_map(|ground| &ground.penalties);
            penalties.any(|penalty| &penalty.document_number == number)
        })
    })?;
    Some(Proposal {
        kind: ProposalKind::UnlistAnnulled,
        about: format!("{}/{}", list.id(), case.number),
        due_on: annulled.on,
        citation: None,
    })
}
