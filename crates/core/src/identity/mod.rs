//! Identity: the codes by which organizations, divisions and persons are told apart.
//!
//! Serves GB 32100-2015 (unified social credit code), GB 11714 (organization code inside it),
//! GB/T 2260 (administrative divisions) and GB 11643 (resident identity number).
//! Names of organizations are here only as texts to compare and search.
//! May not enter: look-ups in the register, whether a name is lawful, anything that does I/O.

mod check;
mod code_segment;
mod division;
mod division_csv;
mod division_table;
mod look_alike;
mod name;
mod organization_body;
mod resident_identity;
mod uscc;
mod uscc_defect;
mod uscc_examination;

pub use code_segment::{CodeSegment, IssueError, SegmentError};
pub use division::{Division, DivisionCode, DivisionCodeError, DivisionLevel};
pub use division_table::{DivisionError, DivisionErrorKind, Divisions};
pub use look_alike::{Likeness, NameKeys, likeness, name_keys, stem_halves};
pub use name::{NameQuery, name_grams, name_query, name_rank, normalize_name};
pub use organization_body::{BodyError, OrganizationBody};
pub use resident_identity::{ResidentIdentity, ResidentIdentityError};
pub use uscc::{Department, Uscc};
pub use uscc_defect::{Defect, Warning};
