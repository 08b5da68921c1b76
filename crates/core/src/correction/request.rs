//! What is handed in with a correction.
//!
//! What may not enter: conditions (`rules.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{act::ActKind, organization::RegisteredItems, registration::Item, text::Text};

/// A field of an entry: what stands there, and what should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectedField {
    /// Its path in the entry, as the reach of the entry lists it: `items.domicile`.
    pub field: String,
    /// What stands there.
    pub old: Value,
    /// What should.
    pub new: Value,
}

/// What becomes of an act that rests on what is corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RestingBecomes {
    /// It stands: it would have been taken all the same.
    Stands,
    /// It does not hold either.
    Annulled,
    /// Its certificate is issued anew.
    Reissued,
}

/// What is said of an act that rests on what is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RestingAnswer {
    /// The version of its first entry, as the reach lists it.
    pub entry: i64,
    /// What becomes of it.
    pub becomes: RestingBecomes,
    /// Why.
    pub reasons: String,
}

/// What of an entry is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EntryCorrection {
    /// The entry, by the version that it made.
    pub entry: i64,
    /// Fields that are wrong.
    #[serde(default)]
    pub fields: Vec<CorrectedField>,
    /// The legal date that it should have, if another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<NaiveDate>,
    /// What becomes of each act that rests on it.
    #[serde(default)]
    pub resting: Vec<RestingAnswer>,
}

/// A record error is corrected: what was entered is not what was decided or stated (记录差错更正).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectRecord {
    /// What is corrected.
    pub correction: EntryCorrection,
    /// What shows the error.
    pub reasons: String,
    /// Number of the document of the correction.
    pub document_number: String,
}

/// What may be called something else and stay the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FactItem {
    /// The same place has another address (地名、门牌变更).
    Domicile,
    /// The same area is called something else (行政区划更名).
    ActivityArea,
    /// The same person bears another name (法定代表人更名).
    LegalRepresentative,
}

impl FactItem {
    /// What is registered of it; a person by name.
    #[must_use]
    pub fn registered(self, items: &RegisteredItems) -> Option<&str> {
        match self {
            Self::Domicile => items.domicile.as_deref(),
            Self::ActivityArea => items.activity_area.as_deref(),
            Self::LegalRepresentative => {
                items.legal_representative.as_ref().map(|person| person.name.as_str())
            }
        }
    }

    /// The registered item that it is.
    #[must_use]
    pub fn item(self) -> Item {
        match self {
            Self::Domicile => Item::Domicile,
            Self::ActivityArea => Item::ActivityArea,
            Self::LegalRepresentative => Item::LegalRepresentative,
        }
    }
}

/// A fact, and since when it is so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FactChange {
    /// Which item.
    pub item: FactItem,
    /// What is registered.
    pub old: String,
    /// What it is called now.
    pub new: String,
    /// Since when.
    pub since: NaiveDate,
}

/// A fact changed without anybody's application (事实变更): the same thing is called something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeFact {
    /// Which.
    pub fact: FactChange,
    /// What shows it: the notice of the place-name office, the police's certificate.
    pub reasons: String,
    /// Number of that document.
    pub document_number: String,
}

/// Why an authority takes its own act back (licensing law art. 69).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnnulmentGround {
    /// Abuse of power, neglect of duty (滥用职权、玩忽职守; ¶1(1)).
    AbuseOrNeglect,
    /// Beyond its authority (超越法定职权; ¶1(2)).
    BeyondAuthority,
    /// Against the procedure of the law (违反法定程序; ¶1(3)).
    AgainstProcedure,
    /// The conditions were not met (不具备申请资格或者不符合法定条件; ¶1(4)).
    ConditionsNotMet,
    /// Fraud, bribery or other improper means of whoever applied (欺骗、贿赂等不正当手段; ¶2).
    Fraud,
    /// Another ground of the law (依法可以撤销的其他情形; ¶1(5)).
    Other,
}

impl AnnulmentGround {
    /// The ground in words.
    #[must_use]
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Self::AbuseOrNeglect => {
                ("工作人员滥用职权、玩忽职守", "abuse of power or neglect of duty")
            }
            Self::BeyondAuthority => ("超越法定职权", "beyond the authority of the law"),
            Self::AgainstProcedure => ("违反法定程序", "against the procedure of the law"),
            Self::ConditionsNotMet => ("不符合法定条件", "the conditions of the law were not met"),
            Self::Fraud => {
                ("以欺骗、贿赂等不正当手段取得", "obtained by fraud, bribery or the like")
            }
            Self::Other => ("依法可以撤销的其他情形", "another ground of the law"),
        };
        Text::new(zh, en)
    }
}

/// An act that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TakenBack {
    /// Any of its entries, by the version that it made.
    pub entry: i64,
    /// What becomes of each act that rests on it.
    #[serde(default)]
    pub resting: Vec<RestingAnswer>,
}

