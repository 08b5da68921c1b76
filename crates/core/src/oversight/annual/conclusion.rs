//! What must hold for the conclusion on a year, for its adjustment, and for closing an order to rectify
//! (measures on the annual inspection of associations art. 7, 11–14, 20, of private non-enterprise units
//! art. 8–10, of foundations art. 7, 8, 10).
//!
//! What may not enter: numbers and the lists of grounds; they stand in the rulebook.

use super::{
    AnnualRequest, AnnualReview, AnnualYear, CloseRectification, ConcludeInspection,
    InspectionResult, ReviewedAs, rules::AnnualSituation,
};
use crate::{
    affiliation::RelationKind,
    law::{Fact, Numbers, Outcome, Rule},
    organization::OrganizationKind,
};

/// The rules on conclusions.
pub(super) const RULES: &[Rule<AnnualSituation>] = &[
    Rule { id: "ST-28b-2", check: unit_has_reviewed },
    Rule { id: "MF-23-3", check: unit_has_reviewed },
    Rule { id: "JJ-36-3", check: unit_has_reviewed },
    Rule { id: "NB-8", check: party_building_has_reviewed },
    Rule { id: "NJ-20", check: is_no_charity },
    Rule { id: "NJ-11", check: grounds_are_named },
    Rule { id: "NJ-12", check: always_unqualified },
    Rule { id: "NJ-M8", check: grounds_are_named },
    Rule { id: "NJ-J7", check: grounds_are_named },
    Rule { id: "NJ-14", check: time_to_rectify },
    Rule { id: "NJ-M9", check: time_to_rectify },
    Rule { id: "NJ-J8", check: time_to_rectify },
    Rule { id: "NB-16", check: is_an_order },
    Rule { id: "NB-7", check: not_by_the_same },
    Rule { id: "NJ-7d", check: published_in_time },
    Rule { id: "NJ-M10", check: not_years_running },
    Rule { id: "NJ-J10", check: not_years_running },
    Rule { id: "NB-9", check: rectification_is_open },
    Rule { id: "NB-10", check: is_adjusted },
    Rule { id: "NJ-13", check: is_recent },
];

impl AnnualSituation {
    /// The conclusion that is handed in.
    fn concluding(&self) -> Option<&ConcludeInspection> {
        match &self.request {
            Some(AnnualRequest::Conclude(input)) => Some(input),
            Some(AnnualRequest::Adjust(input)) => Some(&input.conclusion),
            _ => None,
        }
    }

    fn closing(&self) -> Option<&CloseRectification> {
        match &self.request {
            Some(AnnualRequest::Close(input)) => Some(input),
            _ => None,
        }
    }
}

fn unit_has_reviewed(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    if s.organization.supervision.is_none() {
        return Outcome::NotApplicable;
    }
    let review = s.known().and_then(|known| known.review(ReviewedAs::SupervisoryUnit));
    Outcome::when(review.is_some(), || {
        let unit = s.organization.supervision.as_ref().map(|supervision| &supervision.unit.id);
        unit.map(|unit| Fact::against("review", "", unit)).into_iter().collect()
    })
}

/// Asked where a city's rulebook says so.
fn party_building_has_reviewed(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    if n.number("annual.party_review").is_none_or(|asked| asked == 0) {
        return Outcome::NotApplicable;
    }
    // A unit that supervises and leads party building gives one opinion.
    let leads = |review: &AnnualReview| {
        let relations = s.organization.relations.iter();
        let mut leading = relations.filter(|r| r.kind == RelationKind::PartyBuilding);
        leading.any(|relation| relation.unit.id == review.unit.id)
    };
    let reviews = s.known().map(|known| known.reviews.as_slice()).unwrap_or_default();
    Outcome::when(reviews.iter().any(leads), || vec![Fact::new("review", "party_building")])
}

