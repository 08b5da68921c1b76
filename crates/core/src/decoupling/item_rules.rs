//! What must hold for items and signatures: nothing is signed without evidence, nothing completed
//! without every signature, and only what was recorded is sent back (outline item 十三, plan part 3, and
//! the house's rules 5, 6, 8 and 10).
//!
//! What may not enter: which items there are; they stand in the checklists.

use chrono::NaiveDate;

use super::{
    Checklist, Decoupling, DecouplingRequest, Dimension, DimensionState, ItemFinding, RecordedItem,
    rules::DecouplingSituation,
};
use crate::law::{Fact, Numbers, Outcome};

/// Each dimension that lacks something, with what it lacks.
pub(super) fn every_dimension_is_signed(s: &DecouplingSituation, rule: &str) -> Outcome {
    let (Some(case), Some(checklist)) = (s.case(), &s.checklist) else {
        return Outcome::missing("decoupling");
    };
    if checklist.completion_rule != rule {
        return Outcome::NotApplicable;
    }
    let facts: Vec<Fact> =
        checklist.dimensions.iter().flat_map(|dimension| lacking(case, dimension)).collect();
    Outcome::when(facts.is_empty(), || facts)
}

fn lacking(case: &Decoupling, dimension: &Dimension) -> Vec<Fact> {
    let items = case.lacking(dimension);
    if !items.is_empty() {
        return items.iter().map(|key| not_in_order(case, key)).collect();
    }
    let role = case.next_signer(dimension);
    let field = format!("signatures.{}", dimension.id);
    role.map(|role| Fact::against(&field, "", role.id())).into_iter().collect()
}

/// Each item is on the checklist, and shown by documents or, where that can be, not about this
/// organization.
pub(super) fn items_are_shown(s: &DecouplingSituation, _: &Numbers<'_>) -> Outcome {
    let Some(DecouplingRequest::Record { items }) = &s.request else {
        return Outcome::NotApplicable;
    };
    let Some(checklist) = &s.checklist else {
        return Outcome::missing("checklist");
    };
    let twice = |at: usize, item: &RecordedItem| {
        let again = items.iter().take(at).any(|other| other.item == item.item);
        again.then(|| Fact::new(&format!("items.{at}.item"), &item.item))
    };
    let rows = items.iter().enumerate();
    let facts: Vec<Fact> = rows
        .flat_map(|(at, item)| {
            not_shown(s.on, checklist, at, item).into_iter().chain(twice(at, item))
        })
        .collect();
    Outcome::when(facts.is_empty(), || facts)
}

fn not_shown(on: NaiveDate, checklist: &Checklist, at: usize, item: &RecordedItem) -> Vec<Fact> {
    let field = format!("items.{at}");
    let Some((_, known)) = checklist.item(&item.item) else {
        return vec![Fact::new(&format!("{field}.item"), &item.item)];
    };
    let reason = item.not_applicable.as_deref().map(str::trim);
    match (reason, item.evidence.is_empty()) {
        (Some(reason), true) if known.may_not_apply && !reason.is_empty() => Vec::new(),
        (Some(_), _) => {
            let wanted = if known.may_not_apply { "reason" } else { "evidence" };
            vec![Fact::against(&format!("{field}.not_applicable"), &item.item, wanted)]
        }
        (None, true) => {
            vec![Fact::against(&format!("{field}.evidence"), &item.item, &known.evidence_zh)]
        }
        (None, false) => {
            let to_come = item.evidence.iter().filter(|document| document.dated > on);
            let dated = format!("{field}.evidence.dated");
            to_come.map(|d| Fact::against(&dated, d.dated, format!("≤ {on}"))).collect()
        }
    }
}

/// How an item stands that is not in order.
fn not_in_order(case: &Decoupling, key: &str) -> Fact {
    let found = if case.items.contains_key(key) { "sent_back" } else { "" };
    Fact::against(&format!("items.{key}"), found, "in_order")
}