/// An authority takes its own act back (撤销行政行为).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnulAct {
    /// Which.
    pub annulment: TakenBack,
    /// Why.
    pub ground: AnnulmentGround,
    /// The facts.
    pub reasons: String,
    /// The great harm to the public interest that it would do, if it would (licensing law art. 69 ¶3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_harm: Option<String>,
    /// When the organization was told.
    pub delivered_on: NaiveDate,
    /// What it said, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// Number of the decision.
    pub document_number: String,
}

/// What a court orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "orders", rename_all = "snake_case")]
pub enum CourtOrder {
    /// That an entry says something else.
    Correct(EntryCorrection),
    /// That an act does not hold.
    Annul(TakenBack),
    /// That an item is something else from a day on.
    Change(FactChange),
}

/// An order of a court is carried out (执行生效裁判).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnforceCourtOrder {
    /// The court.
    pub court: String,
    /// Number of the judgment or of the notice to assist.
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// When the registrar received it.
    pub received_on: NaiveDate,
    /// What it orders.
    pub order: CourtOrder,
}

/// That a correction reaches further back than it may is approved (追溯更正审批).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApproveBackdating {
    /// The entry that is to be corrected or taken back; none for a fact that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<i64>,
    /// The earliest day that it may reach back to.
    pub reaches_to: NaiveDate,
    /// Why.
    pub reasons: String,
    /// Number of the approval.
    pub document_number: String,
}

/// An act of correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CorrectionRequest {
    /// See [`ActKind::CorrectRecord`].
    CorrectRecord(CorrectRecord),
    /// See [`ActKind::ChangeFact`].
    ChangeFact(ChangeFact),
    /// See [`ActKind::AnnulAct`].
    AnnulAct(AnnulAct),
    /// See [`ActKind::EnforceCourtOrder`].
    EnforceCourtOrder(EnforceCourtOrder),
    /// See [`ActKind::ApproveBackdating`].
    ApproveBackdating(ApproveBackdating),
}

/// What a correction does, whoever orders it.
#[derive(Debug, Clone, Copy)]
pub enum Does<'r> {
    /// An entry says something else.
    Correct(&'r EntryCorrection),
    /// An act does not hold.
    Annul(&'r TakenBack),
    /// An item is called something else.
    Change(&'r FactChange),
    /// A correction may reach further back.
    Approve(&'r ApproveBackdating),
}

impl CorrectionRequest {
    /// Which act this is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::CorrectRecord(_) => ActKind::CorrectRecord,
            Self::ChangeFact(_) => ActKind::ChangeFact,
            Self::AnnulAct(_) => ActKind::AnnulAct,
            Self::EnforceCourtOrder(_) => ActKind::EnforceCourtOrder,
            Self::ApproveBackdating(_) => ActKind::ApproveBackdating,
        }
    }

    /// What is done, whoever orders it.
    #[must_use]
    pub fn does(&self) -> Does<'_> {
        match self {
            Self::CorrectRecord(input) => Does::Correct(&input.correction),
            Self::ChangeFact(input) => Does::Change(&input.fact),
            Self::AnnulAct(input) => Does::Annul(&input.annulment),
            Self::EnforceCourtOrder(input) => match &input.order {
                CourtOrder::Correct(correction) => Does::Correct(correction),
                CourtOrder::Annul(annulment) => Does::Annul(annulment),
                CourtOrder::Change(fact) => Does::Change(fact),
            },
            Self::ApproveBackdating(input) => Does::Approve(input),
        }
    }

    /// What of an entry is corrected.
    #[must_use]
    pub fn correction(&self) -> Option<&EntryCorrection> {
        match self.does() {
            Does::Correct(correction) => Some(correction),
            _ => None,
        }
    }

    /// What is taken back.
    #[must_use]
    pub fn annulment(&self) -> Option<&TakenBack> {
        match self.does() {
            Does::Annul(annulment) => Some(annulment),
            _ => None,
        }
    }

    /// What is called something else.
    #[must_use]
    pub fn fact(&self) -> Option<&FactChange> {
        match self.does() {
            Does::Change(fact) => Some(fact),
            _ => None,
        }
    }

    /// The entry that it is about, if it is about one.
    #[must_use]
    pub fn entry(&self) -> Option<i64> {
        match self.does() {
            Does::Correct(correction) => Some(correction.entry),
            Does::Annul(annulment) => Some(annulment.entry),
            Does::Change(_) => None,
            Does::Approve(approval) => approval.entry,
        }
    }

    /// What is said of the acts that rest on what is corrected.
    #[must_use]
    pub fn resting(&self) -> &[RestingAnswer] {
        match self.does() {
            Does::Correct(correction) => &correction.resting,
            Does::Annul(annulment) => &annulment.resting,
            Does::Change(_) | Does::Approve(_) => &[],
        }
    }
}