fn is_no_charity(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let charity = s.organization.charity.as_ref();
    Outcome::when(charity.is_none(), || {
        charity.map(|charity| Fact::new("charity/since", charity.since)).into_iter().collect()
    })
}

/// The grounds that the measures of the kind know.
fn listed(s: &AnnualSituation, n: &Numbers<'_>) -> Vec<String> {
    let mut grounds = n.list(&format!("{}.inspection.grounds", s.organization.kind.id()));
    if s.organization.kind == OrganizationKind::Association {
        grounds.extend(n.list("association.inspection.unqualified"));
    }
    grounds
}

/// Less than qualified rests on grounds of the list; whoever is qualified has none, but for an association
/// whose ground is minor or corrected, which is said.
fn grounds_are_named(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let Some(input) = s.concluding() else {
        return Outcome::missing("grounds");
    };
    let listed = listed(s, n);
    let unknown = input.grounds.iter().filter(|ground| !listed.contains(ground));
    let mut facts: Vec<Fact> =
        unknown.map(|ground| Fact::against("grounds", ground, listed.join(" / "))).collect();
    if input.result != InspectionResult::Qualified {
        if input.grounds.is_empty() {
            facts.push(Fact::against("grounds", "", listed.join(" / ")));
        }
    } else if !input.grounds.is_empty() {
        let said = input.remarks.as_deref().is_some_and(|text| !text.trim().is_empty());
        match s.organization.kind {
            OrganizationKind::Association if said => {}
            OrganizationKind::Association => facts.push(Fact::new("remarks", "")),
            _ => facts.push(Fact::against("result", input.result.id(), input.grounds.join(" / "))),
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn always_unqualified(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let Some(input) = s.concluding() else {
        return Outcome::missing("grounds");
    };
    let grave = n.list("association.inspection.unqualified");
    let found: Vec<&str> =
        input.grounds.iter().filter(|ground| grave.contains(ground)).map(String::as_str).collect();
    if found.is_empty() {
        return Outcome::NotApplicable;
    }
    Outcome::when(input.result == InspectionResult::Unqualified, || {
        vec![Fact::against("result", input.result.id(), found.join(" / "))]
    })
}

/// An order to rectify has a day. The law sets it for service institutions: what is left out is that day,
/// and no day is later.
fn time_to_rectify(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let Some(input) = s.concluding() else {
        return Outcome::missing("rectify_by");
    };
    if input.result == InspectionResult::Qualified {
        return Outcome::when(input.rectify_by.is_none(), || {
            input.rectify_by.map(|day| Fact::new("rectify_by", day)).into_iter().collect()
        });
    }
    let by_law = n.number("service_institution.inspection.rectification.months");
    let last = s.rectify_by.filter(|_| by_law.is_some()).map(|by| by.last_day);
    match (input.rectify_by, last) {
        (None, Some(_)) => Outcome::Met,
        (None, None) => Outcome::when(false, || vec![Fact::new("rectify_by", "")]),
        (Some(day), last) => {
            let holds = day > s.on && last.is_none_or(|last| day <= last);
            Outcome::when(holds, || {
                let until = last.map_or(String::new(), |last| format!(", ≤ {last}"));
                vec![Fact::against("rectify_by", day, format!("> {}{until}", s.on))]
            })
        }
    }
}

/// Of every kind: what is less than qualified says why and by when to rectify, after today.
fn is_an_order(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let Some(input) = s.concluding() else {
        return Outcome::missing("result");
    };
    if input.result == InspectionResult::Qualified {
        return Outcome::Met;
    }
    let mut facts = Vec::new();
    if input.grounds.is_empty() {
        facts.push(Fact::new("grounds", ""));
    }
    match input.rectify_by {
        None if s.rectify_by.is_none() => facts.push(Fact::new("rectify_by", "")),
        Some(day) if day <= s.on => {
            facts.push(Fact::against("rectify_by", day, format!("> {}", s.on)));
        }
        _ => {}
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn not_by_the_same(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let Some(known) = s.known() else {
        return Outcome::NotApplicable;
    };
    let filed = known.filed_by.as_deref() == Some(s.account.as_str());
    let reviewed = known.reviews.iter().any(|review| review.by == s.account);
    let concludes = s.concluding().is_some() || s.request.is_none();
    // Whoever filed does not review either.
    let same = filed || (reviewed && concludes);
    Outcome::when(!same, || vec![Fact::new("by", if filed { "filed" } else { "reviewed" })])
}

/// Told.
fn published_in_time(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let counted = n.number("association.inspection.publish.by");
    let (Some(last), Some(_)) = (s.conclude_by, counted) else {
        return Outcome::NotApplicable;
    };
    Outcome::when(s.on <= last, || vec![Fact::against("date", s.on, format!("≤ {last}"))])
}

/// Told: whoever missed, or was unqualified, so many years running is to be rescinded. The year that is
/// decided now counts as it will be.
fn not_years_running(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    let years = n.number(&format!("{}.inspection.rescission.years", s.organization.kind.id()));
    let (Some(years), Some(year)) = (years, s.year) else {
        return Outcome::NotApplicable;
    };
    let annual = &s.organization.annual;
    let now = s.concluding().map(|input| input.result);
    let missing = matches!(s.request, Some(AnnualRequest::Missed(_)));
    let missed = |of: i32| if of == year && now.is_none() { missing } else { annual.missed(of) };
    let unqualified = |of: i32| {
        let result = if of == year { now } else { annual.result(of) };
        result == Some(InspectionResult::Unqualified)
    };
    let years = i32::try_from(years).unwrap_or(i32::MAX);
    let running = || (0..years).map(|back| year.saturating_sub(back));
    // Of foundations the measures speak of missing only.
    let counts = s.organization.kind == OrganizationKind::ServiceInstitution;
    let (all_missed, all_failed) = (running().all(missed), counts && running().all(unqualified));
    Outcome::when(!all_missed && !all_failed, || {
        let what = if all_missed { "missed" } else { InspectionResult::Unqualified.id() };
        let named: Vec<String> = running().map(|year| year.to_string()).collect();
        vec![Fact::against("years", named.join(" "), what)]
    })
}

fn rectification_is_open(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let Some(order) = s.known().and_then(AnnualYear::to_rectify) else {
        return Outcome::when(false, || vec![Fact::new("rectification", "")]);
    };
    let last = order.by.last_day;
    match s.closing() {
        Some(input) if !input.done && s.on <= last => Outcome::Violated {
            facts: vec![Fact::against("done", input.done, format!("> {last}"))],
            possible_from: last.succ_opt(),
        },
        _ => Outcome::Met,
    }
}

fn is_adjusted(s: &AnnualSituation, _: &Numbers<'_>) -> Outcome {
    let known = s.known().and_then(|known| known.conclusion.as_ref());
    let Some(known) = known else {
        return Outcome::when(false, || vec![Fact::new("conclusion", "")]);
    };
    let Some(AnnualRequest::Adjust(input)) = &s.request else {
        return Outcome::Met;
    };
    let mut facts = Vec::new();
    if input.conclusion.result == known.result {
        facts.push(Fact::against("conclusion/result", known.result.id(), known.result.id()));
    }
    if input.reasons.trim().is_empty() {
        facts.push(Fact::new("reasons", ""));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// The inspection of a year is made in the year after: of the last so many inspections.
fn is_recent(s: &AnnualSituation, n: &Numbers<'_>) -> Outcome {
    use chrono::Datelike;

    let years = n.number("association.inspection.adjust.years");
    let years = years.and_then(|years| i32::try_from(years).ok());
    let (Some(years), Some(year)) = (years, s.year) else {
        return Outcome::missing("year");
    };
    let first = s.on.year().saturating_sub(years);
    Outcome::when(year >= first, || vec![Fact::against("year", year, format!("≥ {first}"))])
}
