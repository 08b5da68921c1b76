//! How far a correction reaches: what each entry sets, what it rests on, and so which later acts rest on one that is
//! corrected or taken back; and which entries have a way of their own to be taken back.
//!
//! What may not enter: what becomes of those acts; the officer says that.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    CorrectedField, CorrectionEvent, EntryCorrection, Known, as_corrected, entry::Recorded,
    fields::ITEMS, of_same_act,
};
use crate::{
    act::ActKind,
    affiliation::{AffiliationEvent, RelationKind},
    decoupling::DecouplingEvent,
    evaluation::EvaluationEvent,
    event::Event,
    exit::ExitEvent,
    organization::{DecidedAction, OrganizationEvent},
    oversight::{
        annual::AnnualEvent,
        credit::CreditEvent,
        penalty::{BreachGround, PenaltyBasis, PenaltyEvent},
    },
    registration::Item,
    text::Text,
    unit::UnitId,
};

/// What an entry sets, or rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    /// That it is there, and since when.
    Life,
    Name,
    Item(String),
    Supervision,
    Relation(RelationKind, UnitId),
    Charter,
    Charity,
    Fundraising,
    Term,
    Certificate,
    Liquidation,
    End,
}

/// An act that rests on what is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RestingAct {
    /// The version of the first of its entries that does.
    pub entry: i64,
    /// The act.
    pub act: String,
    /// Its title.
    pub title: Option<Text>,
    /// Its legal date.
    pub effective_on: NaiveDate,
    /// Whether it can stand without what it rests on; what cannot falls with it.
    pub may_stand: bool,
    /// The certificate that it issued, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
}

/// How an entry can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnWay {
    /// By annulling the act.
    Annulment,
    /// By another act, that the law has for it.
    Act(ActKind),
    /// Not at all: it is an act on several organizations.
    None,
}

/// Which later acts rest on what is corrected of an entry, or on the whole act where it is taken back.
#[must_use]
pub fn reach(
    entries: &[Recorded],
    entry: i64,
    corrected: Option<&EntryCorrection>,
) -> Vec<RestingAct> {
    let known = as_corrected(entries);
    let own: BTreeSet<i64> = match corrected {
        Some(_) => BTreeSet::from([entry]),
        None => of_same_act(entries, entry).map(|entry| entry.version).collect(),
    };
    let first = own.first().copied().unwrap_or(entry);
    let about = |known: &&Known<'_>| own.contains(&known.entry.version);
    let mut touched: BTreeSet<Thing> = known
        .iter()
        .filter(about)
        .flat_map(|it| match corrected {
            Some(input) => narrowed(sets(&it.event), &input.fields, input.effective_on.is_some()),
            None => set_by(&known, &it.event),
        })
        .collect();
    let mut resting: Vec<RestingAct> = Vec::new();
    let mut acts: Vec<&Recorded> = Vec::new();
    for later in known.iter().filter(|k| k.entry.version > first && !k.annulled && !about(k)) {
        let (rests, set) = (rests_on(&later.event), sets(&later.event));
        if rests.iter().any(|thing| touched.contains(thing)) {
            touched.extend(set);
            let stands = corrected.is_some() || may_stand(&later.event);
            let known = acts.iter().position(|act| act.is_of_act_of(later.entry));
            if let Some(act) = known.and_then(|at| resting.get_mut(at)) {
                act.certificate = act.certificate.take().or(certificate(&later.event));
                act.may_stand &= stands;
            } else {
                acts.push(later.entry);
                resting.push(RestingAct { may_stand: stands, ..of_act(later) });
            }
        } else if !speaks_of_another(&later.event) {
            // What is set anew rests on it no more.
            touched.retain(|thing| !set.contains(thing));
        }
    }
    resting
}

