//! `shuniu keys`: the keys that the server needs, made once and never replaced.

use serde::Serialize;
use serde_json::Value;
use shuniu_api::auth::{KeyError, KeyRing};
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
        Keys::Create(CreateKeys::Personal) => personal(settings),
        Keys::Check(args) => check(settings, args),
    }
}

fn signing(settings: &Settings, name: Option<String>) -> anyhow::Result<Code> {
    let name = name.unwrap_or_else(|| local_date(SystemClock.now()).to_string());
    let path = KeyRing::create_in(&settings.keys_dir, &name).map_err(|error| match error {
        KeyError::Name { .. } => exit::usage(format!("--name: {error}")),
        other => anyhow::Error::from(other),
    })?;
    output::line(&path.display().to_string())?;
    output::note("it signs once the servers start again, when it is the last by name")?;
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
    personal: &'static str,
}

fn check(settings: &Settings, args: JsonArgs) -> anyhow::Result<Code> {
    let signing = setup::signing_keys(settings)?.jwks();
    setup::personal_keys(settings)?;
    if args.json {
        output::json(&Checked { signing, personal: "readable" })?;
        return Ok(Code::Good);
    }
    let keys = signing.get("keys").and_then(Value::as_array).cloned().unwrap_or_default();
    let names: Vec<&str> = keys.iter().filter_map(|k| k.get("kid")?.as_str()).collect();
    output::line(&format!("signing   {} (the last signs)", names.join(", ")))?;
    output::line("personal  readable by their owner only")?;
    Ok(Code::Good)
}
