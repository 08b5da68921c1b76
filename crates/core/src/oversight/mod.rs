//! Oversight (监督管理): what the registrar and the supervisory unit watch over, a room for each tool.
//!
//! `annual/` holds annual reports and inspections, `credit/` the two lists of credit.
//!
//! What may not enter: the way out (`exit/`), and grades.

pub mod annual;
pub mod credit;