/// The dimension is on the checklist, every item of it is in order, and it waits for this unit.
pub(super) fn dimension_can_be_signed(s: &DecouplingSituation, _: &Numbers<'_>) -> Outcome {
    let Some(DecouplingRequest::Sign { dimension: named, .. }) = &s.request else {
        return Outcome::NotApplicable;
    };
    let (Some(case), Some(dimension)) = (s.case(), s.dimension()) else {
        return Outcome::when(false, || vec![Fact::new("dimension", named)]);
    };
    let state = case.dimension_state(dimension);
    let exists = s.acting.as_ref().is_some_and(|unit| unit.exists_on(s.on));
    let (acting, turn) = (s.acting.as_ref(), s.turn.as_ref());
    let out_of_turn = turn.filter(|turn| acting.is_none_or(|unit| unit.id != turn.id)).zip(acting);
    let fits = state == DimensionState::Ready && exists && out_of_turn.is_none();
    Outcome::when(fits, || {
        let mut facts: Vec<Fact> =
            case.lacking(dimension).iter().map(|key| not_in_order(case, key)).collect();
        if state == DimensionState::Signed {
            facts.push(Fact::new("dimension.state", state.id()));
        }
        if let Some(unit) = acting.filter(|_| !exists) {
            facts.push(Fact::new("unit", &unit.name));
        }
        facts.extend(out_of_turn.map(|(turn, unit)| Fact::against("unit", &unit.name, &turn.name)));
        facts
    })
}

/// What is sent back is on the checklist, of the dimension that is named, and was recorded.
pub(super) fn findings_are_about_items(s: &DecouplingSituation, _: &Numbers<'_>) -> Outcome {
    let (of, findings): (Option<&String>, &[ItemFinding]) = match &s.request {
        Some(DecouplingRequest::SendBack { dimension, findings }) => (Some(dimension), findings),
        Some(DecouplingRequest::Reopen { findings, .. }) => (None, findings),
        _ => return Outcome::NotApplicable,
    };
    let Some(checklist) = &s.checklist else {
        return Outcome::missing("checklist");
    };
    let known = |finding: &&ItemFinding| {
        let item = checklist.item(&finding.item);
        item.is_some_and(|(dimension, _)| of.is_none_or(|of| dimension.id == *of))
            && s.case().is_some_and(|case| case.items.contains_key(&finding.item))
    };
    let twice =
        |at: usize, finding: &ItemFinding| findings.iter().take(at).any(|f| f.item == finding.item);
    let wrong = findings.iter().enumerate();
    let wrong = wrong.filter(|(at, finding)| !known(finding) || twice(*at, finding));
    let mut facts: Vec<Fact> = wrong
        .map(|(at, finding)| Fact::new(&format!("findings.{at}.item"), &finding.item))
        .collect();
    if findings.is_empty() {
        facts.push(Fact::new("findings", ""));
    }
    // Whoever is no more sends nothing back, either.
    let gone = s.acting.as_ref().filter(|unit| !unit.exists_on(s.on));
    facts.extend(gone.map(|unit| Fact::new("unit", &unit.name)));
    Outcome::when(facts.is_empty(), || facts)
}

/// Every item is in order and every dimension signed anew; where the department that left is no more and
/// nobody came of it, there is nobody who would have to check first, and what is shown is enough.
pub(super) fn findings_are_mended(s: &DecouplingSituation, _: &Numbers<'_>) -> Outcome {
    let (Some(case), Some(checklist)) = (s.case(), &s.checklist) else {
        return Outcome::missing("decoupling");
    };
    let signs = s.department.as_ref().is_some_and(|unit| unit.exists_on(s.on));
    let lacking = |dimension: &Dimension| match signs {
        true => lacking(case, dimension),
        false => case.lacking(dimension).iter().map(|key| not_in_order(case, key)).collect(),
    };
    let facts: Vec<Fact> = checklist.dimensions.iter().flat_map(lacking).collect();
    Outcome::when(facts.is_empty(), || facts)
}
