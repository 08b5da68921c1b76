//! Lengths of texts and lists inside what the core defines: each problem names its own field.
//!
//! What may not enter: conditions of the law.

use chrono::NaiveDate;
use shuniu_core::{
    affiliation::{ConfirmationList, MemberPlanInput},
    hub::{AuthorizationInput, Nomination},
    registration::{
        CadrePost, CharityParticulars, Deregistration, NameParts, Party, StatutoryApproval,
        UnitConsent,
    },
    text::Text,
};

use shuniu_registry::OwnMember;

use crate::{cursor::legal_date, problem::Problem};

pub(super) const TITLE: usize = 100;
pub(super) const NAME: usize = 60;

/// A list that is not longer than it may be. The validator would want to serialize persons to check
/// the length of their lists.
pub fn at_most(pointer: &str, found: usize, most: usize) -> Result<(), Problem> {
    if found <= most {
        return Ok(());
    }
    let text = Text::new(format!("最多 {most} 项。"), format!("At most {most} items."));
    Err(Problem::field(pointer, "length", text))
}

/// A list that is not empty, and not longer than it may be.
pub fn between(pointer: &str, found: usize, most: usize) -> Result<(), Problem> {
    if found == 0 {
        let text = Text::new("至少一项。", "At least one item.");
        return Err(Problem::field(pointer, "length", text));
    }
    at_most(pointer, found, most)
}

/// A text that is there and not longer than it may be.
pub(super) fn within(pointer: &str, text: &str, most: usize) -> Result<(), Problem> {
    let blank = text.trim().is_empty();
    if !blank && text.chars().count() <= most {
        return Ok(());
    }
    let told = Text::new(
        format!("应当填写 1 至 {most} 个字符。"),
        format!("Write 1 to {most} characters."),
    );
    Err(Problem::field(pointer, "length", told))
}

/// A day that both databases know how to compare.
pub(super) fn day(pointer: &str, stated: impl Into<Option<NaiveDate>>) -> Result<(), Problem> {
    legal_date(pointer, stated.into()).map(drop)
}

/// A number that is not too small or too large.
pub(super) fn in_range(pointer: &str, found: i64, least: i64, most: i64) -> Result<(), Problem> {
    if (least..=most).contains(&found) {
        return Ok(());
    }
    let told = Text::new(
        format!("应当在 {least} 至 {most} 之间。"),
        format!("Between {least} and {most}."),
    );
    Err(Problem::field(pointer, "range", told))
}

/// What is stated with an application for deregistration.
pub(super) fn deregistration(stated: &Deregistration) -> Result<(), Problem> {
    const STATEMENT: usize = 2_000;
    within("/deregistration/signed_by", &stated.signed_by, TITLE)?;
    match &stated.statement {
        None => Ok(()),
        Some(statement) => within("/deregistration/statement", statement, STATEMENT),
    }
}

/// What names the approval of a legal person by statute.
pub(super) fn statutory(stated: Option<&StatutoryApproval>) -> Result<(), Problem> {
    const STATUTE: usize = 200;
    let Some(stated) = stated else { return Ok(()) };
    within("/statutory/authority", &stated.authority, TITLE)?;
    within("/statutory/number", &stated.number, TITLE)?;
    within("/statutory/statute", &stated.statute, STATUTE)
}

/// The officers of a charity, in the field that they are stated in.
pub(super) fn charity(pointer: &str, stated: Option<&CharityParticulars>) -> Result<(), Problem> {
    const OFFICERS: usize = 100;
    let Some(stated) = stated else { return Ok(()) };
    at_most(&format!("{pointer}/officers"), stated.officers.len(), OFFICERS)?;
    for (index, officer) in stated.officers.iter().enumerate() {
        within(&format!("{pointer}/officers/{index}/name"), &officer.name, NAME)?;
    }
    Ok(())
}

/// The parties of a merger or split, in the field that they are stated in.
pub(super) fn parties(pointer: &str, stated: &[Party]) -> Result<(), Problem> {
    const PARTIES: usize = 20;
    const IDENTIFIER: usize = 64;
    at_most(pointer, stated.len(), PARTIES)?;
    for (index, party) in stated.iter().enumerate() {
        within(&format!("{pointer}/{index}/organization"), &party.organization, IDENTIFIER)?;
        if let Some(consent) = &party.consent {
            within(&format!("{pointer}/{index}/consent/number"), &consent.number, TITLE)?;
        }
    }
    Ok(())
}

