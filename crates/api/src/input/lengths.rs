//! Lengths of texts and lists inside what the core defines: each problem names its own field.
//!
//! What may not enter: conditions of the law.

use shuniu_core::{
    registration::{CadrePost, CharityParticulars, NameParts, Party, StatutoryApproval},
    text::Text,
};

use crate::problem::Problem;

const TITLE: usize = 100;
const NAME: usize = 60;

/// A list that is not longer than it may be. The validator would want to serialize persons to check
/// the length of their lists.
pub(super) fn at_most(pointer: &str, found: usize, most: usize) -> Result<(), Problem> {
    if found <= most {
        return Ok(());
    }
    let text = Text::new(format!("最多 {most} 项。"), format!("At most {most} items."));
    Err(Problem::field(pointer, "length", text))
}

/// A text that is there and not longer than it may be.
fn within(pointer: &str, text: &str, most: usize) -> Result<(), Problem> {
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
