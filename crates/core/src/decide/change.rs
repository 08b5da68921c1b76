//! Approval of what an organization applies for, all in one decision. Of a change: what is registered
//! changes, a new certificate and, for the changes that the regulation of the kind wants announced, a
//! public notice are issued (association regulation art. 18, 23; regulation on private non-enterprise
//! units art. 15, 18; foundation regulation art. 15, 19).

use chrono::NaiveDate;

use super::{
    DecideError, Decision, Given,
    affiliation::{Passing, Taker, handed_over},
    approval::{self, cited},
    assess::jurisdiction,
    case_event, certificate,
    deregistration::{self, Ending},
    malformed,
    succession::{self, Taking},
};
use crate::{
    Books,
    act::Act,
    affiliation::EndOfSupervision,
    case::{Case, CaseEvent, FieldChange, Opinion},
    event::{Event, StreamEvent, organization_stream},
    identity::Uscc,
    law::{Citation, Finding},
    organization::{
        Organization, OrganizationEvent, OrganizationKind, RegisteredItems, Relative,
        SuccessionKind,
    },
    register::Register,
    registration::{
        CharterAmendment, Item, ItemChanges, OrganizationApplication, Requested,
        SupervisionTransfer,
    },
    text::Text,
};

pub(super) fn approve<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    case: &Case,
    asked: &OrganizationApplication,
    given: &Given<'_>,
    findings: Vec<Finding>,
) -> Result<Decision, DecideError<R::Error>> {
    let id = &asked.about.organization;
    let organization = register.organization(id).map_err(DecideError::Register)?;
    let organization = organization.ok_or_else(|| malformed("about", "no such organization"))?;
    let matter = asked.request.matter().row();
    let word = matter.map_or("", |row| row.word.0);
    let document_number =
        approval::next_document(register, case, word, given.on).map_err(DecideError::Register)?;
    let approved = CaseEvent::Approved {
        document_number: document_number.clone(),
        organization: id.clone(),
        findings: findings.clone(),
    };
    let mut events = vec![case_event(&case.id, approved, given.on)];
    let mut parties = Vec::new();
    let changed = match &asked.request {
        Requested::Change(changes) => {
            change(register, books, act, case, &organization, changes, given)?
        }
        Requested::Merger(merger) => {
            let taking = Taking {
                how: SuccessionKind::Merger,
                parties: &merger.parties,
                ends: true,
                successor: Relative::of(&organization, SuccessionKind::Merger, given.on),
            };
            let of_parties = succession::succeed(register, books, case, &taking, given)?;
            events.extend(of_parties.events);
            parties = of_parties.changed;
            let mut of_this = vec![of_parties.successor];
            if !merger.changes.items().is_empty() {
                let changes = &merger.changes;
                of_this.extend(change(register, books, act, case, &organization, changes, given)?);
            }
            of_this
        }
        Requested::Deregistration(_) => {
            let ended = deregistered(register, books, case, &organization, document_number, given)?;
            events.extend(ended.events);
            parties = ended.changed;
            Vec::new()
        }
        Requested::Transfer(transfer) => {
            let of_this = transferred(register, books, act, case, &organization, transfer, given)?;
            events.extend(of_this);
            Vec::new()
        }
        Requested::Charter(amendment) => {
            vec![charter_approved(books, case, organization.kind, amendment, given.on)?]
        }
        Requested::CharityRecognition(_) => {
            let named = (organization.name.as_str(), organization.uscc);
            let mut events = became_charity(books, case, named, given.on)?;
            // A new certificate says that it is a charity (measures on recognition art. 10).
            let (kind, place) = (organization.kind, jurisdiction(case));
            events.push(certificate::issue(register, books, act, kind, place, given.on)?);
            events
        }
        Requested::Fundraising(_) => vec![OrganizationEvent::FundraisingQualified {
            case: case.id.clone(),
            basis: cited(books, "CS-7", given.on)?,
        }],
        Requested::Officers(_) | Requested::SealAndAccount(_) | Requested::PartyBuilding(_) => {
            return Err(malformed("request", "this is filed, not applied for"));
        }
    };
    events.extend(changed.into_iter().map(|event| StreamEvent {
        stream: organization_stream(id),
        event: Event::Organization(event),
        effective_on: given.on,
    }));
    parties.push((organization_stream(&organization.id), organization.version));
    Ok(Decision { events, findings, subject: case.id.clone(), changed: parties })
}

