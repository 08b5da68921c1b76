//! The small bodies of acts, accounts and sign-in.

use chrono::NaiveDate;
use serde::Deserialize;
use shuniu_core::{
    access::Grant,
    case::{CorrectionItem, NotMet},
    identity::CodeSegment,
    organization::ReissueGround,
    unit::UnitId,
};
use utoipa::ToSchema;
use validator::Validate;

/// An act without content.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Consent of the supervisory unit.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentInput {
    /// Number of the unit's document.
    #[serde(default)]
    #[validate(length(max = 100))]
    #[schema(max_length = 100)]
    pub document_number: Option<String>,
    /// Date of that document, where it is another than today.
    #[serde(default)]
    pub dated: Option<NaiveDate>,
    /// Remarks.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000)]
    pub reasons: Option<String>,
}

/// The supervisory unit declines.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineInput {
    /// Why.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
    /// How the unit helps the founders on.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000)]
    pub help: Option<String>,
}

/// Request for corrections: everything, at once.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionInput {
    /// What must be corrected.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_items = 1, max_items = 100)]
    pub items: Vec<CorrectionItem>,
}

/// A refusal or non-acceptance: the rules it rests on, and the reasons.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroundsInput {
    /// Rules that were found violated.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_items = 1, max_items = 50, example = json!(["ST-10a"]))]
    pub grounds: Vec<String>,
    /// Reasons told to the applicant.
    #[validate(length(min = 1, max = 4000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 4000)]
    pub reasons: String,
}

/// Time that does not count.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExcludedPeriodInput {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Hearing, inspection, expert review …
    #[validate(length(min = 1, max = 500), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
    /// Number of the written notice to the applicant.
    // Whether it names a notice the rule says (行政许可法 art. 45).
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub notice_number: String,
}

/// Extension of the time for the decision.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionInput {
    /// By so many days of the clock's own unit.
    #[validate(range(min = 1, max = 1000))]
    #[schema(minimum = 1, maximum = 1000)]
    pub days: u32,
    /// Who approved it.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub approved_by: String,
    /// Number of the approval.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
}

/// Report of a lost certificate.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LossInput {
    /// Where and when the loss was announced.
    #[validate(length(min = 1, max = 500), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub statement: String,
}

/// A certificate issued anew.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReissueInput {
    /// Why.
    pub ground: ReissueGround,
}

/// What the examiner found; leave out what was not found.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExaminationInput {
    /// Evidence that purpose or scope is against art. 4.
    #[serde(default)]
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(max_length = 2000)]
    pub against_article_4: Option<String>,
    /// Whether another association is needed where a similar one exists.
    #[serde(default)]
    pub another_is_needed: Option<bool>,
    /// Fraud in the application.
    #[serde(default)]
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(max_length = 2000)]
    pub fraud: Option<String>,
    /// Another prohibition, with its law.
    #[serde(default)]
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(max_length = 2000)]
    pub other_prohibition: Option<String>,
    /// Rules found not met, whatever the application states.
    #[serde(default)]
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    pub not_met: Vec<NotMet>,
    /// Report.
    #[validate(length(min = 1, max = 20_000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 20_000)]
    pub report: String,
}

/// Withdrawal.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawalInput {
    /// Why, if the applicant says.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000)]
    pub reason: Option<String>,
}

/// Handing over of a certificate.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryInput {
    /// Who received it.
    #[validate(length(min = 1, max = 60), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 60)]
    pub received_by: String,
}

/// End of a unit.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndUnitInput {
    /// Last day.
    pub valid_to: NaiveDate,
    /// The body that takes over.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub successor: Option<UnitId>,
}

/// A segment of codes.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SegmentInput {
    /// First and last organization-code body, for example `MJ090000` to `MJ099999`.
    #[schema(value_type = SegmentEnds)]
    pub segment: CodeSegment,
}

/// The ends of a segment, as they are written.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the core reads")]
pub struct SegmentEnds {
    /// First body.
    #[schema(example = "MJ090000")]
    first: String,
    /// Last body.
    #[schema(example = "MJ099999")]
    last: String,
}

/// A new account.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccountInput {
    /// Login name.
    #[validate(length(min = 3, max = 64))]
    #[schema(min_length = 3, max_length = 64)]
    pub login: String,
    /// Name to show.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub display_name: String,
    /// `staff` or `system`.
    #[schema(example = "staff")]
    pub kind: String,
    /// Password or client secret.
    #[validate(length(min = 12, max = 200))]
    #[schema(min_length = 12, max_length = 200)]
    pub secret: String,
    /// What the account may do.
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    pub grants: Vec<Grant>,
}

/// Sign-in of a person.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInInput {
    /// Login name.
    #[validate(length(min = 1, max = 64), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 64)]
    pub login: String,
    /// Password.
    #[validate(length(min = 1, max = 200), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub password: String,
}

/// Credentials of a system (OAuth 2.0 client credentials).
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CredentialsInput {
    /// Always `client_credentials`.
    #[schema(example = "client_credentials")]
    pub grant_type: String,
    /// Login name of the system.
    #[validate(length(min = 1, max = 64), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 64)]
    pub client_id: String,
    /// Its secret.
    #[validate(length(min = 1, max = 200), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub client_secret: String,
}

/// A refresh token.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshInput {
    /// The token.
    #[validate(length(min = 1, max = 200), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub refresh_token: String,
}
