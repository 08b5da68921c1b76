//! The command line: its commands, their options, and help with examples.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::exit;

mod backup;
mod import;
mod keys;
mod proofs;
mod snapshot;
mod transfer;

pub use backup::{BackupArgs, RestoreArgs};
pub use import::{IllegalArgs, Import, ImportArgs};
pub use keys::{CreateKeys, Keys};
pub use proofs::{KeyArgs, VerifyProofArgs, WitnessArgs};
pub use snapshot::SnapshotArgs;
pub use transfer::{How, TransferArgs};

/// The register of social organizations (社会组织登记): server, demo city, import, verification.
#[derive(Debug, Parser)]
#[command(
    name = "shuniu",
    version,
    about,
    arg_required_else_help = true,
    after_help = format!(
        "Examples:\n  \
         shuniu demo                              try it: a synthetic city, nothing to set up\n  \
         shuniu --config register.toml serve      run the register\n  \
         shuniu check-codes < codes.txt           check credit codes 核对统一社会信用代码\n\n{}",
        exit::HELP
    )
)]
pub struct Cli {
    /// Configuration file (TOML); settings of the environment come before those of the file.
    #[arg(long, global = true, env = "SHUNIU_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the server 启动服务
    #[command(after_help = example(
        "  shuniu --config register.toml serve\n  \
         DATABASE_URL=postgres://shuniu@localhost/shuniu shuniu serve",
    ))]
    Serve,
    /// Start a demo on an embedded database with a synthetic city 启动演示
    #[command(after_help = example(
        "  shuniu demo\n  \
         shuniu demo --port 9000\n  \
         shuniu demo --data ./city      keeps what is done there; run again to go on\n  \
         shuniu demo --data ./city --reset    the city as it was: a sandbox for tests of other systems",
    ))]
    Demo(DemoArgs),
    /// Bring the tables of the database up to date 升级数据库
    #[command(after_help = example("  shuniu --config register.toml migrate"))]
    Migrate(JsonArgs),
    /// Bring in records of an older register 导入既有登记
    #[command(subcommand)]
    Import(Import),
    /// Let supervision pass to another unit by its confirmation list 按确认名单变更业务主管单位
    #[command(after_help = example(
        "  shuniu transfer --list list.csv --to hub-science --number 京科协函〔2026〕5号 \\\n    \
         --dated 2026-05-18 --by li.si              tries each row\n  \
         shuniu transfer … --commit                  does what can be done\n\n\
         Columns: uscc (needed); name, release_number, release_dated (the old unit's letter).\n\
         Each row has its own result. The same list can be sent again: what was done is told so.",
    ))]
    Transfer(TransferArgs),
    /// Check the chain of the log and that the read models equal it 校验
    #[command(after_help = example(
        "  shuniu verify\n  \
         shuniu verify --json | jq .holds",
    ))]
    Verify(JsonArgs),
    /// Check a proof that the register gave out: offline, by its public key 核验证明
    #[command(after_help = example(
        "  curl -s https://register.example/api/v1/organizations/CODE/statement > statement.json\n  \
         shuniu verify-proof statement.json --key 'register.example/log+1f2e3d4c+AbC…'\n  \
         shuniu verify-proof - --key-file keys.txt < proof.json\n  \
         shuniu verify-proof statement.json --key-file keys.txt --brief code.txt    the file and the paper\n\n\
         Understands statements, proofs of inclusion and of consistency. Needs neither configuration nor network.\n\
         Whether a statement still holds only the register can tell: GET …/statement/state.",
    ))]
    VerifyProof(VerifyProofArgs),
    /// Watch a register from outside: take its head, check that the log was only added to, remember it 见证
    #[command(after_help = example(
        "  shuniu witness --register https://register.example --key-file keys.txt --file heads.txt\n\n\
         Run it from a timer, on a machine that the operator of the register does not reach. FILE holds the\n\
         heads that were seen; a log that was rewritten, cut off or told differently to others ends it with code 1.",
    ))]
    Witness(WitnessArgs),
    /// Make every read model anew from the log 重建
    #[command(after_help = example("  shuniu rebuild"))]
    Rebuild(JsonArgs),
    /// Look at every organization as it would stand on a day, and propose what is to be done: reports that
    /// are missing, listings, removals, expiries; it decides nothing
    #[command(after_help = example(
        "  shuniu sweep                    today\n  \
         shuniu sweep --on 2026-06-02    that day\n\n\
         Run it every night. Again for the same day it changes nothing; cut off, it goes on where it was.",
    ))]
    Sweep(SweepArgs),
    /// Write all organizations as they stand, with the position of the log 导出
    #[command(after_help = example(
        "  shuniu export > organizations.ndjson\n  \
         shuniu export --form csv --output organizations.csv\n  \
         shuniu export --after 4000 --upto 5000 --output changes.ndjson\n\n\
         NDJSON has the public records as the API gives them; CSV the columns of the import, and\n\
         status, version and position. One snapshot: its manifest (position and hash of the log)\n\
         stands in FILE.manifest.json, or on standard error.",
    ))]
    Export(ExportArgs),
    /// Write a snapshot of the register, with the changes since the one before, for the server to give out 快照
    #[command(after_help = example(
        "  shuniu snapshot                      into `snapshots_dir`\n  \
         shuniu snapshot --dir /srv/snapshots --keep 30\n\n\
         Run it from a timer. A snapshot names its position of the log: the feed goes on after it.",
    ))]
    Snapshot(SnapshotArgs),
    /// Back the register up, while it is in use: the log since the last backup, and what stands beside it 备份
    #[command(after_help = example(
        "  shuniu backup --dir /srv/backups/register\n  \
         shuniu backup --dir /srv/backups/register --keep 30\n\n\
         Run it from a timer, and copy the folder to another place. It holds password hashes and sealed identity numbers,\n\
         and no keys: keep those apart.",
    ))]
    Backup(BackupArgs),
    /// Bring a backup into an empty database, of either kind, whole or as it was at an earlier moment 恢复
    #[command(after_help = example(
        "  shuniu restore --dir /srv/backups/register --check            is it sound?\n  \
         DATABASE_URL=sqlite:new.db shuniu restore --dir /srv/backups/register\n  \
         shuniu restore --dir … --at 2026-11-27T02:00:00Z              as it was then\n\n\
         Every hash is compared. Called again after it was cut off, it goes on. What was done after the moment is not there:\n\
         witnesses and followers notice, and everybody signs in again.",
    ))]
    Restore(RestoreArgs),
    /// Copy the register into another database and compare the heads 迁移到另一数据库
    #[command(after_help = example(
        "  shuniu copy --from sqlite:register.db --to postgres://shuniu@localhost/shuniu\n\n\
         Stop the server first. The other database is empty, or holds the beginning of the same\n\
         log: a copy that was cut off goes on. The keys are files and are copied by hand.\n\
         Addresses with a password are better given as SHUNIU_COPY_FROM and SHUNIU_COPY_TO.",
    ))]
    Copy(CopyArgs),
    /// Make, list and change accounts 账户管理
    #[command(subcommand)]
    Account(Account),
    /// Make the keys that the server needs 密钥
    #[command(subcommand)]
    Keys(Keys),
    /// Check unified social credit codes, one a line 核对统一社会信用代码
    #[command(after_help = example(
        "  shuniu check-codes < codes.txt\n  \
         shuniu check-codes < codes.txt | grep -v 'valid$'\n\n\
         Each line is answered by one line: the code, a tab, and `valid` or\n\
         `invalid: DEFECT: what to do`. Needs no configuration.",
    ))]
    CheckCodes(JsonArgs),
    /// Compute the last day of a statutory period 计算期限届满日
    #[command(after_help = example(
        "  shuniu deadline --start 2026-05-04 --working-days 60      prints 2026-07-28\n  \
         shuniu deadline --start 2026-05-04 --months 6\n  \
         shuniu deadline --start 2026-05-04 --days 60 --exclude 2026-05-11..2026-05-20\n\n\
         The starting day is not counted (Civil Code art. 201); a last day that is no working\n\
         day moves to the next one (art. 203). A year whose holidays are not published yet makes\n\
         the answer provisional: that is said on standard error and in --json.",
    ))]
    Deadline(DeadlineArgs),
    /// Print the effective configuration, secrets hidden 显示配置
    #[command(after_help = example(
        "  shuniu config\n  \
         shuniu --config register.toml config --json",
    ))]
    Config(JsonArgs),
    /// Print the OpenAPI document of the API; needs no configuration 接口描述
    #[command(after_help = example("  shuniu openapi > openapi.json"))]
    Openapi,
}

