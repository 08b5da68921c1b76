//! The options of `shuniu import`, and help with examples.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::example;

/// What can be imported.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Organizations from a CSV or xlsx file; without --commit nothing is written
    #[command(after_help = example(
        "  shuniu import organizations old.csv              a dry run: tells every problem\n  \
         shuniu import organizations old.csv --commit     writes the good rows\n  \
         shuniu import organizations old.csv --json | jq '.problems[] | .line'\n\n\
         A spreadsheet (.xlsx) is read from its first sheet; lines are its rows.\n\
         Columns: uscc, name, kind (needed); region_code, established, registration_authority,\n\
         business_supervisor, initial_fund_wan, certificate_from, certificate_to, source.\n\
         Running the same file again writes nothing twice.",
    ))]
    Organizations(ImportArgs),
    /// Decisions of an older register from a CSV or xlsx file; without --commit nothing is written
    #[command(after_help = example(
        "  shuniu import decisions licences.csv              a dry run: tells every problem\n  \
         shuniu import decisions licences.csv --commit     writes the good rows\n\n\
         Columns: uscc, document_number, decision_date (needed); name, action (成立登记, 变更登记,\n\
         章程核准, 注销登记,\n\
         撤销登记, 吊销登记证书), authority, source. The year of a number may stand in any brackets.\n\
         The organizations are imported first; a decision goes to the one that bears its code.",
    ))]
    Decisions(ImportArgs),
    /// Changes of name of an older register from a CSV or xlsx file; without --commit nothing is
    /// written
    #[command(after_help = example(
        "  shuniu import name-changes renamed.csv             a dry run: tells every problem\n  \
         shuniu import name-changes renamed.csv --commit    writes the good rows\n\n\
         Columns: old_name, new_name (needed); changed_on or new_year; uscc, source.\n\
         A row without a code goes to the one organization that bears either name. Of a source that\n\
         tells only the year, 1 January is entered and marked so.",
    ))]
    NameChanges(ImportArgs),
    /// Relations of an older register (who supervises, guides, liaises) from a CSV or xlsx file;
    /// without --commit nothing is written
    #[command(after_help = example(
        "  shuniu import relations ledger.csv             a dry run: tells every problem\n  \
         shuniu import relations ledger.csv --commit    writes the good rows\n\n\
         Columns: uscc, relation (业务主管, 业务指导, 业务联系, 党建领导, 委托管理), unit, since (needed);\n\
         until (first day on which it no longer held), source, name (where the source has no code).\n\
         Organizations and units are entered first.",
    ))]
    Relations(ImportArgs),
    /// Conclusions of annual inspections of an older register from a CSV or xlsx file; without --commit
    /// nothing is written
    #[command(after_help = example(
        "  shuniu import inspections inspected.csv             a dry run: tells every problem\n  \
         shuniu import inspections inspected.csv --commit    writes the good rows\n\n\
         Columns: uscc, conclusion (合格, 基本合格, 不合格; needed); year, concluded_on, authority, name, source.\n\
         A conclusion without its year is kept as it is told, and counts for no year.",
    ))]
    Inspections(ImportArgs),
    /// The list of abnormal activity of an older register from a CSV or xlsx file; without --commit
    /// nothing is written
    #[command(after_help = example(
        "  shuniu import abnormal-list abnormal.csv             a dry run: tells every problem\n  \
         shuniu import abnormal-list abnormal.csv --commit    writes the good rows\n\n\
         Columns: uscc (needed); listed_on, removed_on, reason, removal_reason, authority, name, source.\n\
         Codes of reasons are kept as the source writes them.",
    ))]
    AbnormalList(ImportArgs),
    /// The list of serious violations of an older register from a CSV or xlsx file; without --commit
    /// nothing is written
    #[command(after_help = example(
        "  shuniu import serious-list serious.csv             a dry run: tells every problem\n  \
         shuniu import serious-list serious.csv --commit    writes the good rows\n\n\
         Columns: uscc (needed); listed_on, removed_on, reason, removal_reason, authority, name, source.\n\
         Codes of reasons are kept as the source writes them.",
    ))]
    SeriousList(ImportArgs),
    /// Penalties that other departments decided, from a CSV or xlsx file; without --commit nothing is written
    #[command(after_help = example(
        "  shuniu import penalties penalties.csv             a dry run: tells every problem\n  \
         shuniu import penalties penalties.csv --commit    writes the good rows\n\n\
         Columns: uscc, document_number, kinds, decided_on, authority (needed); amount_yuan, facts, basis, name, \
         source.\n\
         Kinds are kept as the source writes them, several separated by ; or 、.",
    ))]
    Penalties(ImportArgs),
    /// Grades of an older register from a CSV or xlsx file; without --commit nothing is written
    #[command(after_help = example(
        "  shuniu import grades grades.csv             a dry run: tells every problem\n  \
         shuniu import grades grades.csv --commit    writes the good rows\n\n\
         Columns: uscc, grade (needed); announced_on, valid_until, authority, name, source.\n\
         A row without a grade (无等级) is lawful and enters nothing.",
    ))]
    Grades(ImportArgs),
    /// Grades that were lowered, from a CSV or xlsx file; without --commit nothing is written
    #[command(after_help = example(
        "  shuniu import lowered-grades lowered.csv             a dry run: tells every problem\n  \
         shuniu import lowered-grades lowered.csv --commit    writes the good rows\n\n\
         Columns: name, grade_before, grade_after, decided (needed); uscc, reason, valid_until, barred_until, \
         authority, source.\n\
         Without a code the organization is found by its name.",
    ))]
    LoweredGrades(ImportArgs),
    /// Published names of illegal organizations from a CSV or xlsx file; without --commit nothing is
    /// written
    #[command(after_help = example(
        "  shuniu import illegal-names list.csv --unit registrar-110000            a dry run\n  \
         shuniu import illegal-names list.csv --unit registrar-110000 --commit   writes the good rows\n\n\
         Columns: name, list, published (needed); similar_registered_name_in_source, source.\n\
         An entry informs: no name is refused because it stands on a list or looks like one that does.",
    ))]
    IllegalNames(IllegalArgs),
}

/// How to import published names.
#[derive(Debug, Args)]
pub struct IllegalArgs {
    /// The registrar that answers for the entries, by its id.
    #[arg(long, value_name = "UNIT")]
    pub unit: String,
    /// The file, and how.
    #[command(flatten)]
    pub how: ImportArgs,
}

/// How to import.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The file: CSV in UTF-8, or a spreadsheet, with a header line.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write the good rows.
    #[arg(long)]
    pub commit: bool,
    /// Print what is merely worth knowing, too.
    #[arg(long)]
    pub warnings: bool,
    /// Login or id of who does it: an administrator, for illegal names whoever decides at the
    /// registrar; without it the entry says `cli`.
    #[arg(long, value_name = "LOGIN")]
    pub by: Option<String>,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}
