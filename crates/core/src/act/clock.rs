//! The clocks that acts start: a number of the law, and what it counts.
//!
//! What may not enter: the numbers themselves.

use serde::Serialize;

use crate::{calendar::Period, organization::OrganizationKind};

/// A clock that an act starts: a parameter of the law, counted in its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// The parameter that says how long. Where each kind of organization has its own, what stands
    /// behind the kind: `decision.days` for `association.decision.days`.
    pub parameter: &'static str,
    /// Whether each kind of organization has its own.
    pub by_kind: bool,
    /// Whether it counts working days (else calendar days).
    pub working_days: bool,
    /// Whether it is the time for the decision, which may be extended.
    pub decision: bool,
    /// What is due, in Chinese and English.
    pub what: (&'static str, &'static str),
}

impl Clock {
    /// The parameter for a kind of organization.
    #[must_use]
    pub fn parameter_for(&self, kind: OrganizationKind) -> String {
        match self.by_kind {
            true => format!("{}.{}", kind.id(), self.parameter),
            false => self.parameter.to_owned(),
        }
    }

    /// Every parameter that it may read.
    #[must_use]
    pub fn parameters(&self) -> Vec<String> {
        let mut all: Vec<String> =
            OrganizationKind::ALL.into_iter().map(|kind| self.parameter_for(kind)).collect();
        all.dedup();
        all
    }

    /// The period for a number of the law.
    #[must_use]
    pub fn period(&self, number: u32) -> Period {
        if self.working_days { Period::WorkingDays(number) } else { Period::Days(number) }
    }
}

/// Decision on an establishment, under the regulation of each kind.
pub(super) const ESTABLISHMENT: Clock = Clock {
    parameter: "decision.days",
    by_kind: true,
    working_days: false,
    decision: true,
    what: ("作出登记决定", "decision on registration"),
};

/// Decision where the regulations set no time: that of the licensing law (art. 42).
pub(super) const LICENSING: Clock = Clock {
    parameter: "licensing.decision.working_days",
    by_kind: false,
    working_days: true,
    decision: true,
    what: ("作出决定", "decision"),
};

pub(super) const ACCEPTANCE: Clock = Clock {
    parameter: "licensing.acceptance.working_days",
    by_kind: false,
    working_days: true,
    decision: false,
    what: ("受理或者告知补正", "acceptance or request for correction"),
};

pub(super) const CORRECTION: Clock = Clock {
    parameter: "operating.correction.working_days",
    by_kind: false,
    working_days: true,
    decision: false,
    what: ("申请人补正材料", "corrections by the applicant"),
};

pub(super) const DELIVERY: Clock = Clock {
    parameter: "licensing.delivery.working_days",
    by_kind: false,
    working_days: true,
    decision: false,
    what: ("颁发、送达登记证书", "handing over the certificate"),
};

/// Decision on the establishment of a charity (charity law art. 10 ¶1).
pub(super) const CHARITY: Clock = Clock {
    parameter: "charity.registration.days",
    by_kind: false,
    working_days: false,
    decision: true,
    what: ("作出登记决定", "decision on registration"),
};

/// Certificate of a legal person by statute (association regulation art. 15).
pub(super) const STATUTORY: Clock = Clock {
    parameter: "association.statutory.issue.days",
    by_kind: false,
    working_days: false,
    decision: true,
    what: ("发给登记证书", "issuing the certificate"),
};

/// Application for deregistration, from the end of the liquidation (association regulation art. 21;
/// regulation on private non-enterprise units art. 17; foundation regulation art. 18).
pub(super) const DEREGISTRATION: Clock = Clock {
    parameter: "deregistration.days",
    by_kind: true,
    working_days: false,
    decision: false,
    what: ("申请注销登记", "application for deregistration"),
};

/// Decision on recognition as a charity (charity law art. 10 ¶2).
pub(super) const RECOGNITION: Clock = Clock {
    parameter: "charity.recognition.days",
    by_kind: false,
    working_days: false,
    decision: true,
    what: ("作出认定决定", "decision on recognition"),
};

/// Decision on the qualification for public fundraising (charity law art. 22).
pub(super) const FUNDRAISING: Clock = Clock {
    parameter: "charity.fundraising.days",
    by_kind: false,
    working_days: false,
    decision: true,
    what: ("作出决定", "decision"),
};
