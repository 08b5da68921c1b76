//! Who acts in these tests, and the acts in their usual form: an association is established on 2026-06-01 (entries
//! 1 to 4), its domicile changed on 2026-07-06.

use chrono::NaiveDate;
use serde_json::Value;
use shuniu_core::{
    access::{Actor, Role},
    act::ActRequest,
    correction::{
        AnnulAct, AnnulmentGround, CorrectRecord, CorrectedField, CorrectionRequest,
        EntryCorrection, Recorded, RestingAnswer, RestingBecomes, TakenBack, reach, replay,
    },
    organization::Organization,
    registration::{DocumentKind, ItemChanges, NameParts, Requested},
};

pub use crate::support::organizations::{act, agent, refused};
use crate::support::{
    DOCUMENTS, World, application, consent, day, decider, document, examination, examiner, officer,
    reception, staff,
};

/// Today, in these tests.
pub const TODAY: &str = "2026-09-01";

pub fn established(w: &mut World) -> String {
    w.established(&application(), "2026-06-01")
}

/// Who corrects, and who approves that it reaches further back.
pub fn head(w: &World, id: &str, account: &str) -> Actor {
    staff(account, Role::Decider, w.organization(id).registrar.id.as_str())
}

pub fn entries(w: &World, id: &str) -> Vec<Recorded> {
    w.register.entries[id].clone()
}

/// The version of the last entry of a kind.
pub fn last(w: &World, id: &str, kind: &str) -> i64 {
    let of = |entry: &&Recorded| entry.event.to_stored().unwrap().0 == kind;
    entries(w, id).iter().rfind(of).expect("such an entry").version
}

pub fn as_of(w: &World, id: &str, on: &str) -> Organization {
    replay(&entries(w, id), Some(day(on))).expect("it was there")
}

pub fn changed(w: &mut World, id: &str, changes: ItemChanges, on: &str) {
    let mut documents = DOCUMENTS.map(document).to_vec();
    documents.push(document(DocumentKind::Resolution));
    let request = Requested::Change(Box::new(changes));
    let open = ActRequest::OpenOnOrganization { request, documents };
    let case = act(w, id, &open, &agent(id), on).subject;
    w.step(&case, &ActRequest::SubmitApplication, &agent(id), on);
    w.step(&case, &consent(), &officer(), on);
    w.step(&case, &ActRequest::AcceptApplication, &reception(), on);
    w.step(&case, &examination(), &examiner(), on);
    w.step(&case, &ActRequest::ApproveApplication, &decider(), on);
}

pub fn moved_to(w: &mut World, id: &str, domicile: &str, on: &str) {
    let domicile = Some(domicile.to_owned());
    changed(w, id, ItemChanges { domicile, ..ItemChanges::default() }, on);
}

pub fn renamed(w: &mut World, id: &str, field: &str, on: &str) {
    let name_parts = Some(NameParts { field: field.to_owned(), ..application().name_parts });
    changed(w, id, ItemChanges { name_parts, ..ItemChanges::default() }, on);
}

pub fn field(field: &str, old: impl Into<Value>, new: impl Into<Value>) -> CorrectedField {
    CorrectedField { field: field.to_owned(), old: old.into(), new: new.into() }
}

pub fn correction(entry: i64, fields: Vec<CorrectedField>) -> EntryCorrection {
    EntryCorrection { entry, fields, effective_on: None, resting: Vec::new() }
}

pub fn moved(entry: i64, effective_on: NaiveDate) -> EntryCorrection {
    EntryCorrection { effective_on: Some(effective_on), ..correction(entry, Vec::new()) }
}

/// The same, with every act that rests on it answered for.
pub fn answered(w: &World, id: &str, input: EntryCorrection) -> EntryCorrection {
    let resting = answers(w, id, input.entry, Some(&input));
    EntryCorrection { resting, ..input }
}

/// Certificates are issued anew, what cannot stand falls, what can stands.
pub fn answers(
    w: &World,
    id: &str,
    entry: i64,
    corrected: Option<&EntryCorrection>,
) -> Vec<RestingAnswer> {
    let acts = reach(&entries(w, id), entry, corrected).into_iter();
    let answer = |act: shuniu_core::correction::RestingAct| {
        let becomes = match (act.may_stand, act.certificate) {
            (false, _) => RestingBecomes::Annulled,
            (true, Some(_)) => RestingBecomes::Reissued,
            (true, None) => RestingBecomes::Stands,
        };
        RestingAnswer { entry: act.entry, becomes, reasons: "逐项核对".to_owned() }
    };
    acts.map(answer).collect()
}

pub fn correct(correction: EntryCorrection) -> ActRequest {
    let (reasons, document_number) = ("与批准文件不符".to_owned(), "示更〔2026〕1号".to_owned());
    let input = CorrectRecord { correction, reasons, document_number };
    asked(CorrectionRequest::CorrectRecord(input))
}

pub fn annulment(entry: i64, resting: Vec<RestingAnswer>) -> AnnulAct {
    AnnulAct {
        annulment: TakenBack { entry, resting },
        ground: AnnulmentGround::ConditionsNotMet,
        reasons: "不符合法定条件".to_owned(),
        public_harm: None,
        delivered_on: day("2026-08-20"),
        statement: Some("无异议".to_owned()),
        document_number: "示撤〔2026〕1号".to_owned(),
    }
}

pub fn annul(input: AnnulAct) -> ActRequest {
    asked(CorrectionRequest::AnnulAct(input))
}

pub fn asked(request: CorrectionRequest) -> ActRequest {
    ActRequest::Correction { request: Box::new(request) }
}
