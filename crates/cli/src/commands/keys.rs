//! `shuniu keys`: the keys that the server needs, made once and never replaced.

use std::path::Path;

use serde::Serialize;
use serde_json::Value;
use shuniu_api::auth::{KeyError, create_key};
use shuniu_registry::{local_date, ports::Clock};

use crate::{
    args::{CreateKeys, JsonArgs, Keys},
    config::Settings,
    exit::{self, Code},
    files, output,
    ports::SystemClock,
    setup,
};

pub(super) fn run(settings: &Settings, what: Keys) -> anyhow::Result<Code> {
    match what {
        Keys::Create(CreateKeys::Signing { name }) => signing(settings, name),
        Keys::Create(CreateKeys::Log { name }) => log(settings, name),
        Keys::Create(CreateKeys::Personal) => personal(settings),
        Keys::Check(args) => check(settings, args),
    }
}

/// Makes a key in a folder, named after today where no name is given, and tells its path.
fn create(folder: &Path, name: Option<String>) -> anyhow::Result<()> {
    let name = name.unwrap_or_else(|| local_date(SystemClock.now()).to_string());
    let path = create_key(folder, &name).map_err(|error| match error {
        KeyError::Name { .. } => exit::usage(format!("--name: {error}")),
        other => anyhow::Error::from(other),
    })?;
    output::line(&path.display().to_string())?;
    Ok(())
}

fn signing(settings: &Settings, name: Option<String>) -> anyhow::Result<Code> {
    create(&settings.keys_dir, name)?;
    output::note("it signs once the servers start again, when it is the last by name")?;
    Ok(Code::Good)
}

fn log(settings: &Settings, name: Option<String>) -> anyhow::Result<Code> {
    create(&settings.log_keys_dir, name)?;
    output::note("it signs once the servers start again, beside those that are there")?;
    for key in setup::log_keys(settings)?.verifiers() {
        output::line(&key)?;
    }
    output::note(
        "give the last lines to whoever checks proofs, by another way than this server / \
         请通过本服务以外的途径把上面的公钥告知查验方",
    )?;
    Ok(Code::Good)
}

fn personal(settings: &Settings) -> anyhow::Result<Code> {
    let path = &settings.personal_keys_file;
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        files::private_folder(folder)?;
    }
    files::write_personal_keys(path, &setup::fresh_personal_keys()?)?;
    output::line(&path.display().to_string())?;
    output::note(
        "keep a copy in a safe place: without these keys the identity numbers are lost / \
         请妥善备份：密钥丢失后身份证号码无法恢复",
    )?;
    Ok(Code::Good)
}

#[derive(Serialize)]
struct Checked {
    /// The public keys (JWKS).
    signing: Value,
    /// The public keys of the log.
    log: Vec<String>,
    personal: &'static str,
}

fn check(settings: &Settings, args: JsonArgs) -> anyhow::Result<Code> {
    let signing = setup::signing_keys(settings)?.jwks();
    let log = setup::log_keys(settings)?.verifiers();
    setup::personal_keys(settings)?;
    if args.json {
        output::json(&Checked { signing, log, personal: "readable" })?;
        return Ok(Code::Good);
    }
    let keys = signing.get("keys").and_then(Value::as_array).cloned().unwrap_or_default();
    let names: Vec<&str> = keys.iter().filter_map(|k| k.get("kid")?.as_str()).collect();
    output::line(&format!("signing   {} (the last signs)", names.join(", ")))?;
    for key in log {
        output::line(&format!("log       {key}"))?;
    }
    output::line("personal  readable by their owner only")?;
    Ok(Code::Good)
}
