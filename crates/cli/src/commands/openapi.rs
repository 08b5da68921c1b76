//! `shuniu openapi`: the API description, from the code alone.

use crate::{exit::Code, output};

pub(super) fn run() -> anyhow::Result<Code> {
    output::text(&shuniu_api::openapi_json())?;
    Ok(Code::Good)
}