/// The names of others that are stated to stand in a name.
pub(super) fn name_parts(pointer: &str, stated: &NameParts) -> Result<(), Problem> {
    if let Some(person) = &stated.person {
        within(&format!("{pointer}/person/name"), &person.name, NAME)?;
    }
    if let Some(organization) = &stated.organization {
        within(&format!("{pointer}/organization/name"), &organization.name, TITLE)?;
    }
    Ok(())
}

/// The approval of a leading cadre's post.
pub(super) fn cadre(pointer: &str, stated: Option<&CadrePost>) -> Result<(), Problem> {
    match stated.and_then(|post| post.approval.as_ref()) {
        None => Ok(()),
        Some(approval) => {
            within(&format!("{pointer}/cadre/approval/number"), &approval.number, TITLE)
        }
    }
}

/// Most fields that a hub covers.
const FIELDS: usize = 20;

/// What a nomination states.
pub fn nomination(stated: &Nomination) -> Result<(), Problem> {
    const EVIDENCE: usize = 50;
    const DOCUMENT: usize = 200;
    fields(&stated.fields)?;
    at_most("/evidence", stated.evidence.len(), EVIDENCE)?;
    for (index, evidence) in stated.evidence.iter().enumerate() {
        within(&format!("/evidence/{index}/title"), &evidence.title, DOCUMENT)?;
        if let Some(number) = &evidence.number {
            within(&format!("/evidence/{index}/number"), number, TITLE)?;
        }
        if evidence.sha256.as_deref().is_some_and(|digest| !super::application::is_sha256(digest)) {
            let text = super::remedy("sha256");
            return Err(Problem::field(format!("/evidence/{index}/sha256"), "sha256", text));
        }
    }
    Ok(())
}

/// What an authorization states.
pub fn authorization(stated: &AuthorizationInput) -> Result<(), Problem> {
    const POWERS: usize = 3;
    within("/document_number", &stated.document_number, TITLE)?;
    fields(&stated.fields)?;
    at_most("/powers", stated.powers.len(), POWERS)
}

fn fields(stated: &[String]) -> Result<(), Problem> {
    const FIELD: usize = 50;
    at_most("/fields", stated.len(), FIELDS)?;
    for (index, field) in stated.iter().enumerate() {
        within(&format!("/fields/{index}"), field, FIELD)?;
    }
    Ok(())
}

/// A hub's own list.
pub fn own_members(stated: &[OwnMember]) -> Result<(), Problem> {
    const MEMBERS: usize = 10_000;
    const CODE: usize = 64;
    const OWN_NAME: usize = 200;
    at_most("/members", stated.len(), MEMBERS)?;
    for (index, member) in stated.iter().enumerate() {
        within(&format!("/members/{index}/uscc"), &member.uscc, CODE)?;
        if let Some(name) = &member.name {
            within(&format!("/members/{index}/name"), name, OWN_NAME)?;
        }
    }
    Ok(())
}

/// A confirmation list's number, and that of the old unit's letter.
pub fn confirmation(list: &ConfirmationList, release: Option<&UnitConsent>) -> Result<(), Problem> {
    within("/list/number", &list.number, TITLE)?;
    match release {
        Some(stated) => self::release("/release", stated),
        None => Ok(()),
    }
}

/// The number of the old unit's letter.
pub fn release(pointer: &str, stated: &UnitConsent) -> Result<(), Problem> {
    within(&format!("{pointer}/number"), &stated.number, TITLE)
}

/// The basis of a plan for direct registration.
pub fn plan(pointer: &str, stated: &MemberPlanInput) -> Result<(), Problem> {
    const POLICY: usize = 200;
    let MemberPlanInput::Direct { basis } = stated else { return Ok(()) };
    within(&format!("{pointer}/basis/class"), &basis.class, NAME)?;
    within(&format!("{pointer}/basis/field"), &basis.field, NAME)?;
    within(&format!("{pointer}/basis/policy_document"), &basis.policy_document, POLICY)
}
