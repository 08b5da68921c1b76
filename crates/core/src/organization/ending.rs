//! How an organization ends or loses its certificate, and what comes after it (association
//! regulation art. 19–21; regulation on private non-enterprise units art. 16; foundation regulation
//! art. 16; name measures art. 16).
//!
//! What may not enter: whether it may end; events are facts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    decoupling, evaluation,
    exit::ExitGround,
    oversight::{credit, penalty},
};

use super::{Certificate, DecidedAction, NamePeriod, Organization, OrganizationStatus};

/// How one organization takes the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SuccessionKind {
    /// Merged into another, or with others into a new one (合并).
    Merger,
    /// Split into others (分立).
    Split,
}

/// The end of an organization (注销登记).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EndRecord {
    /// The first day on which it is no more.
    pub on: NaiveDate,
    /// Why; none where an older register does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<ExitGround>,
    /// Number of the deregistration.
    pub document_number: String,
}

/// Another organization that came before or after by merger or split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Relative {
    /// Identifier.
    pub organization: String,
    /// Its code.
    pub uscc: String,
    /// Its name on that day.
    pub name: String,
    /// By what.
    pub how: SuccessionKind,
    /// Since when.
    pub since: NaiveDate,
}

impl Relative {
    /// An organization as the relative of another.
    #[must_use]
    pub fn of(organization: &Organization, how: SuccessionKind, since: NaiveDate) -> Self {
        Self {
            organization: organization.id.clone(),
            uscc: organization.uscc.to_string(),
            name: organization.name.clone(),
            how,
            since,
        }
    }
}

/// Why a name is borne no more (name measures art. 16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GivenUp {
    /// The organization took another name.
    Renamed,
    /// The organization was deregistered (注销).
    Deregistered,
    /// Its establishment registration was rescinded (撤销).
    Rescinded,
}

impl Organization {
    /// Whether it bears its name: who is deregistered or rescinded bears none.
    #[must_use]
    pub fn bears_its_name(&self) -> bool {
        self.names.iter().any(|period| period.to.is_none())
    }

    /// When and why it gave up one of its names, which its records say was borne until before
    /// `given_up_on`. Who was deregistered after its registration was rescinded gave its last name
    /// up twice, and each bars it for its own time.
    #[must_use]
    pub fn gave_up(&self, name: &str, given_up_on: NaiveDate) -> Vec<(NaiveDate, GivenUp)> {
        if self.name != name {
            return vec![(given_up_on, GivenUp::Renamed)];
        }
        let rescinded = self.rescinded_on.map(|on| (on, GivenUp::Rescinded));
        let ended = self.ended.as_ref().map(|end| (end.on, GivenUp::Deregistered));
        match (rescinded, ended) {
            (None, None) => vec![(given_up_on, GivenUp::Renamed)],
            both => both.0.into_iter().chain(both.1).collect(),
        }
    }

    /// The name that it bore on a day, where its names tell.
    #[must_use]
    pub fn name_on(&self, day: NaiveDate) -> Option<&str> {
        let bore = |n: &&NamePeriod| n.from <= day && n.to.is_none_or(|last| day <= last);
        self.names.iter().find(bore).map(|n| n.name.as_str())
    }
}

/// The organization is no more, once: its name is free as far as the law lets it, its certificate is
/// collected, nobody supervises it.
pub(super) fn end(organization: &mut Organization, record: EndRecord) {
    if organization.ended.is_some() {
        return;
    }
    give_up_name(organization, record.on);
    organization.status = OrganizationStatus::Deregistered;
    organization.certificate = None;
    organization.supervision = None;
    organization.relations.clear();
    organization.charter_due = None;
    decoupling::ended(organization);
    credit::ended(&mut organization.credit, record.on);
    penalty::ended(&mut organization.penalties, record.on);
    evaluation::ended(&mut organization.evaluation, record.on);
    organization.ended = Some(record);
}

/// What a decision of an older register changes of the organization's standing. A body whose
/// certificate was revoked still bears its name until it is deregistered.
pub(crate) fn decided(
    organization: &mut Organization,
    action: DecidedAction,
    on: NaiveDate,
    number: &str,
) {
    match action {
        DecidedAction::Deregistration => {
            let document_number = number.to_owned();
            // An older register tells that it ended; why, a liquidation may tell.
            let ground = organization.liquidation().map(|liquidation| liquidation.ground);
            end(organization, EndRecord { on, ground, document_number });
        }
        // Who is deregistered is not brought back by an older decision that is read later.
        _ if organization.status == OrganizationStatus::Deregistered => {}
        DecidedAction::Rescission => {
            give_up_name(organization, on);
            settle(organization, OrganizationStatus::Rescinded);
            organization.certificate = None;
            organization.rescinded_on = Some(on);
        }
        DecidedAction::Revocation => {
            settle(organization, OrganizationStatus::CertificateRevoked);
            organization.certificate = None;
        }
        DecidedAction::Establishment | DecidedAction::Change | DecidedAction::CharterApproval => {}
    }
}

/// What a decision took comes back with its annulment, as long as the organization is there: status and
/// certificate, and the name that went with its registration. A liquidation that rested on nothing else ends.
pub(crate) fn given_back(organization: &mut Organization, certificate: Option<Certificate>) {
    if organization.status == OrganizationStatus::Deregistered {
        return;
    }
    let rests_on_it = organization.liquidation().is_some_and(|liquidation| {
        matches!(
            liquidation.ground,
            ExitGround::CertificateRevoked | ExitGround::RegistrationRescinded
        )
    });
    if organization.status == OrganizationStatus::Liquidating && !rests_on_it {
        return;
    }
    organization.exit = organization.exit.take().filter(|_| !rests_on_it);
    organization.status = OrganizationStatus::Registered;
    organization.certificate = certificate;
    if let Some(day) = organization.rescinded_on.take() {
        let last = day.pred_opt().unwrap_or(day);
        let name = organization.name.clone();
        let mut given_up = organization.names.iter_mut().rev();
        let period = given_up.find(|period| period.name == name && period.to == Some(last));
        if let Some(period) = period {
            period.to = None;
        }
    }
}

/// A liquidation that is under way goes on, whatever an older decision tells.
fn settle(organization: &mut Organization, status: OrganizationStatus) {
    if organization.status != OrganizationStatus::Liquidating {
        organization.status = status;
    }
}

/// The last name was borne up to the day before. Of a record without a day of establishment the
/// name counts from the day of the entry, which may be after the end.
fn give_up_name(organization: &mut Organization, on: NaiveDate) {
    for period in organization.names.iter_mut().filter(|period| period.to.is_none()) {
        let last = on.pred_opt().unwrap_or(on);
        (period.from, period.to) = (period.from.min(last), Some(last));
    }
}
