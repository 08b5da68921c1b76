//! What an annual report says (年度工作报告): figures and statements of one year, at the level of the
//! organization.
//!
//! What may not enter: names of persons, and whether a figure is in order; that is for rules.

use serde::{Deserialize, Serialize};

use crate::registration::{Document, PartyBuilding};

/// What was done in the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Activities {
    /// How many activities of its business scope it held (开展业务活动次数).
    #[cfg_attr(feature = "schema", schema(maximum = 1_000_000))]
    pub held: u32,
    /// What they were, in a few words.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub summary: String,
}

/// How it was governed in the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Governance {
    /// Meetings of the members or their delegates (会员大会、会员代表大会).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(maximum = 1000))]
    pub general_meetings: u32,
    /// Meetings of the council (理事会).
    #[cfg_attr(feature = "schema", schema(maximum = 1000))]
    pub council_meetings: u32,
    /// Directors at the end of the year (理事).
    #[cfg_attr(feature = "schema", schema(maximum = 10_000))]
    pub directors: u32,
    /// Directors who are near kin of another (近亲属).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(maximum = 10_000))]
    pub directors_kin: u32,
    /// Directors who are paid (领取报酬).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(maximum = 10_000))]
    pub directors_paid: u32,
    /// Whether a foundation was set up with private funds (用私人财产设立).
    #[serde(default)]
    pub privately_funded: bool,
    /// People employed at the end of the year (专职工作人员).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(maximum = 1_000_000))]
    pub staff: u32,
    /// Members at the end of the year, of associations.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(maximum = 10_000_000))]
    pub members: u32,
    /// Branches and representative offices at the end of the year.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(maximum = 10_000))]
    pub branches: u32,
}

/// The accounts of the year, in yuan (财务会计报告).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct YearAccounts {
    /// Income in all (总收入).
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub income: i64,
    /// Donations among it (捐赠收入).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub donations: i64,
    /// Spending in all (总支出).
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub spending: i64,
    /// Spending on public benefit or charity among it (公益事业支出、慈善活动支出).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub charity_spending: i64,
    /// Pay and benefits of staff (工作人员工资福利).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub pay: i64,
    /// Administration and offices (行政办公支出).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub administration: i64,
    /// Management costs by the accounting rules (管理费用).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub management: i64,
    /// Costs of fundraising (募捐成本).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub fundraising: i64,
    /// Assets at the end of the year (资产总额).
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub assets: i64,
    /// Debts at the end of the year (负债总额).
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub debts: i64,
    /// Net assets at the end of the year (净资产); below nought where debts are greater.
    pub net_assets: i64,
}

/// What is stated of the years before, in yuan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Before {
    /// Income in all of the year before (上一年总收入), less what may not be used in it, as the rules on
    /// spending reckon it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub income: Option<i64>,
    /// Net assets at the end of the year before (上年末净资产).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub net_assets: Option<i64>,
    /// Fund balance at the end of the year before (上一年基金余额), of foundations that are no charities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub fund_balance: Option<i64>,
    /// Average income of the three years before, where it is taken instead (前三年收入平均数).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub average_income: Option<i64>,
    /// Average net assets of the three years before, where they are taken instead (前三年年末净资产平均数).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub average_net_assets: Option<i64>,
    /// Average donations of the three years before (前三年捐赠收入平均数).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub average_donations: Option<i64>,
}

/// Why a charity could not keep to the shares of spending (特殊情况).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SpecialCase {
    /// It has not been a charity for long (登记或者认定为慈善组织未满规定年限).
    NewCharity,
    /// Depreciation or losses rose suddenly (折旧、损失大幅增加).
    Depreciation,
    /// Liabilities that are expected (预计负债).
    ExpectedLiabilities,
}

/// A special case with its explanation, as reported and published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SpendingException {
    /// Which.
    pub case: SpecialCase,
    /// What happened.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub explanation: String,
}

/// What the accountants say (审计意见).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuditOpinion {
    /// Without reservation (标准无保留意见).
    Unqualified,
    /// Without reservation, with a paragraph of emphasis (带强调事项段的无保留意见).
    Emphasis,
    /// With a reservation (保留意见).
    Qualified,
    /// Against (否定意见).
    Adverse,
    /// None could be given (无法表示意见).
    Disclaimer,
}

/// An audit by certified accountants (注册会计师审计报告).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Audit {
    /// The firm.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub firm: String,
    /// Number of its report.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub number: String,
    /// Its opinion.
    pub opinion: AuditOpinion,
}

/// The report on one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnualReport {
    /// The year that it is about (所属年度).
    #[cfg_attr(feature = "schema", schema(minimum = 1990, maximum = 2200, example = 2025))]
    pub year: i32,
    /// Whether the legal representative signed it.
    pub signed: bool,
    /// Whether it bears the seal.
    pub sealed: bool,
    /// What was done.
    pub activities: Activities,
    /// How it was governed.
    pub governance: Governance,
    /// How party work stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_work: Option<PartyBuilding>,
    /// The accounts.
    pub accounts: YearAccounts,
    /// What is stated of the years before.
    #[serde(default)]
    pub before: Before,
    /// Why a charity could not keep to the shares of spending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<SpendingException>,
    /// The audit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<Audit>,
    /// Papers that come with it.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub documents: Vec<Document>,
}

/// A figure that is another than the year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FigureChange {
    /// The field, as the report has it: `accounts/income`.
    pub field: String,
    /// What the year before said.
    pub before: i64,
    /// What this year says.
    pub now: i64,
}

impl AnnualReport {
    /// Every figure with its field.
    fn figures(&self) -> Vec<(&'static str, i64)> {
        let (governance, accounts) = (&self.governance, &self.accounts);
        let counts = [
            ("activities/held", self.activities.held),
            ("governance/general_meetings", governance.general_meetings),
            ("governance/council_meetings", governance.council_meetings),
            ("governance/directors", governance.directors),
            ("governance/directors_kin", governance.directors_kin),
            ("governance/directors_paid", governance.directors_paid),
            ("governance/staff", governance.staff),
            ("governance/members", governance.members),
            ("governance/branches", governance.branches),
        ];
        let amounts = [
            ("accounts/income", accounts.income),
            ("accounts/donations", accounts.donations),
            ("accounts/spending", accounts.spending),
            ("accounts/charity_spending", accounts.charity_spending),
            ("accounts/pay", accounts.pay),
            ("accounts/administration", accounts.administration),
            ("accounts/management", accounts.management),
            ("accounts/fundraising", accounts.fundraising),
            ("accounts/assets", accounts.assets),
            ("accounts/debts", accounts.debts),
            ("accounts/net_assets", accounts.net_assets),
        ];
        let counts = counts.into_iter().map(|(field, count)| (field, i64::from(count)));
        counts.chain(amounts).collect()
    }

    /// What differs from the report of the year before.
    #[must_use]
    pub fn differences(&self, before: &Self) -> Vec<FigureChange> {
        let pairs = before.figures().into_iter().zip(self.figures());
        let changed = pairs.filter(|((_, before), (_, now))| before != now);
        changed
            .map(|((field, before), (_, now))| FigureChange {
                field: field.to_owned(),
                before,
                now,
            })
            .collect()
    }
}