/// The days between which the legal date of an entry may lie: what it follows, and what follows it.
pub(crate) fn room(entries: &[Recorded], entry: i64) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let mut known = as_corrected(entries);
    known.retain(|known| !known.annulled);
    let of = known.iter().find(|known| known.entry.version == entry);
    let things: BTreeSet<Thing> =
        of.into_iter().flat_map(|known| touched_by(&known.event)).collect();
    let near = |other: &&Known<'_>| touched_by(&other.event).iter().any(|t| things.contains(t));
    let others = || known.iter().filter(|other| other.entry.version != entry).filter(near);
    let before = others().filter(|other| other.entry.version < entry);
    let after = others().filter(|other| other.entry.version > entry);
    let day = |known: &Known<'_>| known.effective_on;
    (before.map(day).max(), after.map(day).min())
}

/// The legal day on which a registered item was set last.
pub(crate) fn set_last(entries: &[Recorded], item: Item) -> Option<NaiveDate> {
    let thing = Thing::Item(item.id().to_owned());
    let known = as_corrected(entries);
    let sets_it = |known: &&Known<'_>| !known.annulled && sets(&known.event).contains(&thing);
    known.iter().rfind(sets_it).map(|known| known.effective_on)
}

fn touched_by(event: &Event) -> Vec<Thing> {
    sets(event).into_iter().chain(rests_on(event)).collect()
}

fn of_act(known: &Known<'_>) -> RestingAct {
    let entry = known.entry;
    RestingAct {
        entry: entry.version,
        act: entry.act.clone(),
        title: ActKind::title_of(&entry.act),
        effective_on: known.effective_on,
        may_stand: true,
        certificate: certificate(&known.event),
    }
}

/// Whether an entry says something without what it rests on. A certificate is a paper of its own, whoever took
/// supervision over from another has it, and what has a way of its own is taken back that way.
fn may_stand(event: &Event) -> bool {
    match event {
        Event::Organization(event) => matches!(event, OrganizationEvent::CertificateIssued { .. }),
        Event::Affiliation(event) => matches!(**event, AffiliationEvent::SupervisionEnded { .. }),
        Event::Exit(_) => false,
        _ => true,
    }
}

/// The number of the certificate that an entry issued.
pub(super) fn certificate(event: &Event) -> Option<String> {
    match event {
        Event::Organization(OrganizationEvent::CertificateIssued { certificate, .. }) => {
            Some(certificate.number.clone())
        }
        _ => None,
    }
}

/// Of what an entry sets, what a correction of some of its fields touches: a text or number beside it nothing, its
/// legal date everything.
fn narrowed(set: Vec<Thing>, fields: &[CorrectedField], dated: bool) -> Vec<Thing> {
    if dated {
        return set;
    }
    let touches = |thing: &Thing, field: &str| match field.split('.').collect::<Vec<_>>()[..] {
        ["items", item, ..] => *thing == Thing::Item(item.to_owned()),
        ["name"] => *thing == Thing::Name,
        ["established_on"] => *thing == Thing::Life,
        ["rename" | "certificate", ..]
        | ["decision", "decided_on" | "action"]
        | ["since" | "until" | "term_from" | "term_until"] => true,
        _ => false,
    };
    let touched = |thing: &Thing| fields.iter().any(|field| touches(thing, &field.field));
    set.into_iter().filter(touched).collect()
}

fn items(ids: impl IntoIterator<Item = String>) -> Vec<Thing> {
    ids.into_iter().map(|id| if id == "name" { Thing::Name } else { Thing::Item(id) }).collect()
}

/// Whether an entry sets nothing of its own, but says what another should have.
fn speaks_of_another(event: &Event) -> bool {
    matches!(event, Event::Correction(event) if !matches!(**event, CorrectionEvent::FactChanged { .. }))
}

