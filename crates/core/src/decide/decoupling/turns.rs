//! Whose turn it is in a case of decoupling: the leading group that runs the programme, the department,
//! and the units that sign.
//!
//! What may not enter: whether a signature may be given; that is a rule.

use chrono::NaiveDate;

use super::is_open_to;
use crate::{
    Books,
    access::{self, Actor},
    act::{Act, ActKind},
    decide::{hub::present, organization_subject},
    decoupling::{
        Decoupling, DecouplingRequest, DecouplingStatus, Dimension, Programme, SignerRole,
    },
    organization::Organization,
    register::Register,
    unit::UnitId,
};

/// An organization as access sees it for an act on its case: the leading group that runs the
/// programme, and the unit whose turn it is.
pub(in crate::decide) fn subject<R: Register>(
    register: &mut R,
    books: &Books,
    organization: &Organization,
    request: &DecouplingRequest,
    actor: &Actor,
    on: NaiveDate,
) -> Result<access::Subject, R::Error> {
    let named = match request {
        DecouplingRequest::List(listing) => Some(listing.programme.as_str()),
        _ => None,
    };
    let authority = authority(register, organization, named, on)?;
    let acting = acting_unit(register, books, organization, request, actor, on)?;
    let subject = organization_subject(organization);
    Ok(access::Subject { authority, supervisory_unit: acting, ..subject })
}

/// The unit that acts: to sign, whoever is next, or the account's own among those that sign the
/// dimension; to send back, one of the latter; for all else the department.
pub(super) fn acting_unit<R: Register>(
    register: &mut R,
    books: &Books,
    organization: &Organization,
    request: &DecouplingRequest,
    actor: &Actor,
    on: NaiveDate,
) -> Result<Option<UnitId>, R::Error> {
    let own = |units: &[UnitId]| own(units, organization, actor, request.kind());
    match request {
        DecouplingRequest::Sign { dimension, .. } => {
            // An account that signs for several of them signs for the one whose turn it is. Whoever
            // signs out of turn, or what is signed by all, is told so by the rules.
            let turn = whose_turn(register, books, organization, dimension, on)?;
            let mut units: Vec<UnitId> = turn.into_iter().collect();
            units.extend(signers(register, books, organization, dimension, on)?);
            match units.is_empty() {
                true => Ok(own(&all_signers(register, books, organization, on)?)),
                false => Ok(own(&units)),
            }
        }
        DecouplingRequest::SendBack { dimension, .. } => {
            let signers = signers(register, books, organization, dimension, on)?;
            let signers = match signers.is_empty() {
                true => all_signers(register, books, organization, on)?,
                false => signers,
            };
            Ok(own(&signers))
        }
        // Whoever was decoupled already is listed again by who supervises it now.
        DecouplingRequest::List(_) => {
            Ok(organization.supervision.as_ref().map(|s| s.unit.id.clone()))
        }
        _ => department(register, organization, on),
    }
}

/// Of several units the first one for which the account may take this act, or the first.
fn own(
    units: &[UnitId],
    organization: &Organization,
    actor: &Actor,
    kind: ActKind,
) -> Option<UnitId> {
    let may = |unit: &&UnitId| {
        let base = organization_subject(organization);
        let subject = access::Subject { supervisory_unit: Some((*unit).clone()), ..base };
        kind.row().is_some_and(|act| access::allow(actor, act, &subject).is_ok())
    };
    units.iter().find(may).or(units.first()).cloned()
}

/// Every unit that signs any dimension of the case.
fn all_signers<R: Register>(
    register: &mut R,
    books: &Books,
    organization: &Organization,
    on: NaiveDate,
) -> Result<Vec<UnitId>, R::Error> {
    let list = organization.decoupling.as_ref().map(|case| &case.of.checklist);
    let Some(list) = list.and_then(|id| books.checklists.get(id)) else {
        return Ok(Vec::new());
    };
    let mut units = Vec::new();
    for dimension in &list.dimensions {
        units.extend(signers(register, books, organization, &dimension.id, on)?);
    }
    Ok(units)
}

/// The leading group that runs the programme that is named, or that the case belongs to.
fn authority<R: Register>(
    register: &mut R,
    organization: &Organization,
    programme: Option<&str>,
    on: NaiveDate,
) -> Result<Option<UnitId>, R::Error> {
    let group = match (programme, &organization.decoupling) {
        (Some(id), _) => register.programme(id)?.map(|programme| programme.leading_group.id),
        (None, Some(case)) => Some(case.of.leading_group.id.clone()),
        (None, None) => None,
    };
    group.map(|id| present(register, &id, on)).transpose()
}

/// The department of the case, or who came of it, as long as anything is done about the case: whoever
/// took the supervision over meanwhile has no part in it. Else whoever supervises.
pub(super) fn department<R: Register>(
    register: &mut R,
    organization: &Organization,
    on: NaiveDate,
) -> Result<Option<UnitId>, R::Error> {
    let concerned =
        |case: &Decoupling| case.status.is_to_do() || case.status == DecouplingStatus::Completed;
    match organization.decoupling.as_deref().filter(|case| concerned(case)) {
        Some(case) => present(register, &case.department.id, on).map(Some),
        None => Ok(organization.supervision.as_ref().map(|s| s.unit.id.clone())),
    }
}

