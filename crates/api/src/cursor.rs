//! Cursors, page limits and links: how lists are walked.
//!
//! A cursor is opaque to clients and names a place in a stable order, so that a page never
//! repeats or skips a row when others are added.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, http::header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{Datelike, NaiveDate};
use shuniu_core::{calendar::YEARS, identity::DivisionCode, text::Text};

use crate::problem::Problem;

/// Rows in a page when the client doesn't say.
const DEFAULT: u32 = 50;
/// Rows in a page at most.
const MOST: u32 = 200;

/// How many rows a page has.
#[derive(Debug, Clone, Copy)]
pub struct Limit(u32);

impl Limit {
    /// What the client asked, 1 to 200; 50 when it doesn't say.
    ///
    /// # Errors
    /// The 400 problem when it is outside.
    pub fn of(asked: Option<u32>) -> Result<Self, Problem> {
        match asked.unwrap_or(DEFAULT) {
            limit @ 1..=MOST => Ok(Self(limit)),
            _ => Err(Problem::field(
                "?limit",
                "range",
                Text::new(format!("每页 1 到 {MOST} 条。"), format!("1 to {MOST} a page.")),
            )),
        }
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }
}

/// A cursor for lists in order of a number.
#[must_use]
pub fn encode(number: i64) -> String {
    URL_SAFE_NO_PAD.encode(format!("n:{number}"))
}

/// The number of a cursor.
///
/// # Errors
/// The 400 problem for a text that is no cursor of this list.
pub fn decode(cursor: &str) -> Result<i64, Problem> {
    let text = decoded(cursor)?;
    text.strip_prefix("n:").and_then(|n| n.parse().ok()).ok_or_else(bad_cursor)
}

/// A cursor for worklists.
#[must_use]
pub fn encode_case((due, number): (NaiveDate, i64)) -> String {
    URL_SAFE_NO_PAD.encode(format!("c:{due}:{number}"))
}

/// The place of a worklist's cursor.
///
/// # Errors
/// The 400 problem for a text that is no cursor of this list.
pub fn decode_case(cursor: &str) -> Result<(NaiveDate, i64), Problem> {
    let text = decoded(cursor)?;
    let place = text.strip_prefix("c:").and_then(|rest| {
        let (due, number) = rest.split_once(':')?;
        Some((due.parse().ok()?, number.parse().ok()?))
    });
    let place = place.filter(|(due, _)| legal_date("cursor", Some(*due)).is_ok());
    place.ok_or_else(bad_cursor)
}

/// A cursor for proposals.
#[must_use]
pub fn encode_proposal((due, key): (NaiveDate, String)) -> String {
    URL_SAFE_NO_PAD.encode(format!("p:{due}:{key}"))
}

/// The place of a cursor for proposals.
///
/// # Errors
/// The 400 problem for a text that is no cursor of this list.
pub fn decode_proposal(cursor: &str) -> Result<(NaiveDate, String), Problem> {
    let text = decoded(cursor)?;
    let place = text.strip_prefix("p:").and_then(|rest| {
        let (due, key) = rest.split_once(':')?;
        Some((due.parse().ok()?, key.to_owned()))
    });
    let place = place.filter(|(due, _)| legal_date("cursor", Some(*due)).is_ok());
    place.ok_or_else(bad_cursor)
}

fn decoded(cursor: &str) -> Result<String, Problem> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| bad_cursor())?;
    String::from_utf8(bytes).map_err(|_| bad_cursor())
}

fn bad_cursor() -> Problem {
    let text = Text::new(
        "游标无效；请从第一页开始。",
        "Not a cursor of this list; begin at the first page.",
    );
    Problem::field("?cursor", "cursor", text)
}

/// A date that both databases know how to compare: of the years 1900 to 9999. Named by the parameter of
/// a query, or by the pointer into a body, which begins with `/`.
///
/// # Errors
/// The 400 problem that names it.
pub fn legal_date(name: &str, date: Option<NaiveDate>) -> Result<Option<NaiveDate>, Problem> {
    match date {
        Some(day) if !YEARS.contains(&day.year()) => {
            let text = Text::new(
                "日期应在 1900 年至 9999 年之间。",
                "Give a date of the years 1900 to 9999.",
            );
            let in_body = name.starts_with('/');
            let pointer = if in_body { name.to_owned() } else { format!("?{name}") };
            Err(Problem::field(pointer, "range", text))
        }
        other => Ok(other),
    }
}

/// The 400 problem for a parameter that is no date.
pub fn not_a_date(name: &str) -> Problem {
    let text = Text::new("应当是日期，如 2026-01-31。", "Give a date such as 2026-01-31.");
    Problem::field(format!("?{name}"), "date", text)
}

/// The digits that all codes of a division and its parts begin with.
///
/// # Errors
/// The 400 problem for a text that is no division code.
pub fn division_prefix(code: &str) -> Result<String, Problem> {
    let code = DivisionCode::parse(code)
        .map_err(|e| Problem::field("?division", "division", Text::new(e.zh(), e.to_string())))?;
    Ok(code.prefix())
}

/// The filters of figures as the lists that yield them have them: `&name=value` for each that is set.
#[must_use]
pub fn spelled_out<const N: usize>(filters: [(&str, Option<String>); N]) -> String {
    let set = filters.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let encoded =
        |value: String| form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>();
    set.map(|(name, value)| format!("&{name}={}", encoded(value))).collect()
}

/// A 200 with the `Link` to the next page: the same request with another cursor.
#[must_use]
pub fn linked(request: &HttpRequest, next: Option<&str>) -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    if let Some(cursor) = next {
        let others = request.query_string().split('&');
        let kept = others.filter(|p| !p.is_empty() && !p.starts_with("cursor="));
        let query: String = kept.map(|pair| format!("{pair}&")).collect();
        let link = format!("<{}?{query}cursor={cursor}>; rel=\"next\"", request.path());
        response.insert_header((header::LINK, link));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A value with a `&` in it stays one value in the link.
    #[test]
    fn filters_are_spelled_out_so_that_they_are_read_as_they_were() {
        let filters = [("unit", Some("a&b=中".to_owned())), ("none", None)];
        let told = spelled_out(filters);
        let read: Vec<(String, String)> = form_urlencoded::parse(told.as_bytes())
            .into_owned()
            .filter(|(name, _)| !name.is_empty())
            .collect();
        assert_eq!(read, [("unit".to_owned(), "a&b=中".to_owned())]);
    }

    #[test]
    fn cursors_come_back_and_others_are_refused() {
        assert_eq!(decode(&encode(42)).ok(), Some(42));
        let day = NaiveDate::from_ymd_opt(2026, 5, 4).unwrap_or_default();
        assert_eq!(decode_case(&encode_case((day, 7))).ok(), Some((day, 7)));
        for wrong in ["", "x", "bm9wZQ", &encode_case((day, 7)), "n:42"] {
            assert!(decode(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn filters_that_are_set_are_spelled_out() {
        let filters = [("on", Some("2026-05-04".to_owned())), ("kind", None)];
        assert_eq!(spelled_out(filters), "&on=2026-05-04");
        assert_eq!(spelled_out([("kind", None)]), "");
    }

    #[test]
    fn a_division_stands_for_its_parts() {
        assert_eq!(division_prefix("110000").ok().as_deref(), Some("11"));
        assert_eq!(division_prefix("110105").ok().as_deref(), Some("110105"));
        assert_eq!(division_prefix("100000").ok().as_deref(), Some(""));
        assert!(division_prefix("x").is_err());
    }
}