fn example(text: &str) -> String {
    format!("Examples:\n{text}\n\n{}", exit::HELP)
}

/// Only whether a script reads the answer.
#[derive(Debug, Clone, Copy, Args)]
pub struct JsonArgs {
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}

/// How to start the demo.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Folder for the data; without it a temporary one that goes with the demo.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Forget what was done in the folder and begin with the city as it was; keys stay.
    #[arg(long, requires = "data")]
    pub reset: bool,
    /// The day up to which the city has lived; the same day gives the same city every time.
    #[arg(long, value_name = "DATE", default_value_t = crate::demo::LAST_DAY)]
    pub as_of: NaiveDate,
}

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// One JSON object a line.
    Ndjson,
    /// Comma-separated values, UTF-8.
    Csv,
}

/// How to export.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The form.
    #[arg(long, value_enum, default_value_t = Form::Ndjson)]
    pub form: Form,
    /// Instead of organizations the public changes after this position, one JSON object a line, as the feed gives them.
    #[arg(long, value_name = "POSITION", conflicts_with = "form")]
    pub after: Option<u32>,
    /// The position up to which changes are written; without it, to the end of the log.
    #[arg(long, value_name = "POSITION", requires = "after")]
    pub upto: Option<u32>,
    /// The file to write; it must not be there yet. Without it, standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// From where to where.