/// The unit that signs for a role in this case.
fn signer<R: Register>(
    register: &mut R,
    organization: &Organization,
    programme: Option<&Programme>,
    role: SignerRole,
    on: NaiveDate,
) -> Result<Option<UnitId>, R::Error> {
    if role == SignerRole::SupervisoryUnit {
        return department(register, organization, on);
    }
    let named = programme.and_then(|programme| programme.signer(role));
    named.map(|unit| present(register, &unit.id, on)).transpose()
}

pub(super) fn of_case<R: Register>(
    register: &mut R,
    organization: &Organization,
) -> Result<Option<Programme>, R::Error> {
    match &organization.decoupling {
        Some(case) => register.programme(&case.of.programme),
        None => Ok(None),
    }
}

fn dimension_of<'b>(
    books: &'b Books,
    organization: &Organization,
    dimension: &str,
) -> Option<&'b Dimension> {
    let case = organization.decoupling.as_ref()?;
    books.checklists.get(&case.of.checklist)?.dimension(dimension)
}

/// The unit whose signature a dimension waits for.
///
/// # Errors
/// What the register answers when it cannot be read.
pub fn whose_turn<R: Register>(
    register: &mut R,
    books: &Books,
    organization: &Organization,
    dimension: &str,
    on: NaiveDate,
) -> Result<Option<UnitId>, R::Error> {
    let dimension = dimension_of(books, organization, dimension);
    let role = match (&organization.decoupling, dimension) {
        (Some(case), Some(dimension)) => case.next_signer(dimension),
        _ => None,
    };
    let programme = of_case(register, organization)?;
    match role {
        Some(role) => signer(register, organization, programme.as_ref(), role, on),
        None => Ok(None),
    }
}

/// Every unit that signs a dimension, in order.
///
/// # Errors
/// What the register answers when it cannot be read.
pub fn signers<R: Register>(
    register: &mut R,
    books: &Books,
    organization: &Organization,
    dimension: &str,
    on: NaiveDate,
) -> Result<Vec<UnitId>, R::Error> {
    let programme = of_case(register, organization)?;
    let mut units = Vec::new();
    for role in dimension_of(books, organization, dimension).map_or(&[][..], |d| &d.signed_by) {
        units.extend(signer(register, organization, programme.as_ref(), *role, on)?);
    }
    Ok(units)
}

/// Whether an account may take this act, and there is something to take it on.
pub(crate) fn is_available<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    organization: &Organization,
    actor: &Actor,
    on: NaiveDate,
) -> Result<bool, R::Error> {
    if !is_open_to(act, organization) {
        return Ok(false);
    }
    let base = organization_subject(organization);
    let allowed = |authority: &Option<UnitId>, unit: &Option<UnitId>| {
        let (authority, supervisory_unit) = (authority.clone(), unit.clone());
        let subject = access::Subject { supervisory_unit, authority, ..base.clone() };
        access::allow(actor, act, &subject).is_ok()
    };
    match act.kind {
        // Which programme it will be is not known yet: the account's own leading group's.
        ActKind::ListForDecoupling => {
            Ok(actor.grants.iter().any(|grant| allowed(&grant.unit, &None)))
        }
        ActKind::SignDecouplingDimension | ActKind::SendBackDecouplingItems => {
            let list = organization.decoupling.as_ref().map(|case| &case.of.checklist);
            let list = list.and_then(|id| books.checklists.get(id));
            for dimension in list.map_or(&[][..], |list| &list.dimensions) {
                let (id, sign) = (&dimension.id, act.kind == ActKind::SignDecouplingDimension);
                let (there, units) = if sign {
                    let turn = whose_turn(register, books, organization, id, on)?;
                    (is_ready(organization, dimension), turn.into_iter().collect())
                } else {
                    let signers = signers(register, books, organization, id, on)?;
                    (is_shown(organization, dimension), signers)
                };
                if there && units.into_iter().any(|unit| allowed(&None, &Some(unit))) {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        ActKind::ClearDecouplingStuck
            if organization.decoupling.as_ref().is_none_or(|case| case.stuck.is_none()) =>
        {
            Ok(false)
        }
        _ => {
            let group = authority(register, organization, None, on)?;
            let unit = department(register, organization, on)?;
            Ok(allowed(&group, &unit))
        }
    }
}

fn is_ready(organization: &Organization, dimension: &Dimension) -> bool {
    let case = organization.decoupling.as_ref();
    case.is_some_and(|case| case.lacking(dimension).is_empty())
}

fn is_shown(organization: &Organization, dimension: &Dimension) -> bool {
    let mut keys = dimension.items.iter().map(|item| dimension.key(item));
    let case = organization.decoupling.as_ref();
    case.is_some_and(|case| keys.any(|key| case.is_in_order(&key)))
}
