//! The catalogue of problems for those who met one: the `type` of a problem is the path of its section.
//! The page is `docs/errors.md`; a test holds it to what the API answers. May not enter: other texts.

use actix_web::{HttpResponse, body::MessageBody, get, web};

use crate::problem::{Problem, nowhere};

const PAGE: &str = include_str!("../../../docs/errors.md");

/// The whole catalogue.
#[get("/problems")]
pub async fn all() -> HttpResponse {
    markdown(PAGE)
}

/// One kind of problem.
#[get("/problems/{slug}")]
pub async fn one(slug: web::Path<String>) -> Result<HttpResponse, Problem> {
    let heading = format!("{slug}\n");
    let section = PAGE.split("\n## ").skip(1).find(|it| it.starts_with(&heading));
    Ok(markdown(format!("## {}\n", section.ok_or_else(nowhere)?.trim_end())))
}

fn markdown(text: impl MessageBody + 'static) -> HttpResponse {
    HttpResponse::Ok().content_type("text/markdown; charset=utf-8").body(text)
}
