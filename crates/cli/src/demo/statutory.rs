//! A legal person by statute in the home district (association regulation art. 15): it exists since its
//! approval, and is registered; one more has just applied.
//!
//! What may not enter: real bodies or persons.

use chrono::{Days, NaiveDate};
use shuniu_core::{
    act::ActRequest,
    organization::OrganizationKind,
    registration::{Document, DocumentKind, StatutoryApproval},
    unit::UnitId,
};
use shuniu_registry::{ActCall, Target};

use super::{
    act,
    application::application,
    cases::Stage,
    life::{self, Upto},
    perform,
    plan::{Plan, Way},
    units::HOME,
};

/// Numbers and fields behind those of the cases.
const FIRST: usize = 500;

pub(super) fn play(stage: &Stage<'_>, home: &UnitId, on: NaiveDate) -> anyhow::Result<()> {
    brought(stage, home, FIRST, Upto::Approved, on)?;
    brought(stage, home, FIRST + 1, Upto::Filed, on)
}

/// Of the usual application only what the law asks of such a body.
fn brought(
    stage: &Stage<'_>,
    home: &UnitId,
    number: usize,
    upto: Upto,
    on: NaiveDate,
) -> anyhow::Result<()> {
    let plan = Plan {
        way: Way::Draft,
        place: HOME,
        kind: OrganizationKind::Association,
        direct: false,
        applicant: 0,
        field: number,
        steps: Vec::new(),
    };
    let (mut application, sealed) = application(&plan, number, true, home, stage.vault)?;
    application.name_parts.field = format!("{}法定", application.name_parts.field);
    application.name = application.name_parts.joined();
    let approved_on = on.checked_sub_days(Days::new(20)).unwrap_or(on);
    let approval = format!("示例政函〔2026〕{number}号");
    application.statutory = Some(StatutoryApproval {
        approved_on,
        authority: "示例市人民政府".to_owned(),
        number: approval.clone(),
        statute: "《示例法》第八条".to_owned(),
    });
    (application.members_persons, application.members_units) = (0, 0);
    (application.founders, application.charter_items) = (Vec::new(), Vec::new());
    application.documents = vec![Document {
        kind: DocumentKind::StatutoryApproval,
        title: "批准成立文件".to_owned(),
        number: Some(approval),
        issuer: None,
        dated: Some(approved_on),
        sha256: None,
    }];
    let by = |login: &str| stage.cast.actor(login);
    let open = ActRequest::OpenEstablishment { application: Box::new(application) };
    let call = ActCall::new(by("applicant")?.clone(), Target::Register, open);
    let case = perform(stage.register, &ActCall { sealed, ..call })?.subject.id;
    act(
        stage.register,
        by("applicant")?,
        Target::Case(case.clone()),
        ActRequest::SubmitApplication,
    )?;
    life::decide(stage, &case, upto)
}
