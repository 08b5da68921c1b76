//! Registration (登记): entering an organization into the register.
//!
//! Serves the regulations on associations (art. 2–14), service institutions (art. 2–12) and
//! foundations (art. 6–24), the name measures (order 69) and the direct registration policy.
//! `application.rs` is what founders state, `particulars.rs` what only one kind states,
//! `requested.rs` what is applied for about an organization that exists, `change.rs` a change of
//! what is registered, `charity.rs` charters and charity status, `filings.rs` what is filed for the record,
//! `statutory.rs` the approval of a legal person by statute, `succession.rs` merger and split,
//! `situation.rs` the facts a decision is taken on, `rules/` one file per group of conditions.
//!
//! What may not enter: the steps of the procedure (`case`), and numbers of the law (rulebook).

mod application;
mod change;
mod charity;
mod deregistration;
mod filings;
mod last_days;
mod name_check;
mod name_parts;
mod officers;
mod particulars;
mod requested;
pub mod rules;
mod situation;
mod statutory;
mod succession;
mod transfer;

pub use application::{
    Conviction, DirectBasis, Document, DocumentKind, EstablishmentApplication, Founder, Person,
    Reach, Route,
};
pub use change::{Item, ItemChanges, as_it_would_stand, reach_of};
pub use charity::{
    CharityOfficer, CharityParticulars, CharterAmendment, CouncilVote, FundraisingParticulars,
};
pub use deregistration::Deregistration;
pub use filings::{
    Ballot, BankAccount, OfficersElected, PartyBuilding, PartyForm, SealAndAccount, SealSpecimen,
};
pub use last_days::ConsentTime;
pub use name_check::{NameCheck, OldNames, ProposedName, check_name};
pub use name_parts::{
    MeritField, NameParts, OrganizationInName, PersonInName, division_names, taken_apart,
};
pub use officers::{CadrePost, CadreStanding, IndustryOfficer, Officer, Post};
pub use particulars::{
    Director, FoundationOfficer, FoundationParticulars, FoundationSupervisor,
    InstitutionParticulars, LegalForm, Premises,
};
pub use requested::{About, Application, OrganizationApplication, Requested};
pub use situation::{PartyStanding, Situation};
pub use statutory::StatutoryApproval;
pub use succession::{Merger, Party, Resolution, Succession, UnitConsent};
pub use transfer::SupervisionTransfer;
