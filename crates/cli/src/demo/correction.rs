//! Corrections in the city: a street got another name, a purpose was miscopied, and an older register's mistake that
//! lies so far back that its correction was approved and waits.
//!
//! What may not enter: real bodies or persons.

use chrono::NaiveDate;
use serde_json::Value;
use shuniu_core::{
    act::ActRequest,
    correction::{
        ApproveBackdating, ChangeFact, CorrectRecord, CorrectedField, CorrectionRequest,
        EntryCorrection, FactChange, FactItem,
    },
    unit::UnitId,
};
use shuniu_registry::{EntryReach, Target};

use super::{act, cases::Stage};

/// The entry by which an organization came into the register.
const FIRST: i64 = 1;

/// Corrects one of the organizations that were established in the home district, and has an older entry's
/// correction approved.
pub(super) fn play(
    stage: &Stage<'_>,
    registrar: &UnitId,
    established: &[String],
    inherited: &str,
    on: NaiveDate,
) -> anyhow::Result<()> {
    let mut here = None;
    for id in established {
        let organization = stage.register.organization_state(id)?;
        if organization.registrar.id == *registrar && organization.ended.is_none() {
            here = here.or(Some(organization));
        }
    }
    let here = here.ok_or_else(|| anyhow::anyhow!("nobody was established at home"))?;
    let street = here.items.domicile.clone().unwrap_or_default();
    let fact = FactChange {
        item: FactItem::Domicile,
        new: format!("{street}（路名已更新）"),
        old: street,
        since: on,
    };
    let renamed = CorrectionRequest::ChangeFact(ChangeFact {
        fact,
        reasons: "道路更名（示例）".to_owned(),
        document_number: "示地〔2026〕3号".to_owned(),
    });
    of_correction(stage, "examiner", &here.id, renamed)?;
    let decider = stage.cast.actor("decider")?;
    let fields = ["items.purpose".to_owned()];
    let reach = stage.register.entry_reach(&here.id, FIRST, Some(&fields), decider)?;
    let corrected = CorrectionRequest::CorrectRecord(CorrectRecord {
        correction: miscopied(&reach)?,
        reasons: "与批准文件不符（示例）".to_owned(),
        document_number: "示更〔2026〕1号".to_owned(),
    });
    of_correction(stage, "decider", &here.id, corrected)?;
    let approved = CorrectionRequest::ApproveBackdating(ApproveBackdating {
        entry: Some(FIRST),
        reaches_to: NaiveDate::from_ymd_opt(1998, 12, 1).unwrap_or(on),
        reasons: "档案核查发现成立日期有误（示例）".to_owned(),
        document_number: "示更批〔2026〕1号".to_owned(),
    });
    of_correction(stage, "decider", inherited, approved)
}

/// A purpose that lacks its last word: nothing that was decided rests on it.
fn miscopied(reach: &EntryReach) -> anyhow::Result<EntryCorrection> {
    anyhow::ensure!(reach.resting.is_empty(), "a certificate does not print the purpose");
    let stands = reach.fields.iter().find(|known| known.field == "items.purpose");
    let stands = stands.map(|known| known.value.clone()).unwrap_or_default();
    let text = stands.as_str().unwrap_or_default();
    let field = CorrectedField {
        field: "items.purpose".to_owned(),
        new: Value::from(format!("{text}服务社会。")),
        old: stands,
    };
    Ok(EntryCorrection {
        entry: FIRST,
        fields: vec![field],
        effective_on: None,
        resting: Vec::new(),
    })
}

fn of_correction(
    stage: &Stage<'_>,
    login: &str,
    id: &str,
    request: CorrectionRequest,
) -> anyhow::Result<()> {
    let request = ActRequest::Correction { request: Box::new(request) };
    act(stage.register, stage.cast.actor(login)?, Target::Organization(id.to_owned()), request)?;
    Ok(())
}
