//! `shuniu config`: the effective configuration. Secrets are hidden where settings are
//! serialized, so there is no way to print them here.

use crate::{args::JsonArgs, config::Settings, exit::Code, output};

pub(super) fn run(settings: &Settings, args: JsonArgs) -> anyhow::Result<Code> {
    if args.json {
        output::json(settings)?;
    } else {
        output::text(&toml::to_string(settings)?)?;
    }
    Ok(Code::Good)
}
