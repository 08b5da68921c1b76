//! What is out of order in supervision and decoupling today, as figures; the lists that yield them are
//! those of organizations, relations, hubs and cases.
//!
//! That two units supervise one organization cannot be written (decision 47), so nothing counts it.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use shuniu_core::{
    access::{self, Actor},
    affiliation::RelationKind,
    decoupling::{DecouplingStatus, DimensionState},
    hub::HubStatus,
    organization::{OrganizationStatus, Responsible},
    text::Text,
};
use shuniu_store::{DecouplingFilter, HubFilter, OrganizationFilter, RelationFilter};

use crate::{Registry, RegistryError, being_mended, not_separated, still_to_do};

/// How many days before its end an authorization is told.
const BEFORE_ITS_END: Days = Days::new(90);

/// What is out of order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExceptionKind {
    /// Registered, under no unit that is known and not directly registered.
    NobodyResponsible,
    /// A relation with a unit that is no more.
    UnitGone,
    /// A hub whose authorization ends soon or has ended.
    AuthorizationEnding,
    /// A hub that was withdrawn and still has members.
    HubWithdrawing,
    /// A unit gave notice, and the time for another is over.
    NoticeOverdue,
    /// A case of decoupling whose day has passed.
    DecouplingLate,
    /// A case of decoupling with an item that was sent back.
    DecouplingSentBack,
    /// An open case of decoupling whose department supervises the organization no more.
    DecouplingPassed,
    /// An exemption that is to be looked at again.
    ExemptionReview,
    /// A department that keeps the role for now, and is to be looked at again.
    RetentionReview,
}

impl ExceptionKind {
    fn text(self) -> Text {
        match self {
            Self::NobodyResponsible => Text::new(
                "无业务主管单位且非直接登记",
                "under no known unit and not directly registered",
            ),
            Self::UnitGone => {
                Text::new("单位已终止而关系未终止", "related to a unit that is no more")
            }
            Self::AuthorizationEnding => {
                Text::new("枢纽授权将到期或者已到期", "authorization of a hub ends or has ended")
            }
            Self::HubWithdrawing => {
                Text::new("枢纽已取消认定、成员待安置", "withdrawn hub with members to be placed")
            }
            Self::NoticeOverdue => {
                Text::new("业务主管单位通知后逾期未落实", "no other unit in time after a notice")
            }
            Self::DecouplingLate => Text::new("脱钩逾期", "decoupling is late"),
            Self::DecouplingSentBack => Text::new("脱钩事项被退回", "an item was sent back"),
            Self::DecouplingPassed => {
                Text::new("在办脱钩的组织已由其他单位主管", "supervised by another unit meanwhile")
            }
            Self::ExemptionReview => Text::new("暂不脱钩待复核", "exemption to be reviewed"),
            Self::RetentionReview => {
                Text::new("暂时保留职责待复核", "department that keeps the role to be reviewed")
            }
        }
    }
}

/// A figure of what is out of order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExceptionLine {
    /// What.
    pub kind: ExceptionKind,
    /// The same in words.
    pub text: Text,
    /// How many.
    pub count: i64,
    /// The day up to which what ends is counted; today for what is due.
    pub until: NaiveDate,
}

impl Registry {
    /// What is out of order today.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office.
    pub fn exceptions(&self, actor: &Actor) -> Result<Vec<ExceptionLine>, RegistryError> {
        use ExceptionKind as K;
        access::see_figures(actor).map_err(RegistryError::Denied)?;
        let today = self.today();
        let soon = today.checked_add_days(BEFORE_ITS_END).unwrap_or(today);
        let cases = DecouplingFilter::default;
        self.store.read(|reader| {
            let retained = self.retained_in(reader, None)?;
            let supervision = Some(RelationKind::Supervision.id().to_owned());
            let counts = [
                (
                    K::NobodyResponsible,
                    reader.count_organizations(&OrganizationFilter {
                        responsible: Some(Responsible::None.id().to_owned()),
                        status: Some(OrganizationStatus::Registered.id().to_owned()),
                        ..OrganizationFilter::default()
                    })?,
                ),
                (
                    K::UnitGone,
                    reader.count_list_of_relations(&RelationFilter {
                        unit_gone_on: Some(today),
                        ..RelationFilter::default()
                    })?,
                ),
                (
                    K::AuthorizationEnding,
                    reader.count_hubs(&HubFilter {
                        status: Some(HubStatus::Authorized.id().to_owned()),
                        ending_by: Some(soon),
                        ..HubFilter::default()
                    })?,
                ),
                (
                    K::HubWithdrawing,
                    reader.count_hubs(&HubFilter {
                        status: Some(HubStatus::Withdrawing.id().to_owned()),
                        ..HubFilter::default()
                    })?,
                ),
                (
                    K::NoticeOverdue,
                    reader.count_list_of_relations(&RelationFilter {
                        kind: supervision,
                        gaps: true,
                        due_before: Some(today),
                        ..RelationFilter::default()
                    })?,
                ),
                (
                    K::DecouplingLate,
                    reader.count_list_of_decouplings(&DecouplingFilter {
                        statuses: still_to_do(),
                        due_before: Some(today),
                        ..cases()
                    })?,
                ),
                (
                    K::DecouplingSentBack,
                    reader.count_list_of_decouplings(&DecouplingFilter {
                        statuses: being_mended(),
                        dimension_state: Some(DimensionState::SentBack.id().to_owned()),
                        ..cases()
                    })?,
                ),
                (
                    K::DecouplingPassed,
                    reader.count_list_of_decouplings(&DecouplingFilter {
                        statuses: not_separated(),
                        department_passed: true,
                        ..cases()
                    })?,
                ),
                (
                    K::ExemptionReview,
                    reader.count_list_of_decouplings(&DecouplingFilter {
                        statuses: vec![DecouplingStatus::Exempt.id().to_owned()],
                        review_by: Some(today),
                        ..cases()
                    })?,
                ),
                (
                    K::RetentionReview,
                    i64::try_from(retained.iter().filter(|line| line.due).count())
                        .unwrap_or(i64::MAX),
                ),
            ];
            let line = |(kind, count): (ExceptionKind, i64)| ExceptionLine {
                kind,
                text: kind.text(),
                count,
                until: if kind == K::AuthorizationEnding { soon } else { today },
            };
            Ok(counts.map(line).to_vec())
        })
    }
}
