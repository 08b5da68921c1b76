//! Operations that will end: since when, until when, and what takes their place. The gate over the
//! description lets go only what a release has called deprecated; that its sunset has come, a year
//! later at the earliest, whoever releases looks after. May not enter: what has ended.

use actix_web::{
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderMap, HeaderName, HeaderValue, HttpDate, LINK},
    middleware::Next,
    web::Data,
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

/// An operation that will end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deprecation {
    /// Its method, in capitals.
    pub method: &'static str,
    /// Its path as the description has it.
    pub path: &'static str,
    /// From this day on it should not be used.
    pub since: NaiveDate,
    /// From this day on it may be gone.
    pub sunset: NaiveDate,
    /// The path to use instead.
    pub instead: &'static str,
}

/// All of them. None: nothing that was released has been replaced yet.
pub const DEPRECATED: &[Deprecation] = &[];

/// What the middleware tells of: [`DEPRECATED`].
#[derive(Debug, Clone, Copy)]
pub struct Announced(pub &'static [Deprecation]);

/// Middleware: tells the caller of an operation that will end so, in `Deprecation` (RFC 9745),
/// `Sunset` (RFC 8594) and `Link` with what to use instead.
///
/// # Errors
/// What the inner service answers.
pub async fn announce<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let announced = request.app_data::<Data<Announced>>().map_or(&[][..], |it| it.0);
    let path = request.match_pattern().unwrap_or_default();
    let method = request.method().clone();
    let old = announced.iter().find(|it| it.method == method.as_str() && it.path == path);
    let mut response = next.call(request).await?.map_into_boxed_body();
    if let Some(old) = old {
        tell(old, response.headers_mut());
    }
    Ok(response)
}

fn tell(old: &Deprecation, headers: &mut HeaderMap) {
    let instant = |day: NaiveDate| -> DateTime<Utc> { day.and_time(NaiveTime::MIN).and_utc() };
    let sunset = HttpDate::from(std::time::SystemTime::from(instant(old.sunset)));
    let values = [
        (HeaderName::from_static("deprecation"), format!("@{}", instant(old.since).timestamp())),
        (HeaderName::from_static("sunset"), sunset.to_string()),
        (LINK, format!("<{}>; rel=\"successor-version\"", old.instead)),
    ];
    for (name, value) in values {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use actix_web::{
        App, HttpResponse,
        middleware::from_fn,
        test::{TestRequest, call_service, init_service},
        web,
    };

    use super::*;

    const OLD: &[Deprecation] = &[Deprecation {
        method: "GET",
        path: "/old/{id}",
        since: NaiveDate::from_ymd_opt(2027, 1, 1).unwrap(),
        sunset: NaiveDate::from_ymd_opt(2028, 1, 1).unwrap(),
        instead: "/new/{id}",
    }];

    #[actix_web::test]
    async fn who_calls_what_will_end_is_told_and_nobody_else() {
        let answer = || async { HttpResponse::Ok().finish() };
        let app = App::new()
            .app_data(Data::new(Announced(OLD)))
            .wrap(from_fn(announce))
            .route("/old/{id}", web::get().to(answer))
            .route("/old/{id}", web::post().to(answer));
        let app = init_service(app).await;
        let told = call_service(&app, TestRequest::get().uri("/old/7").to_request()).await;
        let header = |name: &str| told.headers().get(name).unwrap().to_str().unwrap();
        assert_eq!(header("deprecation"), "@1798761600");
        assert_eq!(header("sunset"), "Sat, 01 Jan 2028 00:00:00 GMT");
        assert_eq!(header("link"), "</new/{id}>; rel=\"successor-version\"");
        let other = call_service(&app, TestRequest::post().uri("/old/7").to_request()).await;
        assert!(other.headers().get("deprecation").is_none());
    }
}
