//! The contents of corrections, for the walk: whatever is corrected or taken back, all that must hold still holds.

use chrono::{Days, NaiveDate};
use serde_json::Value;
use shuniu_core::{
    act::{ActKind, ActRequest},
    correction::{
        AnnulAct, AnnulmentGround, ApproveBackdating, ChangeFact, CorrectRecord, CorrectedField,
        CorrectionRequest, CourtOrder, EnforceCourtOrder, EntryCorrection, FactChange, FactItem,
        Recorded, RestingAnswer, RestingBecomes, TakenBack, as_corrected, correctable, reach,
        value_of,
    },
};

use crate::{moves::Move, support::World};

impl Move {
    /// A correction of the organization with the longest history, answered for in full.
    pub(super) fn of_correction(&self, kind: ActKind, on: NaiveDate, world: &World) -> ActRequest {
        let entries = world.register.entries.values().max_by_key(|entries| entries.len());
        let entries = entries.map_or(&[][..], Vec::as_slice);
        let most = i64::try_from(entries.len()).unwrap_or_default().max(1);
        let entry = 1 + self.number.rem_euclid(most);
        let (reasons, document_number) = (self.text.clone(), "示更1号".to_owned());
        let request = match kind {
            ActKind::CorrectRecord => CorrectionRequest::CorrectRecord(CorrectRecord {
                correction: self.corrected(entries, entry),
                reasons,
                document_number,
            }),
            ActKind::ChangeFact => CorrectionRequest::ChangeFact(ChangeFact {
                fact: self.fact(on, world),
                reasons,
                document_number,
            }),
            ActKind::AnnulAct => CorrectionRequest::AnnulAct(AnnulAct {
                annulment: TakenBack { entry, resting: self.answers(entries, entry, None) },
                ground: AnnulmentGround::ConditionsNotMet,
                reasons: reasons.clone(),
                public_harm: None,
                delivered_on: on,
                statement: Some(reasons),
                document_number,
            }),
            ActKind::EnforceCourtOrder => {
                let order = match self.which % 3 {
                    0 => CourtOrder::Correct(self.corrected(entries, entry)),
                    1 => CourtOrder::Change(self.fact(on, world)),
                    _ => CourtOrder::Annul(TakenBack {
                        entry,
                        resting: self.answers(entries, entry, None),
                    }),
                };
                let court = "示例市人民法院".to_owned();
                let order =
                    EnforceCourtOrder { court, document_number, dated: on, received_on: on, order };
                CorrectionRequest::EnforceCourtOrder(order)
            }
            _ => CorrectionRequest::ApproveBackdating(ApproveBackdating {
                entry: Some(entry).filter(|_| self.mutation.is_multiple_of(2)),
                reaches_to: on - Days::new(500),
                reasons,
                document_number,
            }),
        };
        ActRequest::Correction { request: Box::new(request) }
    }

    /// One field of an entry, or its date where it has none that can be corrected.
    fn corrected(&self, entries: &[Recorded], entry: i64) -> EntryCorrection {
        let known = as_corrected(entries);
        let of = known.iter().find(|known| known.entry.version == entry);
        let fields = of.map(|known| correctable(&known.event)).unwrap_or_default();
        let field = fields.get(usize::from(self.which) % fields.len().max(1));
        let corrected = field.zip(of).map(|(field, known)| {
            let old = value_of(&known.event, field);
            let new = match &old {
                Value::Number(_) => self.number.into(),
                Value::Bool(truth) => (!truth).into(),
                _ => Value::from(self.text.clone()),
            };
            CorrectedField { field: field.clone(), old, new }
        });
        let moved = of.filter(|_| corrected.is_none()).map(|known| known.effective_on);
        let correction = EntryCorrection {
            entry,
            fields: corrected.into_iter().collect(),
            effective_on: moved.and_then(|day| day.pred_opt()),
            resting: Vec::new(),
        };
        let resting = self.answers(entries, entry, Some(&correction));
        EntryCorrection { resting, ..correction }
    }

    fn answers(
        &self,
        entries: &[Recorded],
        entry: i64,
        corrected: Option<&EntryCorrection>,
    ) -> Vec<RestingAnswer> {
        let acts = reach(entries, entry, corrected).into_iter();
        let answer = |act: shuniu_core::correction::RestingAct| RestingAnswer {
            entry: act.entry,
            becomes: match (act.may_stand, act.certificate.is_some()) {
                (false, _) => RestingBecomes::Annulled,
                (true, true) if self.mutation.is_multiple_of(2) => RestingBecomes::Reissued,
                (true, _) => RestingBecomes::Stands,
            },
            reasons: self.text.clone(),
        };
        acts.map(answer).collect()
    }

    fn fact(&self, on: NaiveDate, world: &World) -> FactChange {
        let organizations = world.register.organizations.values();
        let domicile = organizations.filter_map(|o| o.items.domicile.clone()).next_back();
        FactChange {
            item: FactItem::Domicile,
            old: domicile.unwrap_or_default(),
            new: self.text.clone(),
            since: on,
        }
    }
}