/// What an entry sets; a correction, what those that it is about set.
fn set_by(known: &[Known<'_>], event: &Event) -> Vec<Thing> {
    let Event::Correction(correction) = event else { return sets(event) };
    // A correction can be corrected in turn, by a later one only: the look goes back, and ends.
    let of = |version: i64| {
        let at = known.iter().position(|known| known.entry.version == version);
        let found = at.and_then(|at| known.split_at_checked(at)).and_then(|(before, rest)| {
            rest.first().map(|known| set_by(before, &known.entry.event))
        });
        found.unwrap_or_default()
    };
    let own = match &**correction {
        CorrectionEvent::RecordCorrected { entry, fields, dates, .. } => {
            narrowed(of(*entry), fields, dates.is_some())
        }
        _ => sets(event),
    };
    own.into_iter().chain(correction.annulled().iter().flat_map(|entry| of(*entry))).collect()
}

/// What an entry sets of its own.
fn sets(event: &Event) -> Vec<Thing> {
    match event {
        Event::Organization(event) => set_by_organization(event),
        Event::Affiliation(event) => match &**event {
            AffiliationEvent::Began { kind, unit, .. }
            | AffiliationEvent::Ended { kind, unit, .. }
            | AffiliationEvent::Suspended { kind, unit, .. }
            | AffiliationEvent::Resumed { kind, unit, .. }
            | AffiliationEvent::Told { kind, unit, .. } => {
                vec![Thing::Relation(*kind, unit.id.clone())]
            }
            AffiliationEvent::EndingNotified { .. }
            | AffiliationEvent::EndingRescinded { .. }
            | AffiliationEvent::SupervisionEnded { .. }
            | AffiliationEvent::BecameDirect { .. }
            | AffiliationEvent::MemberPlanned { .. } => vec![Thing::Supervision],
            AffiliationEvent::CharterToRatify { .. } => Vec::new(),
        },
        Event::Exit(event) => match &**event {
            ExitEvent::LiquidationBegan { .. }
            | ExitEvent::NoDebtsPledged { .. }
            | ExitEvent::LiquidationConcluded { .. } => vec![Thing::Liquidation],
            _ => Vec::new(),
        },
        Event::Correction(event) => match &**event {
            CorrectionEvent::FactChanged { fact, .. } => items([fact.item.item().id().to_owned()]),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn set_by_organization(event: &OrganizationEvent) -> Vec<Thing> {
    match event {
        OrganizationEvent::Registered { .. } => {
            let own = [Thing::Life, Thing::Name].into_iter();
            own.chain(items(ITEMS.map(ToOwned::to_owned))).collect()
        }
        OrganizationEvent::SupervisionBegan { .. } => vec![Thing::Supervision],
        OrganizationEvent::ItemsChanged { changes, .. } => {
            items(changes.iter().map(|change| change.field.clone()))
        }
        OrganizationEvent::CharterApproved { .. } => vec![Thing::Charter],
        OrganizationEvent::BecameCharity { .. } => vec![Thing::Charity],
        OrganizationEvent::FundraisingQualified { .. } => vec![Thing::Fundraising],
        OrganizationEvent::OfficersFiled { .. } => vec![Thing::Term],
        OrganizationEvent::CertificateIssued { .. }
        | OrganizationEvent::DuplicateIssued { .. }
        | OrganizationEvent::CertificateLost { .. } => vec![Thing::Certificate],
        OrganizationEvent::RenameRecorded { .. } => vec![Thing::Name],
        OrganizationEvent::DecisionRecorded { decision, .. } => match decision.action {
            Some(DecidedAction::Establishment) => vec![Thing::Life],
            Some(action) if action.ends() => vec![Thing::End],
            _ => Vec::new(),
        },
        OrganizationEvent::Ended { .. } => vec![Thing::End],
        OrganizationEvent::SealAndAccountFiled { .. }
        | OrganizationEvent::PartyBuildingFiled { .. }
        | OrganizationEvent::CertificateDelivered { .. }
        | OrganizationEvent::Succeeded { .. }
        | OrganizationEvent::SucceededBy { .. }
        | OrganizationEvent::NoticePublished { .. } => Vec::new(),
    }
}

/// What an entry rests on: had that been otherwise, it might not have been taken, or says what is wrong.
fn rests_on(event: &Event) -> Vec<Thing> {
    match event {
        Event::Organization(event) => match event {
            // What a certificate prints.
            OrganizationEvent::CertificateIssued { .. } => {
                let printed = [
                    Item::Domicile,
                    Item::BusinessScope,
                    Item::ActivityArea,
                    Item::LegalRepresentative,
                    Item::FundsYuan,
                    Item::PublicRaising,
                ];
                let items = items(printed.map(|item| item.id().to_owned()));
                let other = [Thing::Name, Thing::Supervision, Thing::Charity];
                items.into_iter().chain(other).collect()
            }
            OrganizationEvent::CertificateDelivered { .. }
            | OrganizationEvent::DuplicateIssued { .. }
            | OrganizationEvent::CertificateLost { .. } => vec![Thing::Certificate],
            OrganizationEvent::FundraisingQualified { .. } => vec![Thing::Charity, Thing::Life],
            OrganizationEvent::Ended { .. } => vec![Thing::Liquidation],
            _ => Vec::new(),
        },
        Event::Affiliation(event) => match &**event {
            AffiliationEvent::Ended { kind, unit, .. }
            | AffiliationEvent::Suspended { kind, unit, .. }
            | AffiliationEvent::Resumed { kind, unit, .. } => {
                vec![Thing::Relation(*kind, unit.id.clone())]
            }
            AffiliationEvent::EndingNotified { .. }
            | AffiliationEvent::EndingRescinded { .. }
            | AffiliationEvent::SupervisionEnded { .. }
            | AffiliationEvent::MemberPlanned { .. }
            | AffiliationEvent::CharterToRatify { .. } => vec![Thing::Supervision],
            _ => Vec::new(),
        },
        Event::Exit(event) => match &**event {
            ExitEvent::LiquidationAnnounced { .. }
            | ExitEvent::LiquidationConcluded { .. }
            | ExitEvent::CertificateCollected { .. } => vec![Thing::Liquidation],
            _ => Vec::new(),
        },
        Event::Decoupling(event) if matches!(**event, DecouplingEvent::Listed { .. }) => {
            vec![Thing::Supervision]
        }
        // Years since the registration are asked for (order 82 art. 11; regulations art. 29, 41).
        Event::Evaluation(event) if matches!(**event, EvaluationEvent::EvaluationBegun { .. }) => {
            vec![Thing::Life]
        }
        Event::Penalty(event) => match &**event {
            PenaltyEvent::CaseFiled { case } => {
                let breach = &case.breach;
                let idle = (breach.ground == BreachGround::Idle).then_some(Thing::Life);
                let charity = (breach.basis == PenaltyBasis::Charity).then_some(Thing::Charity);
                idle.into_iter().chain(charity).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// How an entry can be taken back. What an older register told can be, where it was told wrongly.
#[must_use]
pub fn taken_back_by(event: &Event) -> OwnWay {
    match event {
        Event::Organization(event) => match event {
            OrganizationEvent::Registered { .. } => OwnWay::Act(ActKind::FilePenaltyCase),
            OrganizationEvent::Succeeded { .. } | OrganizationEvent::SucceededBy { .. } => {
                OwnWay::None
            }
            _ => OwnWay::Annulment,
        },
        Event::Affiliation(_) | Event::Exit(_) | Event::Correction(_) => OwnWay::Annulment,
        Event::Decoupling(_) => OwnWay::Act(ActKind::ReopenDecoupling),
        Event::Annual(event) if matches!(**event, AnnualEvent::InspectionRecorded { .. }) => {
            OwnWay::Annulment
        }
        Event::Annual(_) => OwnWay::Act(ActKind::AdjustInspection),
        Event::Credit(event) if matches!(**event, CreditEvent::ListingRecorded { .. }) => {
            OwnWay::Annulment
        }
        Event::Credit(_) => OwnWay::Act(ActKind::RemoveFromList),
        Event::Penalty(event) if matches!(**event, PenaltyEvent::PenaltyRecorded { .. }) => {
            OwnWay::Annulment
        }
        Event::Penalty(_) => OwnWay::Act(ActKind::AnnulPenalty),
        Event::Evaluation(event) if matches!(**event, EvaluationEvent::GradeRecorded { .. }) => {
            OwnWay::Annulment
        }
        Event::Evaluation(_) => OwnWay::Act(ActKind::BeginCheckEvaluation),
        Event::Case(_) | Event::Unit(_) | Event::Programme(_) | Event::Hub(_) | Event::Roll(_) => {
            OwnWay::None
        }
    }
}
