//! Oversight (监督管理): what the registrar and the supervisory unit watch over, a room for each tool.
//!
//! `annual/` holds annual reports and inspections, `credit/` the two lists of credit, `penalty/` penalties and
//! rescissions, `proposals.rs` what a sweep proposes of them.
//!
//! What may not enter: the way out (`exit/`), and grades.

pub mod annual;
pub mod credit;
pub mod penalty;
mod proposals;

pub use proposals::{Proposal, ProposalKind, proposals, unit_proposals};
