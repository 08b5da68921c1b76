//! How events change where an organization stands on its way out.
//!
//! What may not enter: whether a change is lawful; events are facts.

use super::{Collected, Exit, ExitEvent};
use crate::organization::{Organization, OrganizationStatus};

/// Folds one event into the state. Total: an event that does not fit (one before the organization
/// is registered, or about a liquidation that is not there) changes nothing but the version.
#[must_use]
pub fn evolve(state: Option<Organization>, event: &ExitEvent) -> Option<Organization> {
    let mut organization = state?;
    organization.version += 1;
    change(&mut organization, event);
    Some(organization)
}

fn change(organization: &mut Organization, event: &ExitEvent) {
    let mut exit = organization.exit.take().unwrap_or_default();
    match event {
        ExitEvent::LiquidationBegan { liquidation, .. } => {
            exit.pledge = None;
            exit.liquidation = Some((**liquidation).clone());
            if organization.ended.is_none() {
                organization.status = OrganizationStatus::Liquidating;
            }
        }
        ExitEvent::LiquidationAnnounced { announcement } => {
            if let Some(liquidation) = &mut exit.liquidation {
                liquidation.announced = Some(announcement.clone());
            }
        }
        ExitEvent::LiquidationConcluded { conclusion } => {
            if let Some(liquidation) = &mut exit.liquidation {
                liquidation.concluded = Some(conclusion.clone());
            }
        }
        ExitEvent::ExitDemanded { demand, .. } => {
            exit.demands.retain(|other| other.by.id != demand.by.id);
            exit.demands.push(demand.clone());
        }
        ExitEvent::NoDebtsPledged { pledge, .. } => {
            exit.pledge = Some(pledge.clone());
            if organization.ended.is_none() {
                organization.status = OrganizationStatus::Liquidating;
            }
        }
        ExitEvent::CertificateCollected { collected } => {
            if collected.certificate.is_some() {
                organization.certificate = None;
            }
            collect(&mut exit, collected);
        }
    }
    organization.exit = Some(exit);
}

/// What is collected later than the rest is added; what was void and turns up counts as returned.
fn collect(exit: &mut Exit, collected: &Collected) {
    let all = &mut exit.collected;
    for (kept, now) in [
        (&mut all.certificate, &collected.certificate),
        (&mut all.seals, &collected.seals),
        (&mut all.vouchers, &collected.vouchers),
    ] {
        if now.is_some() {
            kept.clone_from(now);
        }
    }
}
