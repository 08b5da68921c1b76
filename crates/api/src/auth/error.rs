//! Why a caller is not let in, in the words of HTTP. May not enter: tokens, or any part of one.

use actix_web::http::StatusCode;
use shuniu_core::text::Text;
use thiserror::Error;

use super::token::TokenFault;
use crate::problem::Problem;

/// Why a caller is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AuthError {
    /// No token came.
    #[error("no access token")]
    SignInRequired,
    /// The header is there and is not one bearer token.
    #[error("the Authorization header is not 'Bearer' and a token")]
    BadHeader,
    /// The token is not good.
    #[error("the access token was refused: {0}")]
    BadToken(TokenFault),
    /// The account of the token is shut or gone.
    #[error("the account is shut")]
    AccountClosed,
    /// The account could not be looked up now.
    #[error("the account could not be looked up")]
    Unavailable,
    /// The server was put together without an authenticator.
    #[error("no authenticator is set up")]
    NotSetUp,
}

impl From<TokenFault> for AuthError {
    fn from(fault: TokenFault) -> Self {
        Self::BadToken(fault)
    }
}

impl AuthError {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::NotSetUp => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::UNAUTHORIZED,
        }
    }

    /// The stable name of the kind of problem.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            Self::SignInRequired => "sign-in-required",
            Self::BadToken(TokenFault::Expired) => "token-expired",
            Self::BadHeader | Self::BadToken(_) => "token-invalid",
            Self::AccountClosed => "account-closed",
            Self::Unavailable => "unavailable",
            Self::NotSetUp => "internal",
        }
    }

    /// What kind of problem it is.
    #[must_use]
    pub fn title(&self) -> Text {
        let (zh, en) = match self {
            Self::SignInRequired => ("需要登录", "Sign-in required"),
            Self::BadToken(TokenFault::Expired) => ("访问令牌已过期", "Access token expired"),
            Self::BadHeader | Self::BadToken(_) => ("访问令牌无效", "Access token not valid"),
            Self::AccountClosed => ("账户已停用", "Account shut"),
            Self::Unavailable => ("系统繁忙", "Temporarily unavailable"),
            Self::NotSetUp => ("系统故障", "Internal error"),
        };
        Text::new(zh, en)
    }

    /// What to do about it. Which fault a token has is not told, only whether it has expired.
    #[must_use]
    pub fn detail(&self) -> Text {
        let (zh, en) = match self {
            Self::SignInRequired => (
                "请先登录，并在Authorization请求头中附上访问令牌。",
                "Sign in first and send the access token in the Authorization header.",
            ),
            Self::BadHeader => (
                "Authorization请求头应为“Bearer”加访问令牌，且只出现一次。",
                "Send one Authorization header: 'Bearer' and the access token.",
            ),
            Self::BadToken(TokenFault::Expired) => (
                "请用刷新令牌换取新的访问令牌，或重新登录。",
                "Exchange the refresh token for a new access token, or sign in again.",
            ),
            Self::BadToken(_) => ("请重新登录。", "Sign in again."),
            Self::AccountClosed => {
                ("该账户已停用，请联系管理员。", "This account was shut: ask the administrator.")
            }
            Self::Unavailable => ("请稍后重试。", "Please try again shortly."),
            Self::NotSetUp => ("请联系管理员。", "Tell the administrator."),
        };
        Text::new(zh, en)
    }

    /// The challenge for `WWW-Authenticate` (RFC 6750); empty where the fault is not the caller's.
    #[must_use]
    pub fn www_authenticate(&self) -> &'static str {
        match self {
            Self::SignInRequired => r#"Bearer realm="shuniu""#,
            Self::BadHeader => r#"Bearer realm="shuniu", error="invalid_request""#,
            Self::BadToken(TokenFault::Expired) => {
                r#"Bearer realm="shuniu", error="invalid_token", error_description="expired""#
            }
            Self::BadToken(_) | Self::AccountClosed => {
                r#"Bearer realm="shuniu", error="invalid_token""#
            }
            Self::Unavailable | Self::NotSetUp => "",
        }
    }
}

impl From<AuthError> for Problem {
    fn from(error: AuthError) -> Self {
        let problem = Self::new(error.status(), error.slug(), error.title(), error.detail());
        let problem = match error.www_authenticate() {
            "" => problem,
            challenge => problem.challenge(challenge),
        };
        if error == AuthError::Unavailable { problem.retry_after(1) } else { problem }
    }
}
