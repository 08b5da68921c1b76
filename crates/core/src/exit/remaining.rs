//! What is left after the debts, and where it goes (foundation regulation art. 33; charity law art. 18;
//! civil code art. 95; the house's rule that the amounts add up).
//!
//! What may not enter: numbers; they stand in the rulebook.

use super::{Recipient, rules::ExitSituation};
use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    organization::OrganizationKind,
    registration::LegalForm,
};

/// Every rule on what is left.
pub(super) const RULES: &[Rule<ExitSituation>] = &[
    Rule { id: "TC-2", check: amounts_add_up },
    Rule { id: "QS-5", check: nothing_to_founders_or_members },
    Rule { id: "QS-10b", check: from_charity_to_charities },
    Rule { id: "JJ-33", check: to_public_benefit },
];

/// What is left is what the debts leave, and all of it goes somewhere.
fn amounts_add_up(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let Some(report) = s.report() else {
        return Outcome::missing("report");
    };
    let left = report.assets_yuan.checked_sub(report.debts_yuan);
    let mut facts = Vec::new();
    if left.is_none_or(|left| left < 0 || left != report.remaining_yuan) {
        let wanted = left.map_or_else(String::new, |left| left.to_string());
        facts.push(Fact::against("remaining_yuan", report.remaining_yuan, wanted));
    }
    for (at, part) in report.disposals.iter().enumerate() {
        // What the registrar arranges has its document.
        if part.recipient == Recipient::Arranged && part.document_number.is_none() {
            facts.push(Fact::new(&format!("disposals/{at}/document_number"), ""));
        }
    }
    let given = report.disposals.iter().try_fold(0_i64, |sum, part| sum.checked_add(part.yuan));
    if given != Some(report.remaining_yuan) {
        let given = given.map_or_else(String::new, |given| given.to_string());
        facts.push(Fact::against("disposals", given, report.remaining_yuan));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Who keeps what is left in public benefit.
const PUBLIC_BENEFIT: [Recipient; 3] =
    [Recipient::Charity, Recipient::PublicBenefit, Recipient::Arranged];

/// Every part of what is left goes to one of these.
fn given_only_to(s: &ExitSituation, fit: &[Recipient]) -> Outcome {
    let Some(report) = s.report() else {
        return Outcome::missing("report");
    };
    let wanted = fit.iter().map(|recipient| recipient.id()).collect::<Vec<_>>().join(" / ");
    let parts = report.disposals.iter().enumerate();
    let odd = parts.filter(|(_, part)| part.yuan > 0 && !fit.contains(&part.recipient));
    let facts: Vec<Fact> = odd
        .map(|(at, part)| {
            let field = format!("disposals/{at}/recipient");
            Fact::against(&field, part.recipient.id(), &wanted)
        })
        .collect();
    Outcome::when(facts.is_empty(), || facts)
}

/// Of an association that is for the common benefit of its members, and says so, the charter says what
/// happens (civil code art. 72 ¶2). Foundations, institutions and charities are for public benefit; a
/// partnership or individual form is no legal person.
fn nothing_to_founders_or_members(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    let organization = &s.organization;
    let mutual = organization.kind == OrganizationKind::Association
        && organization.charity.is_none()
        && s.report().is_some_and(|report| report.mutual_benefit);
    let form = organization.items.legal_form.unwrap_or(LegalForm::LegalPerson);
    if mutual || form != LegalForm::LegalPerson {
        return Outcome::NotApplicable;
    }
    given_only_to(s, &PUBLIC_BENEFIT)
}

fn from_charity_to_charities(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    if s.organization.charity.is_none() {
        return Outcome::NotApplicable;
    }
    given_only_to(s, &[Recipient::Charity, Recipient::Arranged])
}

fn to_public_benefit(s: &ExitSituation, _: &Numbers<'_>) -> Outcome {
    given_only_to(s, &PUBLIC_BENEFIT)
}
