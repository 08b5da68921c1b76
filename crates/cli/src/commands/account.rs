//! `shuniu account`: who may come in. The first administrator is made here; there is no
//! default password anywhere.

mod grants;
mod secret;

use serde::Serialize;
use shuniu_core::access::Grant;
use shuniu_registry::{
    Registry,
    accounts::{Account as Entry, AccountError, AccountKind, Accounts, NewAccount, Trace},
};

use crate::{
    args::{Account, CreateAccount, Grants, JsonArgs, Kind, SetSecret},
    config::Settings,
    exit::{self, Code},
    output,
    setup::{self, Database},
};

/// Stands for the command line where an account would stand.
pub(super) const CLI: &str = "cli";

/// Accounts read at a time.
const PAGE: u32 = 500;

/// An account as a script reads it.
#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    login: &'a str,
    display_name: &'a str,
    kind: &'static str,
    disabled: bool,
    grants: &'a [Grant],
}

impl<'a> From<&'a Entry> for Shown<'a> {
    fn from(account: &'a Entry) -> Self {
        Self {
            id: &account.id,
            login: &account.login,
            display_name: &account.display_name,
            kind: account.kind.id(),
            disabled: account.disabled,
            grants: &account.grants,
        }
    }
}

/// The register with its accounts, and how the audit trail shall name this call.
struct Desk {
    registry: Registry,
    accounts: Accounts,
    request: String,
}

impl Desk {
    fn trace(&self) -> Trace<'_> {
        Trace { by: CLI, request: &self.request, now: self.registry.now() }
    }

    fn find(&self, login_or_id: &str) -> anyhow::Result<Entry> {
        find(&self.registry, &self.accounts, login_or_id)
    }
}

pub(super) fn run(settings: &Settings, what: Account) -> anyhow::Result<Code> {
    let registry = setup::registry(settings, Database::MayBeNew)?;
    let accounts = setup::accounts(settings, &registry);
    let desk = Desk { request: registry.fresh_id(), accounts, registry };
    match what {
        Account::Create(args) => create(&desk, &args)?,
        Account::List(args) => list(&desk, args)?,
        Account::Disable(who) => {
            let account = desk.find(&who.account)?;
            desk.accounts.disable(&account.id, desk.trace()).map_err(told)?;
            output::line(&format!("{} is shut, its sessions have ended 已停用", account.login))?;
        }
        Account::Enable(who) => {
            let account = desk.find(&who.account)?;
            desk.accounts.enable(&account.id, desk.trace()).map_err(told)?;
            output::line(&format!("{} is open again 已启用", account.login))?;
        }
        Account::Unlock(who) => {
            let account = desk.find(&who.account)?;
            desk.accounts.unlock(&account.id, desk.trace()).map_err(told)?;
            output::line(&format!("{} is unlocked 已解锁", account.login))?;
        }
        Account::SetSecret(args) => set_secret(&desk, &args)?,
        Account::Grants(args) => show_or_set_grants(&desk, &args)?,
    }
    Ok(Code::Good)
}

/// The account with this login name or id.
pub(super) fn find(
    registry: &Registry,
    accounts: &Accounts,
    login_or_id: &str,
) -> anyhow::Result<Entry> {
    let row = registry.store().read_latest(|reader| reader.account_by_login(login_or_id))?;
    let id = row.map_or_else(|| login_or_id.to_owned(), |row| row.id);
    let found = accounts.find(&id).map_err(told)?;
    found.ok_or_else(|| exit::usage(format!("there is no account {login_or_id:?} 没有这个账户")))
}

/// A fault of what was typed is one of usage; the rest keeps its cause.
fn told(error: AccountError) -> anyhow::Error {
    match (error.field(), error) {
        (_, AccountError::Store(error)) => error.into(),
        (Some(field), error) => {
            let text = error.text();
            exit::usage(format!("{field}: {} {}", text.en, text.zh))
        }
        (None, error) => error.into(),
    }
}

fn create(desk: &Desk, args: &CreateAccount) -> anyhow::Result<()> {
    let grants = grants::parse_all(&args.grants)?;
    let kind = match args.kind {
        Kind::Staff => AccountKind::Staff,
        Kind::System => AccountKind::System,
    };
    let (secret, generated) = secret::obtain(args.secret, &desk.accounts, kind)?;
    let id = desk.registry.fresh_id();
    let new = NewAccount {
        id: &id,
        login: &args.login,
        display_name: &args.name,
        kind,
        grants: &grants,
        secret: secret.expose(),
    };
    let account = desk.accounts.create(new, desk.trace()).map_err(told)?;
    if !args.json {
        output::line(&format!("{} {} made 已创建", account.kind.id(), account.login))?;
    }
    secret::tell(&account, generated.then_some(&secret), args.json)
}

fn set_secret(desk: &Desk, args: &SetSecret) -> anyhow::Result<()> {
    let account = desk.find(&args.account)?;
    let (secret, generated) = secret::obtain(args.secret, &desk.accounts, account.kind)?;
    desk.accounts.set_secret(&account.id, secret.expose(), desk.trace()).map_err(told)?;
    if !args.json {
        let login = &account.login;
        output::line(&format!("{login} has a new secret, its sessions have ended 已更换"))?;
    }
    secret::tell(&account, generated.then_some(&secret), args.json)
}

fn list(desk: &Desk, args: JsonArgs) -> anyhow::Result<()> {
    let mut all: Vec<Entry> = Vec::new();
    loop {
        let after = all.last().map(|a| a.login.clone());
        let page = desk.accounts.list(after.as_deref(), PAGE).map_err(told)?;
        if page.is_empty() {
            break;
        }
        all.extend(page);
    }
    if args.json {
        return output::json(&all.iter().map(Shown::from).collect::<Vec<_>>());
    }
    let now = desk.registry.now();
    for account in &all {
        let state = match (account.disabled, account.locked_until) {
            (true, _) => "shut 停用",
            (false, Some(until)) if until > now => "locked 锁定",
            (false, _) => "open 正常",
        };
        let grants = grants::in_short(&account.grants);
        output::line(&format!(
            "{:<24} {:<7} {state}  {grants}  {}",
            account.login,
            account.kind.id(),
            account.display_name
        ))?;
    }
    Ok(())
}

fn show_or_set_grants(desk: &Desk, args: &Grants) -> anyhow::Result<()> {
    let mut account = desk.find(&args.account)?;
    if args.none || !args.set.is_empty() {
        account.grants = grants::parse_all(&args.set)?;
        let grants = &account.grants;
        desk.accounts.set_grants(&account.id, grants, desk.trace()).map_err(told)?;
    }
    if args.json {
        return output::json(&account.grants);
    }
    Ok(output::line(&format!("{}  {}", account.login, grants::shown(&account.grants)))?)
}