/// The rule on deregistration after a liquidation, of each kind's own regulation.
fn deregistration_article(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Association => "ST-21a",
        OrganizationKind::ServiceInstitution => "MF-17",
        OrganizationKind::Foundation => "JJ-18",
    }
}

/// It is no more: the liquidation says why.
fn deregistered<R: Register>(
    register: &mut R,
    books: &Books,
    case: &Case,
    organization: &Organization,
    document_number: String,
    given: &Given<'_>,
) -> Result<deregistration::Ended, DecideError<R::Error>> {
    let ground = organization.leaving().and_then(|standing| standing.ground);
    let ending = Ending {
        case,
        basis: &cited(books, deregistration_article(organization.kind), given.on)?,
        ground: ground.ok_or_else(|| malformed("about", "no liquidation is under way"))?,
        document_number,
        successors: Vec::new(),
        on: given.on,
    };
    deregistration::end(register, organization, &ending)
}

/// The rule that asks for approval of a charter, of each kind's own regulation.
fn charter_article(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Association => "ST-18b",
        OrganizationKind::ServiceInstitution => "MF-15c",
        OrganizationKind::Foundation => "JJ-15",
    }
}

/// Charity status, and its public notice (charity law art. 10 ¶2).
pub(super) fn became_charity<E>(
    books: &Books,
    case: &Case,
    (name, uscc): (&str, Uscc),
    on: NaiveDate,
) -> Result<Vec<OrganizationEvent>, DecideError<E>> {
    let basis = cited(books, "CS-3a", on)?;
    let day = on.format("%Y年%-m月%-d日");
    let text = Text::new(
        format!("{name}（统一社会信用代码{uscc}）自{day}起为慈善组织，现予公告。"),
        format!("{name} (code {uscc}) is a charity from {on} on."),
    );
    let became = OrganizationEvent::BecameCharity { case: case.id.clone(), basis: basis.clone() };
    let notice = OrganizationEvent::NoticePublished { subject: "charity".to_owned(), text, basis };
    Ok(vec![became, notice])
}

fn change<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    case: &Case,
    organization: &Organization,
    changes: &ItemChanges,
    given: &Given<'_>,
) -> Result<Vec<OrganizationEvent>, DecideError<R::Error>> {
    let (kind, place) = (organization.kind, jurisdiction(case));
    let articles = approval::articles(kind);
    let basis = cited(books, articles.items, given.on)?;
    let items = changes.applied_to(&organization.items);
    let told = told(organization, changes, &items);
    let issued = certificate::issue(register, books, act, kind, place, given.on)?;
    let mut events = vec![
        OrganizationEvent::ItemsChanged {
            case: case.id.clone(),
            basis: basis.clone(),
            changes: told.clone(),
            name: changes.name(),
            items: Box::new(items),
        },
        issued,
    ];
    let list = format!("{}.notice.items", kind.id());
    let announced = books.law.list(&list, given.on, place);
    let announced: Vec<(Item, FieldChange)> = changes
        .items()
        .into_iter()
        .zip(told)
        .filter(|(item, _)| announced.iter().any(|a| a == item.id()))
        .collect();
    if !announced.is_empty() {
        let basis = Citation { article: articles.notice.to_owned(), ..basis };
        events.push(notice(organization, &announced, given.on, basis));
    }
    Ok(events)
}

/// The old unit ends, the new one begins, the charter that names it is approved, the certificate
/// issued anew.
fn transferred<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    case: &Case,
    organization: &Organization,
    transfer: &SupervisionTransfer,
    given: &Given<'_>,
) -> Result<Vec<StreamEvent>, DecideError<R::Error>> {
    let opinion = case.standing_opinion().filter(|o| o.consents);
    let unit = opinion.map(|o| o.unit.clone());
    let unit = unit.ok_or_else(|| malformed("transfer.to", "the unit has not consented"))?;
    let number = opinion.and_then(|o| o.document_number.clone());
    let document_number = number.unwrap_or_else(|| format!("case {}", case.id));
    let because = EndOfSupervision::Transfer;
    let dated = opinion.map(Opinion::consented_on);
    let passing = Passing { because, document_number: &document_number, dated, release: None };
    let handed = handed_over(register, organization, &passing, Taker::Unit(unit), given.on);
    let mut events = handed.map_err(DecideError::Register)?;
    let charter = charter_approved(books, case, organization.kind, &transfer.charter, given.on)?;
    let (kind, place) = (organization.kind, jurisdiction(case));
    let issued = certificate::issue(register, books, act, kind, place, given.on)?;
    events.extend([charter, issued].map(|event| (Event::Organization(event), given.on)));
    let on_stream = |(event, effective_on)| StreamEvent {
        stream: organization_stream(&organization.id),
        event,
        effective_on,
    };
    Ok(events.into_iter().map(on_stream).collect())
}

