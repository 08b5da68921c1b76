//! Who may take over an organization that was decoupled from its department (outline item 十三; notice
//! 发改体改〔2019〕1063号), asked by list, by plan and by application alike.
//!
//! What may not enter: how it was decoupled (`decoupling/`).

use super::{AffiliationRequest, rules::AffiliationSituation};
use crate::{
    decoupling::Decoupled,
    law::{Fact, Numbers, Outcome},
    organization::Organization,
    unit::{Unit, UnitKind},
};

/// Whoever was decoupled from a department does not go back under one, unless it keeps the role for
/// now (outline item 十三).
pub(crate) fn not_back_under_a_department(
    organization: &Organization,
    unit: Option<&Unit>,
) -> Outcome {
    let Some(left) = organization.decoupled.last() else {
        return Outcome::NotApplicable;
    };
    let barred = unit.filter(|u| u.kind == UnitKind::Department && u.retention.is_none());
    Outcome::when(barred.is_none(), || decoupled_from(left, barred))
}

/// An industry association that was decoupled has no supervisory unit any more (notice
/// 发改体改〔2019〕1063号).
pub(crate) fn no_unit_any_more(organization: &Organization, unit: Option<&Unit>) -> Outcome {
    let Some(left) = organization.decoupled.iter().rfind(|from| from.industry_association) else {
        return Outcome::NotApplicable;
    };
    let barred = unit.filter(|unit| unit.retention.is_none());
    Outcome::when(barred.is_none(), || decoupled_from(left, barred))
}

fn decoupled_from(left: &Decoupled, barred: Option<&Unit>) -> Vec<Fact> {
    vec![
        Fact::new("to", barred.map_or("", |unit| unit.name.as_str())),
        Fact::new("decoupled.on", left.on),
        Fact::new("decoupled.document_number", &left.document_number),
    ]
}

/// Where a unit is to take supervision over by list or plan.
fn taking_over(s: &AffiliationSituation) -> Option<&Unit> {
    let takes = matches!(
        s.request,
        Some(
            AffiliationRequest::TransferByList { .. }
                | AffiliationRequest::Plan { .. }
                | AffiliationRequest::CarryOut { .. }
        )
    );
    s.unit.as_ref().filter(|_| takes)
}

pub(super) fn no_department_again(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    not_back_under_a_department(&s.organization, taking_over(s))
}

pub(super) fn no_unit_for_an_industry_association(
    s: &AffiliationSituation,
    _: &Numbers<'_>,
) -> Outcome {
    no_unit_any_more(&s.organization, taking_over(s))
}
