//! `shuniu copy`: the register into another database, with equal heads at the end.

use secrecy::SecretString;
use shuniu_registry::RegistryError;

use crate::{
    args::CopyArgs,
    config::Settings,
    exit::{self, Code},
    output,
    setup::{self, Database},
};

pub(super) fn run(settings: &Settings, args: &CopyArgs) -> anyhow::Result<Code> {
    if args.from == args.to {
        return Err(exit::usage("--from and --to name the same database".to_owned()));
    }
    let at = |url: &str| Settings {
        database_url: SecretString::from(url),
        database_read_url: None,
        // The copy cannot be read before its tables are there.
        migrate_on_start: true,
        ..settings.clone()
    };
    let from = setup::registry(&at(&args.from), Database::MustExist)?;
    let to = setup::store(&at(&args.to), Database::MayBeNew)?;
    let bar = output::progress(output::count(from.position()?), "copy");
    let copied = from.copy_to(&to, &mut |position| bar.set_position(output::count(position)));
    bar.finish_and_clear();
    let copied = copied.map_err(|error| match error {
        RegistryError::Malformed { message, .. } => exit::usage(format!("--to: {}", message.en)),
        other => other.into(),
    })?;
    if args.json {
        output::json(&copied)?;
    } else {
        output::line(&format!(
            "copied {} entries, {} accounts, {} identity numbers, {} lines of the audit trail, {} stored answers, \
             webhooks and watch lists 已复制",
            copied.entries, copied.accounts, copied.identities, copied.audit, copied.others
        ))?;
        output::line(&format!("both heads: {} {} 链头一致", copied.position, copied.head))?;
    }
    Ok(Code::Good)
}
