//! What can stand against a change to an account, with the field at fault and the remedy.
//! May not enter: anything a caller typed; no error here repeats a value.

use shuniu_core::text::Text;
use shuniu_store::{Constraint, StoreError};
use thiserror::Error;

use super::{LONGEST_NAME, SecretError, WeakSecret};

/// Why an account could not be made or changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AccountError {
    /// The identifier is not well formed.
    #[error("an account id is 1 to 64 visible ASCII characters")]
    BadId,
    /// The login name is not well formed.
    #[error("a login name is 3 to 64 of a-z, 0-9, '.', '_', '-' and '@'")]
    BadLogin,
    /// The name to show is missing, too long or holds control characters.
    #[error("a name to show is 1 to {LONGEST_NAME} characters without control characters")]
    BadDisplayName,
    /// The role belongs to an office, and the grant names none.
    #[error("grants.{index}.unit: this role must name its unit")]
    UnitMissing {
        /// Which grant, from 0.
        index: usize,
    },
    /// The grant names an act that its role does not perform.
    #[error("grants.{index}.acts: the role does not perform one of these acts")]
    ForeignAct {
        /// Which grant, from 0.
        index: usize,
    },
    /// The secret is not strong enough.
    #[error(transparent)]
    Weak(#[from] WeakSecret),
    /// The identifier is taken.
    #[error("the account id is taken")]
    IdTaken,
    /// The login name is taken.
    #[error("the login name is taken")]
    LoginTaken,
    /// There is no such account.
    #[error("there is no such account")]
    Unknown,
    /// The secret could not be hashed.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The store did not do it.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for AccountError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict(Constraint::AccountId) => Self::IdTaken,
            StoreError::Conflict(Constraint::Login) => Self::LoginTaken,
            other => Self::Store(other),
        }
    }
}

impl AccountError {
    /// The field that is at fault, as a dotted path; none when no field is.
    #[must_use]
    pub fn field(&self) -> Option<String> {
        let field = match self {
            Self::BadId | Self::IdTaken | Self::Unknown => "id",
            Self::BadLogin | Self::LoginTaken => "login",
            Self::BadDisplayName => "display_name",
            Self::UnitMissing { index } => return Some(format!("grants.{index}.unit")),
            Self::ForeignAct { index } => return Some(format!("grants.{index}.acts")),
            Self::Weak(_) => "secret",
            Self::Secret(_) | Self::Store(_) => return None,
        };
        Some(field.to_owned())
    }

    /// What is wrong and what to do, in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        let (zh, en) = match self {
            Self::BadId => (
                "账户标识应为1至64个可见ASCII字符。",
                "Use an account id of 1 to 64 visible ASCII characters.",
            ),
            Self::BadLogin => (
                "登录名应为3至64位，只用小写字母、数字和“. _ - @”。",
                "Use a login name of 3 to 64 lower-case letters, digits and . _ - @.",
            ),
            Self::BadDisplayName => (
                "请填写显示名称：1至100个字符，不含控制字符。",
                "Enter a name to show: 1 to 100 characters, no control characters.",
            ),
            Self::UnitMissing { .. } => (
                "该角色属于某一机关：请指明所在单位。",
                "This role belongs to an office: name its unit.",
            ),
            Self::ForeignAct { .. } => (
                "所列事项中有该角色不能办理的：请删去，或另授角色。",
                "The role does not perform one of these acts: remove it, or grant another role.",
            ),
            Self::Weak(weak) => return weak.text(),
            Self::IdTaken => {
                ("该账户标识已被使用，请换一个。", "This account id is taken: use another.")
            }
            Self::LoginTaken => {
                ("该登录名已被使用，请换一个。", "This login name is taken: choose another.")
            }
            Self::Unknown => {
                ("没有这个账户，请核对标识。", "There is no such account: check the id.")
            }
            Self::Secret(error) => return secret_text(*error),
            Self::Store(error) => return store_text(error),
        };
        Text::new(zh, en)
    }
}

/// What to do when a secret could not be hashed.
pub(super) fn secret_text(error: SecretError) -> Text {
    match error {
        SecretError::Busy => busy(),
        SecretError::Unreadable | SecretError::Failed => fault(),
    }
}

/// What to do when the store did not answer.
pub(super) fn store_text(error: &StoreError) -> Text {
    match error {
        StoreError::Busy | StoreError::Unavailable(_) | StoreError::Conflict(_) => busy(),
        StoreError::BadUrl(_) | StoreError::Corrupt { .. } | StoreError::Internal(_) => fault(),
    }
}

fn busy() -> Text {
    Text::new("系统繁忙，请稍后重试。", "The system is busy: please try again shortly.")
}

fn fault() -> Text {
    Text::new("系统出现故障，请联系管理员。", "The system has a fault: tell the administrator.")
}