#[derive(Debug, Args)]
pub struct CopyArgs {
    /// Address of the database that is copied.
    #[arg(long, env = "SHUNIU_COPY_FROM", hide_env_values = true, value_name = "URL")]
    pub from: String,
    /// Address of the database that it is copied into.
    #[arg(long, env = "SHUNIU_COPY_TO", hide_env_values = true, value_name = "URL")]
    pub to: String,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Make an account; the first administrator is made here
    #[command(after_help = example(
        "  shuniu account create --login admin --name 系统管理员 --grant administrator --generate\n  \
         shuniu account create --login li.si --name 李四 --grant examiner@registrar-110105\n  \
         shuniu account create --login tax --name 税务系统 --kind system --grant agency --generate\n  \
         printf %s \"$PASSWORD\" | shuniu account create --login li.si --name 李四 --secret-stdin\n\n\
         A grant is ROLE, ROLE@UNIT, ROLE:DIVISION, ROLE@UNIT:DIVISION, or a JSON object.\n\
         Roles: applicant, supervisor_officer, reception, examiner, decider, administrator,\n\
         leading_group_office, government_office, agency, auditor.",
    ))]
    Create(CreateAccount),
    /// List accounts
    #[command(after_help = example("  shuniu account list --json | jq '.[].login'"))]
    List(JsonArgs),
    /// Shut an account and end its sessions
    #[command(after_help = example("  shuniu account disable li.si"))]
    Disable(Who),
    /// Open a shut account again
    #[command(after_help = example("  shuniu account enable li.si"))]
    Enable(Who),
    /// Forget wrong passwords and the lock that came of them
    #[command(after_help = example("  shuniu account unlock li.si"))]
    Unlock(Who),
    /// Replace the secret of an account and end its sessions
    #[command(after_help = example(
        "  shuniu account set-secret li.si                  asks for it\n  \
         shuniu account set-secret li.si --generate       makes one and shows it once",
    ))]
    SetSecret(SetSecret),
    /// Show or replace what an account may be
    #[command(after_help = example(
        "  shuniu account grants li.si\n  \
         shuniu account grants li.si --set examiner@registrar-110105 --set auditor\n  \
         shuniu account grants li.si --none",
    ))]
    Grants(Grants),
}

