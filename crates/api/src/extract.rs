//! What is taken from a request: a JSON body with the place of its first fault, and the
//! headers that every act understands.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::{StatusCode, header},
    web::Bytes,
};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use shuniu_core::text::Text;
use shuniu_registry::IdempotencyKey;

use crate::problem::Problem;

/// A NUL as JSON writes it.
const NUL: &[u8] = b"\\u0000";

/// A JSON body. An empty body reads as `{}`, for acts whose content is optional.
pub struct Body<T> {
    /// The value.
    pub value: T,
    /// SHA-256 of the bytes, for the fingerprint of the request.
    digest: [u8; 32],
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(header::CONTENT_TYPE).cloned();
        let bytes = Bytes::from_request(request, payload);
        Box::pin(async move {
            let bytes = bytes.await.map_err(|e| unreadable(e.as_response_error().status_code()))?;
            let is_json = kind.as_ref().and_then(|k| k.to_str().ok()).is_some_and(|k| {
                k.starts_with("application/json") || k.starts_with("application/merge-patch+json")
            });
            if !bytes.is_empty() && !is_json {
                return Err(not_json());
            }
            parse(&bytes)
        })
    }
}

impl<T> Body<T> {
    /// The digest without the value, and the value.
    #[must_use]
    pub fn parted(self) -> (Body<()>, T) {
        (Body { value: (), digest: self.digest }, self.value)
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<Body<T>, Problem> {
    let text: &[u8] = if bytes.is_empty() { b"{}" } else { bytes };
    let mut reader = serde_json::Deserializer::from_slice(text);
    // PostgreSQL keeps no such character, and no text needs it.
    if text.windows(NUL.len()).any(|w| w == NUL) || text.contains(&0) {
        let text = Text::new("内容不得含空字符。", "The content may not hold NUL characters.");
        return Err(Problem::field("/", "nul", text));
    }
    // serde would read the fields of an object off a list, one by one.
    if text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[') {
        let text = Text::new("应为对象，不是列表。", "Send an object, not a list.");
        return Err(Problem::field("/", "json", text));
    }
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let at = error.path().to_string();
        let inner = error.into_inner();
        Problem::field(pointer(&at, &inner), "json", without_values(&inner))
    })?;
    reader.end().map_err(|_| {
        let text = Text::new("JSON 之后还有多余内容。", "There is more after the JSON value.");
        Problem::field("/", "json", text)
    })?;
    Ok(Body { value, digest: Sha256::digest(bytes).into() })
}

/// Where it is wrong, as a JSON pointer. Of a missing field its own place is told, not that of the
/// object that lacks it.
fn pointer(path: &str, error: &serde_json::Error) -> String {
    let said = error.to_string();
    let lacks = said.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let steps = path.split(['.', '[', ']']).chain(lacks).filter(|step| !step.is_empty());
    let steps: Vec<&str> = steps.collect();
    format!("/{}", steps.join("/"))
}

/// serde's text without what the client wrote: a wrong value may be somebody's number. In Chinese
/// what is expected is told in its words where they are known.
fn without_values(error: &serde_json::Error) -> Text {
    let text = error.to_string();
    let place = text.rfind(" at line ").unwrap_or(text.len());
    let said = text.get(..place).unwrap_or(&text);
    let (head, expected) = said.split_once(", expected ").unwrap_or((said, ""));
    let quoted = head.split('`').nth(1).unwrap_or_default();
    if head.starts_with("invalid") && !expected.is_empty() {
        let zh = format!("值的类型不对，应为{}。", expected_zh(expected));
        return Text::new(zh, format!("expected {expected}"));
    }
    let one_of = if expected.is_empty() { "" } else { "，可用：" };
    let named = expected.strip_prefix("one of ").unwrap_or(expected);
    let named_zh = named.replace(", ", "、").replace(" or ", "、");
    if head.starts_with("missing field") {
        return Text::new(format!("缺少字段 {quoted}。"), said);
    }
    if head.starts_with("unknown field") {
        return Text::new(format!("没有字段 {quoted}{one_of}{named_zh}。"), said);
    }
    if head.starts_with("unknown variant") {
        return Text::new(
            format!("取值不在所列之中{one_of}{named_zh}。"),
            format!("not one of {named}"),
        );
    }
    if error.is_syntax() || error.is_eof() {
        let (line, column) = (error.line(), error.column());
        return Text::new(
            format!("第 {line} 行第 {column} 列不是 JSON。"),
            format!("not JSON at line {line} column {column}"),
        );
    }
    if NO_DATE.contains(&said) {
        return Text::new("应当是日期，如 2026-01-31。", "give a date such as 2026-01-31");
    }
    Text::new("格式不符；见接口说明。", "not of the form that this field has")
}

/// What chrono says of a text that is no date.
const NO_DATE: [&str; 5] = [
    "input is out of range",
    "no possible date and time matching input",
    "input contains invalid characters",
    "premature end of input",
    "trailing input",
];

fn expected_zh(expected: &str) -> &'static str {
    match expected {
        "a string" | "a borrowed string" | "a string or number" => "文字",
        "a boolean" => "是或否（true、false）",
        "a sequence" => "列表",
        "a formatted date string" => "日期（如 2026-01-31）",
        "a map" => "对象",
        _ if expected.starts_with(['u', 'i']) => "整数",
        _ if expected.starts_with("struct") => "对象",
        _ => "接口说明所列的类型",
    }
}

fn unreadable(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(
            status,
            "body-too-large",
            Text::new("请求内容过大", "The body is too large"),
            Text::new(
                "请拆分后提交；附件只提交名称和哈希。",
                "Split it; of files only name and hash are sent.",
            ),
        );
    }
    Problem::field("/", "body", Text::new("请求内容无法读取。", "The body cannot be read."))
}

