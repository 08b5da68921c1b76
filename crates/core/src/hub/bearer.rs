//! The registered organization that a hub is, and what follows for the hub when that organization is on
//! its way out: whoever is wound up does nothing else (civil code art. 72), so it takes nobody on. Whom
//! it has already it answers for until they have gone elsewhere.
//!
//! What may not enter: how the standing as a hub ends (`fold.rs`), and what ends the organization (`exit/`).

use crate::{
    law::{Fact, Outcome},
    organization::{Organization, OrganizationStatus},
    register::Register,
    unit::Unit,
};

/// The organization that a unit is by its standing as a hub, if it is a registered one.
///
/// # Errors
/// What the register answers when it cannot be read.
pub fn bearer<R: Register>(
    register: &mut R,
    unit: Option<&Unit>,
) -> Result<Option<Organization>, R::Error> {
    let hub = unit.and_then(|unit| unit.hub.as_ref());
    match hub.and_then(|hub| hub.organization.as_ref()) {
        Some(id) => register.organization(id),
        None => Ok(None),
    }
}

/// Whoever is in liquidation, or has lost certificate or registration, takes nobody on; `bearers` are the organizations of those
/// who would.
pub(crate) fn takes_on<'b>(bearers: impl IntoIterator<Item = &'b Organization>) -> Outcome {
    let registered = OrganizationStatus::Registered;
    let mut facts = Vec::new();
    let mut any = false;
    for body in bearers {
        any = true;
        if body.status != registered {
            let (field, found) = ("unit.organization.status", body.status.id());
            facts.push(Fact::new("unit.organization", &body.name));
            facts.push(Fact::against(field, found, registered.id()));
        }
    }
    match any {
        true => Outcome::when(facts.is_empty(), || facts),
        false => Outcome::NotApplicable,
    }
}