/// Which account.
#[derive(Debug, Args)]
pub struct Who {
    /// Login name or id.
    pub account: String,
}

/// Where a secret comes from. Never from an argument: others can read those.
#[derive(Debug, Clone, Copy, Args)]
pub struct SecretSource {
    /// Make a secret and show it once.
    #[arg(long, conflicts_with = "secret_stdin")]
    pub generate: bool,
    /// Read the secret from standard input (up to the end of the first line).
    #[arg(long)]
    pub secret_stdin: bool,
}

/// A new account.
#[derive(Debug, Args)]
pub struct CreateAccount {
    /// Login name: 3 to 64 of a-z, 0-9, '.', '_', '-', '@'; for a system its client id.
    #[arg(long)]
    pub login: String,
    /// Name to show.
    #[arg(long)]
    pub name: String,
    /// A person or another system.
    #[arg(long, value_enum, default_value_t = Kind::Staff)]
    pub kind: Kind,
    /// What it may be; may be repeated.
    #[arg(long = "grant", value_name = "GRANT")]
    pub grants: Vec<String>,
    /// Where its secret comes from.
    #[command(flatten)]
    pub secret: SecretSource,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}

/// What an account stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A person.
    Staff,
    /// Another system.
    System,
}

/// A new secret for an account.
#[derive(Debug, Args)]
pub struct SetSecret {
    /// Login name or id.
    pub account: String,
    /// Where the secret comes from.
    #[command(flatten)]
    pub secret: SecretSource,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}

/// The grants of an account.
#[derive(Debug, Args)]
pub struct Grants {
    /// Login name or id.
    pub account: String,
    /// The grants that it shall have instead; may be repeated.
    #[arg(long, value_name = "GRANT")]
    pub set: Vec<String>,
    /// Take all grants away.
    #[arg(long, conflicts_with = "set")]
    pub none: bool,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}

/// A period and its start.
#[derive(Debug, Args)]
pub struct DeadlineArgs {
    /// The day from which it counts.
    #[arg(long, value_name = "DATE")]
    pub start: NaiveDate,
    /// How long.
    #[command(flatten)]
    pub length: Length,
    /// Time that does not count, first and last day; may be repeated.
    #[arg(long, value_name = "FROM..TO")]
    pub exclude: Vec<String>,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}

/// How long a period is, in one unit.
#[derive(Debug, Clone, Copy, Args)]
#[group(required = true, multiple = false)]
pub struct Length {
    /// Working days 工作日.
    #[arg(long, value_name = "N")]
    pub working_days: Option<u32>,
    /// Calendar days 日.
    #[arg(long, value_name = "N")]
    pub days: Option<u32>,
    /// Calendar months 月.
    #[arg(long, value_name = "N")]
    pub months: Option<u32>,
    /// Calendar years 年.
    #[arg(long, value_name = "N")]
    pub years: Option<u32>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn check(command: &clap::Command) {
        let subcommands: Vec<_> =
            command.get_subcommands().filter(|c| c.get_name() != "help").collect();
        if subcommands.is_empty() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Examples:"), "{}", command.get_name());
            assert!(help.contains("Exit codes:"), "{}", command.get_name());
        }
        subcommands.into_iter().for_each(check);
    }

    #[test]
    fn the_command_line_is_well_formed_and_every_command_has_examples() {
        Cli::command().debug_assert();
        check(&Cli::command());
    }
}

/// How to sweep.
#[derive(Debug, Args)]
pub struct SweepArgs {
    /// The day, as 2026-06-02, and none to come; today where it is left out
    #[arg(long, value_name = "DATE")]
    pub on: Option<NaiveDate>,
    /// Answer in JSON, for scripts
    #[arg(long)]
    pub json: bool,
}
