//! The contents of the acts on credit, for the walk; and what must hold of the lists.

use chrono::NaiveDate;
use shuniu_core::{
    act::{ActKind, ActRequest},
    organization::Organization,
    oversight::credit::{
        ApplyForRemoval, CreditList, CreditRequest, ExistingListing, Letter, ListInput,
        ListingGround, NotifyListing, ObjectToListing, RemovalReason, RemoveFromList, RepairCredit,
        StatedPenalty, StatedPenaltyKind, WaiveListing,
    },
};

use crate::moves::Move;

impl Move {
    /// An act on credit, lawful in form for a move with nothing odd about it.
    pub(super) fn of_credit(&self, kind: ActKind, on: NaiveDate) -> ActRequest {
        let list = CreditList::ALL[usize::from(self.mutation % 2)];
        let ground = ListingGround::ALL[usize::from(self.which) % ListingGround::ALL.len()];
        let (text, document_number) = (self.text.clone(), "示1号".to_owned());
        let request = match kind {
            ActKind::SendLetter => CreditRequest::Letter(Letter {
                mail_number: text,
                sent_on: on,
                signed_for: self.number % 2 == 0,
            }),
            ActKind::NotifyListing => CreditRequest::Notify(NotifyListing {
                list,
                ground,
                facts: text.clone(),
                year: None,
                document_number,
                delivered_on: on,
                delivered_by: text,
            }),
            ActKind::ObjectToListing => {
                CreditRequest::Object(ObjectToListing { list, ground, text })
            }
            ActKind::WaiveListing => {
                CreditRequest::Waive(WaiveListing { list, ground, reasons: text, proof: None })
            }
            ActKind::ListOrganization => CreditRequest::List(ListInput {
                list,
                ground,
                facts: text,
                year: None,
                penalties: ground.was_heard().then(|| self.penalty(on)).into_iter().collect(),
                document_number,
            }),
            ActKind::ApplyForRemoval => {
                CreditRequest::Apply(ApplyForRemoval { list, statement: text })
            }
            ActKind::RemoveFromList => CreditRequest::Remove(RemoveFromList {
                list,
                reason: [
                    RemovalReason::Rectified,
                    RemovalReason::TimePassed,
                    RemovalReason::Moved,
                    RemovalReason::Deregistered,
                    RemovalReason::Mistaken,
                ][usize::try_from(self.number.rem_euclid(5)).unwrap_or_default()],
                verified_on: Some(on),
                note: text,
                document_number,
            }),
            ActKind::RepairCredit => CreditRequest::Repair(RepairCredit {
                list,
                corrected: self.number % 2 == 0,
                pledged: true,
                document_number,
            }),
            _ => CreditRequest::Import(ExistingListing {
                list,
                listed_on: Some(on),
                facts: Some(text.clone()),
                removed_on: (self.number % 2 == 0).then_some(on),
                removal: None,
                authority: text.clone(),
                source: text,
            }),
        };
        ActRequest::Credit { request: Box::new(request) }
    }

    fn penalty(&self, on: NaiveDate) -> StatedPenalty {
        StatedPenalty {
            kind: StatedPenaltyKind::Fine,
            yuan: Some(self.number),
            document_number: "罚1号".to_owned(),
            authority: self.text.clone(),
            decided_on: on,
        }
    }
}

/// Whoever is no more stands on no list, and entries are numbered one by one.
pub(super) fn lists_hold(organization: &Organization) {
    let credit = &organization.credit;
    if organization.ended.is_some() {
        assert!(credit.abnormal.is_none() && credit.serious.is_none(), "gone and listed");
    }
    let mut numbers: Vec<u32> = credit.entries().map(|(entry, _)| entry.number).collect();
    numbers.sort_unstable();
    let counted: Vec<u32> = (1..).take(numbers.len()).collect();
    assert_eq!(numbers, counted, "entries are counted");
    for list in CreditList::ALL {
        let entries = credit.entries().filter(|(entry, _)| entry.list == list);
        let mut days: Vec<(NaiveDate, NaiveDate)> = entries
            .filter_map(|(entry, past)| {
                let until = past.map_or(NaiveDate::MAX, |past| past.removed_on);
                Some((entry.listed_on?, until))
            })
            .collect();
        days.sort_unstable();
        assert!(days.iter().all(|(from, until)| from <= until), "in order: {days:?}");
        let apart = days.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        assert!(apart, "intervals of a list do not overlap: {days:?}");
    }
}
