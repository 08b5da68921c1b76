//! The longer lists of rules that matters must meet: which rules, in which order they are told.
//! A new rule on establishments or changes is listed here; a matter with few rules has them in its row.
//!
//! What may not enter: the rules themselves (`registration/rules`), their texts and numbers.

use super::joined;

/// What an application must have to be accepted: competence, consent, documents, items, charter.
/// Of these lists each kind of organization is asked what its own regulation asks.
#[rustfmt::skip]
pub(super) const ESTABLISHMENT_FORMAL: &[&str] = &[
    "ST-7", "ST-9", "ST-11", "ST-12b", "ST-14",
    "MF-6", "MF-8a", "MF-9", "MF-10", "MF-10b", "MF-12c",
    "JJ-6", "JJ-6b", "JJ-9", "JJ-9b", "JJ-10b", "JJ-11b",
    "ZD-1", "ZZ-8", "ZZ-17",
];

/// Everything that an establishment must satisfy.
#[rustfmt::skip]
pub(super) const ESTABLISHMENT_WHOLE: &[&str] = &[
    "ST-2", "ST-4", "ST-6", "QS-4b-2", "ST-7", "ST-9", "ST-10a", "ST-10b", "ST-10c", "ST-10d", "ST-10e",
    "ST-10f", "ST-10g", "ST-11", "ST-12b", "ST-12c", "ST-13-1", "ST-13-2", "ST-13-3", "ST-13-4",
    "ST-13-5", "ST-14",
    "MF-2b", "MF-4", "MF-5", "MF-6", "MF-8a", "MF-8b", "MF-8c", "MF-8d", "MF-9", "MF-9b", "MF-10",
    "MF-10b", "MF-11-1", "MF-11-2", "MF-11-3", "MF-11-4", "MF-11-5", "MF-12b", "MF-12c",
    "JJ-4", "JJ-6", "JJ-6b", "JJ-8a", "JJ-8b", "JJ-8c", "JJ-8d", "JJ-8e", "JJ-9", "JJ-9b", "JJ-9c", "JJ-10a", "JJ-10b",
    "JJ-11b", "JJ-20a", "JJ-20b", "JJ-20c", "JJ-20d", "JJ-20e", "JJ-20f", "JJ-22", "JJ-23a",
    "JJ-23b", "JJ-23c", "JJ-23d", "JJ-23f", "JJ-24", "ZZ-9",
    "MC-8a", "MC-8c", "MC-8d", "MC-9", "MC-10", "MC-11a", "MC-11b", "MC-12", "MC-13", "MC-14",
    "MC-15", "MC-16a", "MC-16b", "MC-16c",
    "ZD-1", "ZD-3", "ZZ-8",
    "ST-19a", "MF-16", "JJ-16", "JJ-21b", "JJ-21d", "ZZ-17", "TC-6",
    "RZ-1", "RZ-2", "RZ-3", "RZ-4", "RZ-6", "RZ-7", "RZ-8", "RZ-11", "TB-19", "TG-9", "TG-30", "TG-31", "TG-33",
];

/// What an application for a change must have to be accepted.
#[rustfmt::skip]
pub(super) const CHANGE_FORMAL: &[&str] = &[
    "ZZ-18", "ST-12b-2", "MF-12c-2", "JJ-11b-2", "ST-18a", "MF-15a", "ST-27a", "MF-22", "JJ-37a",
    "ZZ-10",
];

/// Everything that a change must satisfy; of these, what is about an item that changes.
#[rustfmt::skip]
pub(super) const CHANGE_WHOLE: &[&str] = &[
    "ZZ-18", "ST-12b-2", "MF-12c-2", "JJ-11b-2", "ST-18a", "MF-15a",
    "RZ-1", "RZ-2", "RZ-3", "RZ-4", "RZ-6", "RZ-7", "RZ-8", "RZ-11", "TB-19", "TG-9", "TG-30", "TG-31", "TG-33",
    "ST-27a", "MF-22", "JJ-37a", "ZZ-10",
    "ST-4", "MF-4", "JJ-4",
    "ST-10e", "ST-10f", "MF-5", "JJ-8a", "JJ-8b", "JJ-8c",
    "ST-12c", "JJ-6", "JJ-20f-2", "JJ-23a", "JJ-23b", "JJ-23c", "JJ-23d", "JJ-24",
    "ST-10g", "MF-8b", "MC-8a", "MC-8c", "MC-8d", "MC-9", "MC-10", "MC-11a", "MC-11b", "MC-12",
    "MC-13", "MC-14", "MC-15", "MC-16a", "MC-16b", "MC-16c",
];

/// What an application for another supervisory unit must have to be accepted.
pub(super) const TRANSFER_FORMAL: &[&str] =
    &["ZZ-18", "ZY-1", "ZY-2", "ZY-3", "ZY-4", "ST-14", "MF-10", "MF-10b", "JJ-10b"];

/// Everything that it must satisfy: both units, the papers, and the charter that names the new one.
#[rustfmt::skip]
pub(super) const TRANSFER_WHOLE: &[&str] = &[
    "ZZ-18", "ST-6", "QS-4b-2", "MF-8d", "JJ-9c", "GY-13c-2", "TG-22-2", "ZY-1", "ZY-2", "ZY-3", "ZY-4", "ST-14", "MF-10", "MF-10b",
    "JJ-10a", "JJ-10b", "JJ-21b", "JJ-21d",
];

/// What an application for a merger must have to be accepted: its parties, and what a change must.
pub(super) const MERGER_FORMAL: &[&str] = &joined::<
    &str,
    { CHANGE_FORMAL.len() + MERGER_PARTIES.len() },
>(MERGER_PARTIES, CHANGE_FORMAL, "");

/// Everything that a merger must satisfy; of what changes with it, what a change must.
pub(super) const MERGER_WHOLE: &[&str] =
    &joined::<&str, { CHANGE_WHOLE.len() + MERGER_OWN.len() }>(MERGER_OWN, CHANGE_WHOLE, "");

const MERGER_PARTIES: &[&str] = &["ZZ-17"];

const MERGER_OWN: &[&str] = &["ZZ-17", "TC-6", "ST-19a", "MF-16", "JJ-16", "JJ-21b", "JJ-21d"];

/// Everything that the establishment of a charity must satisfy: its own law first, then what every
/// establishment must.
pub(super) const CHARITY_WHOLE: &[&str] = &joined::<
    &str,
    { ESTABLISHMENT_WHOLE.len() + CHARITY_OWN.len() },
>(CHARITY_OWN, ESTABLISHMENT_WHOLE, "");

/// What the charity law adds.
const CHARITY_OWN: &[&str] = &["CS-3a", "CS-6"];
