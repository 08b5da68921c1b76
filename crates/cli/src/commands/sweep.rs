//! `shuniu sweep`: what is to be done of every organization on a day, proposed and not decided.

use crate::{
    args::SweepArgs,
    config::Settings,
    exit::{self, Code},
    output,
    setup::{self, Database},
};

pub(super) fn run(settings: &Settings, args: &SweepArgs) -> anyhow::Result<Code> {
    let registry = setup::registry(settings, Database::MustExist)?;
    let day = args.on.unwrap_or_else(|| registry.today());
    let bar = output::progress(output::count(registry.how_many()?), "sweep");
    let swept = registry.sweep(day, &mut |looked| bar.set_position(output::count(looked)));
    bar.finish_and_clear();
    let swept = swept.map_err(exit::of_option)?;
    if args.json {
        output::json(&swept)?;
    } else {
        output::line(&format!(
            "{}: {} organizations 组织, {} proposals 建议, {} settled 已了结{}",
            swept.day,
            swept.organizations,
            swept.proposals,
            swept.settled,
            if swept.again { " (again 重复)" } else { "" },
        ))?;
    }
    Ok(Code::Good)
}