fn charter_approved<E>(
    books: &Books,
    case: &Case,
    kind: OrganizationKind,
    amendment: &CharterAmendment,
    on: NaiveDate,
) -> Result<OrganizationEvent, DecideError<E>> {
    Ok(OrganizationEvent::CharterApproved {
        case: case.id.clone(),
        basis: cited(books, charter_article(kind), on)?,
        adopted_on: amendment.adopted_on,
        summary: amendment.summary.clone(),
    })
}

/// A value as a notice writes it: sums in yuan, the type of a foundation by its name.
fn in_words(value: &serde_json::Value) -> Text {
    match value {
        serde_json::Value::String(text) => Text::new(text.clone(), text.clone()),
        serde_json::Value::Number(sum) => Text::new(format!("{sum}元"), format!("{sum} yuan")),
        serde_json::Value::Bool(true) => Text::new("公募", "public-raising"),
        serde_json::Value::Bool(false) => Text::new("非公募", "non-public"),
        _ => Text::new("—", "—"),
    }
}

/// What changes, with old and new values, in the order of [`ItemChanges::items`]. A person is told
/// by name.
fn told(
    organization: &Organization,
    changes: &ItemChanges,
    items: &RegisteredItems,
) -> Vec<FieldChange> {
    let old = &organization.items;
    let name = |items: &RegisteredItems| {
        items.legal_representative.as_ref().map(|person| person.name.clone())
    };
    let values = |item: Item| match item {
        Item::Name => (organization.name.clone().into(), changes.name().into()),
        Item::Domicile => (old.domicile.clone().into(), items.domicile.clone().into()),
        Item::Purpose => (old.purpose.clone().into(), items.purpose.clone().into()),
        Item::BusinessScope => {
            (old.business_scope.clone().into(), items.business_scope.clone().into())
        }
        Item::ActivityArea => {
            (old.activity_area.clone().into(), items.activity_area.clone().into())
        }
        Item::LegalRepresentative => (name(old).into(), name(items).into()),
        Item::FundsYuan => (old.funds_yuan.into(), items.funds_yuan.into()),
        Item::PublicRaising => (old.public_raising.into(), items.public_raising.into()),
    };
    let told = |item: Item| {
        let (old, new) = values(item);
        FieldChange { field: item.id().to_owned(), old, new }
    };
    changes.items().into_iter().map(told).collect()
}

fn notice(
    organization: &Organization,
    announced: &[(Item, FieldChange)],
    on: NaiveDate,
    basis: Citation,
) -> OrganizationEvent {
    let kind = organization.kind;
    let zh = announced.iter().map(|(item, c)| {
        let (old, new) = (in_words(&c.old).zh, in_words(&c.new).zh);
        format!("{}由“{old}”变更为“{new}”", item.words(kind).0)
    });
    let en = announced.iter().map(|(item, c)| {
        let (old, new) = (in_words(&c.old).en, in_words(&c.new).en);
        format!("{} from \u{201c}{old}\u{201d} to \u{201c}{new}\u{201d}", item.words(kind).1)
    });
    let (name, by) = (&organization.name, &organization.registrar.name);
    let (zh, en) = (zh.collect::<Vec<_>>().join("，"), en.collect::<Vec<_>>().join(", "));
    OrganizationEvent::NoticePublished {
        subject: "change".to_owned(),
        text: Text::new(
            format!(
                "{name}（统一社会信用代码{}）经{by}审查，于{}准予变更登记：{zh}，现予公告。",
                organization.uscc,
                on.format("%Y年%-m月%-d日")
            ),
            format!(
                "{by} registered on {on} a change of {name} (code {}): {en}.",
                organization.uscc
            ),
        ),
        basis,
    }
}