fn not_json() -> Problem {
    Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "not-json",
        Text::new("内容类型不支持", "Media type not supported"),
        Text::new(
            "请以 Content-Type: application/json 提交。",
            "Send it as Content-Type: application/json.",
        ),
    )
}

/// The headers and parameters that every act understands.
#[derive(Debug, Clone)]
pub struct ActOptions {
    key: Option<String>,
    /// The version of `If-Match`.
    pub expected_version: Option<i64>,
    /// Whether only to tell what would happen.
    pub dry_run: bool,
    method_and_path: String,
}

impl FromRequest for ActOptions {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Self::read(request))
    }
}

impl ActOptions {
    fn read(request: &HttpRequest) -> Result<Self, Problem> {
        Ok(Self {
            key: idempotency_key(request)?,
            expected_version: if_match(request)?,
            dry_run: dry_run(request.query_string())?,
            method_and_path: format!("{} {}", request.method(), request.path()),
        })
    }

    /// The key with the fingerprint of the whole request.
    #[must_use]
    pub fn idempotency<T>(&self, body: &Body<T>) -> Option<IdempotencyKey> {
        // What only asks has nothing to repeat.
        let key = self.key.clone().filter(|_| !self.dry_run)?;
        let mut hash = Sha256::new();
        hash.update(self.method_and_path.as_bytes());
        hash.update([0]);
        hash.update(body.digest);
        let fingerprint =
            hash.finalize().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        Some(IdempotencyKey { key, fingerprint })
    }
}

fn idempotency_key(request: &HttpRequest) -> Result<Option<String>, Problem> {
    const LONGEST: usize = 200;
    let Some(value) = request.headers().get("Idempotency-Key") else {
        return Ok(None);
    };
    let key = value.to_str().ok().map(|k| k.trim().trim_matches('"').to_owned());
    match key.filter(|k| !k.is_empty() && k.len() <= LONGEST) {
        Some(key) => Ok(Some(key)),
        None => Err(Problem::field(
            "Idempotency-Key",
            "header",
            Text::new("键应为 1 到 200 个 ASCII 字符。", "A key is 1 to 200 ASCII characters."),
        )),
    }
}

fn if_match(request: &HttpRequest) -> Result<Option<i64>, Problem> {
    let Some(value) = request.headers().get(header::IF_MATCH) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    match text.trim_start_matches("W/").trim_matches('"').parse() {
        Ok(version) => Ok(Some(version)),
        Err(_) => Err(Problem::field(
            "If-Match",
            "header",
            Text::new("请填写 ETag 中的版本号。", "Give the version of the ETag."),
        )),
    }
}

fn dry_run(query: &str) -> Result<bool, Problem> {
    let mut dry = false;
    for pair in query.split('&').filter(|p| !p.is_empty()) {
        match pair.split_once('=') {
            Some(("dry_run", "true")) => dry = true,
            Some(("dry_run", "false")) => {}
            _ => {
                let text = Text::new(
                    "办理事项只有 dry_run=true|false 一个参数。",
                    "An act knows one parameter: dry_run=true or false.",
                );
                return Err(unknown_parameter(pair, text));
            }
        }
    }
    Ok(dry)
}

fn unknown_parameter(pair: &str, text: Text) -> Problem {
    let name = pair.split('=').next().unwrap_or_default();
    Problem::field(format!("?{name}"), "query", text)
}

/// An operation without parameters: one that is sent is a typing error, or a wish (such as a
/// dry run) that would not be heard.
pub struct NoQuery;

impl FromRequest for NoQuery {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let first = request.query_string().split('&').find(|p| !p.is_empty());
        std::future::ready(match first {
            None => Ok(Self),
            Some(pair) => {
                let text = Text::new("此操作没有查询参数。", "This operation has no parameters.");
                Err(unknown_parameter(pair, text))
            }
        })
    }
}

/// The parameters of an operation: a fault is told with the parameter's name and what to do.
pub struct Query<T>(T);

impl<T> Query<T> {
    /// The parameters.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let pairs = form_urlencoded::parse(request.query_string().as_bytes());
        let reader = serde_urlencoded::Deserializer::new(pairs);
        let value = serde_path_to_error::deserialize(reader).map_err(|error| {
            let path = error.path().to_string();
            parameter_fault(&path, &error.into_inner().to_string())
        });
        std::future::ready(value.map(Self))
    }
}

/// The parser's text is for programmers: of it only names are kept.
fn parameter_fault(path: &str, parser: &str) -> Problem {
    // Names stand between backquotes: the one at fault first, then those that would do.
    let mut names = parser.split('`').skip(1).step_by(2);
    let first = names.next().unwrap_or_default();
    let rest = names.collect::<Vec<_>>().join(", ");
    let (name, text) = if parser.starts_with("missing field") {
        (first, Text::new("缺少此参数。", "This parameter is missing."))
    } else if parser.starts_with("unknown field") {
        let zh = format!("没有这个参数；可用参数：{rest}。");
        (first, Text::new(zh, format!("No such parameter; there are: {rest}.")))
    } else if parser.starts_with("duplicate field") {
        (first, Text::new("此参数只能出现一次。", "Give this parameter once."))
    } else if parser.starts_with("unknown variant") {
        (path, Text::new(format!("取值应为：{rest}。"), format!("One of: {rest}.")))
    } else {
        let en = "Not of the form that this parameter has; see the API description.";
        (path, Text::new("取值格式不正确；见接口说明。", en))
    };
    Problem::field(format!("?{name}"), "query", text)
}
