//! The language of an answer: Chinese, or English when the client prefers it.

use actix_web::{
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap},
    middleware::Next,
};
use shuniu_core::text::Text;

use crate::problem::{Problem, nowhere};

/// One of the two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// What the client prefers; Chinese when it doesn't say.
    #[must_use]
    pub fn preferred(headers: &HeaderMap) -> Self {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok());
        let weight = |wanted: &str| {
            let ranges = accepted.unwrap_or_default().split(',');
            ranges
                .filter_map(|range| {
                    let (tag, quality) = range.split_once(";q=").unwrap_or((range, "1"));
                    let primary = tag.trim().split('-').next().unwrap_or_default();
                    let fits = primary.eq_ignore_ascii_case(wanted);
                    fits.then(|| quality.trim().parse::<f32>().unwrap_or(0.0))
                })
                .fold(0.0_f32, f32::max)
        };
        if weight("en") > weight("zh") { Self::English } else { Self::Chinese }
    }

    /// The text in this language.
    #[must_use]
    pub fn of(self, text: &Text) -> &str {
        match self {
            Self::Chinese => &text.zh,
            Self::English => &text.en,
        }
    }

    /// The tag for `Content-Language`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// Middleware: renders problems in the language that the client prefers.
///
/// # Errors
/// What the inner service answers.
pub async fn render_problems<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let language = Language::preferred(request.headers());
    // No address has a NUL in it, and PostgreSQL would choke on one.
    if request.uri().to_string().contains("%00") {
        return Ok(request.into_response(nowhere().respond(language)));
    }
    let response = next.call(request).await?.map_into_boxed_body();
    let problem = response.response().extensions().get::<Problem>().cloned();
    match problem {
        Some(problem) if language != Language::Chinese => {
            let (request, _) = response.into_parts();
            Ok(ServiceResponse::new(request, problem.respond(language)))
        }
        _ => Ok(response),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderMap, HeaderValue};

    use super::*;

    fn asked(value: &'static str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(value));
        Language::preferred(&headers)
    }

    #[test]
    fn the_heavier_language_wins_and_chinese_is_the_default() {
        assert_eq!(Language::preferred(&HeaderMap::new()), Language::Chinese);
        assert_eq!(asked("en"), Language::English);
        assert_eq!(asked("en-GB,zh;q=0.5"), Language::English);
        assert_eq!(asked("zh-CN,en;q=0.9"), Language::Chinese);
        assert_eq!(asked("fr;q=nonsense"), Language::Chinese);
    }
}
