//! Where a secret comes from and how it is shown: typed without an echo, read from standard
//! input, or made and shown once. Never from an argument or the environment, which other
//! processes can read.

use std::io::{self, BufRead, IsTerminal};

use console::Term;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use shuniu_registry::accounts::{Account, AccountKind, Accounts};

use super::Shown;
use crate::{args::SecretSource, exit, output, password::password, ports::OsRandom};

/// A secret on its way.
pub(super) struct Secret(SecretString);

impl Secret {
    pub(super) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// The secret, and whether it was made here and so must be shown.
pub(super) fn obtain(
    source: SecretSource,
    accounts: &Accounts,
    kind: AccountKind,
) -> anyhow::Result<(Secret, bool)> {
    if source.generate {
        let secret = match kind {
            AccountKind::Staff => password(&OsRandom),
            AccountKind::System => accounts.fresh_system_secret(),
        };
        return Ok((Secret(secret.into()), true));
    }
    let typed = if source.secret_stdin || !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    } else {
        prompt()?
    };
    if typed.is_empty() {
        return Err(exit::usage(
            "secret: none came on standard input; give one there, or use --generate",
        ));
    }
    Ok((Secret(typed.into()), false))
}

fn prompt() -> anyhow::Result<String> {
    let terminal = Term::stderr();
    let ask = |text: &str| {
        terminal.write_str(text)?;
        terminal.read_secure_line()
    };
    let first = ask("Secret 密码: ")?;
    if first != ask("Once more 再次输入: ")? {
        return Err(exit::usage("secret: the two are not the same 两次输入不一致"));
    }
    Ok(first)
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    account: Shown<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<&'a str>,
}

/// Shows the account, and the secret if it was made here.
pub(super) fn tell(account: &Account, secret: Option<&Secret>, json: bool) -> anyhow::Result<()> {
    let secret = secret.map(Secret::expose);
    if json {
        return output::json(&Answer { account: account.into(), secret });
    }
    if let Some(secret) = secret {
        output::line(&format!("secret {secret}"))?;
        output::note("it is shown this once and kept nowhere 密码只显示这一次")?;
    }
    Ok(())
}
