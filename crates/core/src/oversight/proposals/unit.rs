//! What is proposed of units: the ends of a hub's authorization, of its rectification and of its withdrawal, and the
//! review of departments that keep the role of supervisory unit for now (outline items 十三, 十四; interim measures of 2009).
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::{Days, NaiveDate};

use super::{BEFORE, Proposal, ProposalKind};
use crate::{
    Books,
    hub::{Hub, HubStatus},
    law::Citation,
    unit::Unit,
};

/// What is proposed of a unit on a day.
#[must_use]
pub fn unit_proposals(books: &Books, unit: &Unit, on: NaiveDate) -> Vec<Proposal> {
    if !unit.exists_on(on) {
        return Vec::new();
    }
    let days = books.law.number(BEFORE, on, unit.division).unwrap_or_default();
    let soon = Days::new(u64::try_from(days).unwrap_or_default());
    let until = on.checked_add_days(soon).unwrap_or(on);
    let cite = |rule: &str| books.law.rule_in_force(rule, on).map(|(_, citation)| citation);
    let mut all = Vec::new();
    if let Some(hub) = &unit.hub {
        all.extend(of_hub(hub, cite));
    }
    let review = unit.retention.as_ref().map(|retention| retention.review_on);
    all.extend(review.map(|due_on| Proposal {
        kind: ProposalKind::ReviewRetention,
        about: String::new(),
        due_on,
        citation: cite("TB-16"),
    }));
    all.retain(|proposal| proposal.due_on <= until);
    all
}

fn of_hub(hub: &Hub, cite: impl Fn(&str) -> Option<Citation>) -> Vec<Proposal> {
    let mut all = Vec::new();
    let mut propose = |kind, about: &str, due_on, rule: Option<&str>| {
        let citation = rule.and_then(&cite);
        all.push(Proposal { kind, about: about.to_owned(), due_on, citation });
    };
    let works = matches!(hub.status, HubStatus::Recognized | HubStatus::Authorized);
    let authorization = hub.authorization.as_ref().filter(|_| works);
    if let Some((authorization, ends)) = authorization.and_then(|a| Some((a, a.until?))) {
        // The day is that of the document: no article sets it.
        propose(ProposalKind::AuthorizeAnew, &authorization.document_number, ends, None);
    }
    if let Some(order) = hub.rectification.as_ref().filter(|_| works) {
        propose(ProposalKind::CheckHubRectification, "", order.until, Some("HZ-11"));
    }
    let leaving = hub.withdrawal.as_ref().filter(|_| hub.status == HubStatus::Withdrawing);
    if let Some(due_on) = leaving.and_then(|withdrawal| withdrawal.due_on) {
        propose(ProposalKind::CompleteWithdrawal, "", due_on, Some("HZ-10"));
    }
    all
}
